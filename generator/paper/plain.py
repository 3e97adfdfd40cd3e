"""A report, or a part of it, as plain text and as Markdown, for those who use its text in their own."""

from __future__ import annotations

from typing import Any

from generator.edition.edition import Edition
from generator.model.marks import MarkKind
from generator.model.report import Node
from generator.paper.document import address_of, blocks
from generator.writers.markdown.escape import escape, escape_paragraph
from generator.writers.report.body import TAGS

_DEEPEST = 6


def as_text(edition: Edition, part: Node | None, address: str) -> str:
    """Return a report or a part of it as text with a line for each paragraph, the address in the last line.

    A part has the headings above it at its beginning. The cells of a table's row are separated by tabs.
    """
    lines: list[str] = []
    for block in blocks(edition, part, address):
        if block["kind"] == "table":
            lines += ["\t".join(_said(cell) for cell in row).rstrip() for row in block["rows"]]
        else:
            lines.append(_plain(block.get("marker", "")) + _plain(block["text"]))
    stands = address_of(edition, part, address)
    return "\n".join([*lines, *([stands] if stands else [])]) + "\n"


def as_markdown(edition: Edition, part: Node | None, address: str) -> str:
    """Return the same as Markdown, in the syntax that all Markdown programs agree on."""
    found = [_markdown(block) for block in blocks(edition, part, address)]
    stands = address_of(edition, part, address)
    return "\n\n".join([*found, *([f"<{stands}>"] if stands else [])]) + "\n"


def _markdown(block: dict[str, Any]) -> str:
    if block["kind"] == "heading":
        return f"{'#' * min(block['level'] + 1, _DEEPEST)} {_marked(block['text'])}"
    if block["kind"] == "title":
        return f"# {_marked(block['text'])}"
    if block["kind"] == "table":
        rows = [f"| {' | '.join(escape(_said(cell)) for cell in row)} |" for row in block["rows"]]
        return "\n".join([rows[0], f"|{' --- |' * len(block['rows'][0])}", *rows[1:]])
    marker = f"**{_marked(block['marker'])}**" if block["marker"] else ""
    return marker + (_marked(block["text"]) if marker else _marked(block["text"], begins=True))


def _said(cell: Any) -> str:
    return _plain(cell["words"] if isinstance(cell, dict) else cell)


def _plain(words: str | list[tuple[str, list[str]]]) -> str:
    return words if isinstance(words, str) else "".join(piece for piece, _ in words)


def _marked(words: str | list[tuple[str, list[str]]], *, begins: bool = False) -> str:
    if isinstance(words, str):
        return escape_paragraph(words) if begins else escape(words)
    told = ""
    for piece, kinds in words:
        shown = escape(piece)
        for kind in reversed(kinds):
            tag = TAGS[MarkKind(kind)]
            shown = f"<{tag}>{shown}</{tag}>"
        told += shown
    return told
