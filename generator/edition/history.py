"""The versions of a report: the changes from each to the next, and where text at a former address stands now."""

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
    """A report as it was published at one time, between two corrections."""

    number: int
    """1-based number of the version."""
    dated: date | None
    """The day of its publication; None for a first version that states no date."""
    reason: str | None
    """The reason for the correction that made it; None for the first version."""
    edition: Edition

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its paragraphs (units) in reading order."""
        return units_of(self.edition)

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """Its paragraphs (units) by id."""
        return {unit.id: unit for unit in self.units}

    @property
    def folder(self) -> str:
        """The folder, below the report's, that an earlier version has: `versions/1`."""
        return f"{VERSIONS}/{self.number}"


@dataclass(frozen=True, slots=True)
class Gone:
    """An address of an earlier version at which the current version has nothing."""

    page: str
    """Name of the page."""
    anchor: str
    """Anchor on the page."""
    id: str
    """Id of the paragraph that stood there."""
    last: Version
    """The latest version that has something at this address."""
    unit: Unit
    """The paragraph that stood there in that version."""
    now: Unit | None
    """The paragraph of the current version that has its text now; None if it was removed."""


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
        """The versions before the current one, oldest first."""
        return self.versions[:-1]

    @cached_property
    def steps(self) -> tuple[tuple[Version, Version, tuple[Change, ...]], ...]:
        """Each pair of successive versions with the changes between them: (before, after, changes)."""
        return tuple((before, after, changes(before, after)) for before, after in pairwise(self.versions))

    @cached_property
    def corrected(self) -> dict[str, int]:
        """The paragraphs of the current version that a correction reworded, by id.

        The value is the number of the version that reworded the paragraph last.
        """
        found = {}
        for _, after, step in self.steps:
            for change in step:
                if change.before and change.after and change.reworded:
                    found[change.id] = after.number
        return {identifier: number for identifier, number in found.items() if identifier in self.current.by_id}

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """The addresses of earlier versions at which the current one has nothing, titles left out."""
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
        """The pages of earlier versions that the current one does not have, by name."""
        return {gone.page: gone for gone in self.gone if gone.unit.kind in PAGED}


@lru_cache(maxsize=8)
def history_of(edition: Edition) -> History:
    """Return the history of a report: all its versions, or its only one if it was never corrected."""
    first = (edition.earlier[0] if edition.earlier else edition).metadata.dated
    dates = [first, *(c.date for c in edition.settings.corrections)]
    reasons = [None, *(correction.reason for correction in edition.settings.corrections)]
    editions = (*edition.earlier, edition)
    told = zip(dates, reasons, editions, strict=False)
    return History(tuple(Version(number, *version) for number, version in enumerate(told, 1)))


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """Return what became of every paragraph of two versions, in the order of the later one.

    A removed paragraph stands after the paragraph that it followed in the earlier version.
    """
    places = {unit.id: at for at, unit in enumerate(before.units)}
    # A paragraph now on another page counts as moved; without this the paragraphs that it passed might count as moved.
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
