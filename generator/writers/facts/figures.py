"""数据: every figure of a report, in reading order, with what it counts and the sentence that tells it."""

from __future__ import annotations

from decimal import Decimal

from generator.edition.edition import Edition
from generator.edition.words import change_of
from generator.facts.fact import Figure
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import by_column, filters
from generator.writers.markdown.links import link_to

_NOTE = (
    "本表由程序从通报原文中摘出，不是通报的一部分。“数值”把万、亿换算成数字；“所指”是原文里与数字相连的词语，"
    "程序按位置判断，以原文为准；点“出处”可读原句。"
)
_HEAD = ("所指", "原文", "数值", "单位", "变化", "时间", "出处")


def write_figures(edition: Edition, slug: str) -> str:
    """Return the Markdown of the table of figures."""
    figures = edition.facts.figures
    told = f"共 {len(figures)} 个数字。" if figures else "通报里没有带单位的数字。"
    rows = [_row(edition, figure) for figure in figures]
    choices = (
        by_column("unit", "单位", _HEAD.index("单位"), (figure.unit for figure in figures)),
        by_column(
            "change", "变化", _HEAD.index("变化"), (change for figure in figures if (change := change_of(figure)))
        ),
    )
    form = filters("筛选数据", "个数字", choices, tuple(enumerate(_HEAD)))
    page = Added("figures", "数据", "通报里的数字、单位、所指和出处。")
    return added_page(edition, slug, page, [_NOTE, told, *([form] if figures else []), *table(_HEAD, rows)])


def number(value: Decimal | None) -> str:
    """Return a number with thousands separators: 12,345; empty for None."""
    return "" if value is None else f"{value:,f}"


def _row(edition: Edition, figure: Figure) -> tuple[str, ...]:
    value = number(figure.value) + (f" 至 {number(figure.high)}" if figure.high is not None else "")
    return (
        escape(edition.words(figure.subject)),
        escape(edition.words(figure.span)),
        escape(value),
        escape(figure.unit),
        escape(change_of(figure)),
        escape(edition.words(figure.period)),
        link_to(edition, figure.span),
    )
