"""Escapes any text as Markdown that a browser shows as exactly that text."""

from __future__ import annotations

import re

_INLINE = {
    **{character: "\\" + character for character in "\\`*_{}[]#"},
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "|": "&#124;",
    "~": "&#126;",
    "^": "&#94;",
}
_TABLE = str.maketrans(_INLINE)
_OPENS_BLOCK = re.compile(r"[+\-=:!?%@/\"'.$;,]")
_OPENS_LIST = re.compile(r"(\d+)([.)])(?=\s|$)")
_NOT_IN_ATTRIBUTE = re.compile(r"[\"{}<>&\\`*_\[\]]")


def escape(text: str) -> str:
    """Return `text`, one line, as Markdown within a paragraph, heading, link or table cell."""
    return text.translate(_TABLE)


def escape_paragraph(text: str) -> str:
    """Return `text`, one line without white space at its ends, as the beginning of a Markdown paragraph."""
    start = _OPENS_LIST.match(text)
    if start:
        return f"{start[1]}&#{ord(start[2])};" + text[start.end() :].translate(_TABLE)
    if _OPENS_BLOCK.match(text):
        return f"&#{ord(text[0])};" + text[1:].translate(_TABLE)
    return text.translate(_TABLE)


def attribute(text: str) -> str:
    """Return `text` as the quoted value of an attribute list, without the characters that could end the value."""
    return _NOT_IN_ATTRIBUTE.sub("", text)
