"""The elements of a web page, as HTML5 builds them from any text, with limits on their number and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import UserError
from generator.readers.html.css import Side, style_sheet
from generator.readers.html.drawn.media import on_screen
from generator.readers.html.drawn.unread import Unread, unread
from generator.wording import say

DEEPEST = 1_500
"""Maximum depth of elements within elements; browsers stop at 512, and the parser's time grows with the square."""
MOST_NODES = 400_000
_MOST_REOPENED = 2_000_000
"""Maximum number of formatting elements that are opened again: every unclosed one is, in each later paragraph."""

_NO_SHEETS: Mapping[str, str] = MappingProxyType({})
NEVER_TEXT = frozenset(
    {
        "script", "style", "template", "svg", "iframe", "object", "embed", "applet", "video", "audio", "canvas",
        "select", "datalist", "textarea", "input", "noembed", "noframes", "head", "title", "map", "meter", "progress",
        "annotation", "annotation-xml",
    }
)  # fmt: skip
"""Elements whose content is not text: code, drawings, form values, words in place of media that can't be played."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
"""Matches a tag, also in comments and scripts, so that no fewer are counted than the parser meets."""
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_LONG_TAG = 20_000
_MOST_ATTRIBUTES = 2_000
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_FENCES = frozenset({"td", "th", "caption", "applet", "object", "marquee", "template"})
"""Elements through which an end tag of a formatting element does not reach."""
_CELLS = frozenset({"td", "th", "caption"})
_UNNESTED = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
        "caption", "rp", "rt", "html", "head", "body",
    }
)  # fmt: skip
"""Elements that have no end tag, or need none before the next element of the kind."""


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page with its content."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)
    """What the page's style elements and its own style="" say of it, by property."""
    drawn: list[tuple[Side, str]] = field(default_factory=list)
    """Words that the page's style draws before or after its text."""
    marks: dict[Side, str] = field(default_factory=dict)
    """For a <q>, the signs that the page's style draws in place of a browser's quotation marks."""
    unread: Unread | None = None
    """What it shows that is no text of the page, if it is one of `NEVER_TEXT`."""
    first: int = 0
    """Its index among the page's elements, in order."""
    last: int = 0
    """The index of the last element in it; its own if there is none."""
    depth: int = 0
    """How many elements contain it."""
    around: bool | None = None
    """Whether it is around an article and no part of it, kept by `article.is_around`; None until then."""

    @property
    def above(self) -> Element | None:
        """The element around it."""
        return self.parent

    def holds(self, other: Element) -> bool:
        """Say whether another element is this one or stands in it."""
        return self.first <= other.first <= self.last

    def get(self, name: str) -> str:
        """Return an attribute's value; '' for one that is not there."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Yield the element and all elements in it, in the order of the page."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """Return all text in the element, in order and untouched."""
        texts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                texts.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(texts)

    def line(self) -> Iterator[Element]:
        """Yield the element and those around it, outwards."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True)
class Tree:
    """A page: its body and what its head says of the text."""

    body: Element
    titles: tuple[str, ...]
    """The titles that the head gives the page or its text, white space left out."""
    frames: bool = False
    """Whether it shows other files in frames."""
    scripts: bool = False
    """Whether it has scripts, which may put text into it."""
    linked: tuple[str, ...] = ()
    """The addresses of its style sheets that are files of their own."""


def parse_page(text: str, name: str, sheets: Mapping[str, str] = _NO_SHEETS) -> Tree:
    """Build a page's tree; `sheets` are the texts of style sheets by the addresses in its <link> elements.

    Raises UserError for a page without a body, with too many nodes, or that would keep the parser busy for minutes.
    """
    _guard(text, name)
    # Half of a surrogate pair, out of UTF-16 that was cut, can't be encoded and is replaced.
    parser = LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))
    body = parser.body
    if body is None or body.tag != "body":
        raise UserError(
            say("{name}: the page holds only frames; open the frame with the text and save that.", name=name)
        )
    top = _copied(body, name)
    _number(top)
    nodes = [n for n in parser.css("style, link[rel~=stylesheet]") if on_screen(n.attributes.get("media") or "")]
    hrefs = [node.attributes.get("href") or "" for node in nodes]
    sheet = style_sheet(
        node.text() if node.tag == "style" else sheets.get(href, "") for node, href in zip(nodes, hrefs, strict=True)
    )
    for element in top.walk():
        element.styles = sheet.styles(element)
        element.drawn = sheet.words_drawn(element)
        if element.tag == "q":
            element.marks = sheet.marks_drawn(element)
    frames = parser.css_first("iframe, frame, object, embed") is not None
    # Some pages keep the article in a field or a template, out of which a script takes it.
    scripts = parser.css_first("script, textarea, template") is not None
    return Tree(top, tuple(_titles(parser)), frames, scripts, tuple(h for h in hrefs if h and h not in sheets))


