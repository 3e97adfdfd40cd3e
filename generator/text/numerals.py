"""Chinese numerals, read and written: 三十七, 二〇二一, 叁佰元, ① and ⑴."""

from __future__ import annotations

import re

HAN = "〇一二三四五六七八九"
"""The digits 0 to 9 as in 二〇二一."""
LEGAL = "零壹贰叁肆伍陆柒捌玖"
"""The digits 0 to 9 as in sums of money: 叁佰元."""

_DIGITS = (
    {character: value for value, character in enumerate(HAN)}
    | {character: value for value, character in enumerate(LEGAL)}
    | {"零": 0, "○": 0, "O": 0, "两": 2, "貳": 2, "參": 3, "陸": 6}
)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_YEAR = re.compile("([一二][〇零○O九][〇零○O一二三四五六七八九]{2})年")
_LONGEST = 40
"""Maximum length of a numeral in characters."""
COUNTED = r"\d{1,3}\s*(?:[个家项户件宗处条种名人批次起场]|所|座)(?!百分点)|\d{1,2}月"
"""Matches a number of whole things (6个) or a month; a point before it is no decimal point: 2.6个重点项目 is item 2."""
LARGEST_MARKER = 199
"""The largest number that a heading or an item can have in Chinese words."""

SIGNS = "①-⒛㈠-㈩"
"""The numbers of a single character, which input methods offer, as members of a set in a pattern: ① ⑴ ⒈ ㈠."""
_SIGNS = {chr(first + offset): offset + 1 for first in (0x2460, 0x2474, 0x2488) for offset in range(20)} | {
    chr(0x3220 + offset): offset + 1 for offset in range(10)
}


def counted(value: int, digits: str = HAN[1:], units: str = "十百千", zero: str = "零") -> str:
    """Return a number in words: 一百零五. With the digits of `HAN`, 10 to 19 have no 一: 十二.

    `digits` are the characters for 1 to 9, `units` those for 10, 100 and 1000, `zero` the one for a gap.
    """
    if value >= 10_000:
        rest = value % 10_000
        between = zero if 0 < rest < 1000 else ""
        return counted(value // 10_000, digits, units, zero) + "万" + between + _below_myriad(rest, digits, units, zero)
    text = _below_myriad(value, digits, units, zero)
    return text[1:] if 10 <= value < 20 and digits == HAN[1:] else text or zero


def _below_myriad(value: int, digits: str, units: str, zero: str) -> str:
    """Return a number below 10,000 in words, 10 to 19 with 一: 一十二; empty for 0."""
    text, gap = "", False
    for place, character in enumerate(reversed(str(value))):
        if character == "0":
            gap = gap or bool(text)
        else:
            text = digits[int(character) - 1] + (units[place - 1] if place else "") + (zero if gap else "") + text
            gap = False
    return text


def digit_by_digit(value: int, digits: str = HAN) -> str:
    """Return a number digit by digit: 二〇二一; `digits` are the characters for 0 to 9."""
    return "".join(digits[int(character)] for character in str(value))


_MARKERS = {counted(value): value for value in range(1, LARGEST_MARKER + 1)} | _SIGNS


def number_of(text: str) -> int | None:
    """Return the value of a numeral that can number a heading or a day: 十二, 12, ⑫, ⒓; None for any other text."""
    return int(text) if text.isdecimal() else _MARKERS.get(text)


def digits_of(text: str) -> int | None:
    """Return the value of a number written digit by digit, in Arabic or Chinese digits (2021, 二〇二一), or None."""
    values = [str(_DIGITS[c]) if c in _DIGITS else c if c.isdecimal() else "" for c in text]
    return int("".join(values)) if text and all(values) and len(text) <= _LONGEST else None


def years_in_digits(text: str) -> str:
    """Return a text, of the same length, with its years in Arabic digits: 2021年 for 二〇二一年."""
    return _YEAR.sub(lambda year: str(digits_of(year[1])) + "年", text) if _YEAR.search(text) else text


def number_in_words(text: str) -> int | None:
    """Return the value of a number in words (三千二百, 两万三, 一亿零五十万); None for a text that is no such number.

    Several digits without a unit (三四, 一二三) are no such number: 三四个 means three or four.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    if len(text) == 1:
        return _DIGITS.get(text) or _TENS.get(text)
    total = part = 0
    rest = text
    largest: int | None = None
    for mark, worth in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = rest.partition(mark)
        if not found:
            continue
        below = _in_thousands(head) if mark == "万" or "万" not in head else number_in_words(head)
        if not below:
            return None
        total, rest, largest = total + below * worth, tail, worth
    if not rest:
        return total
    if largest and len(rest) == 1 and _DIGITS.get(rest):
        return total + _DIGITS[rest] * largest // 10  # 两万三 is 23,000.
    part = _in_thousands(rest, opens=largest is None) or 0
    return total + part if part else None


def _in_thousands(text: str, *, opens: bool = True) -> int | None:
    """Return the value of a number below 10,000 in words, or None; `opens`: it is not the rest after 万 or 亿.

    Only a number that opens, or one after 零, may begin with 十: 十二, 一万零十二.
    """
    total, last, digit = 0, 10_000, 0
    zero = False
    for character in text:
        if character in _TENS:
            worth = _TENS[character]
            if worth >= last or (not digit and not (worth == 10 and (opens or zero) and not total)):
                return None
            total, last, digit, zero = total + (digit or 1) * worth, worth, 0, False
        elif character in _DIGITS:
            if digit or (zero and not _DIGITS[character]):
                return None
            digit, zero = _DIGITS[character], zero or not _DIGITS[character]
        else:
            return None
    if digit and last == 10_000 and len(text) > 1 and not zero:
        return None
    # A last digit without unit counts in the next lower unit: 一百二 is 120; 一百零二 is 102.
    short = digit and not zero and 10 < last < 10_000
    return (total + (digit * last // 10 if short else digit)) or None
