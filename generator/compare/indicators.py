"""Names what a figure measures, so that figures of several reports can be compared."""

from __future__ import annotations

import re

from generator.facts.fact import Change
from generator.facts.figures.subjects import is_verb
from generator.text.folding import fold

CHANGED = "增减"
"""Added to the name of an indicator whose figures are changes: 信访量增减（%）."""

_UNITS = {"名": "人", "位": "人", "起": "件", "宗": "件", "千米": "公里", "平方千米": "平方公里", "％": "%"} | {
    "㎡": "平方米", "m²": "平方米", "km²": "平方公里", "m³": "立方米", "km": "公里", "kg": "公斤", "千克": "公斤",
    "TEU": "标准箱", "标箱": "标准箱", "摄氏度": "℃", "百分点": "个百分点",
}  # fmt: skip
"""The common form of units that mean the same; units that would have to be converted (亩, 公顷) are kept apart."""
_WHOSE = re.compile(
    r"^(?:全[国省市区县镇州旗]|[我本][省市区县镇州旗]|辖区|累计|总共|共计|合计|共|已经|已|目前|现有|其中|当前|截至目前|[的了]|各类|各)"
)
_END = re.compile(r"(?:累计|总共|共计|合计|共|达到?|约|为|的|了|等)$")
_RATE = re.compile("(?:增速|增幅|涨幅|降幅|跌幅)$")
"""Matches the end of a name that is dropped for changes: 财政收入增速5% is the same as 财政收入增长5%."""
_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉()、,:;·]+")
_NAME = re.compile(r"[\u3400-\u9fff]{2}")
_LONGEST = 24
"""Maximum characters of a name; another report hardly uses a longer one."""


def indicator(subject: str, unit: str, change: Change | None) -> str | None:
    """Return the name of what a figure measures, with its unit: `公办学位（个）`; None if it has no usable name.

    Figures that measure the same get the same name. A change (`up`, `down`) is another indicator than an amount.
    """
    name = _MARKS.sub("", fold(subject))
    while shorter := _END.sub("", _WHOSE.sub("", name)):
        if shorter == name:
            break
        name = shorter
    if len(name) > _LONGEST or not _NAME.search(name) or is_verb(name):
        return None
    by = ""
    if change in {"up", "down"}:
        by, name = CHANGED, _RATE.sub("", name) or name
    told = _UNITS.get(unit, unit)
    return f"{name}{by}（{told}）" if told else f"{name}{by}"
