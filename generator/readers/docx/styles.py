"""The styles of a .docx: what paragraphs and runs get from their style and from those that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from generator.readers.docx.names import W, below, number, switch, value

LONGEST_CHAIN = 20
"""Maximum number of styles that are followed from one to the next; in a damaged file they may form a circle."""
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_BODY_LEVEL = 9
"""The w:outlineLvl of body text."""


class Styles:
    """Styles by id; there are none if the styles part is missing or damaged."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        self.defaults = below(root, "docDefaults", "rPrDefault", "rPr")
        """The default run properties (w:rPr) of the file, None if it states none."""
        for style in root.iterfind(W + "style") if root is not None else ():
            identity = value(style, "styleId")
            if identity is None:
                continue
            self._styles.setdefault(identity, style)
            if value(style, "type") == "paragraph" and (value(style, "default") or "0") in {"1", "true", "on"}:
                self._default = self._default or identity

    def chain(self, identity: str | None) -> Iterator[_Element]:
        """Yield a style and those that it is based on, from the nearest to the farthest."""
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get(identity) if identity is not None else None
            if style is None:
                return
            yield style
            identity = value(style.find(W + "basedOn"))

    def of_paragraph(self, paragraph: _Element) -> str | None:
        """Return the id of a paragraph's style: its own, or the default."""
        return value(below(paragraph, "pPr", "pStyle")) or self._default

    def level(self, paragraph: _Element) -> int | None:
        """Return 1–9 if the paragraph or its style is a heading of that level, else None."""
        own = number(below(paragraph, "pPr", "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < _BODY_LEVEL else None
        for style in self.chain(self.of_paragraph(paragraph)):
            given = number(below(style, "pPr", "outlineLvl"))
            if given is not None:
                return given + 1 if 0 <= given < _BODY_LEVEL else None
            named = _HEADING.fullmatch((value(style.find(W + "name")) or "").strip())
            if named:
                return int(named[1])
        return None

    def is_contents(self, paragraph: _Element) -> bool:
        """Return whether a paragraph has a style of a table of contents."""
        chain = self.chain(self.of_paragraph(paragraph))
        return any(_CONTENTS.fullmatch((value(style.find(W + "name")) or "").strip()) for style in chain)

    def numbering(self, paragraph: _Element) -> tuple[str, int | None, str | None] | None:
        """Return (numId, w:ilvl or None, id of the style that gives the numbering or None); None if not numbered."""
        own = below(paragraph, "pPr", "numPr")
        level = number(below(own, "ilvl"))
        identity = value(below(own, "numId"))
        if identity is not None:
            return identity, level or 0, None
        for style in self.chain(self.of_paragraph(paragraph)):
            given = below(style, "pPr", "numPr")
            if (identity := value(below(given, "numId"))) is not None:
                stated = level if level is not None else number(below(given, "ilvl"))
                return identity, stated, value(style, "styleId")
        return None

    def linked_numbering(self, identity: str | None) -> str | None:
        """Return the numId that a numbering style leads to, None if it has none."""
        style = self._styles.get(identity or "")
        return value(below(style, "pPr", "numPr", "numId"))

    def hides(self, identity: str | None) -> bool:
        """Return whether a style, or else one that it is based on, hides text."""
        given = (switch(below(style, "rPr", "vanish")) for style in self.chain(identity))
        return next((on for on in given if on is not None), False)

    def hides_paragraph(self, paragraph: _Element) -> bool:
        """Return whether runs of a paragraph are hidden by default: by its style, its table's, or the file's."""
        chain = [*self.chain(self.of_paragraph(paragraph))]
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        chain += self.chain(value(below(table, "tblPr", "tblStyle")))
        given = [switch(below(style, "rPr", "vanish")) for style in chain]
        return next((on for on in given if on is not None), switch(below(self.defaults, "vanish")) or False)

    def hidden(self, run: _Element) -> bool | None:
        """Return whether a run is formatted as hidden text; None where its paragraph's style decides."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return None
        own = switch(below(properties, "vanish"))
        if own is not None:
            return own
        return self.hides(value(below(properties, "rStyle"))) or None
