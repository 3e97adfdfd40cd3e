"""Finds the numbers of a sentence with their units, and computes their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.facts.figures.frame import Setting
from generator.facts.figures.units import units
from generator.facts.figures.values import fraction, of_words, part_of, tenths
from generator.text.numerals import number_of

_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000} | {
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12
}  # fmt: skip
_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOT_BEFORE = re.compile(r"[第A-Za-z〔【\[\d.+/]")
_SIGN_AFTER = re.compile(r"[\u4e00-\u9fff,、:;(]")
_NAMED_BY = re.compile(r"的?[\u4e00-\u9fff“]")
_LIST_REACH = 60
"""Maximum characters before a number that are searched for numbers without unit in the same list."""
_EACH_REACH = 10
_BARE = re.compile(r"(?P<minus>[-－−])?(?P<low>\d{1,12}(?:\.\d{1,9})?)(?P<scale>万亿|[百千万亿])?")
_GROUP = re.compile(r"\?P<\w{1,9}>")
_ROW = re.compile(rf"(?<![\d.A-Za-z第/:〔-])(?:{_GROUP.sub('?:', _BARE.pattern)}[、和与及]){{1,8}}$")
_IN_TURN = re.compile("(?:分别|依次)(?:为|是|达到?)?$")
"""浓度分别为11、24、59微克/立方米: each has the unit of the last."""
_OPENS = re.compile("^$|[,。;:(]$")
_NUMBERED = re.compile(r"第\d{1,3}[、和至到—-]$")
"""Matches before a number that is an ordinal: 4 in 第3、4项."""
_BATCHES = frozenset({"批", "轮", "期", "次"})
"""Units of a range that numbers something if a number follows it: 1-10批 in 对1-10批345件信访件."""
_OVER = frozenset({"超", "超过", "不足"})
_VALUED = frozenset({"元", "美元", "欧元"})
_CLASS_OVER = re.compile(r"(?:项目|企业|产业|园区|镇|乡|村|园|镇街)(?:[\d两三四五六七八九十]|达|有|共|数量)")
"""Matches after a bound that names a class, which the next number counts: 其中超10亿元项目11个."""
_BROUGHT = re.compile("(?:引进|引导|新增|培训|培养|培育|招聘|招录|选派|选聘|吸纳|招募|帮助|带动)了?$")
_ONGOING = frozenset({"个月", "天", "小时"})
_CHANNELS = re.compile("监控|视频|摄像|探头|图像|信号|感知")
"""Matches near 路 if it is a unit; without such a word it is the name of a line: 开通公交线路12路."""
_CHANNEL_REACH = 12
Read = tuple[Decimal, Decimal | None, str]
"""A value, the upper end of a range, and the unit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit in a sentence."""

    start: int
    """Where the hedging word begins, or else the number."""
    end: int
    value: Decimal
    high: Decimal | None
    """The upper end of a range; None if it is no range."""
    unit: str
    hedge: str
    """The hedging word before the number (约); empty if there is none."""
    qualifier: str | None
    """The hedging word before the number or after it (余, 以上); None if there is none."""

    @property
    def plain(self) -> bool:
        """Whether it is a quantity and no share."""
        return self.unit not in units().shares


def numbers_in(text: str) -> list[re.Match[str]]:
    """Return the matches of the pattern of a number with its unit."""
    return list(units().pattern.finditer(text))


def find_amounts(frame: Setting, times: bytes, numbers: Iterable[re.Match[str]]) -> Iterator[Amount]:
    """Yield the amounts among the matches, in reading order; `times` marks the characters that say when."""
    text = frame.text
    for match in numbers:
        start, end = match.span()
        if frame.hidden[start] or frame.hidden[end - 1] or any(times[start:end]):
            continue
        if (
            start
            and not match["hedge"]
            and (_NOT_BEFORE.match(text, start - 1) or _NUMBERED.search(text, max(0, start - 12), start))
        ):
            continue
        unit = match["unit"] or match["counted"] or match["few"] or ""
        if (
            (match["high"] and unit in _BATCHES and text[end : end + 1].isdecimal())
            or _names_a_class(text, match, unit)
            or (text.endswith("连续", 0, start) and unit in _ONGOING)
            or (unit == "路" and not _CHANNELS.search(text, max(0, start - _CHANNEL_REACH), end + _CHANNEL_REACH))
        ):
            continue
        read = _read(text, match)
        if read:
            low, high, unit = read
            if match["sign"] and low >= 0:
                start = match.start("sign") + 1
            told = match["hedge"] or match["after"] or match["more"] or match["much"] or match["some"]
            told = told or match["tenths_after"]
            yield from _of_one_unit(text, match, unit)
            unit += _each(text, start, unit)
            yield Amount(
                start, end, _plain(low), None if high is None else _plain(high), unit, match["hedge"] or "", told
            )


def _of_one_unit(text: str, match: re.Match[str], unit: str) -> Iterator[Amount]:
    """Yield the numbers before `match` that share its unit: 2.16 in 分别回落2.16和1.66个百分点."""
    begin = max(0, match.start() - _LIST_REACH)
    row = _ROW.search(text[begin : match.start()]) if match["low"] and match["high"] is None else None
    if not row:
        return
    numbers = list(_BARE.finditer(row[0]))
    first = begin + row.start()
    size = unit.partition("/")[0] in units().sizes
    in_turn = unit in units().shares or (size and _IN_TURN.search(text, max(0, first - 6), first))
    if not in_turn and any("." not in bare["low"] and not bare["scale"] for bare in numbers):
        return
    for bare in numbers:
        scale = _SCALE.get(bare["scale"] or match["scale"] or "", 1)
        start = first + bare.start()
        value = Decimal(bare["low"]) * scale * (-1 if bare["minus"] else 1)
        yield Amount(start, start + len(bare[0]), _plain(value), None, unit, "", None)


def _each(text: str, start: int, unit: str) -> str:
    """Return the end of the unit by the words right before a quantity: /人/月 for 每人每月450元; else empty."""
    found = units().each.search(text[max(0, start - _EACH_REACH) : start]) if unit in units().sizes else None
    return found[0].replace("每", "/") if found else ""


def _names_a_class(text: str, match: re.Match[str], unit: str) -> bool:
    """Say whether a bound is part of the name of a class: 1亿元以上项目, 50万元以上的村; not 收入50万元以上。."""
    if match["hedge"] in _OVER and unit in _VALUED and _CLASS_OVER.match(text, match.end()):
        return True
    if not match["after"] or match["after"] in {"左右", "上下"}:
        return False
    if unit == "%" and _OPENS.search(text, max(0, match.start() - 1), match.start()):
        return False  # 90%以上的农户得到扶持
    if unit in units().counts and _BROUGHT.search(text, max(0, match.start() - 4), match.start()):
        return False  # 引进100名以上教师
    return unit in units().classes and bool(_NAMED_BY.match(text, match.end()))


def _read(text: str, match: re.Match[str]) -> Read | None:
    """Return the value, the upper end and the unit of a match; None if it is no number."""
    if match["low"]:
        return _in_digits(text, match)
    if match["tenths"]:
        return tenths(match["tenths"], match["half"] or ""), None, "%"
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
    """Return the value, the upper end and the unit of a number in digits; None if it is none."""
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
    """Return the factor of the digits (万, 3×10⁴); None for a raised number that is no power of ten."""
    scale = Decimal(_SCALE.get(match["scale"] or "", 1)) * Decimal(match["times"] or 1)
    if match["power"]:
        return scale * Decimal(10) ** int(match["power"].translate(_POWER))
    if match["own"]:
        return scale * Decimal(10) ** (int(match["own"].translate(_POWER)) - 1) if match["low"] == "10" else None
    return scale


def _plain(value: Decimal) -> Decimal:
    """Return a number without trailing zeros and exponent: 1682.15亿 is 168215000000."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
