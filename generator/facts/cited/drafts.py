"""Whether what is made or revised is only a draft yet."""

from __future__ import annotations

import re

_DRAFTS = re.compile(r"(?:修编|修订|修改|完善|草拟|起草|拟[定订]|研究|形成|编制|制[定订]|编写)了?$")
"""Matches a verb that may lead only to a draft; it does if `_STILL` matches the next clause."""
_STILL = re.compile(
    r"[^,。;]{0,4}[,;](?:目前|现|已){0,2}(?:正|尚|拟|待|提交|报(?![告刊经])|预计|计划|力争|征求)[^,。;]{0,24}?(?:报批|审批|审议|审定|审查|审核|上报|征求|修改|论证|出台|印发|定稿|意见)(?!通过|并印发|后)"
    r"|[^,。;]{0,4}[,;](?:目前|现)?(?:已|正)?(?:基本)?(?:完成|形成)[^,。;]{0,6}(?:初稿|草案|讨论稿|意见稿|送审稿|报批稿)"
)
_DRAFT = re.compile(r"(?:草案|草稿|初稿|讨论稿|意见稿|送审稿|报批稿|审议稿|修改稿|论证稿|评审稿)\)?$")
"""Matches the end of the title of a draft, which is no document yet."""
_DRAFT_BEHIND = re.compile(
    r"(?:的|\(|\((?:公开)?)?(?:公开)?(?:征求意见稿|意见稿|草案|草稿|初稿|讨论稿|送审稿|报批稿|审议稿|建议稿)\)?(?![^,。;]{0,20}(?:通过|印发|出台|发布|施行))"
)
"""Matches after a citation the word that makes it a draft: 制定《条例》草案, 形成《办法》(征求意见稿)."""
_ASKED = re.compile(
    r"(?:\([^()]{2,30}\))?[,;](?:(?:目前|现|正|已)+[^,。;]{0,12}?|(?:面向|向)社会[^,。;]{0,6}?)征求[^,。;]{0,6}意见(?![^。]{0,30}(?:印发|出台|发布|施行|实施|执行|通过))"
    r"|(?:\([^()]{2,30}\))?[,;]形成[^,。;]{0,40}(?:意见稿|草案|讨论稿|送审稿)(?![^。]{0,30}(?:印发|出台|发布|施行|实施|执行|通过))"
)
"""Matches after a citation a clause which shows that it is still a draft: 修订了《规定》，现向社会公开征求意见."""
_WAITS = re.compile(
    r"[^,。;]{0,20}[,;](?:目前)?(?:正|尚|还)?(?:需|等)?待[^,。;]{0,16}(?:通过|批准|批复|审定|审议|审批)"
)
"""Matches behind a document that is written and still waits: 已修订完毕,待常务会议通过."""
_OF_ANOTHER = re.compile(
    r"[^,。;]{0,14}?(?:情况|工作)的?(?:专题|专项|自查|评估|调研|年度)?(?:报告|总结|汇报|通报|说明)"
    r"|(?:的)?(?:实施|配套|贯彻|落实|宣传|学习)(?:的)?(?:办法|细则|方案|措施|规定|制度|意见|政策|计划|工作方案|实施方案|实施细则)"
)
_NORM = re.compile(r"(?:法|办法|条例|规定|意见|决定|纲要|准则|规划)$")
"""Matches the title of a norm; with `_OF_ANOTHER` after it, another document is made: 制定《土地管理法》实施细则."""
_ONLY_BEGUN = re.compile(r"着手|启动|开展|推进|抓紧|加快")
_ISSUED_THEN = re.compile(
    r"(?!(?:[^。]*(?:将|拟(?![定订])|待|计划|预计|力争|尽快|正在))[^。])[^。]{0,40}(?:已|正式|审[议定][^,。]{0,4}后|通过后|(?:同意|批准|审定)后(?:由[^,。;]{2,20})?)(?:正式)?(?:印发|出台|发布|公布|施行)"
)
"""With `_ONLY_BEGUN` before, matches behind a document that was issued after all: 着手起草《办法》，现已印发."""


def is_unfinished(title: str, after: str) -> bool:
    """Say whether what was made is only a draft, or another document about the cited one."""
    of_another = _NORM.search(title) and _OF_ANOTHER.match(after)
    waits = _ASKED.match(after) or _WAITS.match(after)
    return bool(_DRAFT.search(title) or _DRAFT_BEHIND.match(after) or waits or of_another)


def stays_draft(before: str, after: str) -> bool:
    """Say whether a verb at the end of `before` led only to a draft, by the words behind the citation."""
    return bool(_DRAFTS.search(before) and _STILL.match(after)) and not is_issued_then(after)


def is_issued_then(after: str) -> bool:
    """Say whether the words behind a citation tell that the document was issued: …，经审定后印发实施."""
    return _ISSUED_THEN.match(after) is not None


def without_begun(before: str) -> str:
    """Return words without those which say that a work has begun: 着手起草."""
    return _ONLY_BEGUN.sub("", before)
