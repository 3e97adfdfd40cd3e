"""Elements marked `data-added` in an article: each must be of a kind, and have words, that gongkai adds there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from generator.model.marks import plain
from generator.proof.marks import KINDS_OF_TAGS
from generator.proof.pages.kinds import BLOCKS, IN_BLOCKS, WITH_TEXT, Standing, kind_of
from generator.text.spacing import solid
from generator.wording import say

_SHOWN = 20
"""Maximum number of characters of a text that a message quotes."""
_PICTURES = ("img", "picture", "iframe", "object", "embed", "video", "audio", "canvas", "textarea", "select", "input")
_DRAWN = ", ".join(f"[data-added]:not(.attached) {tag}" for tag in _PICTURES)
"""Selects added elements that can show words which are no text, attached files left out."""
_LINK = {"class": "permalink", "data-added": "", "title": "复制本段链接", "aria-label": "本段链接"}
"""The attributes of a permanent link, except `href`."""


class Following(str):
    """A fault that may be the consequence of another one: it is reported only if there is no other."""

    __slots__ = ()


def take_out_added(article: LexborNode) -> Iterator[str]:
    """Remove all added elements from an article's tree; yield a fault for each that gongkai would not add."""
    page = article.css_first("div.page")
    beside_text = page is not None and bool(WITH_TEXT.search(page.attributes.get("class") or ""))
    whole = ""
    if beside_text and (drawn := article.css_first(_DRAWN)):
        yield say("<{tag}> stands in what is marked as added, and is no text", tag=drawn.tag)
    for node in article.css("[data-added]"):
        if node.parent is None:  # removed together with an element around it
            continue
        outside = _outside(node)
        if outside is None:
            continue
        if beside_text and not whole and node.attributes.get("class") == "stated":
            whole = _said(article)
        yield from _of_kind(node, outside, whole, beside_text=beside_text)
    for node in article.css("[data-added]"):
        node.decompose()


def _said(article: LexborNode) -> str:
    """Return an article's text as quotations have it: raised digits as 10⁶, no text that is struck out, no blanks."""
    parts = []
    for node in article.traverse(include_text=True):
        if not node.is_text_node:
            continue
        kinds = []
        above = node.parent
        while above is not None and above.tag in IN_BLOCKS:
            if above.tag in KINDS_OF_TAGS:
                kinds.append(KINDS_OF_TAGS[above.tag])
            above = above.parent
        parts.append(plain(node.text_content or "", kinds))
    return solid("".join(parts))


def _of_kind(node: LexborNode, outside: str, whole: str, *, beside_text: bool) -> Iterator[str]:
    tag, classes = node.tag or "", " ".join((node.attributes.get("class") or "").split())
    kind = kind_of(tag, classes)
    place = Standing.BLOCK if outside in BLOCKS or outside in IN_BLOCKS else Standing.PAGE
    named = f"<{tag}{f' class={classes!r}' if classes else ''}>"
    if kind is None:
        yield say("{named} is marked as added, and is none of the kinds that gongkai adds", named=named)
        return
    if kind.place is not place:
        yield say("{named} is marked as added, and is no kind of what stands {where}", named=named, where=_where(place))
        return
    words = solid(node.text(deep=True))
    own = words
    # Begin with the last quotation: an earlier label may have the same words, as 已完成 in a table's cell has.
    for quoted in reversed(node.css("q")) if classes == "stated" and beside_text else ():
        quote = solid(quoted.text(deep=True))
        before, _, after = own.rpartition(quote)
        own = before + after
        # The quoted words occur once in the paragraph and once in the quotation itself.
        if any(whole.count(piece) < 2 for piece in quote.split("…") if piece):
            yield say("{named} quotes “{words}”, which the report does not say here", named=named, words=quote[:_SHOWN])
    if not re.fullmatch(kind.words, own, re.DOTALL):
        yield say(
            "{named} is marked as added, and says “{words}”, which gongkai never adds there",
            named=named,
            words=own[:_SHOWN],
        )
    elif beside_text and not kind.beside_text:
        yield say("{named} is marked as added, and is no kind of what stands {where}", named=named, where=_where(place))
    yield from _of_links(node, named, words, classes if beside_text else "")


def _of_links(node: LexborNode, named: str, words: str, classes: str) -> Iterator[str]:
    if classes == "permalink" and (strange := _strange_link(node)):
        yield Following(say("{named} has {strange}, which a permanent link never has", named=named, strange=strange))
    if classes == "where":
        linked = "".join(solid(link.text(deep=True)) for link in node.css("a[href]"))
        if linked != words:
            yield say("{named} has words that lead nowhere", named=named)


def _strange_link(node: LexborNode) -> str:
    """Return the first attribute or child that a permanent link must not have, as HTML; '' if there is none.

    Its address must be the anchor of the block that it stands in.
    """
    for name, value in node.attributes.items():
        if name != "href" and (name not in _LINK or (value or "") != _LINK[name]):
            return f'{name}="{(value or "")[:_SHOWN]}"'
    block = node.parent
    while block is not None and block.tag not in BLOCKS:
        block = block.parent
    own = block.attributes.get("id") if block is not None else None
    address = node.attributes.get("href") or ""
    if own and address != f"#{own}":
        return f'href="{address[:_SHOWN]}"'
    return "" if node.child is None else f"<{node.child.tag}>"


def _where(place: Standing) -> str:
    if place is Standing.BLOCK:
        return say("in a paragraph of the report")
    return say("between the report's paragraphs")


def _outside(node: LexborNode) -> str | None:
    """Return the tag of an added element's parent; None if the element is inside another added one."""
    parent = node.parent
    found = parent.tag if parent else None
    while parent is not None and parent.tag != "article":
        if "data-added" in parent.attributes:
            return None
        parent = parent.parent
    return found
