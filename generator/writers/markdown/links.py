"""Links from added pages to the place where the report says something."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from generator.edition.edition import Edition
from generator.edition.places import name_of, place_of
from generator.text.span import Span
from generator.writers.markdown.escape import escape


def link_to(edition: Edition, span: Span, mark: Span | None = None) -> str:
    """Return a Markdown link to a span: the number of its place (`二（一）2`) and, in small type, its code.

    The address has `?h=` with the text of `mark` (by default of `span`), which the page then highlights as it does
    for a search result.
    """
    place = place_of(edition.report, span)
    page, hash_, anchor = place.markdown.partition("#")
    found = f"?h={quote(edition.text(mark or span), safe='')}"
    code = f" <small>{escape(place.code)}</small>" if place.code else ""
    return f"[{escape(name_of(edition, place))}]({page}{found}{hash_}{anchor}){code}"


def lasting_anchor(letter: str, words: str) -> str:
    """Return an ASCII anchor: `letter` and 8 hexadecimal digits of the SHA-256 of `words`.

    It depends on nothing else of the page, so it stays the same when other entries come or go.
    """
    return letter + sha256(words.encode()).hexdigest()[:8]
