"""Conversion between half- and full-width forms, always one character for one, so that offsets stay valid."""

from __future__ import annotations

import re

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Translation table from U+FF01–FF5E (！ to ～) and the ideographic blank U+3000 to ASCII."""

_SHOWN = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
"""The marks, apart from brackets, that `widen` shows full-width."""
_HIDDEN = str.maketrans({wide: mark for mark, wide in {**_SHOWN, "(": "（", ")": "）"}.items()})
_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
_IS_CJK = re.compile(f"[{_CJK}]")


def fold(text: str) -> str:
    """Return `text` with full-width forms as ASCII, of the same length: （１） becomes (1)."""
    return text.translate(_FULL)


def fold_marks(text: str) -> str:
    """Return `text` with the full-width marks that `widen` may have put in as half-width marks, of the same length."""
    return text.translate(_HIDDEN)


def widen(text: str) -> str:
    """Return `text` with the marks `,:;!?()` as full-width forms where they stand beside Chinese; of the same length.

    A mark between ASCII letters or digits (1,000 · 10:30 · 1:2) stays, and so does a pair of brackets with only
    ASCII inside and beside it. A percent sign counts as Chinese: a comma after it divides a Chinese sentence.
    Only these marks change.
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
    """Return the next character in direction `step` (1 or -1) that is neither white space nor a bracket, or empty."""
    index += step
    while 0 <= index < len(text) and (text[index].isspace() or text[index] in "()"):
        index += step
    return text[index] if 0 <= index < len(text) else ""


def _cjk(character: str) -> bool:
    """Say whether a character counts as Chinese in `widen`; the empty text does not."""
    return character == "%" or bool(character and _IS_CJK.match(character))
