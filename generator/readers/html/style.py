"""What an element looks like, as far as a saved page says so itself: tags, attributes and style=""."""

from __future__ import annotations

import re

from generator.model.marks import MarkKind
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
_MARKS = {
    "del": MarkKind.STRUCK, "s": MarkKind.STRUCK, "strike": MarkKind.STRUCK, "sup": MarkKind.RAISED,
    "sub": MarkKind.LOWERED,
}  # fmt: skip
_PREFORMATTED = frozenset({"listing", "plaintext", "pre", "xmp"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def styled(element: Element, key: str) -> str:
    """Return the value of a CSS property that the page gives an element, '' if it gives none."""
    return element.styles.get(key, "") if element.styles else ""


def is_block(element: Element) -> bool:
    """Say whether an element stands on lines of its own."""
    display = styled(element, "display")
    if display.startswith("inline") and element.tag not in _PARTS_OF_TABLES:
        return False
    return element.tag in _BLOCKS or display in {"block", "flex", "grid", "table", "list-item", "flow-root"}


def is_bold(element: Element, *, around: bool) -> bool:
    """Say whether an element's text is bold; `around` is the same for the text around it."""
    weight = styled(element, "font-weight")
    if weight:
        return weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight[:6]) >= 600)
    return around or element.tag in _BOLD


def is_preformatted(element: Element, *, around: bool) -> bool:
    """Say whether line breaks in an element's text are shown; `around` is the same for the text around it."""
    white_space = styled(element, "white-space")
    if white_space:
        return white_space.startswith(("pre", "break-spaces"))
    return around or element.tag in _PREFORMATTED


def heading_level(element: Element) -> int | None:
    """Return 1–9 if an element is a heading, else None."""
    if element.get("role") == "heading" and re.fullmatch("[1-9]", element.get("aria-level")):
        return int(element.get("aria-level"))
    return HEADINGS.get(element.tag)


def marks_of(element: Element, around: tuple[MarkKind, ...]) -> tuple[MarkKind, ...]:
    """Return the kinds of marks on an element's text; `around` is the same for the text around it."""
    kinds = set(around)
    if element.tag in _MARKS:
        kinds.add(_MARKS[element.tag])
    decoration = styled(element, "text-decoration-line") or styled(element, "text-decoration")
    if "line-through" in decoration:
        kinds.add(MarkKind.STRUCK)
    elif decoration and element.tag in _STRUCK:
        kinds.discard(MarkKind.STRUCK)
    raised = {"super": MarkKind.RAISED, "sub": MarkKind.LOWERED}.get(styled(element, "vertical-align"))
    if raised:
        kinds.add(raised)
    return tuple(kind for kind in MarkKind if kind in kinds)


_STRUCK = frozenset({"del", "s", "strike"})


def drawn_around(element: Element) -> tuple[str, str]:
    """Return what a browser draws before and after an element: brackets around a ruby's reading, quotation marks."""
    if element.tag == "rt" and element.parent and not _has_brackets(element.parent):
        return "（", "）"
    if element.tag == "q" and styled(element, "quotes") != "none":
        # A quotation within a quotation has single marks.
        outer = sum(above.tag == "q" for above in element.line()) % 2
        before, after = ("“", "”") if outer else ("‘", "’")
        return element.marks.get("before", before), element.marks.get("after", after)
    return "", ""


def is_first_summary(element: Element) -> bool:
    """Say whether an element is the first <summary> of a <details>, which is shown even if that is closed."""
    around = element.parent
    if around is None or around.tag != "details":
        return False
    return next(child for child in around.children if isinstance(child, Element) and child.tag == "summary") is element


def is_link(link: Element) -> bool:
    """Say whether an <a> is a link and not only an anchor in the text."""
    return "href" in link.attributes or "onclick" in link.attributes


def _has_brackets(ruby: Element) -> bool:
    return any(isinstance(child, Element) and child.tag == "rp" for child in ruby.children)
