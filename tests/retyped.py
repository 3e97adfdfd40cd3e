"""The same text as another office would have typed it: another numbering, other marks, no final stop."""

from __future__ import annotations

import re
from collections.abc import Callable

_HALF = str.maketrans("，；：（）？！", ",;:()?!")
_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[是、]|[(（①-⒇]")
"""Matches a numbering at the start of a text."""


def _numbered(number: str, text: str) -> str:
    """Return a text with a numbering before it, unless it has one."""
    return text if _NUMBERED.match(text) else number + text


RETYPED: dict[str, Callable[[str], str]] = {
    "（一）, half-width marks, no stop": lambda text: _numbered("（一）", text).rstrip("。").translate(_HALF),
    "1、, full-width digits, straight quotation marks, stop": lambda text: (
        _numbered("1、", text).replace("“", '"').replace("”", '"').translate(_FULL_DIGITS).rstrip("。") + "。"
    ),
    "two blanks, (3), semicolon": lambda text: "　　" + _numbered("(3)", text).rstrip("。") + "；",
    "①, two lines": lambda text: _numbered("①", text).rstrip("。").replace("。", "。\n") + "。",
}
"""Ways to type a text that say the same, each a function from a text to how it is typed."""
