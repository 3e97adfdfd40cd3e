"""Links to where a report says something."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from generator.edition.edition import Edition
from generator.edition.places import name_of, place_of
from generator.text.span import Span
from generator.writers.markdown.escape import escape


def link_to(edition: Edition, span: Span, mark: Span | None = None) -> str:
    """Return a Markdown link to where a span stands, called after its number, with its code beside it.

    What is to be marked there, a figure say, stands in the address as in that of a search result.
    """
    place = place_of(edition.report, span)
    page, hash_, anchor = place.markdown.partition("#")
    found = f"?h={quote(edition.text(mark or span), safe='')}"
    code = f" <small>{escape(place.code)}</small>" if place.code else ""
    return f"[{escape(name_of(edition, place))}]({page}{found}{hash_}{anchor}){code}"


def lasting_anchor(letter: str, words: str) -> str:
    """Return an anchor made of words alone: it stays whatever else comes or goes, and is ASCII."""
    return letter + sha256(words.encode()).hexdigest()[:8]
