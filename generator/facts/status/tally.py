"""Several statuses as one: of the statements about one thing, and of an item's measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.facts.fact import Statement
from generator.model.status import Status

_LASTING = (Status.ONGOING, Status.MOSTLY_COMPLETED, Status.COMPLETED)
"""What may stand beside what is completed and is told in its place, the least finished first."""


def summary(found: Iterable[Statement]) -> Status:
    """Return how far a thing is of which all this is said, `not_stated` if nothing is."""
    return together(told_by(found))


def told_by(found: Iterable[Statement]) -> list[Status]:
    """Return the statuses that are told.

    Beside what is completed, a plan to keep it up tells none; beside a word that all of it is done, a step of it.
    """
    said = list(found)
    done = any(item.status is Status.COMPLETED for item in said)
    whole = any(item.whole for item in said)
    return [item.status for item in said if not (done and item.keeps) and not (whole and item.step)]


def together(said: Iterable[Status]) -> Status:
    """Return the one status of what is said several times of one thing; `not_stated` where nothing is.

    Planned is only what nothing says to have begun, and a habit that is kept up is no beginning of what is planned
    beside it; a mixture of begun, done and planned is in progress.
    """
    found = set(said) - {Status.NOT_STATED}
    if not found:
        return Status.NOT_STATED
    if Status.PLANNED in found and found <= {Status.PLANNED, Status.ONGOING}:
        return Status.PLANNED
    if found <= set(_LASTING):
        return min(found, key=_LASTING.index)
    return Status.IN_PROGRESS


def of_item(own: Sequence[Status], measures: Sequence[Status], *, covered: bool) -> Status:
    """Return an item's status: by its own words outside its measures, and by its measures.

    `covered`: its own words say of the whole item that it is completed. Else it is completed only if every measure is.
    """
    stated = {*own, *measures} - {Status.NOT_STATED}
    found = Status.IN_PROGRESS if stated == {Status.PLANNED, Status.ONGOING} else together(stated)
    if found is Status.COMPLETED and Status.NOT_STATED in measures and not covered:
        return Status.PARTLY_STATED
    return found
