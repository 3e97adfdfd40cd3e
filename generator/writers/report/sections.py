"""The pages of parts, themes and findings."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.edition.history import Gone
from generator.model.pages import Page, own_children, paged_children
from generator.model.report import Kind, Node
from generator.text.spacing import excerpt
from generator.writers.markdown.common import common
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.report.body import blocks, heading
from generator.writers.report.contents import contents, contents_block
from generator.writers.report.corrections import gone_from, gone_page, notice
from generator.writers.report.stated import label

_DESCRIPTION = 100
"""Maximum characters of a page's description, which is the beginning of its text."""


def write_section(edition: Edition, page: Page, slug: str) -> str:
    """Return the Markdown of a section page."""
    node = page.node
    assert node is not None  # the cover is not a section
    own = own_children(node)
    body = [*heading(edition, node, 1, page.anchor(node)), *label(edition, node), *notice(edition, page.name)]
    for child in own:
        body.extend(blocks(edition, child, 2, page.anchor, label))
    body.extend(contents_block(contents(edition, paged_children(node)), "本节目录"))
    body.extend(gone_from(edition, page.name))
    last = own[-1].span.end if own else (node.head or node.span).end
    values = {
        "title": edition.label(node),
        "number": edition.text(node.marker) or None,
        "kind": str(node.kind),
        **common(edition, slug),
        "path": [{"title": edition.label(above), "page": f"{above.id}.md"} for above in page.ancestors],
        "description": _description(edition, node),
        "source_lines": [node.line, edition.report.source.place(last - 1)[0]],
        "previous": f"{page.previous}.md" if page.previous else None,
        "next": f"{page.next}.md" if page.next else None,
    }
    return front_matter(values) + "\n\n".join(body) + "\n"


def write_gone(edition: Edition, gone: Gone, slug: str) -> str:
    """Return the Markdown of the page that keeps the address of a section that a correction took out."""
    values = {
        "title": excerpt(gone.unit.text, _DESCRIPTION),
        "number": None,
        "kind": "gone",
        **common(edition, slug),
        "robots": "noindex",
        "path": [],
        "description": f"{edition.title}：这一节经更正已不在通报中。",
        "source_lines": None,
        "previous": None,
        "next": None,
        "search": {"exclude": True},
    }
    title = f"# {escape(gone.unit.text)} {{: #{gone.anchor} data-added }}"
    return front_matter(values) + "\n\n".join([title, *gone_page(edition, gone)]) + "\n"


def _description(edition: Edition, node: Node) -> str:
    """Return the beginning of the page's own text, or its heading if it has no text of its own."""
    own = (below for child in own_children(node) for below in child.walk())
    text = next((below for below in own if below.kind in (Kind.PARAGRAPH, Kind.MEASURE)), None)
    return excerpt(edition.words(text.span if text else node.head), _DESCRIPTION)
