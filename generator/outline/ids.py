"""Give every node its id, the base of its address, from the numbering alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.model.report import Kind, Node

LETTERS = {
    Kind.PART: "p",
    Kind.THEME: "t",
    Kind.FINDING: "f",
    Kind.ITEM: "i",
    Kind.MEASURE: "m",
    Kind.PARAGRAPH: "d",
    Kind.TABLE: "b",
    Kind.ROW: "r",
    Kind.CELL: "c",
    Kind.ANNEX: "a",
    Kind.ENTRY: "e",
}
"""The letter with which the id of each kind begins: p for a part, d for a paragraph (段), b for a table (表)."""
_COUNTED = frozenset({Kind.PARAGRAPH, Kind.TABLE, Kind.ROW, Kind.CELL})
"""The kinds that have no number of their own and are counted instead."""


def with_ids(nodes: Iterable[Node], prefix: str = "") -> tuple[Node, ...]:
    """Return the nodes, with all below them, with ids: `p2t1f5i1m2` is part 2, theme 1, finding 5, item 1, measure 2.

    `a1e2_1` is 项目2.1 in annex 1. A node without a number takes its count among the nodes of its kind under the same
    parent, after `u` if its kind usually has numbers. The second node with the same id gets `-2`. Kinds without a
    letter (title, signature) have the kind as id. `prefix` is the id of the parent.
    """
    seen: Counter[str] = Counter()
    counts: Counter[Kind] = Counter()
    result = []
    for node in nodes:
        counts[node.kind] += 1
        if node.kind in LETTERS:
            numbered = node.number is not None
            own = LETTERS[node.kind] + ("" if numbered or node.kind in _COUNTED else "u")
            own += f"{node.group}_" if node.group is not None else ""
            own += str(node.number if numbered else counts[node.kind])
        else:
            own = str(node.kind)
        seen[own] += 1
        name = prefix + (own if seen[own] == 1 else f"{own}-{seen[own]}")
        result.append(replace(node, id=name, children=with_ids(node.children, name)))
    return tuple(result)
