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
_BODY = "发布单位"

_Groups = list[tuple[str, str, list[Listed]]]
"""The groups in order: an anchor, a name, and the reports one after the other."""


def write_groups(reports: Iterable[Listed]) -> dict[str, str | None]:
    """Return the pages by file name; None for each where the reports are few.

    Rounds have many reports each, so each has a heading; hundreds of bodies with one or two have one table.
    """
    listing = list(reports)
    if len(listing) <= MOST_ENTRIES:
        return {f"{BODIES}.md": None, f"{ROUNDS}.md": None}
    bodies, rounds = _grouped(listing, _body, body_key), _grouped(listing, _round, str)
    rows = [
        (f"{escape(name)} {{: #{anchor} }}" if number == 0 else escape(name), *_row(report))
        for anchor, name, group in bodies
        for number, report in enumerate(group)
    ]
    sections = [
        block
        for anchor, name, group in rounds
        for block in (f"## {escape(name)} {{: #{anchor} }}", *table(_HEAD, map(_row, group)))
    ]
    return {
        f"{BODIES}.md": _page(
            "按发布单位", "各单位先后发布的通报，和各通报所述状态的项数。", table((_BODY, *_HEAD), rows)
        ),
        f"{ROUNDS}.md": _page("按巡视巡察轮次", "各轮巡视巡察的整改通报，和各通报所述状态的项数。", sections),
    }


def _body(report: Listed) -> str:
    return report.issuing_body or NOT_STATED


def _round(report: Listed) -> str:
    return report.round or NOT_STATED


def _grouped(reports: list[Listed], group_of: Callable[[Listed], str], key: Callable[[str], str]) -> _Groups:
    """Return reports by what they have in common, in order of its name, what is not stated last."""
    groups: dict[str, list[Listed]] = defaultdict(list)
    for report in reports:
        groups[key(group_of(report))].append(report)
    found: _Groups = []
    for name in sorted(groups, key=lambda name: (name == NOT_STATED, name)):
        group = sorted(groups[name], key=lambda report: (report.brief.dated or date.min, report.slug))
        found.append((f"g{sha256(name.encode()).hexdigest()[:8]}", group_of(group[-1]), group))
    return found


def _page(title: str, description: str, blocks: Iterable[str]) -> str:
    opening = [f"# {title} {{: #title data-added }}", '<div class="groups" data-added markdown>', description]
    return (
        front_matter({"title": title, "description": description}) + "\n\n".join([*opening, *blocks, "</div>"]) + "\n"
    )


def _row(report: Listed) -> tuple[str, ...]:
    return f"[{escape(report.title)}]({report.slug}/{COVER}.md)", day(report.brief.dated), status_counts(report)
