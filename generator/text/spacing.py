"""White space and lengths of Chinese text."""

from __future__ import annotations

import re

_SPACED = re.compile(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])")
"""Matches a blank beside a Chinese character."""


EXCERPT = 12
"""Number of characters of a paragraph that the printed outline shows."""


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one blank, and no white space at the ends."""
    return " ".join(text.split())


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the first `length` characters of `text`, with … where more follows."""
    return text if len(text) <= length else text[:length] + "…"


def solid(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def unspaced(text: str) -> str:
    """Return `text` without blanks beside Chinese characters, as in letter-spaced titles (政 府 工 作 报 告)."""
    return _SPACED.sub("", squeeze(text))
