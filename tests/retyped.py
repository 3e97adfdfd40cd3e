"""The same text as another office would have typed it: numbering, marks, blanks, widths, dashes, days, characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from opencc import OpenCC

from tests.blanks import around_marks, around_numbers

_TRADITIONAL = OpenCC("s2t")

Retyped = Callable[[str], str]
"""Returns a text as another office would have typed it."""
_HALF = str.maketrans("，；：（）？！", ",;:()?!")
_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[是、]|[(（①-⒇]")
"""Matches a numbering at the start of a text."""

_COUNT = re.compile(r"(?<![\d.,年月第—-])[1-9]\d(?=个(?!月)|[件项处户家名座宗笔台栋辆])")
"""Matches a count of things of two digits, which words say as well: 36 in 36项."""


def _numbered(number: str, text: str) -> str:
    """Return a text with a numbering before it, unless it has one."""
    return text if _NUMBERED.match(text) else number + text


RETYPED: dict[str, Retyped] = {
    "（一）, half-width marks, no stop": lambda text: _numbered("（一）", text).rstrip("。").translate(_HALF),
    "1、, full-width digits, straight quotation marks, stop": lambda text: (
        _numbered("1、", text).replace("“", '"').replace("”", '"').translate(_FULL_DIGITS).rstrip("。") + "。"
    ),
    "two blanks, (3), counts in words, semicolon": lambda text: (
        "　　" + _numbered("(3)", _COUNT.sub(lambda count: in_words(int(count[0])), text)).rstrip("。") + "；"
    ),
    "①, traditional characters, two lines": lambda text: (
        _TRADITIONAL.convert(_numbered("①", text)).rstrip("。").replace("。", "。\n") + "。"
    ),
}
"""Ways to type a whole text, by name."""
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_TO = re.compile(r"(?<=[\d年月日])至(?=\d)")
_HAN = "〇一二三四五六七八九"
DASHES = ("到", "-", "--", "–", "—", "——", "~", "～", "－", "―", "‐", "‑", "−", "─", "〜", " - ", " 至 ")
"""What stands between two days of a period."""


def in_words(number: int) -> str:
    """Return a number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def year_in_words(year: str) -> str:
    """Return a year in Chinese numerals: 二〇二一."""
    return "".join(_HAN[int(digit)] for digit in year)


def _days(form: Callable[[str, int, int], str]) -> Retyped:
    return lambda text: _DAY.sub(lambda day: form(day[1], int(day[2]), int(day[3])), text)


def _to(dash: str) -> Retyped:
    return lambda text: _TO.sub(dash, text)


def _numerals(text: str) -> str:
    text = re.sub(r"(?<!\d)(\d{4})(?=年)", lambda year: year_in_words(year[1]), text)
    return re.sub(r"(?<!\d)(\d{1,2})(?=[月日])", lambda number: in_words(int(number[1])), text)


STYLES: dict[str, Retyped] = {
    "blanks around numbers": around_numbers,
    "no-break blanks around numbers": lambda text: around_numbers(text, "\u00a0"),
    "thin blanks around numbers": lambda text: around_numbers(text, "\u2009"),
    "blanks around marks": around_marks,
    "blanks in dates": lambda text: re.sub(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)", " ", text),
    "blanks beside brackets": lambda text: re.sub(r"(?<=.)（", " （", text).replace("）", "） "),
    "blanks beside titles": lambda text: re.sub(r"(?<=.)《", " 《", text).replace("》", "》 "),
    "invisible characters": lambda text: re.sub(
        r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", "\u200b", text
    ),
    "half-width marks": lambda text: text.translate(_HALF),
    "full-width digits": lambda text: re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), text),
    "full-width everything": lambda text: re.sub("[!-~]", lambda one: chr(ord(one[0]) + 0xFEE0), text),
    "straight quotation marks": lambda text: text.replace("“", '"').replace("”", '"'),
    "corner quotation marks": lambda text: text.replace("“", "「").replace("”", "」"),
    "zeros before days": lambda text: re.sub(r"(?<!\d)(\d)(?=[月日])", r"0\1", text),
    "号 for 日": lambda text: re.sub(r"(?<=\d)日", "号", text),
    "numerals": _numerals,
    "numerals with ○": lambda text: _numerals(text).replace("〇", "○"),
    "2021-03-05": _days(lambda year, month, day: f"{year}-{month:02}-{day:02}"),
    "2021–3–5": _days(lambda year, month, day: f"{year}–{month}–{day}"),
    "2021.3.5": _days(lambda year, month, day: f"{year}.{month}.{day}"),
    "2021.03.05": _days(lambda year, month, day: f"{year}.{month:02}.{day:02}"),
    "2021/3/5": _days(lambda year, month, day: f"{year}/{month}/{day}"),
    "hyphens of a telephone": lambda text: re.sub(r"(?<=\d)-(?=\d)", "—", text),
    "hyphens with blanks": lambda text: re.sub(r"(?<=\d)-(?=\d)", " - ", text),
    "hyphens that do not break": lambda text: re.sub(r"(?<=\d)-(?=\d)", "\u2011", text),
    "square brackets of a number": lambda text: text.replace("〔", "[").replace("〕", "]"),
    "small brackets of a number": lambda text: text.replace("〔", "﹝").replace("〕", "﹞"),
    "round brackets of a number": lambda text: text.replace("〔", "（").replace("〕", "）"),
    **{f"to {dash}": _to(dash) for dash in DASHES},
}
"""Ways to type single marks and words, by name; a text is left as it is in which nothing can be typed that way."""
