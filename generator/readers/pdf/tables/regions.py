"""Where on a page a table without lines between its columns may stand: what stands side by side on several lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.shapes import Box

FEWEST = 2
"""Lines with cells side by side."""
NEXT = 2.6
"""Sizes of type from a base line to the next within a table's cell or between its rows, where no rule is."""
_ABOVE, _BELOW = 0.75, 0.15
"""Sizes of type that a line reaches above and below its base."""
_COLUMNS = 3
_LONGEST_LOOK = 12
"""Lines that may stand in one column alone before others follow."""
_SAME_ENDS = 4.0
"""Points by which the ends of a table's rules may differ."""
_SHORTEST_RULE = 100.0

Height = tuple[float, float, float]
"""Of a level rule: its height, its left and its right end."""


@dataclass(slots=True)
class Band:
    """What stands at one height."""

    pieces: list[PdfLine]
    top: float
    bottom: float


def top_of(piece: PdfLine) -> float:
    """Return the height down from which a piece of a line reaches, in points."""
    return piece.base + _ABOVE * size_of(piece)


def bottom_of(piece: PdfLine) -> float:
    """Return the height down to which a piece of a line reaches, in points."""
    return piece.base - _BELOW * size_of(piece)


def size_of(piece: PdfLine) -> float:
    """Return the size of type of a piece of a line, in points."""
    return max(piece.size or piece.height, 1.0)


def ruled_heights(rules: Sequence[Box]) -> list[Height]:
    """Return (height, left, right) of the level rules that have another of the same ends, from the top."""
    level = sorted((box[1], box[0], box[2]) for box in rules if box[1] == box[3] and box[2] - box[0] >= _SHORTEST_RULE)
    ends: dict[tuple[int, int], int] = defaultdict(int)
    for _, left, right in level:
        ends[round(left / _SAME_ENDS), round(right / _SAME_ENDS)] += 1
    return [rule for rule in reversed(level) if ends[round(rule[1] / _SAME_ENDS), round(rule[2] / _SAME_ENDS)] > 1]


def bands_of(pieces: Sequence[PdfLine]) -> list[Band]:
    """Return what stands beside each other, from the top."""
    bands: list[Band] = []
    for piece in sorted(pieces, key=lambda piece: -top_of(piece)):
        if bands and top_of(piece) > bands[-1].bottom:
            bands[-1].pieces.append(piece)
            bands[-1].bottom = min(bands[-1].bottom, bottom_of(piece))
        else:
            bands.append(Band([piece], top_of(piece), bottom_of(piece)))
    return bands


def regions_of(bands: Sequence[Band], heights: Sequence[Height]) -> Iterator[tuple[list[Band], list[Band]]]:
    """Yield the bands that make a table each, and those below them that may belong to it."""
    region: list[Band] = []
    wide = 0
    waiting: list[Band] = []
    for band in bands:
        last = (waiting or region or [band])[-1]
        ruled = _between(band, heights)
        far = last.bottom - band.top > NEXT * max(map(size_of, band.pieces)) and not ruled
        if far:
            if wide >= FEWEST:
                yield region, waiting
            region, waiting, wide = [], [], 0
        if side_by_side(band) >= (2 if ruled else _COLUMNS):
            region += [*waiting, band]
            waiting = []
            wide += 1
        elif region and len(waiting) < _LONGEST_LOOK and _fits(band, region):
            waiting.append(band)
        else:
            if wide >= FEWEST:
                yield region, waiting
            region, waiting, wide = [], [], 0
    if wide >= FEWEST:
        yield region, waiting


def _between(band: Band, heights: Sequence[Height]) -> bool:
    """Say whether a band stands between level rules of the same ends that are as wide as it."""
    left, right = min(piece.left for piece in band.pieces), max(piece.right for piece in band.pieces)
    around = [at for at, start, end in heights if start - _SAME_ENDS <= left and right <= end + _SAME_ENDS]
    return any(at >= band.top - 1 for at in around) and any(at <= band.bottom + 1 for at in around)


def side_by_side(band: Band) -> int:
    """Return how many pieces of a band stand clearly beside each other."""
    count, end = 0, float("-inf")
    for piece in sorted(band.pieces, key=lambda piece: piece.right):
        if piece.left >= end:
            count += 1
            end = piece.right + size_of(piece) / 2
    return count


def _fits(band: Band, region: Sequence[Band]) -> bool:
    """Say whether what stands in a band may be the rest of a row's cells: it is no line from side to side."""
    left = min(piece.left for one in region for piece in one.pieces)
    right = max(piece.right for one in region for piece in one.pieces)
    return all(
        left - 1 <= piece.left and piece.right <= right + 1 and piece.right - piece.left < (right - left) / 2
        for piece in band.pieces
    )
