"""Whether two like names are told to be those of two, or the old and the new name of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.report import Report
from generator.text.span import Span

_JOINTS = frozenset({"、", "和", "与", "及", "以及"})
_LONGEST_JOINT = 6
_CHANGED = re.compile(
    "[更改变][名称](?!单)|(?:更改|变更|更正|改制)[为成]|[原旧曾][用称]?名(?![单次额])|前身|旧称|现名|名称(?:由|变更)"
)
"""Matches beside a name what tells that it was changed: 弘远公司(2020年由宏远公司更名)."""
_BOTH = re.compile("(?:两|二|2)(?:家|个(?:公司|单位|村|社|企业|镇|部门)|公司|村|企业|单位)|双方|二者|两者|各自")
"""Matches in a sentence that names both what tells that they are two."""
_ROOM, _NEAR = 16, 80


def are_apart(report: Report, span: Span, others: Iterable[Span]) -> bool:
    """Say whether the name at `span` is another on purpose than a like one at `others`.

    The two stand next to each other in a list or in clauses of one shape, or one is the former name of the other.
    """
    text = report.source.folded
    if _CHANGED.search(_around(text, span)):
        return True
    for other in others:
        first, last = sorted((span, other), key=lambda place: place.start)
        between = text[first.end : last.start]
        # Characters more may stand in front: 河东村卫生室、河冬村卫生室; 鸿远工程有限公司、云溪县鸿达工程有限公司
        if between in _JOINTS or (between[:1] in _JOINTS and len(between) <= _LONGEST_JOINT):
            return True
        if 0 < len(between) <= _NEAR and not re.search("[。\n]", between) and _in_two_clauses(text, first, last):
            return True
    return False


def _around(text: str, span: Span) -> str:
    """Return a name with the words of its line around it."""
    before = text[max(0, span.start - _ROOM) : span.start].rpartition("\n")[2]
    return before + text[span.start : span.end + _ROOM].partition("\n")[0]


def _in_two_clauses(text: str, first: Span, last: Span) -> bool:
    """Say whether two names of a sentence begin clauses with one verb, or the sentence says that they are two.

    华兴公司承建一标段,兴华公司承建二标段,两家均已….
    """
    verbs = [re.sub("^[,、(]|已|均|于", "", text[span.end : span.end + 2]) for span in (first, last)]
    end = min((found for stop in "。\n" if (found := text.find(stop, last.end)) >= 0), default=len(text))
    parallel = verbs[0] == verbs[1] and len(verbs[0]) > 1 and text[last.start - 1] in ",;、"
    return parallel or bool(_BOTH.search(text, last.end, end))
