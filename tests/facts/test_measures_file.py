"""The hand-made labels are in order: measures.yml within itself, huadu-2021.yml against the report's ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.facts.status.tally import together
from generator.model.report import Kind
from generator.model.status import Status
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import load_report_settings
from tests.project import FIRST, ROOT
from tests.quick_yml import loaded

HERE = Path(__file__).parent
STATED = ("planned", "in_progress", "ongoing", "mostly_completed", "completed")


def load(name: str) -> Any:
    return loaded((HERE / name).read_text(encoding="utf-8"))


MEASURES: list[dict[str, Any]] = load("measures.yml")["measures"]


def test_ids_count_from_one_and_texts_differ() -> None:
    assert [m["id"] for m in MEASURES] == [f"m{number:03}" for number in range(1, len(MEASURES) + 1)]
    assert len({m["text"] for m in MEASURES}) == len(MEASURES) >= 150


def test_every_third_is_held_out_and_both_sets_have_every_status() -> None:
    assert [m["set"] for m in MEASURES] == [
        "tune" if number % 3 else "held-out" for number in range(1, len(MEASURES) + 1)
    ]
    for part in ("tune", "held-out"):
        assert {m["status"] for m in MEASURES if m["set"] == part} == {*STATED, "not_stated"}


def test_words_stand_once_in_the_text_and_in_its_order() -> None:
    for measure in MEASURES:
        places = [measure["text"].find(statement["words"]) for statement in measure["statements"]]
        assert -1 not in places, measure["id"]
        assert places == sorted(set(places)), measure["id"]
        assert all(measure["text"].count(statement["words"]) == 1 for statement in measure["statements"]), measure["id"]


def test_status_is_what_the_statements_say_together() -> None:
    for measure in MEASURES:
        stated = [Status(statement["status"]) for statement in measure["statements"]]
        assert measure["status"] == together(stated), measure["id"]


def test_about_half_say_nothing() -> None:
    silent = sum(measure["status"] == "not_stated" for measure in MEASURES)
    assert 0.4 < silent / len(MEASURES) < 0.6


def test_first_report_is_labelled_whole() -> None:
    folder = ROOT / "docs_src" / FIRST
    settings = load_report_settings(ROOT / "site_config" / "reports" / f"{FIRST}.yml")
    report = outline(read_file(folder / "source.txt", settings), settings)
    expected = [measure.id for measure in report.of(Kind.MEASURE)] + [
        item.id for item in report.of(Kind.ITEM) if not any(node.kind is Kind.MEASURE for node in item.walk())
    ]
    labels: dict[str, str] = load(f"{FIRST}.yml")["labels"]
    assert sorted(labels) == sorted(expected)
    assert set(labels.values()) <= {*STATED, "not_stated"}
