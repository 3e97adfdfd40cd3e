"""Reads from built HTML what a page shows of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import CheckFailed
from generator.model.pages import ARTICLE
from generator.proof.marks import in_one_form
from generator.proof.pages.article import TextBlock, read_article
from generator.proof.pages.entries import ListEntry, entries_of
from generator.proof.pages.frame import faults_around, frame_of
from generator.text.spacing import solid
from generator.wording import say

_SHOWN = 20
"""Maximum number of characters of a wrong value that a message shows."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of the source that the cover says was set aside."""

    start: int
    """Offset of its first character in the source."""
    end: int
    """Offset after its last character."""
    text: str
    """White space left out."""
    corrected: bool
    """Whether the cover says that it was set aside by the publisher's settings."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a cover says about where its text comes from."""

    source: str
    """The name of the published text in the report's folder."""
    sha256: str
    encoding: str
    full_width: bool
    """Whether half-width punctuation marks are shown in full width."""
    origin: str
    """The name of the file that the text was extracted from; empty if the source is the text as received."""
    origin_sha256: str
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What a built page shows of the report."""

    text: str
    """The report's text without white space, the closing part left out."""
    closing: str
    """The text of the closing part without white space; it ends the report's body and is shown on the cover."""
    address: str | None
    """The address in the page's rel=next link; None without one."""
    provenance: Provenance | None
    """What a cover says of its source; None for other pages."""
    annex: bool
    """Whether the page shows an annex, which comes after the closing part."""
    versions: int
    """The number of earlier versions by the cover; 0 for other pages."""
    blocks: tuple[TextBlock, ...]
    """The blocks of `text`."""
    last: tuple[TextBlock, ...]
    """The blocks of `closing`."""
    faults: tuple[str, ...]
    """What must not be on the page, each as the end of a sentence about it."""
    title: str
    """The page's first h1, even if it is an added one; empty without one."""
    name: str
    """The page's <title>."""
    entries: tuple[ListEntry, ...]
    """The links in the page's menus and lists of contents."""
    frame: str
    """The HTML around the article, as `frame_of` returns it."""
    whole: str
    """The whole HTML as the parser prints it."""
    sheets: tuple[str, ...]
    """The addresses of the page's style sheets."""
    path: Path = Path()
    """The page's file."""
    next: Path | None = None
    """The file that the rel=next link leads to; None without one."""


def read_page(path: Path, name: str = "") -> BuiltPage:
    """Read a built page; text in elements marked `data-added` does not count as the report's.

    `name` is the page's name in messages. Raises CheckFailed if the page can't be read.
    """
    try:
        html = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CheckFailed(say("{page}: the page is not UTF-8; run `gongkai build`.", page=name or path)) from None
    except OSError as error:
        raise CheckFailed(
            say("{page}: the page can't be read ({reason}).", page=name or path, reason=error.strerror)
        ) from None
    try:
        shown = read_shown(html)
    except NotANumberError as error:
        raise CheckFailed(
            say("{page}: {told} is no number; run `gongkai build`.", page=name or path, told=error)
        ) from None
    return replace(shown, path=path, next=_target(path, shown.address))


@lru_cache(maxsize=1)  # the cover is read twice in a row: for the standard, and for the outputs
def read_shown(html: str) -> BuiltPage:
    """Return what a page's HTML shows, without `path` and `next`; raises NotANumberError."""
    tree = LexborHTMLParser(html)
    articles = tree.css(ARTICLE)
    provenance = next((_provenance(node) for node in tree.css("aside[data-source]")), None)
    corrections = tree.css_first("[data-versions]")
    versions = _number(corrections, "data-versions") if corrections else 0
    annex = any(node.css_first("[data-annex]") is not None for node in articles)
    apart = tree.css_first("[data-closing]") is not None
    link = tree.css_first('link[rel="next"]')
    href = link.attributes.get("href") if link else None
    whole = tree.html or ""
    faults = list(faults_around(tree, html, articles))
    entries, heading = entries_of(tree), tree.css_first("article h1")
    title = heading.text(deep=True) if heading else ""
    named = tree.css_first("head > title")
    sheets = tuple(node.attributes.get("href") or "" for node in tree.css("link[rel~=stylesheet][href]"))
    read = [read_article(node) for node in articles]
    found = [block for article in read for block in article.blocks]
    blocks = tuple(block for block in found if not (apart and block.closing))
    last = tuple(block for block in found if apart and block.closing)
    faults.extend(fault for article in read for fault in article.faults)
    if len(articles) > 1:
        faults.append(say("the page has more than one article"))
    return BuiltPage(
        text=shown_in(blocks),
        closing=shown_in(last),
        address=href,
        provenance=provenance,
        annex=annex,
        versions=versions,
        blocks=blocks,
        last=last,
        faults=tuple(faults),
        title=title,
        name=named.text() if named else "",
        entries=entries,
        frame=frame_of(html),
        whole=whole,
        sheets=sheets,
    )


def shown_in(blocks: Iterable[TextBlock]) -> str:
    """Return the text of blocks without white space, with signs in normal form (marks.py)."""
    return in_one_form("".join(solid(block.text) for block in blocks))


class NotANumberError(ValueError):
    """An attribute that must be a number is none."""


def _number(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or "0"
    # Ten digits are more than any text needs, and Python refuses to convert thousands of digits.
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise NotANumberError(f'{name}="{value[:_SHOWN]}"')
    return int(value)


def _target(page: Path, href: str | None) -> Path | None:
    if href is None:
        return None
    target = (page.parent / unquote(urlsplit(href).path)).resolve()
    return target if target.suffix == ".html" else target / "index.html"


def _provenance(node: LexborNode) -> Provenance:
    values = node.attributes
    asides = tuple(
        Aside(
            _number(item, "data-start"),
            _number(item, "data-end"),
            solid(item.text(deep=True)),
            "data-corrected" in item.attributes,
        )
        for item in node.css("li[data-start]")
    )
    return Provenance(
        values.get("data-source") or "",
        values.get("data-sha256") or "",
        values.get("data-encoding") or "",
        values.get("data-punctuation") == "full-width",
        values.get("data-origin") or "",
        values.get("data-origin-sha256") or "",
        asides,
    )
