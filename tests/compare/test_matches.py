"""Problems found again: how often rightly, and what never decides."""

from __future__ import annotations

from random import Random

import pytest

from generator.compare.matches import MOST, THRESHOLD, Worded, match_problems
from tests.compare.score import load, score, worded


def matched(earlier: list[Worded], later: list[Worded]) -> list[tuple[str, str]]:
    """Return the ids that match."""
    return [(match.earlier, match.later) for match in match_problems(earlier, later)]


@pytest.mark.parametrize("held_out", [False, True])
def test_right_nine_times_in_ten(*, held_out: bool) -> None:
    found = score([pair for pair in load() if pair["held_out"] is held_out])
    assert found.precision >= 0.9, found.wrong
    assert found.recall >= 0.7, found.missed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公务接待审批手续不全", "公务用车审批手续不全"),
        ("农村饮水安全工程管护不到位", "农村公路管护不到位"),
        ("县域产业规划编制滞后", "商贸物流规划编制滞后"),
        ("工会经费使用不规范", "党建经费使用不规范"),
        ("青河流域污水直排", "青河流域非法采砂屡禁不止"),
    ],
)
def test_same_topic_of_another_object_is_no_match(one: str, other: str) -> None:
    assert matched([Worded("i1", f"针对{one}问题")], [Worded("i1", f"针对{other}问题")]) == []


def test_words_of_every_report_tell_only_under_the_same_heading() -> None:
    words = "针对制度执行不严问题"
    earlier = [Worded("f1i1", words, "关于基层党建薄弱的问题")]
    assert matched(earlier, [Worded("f2i1", words, "关于选人用人不够规范的问题")]) == []
    assert matched(earlier, [Worded("f2i1", words, "基层党建薄弱问题")]) == [("f1i1", "f2i1")]


def test_a_number_alone_is_no_match_and_decides_only_what_is_near() -> None:
    assert matched([Worded("i3", "河长制落实不到位")], [Worded("i3", "违规发放津贴补贴")]) == []
    one, other = Worded("i1", "义务教育学位供给不足"), "义务教育学位缺口仍然较大"
    numbered, elsewhere = (match_problems([one], [Worded(name, other)])[0].score for name in ("i1", "i9"))
    assert THRESHOLD < elsewhere < numbered < elsewhere + 0.05


def test_width_of_marks_and_words_around_do_not_matter() -> None:
    earlier = [Worded("i1", "关于农村集体“三资”管理混乱(合同不规范)的问题。")]
    assert matched(earlier, [Worded("i2", "针对农村集体“三资”管理混乱（合同不规范）问题")]) == [("i1", "i2")]
    assert match_problems(earlier, [Worded("i2", "农村集体“三资”管理混乱（合同不规范）")])[0].score == 1


def test_the_best_match_stands_alone() -> None:
    earlier = [Worded("i1", "禾东工业园闲置厂房盘活缓慢")]
    later = [Worded("i1", "禾东工业园闲置土地厂房租金拖欠"), Worded("i2", "禾东工业园闲置厂房盘活成效不明显")]
    assert matched(earlier, later) == [("i1", "i2")]


def test_no_more_than_a_few_of_one() -> None:
    later = [Worded(f"i{at}", "针对云溪工业园闲置厂房盘活缓慢问题") for at in range(MOST + 3)]
    found = match_problems([Worded("x", "云溪工业园闲置厂房盘活缓慢")], later)
    assert [match.later for match in found] == [f"i{at}" for at in range(MOST)]


def test_order_of_the_problems_changes_only_the_order_of_the_matches() -> None:
    pair = load()[2]
    earlier, later = worded(pair["earlier"]), worded(pair["later"])
    wanted = match_problems(earlier, later)
    for seed in range(5):
        mixed = Random(seed)  # noqa: S311 - any order will do
        found = match_problems(mixed.sample(earlier, len(earlier)), mixed.sample(later, len(later)))
        assert {(m.earlier, m.later) for m in found} == {(m.earlier, m.later) for m in wanted}


def test_nothing_to_match() -> None:
    some = [Worded("i1", "河长制落实不到位")]
    assert match_problems([], some) == match_problems(some, []) == ()
    assert matched([Worded("i1", "")], [Worded("i1", "，。")]) == []
