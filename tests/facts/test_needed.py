"""A rule or sign is let loose only on texts that hold what it can't match without; that must miss none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.facts.status.clauses import clauses
from generator.facts.status.needed import grams_of, needed_of
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


def test_no_rule_that_matches_is_left_out() -> None:
    rules = load_rules()
    tried = found = 0
    for path in sorted(REPORTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines():
            for clause in clauses(fold(line)):
                likely = rules.needed.likely(grams_of(clause.text))
                matching = {number for number, rule in enumerate(rules.rules) if rule.pattern.search(clause.text)}
                assert matching <= likely, clause.text
                tried, found = tried + len(likely), found + len(matching)
    assert 100 < found < tried < 10 * found
    for number, rule in enumerate(rules.rules):
        for line in (*rule.states, *rule.silent):
            for clause in clauses(fold(line)):
                likely = rules.needed.likely(grams_of(clause.text))
                assert number in likely or not rule.pattern.search(clause.text), clause.text


def test_no_sign_that_applies_is_left_out() -> None:
    rules = load_rules()
    inside, earlier, later = rules.signs_needed
    applying = 0
    for sign in rules.signs:
        for line in map(fold, (*sign.states, *sign.silent)):
            for text, around in ((clause.text, around) for clause in clauses(line) for around in ("", line)):
                beside = grams_of(around)
                let_loose = inside.likely(grams_of(text)) | earlier.likely(beside) | later.likely(beside)
                applies = sign.tells(text, text, (around, around), weak=True)
                assert not applies or sign.number in let_loose, text
                applying += applies
    assert applying > 500
