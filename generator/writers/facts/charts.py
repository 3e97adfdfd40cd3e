"""Charts as inline SVG, drawn at build time: no script, a title and description for screen readers, fit for grey paper.

Lengths are in SVG units; a chart is 640 units wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from generator.text.moments import Bound

_WIDTH = 640
_ROW, _BAR, _TOP = 54, 22, 6
_THIN_ROW, _THIN = 40, 14
_LANE, _DOT, _OPEN = 12, 6, 24
_YEAR = 56
"""Minimum distance of two year labels on the axis, so that they can be read on a phone too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked bar."""

    size: int
    css: str
    """The end of the class names `bar--…` and `bar__count--…`: a status."""
    words: str
    """The text of its tooltip, which screen readers read aloud."""


def bars(ident: str, title: str, words: str, rows: Sequence[tuple[str, Sequence[Part]]]) -> str:
    """Return an SVG chart of stacked bars on one scale: a row for each name, with the size of each part in it.

    `ident` begins the ids of the chart's title and description; `words` is the description.
    """
    unit = _WIDTH / max(sum(part.size for part in parts) for _, parts in rows)
    pieces = []
    for number, (name, parts) in enumerate(rows):
        top = _TOP + number * _ROW
        pieces.append(f'<text x="0" y="{top + 14}" class="bar__name">{escape(name)}</text>')
        pieces.extend(_cut(parts, unit, top + 22))
    return _svg(ident, title, words, _TOP + _ROW * len(rows), pieces)


def bar(ident: str, title: str, words: str, parts: Sequence[Part]) -> str:
    """Return an SVG chart of one stacked bar without a name, as wide as the chart."""
    return _svg(ident, title, words, _BAR + 2, _cut(parts, _WIDTH / sum(part.size for part in parts), 1))


def _cut(parts: Sequence[Part], unit: float, top: int) -> Iterator[str]:
    """Yield the SVG of each part of a stacked bar with its size as label; parts of size 0 are left out."""
    left = 0.0
    for part in parts:
        if not part.size:
            continue
        width = part.size * unit
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" class="bar bar--{part.css}">'
            f"<title>{escape(part.words)}</title></rect>"
            f'<text x="{left + width / 2:.1f}" y="{top + 16}" text-anchor="middle" '
            f'class="bar__count bar__count--{part.css}">{part.size}</text>'
        )
        left += width


def counts(ident: str, title: str, words: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return an SVG chart of thin bars: one for each name, with its number behind it."""
    unit = (_WIDTH - 40) / max(size for _, size in rows)
    pieces = []
    for number, (name, size) in enumerate(rows):
        top = _TOP + number * _THIN_ROW
        width = max(size * unit, 1)
        pieces.append(
            f'<text x="0" y="{top + 14}" class="bar__name">{escape(name)}</text>'
            f'<rect x="0" y="{top + 19}" width="{width:.1f}" height="{_THIN}" class="bar bar--plain"/>'
            f'<text x="{width + 6:.1f}" y="{top + 31}" class="bar__name">{size}</text>'
        )
    return _svg(ident, title, words, _TOP + _THIN_ROW * len(rows), pieces)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A date or a period on an axis; one end may be open."""

    start: date | None
    end: date | None
    bound: Bound
    """The end that the report's words leave open (以来, 截至), even if `start` and `end` are both known."""
    words: str
    """The text of its tooltip."""


def timeline(ident: str, title: str, words: str, stretches: Iterable[Stretch]) -> str:
    """Return an SVG chart of periods as bars and days as dots above an axis of years; an open end is a broken line.

    At least one stretch must have a start or an end.
    """
    entries = sorted(stretches, key=lambda entry: (entry.start or entry.end or date.min, entry.end or date.max))
    days = [day for entry in entries for day in (entry.start, entry.end) if day]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    scale = _WIDTH / (last - first).days

    def at(day: date) -> float:
        return (day - first).days * scale

    pieces: list[str] = []
    lanes: list[float] = []
    for entry in entries:
        begin = entry.start or entry.end or first
        left, right = at(begin), max(at(entry.end or begin), at(begin) + _DOT)
        if right > _WIDTH:
            left, right = left - (right - _WIDTH), float(_WIDTH)
        if entry.start is None:
            left = max(right - _OPEN, 0)
        elif entry.end is None:
            right = min(left + _OPEN, _WIDTH)
        lane = next((number for number, busy in enumerate(lanes) if busy < left - 4), len(lanes))
        lanes[lane : lane + 1] = [right]
        pieces.append(_stretch(entry, left, right, _TOP + lane * _LANE))
    bottom = _TOP + len(lanes) * _LANE + 4
    pieces.append(f'<line x1="0" x2="{_WIDTH}" y1="{bottom}" y2="{bottom}" class="axis"/>')
    step = -(-(last.year - first.year) * _YEAR // _WIDTH)
    for year in range(first.year, last.year):
        x = at(date(year, 1, 1))
        pieces.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" y2="{bottom + 5}" class="axis"/>')
        if (year - first.year) % step == 0:
            pieces.append(f'<text x="{x + 3:.1f}" y="{bottom + 17}" class="bar__name">{year}</text>')
    return _svg(ident, title, words, bottom + 22, pieces)


def _stretch(entry: Stretch, left: float, right: float, top: int) -> str:
    """Return the SVG of a stretch: a bar, or if an end is open, a broken line with a dot at the stated end."""
    label = f"<title>{escape(entry.words)}</title>"
    if entry.bound is Bound.NONE:
        return (
            f'<rect x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="7" rx="3.5" class="bar bar--plain">'
            f"{label}</rect>"
        )
    told = right if entry.bound is Bound.UNTIL else left
    dot = min(max(told - _DOT / 2, 0), _WIDTH - _DOT)
    return (
        f"<g>{label}"
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{top + 3.5}" y2="{top + 3.5}" class="bar bar--open"/>'
        f'<rect x="{dot:.1f}" y="{top}" width="{_DOT}" height="7" class="bar bar--plain"/></g>'
    )


def _svg(ident: str, title: str, words: str, height: int, pieces: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{ident}-title {ident}-words">'
        f'<title id="{ident}-title">{escape(title)}</title><desc id="{ident}-words">{escape(words)}</desc>'
        f"{''.join(pieces)}</svg>"
    )
