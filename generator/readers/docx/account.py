"""The text that a .docx shows, extracted without the reader, from the zip file and XML events alone."""

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
from generator.text.spacing import solid

_NAME = re.compile(r"\{[^}]*\}(.*)", re.DOTALL)
_INLINE = {"r", "t", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "softHyphen"}
"""Inline elements: text before and after them belongs to one piece."""
_SILENT = {"instrText", "delInstrText", "fldData", "binData"}
"""Elements of Word whose text is the code of a field or data, and is not shown."""
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_QUOTED = re.compile(r'"[^"]*"')
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_RUNNING = {*_NOTES, "header", "footer"}


class _Link(NamedTuple):
    """A reference to a part: its id, the last word of its type (image, header), the path of the part."""

    identity: str
    kind: str
    part: str


def docx_text_runs(data: bytes, *, by_run: bool = False) -> list[str]:
    """Return the pieces of text that a .docx shows: of the main part, of cited notes, of headers and footers.

    The code of a field is left out, but for the words that a field without a result draws from it. Of alternatives
    (mc:AlternateContent) one is taken, the fallback only if the choice has no text. Elements that are not known count
    as shown. A line that several headers or footers have is given once.
    A piece is about a paragraph; with `by_run` it is a run, for a Source that sets aside some runs of a paragraph.
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
                running.update(dict.fromkeys(solid(run) for run in found.runs))
        return [*runs, *running]


def account_docx(data: bytes, source: Source) -> list[str]:
    """Return the pieces of a .docx's text that the Source made of it lacks."""
    if not missing(docx_text_runs(data), source):
        return []
    return missing(docx_text_runs(data, by_run=True), source)


@dataclass(slots=True)
class _Code:
    """The code of a field that is open."""

    texts: list[str]
    entries: list[str] = field(default_factory=list)
    """The entries of a drop-down form field."""
    chosen: int = 0
    """Index of the chosen entry."""

    @property
    def words(self) -> list[str]:
        """The words that Word draws if the field has no result: Chinese ones in its code, or the chosen entry."""
        code = "".join(self.texts)
        name, _, rest = code.strip().partition(" ")
        if name.upper() == "EQ":
            return _HAN.findall(_QUOTED.sub("", rest))
        if name.upper() in {"MACROBUTTON", "GOTOBUTTON"}:
            return _HAN.findall(rest.strip().partition(" ")[2])
        return self.entries[self.chosen : self.chosen + 1] if name.upper() == "FORMDROPDOWN" else []


class _Part:
    """The text of one part (the main one, notes, a header), collected from XML events."""

    def __init__(self, data: bytes, *, by_run: bool = False) -> None:
        self._inline = _INLINE - {"r"} if by_run else _INLINE
        self.pieces: list[tuple[str, str]] = []
        """(id of the note that the text is in, or ''; text)."""
        self.cited: set[tuple[str, str]] = set()
        """(footnote or endnote, id) of the notes that it cites."""
        self._ids: set[str] = set()
        """Ids under which it refers to headers and footers."""
        self._text: list[str] = []
        self._note = self._font = ""
        self._codes: list[list[tuple[str, str]]] = []
        """The pieces met in the code of each open field: if the field never ends, they are text after all."""
        self._levels: list[bool] = []
        """For each open field, whether its code is still being read."""
        self._fields: list[_Code] = []
        self._shown: list[int] = []
        """The number of pieces when each open field began; if it is the same at the end, the field has no result."""
        self._simple: list[tuple[int, str]] = []
        """For each open w:fldSimple: the number of pieces when it began, and its code."""
        self._choices: list[list[list[tuple[str, str]]]] = []
        """For each open mc:AlternateContent, the pieces of each alternative."""
        self._wanted: list[list[int]] = []
        """The rank of each of these alternatives: 0 for a choice that Word knows, 1 for the fallback, 2 for others."""
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
        """Return whether the part refers to a header or footer under one of these ids."""
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
