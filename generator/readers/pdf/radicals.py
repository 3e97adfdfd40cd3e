"""Radicals that a PDF's font gives in place of the characters that look like them."""

from __future__ import annotations

import re
import unicodedata

_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SIMPLIFIED = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Of the supplement (U+2E80–2EFF) Unicode itself folds two."""


def fold_radicals(text: str) -> tuple[str, int]:
    """Return the text with radicals as characters, and how many there were; nothing else changes."""
    return _RADICALS.subn(lambda match: _SIMPLIFIED.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)
