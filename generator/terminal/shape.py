"""The outline of a report for whoever corrects it: the lines that the yml counts, kinds in Chinese, findings beside."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.checks import check
from generator.model.messages import Message, severity_told
from generator.model.pages import EXTRACTED
from generator.model.report import Kind, Node, Report
from generator.model.source import Source
from generator.outline import outline
from generator.readers import read_file
from generator.settings.project import settings_of
from generator.settings.report import ReportSettings, load_report_settings
from generator.settings.words import CHROME, HEADINGS
from generator.text.span import Span
from generator.wording import say

_KINDS = {str(kind): word for word, kind in reversed([*HEADINGS.items()]) if kind} | {
    "title": "标题",
    "paragraph": "段落",
    "table": "表格",
    "contact": "联系方式",
    "notice": "说明",
    "signature": "落款",
    "date": "日期",
    "attachment": "附件说明",
    "entry": "附件条目",
}
_CHROME = {str(kind): word for word, kind in reversed([*CHROME.items()]) if kind}
_LONGEST = 100_000
"""Characters of a text from which only what was odd about the outline is told."""
_MARGIN = 6
"""Columns for the number of a line."""


_Row = tuple[int, int | None, int, str, str, Span]
"""Offset, depth, line, kind, id and span of what is shown; no depth where it stands below what is above it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the outline."""

    line: int
    """As the yml counts it."""
    depth: int
    kind: str
    """In Chinese; empty for a line inside a table."""
    id: str
    words: str
    changed: bool
    """Whether the yml says what it is."""
    findings: tuple[str, ...]


def shape_of(source: Path, yml: Path | None, form: str) -> str:
    """Return the outline of a report's file as text or as `json`; raises UserError for what can't be read."""
    settings = load_report_settings(yml or settings_of(source))
    report = outline(read_file(source, settings), settings)
    rows = list(_rows(report, settings))
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10**6
    return "\n".join((*_counted(report.source, source), *(line for row in rows for line in _lines(row, width))))


def _counted(source: Source, path: Path) -> Iterator[str]:
    """Yield which file's lines are counted, where that is not the source itself."""
    if not source.extracted:
        return
    text = path.with_name(EXTRACTED)
    if not text.is_file():
        yield say("The lines are those of the text that is read out of {file}.", file=path.name)
    elif text.read_bytes().decode("utf-8", "replace") == source.text:
        yield say("The lines are those of {text}.", text=text)
    else:
        yield say("The lines are those that {text} will have; run `gongkai convert` to write it anew.", text=text)


def _rows(report: Report, settings: ReportSettings) -> Iterator[Shown]:
    found: dict[int, list[Message]] = {}
    # A text that no report has is not gone over by every rule.
    usual = len(report.source.text) <= _LONGEST
    for message in check(report, settings.checks.ignore) if usual else report.warnings:
        found.setdefault(message.line, []).append(message)
    changed = set(settings.corrected_lines)
    rows: list[_Row] = [
        (one.line.span.start, 0, one.line.number, f"网页·{_CHROME[str(one.kind)]}", "", one.line.span)
        for one in report.source.chrome
    ]
    for top in report.tops:
        rows.extend(_below(report, top, 0))
    known = {row[2] for row in rows}
    # A table is one row here; what is found further down in it stands there, with its line.
    below = [line for line in report.source.lines if line.number in found and line.number not in known]
    rows.extend((line.span.start, None, line.number, "", "", line.span) for line in below)
    above = 0
    for _, depth, line, kind, identifier, span in sorted(rows, key=lambda row: row[0]):
        above = above if depth is None else depth
        findings = tuple(f"{one.column}: {severity_told(one.severity)}: {one.text}" for one in found.pop(line, ()))
        deep = above + 1 if depth is None else depth
        yield Shown(line, deep, kind, identifier, report.text(span), line in changed, findings)


def _below(report: Report, node: Node, depth: int) -> Iterator[_Row]:
    head = node.head or (node.children[0].span if node.children and node.kind is Kind.TABLE else node.span)
    yield head.start, depth, report.source.place(head.start)[0], _KINDS.get(str(node.kind), ""), node.id, head
    if node.kind is not Kind.TABLE:
        for child in node.children:
            if child.span.start != node.span.start or node.head:
                yield from _below(report, child, depth + 1)


def _lines(row: Shown, width: int) -> Iterator[str]:
    mark = " [yml]" if row.changed else ""
    start = f"{row.line:>{_MARGIN}}  {'  ' * row.depth}{row.kind}{' ' if row.kind else ''}"
    yield start + _cut(row.words, width - _columns(start) - len(mark)) + mark
    for finding in row.findings:
        yield f"{'':>{_MARGIN}}  {'  ' * row.depth}↑ " + say("column {finding}", finding=finding)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _cut(text: str, width: int) -> str:
    """Return as much of a text as a terminal has columns for."""
    if len(text) * 2 <= width or _columns(text) <= width:
        return text
    at = used = 0
    while at < len(text) and used + _columns(text[at]) < width:
        used += _columns(text[at])
        at += 1
    return f"{text[:at]}…"
