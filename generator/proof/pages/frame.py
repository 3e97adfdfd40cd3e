"""The frame of a built page, all around its article: nothing in it may run, hide or cover text, or look like text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.proof.addresses import without_addresses
from generator.proof.pages.kinds import FRAME_TAGS
from generator.proof.pages.scripts import DATA, EXECUTED, is_known
from generator.proof.pages.sheets import PAPER, unknown_rules
from generator.wording import say

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
_DRAWN = ["style", "srcdoc", "background", "bgcolor", "popover", "inert", "contenteditable", "ping"]
_WITH_ATTRIBUTE = ", ".join(f"[{name}]" for name in _DRAWN)
"""Selects elements with an attribute that could draw, hide or show something."""
_HANDLER = re.compile(r"on[a-z]{2,30}\s*=")
"""Matches what may be an event handler, such as `onclick=`; only then are the elements' attributes looked through."""
_SOURCE = re.compile(r"(\.\./)?source(\.html)?\.txt")
"""Matches the address, on the proof page, of the report's source as text."""
_SCHEMES = ("javascript", "vbscript", "data:text")
_HIDDEN = re.compile(r"\b(md-header__button|md-top|filters)\b")
"""Matches the classes of elements that are hidden until a script shows them; none has text of a report."""
_AROUND = {
    "html": {"lang": "zh-CN", "class": "no-js"},
    "body": {"class": r"kind kind--[a-z]+( wide)?", "dir": "ltr", "data-md-color-.*": "[a-z]+"},
    "main": {"class": "md-main|md-content", "data-md-component": "main"},
    "div": {"class": r"md-container|md-main__inner md-grid|md-content|md-typeset", "data-md-component": "[a-z]+"},
}
"""The elements that may be around an article; patterns for names of their attributes, with patterns for the values."""


def faults_around(tree: LexborHTMLParser, html: str, articles: list[LexborNode]) -> Iterator[str]:
    """Yield the faults outside the articles of a page with a report's text, each as the end of a sentence about it."""
    yield from script_faults(tree)
    yield from _tags(tree, html)
    yield from _styles(tree)
    for node in tree.css("[hidden]"):
        if not _HIDDEN.search(node.attributes.get("class") or ""):
            yield say("<{tag}> is hidden", tag=node.tag)
    for node in tree.css('base, meta[http-equiv]:not([http-equiv="Content-Security-Policy"])'):
        yield say("<{tag}> would lead readers elsewhere", tag=node.tag)
    yield from _head(tree, html)
    for node in tree.css("body img"):
        if not _is_in(node, _IMAGES):
            yield say("<{tag}> stands outside the head and the foot of the page", tag="img")
    for article in articles:
        yield from _above(article)


_IMAGES = frozenset({"header", "footer", "article", "picture"})
_HOSTS = "link[href]:not([rel=canonical]):not([rel=alternate]):not([rel=license]):not([rel=stylesheet]), form[action]"


