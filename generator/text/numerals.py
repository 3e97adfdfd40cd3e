"""Chinese numerals as reports number with them: 一 to 一百九十九, circled and bracketed figures."""

from __future__ import annotations

_ONES: tuple[str, ...] = ("", *"一二三四五六七八九")


def _han(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_ONES[hundreds]}百" if hundreds else ""
    if not tens:
        return head + ("零" if hundreds and ones else "") + _ONES[ones]
    return head + ("" if tens == 1 and not hundreds else _ONES[tens]) + "十" + _ONES[ones]


HAN_NUMBERS = {_han(value): value for value in range(1, 200)}
"""一 → 1 … 一百九十九 → 199."""

CIRCLED = {chr(0x2460 + offset): offset + 1 for offset in range(20)} | {
    chr(0x2474 + offset): offset + 1 for offset in range(20)
}
"""① … ⑳ and ⑴ … ⒇."""

HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0}
"""Digits as written one by one in dates: 二〇二一."""


def number_of(text: str) -> int | None:
    """Return the number that a numeral of any of these kinds stands for, None if it is none."""
    if text.isdecimal():
        return int(text)
    return HAN_NUMBERS.get(text) or CIRCLED.get(text)
