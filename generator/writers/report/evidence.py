"""The page that tells readers in plain words what was compared with the source, and how to check it themselves."""

from __future__ import annotations

from html import escape as escape_html
from importlib.resources import files
from string import Template

from generator.edition.edition import Edition
from generator.writers.markdown.added import Added, added_page
from generator.writers.markdown.checking import FORM
from generator.writers.markdown.escape import escape
from generator.writers.report.cover import promise_of

RESULTS = '<div class="proof" data-added data-proof></div>'
"""The placeholder in which the build puts the results of the proof."""


_AS_PAGES = ("utf-8", "ascii", "utf-8-sig", "utf-16")
"""Encodings of a text that a browser decodes correctly in a frame: UTF-8, or one with a byte order mark."""


def write_evidence(edition: Edition, slug: str) -> str:
    """Return the Markdown of the page."""
    text = Template((files(__package__) / "evidence.md").read_text(encoding="utf-8"))
    source = edition.report.source
    filled = text.substitute(
        form="\n\n".join(FORM),
        results=RESULTS,
        name=escape(source.published_name),
        file=source.file_name,
        received=_frame(edition),
        promise=promise_of(edition),
    )
    return added_page(
        edition, slug, Added("proof", "完整性核验", "网站、PDF、离线包与原文逐字核对的方法和结果。"), [filled.strip()]
    )


def _frame(edition: Edition) -> str:
    """Return a frame that shows the source as received; empty if it is no text file or in another encoding.

    If a server states no encoding, a browser guesses that of a text opened by itself and may show UTF-8 as nonsense.
    In a frame the text takes the encoding of the page around it.
    """
    source = edition.report.source
    name = source.published_name
    if source.encoding not in _AS_PAGES or not name.endswith(".txt"):
        return ""
    file = escape_html(name if edition.flat else f"../{name}")
    return f'打开就是这样：\n\n    <iframe class="received" src="{file}" title="原始文件" loading="lazy"></iframe>\n'
