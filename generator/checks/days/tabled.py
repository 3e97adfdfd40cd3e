"""Rows of tables whose dates are out of order: 开工时间 after 竣工时间."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.checks.days.order import ON_PURPOSE
from generator.checks.place import message_at
from generator.checks.tabular import grids, words_of
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates

_STAGES = tuple(
    re.compile(words)
    for words in (
        "^(?:收到|接收|受理|接到|发现|立项|批复|申报|申请)(?:日期|时间|年月)?$",
        "^(?:立案|开工|动工|启动|开始|进场|签订|起始|签约)(?:日期|时间|年月)?$",
        "^(?:完工|竣工|完成|办结|结案|结束|截止|销号|整改完成|实际完成|终止)(?:日期|时间|年月)?$",
        "^(?:验收|竣工验收|投用|投入使用|通车|移交|复查)(?:日期|时间|年月)?$",
    )
)
"""Names of columns with dates of which those of a later group never come before those of an earlier one."""


def check_date_columns(report: Report) -> Iterator[Message]:
    """Yield a date in a row of a table that is earlier than one of an earlier stage in the same row."""
    for grid in grids(report):
        stages = [
            (rank, column)
            for column, name in enumerate(grid.names)
            for rank, words in enumerate(_STAGES)
            if words.search(name)
        ]
        for row in grid.rows if len({rank for rank, _ in stages}) > 1 else ():
            if any(ON_PURPOSE.search(words_of(report, cell)) for cell in row):
                continue
            told = [(rank, row[column], _day(words_of(report, row[column]))) for rank, column in stages]
            known = sorted(((rank, cell, day) for rank, cell, day in told if day), key=lambda one: one[0])
            for at, (rank, cell, day) in enumerate(known):
                if any(before[0] < rank and before[2][0] > day[1] for before in known[:at]):
                    yield message_at(report, "date-order", cell.said, found=report.text(cell.said))
                    break


def _day(words: str) -> tuple[date, date] | None:
    """Return the first and last day of a cell that is a date with its year and month, and nothing else; else None."""
    found = list(find_dates(words))
    if len(found) != 1 or found[0].end or (found[0].span.start, found[0].span.end) != (0, len(words)):
        return None
    moment = found[0].start
    if moment is None or moment.year is None or moment.month is None or not moment.exists:
        return None
    return moment.first(moment.year), moment.last(moment.year)
