"""Built HTML → the report's characters that it shows."""

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
from generator.wording import say

_SHOWN = 20
"""Characters of a wrong value that are told."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of the source that the cover says was set aside."""

    start: int
    end: int
    text: str
    corrected: bool
    """Whether the cover says that the publisher set it aside."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a cover says about where its text comes from."""

    source: str
    sha256: str
    encoding: str
    full_width: bool
    origin: str
    """The file that the source was read out of; empty where the source is as received."""
    origin_sha256: str
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What a built page shows of the report."""

    text: str
    """White space left out."""
    closing: str
    """The part that stands at the report's end, shown on the cover."""
    address: str | None
    """Where its rel=next leads to."""
    provenance: Provenance | None
    annex: bool
    """Whether it shows what is attached to the report, which stands after the report's end."""
    versions: int
    """How many earlier versions the cover says that there are."""
    blocks: tuple[TextBlock, ...]
    """The text block by block."""
    last: tuple[TextBlock, ...]
    """The same of the part at the report's end."""
    faults: tuple[str, ...]
    """What may not stand on it, each in the words that end a sentence about the page."""
    title: str
    """Its first heading, also an added one."""
    name: str
    """What a browser calls it."""
    entries: tuple[ListEntry, ...]
    """Of its lists of links."""
    frame: str
    """What it has around its article."""
    whole: str
    """All of it, as the parser prints it."""
    sheets: tuple[str, ...]
    """The addresses of its style sheets."""
    path: Path = Path()
    next: Path | None = None
    """The file that its rel=next leads to."""


def read_page(path: Path, name: str = "") -> BuiltPage:
    """Read a built page; text in elements marked `data-added` is not the report's.

    `name` is the page's for messages. Raises CheckFailed for one that can't be read.
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


@lru_cache(maxsize=1)  # the cover is asked for twice, one time after the other
def read_shown(html: str) -> BuiltPage:
    """Return what a page's HTML shows, wherever it lies."""
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
    """Return the text of blocks, white space left out, with signs in the form that is compared."""
    return in_one_form("".join("".join(block.text.split()) for block in blocks))


class NotANumberError(ValueError):
    """An attribute that must tell a number tells another word."""


def _number(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or "0"
    # No text is longer, and Python refuses numbers of thousands of digits.
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
            "".join(item.text(deep=True).split()),
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
