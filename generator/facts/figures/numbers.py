"""Numbers with their units, as a sentence writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.facts.figures.frame import Setting
from generator.facts.figures.units import units
from generator.facts.figures.values import fraction, of_words, part_of
from generator.text.numerals import number_of

_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000} | {
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12
}  # fmt: skip
_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOT_BEFORE = re.compile(r"[第A-Za-z〔【\[\d.+/]")
_SIGN_AFTER = re.compile(r"[\u4e00-\u9fff,、:;(]")
_NAMED_BY = re.compile(r"的?[\u4e00-\u9fff“]")
_ONGOING = frozenset({"个月", "天", "小时"})
Read = tuple[Decimal, Decimal | None, str]
"""A value, the upper end of a range, and the unit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit in a sentence."""

    start: int
    """Where the hedging word begins, or the number."""
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    hedge: str
    qualifier: str | None

    @property
    def plain(self) -> bool:
        """Whether it is a quantity of its own, no share."""
        return self.unit not in units().shares


def numbers_in(text: str) -> list[re.Match[str]]:
    """Return what looks like a number with its unit."""
    return list(units().pattern.finditer(text))


def find_amounts(frame: Setting, times: bytes, numbers: Iterable[re.Match[str]]) -> Iterator[Amount]:
    """Yield the numbers of a sentence with their units, in reading order; `times` marks what tells when."""
    text = frame.text
    for match in numbers:
        start, end = match.span()
        if frame.hidden[start] or frame.hidden[end - 1] or any(times[start:end]):
            continue
        if start and _NOT_BEFORE.match(text, start - 1):
            continue
        unit = match["unit"] or match["counted"] or match["few"] or ""
        if _names_a_class(text, match, unit) or (text.endswith("连续", 0, start) and unit in _ONGOING):
            continue
        read = _read(text, match)
        if read:
            low, high, unit = read
            if match["sign"] and low >= 0:
                start = match.start("sign") + 1
            told = match["hedge"] or match["after"] or match["more"] or match["much"] or match["some"]
            yield Amount(
                start, end, _plain(low), None if high is None else _plain(high), unit, match["hedge"] or "", told
            )


def _names_a_class(text: str, match: re.Match[str], unit: str) -> bool:
    """Say whether a bound is the name of a class: 1亿元以上项目, 50万元以上的村; not 收入50万元以上。."""
    if not match["after"] or match["after"] in {"左右", "上下"}:
        return False
    return unit in units().classes and bool(_NAMED_BY.match(text, match.end()))


def _read(text: str, match: re.Match[str]) -> Read | None:
    """Return the value, the upper end and the unit of a number; None if it is none."""
    if match["low"]:
        return _in_digits(text, match)
    if match["part"]:
        part, whole = int(match["part"]), int(match["whole"])
        return (fraction(part, whole), None, "") if 0 < part < whole else None
    if match["whole_han"]:
        return part_of(match["part_han"], match["whole_han"])
    if match["digit"]:
        number = number_of(match["digit"].replace("两", "二"))
        return (Decimal(number), None, match["few"]) if number else None
    words = of_words(match["words"])
    return None if words is None else (words, None, match["counted"])


def _in_digits(text: str, match: re.Match[str]) -> Read | None:
    """Return what a number in digits says."""
    if match["persons"] is not None and not (match["scale"] or match["more"] or match["much"]):
        return None
    signed = bool(match["sign"]) and match["unit"] not in units().counts
    if signed and match.start("sign") and not _SIGN_AFTER.match(text, match.start("sign") - 1):
        return None
    scale = _scale(match)
    if scale is None:
        return None
    low = Decimal(match["low"].replace(",", "")) * (Decimal(_SCALE[match["lowscale"]]) if match["lowscale"] else scale)
    if signed:
        return -low, None, match["unit"] or ""
    high = Decimal(match["high"].replace(",", "")) * scale if match["high"] else None
    return None if high is not None and high < low else (low, high, match["unit"] or "")


def _scale(match: re.Match[str]) -> Decimal | None:
    """Return what the digits are to be multiplied by; None for a raised number that is no power of ten."""
    scale = Decimal(_SCALE.get(match["scale"] or "", 1)) * Decimal(match["times"] or 1)
    if match["power"]:
        return scale * Decimal(10) ** int(match["power"].translate(_POWER))
    if match["own"]:
        return scale * Decimal(10) ** (int(match["own"].translate(_POWER)) - 1) if match["low"] == "10" else None
    return scale


def _plain(value: Decimal) -> Decimal:
    """Return a number without zeros at its end: 1682.15亿 is 168215000000."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
