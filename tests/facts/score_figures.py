"""Figures against hand labels: python -m tests.facts.score_figures; of the held-out half only counts are shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.facts.annotate import annotate
from generator.facts.fact import Figure
from generator.facts.mentions import Names
from generator.model.report import Report
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings

LABELS = Path(__file__).with_name("figures.yml")
SETS = ("tune", "held-out")
SETTINGS = ReportSettings(published=date(2023, 11, 23))
ALIKE = 0.6
"""Share of characters in common from which a subject counts as the labelled one: readers cut names differently."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over a set."""

    labels: int
    answers: int
    found: int
    """Figures whose value and unit are the labelled ones."""
    alike: int
    """Of those, with a subject that is nearly the labelled one."""
    changes: int
    """Of those, with the labelled change, or rightly none."""

    def shares(self) -> dict[str, float]:
        """Return precision, recall, and the shares of right subjects and changes."""
        return {
            "precision": self.found / self.answers,
            "recall": self.found / self.labels,
            "subject": self.alike / self.found,
            "change": self.changes / self.found,
        }


@cache
def score(part: str) -> Score:
    """Score a set of labels."""
    labels = answers = found = alike = changes = 0
    for entry in yaml.safe_load(LABELS.read_text(encoding="utf-8"))["paragraphs"]:
        if entry["set"] != part:
            continue
        report, figures = _figures(entry["text"])
        labels, answers = labels + len(entry["figures"]), answers + len(figures)
        for wanted in entry["figures"]:
            figure = next((figure for figure in figures if _same(figure, wanted)), None)
            if figure:
                figures.remove(figure)
                found += 1
                alike += likeness(report.text(figure.subject), wanted["subject"] or "") >= ALIKE
                changes += figure.change == wanted["change"]
    return Score(labels, answers, found, alike, changes)


def likeness(one: str, other: str) -> float:
    """Return twice the characters in common over all characters; 1 for two empty texts."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one or other else 1.0


def _same(figure: Figure, wanted: dict[str, Any]) -> bool:
    return figure.value == Decimal(wanted["value"]) and figure.unit == wanted["unit"]


def _figures(text: str) -> tuple[Report, list[Figure]]:
    source = read_text(f"甲乙区委关于整改情况的通报\n一、情况\n{text}\n".encode(), "label", SETTINGS)
    report = outline(source, SETTINGS)
    return report, list(annotate(report, SETTINGS, Names()).figures)


if __name__ == "__main__":
    for name in SETS:
        result = score(name)
        told = ", ".join(f"{key} {value:.3f}" for key, value in result.shares().items())
        print(f"{name}: {result.labels} figures labelled, {result.answers} found: {told}")  # noqa: T201 - its job
