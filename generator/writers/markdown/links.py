"""Links to where a report says something."""

from __future__ import annotations

from hashlib import sha256

from generator.edition.edition import Edition
from generator.edition.places import place_of
from generator.text.span import Span
from generator.writers.markdown.escape import escape


def link_to(edition: Edition, span: Span) -> str:
    """Return a Markdown link to where a span stands, called after its page's number."""
    place = place_of(edition.report, span)
    name = edition.text(place.page.marker) if place.page and place.page.marker else "封面"
    return f"[{escape(name)}]({place.markdown})"


def lasting_anchor(letter: str, words: str) -> str:
    """Return an anchor made of words alone: it stays whatever else comes or goes, and is ASCII."""
    return letter + sha256(words.encode()).hexdigest()[:8]
