"""A receipt is read whole or not at all: a report is built again rather than half remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.look import is_whole, receipted
from generator.build.receipt import Receipt, read_problems, read_receipt, write_receipt
from generator.edition.series import BriefProblem
from generator.hosting.finish import Hosted
from generator.model.pages import RECEIPT
from generator.model.status import Status

PROBLEM = BriefProblem("p1", "p1.md#a", "问题", "", "（一）问题。", Status.PLANNED, "", "")
MADE = Receipt(inputs="1", size=2, hosted=Hosted())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a page and its receipt."""
    (tmp_path / "页.html").write_bytes(b"ab")
    write_receipt(tmp_path, MADE, {"页.html": 2}, [PROBLEM])
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    assert read_receipt(folder, Receipt) == MADE
    assert read_problems(folder) == (PROBLEM,)
    assert receipted(folder) == {"页.html": 2}
    assert is_whole(folder)


def test_what_was_cut_anywhere_is_none(folder: Path) -> None:
    data = (folder / RECEIPT).read_bytes()
    for size in range(len(data)):
        (folder / RECEIPT).write_bytes(data[:size])
        assert read_receipt(folder, Receipt) is None, size
        assert read_problems(folder) is None, size
    (folder / RECEIPT).unlink()
    assert read_receipt(folder, Receipt) is None
    assert read_problems(folder) is None
    assert not is_whole(folder)


@pytest.mark.parametrize(
    "line",
    [
        *("", "5", "true", "null", "NaN", '"x"', "[1,2]", '[["a"]]', "[" * 100_000),
        *("{}", '{"页.html":"2"}', '{"页.html":3}', '{"无":2}', '{"a\\u0000b":1}', '{"\\ud800":1}'),
    ],
)
def test_whatever_stands_in_its_first_line(folder: Path, line: str) -> None:
    lines = (folder / RECEIPT).read_text(encoding="utf-8").splitlines()
    (folder / RECEIPT).write_text("\n".join([line, *lines[1:]]) + "\n", encoding="utf-8")
    assert not is_whole(folder)
    assert isinstance(receipted(folder), dict)


@pytest.mark.parametrize("line", ["5", "null", "{}", "[1]", "[" * 100_000])
def test_whatever_stands_in_its_other_lines(folder: Path, line: str) -> None:
    files, made, problems = (folder / RECEIPT).read_text(encoding="utf-8").splitlines()
    (folder / RECEIPT).write_text(f"{files}\n{line}\n{problems}\n", encoding="utf-8")
    assert read_receipt(folder, Receipt) is None
    (folder / RECEIPT).write_text(f"{files}\n{made}\n{line}\n", encoding="utf-8")
    assert read_problems(folder) is None
