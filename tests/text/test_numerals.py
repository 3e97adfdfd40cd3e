"""Chinese numerals: what is written is read back, and what is none is not read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.numerals import HAN, LEGAL, counted, digit_by_digit, digits_of, number_in_words, number_of


@given(st.integers(1, 99_999_999))
def test_what_is_written_is_read(value: int) -> None:
    assert number_in_words(counted(value)) == value
    assert number_in_words(counted(value, LEGAL[1:], "拾佰仟")) == value
    assert digits_of(digit_by_digit(value)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十五", 15), ("两百", 200), ("一百二", 120), ("一百零二", 102), ("两万三", 23_000), ("三千零五", 3005),
        ("一亿零五十万", 100_500_000), ("三千二百万", 32_000_000), ("三万亿", 3_000_000_000_000), ("叁佰", 300),
        ("十", 10),
    ],
)  # fmt: skip
def test_words(words: str, value: int) -> None:
    assert number_in_words(words) == value


@pytest.mark.parametrize(
    "words", ["三四", "二三十", "四五千", "一一", "万一", "百千", "千二", "五十百", "两三百", "", "百分"]
)
def test_what_is_no_number(words: str) -> None:
    assert number_in_words(words) is None


@given(st.text(alphabet=f"{HAN}零两十百千万亿甲", max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    value = number_in_words(text)
    assert value is None or value >= 0


def test_markers() -> None:
    assert [number_of(text) for text in ("12", "十二", "一百零五", "⑫", "⑴", "二百", "一二", "")] == [
        12, 12, 105, 12, 1, None, None, None,
    ]  # fmt: skip
    assert digits_of("二〇二一") == digits_of("2021") == 2021
    assert digits_of("二十") is None
