"""Text with its marks (struck out, raised, lowered), as readers of structured files put it together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.marks import MarkKind, TextMark
from generator.text.span import Span


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """A text and its marks, as offsets into this text; it can be joined and stripped without losing them."""

    text: str = ""
    marks: tuple[TextMark, ...] = ()

    def stripped(self) -> DrawnWords:
        """Return the text without white space at its ends, its marks moved along."""
        text = self.text.strip()
        return DrawnWords(text, _moved(self.marks, len(self.text.lstrip()) - len(self.text), len(text)))

    def ended(self) -> DrawnWords:
        """Return the text without white space at its end."""
        text = self.text.rstrip()
        return DrawnWords(text, _moved(self.marks, 0, len(text)))


def words_of(pieces: Iterable[tuple[str, Sequence[MarkKind]]]) -> DrawnWords:
    """Join pieces of text, each with the kinds of its marks, into one; marks of a kind that touch become one mark."""
    texts: list[str] = []
    open_marks: dict[MarkKind, int] = {}
    marks: list[TextMark] = []
    at = 0
    for text, kinds in pieces:
        if not text:
            continue
        ended = [kind for kind in open_marks if kind not in kinds]
        marks.extend(TextMark(kind, Span(open_marks.pop(kind), at)) for kind in ended)
        for kind in kinds:
            open_marks.setdefault(kind, at)
        texts.append(text)
        at += len(text)
    marks.extend(TextMark(kind, Span(start, at)) for kind, start in open_marks.items())
    whole = "".join(texts)
    trimmed = (TextMark(mark.kind, _trimmed(whole, mark.span)) for mark in marks)
    return DrawnWords(whole, in_order(mark for mark in trimmed if mark.span.end > mark.span.start))


def joined(words: Sequence[DrawnWords], between: str) -> DrawnWords:
    """Join several texts into one, with `between` between them."""
    marks: list[TextMark] = []
    at = 0
    for item in words:
        marks.extend(_moved(item.marks, at, at + len(item.text)))
        at += len(item.text) + len(between)
    return DrawnWords(between.join(item.text for item in words), tuple(marks))


def in_order(marks: Iterable[TextMark]) -> tuple[TextMark, ...]:
    """Return marks sorted as in a Source: by where they begin, then by kind."""
    kinds = tuple(MarkKind)
    return tuple(sorted(marks, key=lambda mark: (mark.span.start, kinds.index(mark.kind))))


def _moved(marks: Iterable[TextMark], by: int, end: int) -> tuple[TextMark, ...]:
    """Return marks moved by a number of characters and clipped to 0…`end`; those left empty are dropped."""
    moved = (TextMark(m.kind, Span(max(m.span.start + by, 0), min(m.span.end + by, end))) for m in marks)
    return tuple(mark for mark in moved if mark.span.end > mark.span.start)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span of a text without the white space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
