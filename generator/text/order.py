"""The reading (pinyin) of Chinese: the order in which readers expect words, and how a single character is read."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0304\u030c"))
"""Removes the combining marks of the four tones."""


def by_reading(word: str) -> bytes:
    """Return the sort key of a Chinese word: its bytes in GB 18030.

    GB 18030 has the 3,755 most used characters in the order of their readings; rarer ones sort before or after them.
    """
    return word.encode("gb18030", "replace")


@cache
def reading_of(character: str) -> str:
    """Return the usual reading of a character without its tone, `zhong` for 中; empty if it is no Chinese character.

    Read from pypinyin's table of characters: to import pypinyin loads a dictionary of phrases as well, 50 megabytes.
    """
    first = _table().get(str(ord(character)), "").partition(",")[0]
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", first).translate(_TONES))


@cache
def _table() -> dict[str, str]:
    """Return the readings of each character, by its code point in decimal; several are separated by commas."""
    package = find_spec("pypinyin")
    assert package is not None and package.origin is not None  # noqa: PT018 - it is installed with gongkai
    found: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8"))
    return found
