"""Elements as selectors see them, and their places among others: `:first-child`, `:nth-of-type(2n+1)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

_NTH = re.compile(r"\s*(?:([+-]?\d{0,6})n\s*(?:([+-])\s*(\d{1,6}))?|([+-]?\d{1,6}))\s*", re.IGNORECASE)


class Styled(Hashable, Protocol):
    """An element to which rules can apply."""

    tag: str
    attributes: dict[str, str]
    place: int
    """Its number among the elements of the one around it, from 1."""

    @property
    def above(self) -> Styled | None:
        """The element around it."""

    @property
    def inside(self) -> Sequence[Styled]:
        """The elements directly in it, in order, without those that hold no text."""

    @property
    def size(self) -> int:
        """The number of elements directly in it, those that hold no text included."""

    @property
    def bare(self) -> bool:
        """Whether nothing is in it."""

    @property
    def before(self) -> Styled | None:
        """The element right before it, if that holds text."""

    @property
    def kin(self) -> tuple[int, int]:
        """(its number among the elements of its tag beside it, their number)."""


def nth(name: str, inside: str) -> tuple[int | None, int]:
    """Return a and b of `:nth-child(an+b)`; a is None if it is not one of these."""
    if re.fullmatch("(?:first|last)-(?:child|of-type)", name):
        return 0, 1
    if not re.fullmatch("nth-(?:last-)?(?:child|of-type)", name):
        return None, 0
    word = inside.strip().lower()
    if word in {"odd", "even"}:
        return 2, int(word == "odd")
    match = _NTH.fullmatch(word)
    if match is None:
        return None, 0
    if match[4]:
        return 0, int(match[4])
    step = int(f"{match[1]}1" if match[1] in {"", "+", "-"} else match[1])
    return step, int(f"{match[2]}{match[3]}") if match[3] else 0


def is_nth(place: int, step: int, first: int) -> bool:
    """Say whether a place is one of `step` times 0, 1, 2… plus `first`."""
    if not step:
        return place == first
    return (place - first) % step == 0 and (place - first) // step >= 0


def places(of_type: bool, *, from_end: bool) -> Callable[[Styled], tuple[int, int]]:  # noqa: FBT001 - one of two
    """Return what counts an element among those beside it: (its place, how many there are)."""

    def counted(element: Styled) -> tuple[int, int]:
        place, size = (
            element.kin if of_type else (element.place, element.above.size if element.above else element.place)
        )
        return size - place + 1 if from_end else place, size

    return counted
