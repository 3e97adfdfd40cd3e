"""Office Math as a line of text: a fraction as 1/2, a power as x^2."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from generator.readers.docx.names import M


def linear(element: _Element) -> str:
    """Return a formula in one line; every character that it shows is in it."""
    name = str(element.tag).removeprefix(M)
    if name == "t":
        return element.text or ""
    shape = _SHAPES.get(name)
    if shape:
        return shape(element)
    return "".join(linear(child) for child in element if not str(child.tag).endswith("Pr"))


def _scripts(element: _Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return (f"_{low}" if low else "") + (f"^{high}" if high else "")


def _brackets(element: _Element) -> str:
    inner = _property(element, "sepChr", "|").join(linear(item) for item in element.iterfind(f"{M}e"))
    return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")


def _all(element: _Element, name: str) -> str:
    return "".join(linear(item) for item in element.iterfind(M + name))


def _part(element: _Element, name: str) -> str:
    """Return the text of a part, in brackets unless it is one character, word or number."""
    text = _all(element, name)
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _bar(element: _Element) -> str:
    """Return the sign between the parts of a fraction: / or, for a binomial coefficient, which has no bar, ¦."""
    return "¦" if _property(element, "type", "bar") == "noBar" else "/"


def _property(element: _Element, name: str, default: str) -> str:
    found = element.find(f"*/{M}{name}")
    return default if found is None else found.get(f"{M}val", default)


_SHAPES: dict[str, Callable[[_Element], str]] = {
    "f": lambda item: f"{_part(item, 'num')}{_bar(item)}{_part(item, 'den')}",
    "rad": lambda item: f"{_all(item, 'deg')}√{_part(item, 'e')}",
    "sSup": lambda item: _all(item, "e") + _scripts(item),
    "sSub": lambda item: _all(item, "e") + _scripts(item),
    "sSubSup": lambda item: _all(item, "e") + _scripts(item),
    "nary": lambda item: _property(item, "chr", "∫") + _scripts(item) + _part(item, "e"),
    "d": _brackets,
    "m": lambda item: "; ".join(" ".join(map(linear, row.iterfind(f"{M}e"))) for row in item.iterfind(f"{M}mr")),
    "eqArr": lambda item: "; ".join(map(linear, item.iterfind(f"{M}e"))),
    "acc": lambda item: _part(item, "e") + _property(item, "chr", "\u0302"),
    "bar": lambda item: _part(item, "e") + ("\u0305" if _property(item, "pos", "bot") == "top" else "\u0332"),
    "groupChr": lambda item: _part(item, "e") + _property(item, "chr", "\u23df"),
    "limLow": lambda item: f"{_all(item, 'e')}_{_part(item, 'lim')}",
    "limUpp": lambda item: f"{_all(item, 'e')}^{_part(item, 'lim')}",
    "sPre": lambda item: f"{_scripts(item)} {_all(item, 'e')}",
    "func": lambda item: f"{_all(item, 'fName')} {_all(item, 'e')}",
}
