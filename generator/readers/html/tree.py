"""The elements of a web page, as HTML5 builds them from any text, with limits on their number and depth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import UserError
from generator.readers.html.drawn.unread import Unread, unread
from generator.readers.html.guard import guard
from generator.readers.html.sheets.css import Side, style_sheet
from generator.readers.html.sheets.media import on_screen
from generator.text.spacing import solid
from generator.wording import say

MOST_NODES = 400_000
_NO_SHEETS: Mapping[str, str] = MappingProxyType({})
NEVER_TEXT = frozenset(
    {
        "script", "style", "template", "svg", "iframe", "object", "embed", "applet", "video", "audio", "canvas",
        "select", "datalist", "textarea", "input", "noembed", "noframes", "head", "title", "map", "meter", "progress",
        "annotation", "annotation-xml",
    }
)  # fmt: skip
"""Elements whose content is not text: code, drawings, form values, words in place of media that can't be played."""


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
    place: int = 1
    """Its number among the elements of the one around it, from 1; those that hold no text count."""
    size: int = 0
    """The number of elements directly in it, those that hold no text included."""
    _beside: tuple[int, int, Element | None] | None = None
    """(its number among the elements of its tag beside it, their number, the element right before it), once asked."""

    @property
    def above(self) -> Element | None:
        """The element around it."""
        return self.parent

    @property
    def inside(self) -> list[Element]:
        """The elements directly in it, in order, without those that hold no text."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def bare(self) -> bool:
        """Whether nothing is in it."""
        return not self.size and not self.children

    @property
    def before(self) -> Element | None:
        """The element right before it, if that holds text."""
        return self._placed()[2]

    @property
    def kin(self) -> tuple[int, int]:
        """(its number among the elements of its tag beside it, their number)."""
        return self._placed()[:2]

    def _placed(self) -> tuple[int, int, Element | None]:
        if self._beside is None:
            beside = self.parent.inside if self.parent else [self]
            counts = Counter(element.tag for element in beside)
            met: Counter[str] = Counter()
            for before, element in zip((None, *beside), beside, strict=False):
                met[element.tag] += 1
                adjacent = before if before and before.place == element.place - 1 else None
                element._beside = met[element.tag], counts[element.tag], adjacent  # noqa: SLF001 - another element
        assert self._beside is not None
        return self._beside

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
    unsure: bool = False
    """Whether its own style sheets have selectors with `:has()`, which are not judged."""


def parse_page(text: str, name: str, sheets: Mapping[str, str] = _NO_SHEETS, *, guess: bool = False) -> Tree:
    """Build a page's tree; `sheets` are the texts of style sheets by the addresses in its <link> elements.

    With `guess`, what style sheets say by `:has()` counts as true.

    Raises UserError for a page without a body, with too many nodes, or that would keep the parser busy for minutes.
    """
    guard(text, name)
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
    styles = [
        node.text() if node.tag == "style" else sheets.get(href, "") for node, href in zip(nodes, hrefs, strict=True)
    ]
    sheet = style_sheet(styles, guess=guess)
    for element in top.walk():
        element.styles = sheet.styles(element)
        element.drawn = sheet.words_drawn(element)
        if element.tag == "q":
            element.marks = sheet.marks_drawn(element)
    frames = parser.css_first("iframe, frame, object, embed") is not None
    # Some pages keep the article in a field or a template, out of which a script takes it.
    scripts = parser.css_first("script, textarea, template") is not None
    linked = tuple(href for href in hrefs if href and href not in sheets)
    unsure = any(":has(" in style.lower() for style in styles)
    return Tree(top, tuple(_titles(parser)), frames, scripts, linked, unsure)


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
            yield solid(node.text())
        elif (values.get("name") or values.get("property") or "").lower() in {"articletitle", "og:title"}:
            yield solid(values.get("content") or "")


def _copied(body: LexborNode, name: str) -> Element:
    """Return the tree of a body without comments; of `NEVER_TEXT` only what is told of is kept, without content."""
    top = Element("body", _attributes(body), place=2)
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
        into.size += node.is_element_node
        if node.is_text_node:
            into.children.append(node.text_content or "")
        elif node.is_element_node and (tag := (node.tag or "").lower()) not in NEVER_TEXT:
            element = Element(tag, _attributes(node), into, place=into.size)
            into.children.append(element)
            below = node.first_child
            if below is not None:
                into = element
        elif node.is_element_node and (told := unread(node)):
            into.children.append(Element(tag, _attributes(node), into, unread=told, place=into.size))
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
