"""Numbers in the number formats of Word's lists (w:numFmt)."""

from __future__ import annotations

from collections.abc import Callable

from generator.text.numerals import LEGAL, counted, digit_by_digit

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST = 32_767
"""The largest number that Word gives to a paragraph."""


def _chinese_counting(value: int) -> str:
    """Return a number below 100 in words (一 … 九十九), a larger one digit by digit (一〇〇)."""
    return counted(value) if value < 100 else digit_by_digit(value)


def _japanese(value: int) -> str:
    """Return a number in Japanese words: no 一 before 十, 百 and 千, and no zero inside (百一)."""
    return counted(value, zero="").replace("一十", "十").replace("一百", "百").replace("一千", "千") or "〇"


def _letters(value: int) -> str:
    """Return a number as letters, a … z, then aa, bb: Word repeats the letter, here up to 30 times."""
    return chr(0x61 + (value - 1) % 26) * min((value - 1) // 26 + 1, 30) if value else ""


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _series(first: int, count: int) -> Callable[[int], str]:
    """Return a format that takes 1 … `count` from consecutive Unicode characters, larger numbers as plain digits."""
    return lambda value: chr(first + value - 1) if 1 <= value <= count else str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    """Return a format that numbers with characters in turn and begins again after the last; 0 is empty."""
    return lambda value: characters[(value - 1) % len(characters)] if value else ""


def _full_width(value: int) -> str:
    return str(value).translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})


FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _series(0x2460, 20),
    "decimalEnclosedCircleChinese": _series(0x2460, 20),
    "decimalEnclosedParen": _series(0x2474, 20),
    "decimalEnclosedFullstop": _series(0x2488, 20),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": counted,
    "taiwaneseCountingThousand": counted,
    "chineseLegalSimplified": lambda value: counted(value, LEGAL[1:], "拾佰仟"),
    "ideographLegalTraditional": lambda value: counted(value, "壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographDigital": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "japaneseCounting": _japanese,
    "ideographEnclosedCircle": _series(0x3280, 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
}
"""For each w:numFmt that Chinese documents use, the function that writes a number in it."""
