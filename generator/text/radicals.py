"""Replace radicals (⽅ U+2F45), which text copied out of a PDF has for characters that look the same (方)."""

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
"""Radicals of the supplement (U+2E80–2EFF) with their characters; Unicode's own NFKC folds only two of that block."""


def fold_radicals(text: str) -> tuple[str, int]:
    """Return the text with its radicals replaced by characters, of the same length, and the number of radicals."""
    return _RADICALS.subn(lambda match: _character(match[0]), text)


def radicals_in(text: str) -> dict[str, str]:
    """Return the radicals of a text, each with the character that replaces it; those without one are left out."""
    found = {radical: _character(radical) for radical in _RADICALS.findall(text)}
    return {radical: character for radical, character in found.items() if radical != character}


def _character(radical: str) -> str:
    """Return the character that a radical stands for, or the radical itself if there is none."""
    folded = _SIMPLIFIED.get(radical) or unicodedata.normalize("NFKC", radical)
    return folded if len(folded) == 1 else radical
