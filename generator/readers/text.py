"""Plain text → Source: decoding, lines, chrome, title and what the page states."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import Line, Source, TableRow
from generator.readers.broken.relined import relined
from generator.readers.chrome import NUMBERED, find_chrome
from generator.readers.decoding import decode
from generator.readers.metadata import read_metadata
from generator.readers.title import find_title
from generator.settings.report import ReportSettings
from generator.text.folding import fold
from generator.text.invisible import INVISIBLE
from generator.text.spacing import excerpt, squeeze
from generator.text.span import Span, line_starts
from generator.text.variants import fold_radicals, radicals_in
from generator.wording import say

LONGEST_LINE = 100_000
"""Maximum length of a line in characters; whole reports of 30,000 characters do come as one line."""
_NEAR = 3
"""Number of nearby lines that the error shows when a correction names a line that does not exist."""
_SHOWN = 3
"""Number of radicals that a message shows."""

_ENDED = re.compile(r"[。!?;:…][”’」』)]*$")
"""Matches a line that ends with a sentence's or clause's punctuation."""
_INDENTED = re.compile(r"[ \t\u3000\xa0]{2,}|[\t\u3000]")
_FULL = 0.85
"""Minimum width of a full line, as a share of the widest line that runs on into the next."""
_FEWEST_BROKEN = 6
"""Minimum number of full lines in a hard-wrapped text."""
_BROKEN = 0.3
"""Minimum share of full lines among all lines of a hard-wrapped text."""
_WIDER = 0.1
"""Maximum share of lines clearly wider than those that run on; if there are more, the ones that run on are headings."""
_WIDEST = 200
"""Maximum width of a line of a hard-wrapped text, in halves of a Chinese character; wider lines are paragraphs."""
_APART = 2
"""Maximum distance of two rows of a table in lines: a blank one may be between them."""
_FEWEST_COLUMNS = 3
_LONGEST_NAME = 20
"""Maximum length in characters of the name of a column."""
_LONGEST_NUMBER = 5
"""Maximum length in characters of the number of a heading: (十二)."""
_BREAK = re.compile(r"[\v\f\x85\u2028\u2029]")
_UNSEEN = "".join(sorted(INVISIBLE)) + "".join(filter(str.isspace, map(chr, range(0x3001))))
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
"""Matches control characters and noncharacters, which no HTML page can hold."""


def read_text(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a text file into a Source; `name` is for messages.

    Raises UserError for bytes that are no text, a line over `LONGEST_LINE`, or corrections that do not fit.
    """
    text, encoding = decode(data, name, settings.encoding)
    source = source_of(text, name, encoding, hashlib.sha256(data).hexdigest(), settings)
    return replace(source, messages=(*source.messages, *_broken(source)))


def _broken(source: Source) -> Iterator[Message]:
    """Yield a message if the text is hard-wrapped: many lines run on into the next and are about equally wide."""
    lines = source.text_lines
    open_lines = [
        line
        for line, after in pairwise(lines)
        if after.number == line.number + 1
        and not _ENDED.search(source.fold(line.span))
        and not _INDENTED.match(source.text[line.span.end : after.span.start].rpartition("\n")[2])
    ]
    widths = [_width(source[line.span]) for line in open_lines]
    widest = max(widths, default=0)
    full = [line for line, width in zip(open_lines, widths, strict=True) if width >= _FULL * widest]
    wider = sum(_FULL * _width(source[line.span]) > widest for line in lines)
    if wider > _WIDER * len(lines):
        return
    if len(full) >= _FEWEST_BROKEN and len(full) >= _BROKEN * len(lines) and widest <= _WIDEST:
        yield Message("hard-wrapped", full[0].number, 1, (("count", str(len(full))),))


def _width(text: str) -> int:
    """Return how wide a line is, in halves of a Chinese character."""
    return sum(1 if character.isascii() else 2 for character in text)


def source_of(text: str, name: str, encoding: str, sha256: str, settings: ReportSettings) -> Source:
    """Build the Source of a decoded text; raises UserError for what can't stand on a page."""
    text, told = relined(text)
    source = lines_of(text, name, encoding, sha256)
    return finished(replace(source, rows=tuple(_rows(source)), messages=(*source.messages, *told)), settings)


def _rows(source: Source) -> Iterator[TableRow]:
    """Yield the rows of tables whose cells are parted by tabs.

    A table has at least two lines, one below the other, and three columns, which have short names in the first line; no
    line has more cells than that. It ends above a line that tabs only indent, or part from the number of its heading.
    """
    tables: list[list[tuple[Line, list[Span]]]] = []
    open_ = False  # whether the last table may go on
    for line in source.lines:
        cells = _cells(source, line)
        row = open_ and 1 < len(cells) <= len(tables[-1][0][1]) and line.number - tables[-1][-1][0].number <= _APART
        if row and not _is_numbered(source, line, cells):
            tables[-1].append((line, cells))
        elif open_ := len(cells) >= _FEWEST_COLUMNS and all(map(_is_name, map(source.fold, cells))):
            tables.append([(line, cells)])
    for number, rows in enumerate((table for table in tables if len(table) > 1), 1):
        for line, cells in rows:
            blank = Span(line.span.end, line.span.end)
            yield TableRow(number, line, (*cells, *[blank] * (len(rows[0][1]) - len(cells))))


