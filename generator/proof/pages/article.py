"""An article of a built page → the blocks of the report's text in it, and what may not stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborNode

from generator.proof.marks import SIGNS, SIGNS_OF_TAGS
from generator.proof.pages.kinds import (
    AROUND_BLOCKS,
    ATTRIBUTES,
    BLOCKS,
    CELLS,
    DECIDES_HEADING,
    DECIDES_TEXT,
    HEADINGS,
    IN_BLOCKS,
    Standing,
    kind_of,
)
from generator.text.invisible import INVISIBLE
from generator.wording import say

_TOKEN = re.compile(
    r'<(?P<ends>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<told>(?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>|<!--.*?-->|(?P<text>[^<]+)|<',
    re.DOTALL,
)
"""Of HTML as the parser prints it, in which every attribute is quoted."""
_ATTRIBUTE = re.compile(r'\s+([^\s=>"]+)(?:="([^"]*)")?')
_ID = re.compile(r'\sid="([^"]*)"')
_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE | SIGNS))}]")
_STRUCK = re.compile("{0}[^{1}]*{1}".format(*SIGNS_OF_TAGS["del"]))
_SHOWN = 20
"""Characters of a text by which it is known again."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph or a cell of the report's text, as a page has it."""

    tag: str
    id: str
    text: str
    """With signs around what is struck out, raised or lowered; each stretch of white space is one blank."""
    closing: bool = False
    """Whether it stands at the report's end, shown on the cover."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in HEADINGS

    @property
    def plain(self) -> str:
        """The text without signs and without what nobody sees."""
        return _UNSEEN.sub("", self.text)

    @property
    def said(self) -> str:
        """The plain text without what is struck out, which no entry of a list is called by."""
        return _UNSEEN.sub("", _STRUCK.sub("", self.text))


@dataclass(frozen=True, slots=True)
class Article:
    """What an article shows of the report."""

    blocks: tuple[TextBlock, ...]
    faults: tuple[str, ...]
    """What may not stand in it, each in the words that end a sentence about the page."""


def read_article(article: LexborNode) -> Article:
    """Return the blocks of an article; what is added to it is taken out of the tree."""
    faults = list(_added(article))
    walk = _Walk(faults)
    walk.run(article.html or "")
    return Article(tuple(walk.blocks), tuple(faults))


def _added(article: LexborNode) -> Iterator[str]:
    """Take what is marked as added out of an article; yield what of it nothing of gongkai's makes."""
    for node in article.css("[data-added]"):
        parent = node.parent
        if parent is None:  # within another that is out already
            continue
        outside = _outside(node)
        if outside is None:
            continue
        tag, classes = node.tag or "", " ".join((node.attributes.get("class") or "").split())
        kind = kind_of(tag, classes)
        words = "".join(node.text(deep=True).split())
        place = Standing.BLOCK if outside in BLOCKS or outside in IN_BLOCKS else Standing.PAGE
        named = f"<{tag}{f' class={classes!r}' if classes else ''}>"
        if kind is None:
            yield say("{named} is marked as added, and is none of the kinds that gongkai adds", named=named)
        elif kind.place is not place:
            yield say(
                "{named} is marked as added, and is no kind of what stands {where}", named=named, where=_where(place)
            )
        elif not re.fullmatch(kind.words, words, re.DOTALL):
            yield say(
                "{named} is marked as added, and says “{words}”, which gongkai never adds there",
                named=named,
                words=words[:_SHOWN],
            )
    for node in article.css("[data-added]"):
        node.decompose()


def _where(place: Standing) -> str:
    if place is Standing.BLOCK:
        return say("in a paragraph of the report")
    return say("between the report's paragraphs")


def _outside(node: LexborNode) -> str | None:
    """Return the tag of what an added element stands in; None where that is itself in an added one."""
    parent = node.parent
    found = parent.tag if parent else None
    while parent is not None and parent.tag != "article":
        if "data-added" in parent.attributes:
            return None
        parent = parent.parent
    return found


