"""HTML in Markdown, read as a page: its words, what it hides, and what it shows that is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from generator.model.messages import Message
from generator.model.source import ChromeKind
from generator.readers.beside import SavedFiles, addresses_of, picture_elsewhere
from generator.readers.blocks import Block
from generator.readers.html.drawn.formulas import set_in_lines
from generator.readers.html.flow import pieces_of
from generator.readers.html.hiding import UNTOLD
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.tree import parse_page
from generator.text.spacing import excerpt

COMMENT = "a comment"
"""How the words of an HTML comment are hidden, for `Block.hidden`."""
_COMMENTS = re.compile(r"<!--(.*?)(?:-->|\Z)|<\?(.*?)\?>|<!\[CDATA\[(.*?)\]\]>|<![A-Za-z]([^>]*)>", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?![:\w-])[^<>]*>")
_OWN_NAMES = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)
"""Matches the start of a drawing or a formula; their elements are not among `_ELEMENTS`."""
_ELEMENTS = frozenset(
    {
        "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base",
        "basefont", "bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption",
        "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn",
        "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
        "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
        "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
        "link", "listing", "main", "map", "mark", "marquee", "menu", "meta", "meter", "nav", "nobr",
        "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param",
        "picture", "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
        "script", "search", "section", "select", "slot", "small", "source", "span", "strike", "strong",
        "style", "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
        "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp", "svg",
        "math",
    }
)  # fmt: skip
_VOID = frozenset(
    {
        "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip
"""Elements that have no end tag."""
_LINKED = 0.99
"""Share of links in a line above which it is nothing but links."""
_WORDS = 40
"""Maximum number of characters of quoted words in a message."""


def is_html(markup: str) -> bool:
    """Say whether what looks like a tag is one; <NOx> is none: its author means a word, but a browser shows nothing."""
    names = [match[1].lower() for match in _TAG.finditer(markup)]
    return not names or bool(_OWN_NAMES.search(markup)) or names[0] in _ELEMENTS


def tags_of(markup: str) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether it is an end tag) for the tags of elements that have an end tag."""
    for tag in _TAG.finditer(_COMMENTS.sub("", markup)):
        name = tag[1].lower()
        if name in _ELEMENTS and name not in _VOID and not tag[0].endswith("/>"):
            yield name, tag[0].startswith("</")


def blocks_of_html(markup: str, name: str, beside: SavedFiles, tables: int) -> list[tuple[Block, bool]]:
    """Return (line, whether it is nothing but links) for the lines of a piece of HTML, then for its comments, hidden.

    `tables` is the number of tables above it.
    """
    known = markup if _OWN_NAMES.search(markup) else _TAG.sub(_literal, markup)
    # A closed <details> is read as an open one: on paper it is unfolded.
    tree = parse_page(f"<body>{_COMMENTS.sub('', known).replace('<details>', '<details open>')}", name)
    set_in_lines(tree.body)
    found = [_block(piece, beside, tables) for piece in pieces_of(tree.body)]
    comments = (" ".join("".join(filter(None, match.groups())).split()) for match in _COMMENTS.finditer(known))
    return [*found, *((Block(words, hidden=COMMENT), False) for words in comments if words)]


def unshown(markup: str, lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    """Return the characters of HTML that match a pattern and are in none of its lines: in attributes, in scripts."""
    left = Counter(pattern.findall(markup)) - Counter(pattern.findall("".join(lines)))
    return "".join(left.elements())


def as_page(children: Sequence[Token], joins: re.Pattern[str]) -> Iterator[Token]:
    """Yield a paragraph's tokens as a page has them; a line end beside a character that `joins` matches is no blank."""
    before = ""
    for at, child in enumerate(children):
        if child.type == "softbreak":
            after = children[at + 1].content.lstrip() if at + 1 < len(children) else ""
            blank = not (joins.match(before[-1:]) or joins.match(after[:1]))
            yield Token("text", "", 0, content=" " * blank)
        elif child.type == "html_inline" and not is_html(child.content):
            yield Token("text", "", 0, content=child.content)
        else:
            yield child
        before = child.content.rstrip() or before


def _literal(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _ELEMENTS else tag[0].replace("<", "&lt;")


def _block(piece: FlowPiece, beside: SavedFiles, tables: int) -> tuple[Block, bool]:
    block = Block(
        piece.text,
        piece.level,
        ChromeKind.TOOLBAR if piece.how == UNTOLD else None,
        piece.cells,
        None if piece.table is None else piece.table + tables,
        piece.header,
        merged=piece.merged,
        marks=piece.marks,
        hidden="" if piece.how == UNTOLD else piece.how,
    )
    messages = []
    for element in piece.unread:
        if told := element.unread:
            values = (("what", told.what), ("text", excerpt(told.words, _WORDS)), ("count", "1"))
            messages.append(Message("not-read", 1, 1, values))
    places = [addresses_of(picture.attributes) for picture in piece.pictures]
    files = [beside.picture_at(at, one.get("alt")) for at, one in zip(places, piece.pictures, strict=True)]
    if lacking := [
        one.get("alt") or at[0].rpartition("/")[2]
        for at, one in zip(places, piece.pictures, strict=True)
        if beside.lacks(at)
    ]:
        messages.append(picture_elsewhere(lacking))
    files.extend(beside.attachment(link.get("href"), link.text()) for link in piece.links)
    return replace(block, messages=tuple(messages), files=tuple(file for file in files if file)), piece.linked > _LINKED
