"""Changes of paragraphs from one version of a report to the next, paragraphs that were split or joined included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generator.edition.align import likeness
from generator.edition.units import Unit

_ALIKE = 0.9
"""Minimum `likeness` of a paragraph and its joined parts; below 1, since words may be corrected as well."""
_MOST_PARTS = 12
"""Maximum number of parts into which a paragraph may be split."""
_KEY = 4
"""Number of characters at the beginning by which the first part of a paragraph is found."""


class Fate(StrEnum):
    """What became of a paragraph from one version to the next."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """At another place, with the same words or changed ones."""
    SPLIT = "split"
    """Now several paragraphs, with the same words or changed ones."""
    JOINED = "joined"
    """Now one paragraph together with others."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one paragraph between two successive versions."""

    fate: Fate
    before: Unit | None
    """The paragraph in the earlier version; None if it was added."""
    after: Unit | None
    """The paragraph in the later version; None if it was removed."""
    parts: tuple[Unit, ...] = ()
    """The paragraphs into which `before` was split, or that were joined to `after`."""

    @property
    def id(self) -> str:
        """The id of the paragraph, in the later version if it is in both."""
        unit = self.after or self.before
        assert unit is not None  # A paragraph is in at least one of the two.
        return unit.id

    @property
    def old(self) -> tuple[Unit, ...]:
        """The paragraphs of the earlier version: one, several if they were joined, none if it was added."""
        if self.fate is Fate.JOINED:
            return self.parts
        return (self.before,) if self.before else ()

    @property
    def new(self) -> tuple[Unit, ...]:
        """The paragraphs of the later version: one, several if it was split, none if it was removed."""
        if self.fate is Fate.SPLIT:
            return self.parts
        return (self.after,) if self.after else ()

    @property
    def reworded(self) -> bool:
        """Whether the words differ, white space ignored."""
        return "".join(unit.characters for unit in self.old) != "".join(unit.characters for unit in self.new)


_REGROUPED = frozenset({Fate.CHANGED, Fate.ADDED, Fate.REMOVED})
"""The fates of changes that may turn out to be parts of a split or a join."""


def regrouped(found: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes, with all changes that belong to one split or one join replaced by a single one."""
    result: list[Change] = []
    for loose, group in groupby(found, lambda change: change.fate in _REGROUPED):
        run = list(group)
        result.extend(_joined(_split(run)) if loose and len(run) > 1 else run)
    return tuple(result)


def _split(run: list[Change]) -> list[Change]:
    """Return a run of changes with the splits in it put together."""
    news = [change for change in run if change.after]
    places = _by_key([change.after for change in news if change.after])
    taken: dict[int, Change] = {}
    # The split that each change of the run is part of, by the change's `id()`.
    firsts: dict[int, Change] = {}
    for old in run:
        if old.before is None or id(old) in taken:
            continue
        for start in places.get(old.before.characters[:_KEY], ()):
            window = _window(old, news[start : start + _MOST_PARTS], taken)
            if window:
                parts = tuple(change.after for change in window if change.after)
                kept = next((part for part in parts if part.id == old.before.id), parts[0])
                whole = Change(Fate.SPLIT, old.before, kept, parts)
                taken.update({id(change): whole for change in (*window, old)})
                firsts[id(window[0])] = whole
                break
    return _replaced(run, taken, firsts)


def _window(old: Change, news: Sequence[Change], taken: dict[int, Change]) -> list[Change]:
    """Return the shortest run of at least two new paragraphs at the start of `news` that are the old one; else []."""
    assert old.before is not None  # It is called only with changes that have an earlier paragraph.
    wanted = old.before
    text = ""
    for at, change in enumerate(news, 1):
        after = change.after
        if after is None or id(change) in taken or after.category != wanted.category or after.paged:
            return []
        if change.before is not None and change is not old:
            return []
        text += after.characters
        if at > 1 and _same(wanted.characters, text):
            window = list(news[:at])
            return window if old.after is None or old in window else []
        if len(text) > 2 * len(wanted.characters):
            return []
    return []


def _joined(run: list[Change]) -> list[Change]:
    """Return a run of changes with the joins in it put together."""
    olds = [change for change in run if change.before and change.fate is not Fate.SPLIT]
    places = _by_key([change.before for change in olds if change.before])
    taken: dict[int, Change] = {}
    firsts: dict[int, Change] = {}
    for new in run:
        if new.after is None or new.fate is Fate.SPLIT or id(new) in taken:
            continue
        for start in places.get(new.after.characters[:_KEY], ()):
            text, window = "", []
            for change in olds[start : start + _MOST_PARTS]:
                before = change.before
                other = change.after is not None and change is not new
                if before is None or other or id(change) in taken or before.category != new.after.category:
                    break
                text += before.characters
                window.append(change)
                if len(window) > 1 and _same(text, new.after.characters) and (new.before is None or new in window):
                    parts = tuple(item.before for item in window if item.before)
                    kept = next((part for part in parts if part.id == new.after.id), parts[0])
                    whole = Change(Fate.JOINED, kept, new.after, parts)
                    taken.update({id(item): whole for item in (*window, new)})
                    firsts[id(new)] = whole
                    break
            if id(new) in taken:
                break
    return _replaced(run, taken, firsts)


def _replaced(run: list[Change], taken: dict[int, Change], firsts: dict[int, Change]) -> list[Change]:
    """Return a run of changes without those in `taken`, and with the change in `firsts` at the place of its first."""
    found: list[Change] = []
    for change in run:
        if id(change) in firsts:
            found.append(firsts[id(change)])
        elif id(change) not in taken:
            found.append(change)
    return found


def _by_key(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Return the indices of units by their first `_KEY` characters."""
    found: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        found.setdefault(unit.characters[:_KEY], []).append(at)
    return found


def _same(one: str, other: str) -> bool:
    """Say whether two texts are the same, corrections of words aside (`_ALIKE`)."""
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    return shorter >= _ALIKE * longer and likeness(one, other) >= _ALIKE
