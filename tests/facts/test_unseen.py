"""What is found in texts that no rule was tuned on is no less than what the manual states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.model.status import Status
from tests.facts.score import figures, pairs_of_file
from tests.facts.score_figures import score as score_figures
from tests.facts.score_files import score

FOLDER = Path(__file__).parent / "unseen"


def test_statuses() -> None:
    pairs = pairs_of_file(FOLDER / "status.tsv")
    assert len({pair.id for pair in pairs}) == len(pairs) == 110
    assert sum(pair.label is pair.answer for pair in pairs) >= 94
    completed = figures(pairs, Status.COMPLETED)
    assert completed.answers - completed.right <= 4
    assert completed.recall >= 0.85


def test_figures() -> None:
    shares = score_figures(str(FOLDER / "figures.json")).shares()
    least = {"value p": 0.99, "value r": 0.98, "unit": 1, "subject": 0.97, "change p": 0.96, "change r": 0.96}
    assert {name: share for name, share in shares.items() if share < least.get(name, 1)} == {}


@pytest.mark.parametrize(
    ("name", "labels", "precision", "recall"),
    [("dates", 34, 0.97, 0.97), ("documents", 32, 0.93, 0.93), ("contacts", 30, 0.96, 0.96), ("checks", 14, 1, 0.85)],
)
def test_dates_documents_contacts_and_checks(name: str, labels: int, precision: float, recall: float) -> None:
    for found in score(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))):
        assert found.labels == labels
        assert found.right / found.answers >= precision, found
        assert found.right / found.labels >= recall, found
