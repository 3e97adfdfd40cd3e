"""The list of reports on the home page: people write the page, the list stands between two comments in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.edition.listed import Listed
from generator.edition.words import SHOWN, WORDS
from generator.errors import UserError
from generator.model.pages import COVER, FULL, LEDGER, PROOF
from generator.wording import say
from generator.writers.facts.key import first_look
from generator.writers.markdown.added import table
from generator.writers.markdown.days import NOT_STATED, day
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import attributes, by_column, choice, filters
from generator.writers.report.cover import DOWNLOADS

MOST_ENTRIES = 5
"""Maximum number of reports for which the home page has an entry each; more are listed in a table."""

BODIES, ROUNDS = "bodies", "rounds"
"""Names of the pages that list the reports by body and by round, if there are more than MOST_ENTRIES."""

COMPARE = "compare"
"""Name of the page that compares figures of several reports."""

ASK = (
    '<form class="ask" action="" data-added><input name="q" type="search" aria-label="在通报里查找" '
    'placeholder="地名、单位、数字" autocomplete="off"><button type="submit">查找</button></form>'
)
"""A field that opens the site's search; without a script it puts `?q=` into the address."""

_HEAD = ("通报", "发布单位", "地区", "层级", "巡视巡察轮次", "年份", "问题和通报所述状态")
_CHOSEN = (
    ("body", "发布单位", "发布单位"),
    ("region", "地区", "地区"),
    ("level", "层级", "层级"),
    ("round", "轮次", "巡视巡察轮次"),
    ("year", "年份", "年份"),
)
"""The filters of the table: name in the address, label, heading of the column."""
_PLACE = re.compile(r"(?P<open><!-- gongkai:reports -->\n).*?(?P<close><!-- /gongkai:reports -->)", re.DOTALL)

_PROVEN = "每一字都与原始文件核对过"
_CLAIMED = re.compile(rf"\[{_PROVEN}\]\([a-z0-9-]+/{PROOF}\.md#claims\)|(?<!\[){_PROVEN}(?!\])")
"""Matches the claim that the home page of a new site makes about all reports, bare or already linked.

`write_home` links it to the proof page of the newest report.
"""


def write_home(text: str, reports: Iterable[Listed], name: str) -> str:
    """Return the home page `text` with its list of reports replaced; `name` is the file's name in messages.

    Raises UserError if the page lacks the two comments that enclose the list.
    """
    if not _PLACE.search(text):
        raise UserError(
            say(
                "{name}: there is no place for the list of reports; add the lines `<!-- gongkai:reports -->` and "
                "`<!-- /gongkai:reports -->`.",
                name=name,
            )
        )
    listing = list(reports)
    if len(listing) == 1:
        rows = _alone(listing[0])
    else:
        rows = _table(listing) if len(listing) > MOST_ENTRIES else [_entry(report) for report in listing]
    if 1 < len(listing) <= MOST_ENTRIES:
        rows.append(f"另见[指标对比]({COMPARE}.md)：各份通报里名称和单位相同的数字。")
    blocks = "\n\n".join([*rows, DOWNLOADS])
    css = "reports reports--alone" if len(listing) == 1 else "reports"
    listed = f'\n<div class="{css}" data-added markdown>\n\n{blocks}\n\n</div>\n\n'
    newest = max(listing, key=lambda report: report.by_day, default=None)
    proven = f"[{_PROVEN}]({newest.slug}/{PROOF}.md#claims)" if newest else _PROVEN
    text = _CLAIMED.sub(lambda _: proven, text)
    return _PLACE.sub(lambda match: match["open"] + listed + match["close"], text)


def _alone(report: Listed) -> list[str]:
    """Return the blocks of a site's only report: title, publisher and date, key figures, search field, links."""
    told, key = first_look(report, f"发布日期{NOT_STATED}")
    cover, full, ledger = (f"{report.slug}/{name}.md" for name in (COVER, FULL, LEDGER))
    ways = (
        f"[打开通报]({cover}){{: .md-button .md-button--primary }} [阅读全文]({full}){{: .md-button }} "
        f"[整改台账]({ledger}){{: .md-button }}"
    )
    return [
        f"## [{escape(report.title)}]({cover}) {{: #{report.slug} }}",
        f"{told}\n{{: .told }}",
        *key,
        ASK,
        f"{ways}\n{{: .reports__ways }}",
    ]


def _entry(report: Listed) -> str:
    facts = (
        ("发布单位", report.issuing_body or NOT_STATED),
        ("巡视巡察", " ".join(filter(None, (report.inspector, report.inspected))) or NOT_STATED),
        ("发布日期", day(report.published)),
        ("内容", report.counts),
    )
    title = f"## [{escape(report.title)}]({report.slug}/{COVER}.md) {{: #{report.slug} }}"
    return "\n".join([title, "", *(f"- **{name}** {escape(value)}" for name, value in facts)])


def _table(reports: list[Listed]) -> list[str]:
    """Return the blocks of the table of reports, the newest first, and of the form that filters and sorts it."""
    ordered = sorted(reports, key=lambda report: report.by_day, reverse=True)
    others = (("按发布单位", BODIES), ("按巡视巡察轮次", ROUNDS), ("指标对比", COMPARE))
    told = f"共 {len(reports)} 份通报。另见{'、'.join(f'[{name}]({page}.md)' for name, page in others)}。"
    rows = list(map(_row, ordered))
    status = [(str(status), WORDS[status]) for report in ordered for status in SHOWN if report.status[status]]
    choices = (
        *(
            by_column(name, label, _HEAD.index(column), (row[_HEAD.index(column)] for row in rows))
            for name, label, column in _CHOSEN
        ),
        choice("status", "状态", status, tuple(map(str, SHOWN))),
    )
    form = filters("筛选通报", "份", choices, tuple(enumerate(_HEAD[:-1])), words="words")
    return [told, form, *table(_HEAD, rows)]


def _row(report: Listed) -> tuple[str, ...]:
    return (
        f"[{escape(report.title)}]({report.slug}/{COVER}.md){attributes(status=','.join(_statuses(report)))}",
        escape(report.issuing_body or NOT_STATED),
        escape(report.region or NOT_STATED),
        report.level or NOT_STATED,
        escape(report.round or NOT_STATED),
        str(report.year or NOT_STATED),
        status_counts(report),
    )


def _statuses(report: Listed) -> list[str]:
    return [str(status) for status in SHOWN if report.status[status]]


def status_counts(report: Listed) -> str:
    """Return the number of problems of each stated status in words, the most finished first: 已完成 12，推进中 3."""
    told = [f"{WORDS[status]} {report.status[status]}" for status in SHOWN if report.status[status]]
    return "，".join(told) or "未逐项列出"
