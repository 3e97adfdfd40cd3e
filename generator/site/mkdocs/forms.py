"""A Markdown extension: text of plain words, links and escaped signs is read in a fraction of the time.

Python-Markdown looks for each of some fifteen inline forms in every text; of a report's paragraphs and of the cells of
its tables hardly any has one that this does not know. What comes out is the same.
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
"""A character that opens no inline form."""
_SIGNS = frozenset("\\`*_{}[]()>#+.!-")
"""What can be escaped."""
_ESCAPED = rf"\\[{re.escape(''.join(sorted(_SIGNS)))}]"
_LINK = rf"\[(?P<words>(?:{_WORD}|{_ESCAPED})+)\]\((?P<address>[0-9A-Za-z./#?=%-]+)\)"
_RAW = "</?small>"
_STRONG = rf"\*\*(?P<strong>[^\W_](?:{_WORD}*[^\W_])?)\*\*"
"""At the start: no sign of punctuation beside the asterisks, of which versions of Markdown think differently."""
_PIECE = rf"{_WORD}++|{_ESCAPED}|{_LINK}|{_RAW}"
_TEXT = re.compile(rf"(?:{_STRONG})?+(?P<rest>(?:{_PIECE})*+)")
_PIECES = re.compile(_PIECE)
_WORDS = re.compile(rf"{_WORD}++")
_ESCAPES = re.compile(_ESCAPED)
_BREAK = "  \n"
_BEFORE, _AFTER = 20.5, 19.5
"""Python-Markdown looks for inline forms at 20."""


class _Plain(Treeprocessor):
    """Reads what is plain, and marks it as read."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.markdown = markdown
        self.read: list[Element] = []
        """The elements whose text, or what stands behind them, is marked."""

    def run(self, root: Element) -> None:
        """Walk the tree; where an extension has added or changed an inline form, nothing is done."""
        self.read.clear()
        if _forms(self.markdown.inlinePatterns) != _stock() or not {*self.markdown.ESCAPED_CHARS} >= _SIGNS:
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
        """Make of an element's text what inline forms would."""
        inside: list[Element] = []
        words: list[str] = []

        def end() -> None:
            """Put the words so far behind the last element."""
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
    """Takes the marks away: for whoever comes later it is text like any other."""

    def __init__(self, markdown: Markdown, plain: _Plain) -> None:
        super().__init__(markdown)
        self.plain = plain

    def run(self, root: Element) -> None:
        """Go through what was marked."""
        del root
        for element in self.plain.read:
            element.text = element.text and str(element.text)
            element.tail = element.tail and str(element.tail)
        self.plain.read.clear()


def _forms(patterns: Iterable[Pattern]) -> list[tuple[type, str]]:
    """Return what tells inline forms from others, in their order."""
    return [(type(form), form.getCompiledRegExp().pattern) for form in patterns]


@cache
def _stock() -> list[tuple[type, str]]:
    """Return this of Python-Markdown's own."""
    return _forms(Markdown().inlinePatterns)


def _code(escaped: re.Match[str]) -> str:
    return f"{STX}{ord(escaped[0][1])}{ETX}"


def _unescaped(text: str) -> str:
    """Return text with escaped signs as Python-Markdown holds them until its end."""
    return _ESCAPES.sub(_code, text) if "\\" in text else text


class _Names(list[str]):
    """Names of elements, looked up as in a set; those that other extensions add or take away count as well."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self._known: frozenset[str] = frozenset()
        self._of: list[str] = []

    def __contains__(self, name: object) -> bool:
        """Say whether it is one of them."""
        if self != self._of:  # other extensions change it, at the latest before a page is read
            self._known, self._of = frozenset(self), list(self)
        return name in self._known


class PlainExtension(Extension):
    """Registers both."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Take part in the conversion.

        For each cell, row and link it is asked several times whether its element is a block: of sixty names none is it.
        """
        md.block_level_elements = _Names(md.block_level_elements)
        plain = _Plain(md)
        md.treeprocessors.register(plain, "gongkai_plain", _BEFORE)
        md.treeprocessors.register(_Read(md, plain), "gongkai_read", _AFTER)


def makeExtension(**settings: object) -> PlainExtension:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks for it."""
    return PlainExtension(**settings)
