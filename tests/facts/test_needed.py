"""A rule is let loose only on clauses that hold what its pattern can't match without; that must miss none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.facts.status.clauses import clauses
from generator.facts.status.needed import needed_of
from generator.facts.status.rules import load_rules
from generator.text.folding import fold

REPORTS = Path(__file__).parent.parent / "reports"


@pytest.mark.parametrize(
    ("pattern", "text", "likely"),
    [
        ("已完成", "整改", False),
        ("已完成", "已", False),
        ("已完成", "成完已", True),  # the characters alone are looked at
        ("已?完成|落实", "完成", True),
        ("已?完成|落实", "落地", False),
        ("已?完成|落实", "实完", False),  # some of one form and some of another
        ("^(?:已?完成|落实)", "实落", True),
        ("已?完成|落", "落", True),
        ("已?完成|落实", "已", False),
        ("(?:甲|乙)+丙", "丁", False),
        ("[甲乙]", "乙", True),
        ("[^甲]", "丁", True),
        (r"\d", "１", True),
        ("(?:甲)*", "", True),
        ("(?=甲)", "丁", True),
    ],
)
def test_what_a_pattern_needs(pattern: str, text: str, likely: bool) -> None:  # noqa: FBT001 - a case's answer
    assert list(needed_of([re.compile(pattern)]).likely(text)) == [0] * likely


def test_no_rule_that_matches_is_left_out() -> None:
    rules = load_rules()
    tried = found = 0
    for path in sorted(REPORTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines():
            for clause in clauses(fold(line)):
                likely = list(rules.needed.likely(clause.text))
                assert likely == sorted(set(likely))
                matching = {number for number, rule in enumerate(rules.rules) if rule.pattern.search(clause.text)}
                assert matching <= set(likely), clause.text
                tried, found = tried + len(likely), found + len(matching)
    assert 100 < found < tried
