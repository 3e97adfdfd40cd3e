"""Invented reports in many structures, each with the outline that a reader would draw: `fixtures/structures.txt`.

A case there is `=== name.format`, the report, `---`, and lines of what is expected:

- `outline: p1(f1(i1(m1 m2)) b) a1`: the letters of ids, `u` for what has no number, `b` for a table, `*` for any letter
- `fields: f1 responsible 计量科 | 2 progress 已完成`: some labelled fields, by id below part 1, or by a table's row
- `measuretexts: p1i1m2 建立台账。`: what some measures hold
- `title`, `closing` (its kinds), `by`, `date`, `attachments`, `heads` (of parts and findings): all of them
- `annexes`, `ledger`, `chrome`: how many there are

In Word files and PDFs |…|…| is a row; in Word files ⏎ is a soft break, and a cell ^ merged with the one above.
PDFs have running heads.

To score files of such cases: `python -m tests.test_structures FILE…`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import pytest
import typst

from generator.facts.fields import find_fields
from generator.facts.rows import find_problems
from generator.model.report import Kind, Node, Report
from generator.outline import outline
from generator.outline.ids import LETTERS
from generator.paper.press import Press
from generator.readers import READERS
from generator.settings.paper import PaperSettings
from generator.settings.report import ReportSettings
from tests.project import ROOT
from tests.readers.word import files, p, packed

_DRAWN = frozenset({Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM, Kind.MEASURE, Kind.TABLE, Kind.ANNEX, Kind.ENTRY})
_PAGE = '#set page(width: 14cm, height: 11cm, margin: 2cm, numbering: "- 1 -", header: [整改工作　内部资料])\n'


@dataclass(frozen=True, slots=True)
class Case:
    """A report with what is expected of it."""

    name: str
    """A name whose ending is the format."""
    text: str
    expected: dict[str, str]
    """What is expected, by key."""


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file."""
    found = []
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, told = rest.rpartition("---\n")
        pairs = (line.partition(":") for line in told.splitlines() if line.strip())
        found.append(Case(name.strip(), text, {key: value.strip() for key, _, value in pairs}))
    return found


