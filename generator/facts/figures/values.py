"""The values of number words and fractions: 三百二十五, 三分之一, 百分之四十."""

from __future__ import annotations

from decimal import Decimal

from generator.text.numerals import number_in_words, number_of


def of_words(words: str) -> Decimal | None:
    """Return the value of Chinese number words; None for words that are no number (万一, 千万)."""
    if words in {"万一", "千万", "百千"} or set(words) <= set("百千万亿") or not set(words) & set("十百千万亿"):
        return None
    said = number_in_words(words)
    return None if said is None else Decimal(said)


def part_of(part: str, whole: str) -> tuple[Decimal, Decimal | None, str] | None:
    """Return (value, None, unit) of a fraction: 三分之一 has no unit, 百分之四十 is 40 in %; None if it is none."""
    told = Decimal(part) if part[0].isdecimal() else _small(part)
    of = _small("一" + whole) if whole in {"百", "千"} else _small(whole)
    if not told or not of:
        return None
    if of in {100, 1000}:
        return told, None, "%" if of == 100 else "‰"
    return (fraction(int(told), int(of)), None, "") if told < of else None


def tenths(tens: str, ones: str) -> Decimal:
    """Return 八成, 八成五, 七成半 as a percentage: 80, 85, 75."""
    half = 5 if ones == "半" else number_of(ones) or 0
    return Decimal(10 * (number_of(tens.replace("两", "二")) or 0) + half)


def _small(words: str) -> Decimal | None:
    number = {"一百": 100, "一千": 1000}.get(words) or number_of(words.replace("两", "二"))
    return Decimal(number) if number else of_words(words)


def fraction(part: int, whole: int) -> Decimal:
    """Return a fraction as a decimal, rounded to six places."""
    return round(Decimal(part) / Decimal(whole), 6).normalize()
