"""Signs for text that is struck out, raised or lowered: characters that no report has, added for the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.marks import MarkKind, plain
from generator.model.source import Source

_SIGNS = {
    MarkKind.STRUCK: ("\ufdd0", "\ufdd1"),
    MarkKind.RAISED: ("\ufdd2", "\ufdd3"),
    MarkKind.LOWERED: ("\ufdd4", "\ufdd5"),
}
"""The signs that begin and end each kind of mark: Unicode noncharacters, which every reader refuses in a text."""
_KINDS = {sign: (kind, at == 0) for kind, signs in _SIGNS.items() for at, sign in enumerate(signs)}
"""The kind of mark for each sign, and whether the sign begins it."""
SIGNS = frozenset(_KINDS)
"""All signs."""
_PIECE = "\ufdd6"
"""Stands between the pieces of an output while they are brought into one form."""
_TAGS = {
    "del": MarkKind.STRUCK,
    "sup": MarkKind.RAISED,
    "sub": MarkKind.LOWERED,
}
KINDS_OF_TAGS = dict(_TAGS)
"""The kind of mark that each HTML element makes."""
SIGNS_OF_TAGS = {tag: _SIGNS[kind] for tag, kind in _TAGS.items()}
"""The two signs for each HTML element that makes a mark."""


def in_one_form(text: str) -> str:
    """Return a text with its signs in a normal form: the same for any nesting of elements and any links within them."""
    if not any(sign in text for sign in _KINDS):
        return text
    depth = dict.fromkeys(MarkKind, 0)
    parts: list[str] = []
    before: tuple[MarkKind, ...] = ()
    for character in text:
        if character in _KINDS:
            kind, begins = _KINDS[character]
            depth[kind] += 1 if begins else -1
            continue
        if character == _PIECE:
            parts.append(character)
            continue
        now = tuple(kind for kind in MarkKind if depth[kind] > 0)
        parts += [_between(before, now), character]
        before = now
    return "".join([*parts, _between(before, ())])


def pieces_in_one_form(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of an output in normal form; a mark that ends one piece and begins the next counts as one."""
    return in_one_form(_PIECE.join(pieces)).split(_PIECE)


def said(text: str) -> str:
    """Return a text with signs as plain text quotes it: raised digits as 10⁶, text that is struck out left out."""
    on: list[MarkKind] = []
    parts: list[str] = []
    for character in text:
        if character in _KINDS:
            kind, begins = _KINDS[character]
            on = [*on, kind] if begins else [other for other in on if other is not kind]
        else:
            parts.append(plain(character, on) if on else character)
    return "".join(parts)


def signs_at(source: Source) -> dict[int, str]:
    """Return the signs before the character at each offset of a source; empty if the source has no marks."""
    return dict(_signs(source)) if source.marks else {}


def named(text: str) -> str:
    """Return a text for messages, with <struck> and </struck> in place of signs."""
    return "".join(
        f"<{'' if _KINDS[character][1] else '/'}{_KINDS[character][0]}>" if character in _KINDS else character
        for character in text
    )


def _signs(source: Source) -> Iterator[tuple[int, str]]:
    before: tuple[MarkKind, ...] = ()
    for line in source.lines:
        for piece, kinds in source.stretches(line.span):
            if signs := _between(before, kinds):
                yield piece.start, signs
            before = kinds
    # A mark that ends with the source has no character after it: its sign gets the offset after the last one.
    if signs := _between(before, ()):
        yield len(source.text), signs


def _between(before: tuple[MarkKind, ...], after: tuple[MarkKind, ...]) -> str:
    """Return the signs between two characters, given the marks on each: first the ends, then the beginnings."""
    if before == after:
        return ""
    ended = "".join(_SIGNS[kind][1] for kind in before if kind not in after)
    return ended + "".join(_SIGNS[kind][0] for kind in after if kind not in before)
