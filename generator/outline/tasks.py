"""Find the numbering that opens items or measures for another reason than its place.

Items: 一、…问题。整改时限：… 责任单位：…, or 一、关于…问题 with nothing numbered below.
Measures: what is numbered under 整改措施： alone on its line, and 整改措施一：.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.model.source import Line, Source
from generator.outline.markers import Marker

_STYLES = frozenset({"一、", "一.", "第一项:"})
"""Styles that customarily open parts, or are used for nothing but tasks."""
_LABEL = re.compile(
    r"^[【\[(]?(?P<label>(?:整改|完成|办结|销号)?(?:时限|期限|时间)|(?:整改|工作)?目标"
    r"|(?:整改)?(?:责任|牵头|配合|主办|承办|督导|验收|包保)(?:单位|部门|领导|人)"
    r"|(?:主要|具体)?整改(?:任务|措施|要求|情况|进展|结果|成效|状态)[^\s:。,]{0,8}"
    r"|(?:完成|落实|进展|推进|办理|处理|调查|核实|查处|问责)[^\s:。,]{0,10}(?:情况|结果|成效)"
    r"|(?:反馈|交办|反映|存在|具体|督察)[^\s:。,]{0,3}问题[^\s:。,]{0,8}|行政区域|污染类型|受理编号)(?:[】\]]\s*:?|\s*:)"
)
"""Matches the label of a field of a task at the start of a folded line."""


_STEPS = frozenset({"措施1:"})
"""Styles that open measures."""
_ABOVE = frozenset({"第一部分", "第一章", "第一节", "壹、", "甲、", "第一方面"})
"""Styles that stand above 一、."""
_NUMBERS = frozenset({"1、", "1.", "(1)", "1)", "①", "(a)", "a.", "A."})
_RARELY = 4
"""One of so many measures may have words of what is wrong."""
_WRONG = re.compile(r"^[^。:,;]{0,30}(?:[不未缺弱差]|滞后|违规|漏洞|短板|问题)")
"""Matches what names a problem more than a measure."""
_PROBLEM = re.compile(
    r"(?:针对|关于)[^。:]{2,60}?(?<!方面)(?<!方面的)问题(?=[。:;]|$|的?整改)"
    r"|(?!坚持|聚焦|突出|围绕|紧盯|直面|解决)[^。:,]{0,40}(?:不|未|缺|弱|差|滞后|违规|漏洞|短板)[^。:,]{0,20}问题(?=[。:;]|$)"
)
"""Matches the name of a single problem at the start of a heading; 关于党的建设方面的问题 is a group of them."""
_ALONE = re.compile(
    r"^[【\[]?(?:(?:主要|具体)?整改(?:措施|举措|落实情况|情况|进展情况|进展)|(?:主要|具体)(?:措施|举措|做法))[】\]]?\s*:?$"
)
"""Matches a label alone on its line, below which measures are listed: 整改措施：."""


def names_problem(text: str) -> bool:
    """Say whether a folded heading, without its number, begins with the name of a single problem."""
    return bool(_PROBLEM.match(text))


def label_of_field(text: str) -> str:
    """Return the label with which a folded line begins, such as 责任单位; empty if it begins with none."""
    match = _LABEL.match(text)
    return match["label"] if match else ""


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


def styles_of_problems(source: Source, markers: Sequence[Marker]) -> frozenset[str]:
    """Return 一、 if most of its entries, and at least two, name a problem each, and what is numbered below does not.

    What is below are measures, in Arabic numbers; few of them have words of what is wrong. The same holds for 1. where
    it is topmost and （一） is below it.
    """
    names = {marker.style.name for marker in markers if marker.style} - _STEPS
    top = {"一、", "一."} & names
    if not top and "(一)" in names and markers[0].style and markers[0].style.name in {"1、", "1."}:
        top = {"1、", "1."} & names
    if not top or names - top - _ABOVE - _NUMBERS - ({"(一)"} if "1." in top or "1、" in top else set()):
        return frozenset()
    words = [source.fold(marker.rest).strip() for marker in markers if marker.style and marker.style.name in top]
    below = [source.fold(one.rest) for one in markers if one.style and one.style.name not in top | _ABOVE | _STEPS]
    named = sum(map(names_problem, words))
    wrong = sum(bool(_WRONG.search(text)) for text in below)
    return frozenset(top) if named >= 2 and 2 * named > len(words) and _RARELY * wrong <= len(below) else frozenset()


def styles_of_measures(source: Source, body: Sequence[Line], markers: Sequence[Marker]) -> frozenset[str]:
    """Return the styles that open measures: 整改措施一：, and those that mostly begin below a line like 整改措施：."""
    places = {line: at for at, line in enumerate(body)}
    words = {line: source.fold(line.span) for line in body} | {
        one.line: source.fold(one.rest).strip() for one in markers
    }
    begun: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    for marker in markers:
        if marker.style is None or marker.number != 1 or marker.style.name not in _NUMBERS:
            continue
        begun[marker.style.name] += 1
        at = places[marker.line]
        labelled[marker.style.name] += bool(at and _ALONE.match(words[body[at - 1]]))
    return _STEPS | {name for name, count in labelled.items() if count >= 2 and 2 * count > begun[name]}


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
