"""指标对比: figures that several reports have in common, a table for each indicator, on up to three pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.compare.compared import Compared, Counted, Figures
from generator.edition.listed import Listed
from generator.edition.series import body_key
from generator.model.pages import COVER
from generator.text.order import by_reading
from generator.writers.markdown.added import table
from generator.writers.markdown.days import NOT_STATED
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import by_column, filters
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.markdown.links import lasting_anchor
from generator.writers.portal.home import COMPARE

FEWEST = 2
"""Minimum number of reports for a comparison, and of reports that have an indicator for its table."""
MOST_INDICATORS = 100
MOST_ROWS = 30
"""Maximum number of figures that are shown of one indicator."""
MOST_OF_ONE = 3
"""Maximum number of figures that are shown of one indicator in one report."""
PAGE_BYTES = 100_000
"""Maximum bytes of a page's tables in Markdown before the next page begins; as HTML they take about twice as many."""
MOST_PAGES = 3

_NAME = re.compile(rf"{COMPARE}(?:-[1-9][0-9]*)?\.md")
_QUOTED = 110
"""Maximum characters that are shown of a sentence."""
COMPARISON = "指标对比"
"""The title of the comparison's first page."""
_DESCRIPTION = "各份通报里名称和单位相同的数字，并排列出，各附原句。"
_NOTE = (
    "本页由程序从各份通报原文中摘出，不是通报的一部分。名称和单位相同的数字归为一项指标；各份通报的口径、范围和时间可能不同，"
    "能否相比，以原文为准。点原句可读它所在的段落。"
)
_DATA = "各份通报的全部数字：`data/figures.csv`"
_HEAD = ("发布单位", "年份", "数值", "变化", "时间", "原句")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pages that compare reports, and the pages of the reports that they link to."""

    pages: dict[str, str]
    """The Markdown of each page by file name."""
    linked: tuple[str, ...] = ()
    """The linked pages of reports, as paths of their Markdown: `slug/p2t1f5.md`."""


@dataclass(frozen=True, slots=True)
class _Row:
    report: Listed
    at: int
    """Its index among the report's figures."""
    figure: Compared


@dataclass(slots=True)
class _Indicator:
    name: str
    reports: int
    """Number of reports that have it."""
    figures: int
    """Number of its figures in all reports."""
    rows: list[_Row]
    """The figures that are shown."""


def write_compare(
    reports: Iterable[Listed], figures_of: Callable[[str], Figures], counted: Counted | None = None
) -> Comparison:
    """Return the comparison of reports, without pages if they are too few; `figures_of` returns the figures of a slug.

    It is called for one report at a time, so that the figures of a thousand reports are never in memory together:
    for every report to count the indicators, unless `counted` is given, then for the newest reports until the tables
    are full.
    """
    newest = sorted(reports, key=lambda report: report.by_day, reverse=True)
    if len(newest) < FEWEST:
        return Comparison({})
    if counted is None:
        counted = Counted()
        for report in newest:
            counted.add(figures_of(report.slug))
    having = counted.reports
    shared = sorted(
        (name for name, number in having.items() if number >= FEWEST), key=lambda name: (-having[name], name)
    )
    wanted = [_Indicator(name, having[name], counted.figures[name], []) for name in shared[:MOST_INDICATORS]]
    _collect(newest, figures_of, wanted)
    cut = _cut(wanted)
    shown = [indicator for page in cut for indicator, _ in page]
    told = _told(len(newest), len(shared), len(shown))
    pages = {
        _name(number): _page(told, [*_form(page), *(block for _, block in page)], number, len(cut))
        for number, page in enumerate(cut, 1)
    }
    linked = {f"{row.report.slug}/{row.figure.link.partition('#')[0]}" for found in shown for row in found.rows}
    linked |= {f"{row.report.slug}/{COVER}.md" for found in shown for row in found.rows}
    return Comparison(pages, tuple(sorted(linked)))


def comparisons(names: Iterable[str]) -> list[str]:
    """Return those of the file names that are pages of the comparison, in the order of the pages."""
    return sorted((name for name in names if _NAME.fullmatch(name)), key=lambda name: (len(name), name))


