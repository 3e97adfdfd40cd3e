"""The units of figures (units.yml), and the pattern of a number with its unit; every repetition in it is bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.facts.kept_yml import kept_yml

_SCALES = "十万|百万|千万|十亿|百亿|千亿|万亿|万|亿|千(?!米)|百|十"
HEDGE = (
    r"(?:不少于|不低于|不超过|不高于|不足|不到|超过|突破|达到|高达|接近|将近|至少|至多|最高|最低|仅为|仅有"
    r"|(?<!不)仅|超|(?<![附最邻靠])近|(?<![节签履预公违特合制])约|逾|(?<![传到发直下送表抵])达)"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,18})(?:\.\d{1,9})?"  # 3,560万元 is one number
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BEGINS = r"\d一二三四五六七八九两十百千万亿零〇不超突达高接将至最仅近约逾负−\-"
"""Characters with which a number or its hedging word can begin, for a character class."""
_HAN = "一二三四五六七八九两十百千万亿零〇"
_WORD_AFTER_TENTHS = "套为员本果立效分型功就熟人长交品色绩都不"
"""Characters that form a word with a 成 before them, which is then no tenth: 三成员, 一成不变."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of units.yml by kind, and the patterns made of them; that file explains the kinds."""

    money: frozenset[str]
    shares: frozenset[str]
    parts: frozenset[str]
    """`shares`, and the empty unit of fractions (三分之一)."""
    measured: frozenset[str]
    counts: frozenset[str]
    counted: frozenset[str]
    """`counts`, and the empty unit of numbers without a measure word (近8万市民)."""
    classes: frozenset[str]
    sizes: frozenset[str]
    """Units of quantities: 元, 平方米, 小时; neither measure words nor shares."""
    each: re.Pattern[str]
    """Matches for whom or for how long a quantity is, right before it: 每人每月450元."""
    pattern: re.Pattern[str]
    """Matches a number with its unit, in one of several forms: digits, number words, tenths, fractions."""


_DATA = Path(__file__).with_name("units.yml")


@cache
def units() -> Units:
    """Return the units of units.yml."""
    return kept_yml(_DATA, _make_units)


def _make_units(data: Mapping[str, Any]) -> Units:
    kinds = ("money", "shares", "measured", "spans", "counts")
    written = sorted({unit for kind in kinds for unit in data[kind]}, key=lambda unit: (-len(unit), unit))
    every = "|".join(unit if "(?" in unit else re.escape(unit) for unit in written)
    per = "|".join(map(re.escape, sorted(data["per"], key=len, reverse=True)))
    each = "|".join(map(re.escape, sorted(data["each"], key=len, reverse=True)))
    persons = "|".join(sorted(data["persons"], key=len, reverse=True))
    counts = frozenset(unit.partition("(?")[0] for unit in data["counts"])
    pattern = re.compile(
        rf"(?=[{_BEGINS}])"  # fails at once where no number begins
        rf"(?:(?P<hedge>{HEDGE})?(?P<sign>(?<![\dA-Za-z%])[-−]|(?<![减抱背肩担税])负)?(?<![\d.])(?:(?P<times>\d{{1,6}})[×xX](?!10[{_POWERS}]))?"
        rf"(?P<low>{_NUMBER})(?:[×xX]10(?P<power>[{_POWERS}]{{1,3}})|(?P<own>[{_POWERS}]{{1,3}}))?"
        rf"(?:(?:%?\s?(?:-|—|–|~|至|到)|(?P<lowscale>{_SCALES})?(?P<lowunit>{every})\s?(?:-|—|–|~))\s?(?P<high>{_NUMBER}))?"
        rf"\s?(?P<more>余|多|来)?(?P<scale>{_SCALES})?(?P<much>余|多)?\s?"
        rf"(?:(?P<unit>(?:{every})(?:/(?:{per})(?![A-Za-z]))?)|(?P<persons>(?=(?:农村|农业|城镇|城乡|困难|常住|户籍|在校|退休|返乡|建档立卡|适龄|流动|外出|脱贫){{0,2}}(?:{persons})))|(?P<bare>(?<=亿)(?=[,。;、)]|$)|(?<=万)(?=[,。;)]|$)))"
        rf"(?P<after>(?:及|或)?以[上下内]|左右|上下)?"
        rf"|(?<![{_HAN}第])(?P<words>[{_HAN}]{{2,14}})(?P<some>余|多)?(?!届)(?P<counted>{every})"
        rf"|(?<=[\u4e00-\u9fff”])(?<![{_HAN}第前后每上下这那其])(?P<digit>[两三四五六七八九十])(?P<few>{every})(?=[,。;、)]|$)"
        rf"|(?<![{_HAN}第完建\d.])(?P<tenths>[一二两三四五六七八九1-9])成(?P<half>[一二三四五六七八九半])?(?P<tenths_after>多|有余|以[上下]|左右)?(?![{_WORD_AFTER_TENTHS}])"
        rf"|(?<![\d/.A-Za-z])(?P<part>\d{{1,3}})/(?P<whole>\d{{1,3}})(?![\d/.A-Za-z年月日号])"
        rf"|(?<![{_HAN}])(?P<whole_han>[二三四五六七八九十百千]{{1,4}})分之(?P<part_han>[{_HAN}]{{1,6}}|\d{{1,4}}(?:\.\d{{1,4}})?))"
    )
    return Units(
        frozenset(data["money"]),
        frozenset(data["shares"]),
        frozenset({*data["shares"], ""}),
        frozenset(unit.partition("(?")[0] for unit in data["measured"]),
        counts,
        counts | {""},
        frozenset(data["classes"]),
        frozenset({*data["money"], *data["measured"], *data["spans"]}),
        re.compile(rf"(?:每(?:{each})){{1,2}}$"),
        pattern,
    )
