"""A Markdown extension that parses text with only plain words, links and escaped signs much faster.

Python-Markdown looks for each of some fifteen inline patterns in every text. Hardly any paragraph or table cell of a
report has one that this extension does not parse itself. The result is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

_WORD = r"[^\\`\[\]!<>&*_\x02\x03]"
"""Matches a character with which no inline pattern begins."""
_SIGNS = frozenset("\\`*_{}[]()>#+.!-")
"""The characters that a backslash can escape."""
_ESCAPED = rf"\\[{re.escape(''.join(sorted(_SIGNS)))}]"
_LINK = rf"\[(?P<words>(?:{_WORD}|{_ESCAPED})+)\]\((?P<address>[0-9A-Za-z./#?=%-]+)\)"
_RAW = "</?small>"
_INSIDE = "(?<=[0-9A-Za-z])_(?=[0-9A-Za-z])"
"""Matches an underscore inside a word, as in `data-status=in_progress`: no emphasis begins or ends there."""
_STRONG = rf"\*\*(?P<strong>[^\W_](?:{_WORD}*[^\W_])?)\*\*"
"""Matches bold text at the beginning, without punctuation next to the asterisks: there versions of Markdown differ."""
PIECE = rf"{_WORD}++|{_ESCAPED}|{_LINK}|{_RAW}|{_INSIDE}"
"""Matches words, an escaped sign, a link (groups `words` and `address`), `<small>`, or an underscore inside a word."""
_TEXT = re.compile(rf"(?:{_STRONG})?+(?P<rest>(?:{PIECE})*+)")
_PIECES = re.compile(PIECE)
_WORDS = re.compile(rf"{_WORD}++")
_ESCAPES = re.compile(_ESCAPED)
_BREAK = "  \n"
"""Two blanks at the end of a line make a <br>, which this extension does not parse."""
_BEFORE, _AFTER = 20.5, 19.5
"""Priorities before and after Python-Markdown's own inline processor, which has 20."""


class _Plain(Treeprocessor):
    """Parses plain text, and marks it as parsed (`AtomicString`), so that Python-Markdown skips it."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.markdown = markdown
        self.read: list[Element] = []
        """The elements whose text or tail is marked."""

    def run(self, root: Element) -> None:
        """Walk the tree; do nothing if another extension has changed the inline patterns."""
        self.read.clear()
        if not has_stock_forms(self.markdown):
            return
        for element in [*root.iter()]:
            if element is not root:
                self._read(element)

    def _read(self, element: Element) -> None:
        text, tail = element.text, element.tail
        if tail and not isinstance(tail, AtomicString) and _WORDS.fullmatch(tail) and _BREAK not in tail:
            element.tail = AtomicString(tail)
            self.read.append(element)
        if not text or isinstance(text, AtomicString) or _BREAK in text:
            return
        if _WORDS.fullmatch(text):
            element.text = AtomicString(text)
            self.read.append(element)
        elif found := _TEXT.fullmatch(text):
            self._take_in(element, found)

    def _take_in(self, element: Element, found: re.Match[str]) -> None:
        """Replace an element's text by the children and text that Python-Markdown would make of it."""
        inside: list[Element] = []
        words: list[str] = []

        def end() -> None:
            """Put the words collected so far after the last child."""
            said = AtomicString("".join(words)) if words else None
            if inside:
                inside[-1].tail = said
            else:
                element.text = said
            words.clear()

        def begin(tag: str, text: str, **attributes: str) -> None:
            end()
            made = Element(tag, attributes)
            made.text = AtomicString(text)
            inside.append(made)

        if found["strong"]:
            begin("strong", found["strong"])
        for piece in _PIECES.finditer(found["rest"]):
            if piece["address"]:
                begin("a", _unescaped(piece["words"]), href=piece["address"])
            elif piece[0].startswith("<"):
                words.append(self.markdown.htmlStash.store(piece[0]))
            else:
                words.append(_unescaped(piece[0]))
        end()
        element[:0] = inside
        self.read += [element, *inside]


class _Read(Treeprocessor):
    """Removes the marks, so that later processors see ordinary text."""

    def __init__(self, markdown: Markdown, plain: _Plain) -> None:
        super().__init__(markdown)
        self.plain = plain

    def run(self, root: Element) -> None:
        """Turn the marked text of each element into ordinary text."""
        del root
        for element in self.plain.read:
            element.text = element.text and str(element.text)
            element.tail = element.tail and str(element.tail)
        self.plain.read.clear()


def has_stock_forms(markdown: Markdown) -> bool:
    """Return whether a converter has Python-Markdown's own inline patterns and escapes, and no other patterns."""
    return _forms(markdown.inlinePatterns) == _stock() and {*markdown.ESCAPED_CHARS} >= _SIGNS


def _forms(patterns: Iterable[Pattern]) -> list[tuple[type, str]]:
    """Return type and regular expression of inline patterns, in order, to compare them."""
    return [(type(form), form.getCompiledRegExp().pattern) for form in patterns]


@cache
def _stock() -> list[tuple[type, str]]:
    """Return the same for Python-Markdown's own inline patterns."""
    return _forms(Markdown().inlinePatterns)


def _code(escaped: re.Match[str]) -> str:
    return f"{STX}{ord(escaped[0][1])}{ETX}"


def _unescaped(text: str) -> str:
    """Return text with its escaped signs as the codes that Python-Markdown has for them until its end."""
    return _ESCAPES.sub(_code, text) if "\\" in text else text


class _Names(list[str]):
    """A list of tags that is looked up as fast as a set, also after other extensions have changed it."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self._known: frozenset[str] = frozenset()
        self._of: list[str] = []

    def __contains__(self, name: object) -> bool:
        """Return whether a tag is in the list."""
        if self != self._of:  # another extension has changed the list
            self._known, self._of = frozenset(self), list(self)
        return name in self._known


class PlainExtension(Extension):
    """Registers both tree processors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the tree processors, and make the lookup of block-level tags fast.

        Python-Markdown looks each cell, row and link up several times in a list of sixty tags that has none of these.
        """
        md.block_level_elements = _Names(md.block_level_elements)
        plain = _Plain(md)
        md.treeprocessors.register(plain, "gongkai_plain", _BEFORE)
        md.treeprocessors.register(_Read(md, plain), "gongkai_read", _AFTER)


def makeExtension(**settings: object) -> PlainExtension:  # noqa: N802 - Markdown's own name
    """Return the extension; Python-Markdown calls this function by its name."""
    return PlainExtension(**settings)
