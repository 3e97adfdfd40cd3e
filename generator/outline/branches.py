"""Branches: the numbered lines of a body nested by the ladder, before they become nodes of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.outline.ladder import Ladder
from generator.outline.markers import Marker
from generator.outline.tasks import label_of_field, names_problem
from generator.text.span import Span


@dataclass(slots=True)
class Branch:
    """A numbered line with all that stands under it, while the tree is built; the root has no marker."""

    marker: Marker | None
    rank: float
    """Depth in the ladder; -1 for the root."""
    texts: list[Line | Span] = field(default_factory=list)
    """The lines without a marker that follow it, before the next marker."""
    branches: list[Branch] = field(default_factory=list)
    fields: list[Line | Span] = field(default_factory=list)
    """The lines below its last measure that begin with a label (责任单位：…) and are about all of it."""


def nest(body: tuple[Line, ...], markers: Mapping[Line, Marker], ladder: Ladder) -> Branch:
    """Return the root of the branches into which the lines of a body are nested, by the ranks of their markers."""
    root = Branch(None, -1)
    stack = [root]
    for line in body:
        marker = markers.get(line)
        if marker is None:
            stack[-1].texts.append(line)
            continue
        branch = Branch(marker, ladder.rank(marker))
        while stack[-1].rank >= branch.rank:
            stack.pop()
        stack[-1].branches.append(branch)
        stack.append(branch)
    return root


def lift_fields(source: Source, branch: Branch, ladder: Ladder) -> None:
    """Move the labelled fields below the last of a branch's measures to the branch, if no other measure has such ones.

    （1）…（2）…责任单位：… tells who is responsible for the item, not for its measure (2).
    """
    for child in branch.branches:
        lift_fields(source, child, ladder)
    last = branch.branches[-1] if branch.branches else None
    if branch.marker is None or last is None or last.marker is None or ladder.kind(last.marker) is not Kind.MEASURE:
        return
    if names_problem(source.fold(last.marker.rest).strip()):
        return  # (2)关于…问题 has fields of its own, whatever the ladder makes of it.
    texts = last.fields if last.branches else last.texts
    labels = [label_of_field(_folded(source, text)) for text in texts]
    start = next((at for at, label in enumerate(labels) if label), len(texts))
    others = {
        label_of_field(_folded(source, text))
        for child in branch.branches[:-1]
        for text in (*child.texts, *child.fields)
    }
    if others.isdisjoint(filter(None, labels[start:])):
        branch.fields = texts[start:]
        del texts[start:]


def _folded(source: Source, text: Line | Span) -> str:
    return source.fold(text.span if isinstance(text, Line) else text)
