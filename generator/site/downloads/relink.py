"""Built pages moved to other places: their links rewritten so that they work there, from a disk as well."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_LINKS = ("href", "src")


def relink(html: str, path: str, places: Mapping[str, str], without: str = "") -> str:
    """Return a page's HTML for its new place.

    `path` is the page's in the site, `places` the new path of every file by its old one, pages by the names of
    their files, `without` what to take out, as a selector. A link to what has no new place is taken
    out, its words stay.
    """
    tree = LexborHTMLParser(html)
    for node in tree.css(without) if without else ():
        node.decompose()
    here = posixpath.dirname(places[path])
    for node in tree.css("[href], [src]"):
        for name in _LINKS:
            value = node.attributes.get(name)
            if value is None or not _is_relative(value):
                continue
            moved = _moved(value, path, here, places)
            if moved is not None:
                node.attrs[name] = moved
            elif node.tag == "link":
                node.decompose()
                break
            else:
                del node.attrs[name]
    config = tree.css_first("script#__config")
    old = config.text() if config else ""
    moved_html = tree.html or ""
    return moved_html.replace(old, _config(old, path, here, places), 1) if old else moved_html


def _is_relative(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def _moved(link: str, path: str, here: str, places: Mapping[str, str]) -> str | None:
    parts = urlsplit(link)
    target = _target(posixpath.dirname(path), parts.path)
    if parts.path.endswith("/") or target == "." or target not in places:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in places:
        return None
    return parts._replace(path=_way(here, places[target])).geturl()


@lru_cache(maxsize=10_000)  # every page of a report leads to every other
def _target(folder: str, link: str) -> str:
    """Return what a link on a page in a folder leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(link)))


@lru_cache(maxsize=10_000)
def _way(folder: str, place: str) -> str:
    """Return the address of a place as a page in a folder has it."""
    return quote(posixpath.relpath(place, folder or "."))


def _config(text: str, path: str, here: str, places: Mapping[str, str]) -> str:
    """Return the settings of the theme's script with the folder of the site and the engine where they are now."""
    values = json.loads(text)
    values["base"] = posixpath.relpath(".", here or ".")
    values["search"] = _moved(values["search"], path, here, places)
    return json.dumps(values).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
