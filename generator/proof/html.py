"""Built HTML → the report's characters that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.model.pages import ARTICLE
from generator.proof.marks import SIGNS_OF_TAGS, in_one_form

_MARKED = ", ".join(SIGNS_OF_TAGS)


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
    """What a built page shows of the report; white space left out."""

    path: Path
    text: str
    closing: str
    """The part that stands at the report's end, shown on the cover."""
    next: Path | None
    """The file that its rel=next leads to."""
    provenance: Provenance | None
    annex: bool = False
    """Whether it shows what is attached to the report, which stands after the report's end."""
    versions: int = 0
    """How many earlier versions the cover says that there are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, wherever it lies."""

    text: str
    closing: str
    next: str | None
    provenance: Provenance | None
    annex: bool
    versions: int


def read_page(path: Path) -> BuiltPage:
    """Read a built page; text in elements marked `data-added` is not the report's."""
    shown = read_shown(path.read_text(encoding="utf-8"))
    link = _target(path, shown.next)
    return BuiltPage(path, shown.text, shown.closing, link, shown.provenance, shown.annex, shown.versions)


@lru_cache(maxsize=32)  # the cover is asked for twice, and some pages lie in a bundle in the same bytes
def read_shown(html: str) -> Shown:
    """Return what a page's HTML shows."""
    tree = LexborHTMLParser(html)
    articles = tree.css(ARTICLE)
    provenance = next((_provenance(node) for node in tree.css("aside[data-source]")), None)
    corrections = tree.css_first("[data-versions]")
    versions = int(corrections.attributes["data-versions"] or 0) if corrections else 0
    closing = ""
    for added in tree.css("[data-added]"):
        added.decompose()
    for node in tree.css("[data-closing]"):
        closing += _text(node)
        node.decompose()
    link = tree.css_first('link[rel="next"]')
    href = link.attributes.get("href") if link else None
    annex = any(node.css_first("[data-annex]") is not None for node in articles)
    return Shown("".join(_text(node) for node in articles), closing, href, provenance, annex, versions)


def _text(node: LexborNode) -> str:
    """Return what an element shows, white space left out, with signs around what it strikes out, raises or lowers."""
    for marked in node.css(_MARKED):
        begins, ends = SIGNS_OF_TAGS[marked.tag or ""]
        marked.insert_before(begins)
        marked.insert_after(ends)
    return in_one_form("".join(node.text(deep=True, separator="", strip=False).split()))


def _target(page: Path, href: str | None) -> Path | None:
    if href is None:
        return None
    target = (page.parent / unquote(urlsplit(href).path)).resolve()
    return target if target.suffix == ".html" else target / "index.html"


def _provenance(node: LexborNode) -> Provenance:
    values = node.attributes
    asides = tuple(
        Aside(
            int(item.attributes["data-start"] or 0),
            int(item.attributes["data-end"] or 0),
            _text(item),
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
