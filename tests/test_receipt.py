"""A receipt is believed whole or not at all: a report is built again rather than half remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.receipt import Receipt, read_receipt, write_receipt
from generator.edition.series import BriefProblem
from generator.hosting.finish import Hosted
from generator.model.pages import RECEIPT
from generator.model.status import Status

PROBLEM = BriefProblem("p1", "p1.md#a", "问题", "", "（一）问题。", Status.PLANNED, (), "")
MADE = Receipt(inputs="1", common="2", size=2, hosted=Hosted(), manifest="", bundle="")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a page and its receipt."""
    (tmp_path / "页.html").write_bytes(b"ab")
    write_receipt(tmp_path, MADE, {"页.html": 2}, [PROBLEM])
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    stored = read_receipt(folder, Receipt)
    assert stored
    assert stored.receipt == MADE
    assert stored.problems == (PROBLEM,)
    assert stored.files == {"页.html": 2}
    assert stored.is_whole


def test_what_was_cut_anywhere_is_none(folder: Path) -> None:
    data = (folder / RECEIPT).read_bytes()
    for size in range(len(data)):
        (folder / RECEIPT).write_bytes(data[:size])
        assert read_receipt(folder, Receipt) is None, size
    (folder / RECEIPT).unlink()
    assert read_receipt(folder, Receipt) is None


def test_what_was_changed_anywhere_is_none(folder: Path) -> None:
    data = (folder / RECEIPT).read_bytes()
    for place in range(len(data)):
        changed = bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])
        (folder / RECEIPT).write_bytes(changed)
        assert read_receipt(folder, Receipt) is None, place


@pytest.mark.parametrize("change", ["gone", "longer"])
def test_a_folder_is_whole_only_with_all_its_files(folder: Path, change: str) -> None:
    page = folder / "页.html"
    if change == "gone":
        page.unlink()
    else:
        page.write_bytes(b"abc")
    stored = read_receipt(folder, Receipt)
    assert stored
    assert not stored.is_whole


@pytest.mark.parametrize("line", ["", "5", "null", "{}", "[1]", "[" * 100_000])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_whatever_stands_in_its_lines(folder: Path, line: str, at: int) -> None:
    lines = (folder / RECEIPT).read_text(encoding="utf-8").splitlines()
    lines[at] = line
    (folder / RECEIPT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_receipt(folder, Receipt) is None
