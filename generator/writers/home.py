"""The home page's list of reports, between two comments of a page that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.errors import UserError
from generator.pages import COVER
from generator.writers.cover import DOWNLOADS, NOT_STATED, counts, day
from generator.writers.display import Display
from generator.writers.escape import escape

_PLACE = re.compile(r"(?P<open><!-- gongkai:reports -->\n).*?(?P<close><!-- /gongkai:reports -->)", re.DOTALL)


def write_home(text: str, reports: Mapping[str, Display], name: str) -> str:
    """Return the home page `text` with its list of reports, by slug, written anew; `name` is for messages.

    Raises UserError if the page has no place for the list.
    """
    if not _PLACE.search(text):
        raise UserError(
            f"{name}: there is no place for the list of reports; "
            "add the lines `<!-- gongkai:reports -->` and `<!-- /gongkai:reports -->`."
        )
    rows = "\n\n".join(_entry(slug, display) for slug, display in reports.items())
    listed = f'\n<div class="reports" data-added markdown>\n\n{rows}\n\n{DOWNLOADS}\n\n</div>\n\n'
    return _PLACE.sub(lambda match: match["open"] + listed + match["close"], text)


def _entry(slug: str, display: Display) -> str:
    metadata = display.report.source.metadata
    inspection = " ".join(filter(None, (metadata.inspector, metadata.inspected))) or NOT_STATED
    facts = (
        ("发布单位", metadata.issuing_body or NOT_STATED),
        ("巡视巡察", inspection),
        ("发布日期", day(metadata.published)),
        ("内容", counts(display.report)),
    )
    title = f"## [{escape(display.title)}]({slug}/{COVER}.md) {{: #{slug} }}"
    return "\n".join([title, "", *(f"- **{name}** {escape(display.plain(value))}" for name, value in facts)])
