"""数据: every figure of a report, in reading order, with what it counts and the sentence that tells it."""

from __future__ import annotations

from decimal import Decimal

from generator.edition.display import Display
from generator.edition.places import link_to
from generator.facts.fact import Figure
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape

CHANGES = {"up": "增长", "down": "下降", "up_to": "升至", "down_to": "降至"}
"""What each change is called."""

_NOTE = (
    "本表由程序从通报原文中摘出，不是通报的一部分。“数值”把万、亿换算成数字；“所指”是原文里与数字相连的词语，"
    "程序按位置判断，以原文为准；点“出处”可读原句。"
)
_HEAD = ("所指", "原文", "数值", "单位", "变化", "时间", "出处")


def write_figures(display: Display, slug: str) -> str:
    """Return the Markdown of the table of figures."""
    figures = display.facts.figures
    told = f"共 {len(figures)} 个数字。" if figures else "通报里没有带单位的数字。"
    rows = [_row(display, figure) for figure in figures]
    page = Added("figures", "数据", "通报里的数字、单位、所指和出处。")
    return added_page(display, slug, page, [_NOTE, told, *table(_HEAD, rows)])


def number(value: Decimal | None) -> str:
    """Return a number with commas at the thousands; empty for None."""
    return "" if value is None else f"{value:,f}"


def change_of(figure: Figure) -> str:
    """Return how a figure changed, in words: 同比增长; empty where it did not."""
    return f"{figure.basis or ''}{CHANGES[figure.change]}" if figure.change else ""


def _row(display: Display, figure: Figure) -> tuple[str, ...]:
    value = number(figure.value) + (f" 至 {number(figure.high)}" if figure.high is not None else "")
    return (
        escape(display.text(figure.subject)),
        escape(display.text(figure.span)),
        escape(value),
        escape(figure.unit),
        escape(change_of(figure)),
        escape(display.text(figure.period)),
        link_to(display, figure.span),
    )
