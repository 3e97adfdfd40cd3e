"""引文核对: what stands is exact, what differs by a letter differs, and nothing is exact that does not stand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.search.engine import Engine
from generator.search.normal import unified
from generator.search.quoting.alignment import align
from generator.search.quoting.quotations import Agreement, Checker
from tests.project import FIRST, ROOT, Project
from tests.quick_yml import loaded
from tests.quoting import changed, drawn
from tests.searching import Corpus, corpus, expected, plain
from tests.steps import steps

CASES: list[dict[str, Any]] = loaded((ROOT / "tests" / "search" / "quotations.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts() -> Corpus:
    return corpus()


@pytest.fixture(scope="module")
def checker(texts: Corpus) -> Checker:
    return Checker(Engine(texts.index))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:12] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    found = Checker(Engine(corpus(first_only=True).index)).check(case["text"])
    told = [
        [one.agreement, case["text"][one.start : one.end], one.place.address if one.place else None, one.distance]
        for one in found
    ]
    assert told == case["found"]


def test_what_stands_is_exact_at_its_place(texts: Corpus, checker: Checker) -> None:
    for words in drawn(checker.stream, 500, 1):
        (found,) = checker.check(words)
        assert found.agreement is Agreement.EXACT, words
        assert (found.start, found.end) == (0, len(words))
        assert found.place
        places, addresses = expected(texts, words)
        if places:  # what goes over two lines is no search's
            assert found.place.address in addresses, words


def test_one_letter_makes_it_differ_by_the_least(checker: Checker) -> None:
    for words, distance in changed(checker.stream, 500, 2):
        (found,) = checker.check(words)
        assert found.agreement is Agreement.DIFFERS, words
        assert found.distance <= distance, words
        assert "".join(pasted for pasted, _, _ in found.pieces) == words
        stands = "".join(stands for _, stands, _ in found.pieces)
        assert unified(plain(stands)) in checker.stream, words  # 1,024个 is compared as 1024个


def test_nothing_is_exact_that_does_not_stand(checker: Checker) -> None:
    """Other texts: the same reports' characters, shuffled word by word."""
    chance = random.Random(3)  # noqa: S311
    for words in drawn(checker.stream, 500, 4):
        pieces = [words[at : at + 3] for at in range(0, len(words), 3)]
        chance.shuffle(pieces)
        other = "".join(pieces)
        for found in checker.check(other):
            if found.agreement is Agreement.EXACT:
                assert other[found.start : found.end] in checker.stream, other


def test_no_passage_of_another_text_is_exact_that_does_not_stand(checker: Checker) -> None:
    """Other texts: the invented reports, checked over the first one alone."""
    first = Checker(Engine(corpus(first_only=True).index))
    others = [words for words in drawn(checker.stream, 2000, 5) if words not in first.stream]
    for words in others[:500]:
        for found in first.check(words):
            if found.agreement is Agreement.EXACT:
                assert plain(words[found.start : found.end]) in first.stream, words
    assert len(others) >= 500


def _every(text: str, distance: int) -> str:
    return "".join("某" if at % distance == distance - 1 and mark != "\n" else mark for at, mark in enumerate(text))


PASTES: dict[str, Callable[[str], str]] = {
    "as it stands": str,
    "with other letters": lambda text: _every(text, 30),
    "in one line": lambda text: _every(text, 30).replace("\n", ""),
    "with many other letters": lambda text: _every(text, 8),
    "quoted": lambda text: "".join(f"据“{line[:40]}”说，" for line in text.split("\n")),
}


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES)
def test_a_long_text_takes_steps_in_proportion(paste: Callable[[str], str]) -> None:
    texts = corpus(first_only=True)
    checker = Checker(Engine(texts.index))
    text = paste("\n".join(texts.shown))
    for size in (2500, 5000, 10000):
        assert steps(partial(checker.check, text[:size])) <= 60 * size, size


def test_a_passage_that_differs_by_the_least_is_laid_beside_one_place(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other places are looked at only where a difference makes words that stand elsewhere."""
    laid = 0

    def counted(*given: Any) -> Any:
        nonlocal laid
        laid += 1
        return align(*given)

    monkeypatch.setattr("generator.search.quoting.quotations.align", counted)
    for words, _ in changed(checker.stream, 300, 2):
        checker.check(words)
    assert laid <= 350


def test_command(project: Project, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("据通报，“严格落实党外谈话工作制度”。\n", encoding="utf-8")
    told = project.run("quote", article)
    assert told.returncode == 1
    assert "有出入（1 个字）：严格落实党[-外-]{+内+}谈话工作制度" in told.stdout
    article.write_text("对6个2017年以来违纪违法问题多发单位开展专项整治\n", encoding="utf-8")
    (found,) = json.loads(project.must("quote", article, "--json"))
    assert (found["agreement"], found["place"]["address"]) == ("exact", f"{FIRST}/p2t2f5/#i1m3")
    missing = project.run("quote", tmp_path / "none.txt")
    assert missing.returncode == 2
