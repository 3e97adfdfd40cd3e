"""Figures against hand labels, one table: python -m tests.facts.score_figures [LABELS.json ...] [--wrong].

Without paths the committed sets are scored. --wrong lists what differs, of the held-out half never.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from generator.facts.annotate import annotate
from generator.facts.fact import Figure
from generator.facts.mentions import Names
from generator.model.report import Report
from generator.outline import outline
from generator.readers import read_file
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.facts.figure_labels import COMMITTED, Label, Labelled, labelled, source, unit_of

SETTINGS = ReportSettings(issued=date(2023, 11, 23))
CLOSE = Fraction(1, 10_000)
"""What a fraction told as a decimal may differ by."""


@dataclass(slots=True)
class Score:
    """Counts over a set of labels."""

    labels: int = 0
    answers: int = 0
    found: int = 0
    """Figures whose value is a labelled one."""
    units: int = 0
    """Of those, with the labelled unit; so for all that follow."""
    subjects: int = 0
    changes_told: int = 0
    changes_labelled: int = 0
    changes: int = 0
    periods_told: int = 0
    periods_labelled: int = 0
    periods: int = 0
    periods_recalled: int = 0

    def shares(self) -> dict[str, float]:
        """Return precision (p) and recall (r) of what is told or not, and shares of what is right for the rest."""
        return {
            "value p": self.found / self.answers,
            "value r": self.found / self.labels,
            "unit": self.units / self.found,
            "subject": self.subjects / self.found,
            "change p": _share(self.changes, self.changes_told),
            "change r": _share(self.changes, self.changes_labelled),
            "period p": _share(self.periods, self.periods_told),
            "period r": _share(self.periods_recalled, self.periods_labelled),
        }

    def add(self, label: Label, figure: Figure, report: Report) -> list[str]:
        """Count a figure that has a label; return what is wrong with it."""
        self.found += 1
        wrong = []
        unit, change = unit_of(figure.unit), (figure.change or "").removesuffix("_to")
        self.units += unit == label.unit
        if unit != label.unit:
            wrong.append(f"unit {unit}, not {label.unit}")
        subject = report.text(figure.subject)
        right = label.subject(subject)
        self.subjects += right
        if not right:
            wrong.append(f"subject “{subject}”, not {label.subject.args}")  # type: ignore[attr-defined]
        self.changes_told += bool(change)
        self.changes_labelled += bool(label.change)
        self.changes += bool(change) and change == label.change
        if change != label.change:
            wrong.append(f"change “{change}”, not “{label.change}”")
        period = report.text(figure.period)
        same = any(word and word in period for word in label.periods)
        self.periods_told += bool(period)
        self.periods += same
        self.periods_labelled += "" not in label.periods
        self.periods_recalled += same and "" not in label.periods
        if not (same or (not period and "" in label.periods)):
            wrong.append(f"period “{period}”, not {label.periods}")
        return wrong


@cache
def score(name: str) -> Score:
    """Score a committed set, or the label file of a path."""
    result = Score()
    for _ in _wrong(name, result):
        pass
    return result


def _wrong(name: str, result: Score) -> Iterator[str]:
    for entry in labelled(name):
        report, figures = _figures(entry)
        result.labels, result.answers = result.labels + len(entry.labels), result.answers + len(figures)
        for label in entry.labels:
            figure = next((figure for figure in figures if _same(figure, label)), None)
            if not figure:
                yield f"{float(label.value):g} {label.unit}: not found in {entry.text[:60]}"
                continue
            figures.remove(figure)
            for wrong in result.add(label, figure, report):
                yield f"{report.text(figure.span)}: {wrong} | {report.text(figure.sentence)}"
        for figure in figures:
            yield f"{report.text(figure.span)}: no label | {report.text(figure.sentence)}"


def _same(figure: Figure, label: Label) -> bool:
    return abs(Fraction(figure.value) - label.value) < CLOSE and (figure.unit == "名次") == (label.unit == "名次")


def _figures(entry: Labelled) -> tuple[Report, list[Figure]]:
    if not entry.text:
        report = outline(read_file(source()))
        return report, list(annotate(report, ReportSettings(), Names()).figures)
    source_ = read_text(f"甲乙区委关于整改情况的通报\n一、情况\n{entry.text}\n".encode(), "label", SETTINGS)
    report = outline(source_, SETTINGS)
    return report, list(annotate(report, SETTINGS, Names()).figures)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main(arguments: list[str]) -> None:
    """Print the table."""
    names = [name for name in arguments if not name.startswith("--")] or list(COMMITTED)
    lines = []
    for name in names:
        result = Score()
        wrong = [f"  {told}" for told in _wrong(name, result)]
        if "--wrong" in arguments and name != "held-out":
            lines.extend(wrong)
        told = "  ".join(f"{key} {value:.3f}" for key, value in result.shares().items())
        lines.append(f"{name}: {result.labels} labels, {result.answers} figures  {told}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
