"""Messages about what a browser shows otherwise than the text has it: in another order, or as no text."""

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
"""Matches the end of an address that leads to a document or an archive."""
_WORDS = 40
"""Maximum number of characters of quoted words in a message."""
_LEAST_MOVED = 2
"""Minimum number of the article's parts in an element that shows its parts in another order."""
_ICON = 48
"""Maximum width and height of an icon in pixels."""
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_ICONS = re.compile(r"/fileTypeImages/", re.IGNORECASE)
"""Matches the address of the icons that web editors put before attachments."""


def is_mere_icon(picture: Element) -> bool:
    """Say whether a picture tells nothing by itself: it is the icon of an attachment, or shown as small as an icon."""
    stated = (styled(picture, key) or picture.get(key) for key in ("width", "height"))
    sizes = [int(match[1]) for value in stated if (match := _PIXELS.fullmatch(value))]
    return (bool(sizes) and max(sizes) <= _ICON) or bool(_ICONS.search(picture.get("src")))


def moved_in(
    body: Element, pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None]
) -> Iterator[tuple[int, Message]]:
    """Yield (index of the first line, message) for each part of the article that is shown in another order."""
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
            # If only one of the columns is the article's, the article itself stays in order.
            row = element.parent or element if how.startswith("order") else element
            if row not in parts:
                parts[row] = _parts(row, lines, places)
            if parts[row] < _LEAST_MOVED:
                continue
        yield line, Message("moved-by-style", 1, 1, (("how", how),))


def _line_in(element: Element, places: Sequence[tuple[int, int]]) -> int | None:
    """Return the index of the article's first line in an element, None if there is none.

    `places` are (index of a block element of the article, index of its first line), sorted.
    """
    near = bisect_left(places, (element.first, 0))
    return places[near][1] if near < len(places) and places[near][0] <= element.last else None


def _parts(row: Element, lines: dict[Element, int], places: Sequence[tuple[int, int]]) -> int:
    """Return how many of an element's children, elements and text, hold words of the article."""
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
    """Yield (index of the first line, message) for all that the article shows and that is not read as text.

    If no element of the page is the article's own, things before the article's first words and after its last are the
    page's (a search field, a button to print), except for a frame with a file.
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
