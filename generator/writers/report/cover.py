"""The cover of a report: title, key figures, preamble, contents, closing, and the lines that were set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from html import escape as escape_html

from generator.edition.counts import counts
from generator.edition.edition import Edition
from generator.edition.listed import listed
from generator.model.pages import COVER, EARLIER, EXTRACTED, FULL, LEDGER, PAGED, Page
from generator.model.report import Kind, Node, Report
from generator.model.source import Chrome, ChromeKind
from generator.text.spacing import excerpt
from generator.text.span import Span
from generator.writers.facts.glance import glance
from generator.writers.facts.key import first_look
from generator.writers.markdown.added import table
from generator.writers.markdown.common import common
from generator.writers.markdown.days import NOT_STATED, day
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.report.body import blocks
from generator.writers.report.contents import contents, contents_block
from generator.writers.report.corrections import corrections_of, gone_from, versions_of

DOWNLOADS = '<div class="downloads" data-added data-downloads></div>'
"""The placeholder in which the build lists the downloads of a report with their checksums."""


def opening(edition: Edition, anchor: Callable[[Node], str]) -> tuple[list[str], list[str]]:
    """Return the blocks of `report.front` as two lists: up to and including the title, and after it.

    Text may stand before the title. A report without a title gets an added heading.
    """
    front = edition.report.front
    lines = [at for at, node in enumerate(front) if node.kind is Kind.TITLE]
    first, last = (lines[0], lines[-1] + 1) if lines else (0, 0)
    before = [block for node in front[:first] for block in blocks(edition, node, 2, anchor)]
    after = [block for node in front[last:] for block in blocks(edition, node, 2, anchor)]
    title = "".join(edition.text(node.span) for node in front[first:last])
    heading = f"# {escape(title)} {{: #title }}" if title else f"# {escape(edition.title)} {{: #title data-added }}"
    return [*before, heading], after


def write_cover(edition: Edition, page: Page, slug: str) -> str:
    """Return the Markdown of a report's cover."""
    report = edition.report
    title, preamble = opening(edition, page.anchor)
    body = [*title, *corrections_of(edition), *_opening(edition, page, slug), *preamble]
    for node in report.sections:
        if node.kind not in PAGED:
            body.extend(blocks(edition, node, 2, page.anchor))
    paged = [node for node in (*report.sections, *report.annexes) if node.kind in PAGED]
    body.extend(_series(edition))
    body.extend(contents_block(contents(edition, paged), "目录", "## 目录 {: #contents }"))
    body.extend(glance(edition))
    if report.closing:
        body.append('<section class="closing" data-closing markdown>')
        for node in report.closing:
            body.extend(blocks(edition, node, 2, page.anchor))
        body.append("</section>")
    body.extend(gone_from(edition, COVER))
    body.extend(_facts(edition))
    body.append(provenance(edition))
    metadata = edition.metadata
    first = next((node for node in report.front if node.kind is Kind.PARAGRAPH), None)
    values = {
        "title": edition.title,
        "number": None,
        "kind": "cover",
        **common(edition, slug),
        "path": [],
        "description": excerpt(edition.words(first.span), 100) if first else edition.title,
        "source_lines": [report.source.lines[0].number, report.source.lines[-1].number],
        "previous": None,
        "next": f"{page.next}.md" if page.next else None,
        "inspector": metadata.inspector,
        "inspected": metadata.inspected,
        "signed": str(metadata.signed) if metadata.signed else None,
        "source": metadata.source,
        "author": metadata.author,
        "keywords": list(metadata.keywords),
        "counts": counts(report),
        **({"formerly": list(edition.settings.formerly)} if edition.settings.formerly else {}),
        **({"versions": versions_of(edition)} if edition.earlier else {}),
    }
    return front_matter(values) + "\n\n".join(body) + "\n"


def facts_of(edition: Edition) -> list[tuple[str, str]]:
    """Return what the report states about itself as (name, words as shown); 未载明 where it does not say."""
    metadata = edition.metadata
    published = metadata.published
    when = day(published) + (f" {published:%H:%M}" if isinstance(published, datetime) else "")
    characters = sum(not c.isspace() for span in _pieces(edition.report) for c in edition.report.source[span])
    rows = [
        ("发布单位", metadata.issuing_body),
        ("发布时间", when),
        ("信息来源", metadata.source),
        ("落款日期", day(metadata.signed)),
        ("巡视巡察", metadata.inspector),
        ("巡视巡察时间", metadata.inspected),
        ("篇幅", f"{characters} 字 · {counts(edition.report)}"),
        *([("附件", "；".join(metadata.attachments))] if metadata.attachments else []),
    ]
    return [(name, edition.plain(value) if value else NOT_STATED) for name, value in rows]


