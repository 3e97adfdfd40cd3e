"""Addresses over versions: what is said in the same words keeps its id, and no id is used for other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from generator.model import Node, Report

SIMILAR = 0.6
"""How much of two paragraphs must be the same for one to be the other's correction."""
_NEAR = 20
"""Places, among what differs, within which a paragraph is looked for."""
_FRAME = re.compile(
    r"^(?:[(]?[\d一二三四五六七八九十]{1,3}[)、.]|[一二三四五六七八九十]{1,3}是)?(?:针对|关于)?|(?:的?问题)?[。:]?$"
)
"""What many paragraphs have in common."""


def carried(report: Report, earlier: Sequence[Report]) -> Report:
    """Return a report with the ids of its earlier versions, which have their final ids, oldest first.

    A node whose own text is the same, or the same but for a correction, keeps its id; any other gets one that none of
    the versions has used: `p1f2i3-v2` is new in version 2.
    """
    if not earlier:
        return report
    used = {node.id for version in earlier for node in version.walk()}
    ids = _kept(earlier[-1], report)
    taken = set(ids.values())
    for node in report.walk():
        if id(node) not in ids:
            ids[id(node)] = _fresh(node.id, used | taken, len(earlier) + 1)
            taken.add(ids[id(node)])

    def renamed(nodes: Sequence[Node]) -> tuple[Node, ...]:
        return tuple(replace(node, id=ids[id(node)], children=renamed(node.children)) for node in nodes)

    return replace(
        report, front=renamed(report.front), sections=renamed(report.sections), closing=renamed(report.closing)
    )


def own_text(report: Report, node: Node) -> str:
    """Return a node's own text without white space, its children's left out."""
    return "".join("".join(report.source.fold(piece).split()) for piece in node.pieces)


def _kept(old: Report, new: Report) -> dict[int, str]:
    """Return the ids that nodes of the new version keep, by the nodes' identity."""
    before = [(node, own_text(old, node)) for node in old.walk() if node.pieces]
    after = [(node, own_text(new, node)) for node in new.walk() if node.pieces]
    pairs: dict[int, Node] = {}
    left: list[tuple[Node, str]] = []
    come: list[tuple[Node, str]] = []
    matcher = SequenceMatcher(None, [text for _, text in before], [text for _, text in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs.update((id(n), o) for (o, _), (n, _) in zip(before[i1:i2], after[j1:j2], strict=True))
            continue
        found = dict(_corrected(before[i1:i2], after[j1:j2]))
        pairs.update(found)
        gone = {id(node) for node in found.values()}
        left.extend(item for item in before[i1:i2] if id(item[0]) not in gone)
        come.extend(item for item in after[j1:j2] if id(item[0]) not in found)
    for node, text in come:  # what stands elsewhere now
        if moved := next((item for item in left if item[1] == text and item[0].kind is node.kind), None):
            left.remove(moved)
            pairs[id(node)] = moved[0]
    above = {id(child): node for node in old.walk() for child in node.children}
    _add_containers(new.walk(), pairs, above)
    return {key: node.id for key, node in pairs.items()}


def _corrected(before: Sequence[tuple[Node, str]], after: Sequence[tuple[Node, str]]) -> Iterator[tuple[int, Node]]:
    """Yield new nodes, by identity, that are corrections of old ones near them: the most alike first."""
    alike = []
    for j, (node, text) in enumerate(after):
        for i, (other, words) in enumerate(before):
            if abs(i - j) <= _NEAR and other.kind is node.kind:
                matcher = SequenceMatcher(None, _FRAME.sub("", words), _FRAME.sub("", text), autojunk=False)
                if matcher.quick_ratio() > SIMILAR and (ratio := matcher.ratio()) > SIMILAR:
                    alike.append((-ratio, abs(i - j), i, j))
    taken: set[tuple[str, int]] = set()
    for *_, i, j in sorted(alike):
        if not {("old", i), ("new", j)} & taken:
            taken |= {("old", i), ("new", j)}
            yield id(after[j][0]), before[i][0]


def _add_containers(nodes: Iterator[Node], pairs: dict[int, Node], above: dict[int, Node]) -> None:
    """Pair what has no text of its own (a table, a measure of several paragraphs) by what it begins with."""
    known = {id(node) for node in pairs.values()}
    for node in reversed(list(nodes)):
        first = next((pairs[id(child)] for child in node.children if id(child) in pairs), None)
        parent = above.get(id(first)) if first and id(node) not in pairs else None
        if parent and parent.kind is node.kind and not parent.pieces and id(parent) not in known:
            pairs[id(node)] = parent
            known.add(id(parent))


def _fresh(own: str, used: set[str], version: int) -> str:
    if own not in used:
        return own
    name, number = f"{own}-v{version}", 1
    while name in used:
        number += 1
        name = f"{own}-v{version}-{number}"
    return name
