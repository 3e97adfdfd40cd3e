"""按发布单位, 按巡视巡察轮次: the reports of a portal grouped by body and by round, the earliest of a group first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.edition.listed import Listed
from generator.edition.series import body_key
from generator.model.pages import COVER
from generator.text.order import by_reading
from generator.writers.markdown.added import table
from generator.writers.markdown.days import NOT_STATED, day
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.markdown.links import lasting_anchor
from generator.writers.portal.home import BODIES, MOST_ENTRIES, ROUNDS, status_counts

_HEAD = ("通报", "发布日期", "问题和通报所述状态")
_BODY = "发布单位"


@dataclass(frozen=True, slots=True)
class _Group:
    key: str
    name: str
    reports: list[Listed]
    """The earliest first."""

    @property
    def anchor(self) -> str:
        return lasting_anchor("g", self.key)


def write_groups(reports: Iterable[Listed]) -> dict[str, str | None]:
    """Return the two pages by file name; each is None if the site has at most MOST_ENTRIES reports.

    A round has many reports, so it has a heading of its own, the latest round first. Hundreds of bodies with one or
    two reports each share one table.
    """
    listing = list(reports)
    if len(listing) <= MOST_ENTRIES:
        return {f"{BODIES}.md": None, f"{ROUNDS}.md": None}
    bodies = sorted(_grouped(listing, _body, body_key), key=lambda group: by_reading(group.key))
    rounds = sorted(_grouped(listing, _round, str), key=lambda group: group.reports[-1].by_day[0], reverse=True)
    rows = [
        (f"{escape(body.name)} {{: #{body.anchor} }}" if number == 0 else escape(body.name), *_row(report))
        for body in _stated_first(bodies)
        for number, report in enumerate(body.reports)
    ]
    sections = [
        block
        for one in _stated_first(rounds)
        for block in (f"## {escape(one.name)} {{: #{one.anchor} }}", *table(_HEAD, map(_row, one.reports)))
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


def _grouped(reports: list[Listed], name_of: Callable[[Listed], str], key: Callable[[str], str]) -> list[_Group]:
    """Return reports grouped by `key` of what `name_of` returns; a group has the name that its latest report gives."""
    groups: dict[str, list[Listed]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.by_day):
        groups[key(name_of(report))].append(report)
    return [_Group(found, name_of(group[-1]), group) for found, group in groups.items()]


def _stated_first(groups: list[_Group]) -> list[_Group]:
    return sorted(groups, key=lambda group: group.key == NOT_STATED)


def _page(title: str, description: str, blocks: Iterable[str]) -> str:
    opening = [f"# {title} {{: #title data-added }}", '<div class="groups" data-added markdown>', description]
    return (
        front_matter({"title": title, "description": description}) + "\n\n".join([*opening, *blocks, "</div>"]) + "\n"
    )


def _row(report: Listed) -> tuple[str, ...]:
    return f"[{escape(report.title)}]({report.slug}/{COVER}.md)", day(report.dated), status_counts(report)
