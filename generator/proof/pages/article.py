"""Reads an article of a built page: the blocks of the report's text, and the faults in its markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborNode

from generator.proof.marks import SIGNS, SIGNS_OF_TAGS, said
from generator.proof.pages.added import take_out_added
from generator.proof.pages.headed import misnamed
from generator.proof.pages.kinds import (
    AROUND_BLOCKS,
    ATTRIBUTES,
    BLOCKS,
    CELLS,
    DECIDES_HEADING,
    DECIDES_TEXT,
    HEADINGS,
    IN_BLOCKS,
)
from generator.text.invisible import INVISIBLE
from generator.text.spacing import solid
from generator.wording import say

_TOKEN = re.compile(
    r'<(?P<ends>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<told>(?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>|<!--.*?-->|(?P<text>[^<]+)|<',
    re.DOTALL,
)
"""Matches a tag, a comment, a run of text or a stray `<` in HTML that the parser has printed: attributes are quoted."""
_ATTRIBUTE = re.compile(r'\s+([^\s=>"]+)(?:="([^"]*)")?')
_ID = re.compile(r'\sid="([^"]*)"')
_MEASURE = re.compile(r'\sclass="measure"')
_OF_MEASURE = re.compile(r"(?:^|(?<=[0-9]))m[0-9][0-9_-]*$")
_REACHED = re.compile(r'<a href="(tel|mailto):([^"]*)">([^<]*)</a>')
"""Matches a link of a telephone number or an e-mail address in the text."""
_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE | SIGNS))}]")
_FEWEST_DIGITS = 3
"""Minimum number of digits in a telephone number that may be a link."""
_SHOWN = 20
"""Maximum number of characters of a text that a message quotes."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, paragraph or table cell of the report's text on a page."""

    tag: str
    id: str
    text: str
    """The text with signs around what is struck out, raised or lowered; each run of white space is one blank."""
    closing: bool = False
    """Whether it is in the closing part, which ends the report's body and is shown on the cover."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in HEADINGS

    @property
    def plain(self) -> str:
        """The text without signs and invisible characters."""
        return _UNSEEN.sub("", self.text)

    @property
    def said(self) -> str:
        """The text as menu entries quote it: raised digits as 10⁶, text that is struck out left out."""
        return _UNSEEN.sub("", said(self.text))


@dataclass(frozen=True, slots=True)
class Article:
    """What an article shows of the report."""

    blocks: tuple[TextBlock, ...]
    faults: tuple[str, ...]
    """What must not be in it, each as the end of a sentence about the page."""


def read_article(article: LexborNode) -> Article:
    """Return the blocks and faults of an article; its added elements are removed from the tree."""
    faults = [*misnamed(article), *take_out_added(article)]
    walk = _Walk(faults)
    html = article.html or ""
    walk.run(html)
    for how, address, words in _REACHED.findall(html):
        if not _is_told(how, unescape(address), unescape(words)):
            faults.append(
                say("the link of “{words}” leads to {address}", words=words[:_SHOWN], address=address[:_SHOWN])
            )
    return Article(tuple(walk.blocks), tuple(faults))


def _is_told(how: str, address: str, words: str) -> bool:
    """Return whether a `tel` or `mailto` link (`how`) leads to the number or address that its words say."""
    if how == "mailto":
        return address.casefold() == solid(words).casefold()
    digits, called = ("".join(filter(str.isdigit, text)) for text in (words, address))
    return len(digits) >= _FEWEST_DIGITS and (called.startswith(digits) or digits.startswith(called))


class _Walk:
    """A walk through an article's HTML that collects its blocks and faults."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        self.blocks: list[TextBlock] = []
        self._open: list[str] = []
        self._parts: list[str] | None = None
        """The pieces of text of the open block; None outside a block."""
        self._tag = self._id = ""
        self._closing = 0
        """The number of open elements when the closing section began, itself included; 0 outside it."""
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
        elif words := solid(unescape(text)):
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
            is_measure = _MEASURE.search(told) is not None
            if tag == "p" and (DECIDES_TEXT if is_measure else _OF_MEASURE).search(self._id):
                self.faults.append(say("{identifier} has another class than its kind", identifier=self._id))
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
            # The parser prints an end tag for each element, except void ones such as <br>: drop these.
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
    """Return the first attribute that an element of the report's text must not have, as HTML; '' if there is none."""
    allowed = ATTRIBUTES.get(tag, {})
    for name, value in _ATTRIBUTE.findall(told):
        pattern = allowed.get(name)
        if pattern is None or not pattern.fullmatch(unescape(value)):
            return f'{name}="{unescape(value)[:_SHOWN]}"' if value else name
    return ""
