"""A line of one kind of character, twice as long, takes twice the steps: counted, never timed.

A step is a line of the room's code, or a character that one of its patterns is let loose on. That a pattern costs no
more than a bounded number of looks at each character is a matter of its form: none repeats without a bound.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import pytest

from generator.facts.figures import (
    changes,
    find,
    frame,
    in_order,
    naming,
    numbers,
    ranks,
    said,
    sentence,
    subjects,
    times,
    units,
)
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.steps import MOST

MODULES: tuple[ModuleType, ...] = (
    changes, find, frame, in_order, naming, numbers, ranks, said, sentence, subjects, times, units,
)  # fmt: skip
KEPT = {"load_words": subjects.load_words, "units": units.units}
OWN = {changes: "_words", times: "_words"}
SETTINGS = ReportSettings(issued=date(2031, 11, 23))
KINDS = (
    "1", "1,111,", "1.", "1%", "%", "万", "1万", "一", "百千", "2031年", "1月2日", "2031年1月至",
    "-1", "第1", "全市第一", "、1个", "1个", "甲", "(", "()", "《》", "“1个", "同比增长1%", "分别1%、",
    "由1%", "1个的", "4个未", "1元以上", "10⁴", "1/2", "三分之", "比2030年", "目前", "全年1个,",
    "110101203103071234", ";1个", ",1个", "项目1个、", "甲乙丙丁1个", "5个2031年", "占1%", "。1个",
)  # fmt: skip
LONG = ("1", "1月2日", "%", "万", "2031年", "110101203103071234", "甲", "1,111,")
"""Kinds that are tried at 20 kB; the others, which are full of figures, at an eighth of it."""
SIZES = (10_000, 20_000)


class Counting:
    """A pattern that counts the characters it is let loose on."""

    def __init__(self, pattern: re.Pattern[str], steps: list[int]) -> None:
        self._pattern, self._steps = pattern, steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Search as the pattern does."""
        found = self._pattern.search(text, start, end)
        self._steps[0] += (found.end() if found else min(end, len(text))) - start
        return found

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find as the pattern does."""
        at = start
        for found in self._pattern.finditer(text, start, end):
            self._steps[0] += found.end() - at
            at = found.end()
            yield found
        self._steps[0] += min(end, len(text)) - at


def counting(words: Any, steps: list[int]) -> Any:
    """Return words of a data file, every pattern of them counting."""
    patterns = {field.name: getattr(words, field.name) for field in fields(words)}
    return replace(
        words, **{name: Counting(value, steps) for name, value in patterns.items() if isinstance(value, re.Pattern)}
    )


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    counted = [0]
    for module in MODULES:
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, name, Counting(value, counted))
            elif name in KEPT:
                words = counting(KEPT[name](), counted)
                monkeypatch.setattr(module, name, lambda words=words: words)
        if module in OWN:
            words = counting(getattr(module, OWN[module])(), counted)
            monkeypatch.setattr(module, OWN[module], lambda words=words: words)
    return counted


def count(text: str, steps: list[int]) -> int:
    """Return the steps that a line takes."""
    report = outline(read_text(f"甲乙区委关于整改情况的通报\n一、情况\n甲{text}\n".encode(), "line", SETTINGS))

    def enter(called: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        return line if "/facts/figures/" in called.f_code.co_filename else None

    def line(_called: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        steps[0] += event == "line"
        return line

    steps[0] = 0
    before = sys.gettrace()
    sys.settrace(enter)
    try:
        find.find_figures(report)
    finally:
        sys.settrace(before)
    return steps[0]


@pytest.mark.parametrize("kind", KINDS)
def test_steps_grow_as_the_line_does(kind: str, steps: list[int]) -> None:
    per = len(kind.encode()) * (1 if kind in LONG else 8)
    counts = [count(kind * (size // per), steps) for size in SIZES]
    assert counts[1] <= counts[0] * MOST, counts


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of the room."""
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{module.__name__}.{name}", value
    for words in (subjects.load_words(), units.units(), changes._words(), times._words()):  # noqa: SLF001 - read, not changed
        for field in fields(words):
            value = getattr(words, field.name)
            if isinstance(value, re.Pattern):
                yield f"{type(words).__module__}.{field.name}", value


@pytest.mark.parametrize(("name", "pattern"), list(patterns()), ids=[name for name, _ in patterns()])
def test_no_pattern_repeats_without_a_bound(name: str, pattern: re.Pattern[str]) -> None:
    assert not list(unbounded(_parser.parse(pattern.pattern))), name


def unbounded(parsed: Any) -> Iterator[Any]:
    """Yield the repeats of a parsed pattern that have no bound."""
    for what, argument in parsed:
        if what in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and argument[1] is _constants.MAXREPEAT:
            yield argument
        for part in argument if isinstance(argument, (tuple, list)) else ():
            if isinstance(part, _parser.SubPattern):
                yield from unbounded(part)
            elif isinstance(part, list):
                for each in part:
                    if isinstance(each, _parser.SubPattern):
                        yield from unbounded(each)
