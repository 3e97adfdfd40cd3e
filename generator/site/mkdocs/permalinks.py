"""A Python-Markdown extension: adds a permanent link to every heading and paragraph of the report with an id."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

ADDED = "data-added"
"""The attribute of all elements in an article that are not the report's text."""
_LINKED = frozenset({"h2", "h3", "h4", "h5", "h6", "p"})
_PRIORITY = 4
"""After toc (5), so that no link gets into the contents; before MkDocs takes the title (1) and resolves links (0)."""


class _PermalinkTreeprocessor(Treeprocessor):
    """Appends the links, except inside added elements."""

    def run(self, root: Element) -> None:
        """Walk the tree; a link has no text, its sign comes from the style sheet."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if ADDED in element.attrib:
                continue
            waiting.extend(element)
            anchor = element.get("id")
            if anchor and element.tag in _LINKED:
                link = SubElement(element, "a", {"class": "permalink", ADDED: "", "href": f"#{anchor}"})
                link.set("aria-label", "本段链接")
                link.set("title", "复制本段链接")


class PermalinkExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_PermalinkTreeprocessor(md), "gongkai_permalinks", _PRIORITY)


def makeExtension(**settings: object) -> PermalinkExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this function by its name."""
    return PermalinkExtension(**settings)
