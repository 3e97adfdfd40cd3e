"""What a reader of a page sees otherwise than the text has it, of which whoever publishes it is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.messages import Message
from generator.model.source import ChromeKind
from generator.readers.html.drawn.unread import Unread
from generator.readers.html.hiding import moved_how
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.style import is_block, styled
from generator.readers.html.tree import Element
from generator.text.spacing import excerpt

ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z)(?:[?#].*)?$", re.IGNORECASE)
"""How an address ends that leads to a file to be read."""
_WORDS = 40
"""Characters of words that a message shows."""
_LEAST_MOVED = 2
"""Parts that an article must have in a row for their order to be another."""
_ICON = 48
"""Pixels up to which a picture is an icon."""
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_ICONS = re.compile(r"/fileTypeImages/", re.IGNORECASE)
"""Where editors have the signs that they put before attachments."""


def is_mere_icon(picture: Element) -> bool:
    """Say whether a picture tells nothing by itself: the sign of an attachment, or one shown as small as an icon."""
    stated = (styled(picture, key) or picture.get(key) for key in ("width", "height"))
    sizes = [int(match[1]) for value in stated if (match := _PIXELS.fullmatch(value))]
    return (bool(sizes) and max(sizes) <= _ICON) or bool(_ICONS.search(picture.get("src")))


def moved_in(
    body: Element, pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None]
) -> Iterator[tuple[int, Message]]:
    """Yield where the article is shown in another order than it is written, each with its first line."""
    shown = [(piece.element, at) for at, piece in enumerate(pieces) if kinds[at] is None and not piece.hidden]
    lines: dict[Element, int] = {}
    for block, at in shown:
        lines.setdefault(block, at)
    places = sorted((block.first, at) for block, at in lines.items())
    parts: dict[Element, int] = {}
    for element in body.walk():
        if not (how := moved_how(element)):
            continue
        line = _line_in(element, places)
        if line is None:
            line = next((lines[above] for above in element.line() if above in lines), None)
        if line is None:
            continue
        if not how.startswith("direction"):
            # Beside columns that are none of the article, its one column is in order wherever it is shown.
            row = element.parent or element if how.startswith("order") else element
            if row not in parts:
                parts[row] = _parts(row, lines, places)
            if parts[row] < _LEAST_MOVED:
                continue
        yield line, Message("moved-by-style", 1, 1, (("how", how),))


def _line_in(element: Element, places: Sequence[tuple[int, int]]) -> int | None:
    """Return the first line of the article in an element; `places` are its blocks and their lines, in order."""
    near = bisect_left(places, (element.first, 0))
    return places[near][1] if near < len(places) and places[near][0] <= element.last else None


def _parts(row: Element, lines: dict[Element, int], places: Sequence[tuple[int, int]]) -> int:
    """Return how many of the elements and words directly in an element hold words of the article."""
    block = next((above for above in row.line() if is_block(above)), row)
    count = 0
    for child in row.children:
        if isinstance(child, str):
            count += block in lines and bool(child.strip())
        else:
            inline = block in lines and not is_block(child) and bool(child.text().strip())
            count += inline or _line_in(child, places) is not None
    return count


def unread_in(
    pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None], article: Element | None
) -> Iterator[tuple[int, Message]]:
    """Yield what the article shows that is no text of the page, each with the line in which it stands first.

    On a page that has no element for its article, what stands before its title and after its last line is the page's:
    a search, a frame to share it, a button to print it; not a frame with a file.
    """
    own = [at for at, piece in enumerate(pieces) if kinds[at] is None and not piece.hidden]
    words = [at for at in own if pieces[at].line.strip()]
    if words and (article is None or article.parent is None):
        own = [at for at in own if words[0] <= at <= words[-1] or _shows_a_file(pieces[at])]
    shown = [(at, element.unread) for at in own for element in pieces[at].unread]
    counts = Counter(found for _, found in shown)
    told: set[Unread] = set()
    for at, found in shown:
        if found and found not in told:
            told.add(found)
            values = (("what", found.what), ("text", excerpt(found.words, _WORDS)), ("count", str(counts[found])))
            yield at, Message("not-read", 1, 1, values)


def _shows_a_file(piece: FlowPiece) -> bool:
    return any(element.unread and ATTACHMENT.search(element.unread.words) for element in piece.unread)
