"""Text of the article that style sheets in files of their own hide, or that rules with `:has()` may hide.

The former are no part of the page's file, out of which the text can be read again, and the latter are not judged: they
never decide what is text. But what they hide is told, for nobody who saw the page in a browser has read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.messages import Message
from generator.model.source import ChromeKind
from generator.readers.html.hiding import UNTOLD
from generator.readers.html.pieces import FlowPiece
from generator.text.spacing import excerpt, solid

_MOST = 500
"""Maximum number of hidden pieces that are looked for within lines."""
_SHOWN = 40
"""Maximum number of characters of hidden text in a message."""


def hidden_by_sheets(
    pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None], styled: Sequence[FlowPiece]
) -> Iterator[tuple[int, Message]]:
    """Yield (index of the line, message) for each line of the article of which those style sheets hide a part.

    `pieces` and `kinds` are the page's lines without them, `styled` its lines with them.
    """
    seen = Counter(solid(piece.line) for piece in styled if not piece.hidden)
    hidden = {solid(piece.line): piece for piece in styled if piece.hidden and piece.how != UNTOLD}
    parts = list(hidden.items())[:_MOST]
    for at, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        line = solid(piece.line)
        if kind is not None or piece.hidden or not line:
            continue
        if seen[line]:
            seen[line] -= 1
            continue
        found = hidden.get(line) or next((part for key, part in parts if key and key in line), None)
        if found is not None:
            yield at, Message("hidden-by-sheet", 1, 1, (("text", excerpt(found.line, _SHOWN)), ("how", found.how)))
