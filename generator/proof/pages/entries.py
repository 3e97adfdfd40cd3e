"""Comparison of the entries of menus and lists of contents with the headings that they lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from generator.proof.pages.article import TextBlock
from generator.text.folding import fold_marks
from generator.text.invisible import visible
from generator.wording import say

_LISTS = "nav.tree a[href], .onpage a[href], nav.contents a[href], nav.where a[href], nav.turn a[href]"
_TITLE = ".turn__title"
_NAMES = frozenset({"封面与目录", "全文一页", "首页"})
"""The theme's own names for pages."""


_VERSION = re.compile(r"第(\d+)版\(旧版本\)")
"""Matches an entry that leads to an earlier version's page, whose heading is the report's title."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A link in a menu or list of contents."""

    address: str
    words: str


@dataclass(slots=True)
class Headings:
    """The headings of a report's pages, which entries of lists must name."""

    _pages: dict[str, tuple[frozenset[str], str, dict[str, int], dict[int, int]]] = field(default_factory=dict)
    """For each page by path: its names, its text, the index in the text of each heading by id, its length by index."""

    def add(self, path: str, names: Iterable[str], blocks: Iterable[TextBlock]) -> None:
        """Add a page: its path in the report's folder, the names that entries may have for it, and its blocks."""
        text = ""
        ids: dict[str, int] = {}
        sizes: dict[int, int] = {}
        for block in blocks:
            words = _folded(block.said)
            if block.is_heading or not ids:
                ids[block.id] = len(text)
            sizes[len(text)] = len(words)
            text += words
        self._pages[path] = (frozenset(map(_folded, names)), text, ids, sizes)

    def wrong(self, path: str, entries: Iterable[ListEntry]) -> Iterator[str]:
        """Yield a fault for each entry of a page that is not the heading it leads to, as the end of a sentence."""
        folder = posixpath.dirname(path)
        for entry in entries:
            target, anchor = _target(folder, path, entry.address)
            page = self._pages.get(target)
            if page is None:
                continue
            names, text, ids, sizes = page
            words, cut = _folded(entry.words), entry.words.rstrip().endswith("…")
            if not anchor and (words in names | _NAMES or _is_version(words, target)):
                continue
            at = ids.get(anchor, -1) if anchor else 0
            if at < 0:
                if anchor and not text:  # on a page without any text of the report
                    continue
                if anchor in _ADDED_ANCHORS:
                    continue
                yield say("the entry “{words}” leads to no heading of the report", words=entry.words[:30])
            elif not _names(words, text[at:] + self._after(target, len(words)), sizes.get(at, 0), cut=cut):
                yield say("the entry “{words}” is not the heading that it leads to", words=entry.words[:30])

    def _after(self, path: str, size: int) -> str:
        """Return the first `size` characters of the two pages that follow one in reading order.

        The entry of a heading without words has the beginning of its section's text, which may run on into them.
        """
        paths = list(self._pages)
        following = (self._pages[other][1] for other in paths[paths.index(path) + 1 : paths.index(path) + 3])
        return "".join(following)[:size]


_ADDED_ANCHORS = frozenset({"title", "facts", "glance", "contents", "downloads", "corrections"})
"""The ids of a cover's added headings."""


def entries_of(tree: LexborHTMLParser) -> tuple[ListEntry, ...]:
    """Return the entries of all lists of a page."""
    found = []
    for node in tree.css(_LISTS):
        title = node.css_first(_TITLE)
        found.append(ListEntry(node.attributes["href"] or "", (title or node).text(deep=True)))
    return tuple(found)


def _names(words: str, text: str, size: int, *, cut: bool) -> bool:
    """Return whether words are the heading of `size` characters that a text begins with; `cut` words may be shorter."""
    return text.startswith(words) and (cut or len(words) >= len(text[:size]))


@lru_cache(maxsize=8192)
def _folded(words: str) -> str:
    """Return the letters and digits of a name: entries written in Markdown can't have every punctuation mark."""
    return "".join(filter(str.isalnum, fold_marks(visible(words))))


@lru_cache(maxsize=8192)
def _target(folder: str, path: str, address: str) -> tuple[str, str]:
    """Return the path of the page and the anchor that an address on the page `path` leads to."""
    place, _, anchor = address.partition("#")
    place = unquote(re.sub(r"\?.*", "", place))
    if not place:
        return path, unquote(anchor)
    target = posixpath.normpath(posixpath.join(folder, place))
    return (target if target.endswith(".html") else posixpath.join(target, "index.html").removeprefix("./")), unquote(
        anchor
    )


def _is_version(words: str, target: str) -> bool:
    """Return whether an entry is the name of the earlier version that it leads to."""
    named = _VERSION.fullmatch(words)
    return bool(named and re.search(rf"(?:^|/)versions/{named[1]}(?:/index)?\.html$", target))
