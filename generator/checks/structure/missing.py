"""Problems that a table lists but the text does not mention, although it mentions most of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.place import message_at
from generator.checks.tabular import Grid, grids, words_of
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report
from generator.text.numerals import number_of
from generator.text.sentences import split_sentences

_FEWEST = 3
_PROBLEMS = re.compile(r"^[^,;。]{0,8}(?:问题|意见|事项|任务)(?:清单|内容|描述|表现|名称|概述)?$|^问题")
_WORKS = re.compile(r"^(?:项目|工程|工作|名称|内容)(?:名称|内容)?$")
"""Matches the name of a column of works, of which a text may leave out some on purpose."""
_NO_NAMES = re.compile(
    r"措施|完成|进展|落实|情况|结果|成效|时限|状态|责任|数$|数量|类别|类型|指标|来源|性质|金额|编号|个数"
)
_STATE = re.compile("完成|整改|办结|销号|推进|解决")
"""Matches in a column of a table without a head that its rows are tasks."""
_SHARE, _SHARE_OF_WORKS = 0.6, 0.7
"""Minimum share of a table's names that the text must mention for a missing one to be reported."""
_FRAME = re.compile(r"^(?:关于|针对|问题\d{0,4}:?)|(?:的?问题|方面)$|[\s“”\"'《》,。、;:()的]")
"""Matches what may differ between a problem's name in the table and in the text: 关于, 的问题, marks."""
_SHORTEST, _LONGEST, _MOST = 4, 60, 40
_ALIKE = 0.8
"""Minimum share of a name's characters that a sentence holds which tells the same in other words."""


def check_missing(report: Report) -> Iterator[Message]:
    """Yield the problems and works of a table that the text does not mention, if it mentions most of the others."""
    told: list[str] = []
    for grid in grids(report):
        names, share = _names(report, grid)
        if len(names) < _FEWEST or len({name for _, name in names}) < len(names):
            continue
        told = told or _sentences(report)
        text = "".join(told)
        missing = [(cell, name) for cell, name in names if name not in text]
        if not missing or len(missing) > _MOST or len(names) - len(missing) < share * len(names):
            continue
        sets = [set(sentence) for sentence in told]
        for cell, name in missing:
            if not any(len(marks & set(name)) >= _ALIKE * len(set(name)) for marks in sets):
                yield message_at(report, "row-missing", cell.said, found=report.text(cell.said))


def _names(report: Report, grid: Grid) -> tuple[list[tuple[Node, str]], float]:
    """Return the cells that name a table's problems or works, each with its plain words, and the share to be told."""
    rows, share = grid.rows, _SHARE
    column = _column(grid.names, _PROBLEMS)
    if column is None:
        column, share = _column(grid.names, _WORKS), _SHARE_OF_WORKS
    if column is None and number_of(grid.names[0].strip("()、.")) == 1 and len(grid.names) > 1:
        rows = (grid.head, *grid.rows)  # a table that begins with its first row
        of_tasks = any(all(_STATE.search(words_of(report, row[at])) for row in rows) for at in range(len(grid.names)))
        share = _SHARE if of_tasks else share
        column = max(range(1, len(grid.names)), key=lambda at: sum(len(words_of(report, row[at])) for row in rows))
    if column is None:
        return [], share
    found = [(row[column], _plain(words_of(report, row[column]))) for row in rows if row[column].pieces]
    return [(cell, name) for cell, name in found if _SHORTEST <= len(name) <= _LONGEST], share


def _column(names: Sequence[str], words: re.Pattern[str]) -> int | None:
    return next((at for at, name in enumerate(names) if words.search(name) and not _NO_NAMES.search(name)), None)


def _sentences(report: Report) -> list[str]:
    """Return the sentences outside of tables, annexes excluded, without what may differ between two mentions."""

    def walk(node: Node) -> Iterator[Node]:
        if node.kind is not Kind.TABLE:
            yield node
            for child in node.children:
                yield from walk(child)

    tops = (*report.front, *report.sections, *report.closing)
    texts = [report.source.fold(piece) for top in tops for node in walk(top) for piece in node.pieces]
    return [_plain(text[span.start : span.end]) for text in texts for span in split_sentences(text)]


def _plain(text: str) -> str:
    return _FRAME.sub("", text)
