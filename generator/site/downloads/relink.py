"""Rewrites the links of built pages that are moved to other places, so that they work there, also from a disk."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.model.address import split_address

_LINKS = ("href", "src")
_ENDS = ("", "?", "#", "/")
"""Characters that may follow `../` in a link that leads to the folder itself."""


class Relinked:
    """Rewrites links to files at new places. Results are cached, as the pages of a report have most links in common."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Take the new path of every file by its old path; a page's path is that of its file, `a/index.html`."""
        self._places = places
        self._known: dict[tuple[str, str, str], str | None] = {}

    def page(self, html: str, path: str, without: str = "") -> str:
        """Return the HTML of the page whose old path is `path`, with its links rewritten for its new place.

        Elements that the selector `without` matches are removed. If a link's target has no new place, the link is
        removed and its words stay.
        """
        tree = LexborHTMLParser(html)
        for node in tree.css(without) if without else ():
            node.decompose()
        folder, here = posixpath.dirname(path), posixpath.dirname(self._places[path])
        for node in tree.css("[href], [src]"):
            attributes = node.attrs
            for name in _LINKS:
                value = attributes.get(name)
                if value is None:
                    continue
                moved = self.moved(value, folder, here)
                if moved is not None:
                    if moved != value:
                        attributes[name] = moved
                elif node.tag == "link":
                    node.decompose()
                    break
                else:
                    del attributes[name]
        config = tree.css_first("script#__config")
        old = config.text() if config else ""
        moved_html = tree.html or ""
        return moved_html.replace(old, self._config(old, folder, here), 1) if old else moved_html

    def moved(self, link: str, folder: str, here: str) -> str | None:
        """Return a link rewritten for a page that moves from `folder` to the folder `here`.

        Returns None if the link's target has no new place.
        """
        while link.startswith("../") and folder and link[3:4] not in _ENDS and ":" not in link:
            folder, link = posixpath.dirname(folder), link[3:]
        path, behind = split_address(link)  # cached without the anchor: many links lead to the same page
        known = folder, path, here
        if known not in self._known:
            self._known[known] = self._moved(path, folder, here)
        moved = self._known[known]
        return None if moved is None else moved + behind

    def _moved(self, link: str, folder: str, here: str) -> str | None:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return link
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if parts.path.endswith("/") or target == "." or target not in self._places:
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in self._places:
            return None
        return parts._replace(path=quote(posixpath.relpath(self._places[target], here or "."))).geturl()

    def _config(self, text: str, folder: str, here: str) -> str:
        """Return the JSON settings of the theme's script with new addresses of the site's top and the search engine."""
        values = json.loads(text)
        values["base"] = posixpath.relpath(".", here or ".")
        values["search"] = self.moved(values["search"], folder, here)
        return json.dumps(values).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
