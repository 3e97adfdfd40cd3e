"""Finds how a figure changed, by the words right before or after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.facts.fact import Change
from generator.facts.figures.units import HEDGE
from generator.facts.kept_yml import kept_yml
from generator.text.spacing import solid

_REACH = 40
"""Maximum characters before a number that are searched."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stated change; offsets are in the sentence."""

    change: Change
    start: int
    """Where its words begin."""
    basis: str | None = None
    """What it is measured against: 同比; None if it is not stated."""
    rate: int = 0
    """Where the name of a rate (增速) ends, if that states the change; else 0."""
    named: tuple[int, int] | None = None
    """Where the name of a rate after the number stands, if that states the change: 5.3%的工业增速."""

    @property
    def name_end(self) -> int:
        """Where a name before the change must end: before its words, but after the name of a rate (财政收入增速)."""
        return self.rate or self.start


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of changes.yml."""

    change: re.Pattern[str]
    turn: re.Pattern[str]
    """What stands between an old value and a new one, if only between two values it tells a change."""
    leads: re.Pattern[str]
    """The words behind an old value that lead to a new one."""
    rate: re.Pattern[str]
    basis_end: re.Pattern[str]
    verb: re.Pattern[str]
    after: re.Pattern[str]


_HINTS = re.compile(
    "[增升高快超拓加上提扩回攀走净多翻递跃延涨新前进晋低慢收缩放趋减滑少精跌负下降压削合整归撤后调砍大小偏]"
)
"""Matches the first characters of what changes.yml has as `up`, `down` and rates: a quick test."""
_TO = re.compile("[到至为成]")
_LEADS = 16
"""Maximum characters that lead from an old value to a new one."""
_MORE, _LESS = frozenset({"增收", "增支"}), frozenset({"减收", "减支"})
_OLD = re.compile(r"[比较](?:[上去]年|(?:\d{4}|[〇○零一二三四五六七八九]{4})年)(?:同期)?")
_DEEDS = "整改|销号|验收|办结|处置|化解|解决|治理|整治|拆除|核销|反馈|回复"
_DEED = f"(?:(?:已|均|全部|完成)?(?:{_DEEDS})(?:到位|完毕|完成)?){{1,2}}"
_DEALT = re.compile(f"(?:^|(?<=[题患索件务项斑位])){_DEED}$")
"""Matches what was done to what is named or counted before it: 问题|验收销号|143个."""
_REACHED = (
    r"(?:(?:现在|目前|如今|当前|现今|眼下|今天|现有)的)?(?:[人户村月年日平]均)?"
    rf"{HEDGE}?(?:每[人户村年月日天名亩吨家个次]){{0,2}}"
)
"""A pattern of what may stand between a change and its number: 提升到|现在的|11214元."""
_DATA = Path(__file__).with_name("changes.yml")


@cache
def _words() -> _Words:
    return kept_yml(_DATA, _make_words)


def _make_words(data: Mapping[str, str]) -> _Words:
    found = {key: solid(value) for key, value in data.items()}
    found |= {key: found[key].replace("{strong}", found["strong"]) for key in ("up", "down")}
    basis, degree = f"(?:{found['basis']})", f"(?:{found['degree']})"
    verb = f"(?:(?P<up>{found['up']})|(?P<down>{found['down']}))"
    moved = f"(?:(?P<up>{found['moved_up']})|(?P<down>{found['moved_down']})|(?:{found['turned']}){{1,2}})"
    return _Words(
        re.compile(
            rf"(?<!每)(?P<basis>{basis}(?:决算数|执行数|完成数|实绩)?)?[,、]?{degree}{{0,3}}{verb}"
            rf"(?:幅度?)?了?(?P<to>到了?|至|为|成)?了?{_REACHED}$"
        ),
        re.compile(
            rf"{degree}{{0,3}}(?:{moved}|(?P<any>[\u4e00-\u9fff]{{1,6}}?))了?[到至为成]了?(?:[\u4e00-\u9fff]{{2,8}}的)?{_REACHED}"
        ),
        re.compile(rf"{degree}{{0,3}}(?:{verb}|{moved.replace('up', 'more').replace('down', 'less')})了?[到至为成]"),
        re.compile(
            rf"(?P<basis>{basis})?(?:(?P<up>{found['up_rate']})|(?P<down>{found['down_rate']}))"
            rf"(?:分别|均|已|达到|[为达是有]){{0,3}}了?:?{HEDGE}?$"
        ),
        re.compile(rf"{basis}(?:分别)?$"),
        re.compile(
            rf"(?P<basis>{basis})?(?:同期)?{degree}{{0,3}}(?:(?P<up>{found['adds']})|(?P<down>{found['cuts']}))"
            r"了?(?=[\u4e00-\u9fff“])"
        ),
        re.compile(
            r"的(?:年均|平均|同比|较?高|较?快|中?高速)?(?:增长|增速|增幅|涨幅)(?![点极])"
            r"|的(?P<named>[A-Z\u4e00-\u9fff]{2,6}(?:增速|增幅|涨幅))(?=[,。;、)]|$)"
        ),
    )


def change_before(text: str, start: int, end: int) -> Told | None:
    """Return the change that the words between `start` and `end` state of the number at `end`; None if none."""
    begin = max(start, end - _REACH)
    if not _HINTS.search(text, begin, end):
        return None
    window = text[begin:end]
    found = _words().change.search(text, begin, end)
    if found:
        if found["up"]:
            return Told("up_to" if found["to"] else "up", found.start(), found["basis"])
        return Told("down_to" if found["to"] else "down", found.start(), found["basis"])
    rate = _words().rate.search(window)
    if rate:
        return Told(
            "up" if rate["up"] else "down",
            begin + rate.start(),
            rate["basis"],
            begin + rate.end("up" if rate["up"] else "down"),
        )
    return None


def change_from(text: str, start: int, end: int, *, grown: bool, alone: bool) -> Told | None:
    """Return the change that the words between an old value and a new one tell: 由60个|调整为|45个; None if none.

    `grown` says whether the new value is the greater one, which tells what verbs like 调整 leave open; `alone`, whether
    no name follows it, as must be with any other verb: 由312个清理到97个, but 从5个科室抽调到3个|专班.
    """
    found = _words().turn.fullmatch(text, start, end)
    if found is None or (found["any"] and not alone):
        return None
    up = grown if found["up"] is None and found["down"] is None else found["up"] is not None
    return Told("up_to" if up else "down_to", start)


def change_against(text: str, clause: int, start: int, end: int, *, budget: bool) -> Told | None:
    """Return the change between an old value and a number, else None: 比上年同期35285万元增收2445万元.

    If the last subject is an income or an expense (`budget`), the change may be a clause of its own:
    税收收入12463万元,增收913万元. The words stand between `start` and `end`; `clause` is where the clause begins.
    """
    words = text[start:end]
    if words not in _MORE and words not in _LESS:
        return None
    basis = _OLD.search(text, max(clause, start - _REACH), start)
    if basis or (budget and text.startswith(",", start - 1)):
        return Told("up" if words in _MORE else "down", start, basis[0] if basis else None)
    return None


def change_after(text: str, start: int, end: int) -> Told | None:
    """Return the change that the words right after a number state: 保持了8%的增长; None if they state none."""
    found = _words().after.match(text, end)
    return Told("up", start, named=found.span("named") if found["named"] else None) if found else None


def basis_before(text: str, start: int, end: int) -> int:
    """Return the offset at which the basis of a change begins that ends at `end`; `end` if there is none."""
    begin = max(start, end - _REACH)
    found = _words().basis_end.search(text[begin:end])
    return begin + found.start() if found else end


def change_of_verb(text: str, start: int, end: int) -> Told | None:
    """Return the change that a verb at `start` states of the name after it: 削减审批事项62项; else None."""
    found = _words().verb.match(text, start, end)
    return Told("up" if found["up"] else "down", found.end(), found["basis"]) if found else None


def leads_to_new(text: str, start: int, end: int | None = None) -> bool:
    """Say whether the words behind an old value at `start` lead to a new one, at `end` if given: 由132条|减到|74条."""
    if not _TO.search(text, start, start + _LEADS):
        return False
    leads = _words().leads
    return (leads.match(text, start) if end is None else leads.fullmatch(text, start, end)) is not None


def before_next(text: str, name: tuple[int, int]) -> tuple[int, int] | None:
    """Return a name behind a number without words that belong to the next number; None if no others are left.

    12个行业|用电量增长5%, 144个问题|验收销号143个.
    """
    start, end = name
    if not text[end : end + 1].isdecimal():
        return name
    told = change_before(text, start, end)
    if told and told.start > start + 1:
        return start, told.start
    if told and told.start == start:
        return None  # 比2030年的112批次|增加了|54批次
    dealt = _DEALT.search(text[start:end])
    return name if dealt is None else (start, start + dealt.start()) if dealt.start() else None
