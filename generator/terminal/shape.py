"""`gongkai outline`: shows a report's outline for corrections, with the line numbers that settings use and findings."""

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
"""Maximum length in characters of a text on which all checks run; a longer one gets only the outline's warnings."""
_MARGIN = 6
"""Columns of the terminal for a line number."""


_Row = tuple[int, int | None, int, str, str, Span]
"""Offset, depth, line number, kind, id and span of a row; the depth None stands for one below the row before."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the outline."""

    line: int
    """Its number, from 1, as it is written in settings."""
    depth: int
    """Its level in the outline, from 0."""
    kind: str
    """The kind of node in Chinese; empty for a line inside a table."""
    id: str
    words: str
    changed: bool
    """Whether the settings decide its kind."""
    findings: tuple[str, ...]
    """The findings of the checks on this line."""


def shape_of(source: Path, yml: Path | None, form: str) -> str:
    """Return the outline of a report's file as text, or as JSON if `form` is `json`.

    `yml` is the settings file to read by, None for the report's own. Raises UserError if a file can't be read.
    """
    settings = load_report_settings(yml or settings_of(source))
    report = outline(read_file(source, settings), settings)
    rows = list(_rows(report, settings))
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10**6
    return "\n".join((*_counted(report.source, source), *(line for row in rows for line in _lines(row, width))))


def _counted(source: Source, path: Path) -> Iterator[str]:
    """Yield a sentence about the file whose lines are counted, if that is not the source itself."""
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
    # A text much longer than any report is not checked by every rule.
    usual = len(report.source.text) <= _LONGEST
    ignored = settings.checks.ignore
    for message in check(report, ignored) if usual else (one for one in report.warnings if one.code not in ignored):
        found.setdefault(message.line, []).append(message)
    changed = set(settings.corrected_lines)
    rows: list[_Row] = [
        (one.line.span.start, 0, one.line.number, f"网页·{_CHROME[str(one.kind)]}", "", one.line.span)
        for one in report.source.chrome
    ]
    for top in report.tops:
        rows.extend(_below(report, top, 0))
    known = {row[2] for row in rows}
    # A table is one row; findings further down in it get rows of their own with their line numbers.
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
    """Return a text cut to `width` columns of a terminal, in which a Chinese character takes two."""
    if len(text) * 2 <= width or _columns(text) <= width:
        return text
    at = used = 0
    while at < len(text) and used + _columns(text[at]) < width:
        used += _columns(text[at])
        at += 1
    return f"{text[:at]}…"