def _head(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Yield faults in a page's head: what changes how browsers read the page, or loads something from another host."""
    if not html.lstrip("\ufeff \n\r\t").lower().startswith("<!doctype html>"):
        yield say("the page does not begin with <!doctype html>, so that browsers draw it by old rules")
    told = [node.attributes.get("charset") or "" for node in tree.css("meta[charset]")]
    if any(name.lower() != "utf-8" for name in told):
        yield say("<meta charset> names another encoding than UTF-8")
    for node in tree.css(_HOSTS):
        if _is_foreign(node.attributes.get("href") or node.attributes.get("action") or ""):
            yield say("<{tag}> leads to another host", tag=node.tag)


def _is_in(node: LexborNode, tags: frozenset[str]) -> bool:
    above = node.parent
    while above is not None and above.tag not in tags:
        above = above.parent
    return above is not None


def _tags(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Yield a fault for each element and attribute that no page of a report has."""
    for tag in sorted({tag.lower() for tag in _TAG.findall(html)} - FRAME_TAGS):
        if _IS_NAME.fullmatch(tag) and any(not _is_received(node) for node in tree.css(tag)):
            yield say("<{tag}> is no element of a report's page", tag=tag)
    for node in tree.css(_WITH_ATTRIBUTE):
        yield say(
            "<{tag}> has the attribute {name}",
            tag=node.tag,
            name=next(name for name in _DRAWN if name in node.attributes),
        )
    small = html.lower()
    handled = any(not small[found.start() - 1].isalnum() for found in _HANDLER.finditer(small))
    if handled:
        yield from _handlers(tree)
    for node in tree.css(_WITH_SCHEME):
        for name in _ADDRESSES_IN:
            if re.sub(r"[\s\0]", "", node.attributes.get(name) or "").lower().startswith(_SCHEMES):
                yield say("<{tag}> has an address that is a script", tag=node.tag)


def _is_received(node: LexborNode) -> bool:
    """Return whether an element is the iframe in which the proof page shows the source itself."""
    told = {name: value for name, value in node.attributes.items() if name not in {"title", "loading"}}
    of_proof = node.tag == "iframe" and told.pop("class", None) == "received"
    return of_proof and list(told) == ["src"] and bool(_SOURCE.fullmatch(told["src"] or ""))


def _styles(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the faults in the style elements of a page."""
    for node in tree.css("style"):
        style = node.text()
        if not PAPER.fullmatch(style.strip()) and not _is_single(tree):
            yield say("<style> stands on the page; move its rules into a style sheet (extra_css)")
        for rule in unknown_rules(style):
            yield say("the rule {rule} could hide the report's words, or add to them", rule=rule)


def script_faults(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield a fault for each script or style sheet that no page of the site may have."""
    for node in tree.css("script"):
        kind, source = (node.attributes.get("type") or "").strip().lower(), node.attributes.get("src")
        if source is not None:
            if _is_foreign(source):
                yield say("a script of another host is asked for ({source})", source=source[:40])
        elif kind in EXECUTED:
            if not is_known(node.text()):
                yield (
                    say(
                        "a script stands on the page that is none of the theme's (“{strip}”); move your own into "
                        "files (extra_javascript)",
                        strip=node.text().strip()[:30],
                    )
                )
        elif kind not in DATA:
            yield say('<script type="{kind}"> is neither a script nor data', kind=kind[:30])
    for node in tree.css("link[rel~=stylesheet]"):
        if _is_foreign(node.attributes.get("href") or ""):
            yield say("a style sheet of another host is asked for")


_IS_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _is_foreign(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _is_single(tree: LexborHTMLParser) -> bool:
    """Return whether a page is a single file: it has a security policy of its own and no script."""
    policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
    return policy is not None and tree.css_first("script") is None


def _handlers(tree: LexborHTMLParser) -> Iterator[str]:
    root = tree.root
    for node in root.traverse() if root else ():
        for name in node.attributes:
            if re.fullmatch(r"on[a-z]+", name):
                yield say("<{tag}> has the attribute {name}", tag=node.tag, name=name)


_ADDRESSES_IN = ("href", "src", "action", "formaction")
_WITH_SCHEME = ", ".join(f'[{name}*=":"]' for name in _ADDRESSES_IN)


def _above(article: LexborNode) -> Iterator[str]:
    """Yield the faults in the elements that an article is nested in."""
    node = article.parent
    while node is not None and node.tag in {"-document", "-undef"}:
        node = node.parent
    while node is not None and node.tag not in {"-document", "-undef", None}:
        allowed = _AROUND.get(node.tag)
        if allowed is None:
            yield say("the article stands in <{tag}>", tag=node.tag)
        else:
            for name, value in node.attributes.items():
                if not any(
                    re.fullmatch(key, name) and re.fullmatch(pattern, value or "") for key, pattern in allowed.items()
                ):
                    yield say(
                        '<{tag}> around the article has {name}="{value}"',
                        tag=node.tag,
                        name=name,
                        value=(value or "")[:30],
                    )
        node = node.parent


_CHANGING = re.compile(
    r'<script id="__config".*?</script>|\bkind--[a-z]+(?: wide)?|<nav class="turn .*?</nav>',
    re.DOTALL,
)
"""Matches what differs, apart from addresses, in the frames of a report's pages: settings, kind of page, next page."""


def frame_of(html: str) -> str:
    """Return a page's body without its article, its menu and all addresses: the same for all pages of a report."""
    body = html[max(html.find("<body"), 0) :]
    body = _without(body, "<article", "</article>", last=True)
    body = _without(body, '<div class="md-sidebar md-sidebar--primary"', '<div class="md-content"')
    return " ".join(without_addresses(_CHANGING.sub("", body)).split())


def _without(html: str, start: str, end: str, *, last: bool = False) -> str:
    at = html.find(start)
    to = (html.rfind(end) if last else html.find(end, at)) if at >= 0 else -1
    return html[:at] + html[to:] if to > at else html
