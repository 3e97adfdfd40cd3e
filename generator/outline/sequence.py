"""Check that each sequence of numbers runs 1, 2, 3…, and warn about gaps and repeats."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.messages import Message
from generator.model.source import Source
from generator.outline.ladder import Ladder
from generator.outline.markers import Marker
from generator.outline.tables import is_row


def check_sequences(source: Source, markers: Sequence[Marker], ladder: Ladder) -> tuple[list[Marker], list[Message]]:
    """Return (markers that are no headings, warnings) for the markers of a report, in order.

    A number is in order if it follows its last sibling, starts at 1, or goes on from the last number of its style
    under another parent (numbering that runs on). A list that starts again at 1 after at least two members
    is a new list. A marker out of order is no heading if its line is a table row; else there is a warning about it.
    """
    rejected: list[Marker] = []
    warnings: list[Message] = []
    siblings: dict[float, int] = {}
    running: dict[str, int] = {}
    groups: dict[float, int | None] = {}
    for marker in markers:
        rank, number = ladder.rank(marker), marker.number
        for lower in [other for other in siblings if other > rank]:
            del siblings[lower]
        if number is None:
            continue
        name = ladder.style(marker)
        if groups.get(rank) != marker.group and number == 1:
            siblings.pop(rank, None)  # 项目2.1 after 项目1.3 begins a new list.
        groups[rank] = marker.group
        before = siblings.get(rank)
        last = running.get(name, 0)
        expected = last + 1 if before is None and number != 1 else (before or 0) + 1
        restarts = number == 1 and (before is None or before >= 2)
        if number != expected and not restarts:
            if is_row(source, marker.line):
                rejected.append(marker)
                continue
            line, column = source.place(marker.span.start)
            values = (
                ("found", source[marker.span]),
                ("expected", str(expected)),
                ("before", str(before if before is not None else last)),
            )
            code = "gap" if number > expected else "repeat"
            warnings.append(Message(code, line, column, values))
        siblings[rank] = running[name] = number
    return rejected, warnings
