"""What became of a paragraph from one version of a report to the next, and of those that were split or joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generator.edition.align import likeness
from generator.edition.units import Unit

_ALIKE = 0.9
"""Share of pairs of characters that a paragraph and its parts have in common, corrections of words aside."""
_MOST_PARTS = 12
"""Parts that a paragraph is looked for in."""
_KEY = 4
"""Characters by which a part is known as the first one."""


class Fate(StrEnum):
    """What became of a paragraph from one version to the next."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """Elsewhere, word for word or changed as well."""
    SPLIT = "split"
    """Several paragraphs now, word for word or changed as well."""
    JOINED = "joined"
    """One paragraph with others now."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph in two successive versions; None where it is not in one of them."""

    fate: Fate
    before: Unit | None
    after: Unit | None
    parts: tuple[Unit, ...] = ()
    """The paragraphs that one was split into, or that were joined to one."""

    @property
    def id(self) -> str:
        """The id of the paragraph."""
        unit = self.after or self.before
        assert unit is not None  # it is in one of the two
        return unit.id

    @property
    def old(self) -> tuple[Unit, ...]:
        """The paragraphs of the earlier version."""
        if self.fate is Fate.JOINED:
            return self.parts
        return (self.before,) if self.before else ()

    @property
    def new(self) -> tuple[Unit, ...]:
        """The paragraphs of the later version."""
        if self.fate is Fate.SPLIT:
            return self.parts
        return (self.after,) if self.after else ()

    @property
    def reworded(self) -> bool:
        """Whether the words are others."""
        return "".join(unit.characters for unit in self.old) != "".join(unit.characters for unit in self.new)


_REGROUPED = frozenset({Fate.CHANGED, Fate.ADDED, Fate.REMOVED})


def regrouped(found: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes, those of a paragraph that was split and of paragraphs that were joined as one each."""
    result: list[Change] = []
    for loose, group in groupby(found, lambda change: change.fate in _REGROUPED):
        run = list(group)
        result.extend(_joined(_split(run)) if loose and len(run) > 1 else run)
    return tuple(result)


def _split(run: list[Change]) -> list[Change]:
    news = [change for change in run if change.after]
    places = _by_key([change.after for change in news if change.after])
    taken: dict[int, Change] = {}
    """What each change of the run is part of, by its identity."""
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
    """Return the shortest run of new paragraphs that are an old one, none if no two or more are."""
    assert old.before is not None  # asked of old paragraphs only
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
    found: list[Change] = []
    for change in run:
        if id(change) in firsts:
            found.append(firsts[id(change)])
        elif id(change) not in taken:
            found.append(change)
    return found


def _by_key(units: Sequence[Unit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        found.setdefault(unit.characters[:_KEY], []).append(at)
    return found


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    return shorter >= _ALIKE * longer and likeness(one, other) >= _ALIKE
