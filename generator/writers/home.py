"""The home page's list of reports, between two comments of a page that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.errors import UserError
from generator.pages import COVER
from generator.writers.cover import DOWNLOADS, NOT_STATED, day
from generator.writers.escape import escape
from generator.writers.listed import Listed

_PLACE = re.compile(r"(?P<open><!-- gongkai:reports -->\n).*?(?P<close><!-- /gongkai:reports -->)", re.DOTALL)


def write_home(text: str, reports: Iterable[Listed], name: str) -> str:
    """Return the home page `text` with its list of reports written anew; `name` is for messages.

    Raises UserError if the page has no place for the list.
    """
    if not _PLACE.search(text):
        raise UserError(
            f"{name}: there is no place for the list of reports; "
            "add the lines `<!-- gongkai:reports -->` and `<!-- /gongkai:reports -->`."
        )
    rows = "\n\n".join(_entry(report) for report in reports)
    listed = f'\n<div class="reports" data-added markdown>\n\n{rows}\n\n{DOWNLOADS}\n\n</div>\n\n'
    return _PLACE.sub(lambda match: match["open"] + listed + match["close"], text)


def _entry(report: Listed) -> str:
    facts = (
        ("发布单位", report.issuing_body or NOT_STATED),
        ("巡视巡察", " ".join(filter(None, (report.inspector, report.inspected))) or NOT_STATED),
        ("发布日期", day(report.published)),
        ("内容", report.counts),
    )
    title = f"## [{escape(report.title)}]({report.slug}/{COVER}.md) {{: #{report.slug} }}"
    return "\n".join([title, "", *(f"- **{name}** {escape(value)}" for name, value in facts)])
