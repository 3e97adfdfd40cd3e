"""A rule or sign is let loose only on texts that hold what it can't match without; that must miss none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.facts.status.clauses import clauses
from generator.facts.status.needed import grams_of, needed_of
from generator.facts.status.rule import Rule, Sign
from generator.facts.status.rules import load_rules
from generator.text.folding import fold

REPORTS = Path(__file__).parent.parent / "reports"


@pytest.mark.parametrize(
    ("pattern", "text", "likely"),
    [
        ("已完成", "整改", False),
        ("已完成", "已", False),
        ("已完成", "成完已", False),  # its pairs are others
        ("已完成", "完成已完", True),  # the pairs' order is not looked at
        ("已?完成|落实", "完成", True),
        ("已?完成|落实", "落地", False),
        ("已?完成|落实", "实完", False),  # some of one form and some of another
        ("^(?:已?完成|落实)", "落实", True),
        ("已?完成|落", "落", True),
        ("已?完成|落实", "已", False),
        ("(?:甲|乙)+丙", "丁", False),
        ("(?:甲|乙)+丙", "乙甲丙", True),
        ("(?:甲|乙)+丙", "甲丁丙", False),
        ("甲(?:乙|丙丁)?戊", "甲丙丁戊", True),
        ("甲(?:乙|丙丁)?戊", "甲戊", True),
        ("甲(?:乙|丙丁)?戊", "甲丁丙戊", False),
        ("(?:甲乙?|丙)丁", "甲丁", True),
        ("甲.?乙", "甲丙乙", True),
        ("(甲乙)\\1", "甲乙甲乙", True),
        ("(?>甲乙)丙", "甲乙丙", True),
        ("(?>甲乙)丙", "甲丙", False),
        ("甲(?=丙)丙", "甲丙", True),
        ("甲(?!丙)乙", "甲乙", True),
        ("[甲乙]", "乙", True),
        ("[^甲]", "丁", True),
        (r"\d", "１", True),
        (r"\d个", "９个", True),
        (r"20\d\d年", "1999年", True),  # a digit is like any other
        (r"\d个", "个", False),
        (r"[\d甲]丙", "7丙", True),
        ("(?:甲)*", "", True),
        ("(?=甲)", "丁", True),
        ("(?i:m)³", "M³", True),
    ],
)
def test_what_a_pattern_needs(pattern: str, text: str, likely: bool) -> None:  # noqa: FBT001 - a case's answer
    assert likely or not re.search(pattern, text)
    assert needed_of([[[re.compile(pattern)]]], ["甲", "乙丙"]).likely(grams_of(text)) == set(range(likely))


def test_what_several_patterns_need() -> None:
    one, two, three = map(re.compile, ("甲乙", "丙", "丁"))
    needed = needed_of([[[one, two], [three]], [[two, None]], []], [])
    assert needed.likely(grams_of("丙甲乙")) == {0, 1}
    assert needed.likely(grams_of("甲乙")) == set()
    assert needed.likely(grams_of("丁")) == {0}


def _lines() -> Iterator[str]:
    for path in sorted(REPORTS.glob("*.txt")):
        yield from fold(path.read_text(encoding="utf-8", errors="ignore")).splitlines()
    entries: tuple[Rule | Sign, ...] = (*load_rules().rules, *load_rules().signs)
    for entry in entries:
        yield from map(fold, (*entry.states, *entry.silent))


def test_no_rule_or_sign_that_matches_is_left_out() -> None:
    rules = load_rules()
    inside, earlier, later = rules.signs_needed
    tried = found = 0
    for line in dict.fromkeys(_lines()):
        for clause in clauses(line):
            text = clause.text
            grams = grams_of(text)
            likely = rules.needed.likely(grams)
            matching = {number for number, rule in enumerate(rules.rules) if rule.pattern.search(text)}
            assert matching <= likely, text
            tried, found = tried + len(likely), found + len(matching)
            for around in ("", text):
                beside = grams_of(around)
                let_loose = inside.likely(grams) | earlier.likely(beside) | later.likely(beside)
                told = {sign.number for sign in rules.signs if sign.tells(text, text, (around, around), weak=True)}
                assert told <= let_loose, text
    assert 1000 < found < tried < 10 * found
