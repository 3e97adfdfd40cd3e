"""Chinese words that a publisher may write in a settings file, with the values that they mean: 小节 is finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from generator.wording import say

HEADINGS = {
    "部分": "part",
    "大类": "theme",
    "方面": "theme",
    "小节": "finding",
    "问题": "finding",
    "条目": "item",
    "事项": "item",
    "措施": "measure",
    "附件": "annex",
    "不是标题": False,
    "否": False,
}
"""Words for the kinds of heading; False is no heading."""
CHROME = {
    "面包屑": "breadcrumb",
    "当前位置": "breadcrumb",
    "来源": "byline",
    "工具栏": "toolbar",
    "元数据": "metadata",
    "网页标题": "title",
    "导航": "navigation",
    "页脚": "footer",
    "页眉": "header",
    "其他文章": "article",
    "隐藏文字": "hidden",
    "正文": False,
    "否": False,
}
"""Words for the kinds of page chrome; False is report text."""
STATUSES = {
    "已完成": "completed",
    "基本完成": "mostly_completed",
    "进行中": "in_progress",
    "正在推进": "in_progress",
    "长期坚持": "ongoing",
    "计划中": "planned",
    "未开始": "planned",
    "部分说明": "partly_stated",
    "未说明": "not_stated",
}
"""Words for the statuses of items and measures."""
STATES = {"草稿": "draft", "已发布": "published", "已公布": "published", "已撤回": "retracted", "撤回": "retracted"}
"""Words for the states of a report."""
PUNCTUATION = {"照原样": "as-received", "全角": "full-width"}
"""Words for the ways in which punctuation is shown."""

_ALL = (HEADINGS, CHROME, STATUSES, STATES, PUNCTUATION)

_DAY = re.compile(
    r"(?P<year>\d{4})\s*(?:年|[-./])\s*(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]+(?P<hour>\d{1,2})\s*[:时]\s*(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})\s*秒?)?)?)?"
)
"""Matches a day in figures, with or without a time: 2023年8月11日, 2023-8-11 9:30."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?")
"""Matches a text that is one number, like 20230811 or 2023.5."""


def in_words(known: Mapping[str, Any]) -> BeforeValidator:
    """Return a pydantic validator that replaces a Chinese word by the value that it means in `known`."""
    taken: Any = Literal[tuple(dict.fromkeys((*known.values(), *known)))]
    return BeforeValidator(
        lambda value: known.get(value.strip(), value) if isinstance(value, str) else value, json_schema_input_type=taken
    )


def in_chinese(names: str) -> str:
    """Return pydantic's list of allowed values ("'part', 'item' or False") with a Chinese word for each: 部分、条目.

    A list of values without Chinese words is returned unchanged.
    """
    told = re.findall(r"'([^']+)'|(False)", names)
    listed = [name or "False" for name, _ in told]
    for words in _ALL:
        if listed and set(listed) <= {str(value) for value in words.values()}:
            return "、".join(next(word for word, value in words.items() if str(value) == name) for name in listed)
    return names


def read_moment(value: Any) -> Any:
    """Return the date or datetime that a string spells: 2023年8月11日, 2023-8-11 9:30; any other value as it is.

    Raises ValueError for a day that the calendar does not have, and for a bare number (20230811): pydantic would take
    it for seconds since 1970.
    """
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        raise ValueError(say("expected: {expected}", expected=say("a day like 2023-05-18")))
    if not isinstance(value, str):
        return value
    found = _DAY.fullmatch(value.strip().translate(_NARROW))
    if found is None:
        return value
    numbers = [int(found[name]) if found[name] else 0 for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        moment = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - pages state no zone
    except ValueError:
        raise ValueError(say("there is no {day} in the calendar", day=value.strip())) from None
    return moment if found["hour"] else moment.date()


_NARROW = {full: full - 0xFEE0 for full in range(0xFF10, 0xFF1B)} | {0xFF0D: 0x2D, 0xFF0E: 0x2E, 0xFF0F: 0x2F}
"""Translation table for full-width digits, colons and separators of a date to ASCII."""

Day = Annotated[date, BeforeValidator(read_moment, json_schema_input_type=str)]
"""A date in a settings file, which `read_moment` may parse."""
Moment = Annotated[datetime | date, BeforeValidator(read_moment, json_schema_input_type=str)]
"""A date, with or without a time, in a settings file, which `read_moment` may parse."""
