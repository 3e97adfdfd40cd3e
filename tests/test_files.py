"""Files that are written, or stand at another place as well because they are as they were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.files import write_or_link


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that all may read, as the files in it."""
    before = os.umask(0o022)
    try:
        made = tmp_path / "folder"
        made.mkdir()
        yield made
    finally:
        os.umask(before)


@pytest.mark.parametrize("old", ["the same", "another", "the sama", "linked", "folder", "missing"])
def test_only_the_same_file_stands_at_another_place(old: str, folder: Path) -> None:
    there, new = folder / "old", folder / "new"
    if old == "linked":
        (folder / "a target").write_bytes(b"the same")
        there.symlink_to("a target")  # the link itself is as large as the file
    elif old == "folder":
        there.mkdir()
    elif old != "missing":
        there.write_bytes(old.encode())
    write_or_link(new, b"the same", there)
    assert new.read_bytes() == b"the same"
    assert not new.is_symlink()
    assert new.stat().st_nlink == (2 if old == "the same" else 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o444, 0o664])
def test_one_that_others_may_not_read_is_written_anew(mode: int, folder: Path) -> None:
    """Who built once for himself alone, and then for all, is not to look for feeds that no server can read."""
    there, new = folder / "old", folder / "new"
    there.write_bytes(b"x")
    there.chmod(mode)
    write_or_link(new, b"x", there)
    assert new.stat().st_mode & 0o777 == 0o644
    assert new.read_bytes() == b"x"


def test_it_is_written_where_there_is_no_old_one_or_no_second_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_named: object) -> None:
        raise PermissionError

    there = folder / "old"
    there.write_bytes(b"x")
    monkeypatch.setattr(os, "link", never)
    for new, old in ((folder / "a", None), (folder / "b", there)):
        write_or_link(new, b"x", old)
        assert new.read_bytes() == b"x"
        assert new.stat().st_nlink == 1
