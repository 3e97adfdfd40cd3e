"""A report's versions: what each corrected, what changed between them, where what was cited stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from generator.edition.align import increasing
from generator.edition.change import Change, Fate, regrouped
from generator.edition.edition import Edition
from generator.edition.units import Unit, units_of
from generator.model.pages import PAGED, VERSIONS
from generator.model.report import Kind


@dataclass(frozen=True)
class Version:
    """A report as it was published at a time."""

    number: int
    """From 1."""
    dated: date | None
    """The day of its publication; None if the first one states none."""
    reason: str | None
    """Why it took the place of the one before; None for the first."""
    edition: Edition

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its paragraphs in reading order."""
        return units_of(self.edition)

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """Its paragraphs by id."""
        return {unit.id: unit for unit in self.units}

    @property
    def folder(self) -> str:
        """Its folder below the report's, once there is a later one."""
        return f"{VERSIONS}/{self.number}"


@dataclass(frozen=True, slots=True)
class Gone:
    """An address of an earlier version at which nothing stands any more."""

    page: str
    anchor: str
    id: str
    last: Version
    """The latest version that has it."""
    unit: Unit
    """What it was."""
    now: Unit | None
    """Where it stands now; None if it was taken out."""


@dataclass(frozen=True)
class History:
    """All versions of a report, the current one last."""

    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The version that is published now."""
        return self.versions[-1]

    @property
    def earlier(self) -> tuple[Version, ...]:
        """The versions before it."""
        return self.versions[:-1]

    @cached_property
    def steps(self) -> tuple[tuple[Version, Version, tuple[Change, ...]], ...]:
        """Each pair of successive versions with the changes between them."""
        return tuple((before, after, changes(before, after)) for before, after in pairwise(self.versions))

    @cached_property
    def corrected(self) -> dict[str, int]:
        """The paragraphs of the current version that an earlier one had in other words, each with the last such step.

        The number is that of the version that the step led to.
        """
        found = {}
        for _, after, step in self.steps:
            for change in step:
                if change.before and change.after and change.reworded:
                    found[change.id] = after.number
        return {identifier: number for identifier, number in found.items() if identifier in self.current.by_id}

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """What an earlier version had at an address at which the current one has nothing."""
        live = {(unit.page, unit.anchor) for unit in self.current.units}
        found: dict[tuple[str, str], Gone] = {}
        joined = {
            part.id: self.current.by_id.get(change.id)
            for _, _, step in self.steps
            for change in step
            if change.fate is Fate.JOINED
            for part in change.parts
        }
        for version in reversed(self.earlier):
            for unit in version.units:
                place = unit.page, unit.anchor
                if place not in live and place not in found and unit.kind is not Kind.TITLE:
                    now = self.current.by_id.get(unit.id) or joined.get(unit.id)
                    found[place] = Gone(*place, unit.id, version, unit, now)
        return tuple(found.values())

    @cached_property
    def gone_pages(self) -> dict[str, Gone]:
        """The pages that earlier versions had and the current one has not, by name."""
        return {gone.page: gone for gone in self.gone if gone.unit.kind in PAGED}


@lru_cache(maxsize=8)
def history_of(edition: Edition) -> History:
    """Return all versions of a report; of one that was never corrected, the one."""
    first = (edition.earlier[0] if edition.earlier else edition).metadata.dated
    dates = [first, *(c.date for c in edition.settings.corrections)]
    reasons = [None, *(correction.reason for correction in edition.settings.corrections)]
    editions = (*edition.earlier, edition)
    told = zip(dates, reasons, editions, strict=False)
    return History(tuple(Version(number, *version) for number, version in enumerate(told, 1)))


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """Return what became of every paragraph of two versions, in the order of the later one.

    What was taken out stands after what it stood after.
    """
    places = {unit.id: at for at, unit in enumerate(before.units)}
    # What another page has now was moved, not what it was moved over.
    both = [unit for unit in after.units if unit.id in places and unit.page == before.by_id[unit.id].page]
    stayed = {both[at].id for at in increasing([places[unit.id] for unit in both])}
    follow: dict[str | None, list[Change]] = {}
    last: str | None = None
    for unit in before.units:
        if unit.id in stayed:
            last = unit.id
        elif unit.id not in after.by_id:
            follow.setdefault(last, []).append(Change(Fate.REMOVED, unit, None))
    found = list(follow.get(None, ()))
    for unit in after.units:
        was = before.by_id.get(unit.id)
        if was is None:
            fate = Fate.ADDED
        elif unit.id not in stayed:
            fate = Fate.MOVED
        else:
            fate = Fate.SAME if unit.characters == was.characters else Fate.CHANGED
        found.append(Change(fate, was, unit))
        found.extend(follow.get(unit.id, ()))
    return regrouped(found)
