"""The reports of a portal by body and by round, each group with its reports one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256

from generator.pages import COVER
from generator.writers.added import table
from generator.writers.days import NOT_STATED, day
from generator.writers.escape import escape
from generator.writers.frontmatter import front_matter
from generator.writers.home import BODIES, MOST_ENTRIES, ROUNDS, status_counts
from generator.writers.listed import Listed
from generator.writers.series import body_key

_HEAD = ("通报", "发布日期", "问题和通报所述状态")


def write_groups(reports: Iterable[Listed]) -> dict[str, str | None]:
    """Return the pages by file name; None for each where the reports are few."""
    listing = list(reports)
    if len(listing) <= MOST_ENTRIES:
        return {f"{BODIES}.md": None, f"{ROUNDS}.md": None}
    return {
        f"{BODIES}.md": _page("按发布单位", "各单位先后发布的通报，和各通报所述状态的项数。", listing, _body, body_key),
        f"{ROUNDS}.md": _page(
            "按巡视巡察轮次", "各轮巡视巡察的整改通报，和各通报所述状态的项数。", listing, _round, str
        ),
    }


def _body(report: Listed) -> str:
    return report.issuing_body or NOT_STATED


def _round(report: Listed) -> str:
    return report.round or NOT_STATED


def _page(
    title: str, description: str, reports: list[Listed], group_of: Callable[[Listed], str], key: Callable[[str], str]
) -> str:
    groups: dict[str, list[Listed]] = defaultdict(list)
    for report in reports:
        groups[key(group_of(report))].append(report)
    blocks = [f"# {title} {{: #title data-added }}", '<div class="groups" data-added markdown>', description]
    for name in sorted(groups, key=lambda name: (name == NOT_STATED, name)):
        group = sorted(groups[name], key=lambda report: (report.brief.dated or date.min, report.slug))
        anchor = sha256(name.encode()).hexdigest()[:8]
        blocks.append(f"## {escape(group_of(group[-1]))} {{: #g{anchor} }}")
        blocks.extend(table(_HEAD, map(_row, group)))
    return front_matter({"title": title, "description": description}) + "\n\n".join([*blocks, "</div>"]) + "\n"


def _row(report: Listed) -> tuple[str, ...]:
    return f"[{escape(report.title)}]({report.slug}/{COVER}.md)", day(report.brief.dated), status_counts(report)
