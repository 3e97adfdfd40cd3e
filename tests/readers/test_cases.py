"""Files that people hold, each with what is read out of it: a file of any format and `NAME.expected` beside it.

To take over what is read now, after a look at the difference: `python -m tests.readers.test_cases`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.facts.rows import find_problems
from generator.model.messages import told
from generator.model.source import Source
from generator.outline import outline
from generator.readers import READERS, read_file

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.iterdir() if path.suffix in READERS)


def shown(path: Path) -> str:
    """Return what is read out of a file, or the sentence that refuses it."""
    try:
        source = read_file(path)
    except UserError as error:
        return f"{error.message.replace(str(path), path.name)}\n"
    report = outline(source)
    lines = [str(report), "", *(_line(source, number) for number in range(1, len(source.lines) + 1))]
    lines += ["", *(f"{mark.kind} {source[mark.span]}" for mark in source.marks)]
    for row in source.rows:
        lines += [f"row {row.line.number}: column {m.column}, {m.rows}×{m.columns}" for m in row.merged]
    named = [(problem.node.id, problem.named) for problem in find_problems(report)]
    lines += [f"ledger {identity} {report.text(cell.span)}" for identity, cell in named if cell]
    lines += [told(path.name, message) for message in source.messages]
    return "\n".join(lines).rstrip() + "\n"


def _line(source: Source, number: int) -> str:
    return source[source.lines[number - 1].span].replace("\t", " | ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_as_it_shows(path: Path) -> None:
    assert shown(path) == path.with_name(f"{path.name}.expected").read_text(encoding="utf-8")


def test_every_expectation_has_its_file() -> None:
    assert {path.name for path in CASES.glob("*.expected")} == {f"{path.name}.expected" for path in FILES}


if __name__ == "__main__":
    for case in FILES:
        case.with_name(f"{case.name}.expected").write_text(shown(case), encoding="utf-8")
