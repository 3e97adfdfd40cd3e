"""Figures that readers wrote down: the committed sets, the list of the first report, and label files given by path."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

from tests.project import FIRST, ROOT
from tests.quick_yml import loaded

HERE = Path(__file__).parent
COMMITTED = ("tune", "held-out", "first report")
ALIKE = 0.6
"""Share of characters in common from which a subject counts as the labelled one: readers cut names differently."""


@dataclass(frozen=True, slots=True)
class Label:
    """A figure as a reader wrote it down."""

    value: Fraction
    unit: str
    subject: Callable[[str], bool]
    """Says whether a subject is right."""
    change: str
    """up, down, or empty."""
    periods: tuple[str, ...]
    """Words of which one says when; an empty one: none is right as well."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its figures in reading order."""

    text: str
    """A paragraph; empty for the first report, which is read as a whole."""
    labels: tuple[Label, ...]


@cache
def labelled(name: str) -> tuple[Labelled, ...]:
    """Return a committed set by its name, or the label file of a path."""
    if name == "first report":
        return (Labelled("", tuple(_by_hand(row) for row in _read(HERE / f"{FIRST}-figures.yml")["figures"])),)
    if name in COMMITTED:
        entries = [entry for entry in _read(HERE / "figures.yml")["paragraphs"] if entry["set"] == name]
        return tuple(Labelled(entry["text"], tuple(map(_nearly, entry["figures"]))) for entry in entries)
    entries = json.loads(Path(name).read_text(encoding="utf-8"))
    return tuple(Labelled(entry["text"], tuple(map(_by_words, entry["figures"]))) for entry in entries)


def source() -> Path:
    """Return the first report's file."""
    return ROOT / "docs_src" / FIRST / "source.txt"


def likeness(one: str, other: str) -> float:
    """Return twice the characters in common over all characters; 1 for two empty texts."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one or other else 1.0


def unit_of(unit: str) -> str:
    """Return a unit as all readers write it: some leave out the measure word of 个百分点."""
    return unit.removeprefix("个") if unit == "个百分点" else unit


def _read(path: Path) -> Any:
    return loaded(path.read_text(encoding="utf-8"))


def _by_hand(row: list[Any]) -> Label:
    _, value, unit, subject, change, period = row
    return Label(
        Fraction(str(value)), unit_of(unit), partial(_is_one_of, subject.split("|")), change, tuple(period.split("|"))
    )


def _nearly(figure: Mapping[str, Any]) -> Label:
    change = (figure["change"] or "").removesuffix("_to")
    wanted = figure["subject"] or ""
    return Label(
        Fraction(figure["value"]), unit_of(figure["unit"]), partial(_is_like, wanted), change, (figure["period"] or "",)
    )


def _by_words(figure: Mapping[str, Any]) -> Label:
    words = figure["subject_any_of"]
    return Label(
        Fraction(figure["value"].replace(",", "")),
        unit_of(figure["unit"]),
        partial(_has_one_of, words),
        figure["change"],
        tuple(figure["period_any_of"]),
    )


def _is_one_of(wordings: list[str], subject: str) -> bool:
    return subject in wordings


def _is_like(wanted: str, subject: str) -> bool:
    return likeness(subject, wanted) >= ALIKE


def _has_one_of(words: list[str], subject: str) -> bool:
    return any(word in subject if word else not subject for word in words)
