"""Precision and recall of stated status on hand labels: python -m tests.facts.score [--tune] [FILE.tsv …].

A file has the columns id, label, also_defensible (more labels, joined by commas) and text; a defensible answer counts
as right. Nothing but its figures is shown.

`--tune` keeps to the labels that rules may be tuned on and tells what is wrong in them; of the others only figures
are ever shown, so that they stay unseen.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.facts.status.stated import plan_headings, stated_of, statements_in
from generator.facts.status.tally import summary
from generator.model.status import Status
from generator.outline import outline
from generator.readers import read_file
from tests.quick_yml import loaded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIRST_REPORT = ROOT / "docs_src/huadu-2021/source.txt"
SETS = (
    "tune",
    "held-out",
    "first-report-tuned",
    "first-report-untouched",
    "tune2",
    "tune3",
    "more-tune3",
    "tune4",
    "tune6",
    "tune7",
    "tune8",
    "tune10",
    "held-out5",
    "held-out9",
)
"""The sets of labels."""
TUNED = ("tune", "first-report-tuned", "tune2", "tune3", "more-tune3", "tune4", "tune6", "tune7", "tune8", "tune10")
"""Those that rules are tuned on."""
_TUNED_THEMES = ("p2t1", "p2t2")


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled text: what a reader says of it, and what the program says."""

    id: str
    label: Status
    answer: Status


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one status in a set."""

    labels: int
    answers: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the answers that are right; 1 if there is none."""
        return self.right / self.answers if self.answers else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that are found; 1 if there is none."""
        return self.right / self.labels if self.labels else 1.0


def figures(pairs: tuple[Pair, ...], status: Status) -> Figures:
    """Count a status in labelled texts."""
    return Figures(
        sum(pair.label is status for pair in pairs),
        sum(pair.answer is status for pair in pairs),
        sum(pair.label is pair.answer is status for pair in pairs),
    )


@cache
def pairs_of(name: str) -> tuple[Pair, ...]:
    """Compare the labels of a set with the program's answers."""
    if name.startswith("first-report"):
        report = outline(read_file(FIRST_REPORT))
        nodes, plans = {node.id: node for node in report.walk()}, plan_headings(report)
        return tuple(
            Pair(id_, Status(label), stated_of(report, nodes[id_], heading=plans.get(id_)).status)
            for id_, label in _load("huadu-2021.yml")["labels"].items()
            if id_.startswith(_TUNED_THEMES) == (name in TUNED)
        )
    return tuple(
        Pair(entry["id"], Status(entry["status"]), summary(statements_in(entry["text"])))
        for entry in _load(f"measures{name.lstrip('abcdefghijklmnopqrstuvwxyz-')}.yml")["measures"]
        if entry["set"] == name
    )


def pairs_of_lines(lines: Iterable[tuple[str, str, str]]) -> tuple[Pair, ...]:
    """Compare (id, labels, text) with the program's answers: of several labels, joined by commas, any is right."""
    found = []
    for id_, labels, text in lines:
        answer = summary(statements_in(text))
        known = [Status(label.strip()) for label in labels.split(",") if label.strip()]
        found.append(Pair(id_, answer if answer in known else known[0], answer))
    return tuple(found)


def pairs_of_file(path: Path) -> tuple[Pair, ...]:
    """Compare the labels of a file with the program's answers."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return pairs_of_lines((row["id"], f"{row['label']},{row['also_defensible'] or ''}", row["text"]) for row in rows)


def pairs_of_kinds() -> tuple[Pair, ...]:
    """Compare the sentences of kinds.txt and hands.txt with the program's answers; the text is the id."""
    texts = ((HERE / name).read_text("utf-8") for name in ("kinds.txt", "hands.txt"))
    lines = [line for text in texts for line in text.splitlines() if line and line[0] != "#"]
    return pairs_of_lines((text, labels, text) for line in lines for labels, _, text in [line.partition(" ")])


def texts_of(names: Iterable[str]) -> list[str]:
    """Return the texts of sets that are no reports."""
    return [
        entry["text"]
        for name in names
        if not name.startswith("first-report")
        for entry in _load(f"measures{name.lstrip('abcdefghijklmnopqrstuvwxyz-')}.yml")["measures"]
        if entry["set"] == name
    ]


def table(name: str) -> str:
    """Return a set's figures as lines of text, what is wrong named only where rules may be tuned on it."""
    return rows_of(name, pairs_of(name), told=name in TUNED)


def rows_of(name: str, pairs: tuple[Pair, ...], *, told: bool) -> str:
    """Return the figures of labelled texts as lines, what is wrong named where `told`."""
    right = sum(pair.label is pair.answer for pair in pairs)
    rows = [f"{name}: {right} of {len(pairs)} right", f"  {'status':18}{'labels':>7}{'precision':>11}{'recall':>8}"]
    for status in Status:
        count = figures(pairs, status)
        precision = f"{count.precision:.3f}" if count.answers else "-"
        recall = f"{count.recall:.3f}" if count.labels else "-"
        rows.append(f"  {status:18}{count.labels:7}{precision:>11}{recall:>8}")
    if told:
        rows.extend(f"  {p.id}: labelled {p.label}, answered {p.answer}" for p in pairs if p.label is not p.answer)
    return "\n".join(rows)


def _load(name: str) -> Any:
    return loaded((HERE / name).read_text("utf-8"))


if __name__ == "__main__":
    files = [argument for argument in sys.argv[1:] if argument != "--tune"]
    for each in files:
        print(rows_of(each, pairs_of_file(Path(each)), told=False))  # noqa: T201 - printing is its job
    if not files:
        for each in TUNED if "--tune" in sys.argv else SETS:
            print(table(each))  # noqa: T201
        print(rows_of("kinds", pairs_of_kinds(), told="--tune" in sys.argv))  # noqa: T201
