"""Sentences of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.text.span import Span

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?[”’」』）)]?")


def split_sentences(folded: str) -> Iterator[Span]:
    """Yield the spans of the sentences of a text in half-width forms."""
    for match in _SENTENCE.finditer(folded):
        yield Span(match.start(), match.end())
