"""What text a .docx shows, found without the reader: zip, XML events and nothing else."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from generator.model.source import Source
from generator.readers.account import missing
from generator.readers.docx.drawing import is_known
from generator.readers.docx.symbols import in_font

_NAME = re.compile(r"\{[^}]*\}(.*)", re.DOTALL)
_INLINE = {"r", "t", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "softHyphen"}
"""Elements that part no text."""
_SILENT = {"instrText", "delInstrText", "fldData", "binData"}
"""Elements of Word whose text is a code or data."""
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_QUOTED = re.compile(r'"[^"]*"')
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_RUNNING = {*_NOTES, "header", "footer"}


class _Link(NamedTuple):
    identity: str
    kind: str
    part: str


def docx_text_runs(data: bytes, *, by_run: bool = False) -> list[str]:
    """Return the pieces of text that a .docx shows, of the main part, the notes cited, the headers and footers.

    Codes of fields are none but for the words in those of a field without a result, which draws them; of alternatives
    (mc:AlternateContent) what falls back is none unless the choice has no text. Any text of an element that is not
    known to show none counts. A line of a header or footer counts once however many have it.
    With `by_run` each run is a piece, as where what some of a paragraph's runs say is set aside.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = {name.lower(): name for name in file.namelist()}
        main = next(
            (link.part for link in _links(file, names, "") if link.kind == "officeDocument"), "word/document.xml"
        )
        part = _Part(file.read(names[main.lower()]), by_run=by_run)
        runs = part.runs
        running: dict[str, None] = {}
        links = _links(file, names, main)
        for kind, target in dict.fromkeys((link.kind, link.part) for link in links):
            if kind not in _RUNNING or target.lower() not in names:
                continue
            found = _Part(file.read(names[target.lower()]), by_run=by_run)
            if kind in _NOTES:
                runs += [run for note, run in found.pieces if (_NOTES[kind], note) in part.cited]
            elif part.refers({link.identity for link in links if link.part == target}):
                running.update(dict.fromkeys("".join(run.split()) for run in found.runs))
        return [*runs, *running]


def account_docx(data: bytes, source: Source) -> list[str]:
    """Return the pieces of a .docx's text that the Source made of it lacks."""
    if not missing(docx_text_runs(data), source):
        return []
    return missing(docx_text_runs(data, by_run=True), source)


@dataclass(slots=True)
class _Code:
    """The code of a field."""

    texts: list[str]
    entries: list[str] = field(default_factory=list)
    chosen: int = 0

    @property
    def words(self) -> list[str]:
        """The words in it that are drawn where it has no result."""
        code = "".join(self.texts)
        name, _, rest = code.strip().partition(" ")
        if name.upper() == "EQ":
            return _HAN.findall(_QUOTED.sub("", rest))
        if name.upper() in {"MACROBUTTON", "GOTOBUTTON"}:
            return _HAN.findall(rest.strip().partition(" ")[2])
        return self.entries[self.chosen : self.chosen + 1] if name.upper() == "FORMDROPDOWN" else []


