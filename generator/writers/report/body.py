"""Writes a node of the report as Markdown: headings, paragraphs, measures and tables, with their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from generator.edition.edition import Edition
from generator.facts.annotate import facts_told
from generator.facts.fact import ContactKind
from generator.model.marks import MarkKind
from generator.model.report import Kind, Node
from generator.text.span import Span
from generator.writers.markdown.escape import attribute, escape, escape_paragraph
from generator.writers.report.corrections import mark

_DASHES = re.compile("[-—–―]+")
TAGS = {MarkKind.STRUCK: "del", MarkKind.RAISED: "sup", MarkKind.LOWERED: "sub"}
"""The HTML element of each kind of mark."""

_DEEPEST = 6
"""The deepest level of heading in HTML."""


Beside = Callable[[Edition, Node], Iterable[str]]
"""Returns blocks that are added below the heading of a node."""


def _nothing(_edition: Edition, _node: Node) -> Iterable[str]:
    return ()


def heading(edition: Edition, node: Node, level: int, anchor: str) -> Iterator[str]:
    """Yield a node's heading, and a note below it if it was corrected.

    A heading that is a number alone has the class `untitled`. The node must have a head.
    """
    attributes = [f"#{anchor}"]
    assert node.head is not None
    shown = edition.text(node.head)
    label = edition.label(node)
    if node.title is None:
        attributes.append(".untitled")
    if node.kind is Kind.ANNEX and level == 1:
        attributes.append("data-annex")
    if label != shown:
        attributes.append(f'data-toc-label="{attribute(label)}"')
    yield f"{'#' * min(level, _DEEPEST)} {marked(edition, node.head)} {{: {' '.join(attributes)} }}"
    if corrected := mark(edition, node.id):
        yield f'<div class="corrected-above" data-added markdown>\n\n本节标题：{corrected.strip()}\n\n</div>'


def marked(edition: Edition, span: Span, *, begins: bool = False) -> str:
    """Return a span as Markdown, struck out, raised or lowered as in the source; `begins` if it opens a paragraph."""
    text = ""
    for words, kinds in edition.runs(span):
        piece = escape_paragraph(words) if begins and not text and not kinds else escape(words)
        for kind in reversed(kinds):
            piece = f"<{TAGS[kind]}>{piece}</{TAGS[kind]}>"
        text += piece
    return text


def paragraph(text: str, anchor: str, css: str = "") -> str:
    """Return a paragraph of ready Markdown with its id and class."""
    return f"{text}\n{{: #{anchor}{f' .{css}' if css else ''} }}"


def blocks(
    edition: Edition, node: Node, level: int, anchor: Callable[[Node], str], beside: Beside = _nothing
) -> Iterator[str]:
    """Yield the Markdown blocks of a node and all below it.

    `level` is the level of its heading, `anchor` returns the id of a node on the page, `beside` what is added below
    a heading.
    """
    if node.head:
        yield from heading(edition, node, level, anchor(node))
        yield from beside(edition, node)
        yield from files(edition, node)
        for child in node.children:
            yield from blocks(edition, child, level + 1, anchor, beside)
    elif node.kind is Kind.MEASURE:
        first, *others = node.children or (node,)
        text = _marked(edition, first.span, node.marker) + mark(edition, node.id)
        yield paragraph(text, anchor(node), "measure")
        yield from files(edition, first)
        for child in others:
            yield from blocks(edition, child, level + 1, anchor)
    elif node.kind is Kind.TABLE:
        yield _table(edition, node, anchor)
        for row in node.children:
            yield from files(edition, row)
    else:
        css = "" if node.kind is Kind.PARAGRAPH else str(node.kind)
        label = edition.label_of(node)
        text = _marked(edition, node.span, label) if label else _linked(edition, node)
        yield paragraph(text + mark(edition, node.id), anchor(node), css)
        yield from files(edition, node)


def files(edition: Edition, node: Node) -> Iterator[str]:
    """Yield the pictures and attachments of a node, marked as added: their captions are no text of the report."""
    for file in edition.files.get(node.id, ()):
        link = f"[{escape(file.words or ('图' if file.picture else file.name))}]({quote(file.name)})"
        yield f"{'!' if file.picture else '附件：'}{link}\n{{: .attached data-added }}"


def merged_table(edition: Edition, node: Node, anchor: Callable[[Node], str]) -> str:
    """Return a table with merged cells as HTML with `rowspan` and `colspan`; a row's id is on its first filled cell."""
    head = max(cell.rows for cell in node.children[0].children)
    head = head if head < len(node.children) else 1
    taken: set[tuple[int, int]] = set()
    lines = ["<table markdown>", "<thead markdown>"]
    for at, row in enumerate(node.children):
        if at == head:
            lines += ["</thead>", "<tbody markdown>"]
        lines.append("<tr markdown>")
        name = "th" if at < head else "td"
        shown = []
        for column, cell in enumerate(row.children):
            if (at, column) not in taken:
                shown.append((column, cell))
                taken.update(
                    (at + down, column + across) for down in range(cell.rows) for across in range(cell.columns)
                )
        first = next((column for column, cell in shown if cell.pieces), shown[0][0] if shown else 0)
        for column, cell in shown:
            told = (
                f' rowspan="{cell.rows}"' * (cell.rows > 1)
                + f' colspan="{cell.columns}"' * (cell.columns > 1)
                + f' id="{anchor(row)}" class="row"' * (column == first)
            )
            words = marked(edition, cell.span) + (mark(edition, row.id) if column == first else "")
            lines.append(f"<{name} markdown{told}>{words}</{name}>")
        lines.append("</tr>")
    return "\n".join([*lines, "</thead>" if head == len(node.children) else "</tbody>", "</table>"])


