"""The ids of a new version: a paragraph that is the old one, or clearly the old one corrected, keeps its id.

So links to the paragraph stay valid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.edition.align import TELLING, Pairs, Text, align, left
from generator.edition.units import Unit
from generator.model.report import Kind, Node, Report

_SINGLE = frozenset({Kind.CONTACT, Kind.NOTICE, Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT})
"""Kinds of which a report usually has one: it keeps its id even if all its words differ."""


@dataclass(slots=True)
class Ids:
    """The ids of all versions so far, and the texts that they were given to."""

    used: set[str] = field(default_factory=set)
    """All ids."""
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """The latest id of each text, by the category and key of its unit."""

    def remember(self, report: Report, units: Sequence[Unit]) -> None:
        """Add the ids and texts of a version."""
        self.used.update(node.id for node in report.walk())
        self.words.update({(unit.category, unit.key): unit.id for unit in units if len(unit.key) >= TELLING})


def carried(old: Sequence[Unit], new: Sequence[Unit], ids: Ids) -> dict[str, str]:
    """Return the ids that nodes of the new version keep from earlier ones, by the id that their numbering would give.

    `old` are the units of the previous version, with the ids that they have; `new` are those of the new version.
    """
    pairs = align([_text(unit) for unit in old], [_text(unit) for unit in new])
    pairs.update(_single(old, new, pairs))
    kept = {new[after].id: old[before].id for after, before in pairs.items()}
    kept.update(_around(old, new, pairs, kept))
    kept.update({unit.id: unit.id for unit in new if unit.kind is Kind.TITLE})
    taken = set(kept.values())
    # A text that an earlier version removed gets its former id again when it comes back.
    for unit in new:
        known = ids.words.get((unit.category, unit.key))
        if known and known not in taken and unit.id not in kept:
            kept[unit.id] = known
            taken.add(known)
    return kept


def with_kept(report: Report, kept: Mapping[str, str], ids: Ids, number: int) -> Report:
    """Return version `number` of a report with the ids in `kept`.

    Other nodes get the id of their numbering, or if a text of an earlier version had that, one that ends in `-v2`.
    """
    taken = set(kept.values())

    def node(found: Node, before: str, above: str, *, hidden: bool = False) -> Node:
        own = found.id.removeprefix(before)
        identifier = kept.get(found.id)
        if identifier is None:
            free = f"{above}{own}"
            identifier, again = free, 1
            # A node without an address (a cell, the first paragraph of a measure) can't be cited: its id may be reused.
            while identifier in taken or (identifier in ids.used and not hidden):
                identifier = f"{free}-v{number}" + (f"-{again}" if again > 1 else "")
                again += 1
        taken.add(identifier)
        first = found.kind is Kind.MEASURE and not found.head
        children = tuple(
            node(child, found.id, identifier, hidden=child.kind is Kind.CELL or (first and at == 0))
            for at, child in enumerate(found.children)
        )
        return replace(found, id=identifier, children=children)

    wholes = report.front, report.sections, report.closing, report.annexes
    front, sections, closing, annexes = (tuple(node(found, "", "") for found in part) for part in wholes)
    return replace(report, front=front, sections=sections, closing=closing, annexes=annexes)


def _text(unit: Unit) -> Text:
    return Text(unit.category, unit.key)


def _single(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs) -> Pairs:
    """Return pairs for the kinds in `_SINGLE`, if exactly one unit of the kind is left unpaired in each version."""
    found: Pairs = {}
    for kind in _SINGLE:
        before = [at for at in left(pairs.values(), len(old)) if old[at].kind is kind]
        after = [at for at in left(pairs, len(new)) if new[at].kind is kind]
        if len(before) == len(after) == 1:
            found[after[0]] = before[0]
    return found


def _around(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that sections and tables keep since the greater part of their text is the same.

    Of the characters in the old and in the new one, more than half must be in paired units, whatever the headings say.
    """
    sizes = _sizes(old), _sizes(new)
    gone = sizes[0].keys() - set(kept.values())
    shared: Counter[tuple[str, str]] = Counter()
    kinds = _kinds(old), _kinds(new)
    for after, before in pairs.items():
        for one in new[after].above[:-1]:
            for other in old[before].above[:-1]:
                if one not in kept and other in gone and kinds[1][one] == kinds[0][other]:
                    shared[one, other] += len(new[after].key)
    found: dict[str, str] = {}
    for (one, other), size in shared.most_common():
        fits = 2 * size > sizes[1][one] and 2 * size > sizes[0][other]
        if fits and one not in found and other not in found.values():
            found[one] = other
    return found


def _sizes(units: Sequence[Unit]) -> Counter[str]:
    """Return the number of characters of the units below each node, by id."""
    sizes: Counter[str] = Counter()
    for unit in units:
        for above in unit.above[:-1]:
            sizes[above] += len(unit.key)
    return sizes


def _kinds(units: Sequence[Unit]) -> dict[str, str]:
    """Return the category of each node that has units below it, by id; `table` for a node that is no unit itself."""
    own = {unit.id: unit.category for unit in units}
    return {above: own.get(above, "table") for unit in units for above in unit.above[:-1]}
