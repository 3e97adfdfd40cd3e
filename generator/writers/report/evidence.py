"""The page that tells readers in plain words what was compared with the source, and how to check it themselves."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from generator.edition.edition import Edition
from generator.writers.markdown.added import Added, added_page
from generator.writers.markdown.checking import FORM
from generator.writers.markdown.escape import escape
from generator.writers.report.cover import promise_of

RESULTS = '<div class="proof" data-added data-proof></div>'
"""Where the build puts what it found."""


def write_evidence(edition: Edition, slug: str) -> str:
    """Return the Markdown of the page."""
    text = Template((files(__package__) / "evidence.md").read_text(encoding="utf-8"))
    source = edition.report.source
    filled = text.substitute(
        form="\n\n".join(FORM),
        results=RESULTS,
        name=escape(source.published_name),
        file=source.file_name,
        promise=promise_of(edition),
    )
    return added_page(
        edition, slug, Added("proof", "完整性核验", "网站、PDF、离线包与原文逐字核对的方法和结果。"), [filled.strip()]
    )
