"""Precision and recall of stated status on hand labels: python -m tests.facts.score."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.facts.fact import Status
from generator.facts.status import status_of
from generator.outline import outline
from generator.readers import read_file

ROOT = Path(__file__).parents[2]
FIRST_REPORT = ROOT / "docs_src/huadu-2021/source.txt"


@dataclass(frozen=True, slots=True)
class Score:
    """Label and answer of every labelled node."""

    pairs: tuple[tuple[str, Status, Status], ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """Nodes whose answer differs from the label."""
        return tuple(f"{name}: labelled {a}, answered {b}" for name, a, b in self.pairs if a != b)

    def __str__(self) -> str:
        rows = [f"{'status':18}{'labels':>7}{'precision':>11}{'recall':>8}"]
        for status in Status:
            labels = sum(a == status for _, a, _ in self.pairs)
            answers = sum(b == status for _, _, b in self.pairs)
            right = sum(a == b == status for _, a, b in self.pairs)
            precision = f"{right / answers:.3f}" if answers else "-"
            recall = f"{right / labels:.3f}" if labels else "-"
            rows.append(f"{status:18}{labels:7}{precision:>11}{recall:>8}")
        return "\n".join([*rows, *self.wrong])


def score(labels: str = "labels.yml") -> Score:
    """Compare the labels of a file beside this one with the program's answers."""
    data = yaml.safe_load((Path(__file__).parent / labels).read_text("utf-8"))
    report = outline(read_file(ROOT / data["report"]))
    nodes = {node.id: node for node in report.walk()}
    return Score(tuple((name, Status(label), status_of(report, nodes[name])) for name, label in data["labels"].items()))


if __name__ == "__main__":
    print(score())  # noqa: T201 - printing is its job
