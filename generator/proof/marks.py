"""What is struck out, raised or lowered, as the proof compares it: by signs that no text can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.marks import MarkKind, plain
from generator.model.source import Source

_SIGNS = {
    MarkKind.STRUCK: ("\ufdd0", "\ufdd1"),
    MarkKind.RAISED: ("\ufdd2", "\ufdd3"),
    MarkKind.LOWERED: ("\ufdd4", "\ufdd5"),
}
"""Noncharacters, which every reader refuses in a text: what begins and what ends each way of drawing."""
_KINDS = {sign: (kind, at == 0) for kind, signs in _SIGNS.items() for at, sign in enumerate(signs)}
SIGNS = frozenset(_KINDS)
"""All of these."""
_PIECE = "\ufdd6"
_TAGS = {
    "del": MarkKind.STRUCK,
    "sup": MarkKind.RAISED,
    "sub": MarkKind.LOWERED,
}
KINDS_OF_TAGS = dict(_TAGS)
"""How each HTML element draws that draws in one of these ways."""
SIGNS_OF_TAGS = {tag: _SIGNS[kind] for tag, kind in _TAGS.items()}
"""The signs of each HTML element that draws in one of these ways."""


def in_one_form(text: str) -> str:
    """Return a text with signs in the one form that is compared, however elements nest and where links part them."""
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
    """Return the pieces of an output with what is drawn over the end of one and the beginning of the next joined."""
    return in_one_form(_PIECE.join(pieces)).split(_PIECE)


def said(text: str) -> str:
    """Return a text with signs as it is quoted in plain text: 10⁶, and nothing of what is struck out."""
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
    """Return the signs that stand before the character at each offset of a source; none without marks."""
    return dict(_signs(source)) if source.marks else {}


def named(text: str) -> str:
    """Return a text for people, with <struck> and </struck> for signs."""
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
    # At the very end nothing stands behind a mark: the caller puts it after the last character.
    if signs := _between(before, ()):
        yield len(source.text), signs


def _between(before: tuple[MarkKind, ...], after: tuple[MarkKind, ...]) -> str:
    """Return what ends and what begins between two characters: all that is drawn ends, in the order of kinds."""
    if before == after:
        return ""
    ended = "".join(_SIGNS[kind][1] for kind in before if kind not in after)
    return ended + "".join(_SIGNS[kind][0] for kind in after if kind not in before)
