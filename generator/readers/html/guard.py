"""Pages that would keep the HTML parser busy for minutes are refused before they are parsed."""

from __future__ import annotations

import re

from generator.errors import UserError
from generator.wording import say

DEEPEST = 1_500
"""Maximum depth of elements within elements; browsers stop at 512, and the parser's time grows with the square."""
_MOST_REOPENED = 2_000_000
"""Maximum number of formatting elements that are opened again: every unclosed one is, in each later paragraph."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
"""Matches a tag, also in comments and scripts, so that no fewer are counted than the parser meets."""
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_LONG_TAG = 20_000
_MOST_ATTRIBUTES = 2_000
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_FENCES = frozenset({"td", "th", "caption", "applet", "object", "marquee", "template"})
"""Elements through which an end tag of a formatting element does not reach."""
_CELLS = frozenset({"td", "th", "caption"})
_UNNESTED = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
        "caption", "rp", "rt", "html", "head", "body",
    }
)  # fmt: skip
"""Elements that have no end tag, or need none before the next element of the kind."""


def guard(text: str, name: str) -> None:
    """Raise UserError for nesting that takes the parser minutes or more memory than there is."""
    depth = reopened = end = 0
    formatting = Formatting()
    for match in _TAG.finditer(text):
        if match.start() >= end:
            end = text.find(">", match.start())
            end = len(text) if end < 0 else end
            if end - match.start() > _LONG_TAG:
                attributes = len(_QUOTED.sub("", text[match.start() : end]).split())
                reopened += _MOST_REOPENED * (attributes > _MOST_ATTRIBUTES)
        tag = match[2].lower()
        nested = tag not in _UNNESTED
        if match[1]:
            depth -= depth > 0 and nested
            formatting.end(tag)
        else:
            depth += nested
            formatting.start(tag)
            reopened += formatting.open
        if depth > DEEPEST or reopened >= _MOST_REOPENED:
            raise UserError(
                say(
                    "{name}: the page has thousands of elements within one another, or attributes, or tags never "
                    "closed; copy its text into a new document and save that.",
                    name=name,
                )
            )


class Formatting:
    """The formatting elements (b, font, …) that are open at a place, as HTML5 counts them."""

    def __init__(self) -> None:
        self._frames: list[tuple[str, list[str]]] = [("", [])]

    @property
    def open(self) -> int:
        """How many would be opened again by a paragraph that starts here."""
        return len(self._frames[-1][1])

    def start(self, tag: str) -> None:
        """Take in a start tag."""
        if tag in _FENCES:
            if self._frames[-1][0] in _CELLS and tag in _CELLS:
                self._frames.pop()
            self._frames.append((tag, []))
        elif tag in _FORMATTING:
            if tag == "a":
                self.end(tag)
            self._frames[-1][1].append(tag)

    def end(self, tag: str) -> None:
        """Take in an end tag: it closes a formatting element of the same cell, or the cell."""
        if tag in _FENCES or tag == "table":
            closed = _CELLS if tag == "table" else {tag}
            if self._frames[-1][0] in closed:
                self._frames.pop()
        elif tag in _FORMATTING:
            names = self._frames[-1][1]
            for index in range(len(names) - 1, -1, -1):
                if names[index] == tag:
                    del names[index]
                    return
