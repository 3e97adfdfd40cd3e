"""Tables whose figures disagree: a sum below its column, a rate or growth beside its two values, a unit that jumps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import amounts, jumps, last_place
from generator.checks.numbers.quotients import OTHER_PRICES
from generator.checks.place import message_at
from generator.checks.tabular import Grid, grids, words_of
from generator.model.messages import Message
from generator.model.report import Node, Report

_NUMBER = re.compile(
    r"(?P<digits>-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?)(?P<unit>%|[万亿]?元|[个件项户人名家处条宗份起次座辆亩吨]|公里|米)?"
)
"""Matches a whole cell that is a number."""
_SUM, _SUBTOTAL = re.compile(r"(?:合|总|共)计|总数"), re.compile(r"小计|其中|#|同比|占|上年|去年")
_NUMERALS = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_NUMBERED = re.compile(
    rf"\((?:{_NUMERALS.pattern})\)|(?:{_NUMERALS.pattern})(?:[.．、](?!\d)|(?:[.-]\d{{1,3}}){{1,3}}|$)"
)
"""Matches the number of a row at the start of its first cell: 一、, (一), 1, 1.1."""
_NO_SUM = re.compile(r"率|占比|比例|比重|%|均|单价|价格|增|降|序号|年份|编号|排名|得分|分数|标准|时间")
"""Matches the name of a column whose figures do not add up to one below them."""
_WHOLE = re.compile(
    r"^(?:问题|任务|案件|事项|反馈|应办|应整改)?(?:总[数量额件]|合计|总计)$|^应|^(?:受理|反馈|抽检|检查|下达|任务|计划|目标)(?:[\u4e00-\u9fff]{0,3}[数量件]|资金|金额)?$|^(?:任务|计划|目标)|总数$"
)
_PART = re.compile(
    r"^[已实]|^(?:完成|办结|合格|达标|整改|销号|拨付)(?:[\u4e00-\u9fff]{0,3}[数量件]|资金|金额|到位|完成)?$"
)
_RATE = re.compile(r"(?<!增长)(?<!税)(?<!利)(?<!负债)(?<!下降)(?<!上升)率$")
_OF_RATES = re.compile("率|占比|比重|%")
"""Matches the name of a row whose values are rates, which grow by points: 森林覆盖率, 45.2 and 46.1, by 0.9."""
_GROWTH = re.compile(r"^(?:同比)?(?:增长|增幅|增速|涨幅|降幅|下降|增减|变化)(?:率|幅度?|比例)?$")
_YEAR = re.compile(r"(?P<year>20\d\d)年?度?")
_FEWEST = 2
"""Minimum rows above a sum."""
_GAP = Decimal("0.3")
"""Maximum share of a sum by which its column may differ: above it, the rows are no parts, or not all."""
_UNIT = re.compile(r"[((](?:单位:)?[^()]{1,6}[))]|[/／].{1,3}$")


def check_columns(report: Report) -> Iterator[Message]:
    """Yield sums, rates and growth of tables that do not follow from the cells beside them, and units that jump."""
    for grid in grids(report):
        names = [_UNIT.sub("", name) for name in grid.names]
        yield from _sums(report, grid, names)
        yield from _rates(report, grid, names)
        yield from _growths(report, grid, names)
        yield from _jumps(report, grid)


def _number(report: Report, cell: Node) -> Decimal | None:
    match = _NUMBER.fullmatch(words_of(report, cell))
    return Decimal(match["digits"].replace(",", "")) if match else None


def _sums(report: Report, grid: Grid, names: Sequence[str]) -> Iterator[Message]:
    """Yield the sums in the last or first row that the column does not add up to."""
    at = next((n for n in (len(grid.rows) - 1, 0) if _labelled(report, grid.rows[n], _SUM)), None)
    if at is None or not grid.whole or len(grid.rows) <= _FEWEST:
        return
    rows = [row for n, row in enumerate(grid.rows) if n != at]
    if any(_labelled(report, row, _SUM) or _labelled(report, row, _SUBTOTAL) for row in rows):
        return
    if len({_style(words_of(report, row[0])) for row in rows if row[0].pieces}) > 1:
        return
    for column in range(1, len(names)):
        cell = grid.rows[at][column]
        total = _number(report, cell)
        values = [
            _number(report, row[column]) for row in rows if words_of(report, row[column]) not in {"", "-", "—", "/"}
        ]
        if total is None or len(values) < _FEWEST or None in values or _NO_SUM.search(names[column]):
            continue
        known = [value for value in values if value is not None]
        both = sum(known, Decimal(0))
        step = max((last_place(v) for v in (*known, total) if v % 1), default=Decimal(0))
        if both != total and len(known) * step < abs(both - total) <= _GAP * abs(total):
            shown = {
                "parts": " + ".join(f"{value:f}" for value in known[:12]),
                "sum": f"{both:f}",
                "total": f"{total:f}",
            }
            yield message_at(report, "total", cell.said, **shown)


def _style(words: str) -> str:
    """Return how a row is numbered, its numerals as 0; rows of two styles stand one below the other: 1 and 1.1."""
    return _NUMERALS.sub("0", match[0]) if (match := _NUMBERED.match(words)) else ""


def _labelled(report: Report, row: Sequence[Node], words: re.Pattern[str]) -> bool:
    """Say whether one of the first two cells of a row holds such a word."""
    return any(words.search(words_of(report, cell)) for cell in row[:2])


def _rates(report: Report, grid: Grid, names: Sequence[str]) -> Iterator[Message]:
    """Yield rates that are not the quotient of their row's two numbers, if other rows are of such quotients."""
    for column, name in enumerate(names):
        figures = [n for n in range(column) if all(_number(report, row[n]) is not None for row in grid.rows)]
        wholes = [n for n in figures if _WHOLE.search(names[n])]
        parts = [n for n in figures if _PART.search(names[n])]
        if not _RATE.search(name) or len(wholes) != 1 or len(parts) != 1:
            continue
        told = []
        for row in grid.rows:
            whole, part, rate = (_number(report, row[n]) for n in (wholes[0], parts[0], column))
            if whole and part is not None and rate is not None and whole > 0:
                told.append((row, whole, part, rate, 100 * part / whole))
        wrong = [one for one in told if not _fits(one[4], one[3])]
        if len(wrong) * 2 <= len(told):
            for row, whole, part, rate, exact in wrong:
                shown = {"part": f"{part:f}", "total": f"{whole:f}", "found": f"{rate:f}", "expected": _as(exact, rate)}
                yield message_at(report, "rate", row[column].said, **shown)