CASES = cases_of(ROOT / "tests" / "fixtures" / "structures.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_report_has_the_outline_that_a_reader_would_draw(case: Case) -> None:
    assert wrong(case) == []


def wrong(case: Case) -> list[str]:
    """Return a text for each expectation of a case that is not met."""
    ending = Path(case.name).suffix
    build = {".docx": _word, ".pdf": _printed}.get(ending, str.encode)
    settings = ReportSettings()
    report = outline(READERS[ending](build(case.text), case.name, settings), settings)
    told = {key: FOUND[key](report) for key in case.expected}
    return [
        f"{key}\n  expected {value}\n  found    {told[key]}"
        for key, value in case.expected.items()
        if not _agrees(key, value, told[key])
    ]


def _agrees(key: str, expected: str, found: str) -> bool:
    if key in {"fields", "measuretexts"}:
        return set(expected.split(" | ")) <= set(found.split(" | "))
    any_letter = key == "outline" and len(expected) == len(found)
    return expected == found or (any_letter and all(map(_fits, expected, found)))


def _fits(wanted: str, letter: str) -> bool:
    return wanted == letter or (wanted == "*" and letter.isalpha())


def _drawn(node: Node) -> str:
    """Return a node and those below it as `p1(i1(m1 m2) i2)`."""
    if node.kind is Kind.TABLE:
        return "b"
    below = " ".join(filter(None, map(_drawn, node.children)))
    if node.kind not in _DRAWN:
        return below
    number = str(node.number) if node.number is not None else f"u{node.id.rpartition('u')[2]}"
    return f"{LETTERS[node.kind]}{number}" + (f"({below})" if below else "")


def _fields(report: Report) -> Iterator[str]:
    for at, problem in enumerate(find_problems(report), 1):
        name = str(at) if problem.named else problem.node.id.removeprefix("p1")
        for node in (problem.node, *problem.more):
            for told in find_fields(report, node, problem.heads):
                yield f"{name} {told.kind} {report.source.fold(told.value)}"


def _measures(report: Report) -> Iterator[str]:
    for node in report.measures:
        start = node.marker.end if node.marker else node.span.start
        yield f"{node.id} {report.source.text[start : node.span.end].strip()}".replace("\n", "⏎")


def _heads(report: Report) -> Iterator[str]:
    return (report.source[node.title] for node in report.of(Kind.PART, Kind.FINDING) if node.title)


FOUND: dict[str, Callable[[Report], str]] = {
    "outline": lambda report: " ".join(filter(None, map(_drawn, report.tops))),
    "title": lambda report: report.title,
    "closing": lambda report: " ".join(str(node.kind) for node in report.closing),
    "by": lambda report: report.source.metadata.issuing_body or "",
    "date": lambda report: str(report.source.metadata.signed or ""),
    "attachments": lambda report: " | ".join(report.source.metadata.attachments),
    "annexes": lambda report: str(len(report.annexes)),
    "ledger": lambda report: str(len(find_problems(report))),
    "chrome": lambda report: str(len(report.source.chrome)),
    "heads": lambda report: " | ".join(_heads(report)),
    "fields": lambda report: " | ".join(_fields(report)),
    "measuretexts": lambda report: " | ".join(_measures(report)),
}


def _word(text: str) -> bytes:
    """Return a Word file of a paragraph a line, and of tables."""
    made = (
        _table(list(block))
        if rows
        else "".join(p(escape(line).replace("⏎", "</w:t><w:br/><w:t>")) for line, *_ in block)
        for rows, block in _blocks(text)
    )
    return packed(files("".join(made)))


def _blocks(text: str) -> Iterator[tuple[bool, Iterator[list[str]]]]:
    """Yield (whether it is a table, its rows; else its lines) of each block of a text."""
    rows = (line[1:-1].split("|") if line.startswith("|") else [line] for line in text.splitlines())
    return groupby(rows, key=lambda row: len(row) > 1)


def _table(rows: list[list[str]]) -> str:
    drawn = ""
    for row, below in zip(rows, [*rows[1:], [""] * len(rows[0])], strict=True):
        drawn += "<w:tr>"
        for words, under in zip(row, below, strict=True):
            merge = "<w:vMerge/>" if words == "^" else '<w:vMerge w:val="restart"/>' if under == "^" else ""
            drawn += f"<w:tc><w:tcPr>{merge}</w:tcPr>{p('' if words == '^' else escape(words))}</w:tc>"
        drawn += "</w:tr>"
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * len(rows[0])}</w:tblGrid>{drawn}</w:tbl>"


def _printed(text: str) -> bytes:
    """Return a PDF of small pages, whose lines are wrapped."""
    indent = '#set text(font: "Noto Serif SC", size: 12pt)\n#set par(first-line-indent: (amount: 2em, all: true))\n'
    paragraphs = "\n\n".join(
        _typst_table(list(block)) if rows else "\n\n".join(line.replace("#", "") for line, *_ in block)
        for rows, block in _blocks(text)
    )
    made: object = typst.compile((_PAGE + indent + paragraphs).encode(), font_paths=Press(ROOT, PaperSettings()).fonts)
    assert isinstance(made, bytes)
    return made


def _typst_table(rows: list[list[str]]) -> str:
    cells = "".join(f"[{words}]," for row in rows for words in row)
    return f"#table(columns: {len(rows[0])}, {cells})"


def _score(paths: list[Path]) -> str:
    told = [(case.name, wrong(case)) for path in paths for case in cases_of(path)]
    lines = [f"{name}: " + "\n ".join(faults) for name, faults in told if faults]
    return "\n".join([*lines, f"{len(told) - len(lines)} of {len(told)}"])


if __name__ == "__main__":
    print(_score([Path(name) for name in sys.argv[1:]]))  # noqa: T201 - printing is its job
