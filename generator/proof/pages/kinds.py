"""The elements that a built page may have, as data: those of the report's text, and each kind of added element.

If a writer, a template or a script is to add something new to a page, its kind must be added here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from generator.model.report import Kind

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
BLOCKS = HEADINGS | CELLS | {"p"}
"""The elements that hold the report's text; text outside them is a fault."""
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
"""The attributes that each element of a report's text may have, with patterns for the values; other elements: none."""

DECIDES_HEADING = re.compile(r"(?:^|(?<=[0-9]))[ptf]u?[0-9][0-9_-]*$")
"""Matches ids that only headings have, by their last part: of parts (`p`), themes (`t`) and findings (`f`)."""
DECIDES_TEXT = re.compile(r"(?:^|(?<=[0-9]))d[0-9][0-9_-]*$")
"""Matches ids that only paragraphs without a number have: their last part is `d1`, `d2`, …"""
OF_LINES = re.compile(r"title|(?:.*[0-9])?au?[0-9][0-9_-]*")
"""Matches ids of headings that may have several lines of the source: the report's title and titles of annexes."""


class Standing(StrEnum):
    """Where an added element may stand."""

    PAGE = "page"
    """Between the blocks of a page."""
    BLOCK = "block"
    """Inside a block of the report's text."""


@dataclass(frozen=True, slots=True)
class AddedKind:
    """A kind of element that is marked `data-added`."""

    tags: str
    """A pattern that matches its tag."""
    classes: str
    """A pattern that matches its whole class attribute."""
    place: Standing = Standing.PAGE
    words: str = ".*"
    """A pattern that matches its whole text, white space and quotations left out."""
    beside_text: bool = False
    """Whether it may be on a page of the report's text (`WITH_TEXT`)."""


WITH_TEXT = re.compile(r"\bpage--(part|theme|finding|annex)\b")
"""Matches the class of section pages, which show a section of the text and few additions."""
_STATUS = "(已完成|基本完成|推进中|长期坚持|计划中|部分说明|未说明)"
_UNKNOWN = "未载明"
_DAY = r"(\d{4}年\d{1,2}月\d{1,2}日|未载明)"
ADDED_KINDS = (
    # Inside a block of the report's text.
    AddedKind("a", "permalink", Standing.BLOCK, "", beside_text=True),
    AddedKind("span", "corrected", Standing.BLOCK, f"{_DAY}更正", beside_text=True),
    # Added by the theme.
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
    # Added by the writers.
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
"""All kinds of added elements."""


def kind_of(tag: str, classes: str) -> AddedKind | None:
    """Return the kind of an added element with this tag and class attribute; None if gongkai adds no such element."""
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
"""The tags of all elements that a report's page may have anywhere; no frames, objects and the like."""