def _growths(report: Report, grid: Grid, names: Sequence[str]) -> Iterator[Message]:
    """Yield growth in per cent that does not follow from the values of the two years beside it."""
    years = [(n, match["year"]) for n, name in enumerate(names) if (match := _YEAR.fullmatch(name))]
    columns = [n for n, name in enumerate(names) if _GROWTH.match(name)]
    if len(years) != 2 or len(columns) != 1 or years[0][1] == years[1][1]:
        return
    (older, _), (newer, _) = sorted(years, key=lambda pair: pair[1])
    told = []
    for row in grid.rows:
        old, new, by = (_number(report, row[n]) for n in (older, newer, columns[0]))
        percent = "%" in words_of(report, row[columns[0]]) or "%" in grid.names[columns[0]]
        other = OTHER_PRICES.search(words_of(report, row[0]))
        other = other or _OF_RATES.search(words_of(report, row[0]))
        if (
            old
            and new is not None
            and by is not None
            and not other
            and percent
            and "%" not in words_of(report, row[newer])
        ):
            told.append((row, old, new, by, 100 * (new - old) / old))
    wrong = [one for one in told if not _fits(abs(one[4]), abs(one[3]))]
    if len(wrong) * 2 <= len(told) or len(told) == 1:
        for row, old, new, by, exact in wrong:
            shown = {"old": f"{old:f}", "new": f"{new:f}", "found": f"{by:f}", "expected": _as(exact, by)}
            yield message_at(report, "growth", row[columns[0]].said, **shown)


def _fits(exact: Decimal, told: Decimal) -> bool:
    return abs(exact - told) < last_place(told)


def _as(exact: Decimal, told: Decimal) -> Decimal:
    """Return a rate with as many decimals as another."""
    return exact.quantize(last_place(told))


def _jumps(report: Report, grid: Grid) -> Iterator[Message]:
    """Yield a value in a table of years that is told in a unit a thousand times apart from the year before."""
    if not grid.rows or not all(_YEAR.fullmatch(words_of(report, row[0])) for row in grid.rows):
        return
    for column in range(1, len(grid.names)):
        told = [(row[column], list(amounts(words_of(report, row[column])))) for row in grid.rows]
        if all(len(found) == 1 for _, found in told):
            for (_, (old,)), (cell, (new,)) in pairwise(told):
                if old.kind == new.kind and old.value and new.value and jumps(old, new):
                    yield message_at(report, "unit-jump", cell.said, found=report.text(cell.said))
                    break
