"""The text of a page, shown or hidden, extracted without the reader: the text nodes of the parsed page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from generator.model.source import Source
from generator.readers.account import missing
from generator.readers.html.tree import NEVER_TEXT


def html_text_runs(text: str) -> list[str]:
    """Return the text nodes of a page's body, hidden ones too, without scripts, styles, drawings and form values."""
    parser = LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))
    body = parser.body
    if body is None:
        return []
    for node in body.css(", ".join(sorted(NEVER_TEXT - {"head"}))):
        node.decompose()
    return [node.text_content or "" for node in body.traverse(include_text=True) if node.is_text_node]


def account_html(text: str, source: Source) -> list[str]:
    """Return the pieces of a page's text that the Source made of it lacks."""
    return missing(html_text_runs(text), source)