def _collect(newest: list[Listed], figures_of: Callable[[str], Figures], wanted: list[_Indicator]) -> None:
    """Fill the rows of the indicators, from the newest report on until each has MOST_ROWS."""
    lacking = {into.name: into for into in wanted}
    for report in newest:
        if not lacking:
            break
        figures = figures_of(report.slug)
        shown: dict[int, _Indicator] = {}
        seen: Counter[str] = Counter()
        for at, name in [(at, name) for at, name in enumerate(figures.indicators) if name in lacking]:
            into = lacking[name]
            seen[name] += 1
            if seen[name] <= min(MOST_OF_ONE, MOST_ROWS - len(into.rows)):
                shown[at] = into
        for (at, into), figure in zip(shown.items(), figures.at(list(shown)) if shown else (), strict=True):
            into.rows.append(_Row(report, at, figure))
        lacking = {name: into for name, into in lacking.items() if len(into.rows) < MOST_ROWS}
    for into in wanted:
        into.rows.sort(key=_order)


def _order(row: _Row) -> tuple[bytes, date, str, int]:
    report = row.report
    return by_reading(body_key(report.issuing_body)), *report.by_day, row.at


def _cut(indicators: list[_Indicator]) -> list[list[tuple[_Indicator, str]]]:
    """Return the pages, each as a list of (indicator, its Markdown); indicators beyond the last page are left out."""
    pages: list[list[tuple[_Indicator, str]]] = [[]]
    size = 0
    for indicator in indicators:
        block = "\n\n".join(_section(indicator))
        bytes_of = len(block.encode())
        if pages[-1] and size + bytes_of > PAGE_BYTES:
            if len(pages) == MOST_PAGES:
                break
            pages.append([])
            size = 0
        pages[-1].append((indicator, block))
        size += bytes_of
    return pages


def _section(indicator: _Indicator) -> Iterator[str]:
    yield '<section class="indicator" markdown>'
    yield f"## {escape(indicator.name)} {{: #{lasting_anchor('n', indicator.name)} }}"
    left_out = indicator.figures - len(indicator.rows)
    more = f"，另有 {left_out} 处没有列出" if left_out else ""
    yield f"见于 {indicator.reports} 份通报{more}。"
    yield from table(_HEAD, map(_cells, indicator.rows))
    yield "</section>"


def _cells(row: _Row) -> tuple[str, ...]:
    report, figure = row.report, row.figure
    return (
        f"[{escape(report.issuing_body or NOT_STATED)}]({report.slug}/{COVER}.md)",
        str(report.year or NOT_STATED),
        escape(figure.text),
        escape(figure.change),
        escape(figure.period),
        f"[{escape(_quoted(figure))}]({report.slug}/{figure.link})",
    )


def _form(page: list[tuple[_Indicator, str]]) -> list[str]:
    """Return the form that filters a page as a list of one block; empty for a page without a table."""
    rows = [row.report for indicator, _ in page for row in indicator.rows]
    bodies = by_column("body", "发布单位", 0, (report.issuing_body or NOT_STATED for report in rows))
    years = by_column("year", "年份", 1, (str(report.year or NOT_STATED) for report in rows))
    return [filters("筛选指标", "处", (bodies, years), words="words")] if rows else []


def _quoted(figure: Compared) -> str:
    """Return the figure's sentence; if that is long, _QUOTED characters of it around the figure."""
    sentence = figure.sentence
    if len(sentence) <= _QUOTED:
        return sentence
    start = max(0, min(sentence.find(figure.text) - _QUOTED // 2, len(sentence) - _QUOTED))
    end = start + _QUOTED
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


def _told(reports: int, shared: int, shown: int) -> str:
    if not shared:
        return f"{reports} 份通报里没有名称和单位都相同的数字。"
    rest = f"；这里列出前 {shown} 项，其余 {shared - shown} 项没有列出" if shared > shown else ""
    return f"{reports} 份通报里，有 {shared} 项指标见于两份以上，按见于通报的多少排列{rest}。"


def _page(told: str, blocks: list[str], number: int, pages: int) -> str:
    title = COMPARISON if number == 1 else f"{COMPARISON}（第 {number} 页）"
    values: dict[str, object] = {
        "title": title,
        "description": _DESCRIPTION,
        "previous": _name(number - 1) if number > 1 else None,
        "next": _name(number + 1) if number < pages else None,
        "search": {"exclude": True},
    }
    of = [f"第 {number} 页，共 {pages} 页。"] if pages > 1 else []
    opening = [
        f"# {title} {{: #title data-added }}",
        '<div class="compare" data-added markdown>',
        _NOTE,
        told,
        _DATA,
        *of,
    ]
    return front_matter(values) + "\n\n".join([*opening, *blocks, "</div>"]) + "\n"


def _name(number: int) -> str:
    return f"{COMPARE}.md" if number == 1 else f"{COMPARE}-{number}.md"
