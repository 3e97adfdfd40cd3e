"""Whether a browser shows an element, and how the page hides it."""

from __future__ import annotations

import re

from generator.readers.html.style import styled
from generator.readers.html.tree import Element

UNTOLD = "not shown"
"""Stands for hidden text of which nobody needs to be told: words for browsers without scripts, or a lone icon."""
_ICON = 2
"""Maximum length in characters of text that is only an icon."""
_TINY = 2.0
"""Maximum size in pixels of type that can't be read."""
_FAR = 500.0
"""Distance in pixels beyond the left or upper edge at which nothing can be found by scrolling."""
_UNSEEN = 0.06
"""Maximum opacity at which nothing is seen."""
_NEAR = 12
"""Maximum difference per channel (0–255) of two colours that can't be told apart."""

_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|%|vw|vh|in|cm|mm)?")
_PIXELS = {
    "px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.8, "vh": 8.0,
    "in": 96.0, "cm": 37.8, "mm": 3.78,
}  # fmt: skip
"""Pixels in a unit, for type of 16 pixels in a window of 1280 × 800."""
_SIZE_IN_FONT = re.compile(r"(?:^|\s)(0|0?\.\d+(?:px|pt|em)?|0(?:px|pt|em)|1px)(?:/\S+)?(?:\s|$)")
_NO_CLIP = re.compile(
    r"inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0(?:px|%)?[\s)]|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0(?:px|%)?\s+0"
)
"""Matches a clip-path that leaves nothing visible."""
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_FAR_TRANSFORM = re.compile(
    r"translate(?:x|y|3d)?\(\s*(?:[^,)]*,\s*)?-?(?:\d{3,}|[1-9]\d{2,}%|\d{3,}px)|scale(?:x|y|3d)?\(\s*0?(?:\.0\d*)?\s*[,)]"
)
"""Matches a transform that moves an element far away or makes it vanish."""
_FAR_TRANSLATE = re.compile(r"(?:\S+\s+)?-?\d{3,}(?:\.\d+)?(?:px|%)?(?:\s.*)?")
"""The same for the property `translate`."""
_NO_SCALE = re.compile(r"(?:\S+\s+)?0?(?:\.0\d*)?%?(?:\s.*)?")
"""Matches a value of the property `scale` with which an element vanishes."""
_BLURRED = re.compile(r"blur\(\s*(\d+(?:\.\d+)?)px")
_MOST_BLURRED = 4.0
"""Minimum radius in pixels of a blur that makes type unreadable."""
_TIGHTEST = -0.8
"""Maximum letter-spacing, in widths of a character, with which letters lie on top of each other."""
_NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
}  # fmt: skip

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)


def hidden_how(element: Element) -> str:
    """Return how a page hides an element and everything in it, in words; '' if it does not."""
    if element.tag == "noscript":
        return UNTOLD
    if element.get("aria-hidden") == "true" and not any(
        isinstance(child, Element) or len(child.strip()) > _ICON for child in element.children
    ):
        return UNTOLD
    if "hidden" in element.attributes and styled(element, "display") in {"", "none"}:
        return "hidden"
    if element.tag == "dialog" and "open" not in element.attributes:
        return "a closed dialog"
    if "popover" in element.attributes and not styled(element, "display"):
        return "popover"
    return _hidden_by_style(element) if element.styles else ""


def _hidden_by_style(element: Element) -> str:  # noqa: PLR0911 - a way a line
    if styled(element, "display") == "none":
        return "display: none"
    if styled(element, "content-visibility") == "hidden":
        return "content-visibility: hidden"
    opacity = _number(styled(element, "opacity"))
    if (opacity is not None and opacity <= _UNSEEN) or re.match(r"opacity\(\s*0", styled(element, "filter")):
        return "opacity: 0"
    if _off_screen(element):
        return "off the page"
    if how := _unreadable(element):
        return how
    clip = _NUMBERS.findall(styled(element, "clip")) if styled(element, "clip").startswith("rect") else ()
    flat = len(clip) >= 4 and (clip[0] == clip[2] or clip[1] == clip[3])
    if flat or _NO_CLIP.search(styled(element, "clip-path")):
        return "clipped away"
    cut = any(
        styled(element, key).split(" ")[0] in {"hidden", "clip"} for key in ("overflow", "overflow-x", "overflow-y")
    )
    sizes = (_pixels(styled(element, key)) for key in ("height", "max-height", "width", "max-width"))
    if cut and any(size is not None and size <= 1 for size in sizes):
        return "of no height"
    return ""


def _unreadable(element: Element) -> str:
    """Return how a style makes letters unreadable: blurred, on top of each other, as dots; '' if it does not."""
    blurred = _BLURRED.search(styled(element, "filter"))
    if blurred and float(blurred[1]) >= _MOST_BLURRED:
        return "blurred"
    spacing = re.fullmatch(r"(-?\d*\.?\d+)em", styled(element, "letter-spacing"))
    if spacing and float(spacing[1]) <= _TIGHTEST:
        return "drawn on one place"
    return "shown as dots" if styled(element, "-webkit-text-security") in {"disc", "circle", "square"} else ""


