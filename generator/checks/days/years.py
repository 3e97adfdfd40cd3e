"""Years after a report's own that stand in the number of a document, or end a list of years told as past."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.days.meant import is_meant
from generator.text.span import Span

_NUMBERED = re.compile(
    r"[〔\[(](?P<year>(?:19|20)\d\d)[〕\])]\s?(?:第|[\u4e00-\u9fff]\d{0,4}[\u4e00-\u9fff]{1,3})?\s?\d{1,5}(?:-\d{1,3})?\s?号"
)
"""Matches the number of a document or a case with its year: 〔2021〕17号, (2021)粤01民初12号."""
_YEARS = re.compile(
    r"(?:(?:19|20)\d\d(?:年度?)?[、和与及]){1,7}"
    r"(?P<year>(?:19|20)\d\d)(?:年度?|(?=(?:这?[两二三四五六七八九十]|\d)个?(?:年|财年)))"
)
"""Matches a list of years: 2020年、2021年、2022年; 2022、2023|两个年度."""
_OVER = re.compile(
    r"[^。;]{0,30}?(?:连续[两二三四五六七八九十\d]|[均都](?!(?:[将拟]|为(?:计划|预))|[按要应需])|超额|实现|完成了|[全共][部计]"
    r"|(?<![为除到罢])了(?![解结断]))"
)
"""Matches behind a list of years what is told of years that are over: 连续三个汛期均…."""
_SESSION = re.compile(r"(?P<year>20\d\d)年第\s?[\d一二三四五六七八九十]{1,3}[次期批]")
"""Matches a meeting by its number in a year: (2021年第3次)."""
_EDITION = re.compile(r"(?:对照|按照?|依据|根据|执行|使用|采用)(?P<year>20\d\d)年?版")
"""Matches the edition of a list or a rule that is used: 对照2021版|清单."""
_PLANNED = re.compile("计划|方案|规划|预算|承诺|协议|安排|申报|储备|每年|分年|分期|预计|力争|确保")
_ROOM = 60


def years_told(text: str, issued: int) -> Iterator[Span]:
    """Yield the years after `issued` in numbers and editions of documents, or that end lists told as past."""
    for number in (*_NUMBERED.finditer(text), *_EDITION.finditer(text)):
        if int(number["year"]) > issued:
            yield Span(*number.span())
    for session in _SESSION.finditer(text):
        if int(session["year"]) > issued and not is_meant(text, session.start(), session.end()):
            yield Span(*session.span())
    for years in _YEARS.finditer(text):
        if int(years["year"]) <= issued or not _OVER.match(text, years.end()):
            continue
        behind = re.split("[。;]", text[years.end() : years.end() + _ROOM])[0]
        if not (_PLANNED.search(behind) or is_meant(text, years.start(), years.end())):
            yield Span(*years.span("year"))
