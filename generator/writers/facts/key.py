"""The key figures of a report: its number of problems and measures, and the problems' stated status as one bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.edition.listed import Listed
from generator.edition.words import SHOWN, WORDS
from generator.model.status import Status
from generator.writers.facts.charts import Part, bar
from generator.writers.markdown.days import NOT_STATED, day
from generator.writers.markdown.escape import escape


def first_look(report: Listed, undated: str) -> tuple[str, list[str]]:
    """Return a line of Markdown (who published, when, who inspected) and a list of at most one block of key figures.

    `undated` is shown in place of the date if the report states none.
    """
    who = report.issuing_body or NOT_STATED
    when = f"{day(report.published)}发布" if report.published else undated
    inspected = "，".join(filter(None, (report.inspector, report.inspected)))
    return _told_in_parts((who, when, inspected)), _key_figures(report.status, report.measures)


def _key_figures(status: Mapping[Status, int], measures: int) -> list[str]:
    """Return a block with the numbers of a report's problems and measures; empty for a report without problems."""
    counted = Counter(status)
    problems = counted.total()
    if not problems:
        return []
    numbers = [
        (problems, "项问题"),
        *([(measures, "条整改措施")] if measures else []),
        (counted[Status.COMPLETED], f"项通报说“{WORDS[Status.COMPLETED]}”"),
    ]
    listed = "".join(f"<li><b>{number}</b> {words}</li>" for number, words in numbers)
    chart = bar("key", "问题的整改状态", f"按通报原文的说法：{status_in_words(counted)}", status_parts(counted))
    figure = f'<figure class="glance__chart">{chart}{legend(counted)}</figure>'
    return [f'<div class="key" data-added><ul class="key__numbers">{listed}</ul>{figure}</div>']


def _told_in_parts(parts: Iterable[str]) -> str:
    """Return the non-empty parts as Markdown, each in a span, so that a browser breaks lines between parts first.

    The dot between two parts is drawn on the blank between them: where the line breaks there, it vanishes.
    """
    return '<i class="dot"> </i>'.join(f"<span>{escape(part)}</span>" for part in parts if part)


def status_in_words(counted: Counter[Status]) -> str:
    """Return the number of problems of each stated status in words: 已完成 12 项，推进中 3 项."""
    return "，".join(f"{WORDS[status]} {counted[status]} 项" for status in SHOWN if counted[status])


def status_parts(counted: Counter[Status]) -> list[Part]:
    """Return the parts of a bar, one for each status, the most finished first."""
    return [Part(counted[status], status, f"{WORDS[status]} {counted[status]} 项") for status in SHOWN]


def legend(counted: Counter[Status]) -> str:
    """Return the legend of the status colours as an HTML list; statuses without problems are left out."""
    entries = " ".join(
        '<li><svg width="14" height="14" aria-hidden="true">'
        f'<rect width="14" height="14" class="bar bar--{status}"/></svg> {WORDS[status]}</li>'
        for status in SHOWN
        if counted[status]
    )
    return f'<ul class="glance__legend">{entries}</ul>'
