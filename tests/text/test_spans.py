"""Sentences and dates of a text: cases as lines, and what holds for any text."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import date_words
from generator.text.date_words import FOLLOWS, PLANS, SHIFTS, THIRDS
from generator.text.dates import date_of_line, find_dates
from generator.text.folding import fold
from generator.text.moments import Written
from generator.text.sentences import FULL_STOPS, split_sentences

HERE = Path(__file__).parent
_PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789年月日号至到-—、和.。；！”“（）(今去前后起底初 ",
            "2021年",
            "截至",
            "以来",
            "上旬",
            "季度",
            "十四五",
            "月份",
        ]
    )
).map("".join)


def cases(name: str) -> list[tuple[str, str]]:
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(text.strip(), wanted.strip()) for text, _, wanted in (line.partition("=>") for line in lines)]


def told(text: str, written: Written) -> str:
    words = text[written.span.start : written.span.end]
    if not all(moment.exists for moment in written.moments):
        return f"{words}|!"
    return "|".join([words, *map(str, written.days(2021) or ())])


@pytest.mark.parametrize(("text", "wanted"), cases("dates.txt"))
def test_dates(text: str, wanted: str) -> None:
    assert " ; ".join(told(text, written) for written in find_dates(fold(text))) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("sentences.txt"))
def test_sentences(text: str, wanted: str) -> None:
    assert "|".join(text[span.start : span.end] for span in split_sentences(fold(text))) == wanted


def test_a_semicolon_may_join() -> None:
    assert len(list(split_sentences("甲;乙。丙", FULL_STOPS))) == 2


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二〇二一年十一月二十二日", date(2021, 11, 22)),
        ("2021 年 11 月 22 日", date(2021, 11, 22)),
        ("2021-11-22", date(2021, 11, 22)),
        ("2021年11月", None),
        ("2021年2月30日", None),
        ("于2021年11月22日", None),
        ("2021年11月22日至23日", None),
    ],
)
def test_a_line_that_is_a_date(line: str, day: date | None) -> None:
    assert date_of_line(line) == day


_WORDS_OF_DATES = (
    *'0123456789一二三四五六七八九十零元年月日号度初末底首第前半季旬至到和及与、-—–―～~“"年下上中个目止٣甲 ',
    *(*SHIFTS, *FOLLOWS, *PLANS, *THIRDS, "期间", "时期", "以来", "季度", "半年", "个月", "月份", "月底"),
    *(
        "目前为止",
        "第一季度",
        "“十四五”期间",
        '"十三五"时期',
        "截至目前",
        "截止到今天",
        "到目前为止",
        "截至发稿时",
        "今",
        "2021-04-20",
        "2021.4.20",
        "２０２１",
    ),
)


def test_no_word_of_a_date_begins_otherwise() -> None:
    """What is asked of a character before a word is tried there keeps none out."""
    begins = f"(?={date_words.FIRST})"
    assert date_words.ATOM.pattern.startswith(begins)
    tried_everywhere = re.compile(date_words.ATOM.pattern.removeprefix(begins))
    text = "，".join(map("".join, product(_WORDS_OF_DATES, repeat=2)))
    found, expected = (
        [(match.lastgroup, match.span()) for match in pattern.finditer(text)]
        for pattern in (date_words.ATOM, tried_everywhere)
    )
    assert len(found) > 10_000
    assert found == expected


def test_dates_that_are_asked_for_again_are_the_same() -> None:
    """Those of a line are kept for the next who asks, those of a longer text are not."""
    for text in ("2021年3月至5月，去年12月23日", "2021年3月至5月，" * 1_000):
        first = list(find_dates(text))
        assert len(first) >= 2
        assert list(find_dates(text)) == first


@given(_PIECES)
def test_dates_and_sentences_follow_one_another(text: str) -> None:
    folded = fold(text)
    for spans in ([written.span for written in find_dates(folded)], list(split_sentences(folded))):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
