"""Marks: stretches of the text that a file draws struck out, raised or lowered, kept apart from the characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.text.folding import fold
from generator.text.span import Span


class MarkKind(StrEnum):
    """How a stretch of text is drawn, where that changes what it says."""

    STRUCK = "struck"
    """Struck out: shown, but no longer valid. No facts are read from it, and quotations leave it out."""
    RAISED = "raised"
    """A superscript: 10⁶ must not be read as 106."""
    LOWERED = "lowered"
    """A subscript."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A stretch of text that the file draws struck out, raised or lowered.

    It lies within one line (in a table row: within one cell) and neither begins nor ends with white space. Marks of
    one kind neither overlap nor touch; marks of two kinds may share characters.
    """

    kind: MarkKind
    span: Span


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def folded_text(text: str, marks: Sequence[TextMark]) -> str:
    """Return `text` in the form in which patterns are looked for in it, of the same length.

    Full-width forms become ASCII. Struck-out characters become blanks, so that no facts are read from them. Raised
    digits become superscripts (10⁶), so that they are not taken for further digits of the number before them.
    """
    folded = fold(text)
    if not marks:
        return folded
    characters = list(folded)
    for mark in sorted(marks, key=lambda mark: mark.kind is MarkKind.STRUCK):
        for at in range(mark.span.start, mark.span.end):
            if mark.kind is MarkKind.STRUCK:
                characters[at] = " "
            elif mark.kind is MarkKind.RAISED:
                characters[at] = characters[at].translate(_RAISED)
    return "".join(characters)


def plain(text: str, kinds: Sequence[MarkKind]) -> str:
    """Return a stretch of text, drawn in the ways `kinds`, as plain text: empty if struck out, else 10⁶ or H₂."""
    if MarkKind.STRUCK in kinds:
        return ""
    if MarkKind.RAISED in kinds:
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if MarkKind.LOWERED in kinds else text
