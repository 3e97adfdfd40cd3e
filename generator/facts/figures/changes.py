"""How a figure changed, by the words right before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.facts.fact import Change
from generator.facts.figures.units import HEDGE
from generator.facts.kept_yml import kept_yml

_REACH = 40
"""Characters before a number that are looked through."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change, where its words begin, and what it is measured against."""

    change: Change
    start: int
    basis: str | None = None
    rate: int = 0
    """Where the name of a rate ends, 增速, if that is what tells it."""
    named: tuple[int, int] | None = None
    """Where the name of what grew stands, if that is what tells it: 5.3%的工业增速."""

    @property
    def name_end(self) -> int:
        """Where the name ends at the latest that stands before the change: 财政收入增速."""
        return self.rate or self.start


@dataclass(frozen=True, slots=True)
class _Words:
    """changes.yml."""

    change: re.Pattern[str]
    rate: re.Pattern[str]
    basis_end: re.Pattern[str]
    verb: re.Pattern[str]
    after: re.Pattern[str]


_MORE, _LESS = frozenset({"增收", "增支"}), frozenset({"减收", "减支"})
_OLD = re.compile(r"[比较](?:[上去]年|\d{4}年)(?:同期)?")
_DATA = Path(__file__).with_name("changes.yml")


@cache
def _words() -> _Words:
    return kept_yml(_DATA, _make_words)


def _make_words(data: Mapping[str, str]) -> _Words:
    found = {key: "".join(value.split()) for key, value in data.items()}
    basis = f"(?:{found['basis']})"
    return _Words(
        re.compile(
            rf"(?P<basis>{basis}(?:决算数|执行数|完成数|实绩)?)?[,、]?(?:月?人均|户均)?(?:又|再|也|均|都)?(?:分别|平均|累计|大幅|稳步)?"
            rf"(?:(?P<up>{found['up']})|(?P<down>{found['down']}))"
            rf"(?:幅度?)?了?(?P<to>到了?|至|为|成)?了?{HEDGE}?(?:每[人户村年月日天名亩吨家个次]){{0,2}}$"
        ),
        re.compile(
            rf"(?P<basis>{basis})?(?:(?P<up>{found['up_rate']})|(?P<down>{found['down_rate']}))(?:分别|均|[为达是]){{0,3}}:?{HEDGE}?$"
        ),
        re.compile(rf"{basis}(?:分别)?$"),
        re.compile(rf"(?:(?P<up>{found['adds']})|(?P<down>{found['cuts']}))了?(?=[\u4e00-\u9fff“])"),
        re.compile(
            r"的(?:年均|平均|同比|较?高|较?快|中?高速)?(?:增长|增速|增幅|涨幅)(?![点极])"
            r"|的(?P<named>[A-Z\u4e00-\u9fff]{2,6}(?:增速|增幅|涨幅))(?=[,。;、)]|$)"
        ),
    )


def change_before(text: str, start: int, end: int) -> Told | None:
    """Return the change that is told of the number that begins at `end`, in a clause from `start` on."""
    begin = max(start, end - _REACH)
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


def change_against(text: str, clause: int, start: int, end: int, *, budget: bool) -> Told | None:
    """Return the change that stands between an old value and a number: 比上年同期35285万元增收2445万元.

    Of a `budget`, it may make a clause by itself: 税收收入12463万元,增收913万元.
    """
    words = text[start:end]
    if words not in _MORE and words not in _LESS:
        return None
    basis = _OLD.search(text, max(clause, start - _REACH), start)
    if basis or (budget and text.startswith(",", start - 1)):
        return Told("up" if words in _MORE else "down", start, basis[0] if basis else None)
    return None


def change_after(text: str, start: int, end: int) -> Told | None:
    """Return the change that is told of a number by the words right behind it: 保持了8%的增长."""
    found = _words().after.match(text, end)
    return Told("up", start, named=found.span("named") if found["named"] else None) if found else None


def basis_before(text: str, start: int, end: int) -> int:
    """Return where the words begin that say what a change is measured against, right before `end`; else `end`."""
    begin = max(start, end - _REACH)
    found = _words().basis_end.search(text[begin:end])
    return begin + found.start() if found else end


def change_of_verb(text: str, start: int, end: int) -> Told | None:
    """Return the change that a clause's verb tells of what stands between it and the number: 削减审批事项62项."""
    found = _words().verb.match(text, start, end)
    return Told("up" if found["up"] else "down", found.end()) if found else None