def _number(top: Element) -> None:
    """Set the indices and depths of a page's elements, so that `holds` takes no more than two comparisons."""
    elements = list(top.walk())
    for at, element in enumerate(elements):
        element.first = element.last = at
        element.depth = element.parent.depth + 1 if element.parent else 0
    for element in reversed(elements):
        if element.parent:
            element.parent.last = max(element.parent.last, element.last)


def _titles(parser: LexborHTMLParser) -> Iterator[str]:
    for node in parser.css("title, meta[name], meta[property]"):
        values = node.attributes
        if node.tag == "title":
            yield "".join(node.text().split())
        elif (values.get("name") or values.get("property") or "").lower() in {"articletitle", "og:title"}:
            yield "".join((values.get("content") or "").split())


def _copied(body: LexborNode, name: str) -> Element:
    """Return the tree of a body without comments; of `NEVER_TEXT` only what is told of is kept, without content."""
    top = Element("body", _attributes(body))
    into = top
    node: LexborNode | None = body.first_child
    count = 0
    while node is not None:
        count += 1
        if count > MOST_NODES:
            raise UserError(
                say(
                    "{name}: the page has more than {most_nodes:,} elements; save the article alone.",
                    name=name,
                    most_nodes=MOST_NODES,
                )
            )
        below = None
        if node.is_text_node:
            into.children.append(node.text_content or "")
        elif node.is_element_node and (tag := (node.tag or "").lower()) not in NEVER_TEXT:
            element = Element(tag, _attributes(node), into)
            into.children.append(element)
            below = node.first_child
            if below is not None:
                into = element
        elif node.is_element_node and (told := unread(node)):
            into.children.append(Element(tag, _attributes(node), into, unread=told))
        following = below
        while following is None:
            following = node.next
            if following is None:
                above = node.parent
                if above is None or into is top:
                    return top
                node = above
                into = into.parent or top
        node = following
    return top


def _attributes(node: LexborNode) -> dict[str, str]:
    return {key: value or "" for key, value in node.attributes.items()}


def _guard(text: str, name: str) -> None:
    """Raise UserError for nesting that takes the parser minutes or more memory than there is."""
    depth = reopened = end = 0
    formatting = Formatting()
    for match in _TAG.finditer(text):
        if match.start() >= end:
            end = text.find(">", match.start())
            end = len(text) if end < 0 else end
            if end - match.start() > _LONG_TAG:
                attributes = len(_QUOTED.sub("", text[match.start() : end]).split())
                reopened += _MOST_REOPENED * (attributes > _MOST_ATTRIBUTES)
        tag = match[2].lower()
        nested = tag not in _UNNESTED
        if match[1]:
            depth -= depth > 0 and nested
            formatting.end(tag)
        else:
            depth += nested
            formatting.start(tag)
            reopened += formatting.open
        if depth > DEEPEST or reopened >= _MOST_REOPENED:
            raise UserError(
                say(
                    "{name}: the page has thousands of elements within one another, or attributes, or tags never "
                    "closed; copy its text into a new document and save that.",
                    name=name,
                )
            )


class Formatting:
    """The formatting elements (b, font, …) that are open at a place, as HTML5 counts them."""

    def __init__(self) -> None:
        self._frames: list[tuple[str, list[str]]] = [("", [])]

    @property
    def open(self) -> int:
        """How many would be opened again by a paragraph that starts here."""
        return len(self._frames[-1][1])

    def start(self, tag: str) -> None:
        """Take in a start tag."""
        if tag in _FENCES:
            if self._frames[-1][0] in _CELLS and tag in _CELLS:
                self._frames.pop()
            self._frames.append((tag, []))
        elif tag in _FORMATTING:
            if tag == "a":
                self.end(tag)
            self._frames[-1][1].append(tag)

    def end(self, tag: str) -> None:
        """Take in an end tag: it closes a formatting element of the same cell, or the cell."""
        if tag in _FENCES or tag == "table":
            closed = _CELLS if tag == "table" else {tag}
            if self._frames[-1][0] in closed:
                self._frames.pop()
        elif tag in _FORMATTING:
            names = self._frames[-1][1]
            for index in range(len(names) - 1, -1, -1):
                if names[index] == tag:
                    del names[index]
                    return
