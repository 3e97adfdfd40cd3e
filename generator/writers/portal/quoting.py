"""引文核对: the page where a reader checks a quotation against all reports of the site."""

from __future__ import annotations

from generator.writers.markdown.checking import FORM
from generator.writers.markdown.frontmatter import front_matter

CHECK = "check"
"""The page's file name without ending."""
TITLE = "引文核对"


def write_check() -> str:
    """Return the Markdown of the page."""
    values: dict[str, object] = {
        "title": TITLE,
        "description": "贴入一段引文，逐字核对它是不是通报的原文，哪里不同。",
        "search": {"exclude": True},
    }
    return front_matter(values) + "\n\n".join([f"# {TITLE} {{: #title data-added }}", *FORM]) + "\n"
