"""Units that jump: a value that would be right, or near, in the unit of the one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks.numbers.amounts import Quantity, jumps, rows
from generator.checks.place import message_at
from generator.checks.slips.near_sums import FEWEST, row, wrong_sum
from generator.checks.slips.passages import COUNTLESS, WithAmounts, passages
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_FROM = re.compile("(?:[由从]|原[为有]?|此前)[^,。;:]{0,16}$")
_TO = re.compile(r"[,、]?[\u4e00-\u9fff]{1,8}[到至为成][^。;:,\d]{0,4}(?:\d{4}年(?:的|度)?)?[^。;:,\d]{0,4}")
"""With `_FROM`, matches around the former value of what has changed by any deed: 由120万立方米恢复到145立方米."""
_DOWN = re.compile("[降减下压精缩收]")
_JUMP, _FIGURES, _LIKE = 1000, 2, 2
"""Minimum ratio of two units, and digits of a total that is made by chance by none of the parts in other units."""


def check_jumping_units(report: Report) -> Iterator[Message]:
    """Yield values whose unit is far from that of the former value, or from that in which they make their total."""
    for passage in passages(report):
        for at in range(len(passage.amounts) - 1):
            yield from _from_to(report, passage, at)
            yield from _of_parts(report, passage, at)
        yield from _in_lists(report, passage)


def _from_to(report: Report, passage: WithAmounts, at: int) -> Iterator[Message]:
    old, new = passage.amounts[at], passage.amounts[at + 1]
    goes = _TO.fullmatch(passage.between(at, at + 1))
    if not goes or old.kind != new.kind or not old.value or not new.value or not jumps(old, new):
        return
    fell = _DOWN.search(goes[0]) and new.written > old.written
    if _FROM.search(passage.text[: old.span.start]) and not fell:
        yield _told(report, passage, at, at + 1)


def _of_parts(report: Report, passage: WithAmounts, at: int) -> Iterator[Message]:
    """Yield a total and its parts if these make it only with the unit of one of them changed."""
    total, behind = passage.amounts[at], row(passage, at, 1)
    parts = [passage.amounts[n] for n in behind]
    sizes = {one.size for one in (total, *parts)}
    if total.unit in COUNTLESS or len(parts) < FEWEST or len(sizes) < 2 or total.figures < _FIGURES:
        return
    if max(sizes) / min(sizes) < _JUMP or wrong_sum(total, parts) is None:
        return
    if any(_made_in_another_unit(total, parts, n, size) for n in range(-1, len(parts)) for size in sizes):
        yield _told(report, passage, at, behind[-1])


def _in_lists(report: Report, passage: WithAmounts) -> Iterator[Message]:
    """Yield lists of like values of which one has a unit far from that of all others: 386万元、412万元、398元."""
    for found in rows(passage.text, list(passage.amounts)):
        for at, one in enumerate(found) if len(found) > FEWEST else ():
            others = [*found[:at], *found[at + 1 :]]
            sizes = {other.size for other in others}
            written = [other.written for other in others]
            like = min(written) / _LIKE <= one.written <= max(written) * _LIKE
            if len(sizes) == 1 and like and max(one.size, *sizes) / min(one.size, *sizes) >= _JUMP:
                first, last = (passage.amounts.index(value) for value in (found[0], found[-1]))
                yield _told(report, passage, first, last)


def _made_in_another_unit(total: Quantity, parts: Sequence[Quantity], changed: int, size: int) -> bool:
    """Say whether parts make their total if one of them (the total itself for -1) has a unit of another size."""
    values = [one.written * size if n == changed else one.value for n, one in enumerate(parts)]
    whole = total.written * size if changed < 0 else total.value
    sizes = (total.size if changed < 0 else parts[changed].size), size
    unsure = sum((one.rounding / one.size * min(one.size, size) for one in (total, *parts)), Decimal(0))
    return max(sizes) / min(sizes) >= _JUMP and whole > max(values) and abs(sum(values, Decimal(0)) - whole) <= unsure


def _told(report: Report, passage: WithAmounts, first: int, last: int) -> Message:
    place = Span(passage.place(first).start, passage.place(last).end)
    return message_at(report, "unit-jump", place, found=report.source[place])
