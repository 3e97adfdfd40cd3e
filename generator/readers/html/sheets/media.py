"""Media queries: whether the rules of a style sheet apply to a window on an office computer."""

from __future__ import annotations

import re

_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d+(?:\.\d+)?)(px|r?em)?")
_RANGE = re.compile(r"\(\s*(?:device-)?width\s*([<>])=?\s*(\d+(?:\.\d+)?)(px|r?em)?")
_OTHER_MEDIA = re.compile(
    r"\b(?:print|speech|handheld|projection|tv)\b|prefers-color-scheme\s*:\s*dark|forced-colors\s*:\s*active"
)
"""Matches what a media query asks for where its rules do not apply to the window of an office computer."""
_EM = 16
"""Pixels in an em of a media query."""
_SCREEN = 1280
"""Width in pixels of the window for which a page's style is applied."""


def on_screen(media: str) -> bool:
    """Say whether one of the queries of `media=""` or `@media` fits a window of `_SCREEN` pixels on a screen."""
    return not media.strip() or any(map(_fits, media.lower().split(",")))


def _fits(query: str) -> bool:
    stated = [*_WIDTH.findall(query), *_RANGE.findall(query)]
    sizes = [(kind, float(value) * (_EM if "em" in unit else 1)) for kind, value, unit in stated]
    narrow = any(size > _SCREEN if kind in {"min", ">"} else size < _SCREEN for kind, size in sizes)
    fits = not narrow and not _OTHER_MEDIA.search(query)
    return not fits if query.split()[:1] == ["not"] else fits
