"""Reads from built HTML what a web server must know: the files that pages load, their inline code, their links."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.hosting.references import HOST, path_in_site, targets_of
from generator.proof.pages.scripts import EXECUTED
from generator.settings.project import is_source

_CODED = ("\\u0026", "&")
"""The forms in which JSON in a script element may have `&`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A style sheet or script of the site that a page loads."""

    target: str
    """Its path in the site."""
    before: str
    """The HTML before the address, by which the address is found: text of the report has no `<`."""
    address: str
    """The address as it is written in the page."""
    replaceable: bool
    """Whether the page has `before` and the address in exactly these characters."""


@dataclass(frozen=True, slots=True)
class HeadStyle:
    """A style element in a page's head."""

    css: str
    media: str | None

    @property
    def html(self) -> str:
        """The element as the theme writes it."""
        media = f' media="{self.media}"' if self.media else ""
        return f"<style{media}>{self.css}</style>"


@dataclass(frozen=True, slots=True)
class HostedPage:
    """A built page."""

    name: str
    """Its path in the site."""
    html: str
    home: str
    """The address of the site's top folder as the page writes it, with `/` at its end."""
    references: tuple[Reference, ...]
    scripts: tuple[str, ...]
    """Inline scripts that a browser executes."""
    head_styles: tuple[HeadStyle, ...]
    """Style elements that can be replaced by style sheets."""
    body_styles: tuple[str, ...]
    """The CSS of all other style elements."""
    style_attributes: tuple[str, ...]
    targets: frozenset[str]
    """The paths of the files of the site that it links to or loads."""
    encodings: tuple[tuple[str, str], ...]
    """The sources that the page names: path in the site and encoding."""


def read_pages(site: Path, folder: str = "") -> list[HostedPage]:
    """Read every page of a site, or of a folder in it, sorted by path.

    A source in HTML is not a page: it stays as it is, and none of its scripts may run.
    """
    paths = sorted((site / folder).rglob("*.html"))
    is_file = cache(lambda target: (site / target).is_file())  # all pages load the same files
    return [_read(site, path, is_file) for path in paths if path.is_file() and not is_source(path.name)]


def _read(site: Path, path: Path, is_file: Callable[[str], bool]) -> HostedPage:
    name = path.relative_to(site).as_posix()
    # Read bytes: a page of the publisher's own may be in another encoding, and its bytes must not change.
    data = path.read_bytes()
    tree = LexborHTMLParser(data)
    config = config_of(tree)
    home = str(config.get("base") or "/".join([".."] * name.count("/")) or ".").rstrip("/") + "/"
    top = urljoin(HOST + name, home)
    html = data.decode("utf-8", "surrogateescape")

    def reference(before: str, address: str | None) -> Reference | None:
        target = path_in_site(name, top, address) if address else None
        if not address or target is None or not is_file(target):
            return None
        written = next((form for form in _forms(address) if f'{before}{form}"' in html), "")
        plain = bool(written) and written.endswith(target.rpartition("/")[2])
        return Reference(target, before, written or address, plain)

    references = [
        *(reference('<link rel="stylesheet" href="', node.attributes.get("href")) for node in _sheets(tree)),
        *(reference('<script src="', node.attributes.get("src")) for node in tree.css("script[src]")),
        reference('"search": "', str(config.get("search") or "")),
    ]
    styles = tree.css("style")
    # A page that the theme did not make, such as a report's single file, keeps its styles: it loads no files.
    head = [_head_style(node, html) if config else None for node in styles]
    return HostedPage(
        name,
        html,
        home,
        tuple(dict.fromkeys(found for found in references if found)),
        scripts_of(tree),
        tuple(style for style in head if style),
        tuple(node.text() for node, style in zip(styles, head, strict=True) if not style),
        tuple(node.attributes["style"] or "" for node in tree.css("[style]")),
        targets_of(tree, name, top),
        encodings_of(tree, name),
    )


def encodings_of(tree: LexborHTMLParser, name: str) -> tuple[tuple[str, str], ...]:
    """Return the sources that a page names, as (path in the site, encoding); `name` is the page's path."""
    return tuple(
        (str(Path(name).parent / (node.attributes[f"data-{kind}"] or "")), node.attributes[encoding] or "")
        for kind, encoding in (("source", "data-encoding"), ("origin", "data-origin-encoding"))
        for node in tree.css(f"aside[data-{kind}][{encoding}]")
    )


def scripts_of(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the inline scripts of a page that a browser executes."""
    return tuple(node.text() for node in tree.css("script:not([src])") if _type(node) in EXECUTED)


def _forms(address: str) -> Iterator[str]:
    """Yield the forms in which a page may have an address."""
    yield address
    yield str(escape(address))
    for code in _CODED:
        yield address.replace("&", code).replace("'", "\\u0027")


def config_of(tree: LexborHTMLParser) -> dict[str, object]:
    """Return the theme's settings for its script; empty if the page has none."""
    node = tree.css_first("script#__config")
    try:
        found = json.loads(node.text()) if node else {}
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _sheets(tree: LexborHTMLParser) -> list[LexborNode]:
    return tree.css('link[rel="stylesheet"][href]')


def _type(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").strip().lower()


def _head_style(node: LexborNode, html: str) -> HeadStyle | None:
    """Return a style element that a style sheet in another folder can replace; None for any other."""
    style = HeadStyle(node.text(), node.attributes.get("media"))
    in_head = node.parent is not None and node.parent.tag == "head"
    return style if in_head and "url(" not in style.css and style.html in html else None
