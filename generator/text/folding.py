"""Half- and full-width forms: one table, one character for one, so that offsets never move."""

from __future__ import annotations

import re

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""U+FF01–FF5E (！ to ～) and the ideographic blank, to ASCII."""

_SHOWN = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_HIDDEN = str.maketrans({wide: mark for mark, wide in {**_SHOWN, "(": "（", ")": "）"}.items()})
_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
_IS_CJK = re.compile(f"[{_CJK}]")


def fold(text: str) -> str:
    """Return `text` with full-width forms as their ASCII twins; same length."""
    return text.translate(_FULL)


def fold_marks(text: str) -> str:
    """Return `text` with the marks that `widen` may have changed in their half-width form; same length."""
    return text.translate(_HIDDEN)


def widen(text: str) -> str:
    """Return `text` with `,:;!?()` shown full-width where they stand beside Chinese; same length.

    A mark between two ASCII letters or digits (1,000 · 10:30 · 1:2) stays, and so do brackets around
    ASCII in ASCII company. A comma after a percent sign divides a Chinese sentence, never a number.
    Nothing but these marks ever changes.
    """
    characters = list(text)
    for index, character in enumerate(text):
        if character in _SHOWN and (_cjk(_neighbour(text, index, -1)) or _cjk(_neighbour(text, index, 1))):
            characters[index] = _SHOWN[character]
    opened: list[int] = []
    for index, character in enumerate(text):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            start = opened.pop()
            inside = text[start + 1 : index]
            around = _neighbour(text, start, -1) + _neighbour(text, index, 1)
            if _IS_CJK.search(inside) or _IS_CJK.search(around):
                characters[start], characters[index] = "（", "）"
    return "".join(characters)


def _neighbour(text: str, index: int, step: int) -> str:
    """Return the next character that is neither white space nor a bracket."""
    index += step
    while 0 <= index < len(text) and (text[index].isspace() or text[index] in "()"):
        index += step
    return text[index] if 0 <= index < len(text) else ""


def _cjk(character: str) -> bool:
    return character == "%" or bool(character and _IS_CJK.match(character))
