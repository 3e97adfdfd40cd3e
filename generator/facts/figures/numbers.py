"""Numbers with their units, as a sentence writes them; every pattern looks at a bounded stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from generator.facts.figures.frame import Frame
from generator.settings.yml import LOADER
from generator.text.numerals import number_of

RANK = "名次"
"""The unit of a rank."""
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000} | {
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12
}  # fmt: skip
_SCALES = "十万|百万|千万|十亿|百亿|千亿|万亿|万|亿|千|百|十"
HEDGE = r"(?:不少于|不低于|不超过|不高于|不足|不到|超过|突破|达到|高达|接近|将近|至少|至多|最高|最低|仅为|仅有|仅|超|近|约|逾|达)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,18})(?:\.\d{1,9})?"  # 3,560万元 is one number
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER = str.maketrans(_POWERS, "0123456789")
_HAN = "一二三四五六七八九两十百千万亿零〇"
_PLACES = "全国|全省|全市|全区|全县|全州|全盟|全旗|全疆|全球|世界|国内|省内|市内|区域内|同类|全行业"
_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_RANK = re.compile(
    rf"(?:(?:排名|位列|位居|名列|排在|跃居|稳居|高居|上升到|上升至|提升到|提升至|跃升到|跃升至|下降到|下降至|升至|升到|前移至|前移到|退至|降至|居|列)(?:(?!第)[^,。;:、]){{0,8}}"
    rf"|(?:{_PLACES})(?:(?!第)[^,。;:、]){{0,4}})"
    rf"第(?P<n>{_NUMERAL})(?:位次|位|名)?(?![\u4e00-\u9fff])"
    rf"|(?:(?:排名|位列|位居|名列|居|列)(?:(?!第)[^,。;:、]){{0,8}}|(?:{_PLACES})(?:(?!第)[^,。;:、]){{0,4}})第(?P<m>{_NUMERAL})"
    rf"(?:位次|位|名|(?=[和且并的]))"
)
_NEXT_RANK = re.compile(rf"(?:、|和|,)(?P<whole>(?:{_PLACES})?第(?P<n>{_NUMERAL})(?:位次|位|名)?)(?![\u4e00-\u9fff])")
_NOT_BEFORE = re.compile(r"[第A-Za-z〔【\[\d.+/]")
_BOUND = re.compile(r"(?:及|或)?(?:以[上下内]|之内)")
_SIGN_AFTER = re.compile(r"[\u4e00-\u9fff,、:;(]")


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
        """Whether it is a quantity of its own, no share or rank."""
        return self.unit not in units().shares and self.unit != RANK


@dataclass(frozen=True, slots=True)
class Units:
    """units.yml."""

    money: frozenset[str]
    shares: frozenset[str]
    measured: frozenset[str]
    counts: frozenset[str]
    classes: frozenset[str]
    pattern: re.Pattern[str]


@cache
def units() -> Units:
    """Return units.yml, and the pattern of a number with its unit."""
    data = yaml.load((files(__package__) / "units.yml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
    kinds = ("money", "shares", "measured", "spans", "counts")
    written = sorted({unit for kind in kinds for unit in data[kind]}, key=len, reverse=True)
    every = "|".join(unit if "(?" in unit else re.escape(unit) for unit in written)
    per = "|".join(map(re.escape, sorted(data["per"], key=len, reverse=True)))
    persons = "|".join(sorted(data["persons"], key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<hedge>{HEDGE})?(?P<sign>(?<![\dA-Za-z%])[-−]|负)?(?<![\d.])(?:(?P<times>\d{{1,6}})[×xX](?!10[{_POWERS}]))?"
        rf"(?P<low>{_NUMBER})(?:[×xX]10(?P<power>[{_POWERS}]{{1,3}})|(?P<own>[{_POWERS}]{{1,3}}))?"
        rf"(?:(?:%?\s?(?:-|—|–|~|至|到)|(?P<lowscale>{_SCALES})?(?P<lowunit>{every})\s?(?:-|—|–|~))\s?(?P<high>{_NUMBER}))?"
        rf"\s?(?P<more>余|多|来)?(?P<scale>{_SCALES})?(?P<much>余|多)?\s?"
        rf"(?:(?P<unit>(?:{every})(?:/(?:{per})(?![A-Za-z]))?)|(?P<persons>(?={persons})))"
        rf"(?P<after>(?:及|或)?以[上下内]|左右|上下)?"
        rf"|(?<![{_HAN}第])(?P<words>[{_HAN}]{{2,14}})(?P<some>余|多)?(?!届)(?P<counted>{every})"
        rf"|(?<=[\u4e00-\u9fff”])(?<![{_HAN}第前后每上下这那其])(?P<digit>[两三四五六七八九十])(?P<few>{every})(?=[,。;、)]|$)"
        rf"|(?<![\d/.A-Za-z])(?P<part>\d{{1,3}})/(?P<whole>\d{{1,3}})(?![\d/.A-Za-z年月])"
        rf"|(?<![{_HAN}])(?P<whole_han>[二三四五六七八九十百千]{{1,4}})分之(?P<part_han>[{_HAN}]{{1,6}}|\d{{1,4}}(?:\.\d{{1,4}})?)"
    )
    return Units(
        frozenset(data["money"]),
        frozenset(data["shares"]),
        frozenset(unit.partition("(?")[0] for unit in data["measured"]),
        frozenset(data["counts"]),
        frozenset(data["classes"]),
        pattern,
    )


def find_amounts(frame: Frame, times: bytes) -> list[Amount]:
    """Return the numbers of a sentence in reading order; `times` marks the characters that tell when."""
    found = [*_amounts(frame, times), *_ranks(frame)]
    return sorted(found, key=lambda amount: amount.start)


def _amounts(frame: Frame, times: bytes) -> Iterator[Amount]:
    text = frame.text
    for match in units().pattern.finditer(text):
        start, end = match.span()
        if frame.hidden[start] or frame.hidden[end - 1] or any(times[start:end]):
            continue
        if start and _NOT_BEFORE.match(text, start - 1):
            continue
        unit = match["unit"] or match["counted"] or match["few"] or ""
        if _names_a_class(text, match, unit) or (
            text.endswith("连续", 0, start) and unit in {"个月", "天", "小时", "周"}
        ):
            continue
        read = _read(text, match)
        if read:
            low, high, unit = read
            told = match["hedge"] or match["after"] or match["more"] or match["much"] or match["some"]
            yield Amount(
                start, end, _plain(low), None if high is None else _plain(high), unit, match["hedge"] or "", told
            )


def _names_a_class(text: str, match: re.Match[str], unit: str) -> bool:
    """Say whether a bound is the name of a class: 1亿元以上项目, 50万元以上的村; not 收入50万元以上。."""
    if not match["after"] or match["after"] in {"左右", "上下"}:
        return False
    return unit in units().classes and bool(re.match(r"的?[\u4e00-\u9fff“]", text[match.end() : match.end() + 2]))


def _read(text: str, match: re.Match[str]) -> tuple[Decimal, Decimal | None, str] | None:  # noqa: PLR0911 - a way of writing a line
    """Return the value, the upper end and the unit of a number; None if it is none."""
    if match["part"]:
        part, whole = int(match["part"]), int(match["whole"])
        return (_share(part, whole), None, "") if 0 < part < whole else None
    if match["whole_han"]:
        return _part_of(match["part_han"], match["whole_han"])
    if match["digit"]:
        number = number_of(match["digit"].replace("两", "二"))
        return (Decimal(number), None, match["few"]) if number else None
    if match["words"]:
        words = _of_words(match["words"])
        return None if words is None else (words, None, match["counted"])
    if match["persons"] is not None and not (match["scale"] or match["more"] or match["much"]):
        return None
    sign = match["sign"] and match["unit"] not in units().counts
    if sign and match.start("sign") and not _SIGN_AFTER.match(text, match.start("sign") - 1):
        return None
    scale = Decimal(_SCALE.get(match["scale"] or "", 1)) * Decimal(match["times"] or 1)
    if match["power"]:
        scale *= Decimal(10) ** int(match["power"].translate(_POWER))
    elif match["own"]:
        if match["low"] != "10":
            return None
        scale *= Decimal(10) ** (int(match["own"].translate(_POWER)) - 1)
    low = Decimal(match["low"].replace(",", "")) * (Decimal(_SCALE[match["lowscale"]]) if match["lowscale"] else scale)
    high = Decimal(match["high"].replace(",", "")) * scale if match["high"] else None
    if sign:
        low, high = -low, None
    if high is not None and high < low:
        return None
    return low, high, match["unit"] or ""


def _of_words(words: str) -> Decimal | None:
    """Return the number that Chinese number words say; None for words that say none."""
    if words in {"万一", "千万", "百千"} or set(words) <= set("百千万亿") or not set(words) & set("十百千万亿"):
        return None
    from cn2an import cn2an  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, and rarely needed

    try:
        return Decimal(str(cn2an(words, "smart")))
    except ValueError:
        return None


def _part_of(part: str, whole: str) -> tuple[Decimal, Decimal | None, str] | None:
    """Return what 三分之一, 百分之四十 say."""
    told = Decimal(part) if part[0].isdecimal() else _small(part)
    of = _small("一" + whole) if whole in {"百", "千"} else _small(whole)
    if not told or not of:
        return None
    if of in {100, 1000}:
        return told, None, "%" if of == 100 else "‰"
    return (_share(int(told), int(of)), None, "") if told < of else None


def _small(words: str) -> Decimal | None:
    number = {"一百": 100, "一千": 1000}.get(words) or number_of(words.replace("两", "二"))
    return Decimal(number) if number else _of_words(words)


def _share(part: int, whole: int) -> Decimal:
    """Return a fraction as a decimal, to six places where it does not end before."""
    return round(Decimal(part) / Decimal(whole), 6).normalize()


def _plain(value: Decimal) -> Decimal:
    """Return a number without zeros at its end: 1682.15亿 is 168215000000."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _ranks(frame: Frame) -> Iterator[Amount]:
    end = 0
    for match in _RANK.finditer(frame.text):
        if frame.hidden[match.start()] or match.start() < end:
            continue
        end = match.end()
        yield from _rank(match["n"] or match["m"], match.start(), end)
        while more := _NEXT_RANK.match(frame.text, end):
            yield from _rank(more["n"], more.start("whole"), more.end())
            end = more.end()


def _rank(written: str, start: int, end: int) -> Iterator[Amount]:
    number = number_of(written)
    if number is not None:
        yield Amount(start, end, Decimal(number), None, RANK, "", None)
