"""What a browser shows of elements that hold no text of the page: form fields, drawings, frames, film and sound.

Only ticks are read as text: nobody could copy the rest out of the page as part of a report. A message tells of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that a page shows and that is no text of it."""

    what: str
    """What it is, in words that `particular` can translate."""
    words: str
    """What it says, or else the address that it leads to."""


TICK = "a tick box"
"""A tick box or radio button: it says something about the words after it, and is read as ☑ or ☐, ◉ or ○."""
_NO_FIELD = frozenset({"hidden", "password", "image", "file", "color", "range"})
"""Types of an <input> that show no words."""
_TICKS = {"checkbox": "☐☑", "radio": "○◉"}
"""The signs for each type without and with its tick."""


def unread(node: LexborNode) -> Unread | None:
    """Return what a browser shows of an element that is never text; None if it shows no words."""
    told = _TOLD.get((node.tag or "").lower())
    found = told(node) if told else None
    return found if found and found.words else None


def _input(node: LexborNode) -> Unread | None:
    kind = _get(node, "type").lower()
    if kind in _TICKS:
        return Unread(TICK, _TICKS[kind]["checked" in node.attributes])
    return None if kind in _NO_FIELD else Unread("a form field", _get(node, "value"))


def _select(node: LexborNode) -> Unread:
    chosen = node.css_first("option[selected]") or node.css_first("option")
    return Unread("a form field", _squeezed(chosen.text()) if chosen else "")


def _drawing(node: LexborNode) -> Unread:
    words = (part.text() for part in node.css("text, foreignObject"))
    return Unread("a drawing", " ".join(filter(None, map(_squeezed, words))))


def _canvas(node: LexborNode) -> Unread:
    return Unread("a drawing", _squeezed(node.text()) or "canvas")


def _frame(node: LexborNode) -> Unread | None:
    inside = _get(node, "srcdoc")
    if inside:
        body = LexborHTMLParser(inside).body
        return Unread("a frame", _squeezed(body.text()) if body else "")
    address = _get(node, "src")
    return None if address.lower().startswith(("about:", "javascript:")) else Unread("a frame", address)


def _object(node: LexborNode) -> Unread:
    inner = node.css_first("embed")
    address = _get(node, "data") or _get(node, "src") or (_get(inner, "src") if inner else "")
    return Unread("a frame", _squeezed(node.text()) or address)


def _film(node: LexborNode) -> Unread:
    source = node.css_first("source")
    return Unread("film or sound", _get(node, "src") or (_get(source, "src") if source else ""))


def _template(node: LexborNode) -> Unread | None:
    """Return the words of a template that a browser shows as the content of the element around it; None for others."""
    if "shadowrootmode" not in node.attributes:
        return None
    body = LexborHTMLParser((node.html or "").partition(">")[2]).body
    return Unread("a template", _squeezed(body.text()) if body else "")


def _get(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


_TOLD: dict[str, Callable[[LexborNode], Unread | None]] = {
    "input": _input,
    "select": _select,
    "textarea": lambda node: Unread("a form field", _squeezed(node.text())),
    "meter": lambda node: Unread("a gauge", _get(node, "value")),
    "progress": lambda node: Unread("a gauge", _get(node, "value")),
    "svg": _drawing,
    "canvas": _canvas,
    "iframe": _frame,
    "object": _object,
    "embed": _object,
    "applet": _object,
    "video": _film,
    "audio": _film,
    "template": _template,
}
