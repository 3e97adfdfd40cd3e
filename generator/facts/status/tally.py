"""Combines several statuses into one: those of the statements about one thing, and those of an item's measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.facts.fact import Statement
from generator.model.status import Status

_LASTING = (Status.ONGOING, Status.MOSTLY_COMPLETED, Status.COMPLETED)
"""Statuses that combine to the least finished of them, in this order."""
_DONE = frozenset({Status.MOSTLY_COMPLETED, Status.COMPLETED})


def summary(found: Iterable[Statement]) -> Status:
    """Return the status of a thing by all statements about it; `not_stated` if there are none."""
    return together(told_by(found))


def told_by(found: Iterable[Statement]) -> list[Status]:
    """Return the statuses of statements.

    Beside what is done or mostly done, a plan only to keep it up is left out; beside a completion of the whole, a mere
    step is. What goes on without end is no beginning of what is planned: 持续巡查，年底前建成监控平台 is planned.
    """
    said = list(found)
    done = any(item.status in _DONE for item in said)
    whole = any(item.whole for item in said)
    told = [item.status for item in said if not (done and item.keeps) and not (whole and item.step)]
    return [Status.PLANNED] if set(told) == {Status.PLANNED, Status.ONGOING} else told


def together(said: Iterable[Status]) -> Status:
    """Return the status of one thing by all that is said of it; `not_stated` if nothing is.

    It is planned only if nothing says that it has begun or goes on. A mixture of begun, done and planned is in
    progress.
    """
    found = set(said) - {Status.NOT_STATED}
    if not found:
        return Status.NOT_STATED
    if found == {Status.PLANNED}:
        return Status.PLANNED
    if found <= set(_LASTING):
        return min(found, key=_LASTING.index)
    return Status.IN_PROGRESS


def of_item(own: Sequence[Status], measures: Sequence[Status], *, covered: bool) -> Status:
    """Return an item's status by its `own` statuses, stated outside its measures, and by those of its measures.

    `covered`: the item's own words say that all of it is completed. Else it is completed only if every measure is.
    A measure that holds others and is partly stated is completed in part, and says nothing of the rest.
    """
    parts = set(measures)
    if Status.PARTLY_STATED in parts:
        parts = parts - {Status.PARTLY_STATED} | {Status.COMPLETED, Status.NOT_STATED}
    stated = {*own, *parts} - {Status.NOT_STATED}
    found = together(stated)
    if found is Status.COMPLETED and Status.NOT_STATED in parts and not covered:
        return Status.PARTLY_STATED
    return found