class _Part:
    """The text of one part, by events."""

    def __init__(self, data: bytes, *, by_run: bool = False) -> None:
        self._inline = _INLINE - {"r"} if by_run else _INLINE
        self.pieces: list[tuple[str, str]] = []
        """(id of the note that it stands in or '', text)."""
        self.cited: set[tuple[str, str]] = set()
        self._ids: set[str] = set()
        self._text: list[str] = []
        self._note = self._font = ""
        self._codes: list[list[tuple[str, str]]] = []
        """The pieces met in each open field's code: text after all, should the field never end."""
        self._levels: list[bool] = []
        self._fields: list[_Code] = []
        self._shown: list[int] = []
        """How many pieces there were when each open field began."""
        self._simple: list[tuple[int, str]] = []
        self._choices: list[list[list[tuple[str, str]]]] = []
        self._wanted: list[list[int]] = []
        """Which of the alternatives are read: choices that are known, what falls back, other choices."""
        events = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for event, element in events:
            name = _NAME.sub(r"\1", str(element.tag))
            if event == "start":
                self._start(name, element)
            else:
                self._end(name, element)
        self._flush()
        for code in self._codes:
            self.pieces.extend(code)

    @property
    def runs(self) -> list[str]:
        """The pieces of text in order."""
        return [text for _, text in self.pieces]

    def refers(self, identities: set[str]) -> bool:
        """Return whether the part names one of the relations for a header or footer."""
        return bool(self._ids & identities)

    def _start(self, name: str, element: etree._Element) -> None:
        attributes = {_NAME.sub(r"\1", str(key)): str(text) for key, text in element.attrib.items()}
        if name not in self._inline and not name.endswith("Pr") and not self._in_properties(element):
            self._flush()
        if name == "r":
            self._font = ""
        elif name == "rFonts":
            self._font = attributes.get("ascii") or attributes.get("hAnsi") or ""
        elif name in {"footnote", "endnote"}:
            self._note = attributes.get("id", "")
        elif name in {"footnoteReference", "endnoteReference"}:
            self.cited.add((name.removesuffix("Reference"), attributes.get("id", "")))
        elif name in {"headerReference", "footerReference"}:
            self._ids.add(attributes.get("id", ""))
        elif name in {"fldChar", "fldSimple", "listEntry", "result"}:
            self._in_field(name, attributes)
        elif name == "AlternateContent":
            self._choices.append([])
            self._wanted.append([])
        elif name in {"Choice", "Fallback"} and self._choices:
            self._choices[-1].append([])
            self._wanted[-1].append(1 if name == "Fallback" else 0 if is_known(element) else 2)

    def _in_field(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            self._simple.append((len(self.pieces), attributes.get("instr", "")))
        elif self._fields and name == "listEntry":
            self._fields[-1].entries.append(value)
        elif self._fields and value.isdecimal():
            self._fields[-1].chosen = int(value)

    def _end(self, name: str, element: etree._Element) -> None:
        if name == "instrText" and self._fields and self._levels[-1]:
            self._fields[-1].texts.append(element.text or "")
        if name == "fldSimple":
            at, code = self._simple.pop()
            self._flush()
            if len(self.pieces) == at and not self._choices:
                self._put([(self._note, word) for word in _Code([code]).words])
        words = "/wordprocessingml/" in str(element.tag) and name not in _SILENT and (element.text or "").strip()
        if name == "t" or words:
            self._text.append(in_font("".join(map(str, element.itertext())), self._font))
        elif name not in self._inline and not name.endswith("Pr") and not self._in_properties(element):
            self._flush()
        if name == "AlternateContent" and self._choices:
            options, ranks = self._choices.pop(), self._wanted.pop()
            firsts = [options[ranks.index(rank)] for rank in range(3) if rank in ranks]
            self._put(next(filter(None, firsts), []))

    @staticmethod
    def _in_properties(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and str(parent.tag).endswith("}rPr")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append([])
            self._levels.append(True)
            self._fields.append(_Code([]))
            self._shown.append(len(self.pieces))
        elif kind == "separate" and self._levels:
            self._levels[-1] = False
        elif kind == "end" and self._levels:
            self._levels.pop()
            self._codes.pop()
            code = self._fields.pop()
            if self._shown.pop() == len(self.pieces) and not self._choices:
                self._put([(self._note, word) for word in code.words])

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            self._put([(self._note, text)])

    def _put(self, pieces: list[tuple[str, str]]) -> None:
        coding = next((code for code, level in zip(self._codes, self._levels, strict=True) if level), None)
        if coding is not None:
            coding.extend(pieces)
        elif self._choices and self._choices[-1]:
            self._choices[-1][-1].extend(pieces)
        else:
            self.pieces.extend(pieces)


def _links(file: zipfile.ZipFile, names: dict[str, str], part: str) -> list[_Link]:
    folder = posixpath.dirname(part)
    found = []
    for item in _relations(file, names, part):
        target = unquote(item.get("Target") or "").split("#")[0]
        if target and item.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(_Link(item.get("Id") or "", (item.get("Type") or "").rpartition("/")[2], path))
    return found


def _relations(file: zipfile.ZipFile, names: dict[str, str], part: str) -> list[etree._Element]:
    folder, name = posixpath.split(part)
    found = names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    if found is None:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return list(etree.fromstring(file.read(found), parser))
