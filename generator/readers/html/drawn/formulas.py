"""MathML as a line of text, as formulas of Word are: a fraction as 1/2, a power raised.

Browsers draw the parts of a formula above and below each other; read one behind the other, ½ would be 12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.readers.html.tree import Element
from generator.text.spacing import solid

_Line = Iterator[Element | str]


def set_in_lines(top: Element) -> None:
    """Rearrange all formulas in an element, in place, so that their text, read in order, says what they show."""
    # Inner ones first: a part that is raised becomes a <sup>, and must have been rearranged itself before.
    for element in reversed([found for found in top.walk() if found.tag in _SHAPES]):
        parts = [child for child in element.children if isinstance(child, Element)]
        count, line = _SHAPES[element.tag]
        if count in {0, len(parts)}:
            element.children = list(line(element, parts))


def _fraction(_: Element, parts: list[Element]) -> _Line:
    yield from _whole(parts[0])
    yield "/"
    yield from _whole(parts[1])


def _root(_: Element, parts: list[Element]) -> _Line:
    yield "√"
    if len(parts) == 1:
        yield from _whole(parts[0])
    else:
        yield "("
        yield from parts
        yield ")"


def _higher_root(_: Element, parts: list[Element]) -> _Line:
    yield _as(parts[1], "sup")
    yield "√"
    yield from _whole(parts[0])


def _scripts(*marks: str) -> Callable[[Element, list[Element]], _Line]:
    """Return a function that raises (sup) or lowers (sub) the parts after the first."""
    return lambda _, parts: iter([parts[0], *map(_as, parts[1:], marks)])


def _limits(*signs: str) -> Callable[[Element, list[Element]], _Line]:
    """Return a function that puts a sign before each of the parts below or above the first."""

    def line(_: Element, parts: list[Element]) -> _Line:
        yield parts[0]
        for sign, part in zip(signs, parts[1:], strict=True):
            yield sign
            yield from _whole(part)

    return line


def _brackets(element: Element, parts: list[Element]) -> _Line:
    separators = solid(element.attributes.get("separators", ","))
    yield element.attributes.get("open", "(")
    for at, part in enumerate(parts):
        if at and separators:
            yield separators[min(at, len(separators)) - 1]
        yield part
    yield element.attributes.get("close", ")")


def _parted(mark: str) -> Callable[[Element, list[Element]], _Line]:
    """Return a function that puts a mark between the rows or cells of a matrix."""

    def line(_: Element, parts: list[Element]) -> _Line:
        for at, part in enumerate(parts):
            if at:
                yield mark
            yield part

    return line


def _whole(part: Element) -> list[Element | str]:
    """Return a part of a formula, in brackets if it is more than a number or a name."""
    text = solid(part.text())
    return [part] if len(text) < 2 or text.replace(".", "").isalnum() else ["(", part, ")"]


def _as(part: Element, mark: str) -> Element:
    """Return a part raised or lowered."""
    part.tag = mark
    return part


_SHAPES: dict[str, tuple[int, Callable[[Element, list[Element]], _Line]]] = {
    "mfrac": (2, _fraction),
    "msqrt": (0, _root),
    "mroot": (2, _higher_root),
    "msup": (2, _scripts("sup")),
    "msub": (2, _scripts("sub")),
    "msubsup": (3, _scripts("sub", "sup")),
    "mover": (2, _limits("^")),
    "munder": (2, _limits("_")),
    "munderover": (3, _limits("_", "^")),
    "mfenced": (0, _brackets),
    "mtr": (0, _parted(" ")),
    "mtable": (0, _parted("; ")),
}
"""By tag: how many parts the element must have, 0 for any number, and the function that puts them in a line."""
