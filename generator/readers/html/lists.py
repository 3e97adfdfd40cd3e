"""The numbers that browsers show before the items of a list, as text."""

from __future__ import annotations

import re

from generator.readers.html.style import styled
from generator.readers.html.tree import Element
from generator.text.list_numbers import FORMS
from generator.text.numerals import SIGNS

LISTS = frozenset({"ol", "ul", "menu", "dir"})
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_CHINESE = frozenset(
    {
        "cjk-ideographic", "trad-chinese-informal", "simp-chinese-informal",
        "trad-chinese-formal", "simp-chinese-formal", "cjk-decimal",
    }
)  # fmt: skip
_NO_NUMBER = frozenset({"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"})
_KNOWN = (
    _CHINESE
    | _NO_NUMBER
    | {"decimal", "decimal-leading-zero", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin"}
    | {"lower-roman", "upper-roman"}
)
"""Types that are known; with any other value (inside, initial) a list has the type of its element."""
_URL = re.compile(r"url\([^)]{0,2000}\)")
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")
_TYPED = re.compile(rf"[\s　]*[(（]?[\d０-９一二三四五六七八九十]{{1,4}}(?:[)）、是]|[.．](?!\d))|[\s　]*[{SIGNS}]")
"""Matches a number that the author typed at an item's start: 1., (一), 一是, ①."""
_LARGEST_ROMAN, _LARGEST_HAN = 3_999, 9_999


def numbers_of(items: Element) -> dict[Element, str]:
    """Return the text that a browser shows before each item of a list, such as `1.` or `一、`; '' for bullets.

    If every item begins with a typed number, the result is empty: a style sheet then hides the list's own numbers.
    """
    found = [child for child in items.children if isinstance(child, Element) and child.tag == "li"]
    if not found or all(_TYPED.match(_opening(item)) for item in found):
        return {}
    backwards = "reversed" in items.attributes
    value = _integer(items.get("start"))
    if value is None:
        value = len(found) if backwards else 1
    numbers = {}
    for item in found:
        stated = _integer(item.get("value"))
        value = value if stated is None else stated
        numbers[item] = _shown(value, _style(item, items))
        value += -1 if backwards else 1
    return numbers


def _opening(item: Element) -> str:
    """Return the first text of an item."""
    for element in item.walk():
        for child in element.children:
            if isinstance(child, str) and child.strip():
                return child
            if isinstance(child, Element):
                break
    return ""


def _style(item: Element, items: Element) -> str:
    """Return the type of an item's number: by its style or attributes, by those of the list, or by the list's tag."""
    for element in (item, items):
        style = styled(element, "list-style-type") or _type_in(styled(element, "list-style"))
        if style in _KNOWN or style[:1] in {'"', "'"}:
            return style
        if element.get("type") in _TYPES:
            return _TYPES[element.get("type")]
    return "decimal" if items.tag == "ol" else "disc"


def _type_in(style: str) -> str:
    """Return the type in a value of `list-style`, which can also name a picture and a position; '' if it has none."""
    words = _URL.sub(" ", style).split()
    return next((word for word in words if word in _KNOWN or word[:1] in {'"', "'"}), "")


def _shown(value: int, style: str) -> str:
    if style in _NO_NUMBER or style[:1] in {'"', "'"}:
        return style.strip("\"'") if style not in _NO_NUMBER else ""
    if style in _CHINESE:
        if not 0 <= value <= _LARGEST_HAN:
            return f"{value}、"
        form = "ideographDigital" if style == "cjk-decimal" else "chineseCountingThousand"
        return f"{FORMS['chineseLegalSimplified' if 'formal' in style.split('-') else form](value)}、"
    if style in {"lower-alpha", "lower-latin", "upper-alpha", "upper-latin"} and value > 0:
        letters = _letters(value)
        return f"{letters.upper() if style.startswith('upper') else letters}."
    if style in {"lower-roman", "upper-roman"} and 0 < value <= _LARGEST_ROMAN:
        return f"{FORMS['upperRoman' if style.startswith('upper') else 'lowerRoman'](value)}."
    return f"{value:02}." if style == "decimal-leading-zero" else f"{value}."


def _letters(value: int) -> str:
    """Return a … z, aa, ab, as browsers count (Word counts aa, bb)."""
    letters = ""
    while value:
        value, place = divmod(value - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _integer(text: str) -> int | None:
    match = _INTEGER.match(text)
    return int(match[1]) if match else None