def moved_how(element: Element) -> str:
    """Return how a page shows an element, or what is in it, in another order than the file has; '' if it does not."""
    for key in ("flex-direction", "flex-flow"):
        if "reverse" in styled(element, key):
            return f"{key}: {styled(element, key)}"
    if re.fullmatch(r"[+-]?0*[1-9]\d*", styled(element, "order")):
        return f"order: {styled(element, 'order')}"
    overridden = element.tag == "bdo" or "override" in styled(element, "unicode-bidi")
    backwards = element.get("dir").lower() == "rtl" or styled(element, "direction") == "rtl"
    return "direction: rtl" if overridden and backwards else ""


def _off_screen(element: Element) -> bool:
    moved = [_pixels(styled(element, key)) for key in ("margin-left", "margin-top", "text-indent")]
    if any(value is not None and value <= -_FAR for value in moved):
        return True
    moves, size = styled(element, "translate"), styled(element, "scale")
    if _FAR_TRANSFORM.search(styled(element, "transform")) or _FAR_TRANSLATE.fullmatch(moves):
        return True
    if size and _NO_SCALE.fullmatch(size):
        return True
    if styled(element, "position") not in {"absolute", "fixed", "relative", "sticky"}:
        return False
    sides = [_pixels(value) for key in ("left", "top", "right", "bottom") if (value := styled(element, key))]
    sides.extend(_pixels(value) for value in styled(element, "inset").split())
    return any(side is not None and (side <= -_FAR or side > 9 * _FAR) for side in sides)


def visibility(element: Element, around: str) -> str:
    """Return how `visibility` hides an element's text, '' if not; `around` is the same for the element around it."""
    value = styled(element, "visibility")
    if not value or value in {"inherit", "unset"}:
        return around
    return "visibility: hidden" if value in {"hidden", "collapse"} else ""


def is_tiny(element: Element, *, around: bool) -> bool:
    """Say whether an element's type is too small to be read; `around` is the same for the element around it."""
    size = styled(element, "font-size")
    if size and size not in {"inherit", "unset"}:
        pixels = _pixels(size)
        return pixels is not None and pixels <= _TINY
    font = styled(element, "font")
    return bool(_SIZE_IN_FONT.search(font)) if font else around


def colour(element: Element, around: Colour | None) -> Colour | None:
    """Return the colour of an element's text, None for transparent; `around` is the same for the element around it."""
    stated = (
        styled(element, "-webkit-text-fill-color")
        or styled(element, "color")
        or (element.get("color") if element.tag == "font" else "")
        or (element.get("text") if element.tag == "body" else "")
    )
    return _colour(stated, around) if stated else around


def ground(element: Element, around: Colour | None) -> Colour | None:
    """Return the background colour of an element, None if it is not known, as with a background picture."""
    stated = styled(element, "background-color") or styled(element, "background") or element.get("bgcolor")
    picture = styled(element, "background-image") or element.get("background")
    if (picture and picture != "none") or "url(" in stated or "gradient" in stated:
        return None
    if not stated:
        return around
    for word in re.findall(r"[a-z]+\([^)]*\)|\S+", stated):
        found = _colour(word, around)
        if found != around:
            return found or around
    return around


def same(one: Colour | None, other: Colour | None) -> bool:
    """Say whether text of colour `one` is invisible on background `other`; None is transparent, or not known."""
    if one is None:
        return True
    return other is not None and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _colour(stated: str, around: Colour | None) -> Colour | None:  # noqa: PLR0911 - a notation a line
    """Return the colour that a CSS value states; `around` if it states none, None if it is transparent."""
    value = stated.strip().lower()
    if value == "transparent":
        return None
    if value in _NAMED:
        return _NAMED[value]
    digits = value.removeprefix("#")
    if value.startswith("#") or re.fullmatch("[0-9a-f]{6}", value):
        if not re.fullmatch(r"[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}", digits):
            return around
        parts = [c * 2 for c in digits] if len(digits) <= 4 else re.findall("..", digits)
        red, green, blue = (int(part, 16) for part in parts[:3])
        return None if len(parts) > 3 and int(parts[3], 16) <= _NEAR else (red, green, blue)
    if value.startswith(("rgb(", "rgba(")):
        numbers = [float(part) for part in _NUMBERS.findall(value)]
        if len(numbers) < 3:
            return around
        if "%" in re.split("[/,]", value, maxsplit=1)[0]:
            numbers[:3] = [part * 2.55 for part in numbers[:3]]
        faint = len(numbers) > 3 and numbers[3] * (0.01 if value.endswith("%)") else 1) <= _UNSEEN
        return None if faint else (int(numbers[0]), int(numbers[1]), int(numbers[2]))
    if value.startswith(("hsl(", "hsla(")) and re.search(r"100%\s*[,)/]?\s*[\d.]*%?\)?$", value):
        return WHITE
    return around


def _pixels(value: str) -> float | None:
    match = _LENGTH.fullmatch(value.strip()) if value else None
    return float(match[1]) * _PIXELS[match[2] or ""] if match else None


def _number(value: str) -> float | None:
    match = re.fullmatch(r"\s*(\d+\.?\d*|\.\d+)(%?)\s*", value)
    return float(match[1]) / (100 if match[2] else 1) if match else None