def _table(edition: Edition, node: Node, anchor: Callable[[Node], str]) -> str:
    """Return a table of the report; its first row is its head, and a row's id is on its first cell that is not blank.

    Markdown has no merged cells, so a table that has some is written as HTML.
    """
    if any(cell.rows > 1 or cell.columns > 1 for row in node.children for cell in row.children):
        return merged_table(edition, node, anchor)
    width = max(len(row.children) for row in node.children)
    lines = []
    for row in node.children:
        cells = [marked(edition, cell.span) for cell in row.children]
        first = next((at for at, cell in enumerate(cells) if cell), 0)
        cells[first] += f"{mark(edition, row.id)} {{: #{anchor(row)} .row }}"
        lines.append(f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |")
    return "\n".join([lines[0], f"| {' | '.join(['---'] * width)} |", *lines[1:]])


def _linked(edition: Edition, node: Node) -> str:
    """Return a paragraph in which the telephone numbers and e-mail addresses of contacts are links."""
    links = {ContactKind.TELEPHONE: "tel:", ContactKind.EMAIL: "mailto:"}
    contacts = [c for c in facts_told(edition.facts.contacts, node) if c.kind in links]
    if not contacts:
        return marked(edition, node.span, begins=True)
    text, at = "", node.span.start
    source = edition.report.source
    for contact in contacts:
        before = Span(at, contact.span.start)
        target = quote(_DASHES.sub("-", source.fold(contact.span).replace(" ", "").replace("转", ",")), safe="@+-().,")
        words = marked(edition, contact.span)
        text += _within(edition, before, begins=not text) + f"[{words}]({links[contact.kind]}{target})"
        at = contact.span.end
    return text + _within(edition, Span(at, node.span.end))


def _within(edition: Edition, span: Span, *, begins: bool = False) -> str:
    """Return a span from inside a paragraph; white space at either end becomes one blank."""
    words = edition.raw(span)
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :] if words.strip() else ""
    return before + marked(edition, span, begins=begins) + after


def _marked(edition: Edition, span: Span, marker: Span | None) -> str:
    """Return a paragraph with its marker, from its beginning to the end of `marker`, in bold."""
    cut = marker.end if marker else span.start
    start, rest = Span(span.start, cut), Span(cut, span.end)
    blank = " " if edition.report.source.text[cut : cut + 1].isspace() else ""
    if not edition.text(start):
        return marked(edition, rest, begins=True)
    return f"**{marked(edition, start)}**{blank}{marked(edition, rest)}"
