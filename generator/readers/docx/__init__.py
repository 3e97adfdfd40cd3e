"""Word files (.docx) → Source: text in reading order, numbers as Word shows them, nothing lost in silence.

Whatever Word shows is text: numbers that it counts, results of fields, text boxes (after the paragraph in which they
are anchored), notes (after the paragraph or table row that first cites them; citation and note carry the mark [1]).
A manual line break begins a new line. A table with one cell in each row is a frame: its paragraphs are paragraphs.
Set aside as page chrome: headers and footers (each line once), page numbers, the table of contents.
Left out: comments, macros, pictures in headers and footers, notes that nothing cites, for Word prints them nowhere.
Refused, with a sentence that says what to do: tracked changes, hidden text, text brought in from other files,
SmartArt and charts, pictures that no browser shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from generator.errors import UserError
from generator.model.particulars import particular
from generator.model.source import ChromeKind, Source
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.docx.account import account_docx
from generator.readers.docx.body import Body, WordBody
from generator.readers.docx.looks import Looks
from generator.readers.docx.names import W
from generator.readers.docx.notes import Notes
from generator.readers.docx.numbering import Numbering
from generator.readers.docx.package import Package, Relation, relation_id
from generator.readers.docx.styles import Styles
from generator.readers.pictures import Pictures
from generator.settings.report import ReportSettings
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

MOST_CHARACTERS = 1_000_000
"""Maximum number of characters of text; the longest reports have 60,000."""

_CHANGES = tuple(
    W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "delText")
)
"""Elements of tracked changes."""
_ELSEWHERE = {W + "altChunk": "another file (altChunk)", W + "subDoc": "a subdocument"}
"""Elements that bring in text from another file, with their names for messages."""


def read_docx(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a .docx into a Source; `name` is for messages.

    Raises UserError for a file that is no intact .docx, exceeds a limit, or holds something that can't be read as its
    author means it.
    """
    package = Package(data, name)
    main = package.main
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise UserError(say("{name}: the file holds no Word document; save it as .docx in Word or WPS.", name=name))
    relations = package.relations(main)
    styles = Styles(_part(package, relations, "styles"))
    numbering = Numbering(_part(package, relations, "numbering"), styles, name)
    notes = Notes(package, relations)
    for part in (root, *notes.roots):
        _refuse(part, name)
    looks = Looks(styles, paper=root.find(f"{W}background") is None)
    document = WordBody(package, styles, looks, numbering, notes, Pictures(name))
    header = list(_running(document, root, relations, "headerReference", ChromeKind.HEADER))
    text = list(Body(document, body, main).blocks())
    footer = list(_running(document, root, relations, "footerReference", ChromeKind.FOOTER))
    blocks = [*header, *text, *footer]
    if (count := sum(len(block.line) for block in blocks)) > MOST_CHARACTERS:
        raise UserError(
            say(
                "{name}: the file has {count:,} characters of text and may have {most_characters:,}; give the "
                "report's text alone.",
                name=name,
                count=count,
                most_characters=MOST_CHARACTERS,
            )
        )
    if not any(block.line.strip() for block in blocks):
        raise UserError(
            say(
                "{name}: the file holds no text; pictures of a text can't be read, so give the Word file that they "
                "were taken from.",
                name=name,
            )
        )
    source = source_of_blocks(blocks, data, name, "utf-8", settings, wrapped=True)
    if lost := account_docx(data, source):
        raise UserError(
            say(
                "{name}: {count} pieces of the file's text can't be placed, the first “{lost}”; copy all text into a "
                "new file in Word or WPS, save that, and try again.",
                name=name,
                count=len(lost),
                lost=excerpt(lost[0]),
            )
        )
    return source


def _part(package: Package, relations: dict[str, Relation], kind: str) -> _Element | None:
    part = next((item.part for item in relations.values() if item.kind == kind and item.part), None)
    return package.xml(part) if part else None


def _running(
    document: WordBody, root: _Element, relations: dict[str, Relation], tag: str, kind: ChromeKind
) -> Iterator[Block]:
    """Yield the lines of the headers or footers (by `tag`) as chrome of a kind; a line that several have, only once."""
    seen = {""}
    references = [relation_id(item, "id") or "" for item in root.iter(W + tag)]
    parts = [relations[reference].part for reference in references if reference in relations]
    for part in dict.fromkeys(filter(None, parts)):
        found = document.package.xml(part)
        if found is None:
            continue
        _refuse(found, document.package.name)
        for block in Body(document, found, part).aside(kind):
            if (line := squeeze(block.line)) not in seen:
                seen.add(line)
                yield block


def _refuse(root: _Element, name: str) -> None:
    """Raise UserError for tracked changes, with which a file says two things at once, and for text in other files."""
    changes = list(root.iter(*_CHANGES))
    if changes:
        words = (squeeze("".join(map(str, item.itertext()))) for item in changes)
        first = next((say(", the first “{text}”", text=excerpt(text)) for text in words if text), "")
        raise UserError(
            say(
                "{name}: the file holds tracked changes ({count}{first}); accept or reject all of them in Word or "
                "WPS, then save the file.",
                name=name,
                count=len(changes),
                first=first,
            )
        )
    for item in root.iter(*_ELSEWHERE):
        raise UserError(
            say(
                "{name}: the file brings in {elsewhere}, whose text is not read; open it in Word, save it as .docx "
                "again, or copy that text into it.",
                name=name,
                elsewhere=particular(_ELSEWHERE[str(item.tag)]),
            )
        )
