"""与前次通报对照: the problems of the body's previous report, each beside similarly worded ones of this report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.compare.matches import Worded, match_problems
from generator.edition.edition import Edition
from generator.edition.problems import brief_problems
from generator.edition.series import BriefProblem
from generator.edition.words import WORDS
from generator.model.pages import COVER
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.days import day
from generator.writers.markdown.escape import escape

NOT_FOUND = "后一份通报未见相近表述"
"""Shown for a problem of the previous report that matches no problem of this one."""

_NOTE = (
    "本表是系统按用词匹配的建议，以两份通报原文为准，不是通报的一部分：用词相近的不一定是同一问题，"
    "未见相近表述的不表示没有整改。点问题可读原文；状态只依据各自原文的用词。"
)
_HEAD = ("序号", "前次通报的问题", "前次通报所述", "本通报的相近表述", "本通报所述")


def write_earlier(edition: Edition, slug: str) -> str:
    """Return the Markdown of the page; `edition.series.before` must not be None."""
    before = edition.series.before
    assert before is not None  # there is no such page without one
    earlier, own = edition.series.earlier, brief_problems(edition)
    rows = list(_rows(earlier, own, f"../{before.slug}/"))
    missing = sum(row[3] == NOT_FOUND for row in rows)
    dated = edition.metadata.dated
    which = (
        f"前次通报：[{escape(before.title)}](../{before.slug}/{COVER}.md)（{day(before.dated)}）。"
        f"本通报：[{escape(edition.title)}]({COVER}.md)（{day(dated)}）。"
    )
    if not earlier:
        told = "前次通报没有逐项列出问题。"
    elif not own:
        told = f"前次通报列出 {len(earlier)} 项问题；本通报没有逐项列出问题。"
    else:
        told = (
            f"前次通报列出 {len(earlier)} 项问题："
            f"{len(earlier) - missing} 项在本通报里有相近的表述，{missing} 项{NOT_FOUND}。"
        )
    page = Added("earlier", "与前次通报对照", "前次通报列出的问题，和本通报里用词相近的表述。")
    return added_page(edition, slug, page, [_NOTE, which, told, *table(_HEAD, rows)])


def _rows(earlier: tuple[BriefProblem, ...], own: tuple[BriefProblem, ...], folder: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each match; for further matches of a problem, the cells of the previous report are empty."""
    known = {problem.id: problem for problem in own}
    found: dict[str, list[BriefProblem]] = defaultdict(list)
    for match in match_problems(_worded(earlier), _worded(own)):
        found[match.earlier].append(known[match.later])
    for number, problem in enumerate(earlier, 1):
        before = (str(number), _linked(problem, folder), _status(problem))
        later = found.get(problem.id, [])
        for again in later:
            yield (*before, _linked(again, ""), _status(again))
            before = ("", "", "")
        if not later:
            yield (*before, NOT_FOUND, "")


def _worded(problems: Iterable[BriefProblem]) -> list[Worded]:
    return [Worded(problem.id, problem.words, problem.above) for problem in problems]


def _linked(problem: BriefProblem, folder: str) -> str:
    return f"[{escape(problem.sentence)}]({folder}{problem.address})"


def _status(problem: BriefProblem) -> str:
    """Return the stated status of a problem as Markdown, with the sentences that state it."""
    words = f"**{WORDS[problem.status]}**{{: .status .status--{problem.status} }}"
    said = [f"发布单位标注：{problem.set_by_publisher}"] if problem.set_by_publisher else problem.evidence
    return "<br>".join([words, *map(escape, said)])
