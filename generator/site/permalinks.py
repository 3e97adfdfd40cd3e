"""A Python-Markdown extension: every paragraph and heading with an id gets a link to itself."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_LINKED = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_AFTER_TOC = 4
"""Priority below that of the toc extension (5), so that contents lists do not take the links in."""


class _PermalinkProcessor(Treeprocessor):
    """Adds the links; nothing inside what is marked `data-added` gets one."""

    def run(self, root: Element) -> None:
        """Add a link to every element that has an id of the report's."""
        self._link(root)

    def _link(self, element: Element) -> None:
        for child in element:
            if "data-added" in child.attrib:
                continue
            name = child.get("id")
            if name and child.tag in _LINKED:
                link = SubElement(child, "a")
                link.set("class", "permalink")
                link.set("data-added", "")
                link.set("href", f"#{name}")
                link.set("aria-label", "本段链接")
                link.set("title", "复制本段链接")
            else:
                self._link(child)


class PermalinkExtension(Extension):
    """Permanent links at paragraphs and headings."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_PermalinkProcessor(md), "permalinks", _AFTER_TOC)


def makeExtension(**settings: object) -> PermalinkExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, as Python-Markdown asks for it by module name."""
    return PermalinkExtension(**settings)
