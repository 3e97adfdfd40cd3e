"""The examples and near misses of the rules of figures, as their data file has them."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from generator.facts.figures.changes import _HINTS
from generator.facts.figures.find import find_figures
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.quick_yml import loaded

SETTINGS = ReportSettings(issued=date(2031, 11, 23))
KINDS = loaded((files("generator.facts.figures") / "kinds.yml").read_text(encoding="utf-8"))["kinds"]
EXAMPLES = [(text, told) for kind in KINDS for part in ("right", "near") for text, told in kind[part].items()]


@pytest.mark.parametrize(("text", "told"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_an_example_tells_what_it_is_said_to_tell(text: str, told: list[str]) -> None:
    source = read_text(f"甲乙区委关于整改情况的通报\n一、情况\n{text}\n".encode(), "kind", SETTINGS)
    report = outline(source, SETTINGS)
    found = [
        (
            report.text(figure.span),
            f"{figure.value:f}",
            figure.unit,
            report.text(figure.subject),
            figure.change or "",
            report.text(figure.period),
        )
        for figure in find_figures(report)
    ]
    assert ["|".join(fields).rstrip("|") for fields in found] == told


def test_every_kind_has_examples_and_near_misses() -> None:
    assert len(KINDS) >= 11
    assert all(kind["right"] and kind["near"] for kind in KINDS)


def test_the_quick_test_of_changes_knows_how_each_of_their_words_begins() -> None:
    words = loaded((files("generator.facts.figures") / "changes.yml").read_text(encoding="utf-8"))
    for key in ("up", "down", "up_rate", "down_rate"):
        plain = "".join(words[key].split())
        while plain != (plain := re.sub(r"\(\?<?[=!][^()]*\)", "", plain)):
            pass  # what a word must stand beside
        depth, outer = 0, []
        for mark in plain:
            depth += (mark == "(") - (mark == ")")
            outer.append("\n" if mark == "|" and not depth else mark)
        begins = [re.findall(r"[\u4e00-\u9fff]+", word.partition(")")[0])[:1] for word in "".join(outer).split("\n")]
        assert len(begins) >= 3
        assert [first for first in begins if first and not _HINTS.search(first[0])] == []
