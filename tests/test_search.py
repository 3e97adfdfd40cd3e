"""The command line's engine: what stands in a report is found, what does not is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.search.answer import Mode
from generator.search.engine import Engine
from generator.search.index import Index
from generator.search.normal import spaced, unified, variants_of
from generator.text.variants import simplified
from tests.project import Project
from tests.searching import CASES, Corpus, corpus, expected, near_misses, spellings, substrings


@pytest.fixture(scope="module")
def texts() -> Corpus:
    return corpus()


@pytest.fixture(scope="module")
def first() -> Engine:
    return Engine(corpus(first_only=True).index)


@pytest.mark.parametrize("case", CASES, ids=[case["query"] for case in CASES])
def test_cases(first: Engine, case: dict[str, Any]) -> None:
    answer = first.search(case["query"])
    assert answer.mode == case["mode"]
    assert (answer.results[0].address if answer.results else None) == case.get("first")
    assert answer.places == case.get("places", answer.places)
    assert answer.places == sum(result.places for result in answer.results)


def test_every_string_is_found_where_it_stands_and_nowhere_else(texts: Corpus) -> None:
    engine = Engine(texts.index)
    for query in substrings(texts, 150):
        answer = engine.search(query)
        assert answer.mode is Mode.WHOLE, query
        assert (answer.places, {result.address for result in answer.results}) == expected(texts, query), query


def test_a_string_that_stands_nowhere_is_not_said_to_stand_somewhere(texts: Corpus) -> None:
    engine = Engine(texts.index)
    assert all(engine.search(query).mode is not Mode.WHOLE for query in near_misses(texts, 100))


def test_order() -> None:
    unit = [("", 0), ("1.甲", 0), ("2.乙", 0)]
    page = ("r/p1/", "一、页", ("报告",))
    lines = [[("一、页", "p1", 0, 1)], [("1.甲。", "i1", 1, 1), ("这里说到乙。", "i1d1", 1, 0)], [("2.乙", "i2", 2, 1)]]
    answer = Engine(Index([page], unit, lines)).search("乙")
    assert [result.address for result in answer.results] == ["r/p1/#i2", "r/p1/#i1d1"]
    assert answer.results[1].text == "这里说到乙。"
    assert answer.results[1].marks == ((4, 5),)
    crossing = Engine(Index([page], unit, lines)).search("甲。这里")
    assert [result.address for result in crossing.results] == ["r/p1/#i1"]
    assert Engine(Index([page], unit, lines)).search("说到 甲").results[0].address == "r/p1/#i1"
    apart = Engine(Index([page], unit, lines)).search("这里 一、页")
    assert (apart.mode, apart.terms) == (Mode.PIECES, ("一、页",))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("回复慢", "反映“等候太久。回复慢。”的2个问题已解决。"),
        ("解决。会", "反映“等候太久。回复慢。”的2个问题已解决。会上说：“要快。”"),
        ("要快", "会上说：“要快。”"),
        ("随后", "随后办结；"),
    ],
)
def test_a_result_shows_its_whole_sentence(query: str, sentence: str) -> None:
    line = "开头。反映“等候太久。回复慢。”的2个问题已解决。会上说：“要快。”随后办结；还有。"
    engine = Engine(Index([("r/", "报告", ())], [("", 0)], [[(line, "d1", 0, 0)]]))
    assert engine.search(query).results[0].text == sentence


def test_thousands() -> None:
    lines = [[("共1,234,567元，另有12,3和1000户。", "d1", 0, 0)]]
    engine = Engine(Index([("r/", "报告", ())], [("", 0)], lines))
    for query, places in [
        ("1234567元", 1),
        ("1,234,567", 1),
        ("4,56", 1),
        ("456", 1),
        ("12,3", 1),
        ("123", 1),
        ("1,000户", 1),
    ]:
        assert engine.search(query).places == places, query
    assert engine.search("12,3").results[0].marks
    assert unified("1,2,3 1,234 12,34 1,2345") == "1,2,3 1234 12,34 1,2345"


def test_what_is_the_same_to_a_searcher() -> None:
    assert spaced("  ＧＡＭＥＣＯ\u3000三期 （１） ", simplified()) == "gameco 三期 (1)"
    assert spaced("廣東發展", simplified()) == "广东发展"
    assert len(spaced("İ𠀀ß", {})) == 3


def test_command(project: Project) -> None:
    told = project.must("search", "985份")
    assert "共 1 处，在 1 条中" in told
    assert "huadu-2021/p2t2f9/#i2m3" in told
    answer = json.loads(project.must("search", "三资", "--json"))
    assert answer["places"] == 7
    nothing = project.run("search", "没有这个词啊")
    assert nothing.returncode == 1
    assert "没有找到" in nothing.stdout


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("600m3", "600m³"),
        ("28\u00b5g", "28μg"),
        ("[2033]15号", "〔2033〕15号"),
        ("整\u200b改", "整改"),
        ("⽅⾯", "方面"),
        ("82.15 亿元", "82.15亿元"),
        ("2033-04-05", "2033年4月5日"),
        ("2033年4月5日", "2033年4月5日"),
        ("120m2", "120㎡"),
        ("22°C", "22℃"),
    ],
)
def test_what_can_be_written_in_several_ways_is_found(query: str, found: str) -> None:
    text = "新建600m³，28μg，印发〔2033〕15号，整改方面82.15亿元，2033年4月5日，占地120㎡，22℃，10⁴，1234。"
    answer = Engine(Index([("r/", "报告", ())], [("", 0)], [[(text, "d1", 0, 0)]])).search(query)
    assert answer.mode is Mode.WHOLE
    ((start, end),) = answer.results[0].marks
    assert answer.results[0].text[start:end] == found


@pytest.mark.parametrize("query", ["104", "2033-04-0", "603m3"])
def test_what_is_not_the_same_is_not_found(query: str) -> None:
    text = "新建600m³，2033年4月5日，10⁴。"
    assert Engine(Index([("r/", "报告", ())], [("", 0)], [[(text, "d1", 0, 0)]])).search(query).mode is not Mode.WHOLE


def test_references_lead_to_their_places(first: Engine) -> None:
    """Every item and measure of the first report by every spelling that it has."""
    spelled = spellings()
    assert len({address for addresses in spelled.values() for address in addresses}) == 37 + 81
    for spelling, addresses in spelled.items():
        answer = first.search(spelling)
        found = [result.address for result in (answer.referred or answer.results)]
        assert found[0] in addresses, spelling
        assert addresses <= set(found), spelling


@pytest.mark.parametrize(("query", "places"), [("3.1", 0), ("1.2", 1), ("4.49", 1), ("2.5", 3), ("2021.11.22", 1)])
def test_a_figure_is_found_though_it_may_be_a_reference(first: Engine, query: str, places: int) -> None:
    answer = first.search(query)
    assert answer.mode is (Mode.WHOLE if places else Mode.ADDRESS)
    assert len(answer.results) == (places or 1)


@pytest.mark.parametrize("query", ["三资", "一是", "2", "985", "二是强化", "m3", "九十九（九）9"])
def test_what_is_no_reference(first: Engine, query: str) -> None:
    answer = first.search(query)
    assert not answer.referred
    assert answer.mode is not Mode.ADDRESS


def test_a_filter_is_told_the_traditional_form_of_each_character_of_its_table() -> None:
    """Wherever it stands, in whichever form, and no other."""
    text = "整改財务，" * 3 + "環境<td>㎡ m²</td>" + "無关" * 3
    pairs = variants_of(text)
    assert {(pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2)} >= {
        *zip("財務環無關", "财务环无关", strict=True)
    }
    assert set(pairs[1::2]) <= set("整改财务环境无关")
    assert variants_of("<td>42 abc") == ""
