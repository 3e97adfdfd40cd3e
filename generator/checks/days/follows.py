"""Dates that are said to follow the one before them: 3月5日收到来信,随后于…; 公示结束后于…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from generator.checks.days.phases import BEFORE, comes_before
from generator.text.moments import Written
from generator.text.span import Span

_THEN = re.compile(r"[^,;。]{0,12}[,;](?:随后|之后|接着|紧接着|此后|而后)[^,;。\d]{0,6}")
"""Matches between two dates of which the second is said to be later: ,随后."""
_AFTER = re.compile(
    "[^,。;\\d]{2,16}(?<![前先])后,(?:(?:(?![查因据照]|发现|反映|显示|证实|[已早][于在])[^,。;\\d]){0,20}[于在]"
    "|(?:(?![对将就把由从自查因据照]|发现|反映|显示|证实|[已早][于在])[^,。;\\d]){0,12})"
)
"""Matches between two dates of which the second is that of what followed: 8月21日|接到举报后,区环保局于|8月23日."""
_FIRST, _NEXT = re.compile("先(?!后|进|锋|行|生)"), re.compile(r"[^,;。]{0,12}[,;](?:再|后|然后|最后)[^,;。\d]{0,12}")
"""With 先 before the first of two dates, matches between them: 先自查(9月1日—9月10日),再抽查(…)."""
_ARROW = re.compile("→|⇒|—{1,2}>|-{1,2}>")
_DONE_THEN = re.compile(
    "(?P<first>[^。;\\d]{0,30})(?P<mark>[,;。])(?P<done>[^,。;\\d]{2,14}(?<![前先])(?:后|之后|以后|基础上),?)(?P<more>(?:(?![查因据照]|发现|反映|显示|证实)[^,。;\\d]){0,12}(?:,|(?=[于在])))?"
    "(?:并|又|再|即|就|便|才|已)?(?:于|在)?"
)
"""Matches between two dates of which the second is that of what followed a step told in a clause of its own:
进驻,|查清事实后,|7月21日; 公示名单,|公示无异议后于|5月2日."""
_STEPS = re.compile(
    "查[清明实]|核[实查准]|调查|审[核查议计批]|研究|安装|调试|协商|讨论|评[审估议]|验收|整改|汇总|初核|质证|确[认定]|公示|[挂张]贴?网|比选|考[察核试]|检[测验查]|结束|完成|到期|期满|修改|征求意见|报批|批复|立案"
)
"""Matches words of a step that follows from what has been told before it."""
_FAULT = re.compile("问题|违[规纪法反]|收受|擅自|曾|未[经批]|私自|套取|虚[报列开]")
"""Matches words of what had been done before it came to light."""
_MARK, _STEP = re.compile("[,、;。:()]"), 36
_GOES_ON = re.compile("[^,。;\\d]{0,14}(?<![前先今])(?:后|之后|以后)|随即|为此|据此")


def goes_on(sentence: str) -> bool:
    """Say whether a sentence begins with words that tie it to the one before: 驻点结束后, 随后."""
    return bool(_GOES_ON.match(sentence))


def told_to_follow(text: str, found: Sequence[tuple[Written, date]]) -> dict[int, Span]:
    """Return by its offset each date that is said to follow the one before it (,随后), and is earlier."""
    return {
        later.span.start: later.span
        for (earlier, first), (later, second) in pairwise(found)
        if comes_before(later, second, first) and _is_said_to_follow(text, earlier.span, later.span)
    }


def _is_said_to_follow(text: str, one: Span, other: Span) -> bool:  # noqa: PLR0911 - a case a line
    begin, stop = one.end, other.start
    if BEFORE.search(text[one.start : stop]):
        return False
    if _ARROW.search(text, begin, stop):
        return True
    if _THEN.fullmatch(text, begin, stop) or (_FIRST.search(text[: one.start]) and _NEXT.fullmatch(text, begin, stop)):
        return True
    clause = _MARK.split(text[other.end : other.end + _STEP].lstrip(","))[0]
    if "的" in clause:
        return False
    if _AFTER.fullmatch(text, begin, stop):
        return True
    done = _DONE_THEN.fullmatch(text, begin, stop)
    if not done or _FAULT.search(clause):
        return False
    # the sentence before may tell of another matter
    step = done["mark"] != "。" and _STEPS.search(done["done"])
    return bool(step or _shares(done["first"], done["done"]))


def _shares(one: str, other: str) -> bool:
    """Say whether two clauses have two characters in a row in common: 公示名单, 公示无异议后."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))