class _Walk:
    """A walk through an article's HTML."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        self.blocks: list[TextBlock] = []
        self._open: list[str] = []
        self._parts: list[str] | None = None
        """Of the block that is open."""
        self._tag = self._id = ""
        self._closing = 0
        """How many elements were open before the closing section."""
        self._ids: set[str] = set()

    def run(self, html: str) -> None:
        for token in _TOKEN.finditer(html):
            text, tag = token["text"], token["tag"]
            if text is not None:
                self._text(text)
            elif tag is None:
                continue
            elif token["ends"]:
                self._end(tag)
            else:
                self._start(tag, token["told"])

    def _text(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(unescape(text))
        elif words := "".join(unescape(text).split()):
            self.faults.append(say("“{words}” stands outside any heading or paragraph", words=words[:_SHOWN]))

    def _start(self, tag: str, told: str) -> None:
        self._open.append(tag)
        if tag in BLOCKS:
            if self._parts is not None:
                self.faults.append(say("<{tag}> stands in <{around}>", tag=tag, around=self._tag))
            self._parts, self._tag = [], tag
            identifier = _ID.search(told)
            self._id = unescape(identifier[1]) if identifier else ""
            self._known(tag, self._id)
        elif tag in IN_BLOCKS:
            if self._parts is None:
                self.faults.append(say("<{tag}> stands outside any heading or paragraph", tag=tag))
            elif tag in SIGNS_OF_TAGS:
                self._parts.append(SIGNS_OF_TAGS[tag][0])
        elif tag not in AROUND_BLOCKS:
            self.faults.append(say("<{tag}> is no element of the report's text", tag=tag))
        if tag == "section":
            self._closing = len(self._open)
        if told and (strange := _strange(tag, _ID.sub("", told) if tag in BLOCKS else told)):
            self.faults.append(
                say("<{tag}> has {strange}, which the report's text never has", tag=tag, strange=strange)
            )

    def _known(self, tag: str, identifier: str) -> None:
        if tag in CELLS and not identifier:
            return
        if not identifier:
            self.faults.append(say("<{tag}> has no id", tag=tag))
        elif identifier in self._ids:
            self.faults.append(say("the id {identifier} stands twice", identifier=identifier))
        elif not ATTRIBUTES[tag]["id"].fullmatch(identifier):
            self.faults.append(say("the id {identifier} is none of a report's", identifier=identifier))
        elif (tag in HEADINGS and DECIDES_TEXT.search(identifier)) or (
            tag == "p" and DECIDES_HEADING.search(identifier)
        ):
            self.faults.append(
                say("{identifier} is <{tag}>: a heading is no paragraph", identifier=identifier, tag=tag)
                if tag == "p"
                else say("{identifier} is <{tag}>: a paragraph is no heading", identifier=identifier, tag=tag)
            )
        self._ids.add(identifier)

    def _end(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            # The parser closes what it opened; only an element without an end is left open here.
            while self._open and self._open[-1] != tag:
                self._open.pop()
        if self._open:
            self._open.pop()
        if len(self._open) < self._closing:
            self._closing = 0
        if self._parts is None:
            return
        if tag in SIGNS_OF_TAGS:
            self._parts.append(SIGNS_OF_TAGS[tag][1])
        elif tag in BLOCKS:
            text = _BLANKS.sub(" ", "".join(self._parts)).strip()
            if text:
                self.blocks.append(TextBlock(tag, self._id, text, closing=bool(self._closing)))
            self._parts = None


@lru_cache(maxsize=4096)
def _strange(tag: str, told: str) -> str:
    """Return the first attribute that an element of the report's text can't have, as it is written; '' if none."""
    allowed = ATTRIBUTES.get(tag, {})
    for name, value in _ATTRIBUTE.findall(told):
        pattern = allowed.get(name)
        if pattern is None or not pattern.fullmatch(unescape(value)):
            return f'{name}="{unescape(value)[:_SHOWN]}"' if value else name
    return ""
