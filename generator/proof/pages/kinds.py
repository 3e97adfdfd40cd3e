"""What may stand in a built page, as data: the elements of a report's text, and each kind of added element.

A writer, a template or a script that adds something new to a page adds its kind here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from generator.model.report import Kind

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
BLOCKS = HEADINGS | CELLS | {"p"}
"""The elements that a block of a report's text is; nothing outside them is text."""
AROUND_BLOCKS = frozenset({"article", "div", "section", "table", "tbody", "thead", "tr"})
IN_BLOCKS = frozenset({"a", "del", "strong", "sub", "sup"})

_OPEN_ID = r"[a-z][a-z0-9_.-]*"
_SPAN = r"[1-9]\d{0,3}"
_PARAGRAPHS = "|".join(sorted({"measure", *(kind for kind in Kind if kind != Kind.PARAGRAPH)}))
_PATTERNS = {
    "article": {"class": "md-content__inner md-typeset"},
    "div": {"class": r"page page--[a-z]+"},
    "section": {"class": "closing", "data-closing": "(data-closing)?"},
    "table": {"data-cells": "own"},
    "p": {"id": _OPEN_ID, "class": _PARAGRAPHS},
    **{tag: {"id": _OPEN_ID, "class": "untitled", "data-annex": "(data-annex)?"} for tag in HEADINGS},
    **{tag: {"id": _OPEN_ID, "class": "row", "data-name": ".*", "rowspan": _SPAN, "colspan": _SPAN} for tag in CELLS},
    "a": {"href": r"(tel|mailto):[^\s\"<>]*"},
}
ATTRIBUTES = {
    tag: {name: re.compile(pattern, re.DOTALL) for name, pattern in told.items()} for tag, told in _PATTERNS.items()
}
"""The attributes that an element of a report's text may have, each with what its value must be; none for the others."""

DECIDES_HEADING = re.compile(r"(?:^|(?<=[0-9]))[ptf]u?[0-9][0-9_-]*$")
"""The end of an id that only a heading has: of a part, a theme, a finding."""
DECIDES_TEXT = re.compile(r"(?:^|(?<=[0-9]))d[0-9][0-9_-]*$")
"""The end of an id that only a paragraph has: of one without a number."""
OF_LINES = re.compile(r"title|(?:.*[0-9])?au?[0-9][0-9_-]*")
"""The ids of headings that may hold several lines of the source: the title's, an annex's."""


class Standing(StrEnum):
    """Where an added element may stand."""

    PAGE = "page"
    """Among the blocks of a page."""
    BLOCK = "block"
    """Within a block of the report's text."""


@dataclass(frozen=True, slots=True)
class AddedKind:
    """A kind of element that is marked `data-added`."""

    tags: str
    """A pattern for its name."""
    classes: str
    """A pattern for all of its class."""
    place: Standing = Standing.PAGE
    words: str = ".*"
    """A pattern for all of its words, white space and quotations left out."""
    beside_text: bool = False
    """Whether it may stand on a page that shows a part of the text."""


WITH_TEXT = re.compile(r"\bpage--(part|theme|finding|annex)\b")
"""The class of the pages that show a part of the text, and little else."""
_STATUS = "(已完成|基本完成|推进中|长期坚持|计划中|部分说明|未说明)"
_UNKNOWN = "未载明"
_DAY = r"(\d{4}年\d{1,2}月\d{1,2}日|未载明)"
ADDED_KINDS = (
    # In a block of the report's text.
    AddedKind("a", "permalink", Standing.BLOCK, "", beside_text=True),
    AddedKind("span", "corrected", Standing.BLOCK, f"{_DAY}更正", beside_text=True),
    # The theme's.
    AddedKind("input", "large-print", words="", beside_text=True),
    AddedKind("label", "sizes", words="(大字版（屏幕和打印都用20磅以上的字）|打印用大字)", beside_text=True),
    AddedKind("nav", "where", beside_text=True),
    AddedKind("p", "redhead"),
    AddedKind("div", "printed", words=r"https?://[^\s\u0080-\uffff]+", beside_text=True),
    AddedKind(
        "p",
        "draft",
        words="(草稿，未发布。本页只供发布前核对，请勿传播、引用。|预览。这里有尚未发布的草稿，不是正式网站。)",
        beside_text=True,
    ),
    # The writers'.
    AddedKind("h1", ""),
    AddedKind("h2", ""),
    AddedKind("p", "", words="本站.*"),
    AddedKind(
        "p|details",
        "stated",
        words=f"(通报所述：{_STATUS}(；措施\\d+：{_STATUS}\\d+(，{_STATUS}\\d+)*)?|{_STATUS}发布单位标注：.*)",
        beside_text=True,
    ),
    AddedKind("p", "attached", beside_text=True),
    AddedKind("div", "corrected-above", words=f"本节标题：{_DAY}更正", beside_text=True),
    AddedKind("div", "facts"),
    AddedKind("div|p", "downloads"),
    AddedKind("div", "glance|key|checking"),
    AddedKind("p", "told", words=f".*({_DAY}发布|发布时间{_UNKNOWN}).*"),
    AddedKind("p", "ways", words="阅读全文(从第一节读起)?(整改台账)?"),
    AddedKind("nav", "series"),
    AddedKind("nav", "contents"),
    AddedKind("nav", "contents contents--own", beside_text=True),
    AddedKind("section", "corrections|retracted"),
    AddedKind("section|div", "gone", beside_text=True),
    AddedKind("aside", "correction", beside_text=True),
    AddedKind("aside", "old|provenance"),
    AddedKind("div", "proof|ledger|earlier|figures|documents|timeline|changes|version"),
)
"""What a page may hold beside the report's text, by kind."""


def kind_of(tag: str, classes: str) -> AddedKind | None:
    """Return the kind of an added element, None for one that nothing of gongkai's makes."""
    return next(
        (kind for kind in ADDED_KINDS if re.fullmatch(kind.tags, tag) and re.fullmatch(kind.classes, classes)), None
    )


_EVERYWHERE = """
    a abbr article aside b blockquote body br button caption circle code col colgroup dd del desc details div dl dt em
    figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label li line link main
    mark meta nav noscript ol optgroup option p path polygon polyline pre q rect script section select small span strong
    style sub summary sup svg table tbody td text textarea tfoot th thead time title tr ul use
"""
FRAME_TAGS = frozenset(_EVERYWHERE.split())
"""Every element that a page of a report has anywhere; none of frames, objects and the like."""
