"""What a file draws struck out, raised or lowered: stretches of the text, for drawing is no character of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.text.folding import fold
from generator.text.span import Span


class MarkKind(StrEnum):
    """How a stretch of text is drawn, where that changes what it says."""

    STRUCK = "struck"
    """Struck out: shown, but no longer said. Nothing is read out of it, and no quotation has it."""
    RAISED = "raised"
    """A superscript: 10⁶ is no 106."""
    LOWERED = "lowered"
    """A subscript."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A stretch of text that the file draws struck out, raised or lowered.

    It stands in one line (of a row: in one cell) and neither begins nor ends with white space. Marks of one kind
    never touch each other; marks of two kinds may share characters.
    """

    kind: MarkKind
    span: Span


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def folded_text(text: str, marks: Sequence[TextMark]) -> str:
    """Return `text` as patterns read it, of the same length.

    Full-width forms are their ASCII twins; what is struck out is blank, so that nothing is read out of it; raised
    figures are superscripts (10⁶), so that nobody takes them for the digits of one number.
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
    """Return a stretch that is drawn in those ways as it is quoted in plain text: 10⁶, and nothing struck out."""
    if MarkKind.STRUCK in kinds:
        return ""
    if MarkKind.RAISED in kinds:
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if MarkKind.LOWERED in kinds else text
