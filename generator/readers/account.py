"""Checks that a reader lost no text: runs extracted from the file by other means are looked for in its Source."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from generator.model.source import Source
from generator.text.spacing import solid
from generator.text.variants import fold_radicals

_LONGEST_SHOWN = 60
"""Maximum number of characters of a run in a message."""


def missing(expected_runs: Iterable[str], source: Source) -> list[str]:
    """Return the runs of text that the Source has neither as report text nor as chrome; white space is ignored.

    Each is cut to `_LONGEST_SHOWN` characters.
    """
    return account(expected_runs, source)[0]


def account(expected_runs: Iterable[str], source: Source) -> tuple[list[str], list[str]]:
    """Return (runs that the Source lacks, pieces of the Source that match no run), white space left out.

    Every run is matched to a place of its own, so a run that the file has twice must be in the Source twice.
    The longest runs are matched first. Each is looked for between the places of the runs before and after it,
    then anywhere: a file keeps its notes in another part than the paragraphs that cite them.
    """
    # In UTF-8 a match begins at the start of a character, and the bytes of a matched run can be set to NUL in place.
    text = bytearray(_bytes(source.text))
    runs = [run for run in map(_bytes, expected_runs) if run]
    placed: list[tuple[int, int]] = []
    lost = set()
    for index in sorted(range(len(runs)), key=lambda index: -len(runs[index])):
        run = runs[index]
        after = bisect_left(placed, (index, 0))
        low = placed[after - 1][1] if after else 0
        high = placed[after][1] if after < len(placed) else len(text)
        start = text.find(run, low, high)
        if start < 0:
            start = text.find(run)
        if start < 0:
            lost.add(index)
            continue
        text[start : start + len(run)] = bytes(len(run))
        insort(placed, (index, start))
    return [_shown(runs[index]) for index in sorted(lost)], [_shown(piece) for piece in text.split(b"\0") if piece]


def _bytes(text: str) -> bytes:
    """Return a text as it is compared: in UTF-8, without white space, radicals replaced by characters."""
    return fold_radicals(solid(text))[0].replace("\0", "").encode("utf-8", "surrogatepass")


def _shown(run: bytes | bytearray) -> str:
    text = run.decode("utf-8", "surrogatepass")
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
