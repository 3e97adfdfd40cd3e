"""Counts the steps of a piece of work, lines of the program that are run: the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from tests.project import ROOT

_OWN = str(ROOT / "generator")
MOST = 2.12
"""How many times the steps twice the size may take at most."""
Trace = Callable[[FrameType, str, Any], Any]


def steps(work: Callable[[], object]) -> int:
    """Run `work` and return how many lines of the program that took."""
    count = 0

    def inside(_frame: FrameType, event: str, _argument: object) -> Trace:
        nonlocal count
        count += event == "line"
        return inside

    def enter(frame: FrameType, _event: str, _argument: object) -> Trace | None:
        return inside if frame.f_code.co_filename.startswith(_OWN) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_with_its_size(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Assert that twice the size takes hardly more than twice the steps.

    Counts are exact, so the bound is so near that a part which grows as the square tells itself while it is a
    fifteenth of the steps at `size`: with larger sizes, or a third, tests would only take longer.
    """
    counts = [steps(work(size * factor)) for factor in (1, 2)]
    assert counts[1] <= MOST * counts[0], counts
