"""What an element looks like, as far as a saved page says so itself: tags, attributes and style=""."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.html.tree import Element

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "noscript",
        "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul", "xmp",
    }
)  # fmt: skip
_PARTS_OF_TABLES = frozenset({"table", "tbody", "td", "tfoot", "th", "thead", "tr", "caption"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_PREFORMATTED = frozenset({"listing", "plaintext", "pre", "xmp"})
_ICON = 2
"""Characters of an icon that is text."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}


@lru_cache(maxsize=4096)
def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        found[key.strip().lower()] = re.sub(r"\s*!important", "", value.strip().lower())
    return found


def styled(element: Element, key: str) -> str:
    """Return what the element's own style="" says, '' where it says nothing."""
    style = element.get("style")
    return _declarations(style).get(key, "") if style else ""


def is_block(element: Element) -> bool:
    """Say whether an element stands on lines of its own."""
    display = styled(element, "display")
    if display.startswith("inline") and element.tag not in _PARTS_OF_TABLES:
        return False
    return element.tag in _BLOCKS or display in {"block", "flex", "grid", "table", "list-item", "flow-root"}


def is_hidden(element: Element) -> bool:
    """Say whether a browser shows nothing of an element: hidden, closed, for who has no scripts, or a lone icon."""
    if "hidden" in element.attributes or element.tag == "noscript":
        return True
    if element.tag == "dialog" and "open" not in element.attributes:
        return True
    if styled(element, "display") == "none" or styled(element, "visibility") in {"hidden", "collapse"}:
        return True
    return element.get("aria-hidden") == "true" and not any(
        isinstance(child, Element) or len(child.strip()) > _ICON for child in element.children
    )


def is_bold(element: Element, *, around: bool) -> bool:
    """Say whether an element's text is bold; `around` is what the text around it is."""
    weight = styled(element, "font-weight")
    if weight:
        return weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight[:6]) >= 600)
    return around or element.tag in _BOLD


def is_preformatted(element: Element, *, around: bool) -> bool:
    """Say whether line breaks in an element's text are shown."""
    white_space = styled(element, "white-space")
    if white_space:
        return white_space.startswith(("pre", "break-spaces"))
    return around or element.tag in _PREFORMATTED


def heading_level(element: Element) -> int | None:
    """Return 1–9 where an element is a heading."""
    if element.get("role") == "heading" and re.fullmatch("[1-9]", element.get("aria-level")):
        return int(element.get("aria-level"))
    return HEADINGS.get(element.tag)
