"""Precision and recall on label files given by path: python -m tests.facts.score_files [--signed DAY] [--wrong] FILE….

A file is JSON: a list of {text, periods | documents | contacts}, or {mistakes, near_misses} of drafting mistakes that
`check` should find and texts that it must not. A document may have other relations that are right as well, in
`also_defensible`. `--signed` is the day of the report that they are
from, 2021-11-22 if none is given. `--wrong` tells what is wrong: only for labels that rules may be tuned on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.checks import check
from generator.facts.cited.documents import find_documents
from generator.facts.contacts import find_contacts
from generator.facts.dates import find_periods
from generator.model.report import Report
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from generator.text.moments import Bound

SIGNED = date(2021, 11, 22)
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of what a reader labelled."""

    kind: str
    labels: int
    answers: int
    right: int
    wrong: tuple[str, ...]
    """A line a text with an answer too many or too few."""

    def __str__(self) -> str:
        precision = self.right / self.answers if self.answers else 1.0
        recall = self.right / self.labels if self.labels else 1.0
        return f"{self.kind}: {self.labels} labels, precision {precision:.2f}, recall {recall:.2f}"


def report_of(text: str, signed: date = SIGNED, *, closing: bool = False) -> Report:
    """Return a report whose only item, or whose last paragraph, is a text."""
    settings = ReportSettings(signed=signed)
    body = f"一、情况\n已通报。\n{text}" if closing else f"一、情况\n{text}"
    return outline(read_text(f"甲乙区委关于整改情况的通报\n{body}\n".encode(), "label", settings), settings)


def score(entries: Any, signed: date = SIGNED) -> list[Score]:
    """Compare labels with the program's answers."""
    if isinstance(entries, dict):
        return [_checks(entries, signed)]
    kind = next(key for key in ("periods", "documents", "contacts") if key in entries[0])
    if kind == "documents":
        titles = _compared("titles", entries, kind, signed, lambda row: row[:1])
        return [titles, _compared("relations", entries, kind, signed, lambda row: row)]
    return [_compared(kind, entries, kind, signed, lambda row: row)]


def _compared(name: str, entries: Any, kind: str, signed: date, of: Callable[[Row], Row]) -> Score:
    labels = answers = right = 0
    wrong = []
    for entry in entries:
        wanted = [of(_labelled(kind, label)) for label in entry[kind]]
        found = [of(row) for row in _answers(kind, report_of(entry["text"], signed, closing=kind == "contacts"))]
        if kind == "periods":
            wanted, found = _matched(wanted, found)
        if kind == "documents":
            wanted = [_defended(row, label, found) for row, label in zip(wanted, entry[kind], strict=True)]
        labels, answers = labels + len(wanted), answers + len(found)
        rest = list(found)
        for row in wanted:
            if row in rest:
                rest.remove(row)
                right += 1
        if wanted != found:
            wrong.append(f"{entry['text']}\n    wanted {wanted}\n    found  {found}")
    return Score(name, labels, answers, right, tuple(wrong))


def _matched(wanted: list[Row], found: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the days alone: what stands before or behind a date may be counted to it or not.

    What reaches to now (今年以来) ends on the report's day; a label may as well say that its end is open.
    """
    open_ends = [row[1] for row in wanted if row[2] == "None"]
    days: list[Row] = []
    for _, first, last, bound in found:
        is_open = bound == Bound.SINCE and first in open_ends
        days.append((first, "None" if is_open else last))
    return [row[1:] for row in wanted], days


def _defended(wanted: Row, label: dict[str, Any], found: Collection[Row]) -> Row:
    """Return what was found of a document if the label calls it right as well, else what is wanted."""
    others = ((*wanted[:1], *([other or ""] * (len(wanted) - 1))) for other in label.get("also_defensible", ()))
    return next((row for row in others if row in found and wanted not in found), wanted)


def _labelled(kind: str, label: dict[str, Any]) -> Row:
    if kind == "periods":
        return label["text"], str(label["first"]), str(label["last"])
    if kind == "documents":
        return label["title"], label["relation"] or ""
    return label["kind"], label["text"]


def _answers(kind: str, report: Report) -> list[Row]:
    if kind == "periods":
        return [(report.text(p.span), str(p.start), str(p.end), p.bound) for p in find_periods(report)]
    if kind == "documents":
        return [(report.text(d.title), d.act or "") for d in find_documents(report)]
    return [(str(c.kind), report.text(c.span)) for c in find_contacts(report)]


def _checks(entries: dict[str, Collection[Any]], signed: date) -> Score:
    """Return how many mistakes are found; an answer is a text with any warning."""
    labels, near = list(entries["mistakes"]), list(entries["near_misses"])
    told = {
        id(entry): [f"{m.line}:{m.column} {m.code}" for m in _messages(entry, signed)] for entry in (*labels, *near)
    }
    right = sum(bool(told[id(entry)]) for entry in labels)
    alarms = [entry for entry in near if told[id(entry)]]
    wrong = [f"missed: {_text(entry)}" for entry in labels if not told[id(entry)]]
    wrong += [f"false alarm {told[id(entry)]}: {_text(entry)}" for entry in alarms]
    return Score("checks", len(labels), right + len(alarms), right, tuple(wrong))


def _messages(entry: Any, signed: date) -> list[Any]:
    settings = ReportSettings(signed=signed, title="甲乙区委关于整改情况的通报")
    report = outline(read_text(f"{_text(entry)}\n".encode(), "label", settings), settings)
    return check(report)


def _text(entry: Any) -> str:
    return "\n".join(entry["lines"])


def main() -> None:
    """Print a line a file and kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--signed", type=date.fromisoformat, default=SIGNED)
    parser.add_argument("--wrong", action="store_true")
    chosen = parser.parse_args()
    for path in chosen.files:
        for result in score(json.loads(path.read_text("utf-8")), chosen.signed):
            print(f"{path.name}: {result}")  # noqa: T201 - its job
            if chosen.wrong:
                print("\n".join(result.wrong))  # noqa: T201


if __name__ == "__main__":
    main()
