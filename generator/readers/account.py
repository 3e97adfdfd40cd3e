"""Whether a reader lost text: a file's runs, extracted by other means, are looked for in the Source made of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from generator.model.source import Source
from generator.text.radicals import fold_radicals

_LONGEST_SHOWN = 60
"""Characters of a run that a message shows."""


def missing(expected_runs: Iterable[str], source: Source) -> list[str]:
    """Return the runs of text that the Source lacks, as text or chrome; white space is ignored."""
    return account(expected_runs, source)[0]


def account(expected_runs: Iterable[str], source: Source) -> tuple[list[str], list[str]]:
    """Return (runs that the Source lacks, pieces of the Source that no run explains), white space left out.

    Every run takes a place of its own, so that a run that stands twice must be there twice.
    Long runs choose first; each looks between the places of its neighbours, then anywhere:
    notes stand in another part of a file than the paragraph that cites them.
    """
    # UTF-8: a character is found at its start only, and what is taken can be blanked in place.
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
    return fold_radicals("".join(text.split()))[0].replace("\0", "").encode("utf-8", "surrogatepass")


def _shown(run: bytes | bytearray) -> str:
    text = run.decode("utf-8", "surrogatepass")
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
