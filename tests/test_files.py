"""Files that are written, or stand at another place as well because they are as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.files import write_or_link


@pytest.mark.parametrize("old", ["the same", "another", "the sama", "linked", "folder", "missing"])
def test_only_the_same_file_stands_at_another_place(old: str, tmp_path: Path) -> None:
    there, new = tmp_path / "old", tmp_path / "new"
    if old == "linked":
        (tmp_path / "a target").write_bytes(b"the same")
        there.symlink_to("a target")  # the link itself is as large as the file
    elif old == "folder":
        there.mkdir()
    elif old != "missing":
        there.write_bytes(old.encode())
    write_or_link(new, b"the same", there)
    assert new.read_bytes() == b"the same"
    assert not new.is_symlink()
    assert new.stat().st_nlink == (2 if old == "the same" else 1)


def test_it_is_written_where_there_is_no_old_one_or_no_second_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_named: object) -> None:
        raise PermissionError

    there = tmp_path / "old"
    there.write_bytes(b"x")
    monkeypatch.setattr(os, "link", never)
    for new, old in ((tmp_path / "a", None), (tmp_path / "b", there)):
        write_or_link(new, b"x", old)
        assert new.read_bytes() == b"x"
        assert new.stat().st_nlink == 1
