"""The styles of a .docx: what a paragraph or a run has from them, through the chain of styles each is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from generator.readers.docx.names import W, below, number, switch, value

LONGEST_CHAIN = 20
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_BODY_LEVEL = 9
"""The w:outlineLvl of what is no heading."""


class Styles:
    """Styles by id; a missing or damaged styles part means that nothing has any."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        for style in root.iterfind(W + "style") if root is not None else ():
            identity = value(style, "styleId")
            if identity is None:
                continue
            self._styles.setdefault(identity, style)
            if value(style, "type") == "paragraph" and (value(style, "default") or "0") in {"1", "true", "on"}:
                self._default = self._default or identity

    def chain(self, identity: str | None) -> Iterator[_Element]:
        """Yield a style and those that it is based on."""
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
        """Return 1–9 where the paragraph or its style is a heading of that level."""
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
        """Return whether a paragraph's style is one of a table of contents."""
        chain = self.chain(self.of_paragraph(paragraph))
        return any(_CONTENTS.fullmatch((value(style.find(W + "name")) or "").strip()) for style in chain)

    def numbering(self, paragraph: _Element) -> tuple[str, int | None, str | None] | None:
        """Return (numId, w:ilvl if stated, the style that gives the numbering) of a paragraph; None for none."""
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
        """Return the numId of a numbering style."""
        style = self._styles.get(identity or "")
        return value(below(style, "pPr", "numPr", "numId"))

    def hidden(self, run: _Element, paragraph: _Element | None) -> bool:
        """Return whether a run is formatted as hidden text, by itself or by a style."""
        own = switch(below(run, "rPr", "vanish"))
        if own is not None:
            return own
        names = [value(below(run, "rPr", "rStyle"))]
        if paragraph is not None:
            names.append(self.of_paragraph(paragraph))
        for name in names:
            for style in self.chain(name):
                given = switch(below(style, "rPr", "vanish"))
                if given is not None:
                    if given:
                        return True
                    break
        return False
