"""Find the regions of a page that may be tables without rules between columns: pieces side by side on several lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.shapes import Box

FEWEST = 2
"""Minimum number of bands with cells side by side in a table."""
NEXT = 2.6
"""Maximum distance, in sizes of type, between lines of one cell, or between rows without a rule between them."""
_ABOVE, _BELOW = 0.75, 0.15
"""How far a line reaches above and below its baseline, in sizes of type."""
_COLUMNS = 3
"""Minimum number of cells side by side in a band that is not between rules."""
_LONGEST_LOOK = 12
"""Maximum number of bands with a single cell between bands with several."""
_SAME_ENDS = 4.0
"""Maximum distance in points between the ends of the rules of one table."""
_SHORTEST_RULE = 100.0
"""Minimum length of a table's rule in points."""

Height = tuple[float, float, float]
"""A horizontal rule: its height, its left and its right end, in points."""


@dataclass(slots=True)
class Band:
    """The pieces of lines that overlap in height, between `top` and `bottom` in points."""

    pieces: list[PdfLine]
    top: float
    bottom: float


def top_of(piece: PdfLine) -> float:
    """Return the height of the top of a piece of a line, in points."""
    return piece.base + _ABOVE * size_of(piece)


def bottom_of(piece: PdfLine) -> float:
    """Return the height of the bottom of a piece of a line, in points."""
    return piece.base - _BELOW * size_of(piece)


def size_of(piece: PdfLine) -> float:
    """Return the size of type of a piece of a line, in points."""
    return max(piece.size or piece.height, 1.0)


def ruled_heights(rules: Sequence[Box]) -> list[Height]:
    """Return the horizontal rules, from the top, that share their left and right ends with at least one other."""
    level = sorted((box[1], box[0], box[2]) for box in rules if box[1] == box[3] and box[2] - box[0] >= _SHORTEST_RULE)
    ends: dict[tuple[int, int], int] = defaultdict(int)
    for _, left, right in level:
        ends[round(left / _SAME_ENDS), round(right / _SAME_ENDS)] += 1
    return [rule for rule in reversed(level) if ends[round(rule[1] / _SAME_ENDS), round(rule[2] / _SAME_ENDS)] > 1]


def bands_of(pieces: Sequence[PdfLine]) -> list[Band]:
    """Group the pieces of a page's lines into bands, from the top."""
    bands: list[Band] = []
    for piece in sorted(pieces, key=lambda piece: -top_of(piece)):
        if bands and top_of(piece) > bands[-1].bottom:
            bands[-1].pieces.append(piece)
            bands[-1].bottom = min(bands[-1].bottom, bottom_of(piece))
        else:
            bands.append(Band([piece], top_of(piece), bottom_of(piece)))
    return bands


def regions_of(bands: Sequence[Band], heights: Sequence[Height]) -> Iterator[tuple[list[Band], list[Band]]]:
    """Yield for each table its bands and the bands below them that may belong to it."""
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
    """Say whether a band stands between two horizontal rules that are at least as wide as it is."""
    left, right = min(piece.left for piece in band.pieces), max(piece.right for piece in band.pieces)
    around = [at for at, start, end in heights if start - _SAME_ENDS <= left and right <= end + _SAME_ENDS]
    return any(at >= band.top - 1 for at in around) and any(at <= band.bottom + 1 for at in around)


def side_by_side(band: Band) -> int:
    """Return the number of pieces of a band that stand side by side with a clear gap between them."""
    count, end = 0, float("-inf")
    for piece in sorted(band.pieces, key=lambda piece: piece.right):
        if piece.left >= end:
            count += 1
            end = piece.right + size_of(piece) / 2
    return count


def _fits(band: Band, region: Sequence[Band]) -> bool:
    """Say whether a band may hold more lines of a row's cells: its pieces are in the region and under half as wide."""
    left = min(piece.left for one in region for piece in one.pieces)
    right = max(piece.right for one in region for piece in one.pieces)
    return all(
        left - 1 <= piece.left and piece.right <= right + 1 and piece.right - piece.left < (right - left) / 2
        for piece in band.pieces
    )
