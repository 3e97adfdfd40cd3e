"""A report, or a part of it, as plain text and as Markdown: what is on paper, for whoever writes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.edition.edition import Edition
from generator.edition.places import place_of
from generator.model.report import Node
from generator.paper.document import part_blocks, report_blocks
from generator.writers.markdown.escape import escape, escape_paragraph

_TAGS = {"struck": "del", "raised": "sup", "lowered": "sub"}
_DEEPEST = 6


def as_text(edition: Edition, part: Node | None, address: str) -> str:
    """Return the report's characters, a line a paragraph, a part below the headings above it; last its address."""
    lines: list[str] = []
    for block in _blocks(edition, part, address):
        if block["kind"] == "table":
            lines += ["\t".join(_said(cell) for cell in row).rstrip() for row in block["rows"]]
        else:
            lines.append(_plain(block.get("marker", "")) + _plain(block["text"]))
    return "\n".join([*lines, *_address(edition, part, address)]) + "\n"


def as_markdown(edition: Edition, part: Node | None, address: str) -> str:
    """Return the same as Markdown that every reader of it shows alike."""
    found = [_markdown(block) for block in _blocks(edition, part, address)]
    return "\n\n".join([*found, *(f"<{told}>" for told in _address(edition, part, address))]) + "\n"


def _blocks(edition: Edition, part: Node | None, address: str) -> Iterable[dict[str, Any]]:
    return part_blocks(edition, part, address) if part else report_blocks(edition, address)


def _address(edition: Edition, part: Node | None, address: str) -> Iterator[str]:
    if address:
        place = place_of(edition.report, part.head or part.span) if part else None
        yield f"{address}{place.address_in(flat=edition.flat) if place else ''}"


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
            shown = f"<{_TAGS[kind]}>{shown}</{_TAGS[kind]}>"
        told += shown
    return told