def promise_of(edition: Edition) -> str:
    """Return the sentence that tells readers what the site changes in the text as received."""
    return "标点的半角形式在中文之间显示为全角，此外一字未改。" if edition.full_width else "一字未改。"


def _opening(edition: Edition, page: Page, slug: str) -> list[str]:
    """Return what a reader sees first: who published the report and when, its key figures, and links into the text."""
    told, key = first_look(listed(edition, slug), f"发布时间{NOT_STATED}")
    ways = [f"[阅读全文]({FULL}.md){{: .md-button .md-button--primary }}"]
    if page.next:
        ways.append(f"[从第一节读起]({page.next}.md){{: .md-button }}")
    if edition.facts.problems:
        ways.append(f"[整改台账]({LEDGER}.md){{: .md-button }}")
    return [
        f"{told}\n{{: .told data-added }}",
        *key,
        f"{' '.join(ways)}\n{{: .ways data-added }}",
    ]


def _facts(edition: Edition) -> list[str]:
    source = edition.report.source.file_name
    return [
        '<div class="facts" data-added markdown>',
        "## 基本情况 {: #facts }",
        *table(("项目", "内容"), ((name, escape(value)) for name, value in facts_of(edition))),
        f"[原始文件]({source}){{: .md-button }}",
        DOWNLOADS,
        "</div>",
    ]


def _series(edition: Edition) -> list[str]:
    """Return links to the previous and the next report of the same body; empty if there is neither."""
    before, after = edition.series.before, edition.series.after
    rows = [
        f"- {name}：[{escape(found.title)}](../{found.slug}/{COVER}.md)（{day(found.dated)}）；[{words}]({address})"
        for name, found, words, address in (
            ("前次通报", before, "与前次通报对照", f"{EARLIER}.md"),
            ("后续通报", after, "后续通报与本通报的对照", f"../{after.slug}/{EARLIER}.md" if after else ""),
        )
        if found
    ]
    if not rows:
        return []
    return ['<nav class="series" data-added aria-label="同一单位的其他通报" markdown>', "\n".join(rows), "</nav>"]


def _pieces(report: Report) -> Iterator[Span]:
    for node in report.walk():
        yield from node.pieces


def _by_hand(item: Chrome, corrected: set[int]) -> bool:
    """Say whether the publisher set a line aside, by its number or by choosing another article of the web page.

    `corrected` are the line numbers that the settings name as chrome.
    """
    return item.line.number in corrected or item.kind is ChromeKind.ARTICLE


def provenance(edition: Edition) -> str:
    """Return an HTML block that names the source, its checksum and the lines set aside as page chrome.

    Readers read it; the proof reads its `data-` attributes.
    """
    source = edition.report.source
    punctuation = str(edition.settings.punctuation)
    name, encoding = escape_html(source.published_name), escape_html(source.encoding)
    if source.extracted:
        digest = sha256(source.text.encode()).hexdigest()
        facts = f'data-source="{EXTRACTED}" data-sha256="{digest}" data-encoding="utf-8"'
        facts += f' data-origin="{name}" data-origin-sha256="{source.sha256}"'
        facts += f' data-origin-encoding="{encoding}"' if name.endswith(".txt") else ""
        told = (
            f'文字取自<a href="{name}">原始文件</a>（SHA-256 <code>{source.sha256}</code>）中读出的'
            f'<a href="{EXTRACTED}">文本</a>（SHA-256 <code>{digest}</code>）'
        )
    else:
        facts = f'data-source="{name}" data-sha256="{source.sha256}" data-encoding="{encoding}"'
        told = f'文字取自<a href="{name}">原始文件</a>（编码 {encoding}，SHA-256 <code>{source.sha256}</code>）'
    lines = [
        f'<aside class="provenance" data-added {facts} data-punctuation="{punctuation}">',
        f"<p>{told}，逐字核对。{promise_of(edition)}</p>",
    ]
    corrected = {correction.line for correction in edition.settings.chrome}
    if source.chrome:
        lines.append(f'<details class="set-aside"><summary>原网页上不属于通报的 {len(source.chrome)} 行</summary><ol>')
        for item in source.chrome:
            span, by_hand = item.line.span, " data-corrected" if _by_hand(item, corrected) else ""
            facts = f'data-kind="{item.kind}" data-start="{span.start}" data-end="{span.end}"{by_hand}'
            shown = escape_html(source[span])
            lines.append(f'<li value="{item.line.number}" {facts}><code>{shown}</code></li>')
        lines.append("</ol></details>")
    return "\n".join([*lines, "</aside>"])
