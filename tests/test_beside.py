"""Work that is done beside other work, by a second process: it is done at the end, also when that was killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from generator.build.beside import _AHEAD, _PIECE, Beside


def tell(path: Path) -> int:
    """Write which process this is, and return it."""
    path.write_text(str(os.getpid()), encoding="utf-8")
    return os.getpid()


def fail() -> None:
    """Be unable to write."""
    raise OSError("no room")


def die_elsewhere(home: int, at: int, told: Path, items: Sequence[int]) -> list[tuple[int, int]]:
    """Work in one process; in any other be killed from the item `at`, and tell that."""
    if os.getpid() != home and items[0] >= at:
        told.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(items)


def squares(items: Sequence[int]) -> list[tuple[int, int]]:
    """Return the squares, each with the process that found it; after a moment, so that another gets its share."""
    time.sleep(0.01)
    return [(item * item, os.getpid()) for item in items]


@pytest.mark.parametrize("second", [False, True])
def test_it_is_done_where_it_should_be(tmp_path: Path, *, second: bool) -> None:
    with Beside(second=second) as beside:
        value = beside.start(tell, tmp_path / "told")()
    assert (tmp_path / "told").read_text(encoding="utf-8") == str(value)
    assert (value != os.getpid()) is second


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("number", [0, 1, 19, 20, 21, 1000])
def test_what_is_shared_comes_in_order_from_both(number: int, *, second: bool) -> None:
    with Beside(second=second) as beside:
        beside.start(os.getpid)()  # it has begun: what is quickly done is else done before that
        found = list(beside.share(squares, range(number)))
    assert [square for square, _ in found] == [item * item for item in range(number)]
    elsewhere = sum(process != os.getpid() for _, process in found)
    assert second or not elsewhere
    assert not second or number < 1000 or elsewhere > _AHEAD * _PIECE, "it is given more when it has done some"


@pytest.mark.parametrize("at", [0, 2 * _PIECE, 3 * _PIECE])
def test_what_is_killed_is_done_here(tmp_path: Path, at: int) -> None:
    with Beside(second=True) as beside:
        begun = beside.share(partial(die_elsewhere, os.getpid(), at, tmp_path / "died"), range(200))
        for _ in range(3000):
            if (tmp_path / "died").exists():
                break
            time.sleep(0.01)
        assert [square for square, _ in begun] == [item * item for item in range(200)]
        assert beside.start(tell, tmp_path / "told")() == os.getpid()
        assert [square for square, _ in beside.share(squares, range(3))] == [0, 1, 4]


@pytest.mark.parametrize("second", [False, True])
def test_its_error_is_told(*, second: bool) -> None:
    with Beside(second=second) as beside:
        wait = beside.start(fail)
        with pytest.raises(OSError, match="no room"):
            wait()
