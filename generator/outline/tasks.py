"""Find the numbering whose entries are single tasks with labelled fields: 一、…问题。整改时限：… 责任单位：…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.source import Line, Source
from generator.outline.markers import Marker

_STYLES = frozenset({"一、", "一.", "第一项:"})
"""Styles that customarily open parts, or are used for nothing but tasks."""
_LABEL = re.compile(
    r"^[【\[]?(?P<label>(?:整改|完成|办结|销号)?(?:时限|期限|时间)|(?:整改|工作)?目标"
    r"|(?:整改)?(?:责任|牵头|配合|主办|承办|督导|验收|包保)(?:单位|部门|领导|人)"
    r"|(?:主要|具体)?整改(?:任务|措施|要求|情况|进展|结果|成效|状态)[^\s:。,]{0,8}"
    r"|(?:完成|落实|进展|推进|办理|处理|调查|核实|查处|问责)[^\s:。,]{0,10}(?:情况|结果|成效)"
    r"|(?:反馈|交办|反映|存在|具体|督察)[^\s:。,]{0,3}问题[^\s:。,]{0,8}|行政区域|污染类型|受理编号)[】\]]?\s*:"
)
"""Matches the label of a field of a task at the start of a folded line."""


def styles_of_tasks(source: Source, body: Sequence[Line], markers: Sequence[Marker]) -> frozenset[str]:
    """Return the styles among 一、 and 第一项: of which most entries, and at least two, are tasks.

    A task has at least two different labelled fields, none of them twice, and one of them stands above any numbering
    below the task. Environmental inspections list their tasks so.
    """
    found = set()
    places = {line: at for at, line in enumerate(body)}
    numbered = {marker.line for marker in markers}
    for name in _STYLES:
        own = [marker for marker in markers if marker.style is not None and marker.style.name == name]
        if len(own) < 2:
            continue
        starts = [places[marker.line] for marker in own]
        tasks = [
            _is_task(source, body[start + 1 : end], numbered)
            for start, end in zip(starts, [*starts[1:], len(body)], strict=True)
        ]
        if sum(tasks) >= 2 and 2 * sum(tasks) > len(tasks):
            found.add(name)
    return frozenset(found)


def _is_task(source: Source, lines: Sequence[Line], numbered: set[Line]) -> bool:
    labels = []
    above = False
    below = False
    for line in lines:
        below = below or line in numbered
        match = _LABEL.match(source.fold(line.span))
        if match:
            labels.append(match["label"])
            above = above or not below
    return above and len(labels) > 1 and len(labels) == len(set(labels))
