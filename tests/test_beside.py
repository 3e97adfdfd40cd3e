"""Work that is done beside other work, in a thread or in a process: it is done at the end, also when it was killed."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from generator.site.pool import beside


def tell(path: Path) -> None:
    """Write which process this is."""
    path.write_text(str(os.getpid()), encoding="utf-8")


def fail() -> None:
    """Be unable to write."""
    raise OSError("no room")


def die_elsewhere(path: Path, home: int) -> None:
    """Work in one process only, and be killed in any other."""
    if os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    tell(path)


@pytest.mark.parametrize("alone", [False, True])
def test_it_is_done_where_it_should_be(tmp_path: Path, *, alone: bool) -> None:
    path = tmp_path / "told"
    with beside(partial(tell, path), alone=alone) as wait:
        wait()
        told = path.read_text(encoding="utf-8")
    assert (told != str(os.getpid())) is alone


def test_what_is_killed_is_done_here(tmp_path: Path) -> None:
    path = tmp_path / "told"
    with beside(partial(die_elsewhere, path, os.getpid()), alone=True) as wait:
        wait()
    assert path.read_text(encoding="utf-8") == str(os.getpid())


@pytest.mark.parametrize("alone", [False, True])
def test_its_error_is_told(*, alone: bool) -> None:
    with beside(fail, alone=alone) as wait, pytest.raises(OSError, match="no room"):
        wait()