def _is_numbered(source: Source, line: Line, cells: Sequence[Span]) -> bool:
    """Say whether a line is a heading like 二、, and the tabs in it are only its indent or follow its number."""
    if not NUMBERED.match(source.fold(line.span)):
        return False
    told = [words for cell in cells if (words := source.fold(cell))]
    return len(told) == 1 or (len(told) == len(cells) == 2 and len(told[0]) <= _LONGEST_NUMBER)


def _is_name(text: str) -> bool:
    """Say whether a cell's folded text can be the name of a column: no number of an item, no sentence."""
    return 0 < len(text) <= _LONGEST_NAME and not re.search(r"^\W?[\d一二三四五六七八九十]{1,3}[.、)]|[。:;]", text)


def _cells(source: Source, line: Line) -> list[Span]:
    """Return the spans of a line's cells; a tab before its first word makes a blank cell."""
    begin = line.span.start - source.place(line.span.start)[1] + 1
    at = line.span.start if source.text[begin : line.span.start].strip() else begin
    found = []
    for words in source.text[at : line.span.end].split("\t"):
        start = max(line.span.start, at + len(words) - len(words.lstrip()))  # a blank cell lies in the line, too
        found.append(Span(start, start + len(words.strip())))
        at += len(words) + 1
    return found


def lines_of(text: str, name: str, encoding: str, sha256: str) -> Source:
    """Return a Source that has its text and lines; `finished` finds the rest. Radicals are replaced by characters.

    Raises UserError for an empty text, a line over `LONGEST_LINE`, or a control character.
    """
    starts = line_starts(text)
    lines = tuple(_lines(text, starts, name))
    messages = tuple(_radicals(text, lines))
    text, _ = fold_radicals(text)
    source = Source(name, text, encoding, sha256, lines, folded=fold(text), messages=messages, _starts=starts)
    bad = _FORBIDDEN.search(text)
    if bad:
        line, column = source.place(bad.start())
        raise UserError(
            say(
                "{name}:{line}:{column}: the control character U+{bad:04X} can't stand on a page; delete it.",
                name=name,
                line=line,
                column=column,
                bad=ord(bad[0]),
            )
        )
    if not source.lines:
        raise UserError(say("{name}: the file is empty; save the report's text in it.", name=name))
    return source


def _radicals(text: str, lines: Iterable[Line]) -> Iterator[Message]:
    """Yield a message for each line that has radicals (⽅) in place of the characters (方) as which they are read."""
    if not radicals_in(text):
        return
    for line in lines:
        words = text[line.span.start : line.span.end]
        if found := radicals_in(words):
            count = sum(words.count(radical) for radical in found)
            shown = ", ".join(f"{radical} for {character}" for radical, character in list(found.items())[:_SHOWN])
            yield Message("radicals", line.number, 1, (("count", str(count)), ("which", shown)), len(words))


def finished(source: Source, settings: ReportSettings, titles: Sequence[str] = ()) -> Source:
    """Return a Source that has its lines with chrome, title and metadata found; chrome that it has already stays.

    `titles` are the titles that the file itself gives its text. Raises UserError for a correction of a missing line.
    """
    lines = {line.number: line for line in source.lines}
    for correction in settings.corrected_lines:
        if correction not in lines:
            near = sorted(sorted(lines, key=lambda number: abs(number - correction))[:_NEAR])
            raise UserError(
                say(
                    "{yml}: line {line} of {source} is corrected but is blank or missing; "
                    "correct the number. Near it are {near}.",
                    yml=settings.name,
                    line=correction,
                    source=source.name,
                    near=", ".join(f"{number} “{excerpt(squeeze(source[lines[number].span]))}”" for number in near),
                )
            )
    source = replace(source, chrome=find_chrome(source, settings))
    source = find_title(source, settings, titles)
    return replace(source, metadata=read_metadata(source, settings))


def _lines(text: str, starts: tuple[int, ...], name: str) -> list[Line]:
    """Return the lines that are not blank; a line with a Unicode line separator in it becomes two of one number."""
    lines = []
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True), start=1):
        if end - start > LONGEST_LINE:
            raise UserError(
                say(
                    "{name}:{number}: the line has {end:,} characters and may have {longest_line:,}; break it where "
                    "the report has its paragraphs.",
                    name=name,
                    number=number,
                    end=end - start,
                    longest_line=LONGEST_LINE,
                )
            )
        cuts = [start, *(start + match.end() for match in _BREAK.finditer(text[start:end])), end]
        for left, right in pairwise(cuts):
            piece = text[left:right]
            # Invisible characters are cut off, too, so that the numbering behind them is recognised. A line that has
            # nothing else stays a line.
            stripped = piece.strip(_UNSEEN) or piece.strip()
            if stripped:
                begin = left + piece.index(stripped)
                lines.append(Line(number, Span(begin, begin + len(stripped))))
    return lines
