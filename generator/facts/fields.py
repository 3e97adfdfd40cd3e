"""Labelled fields of a problem: 问题：… 整改措施：… 责任单位：… 整改时限：…, in its text or a table's columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.facts.ledgers import columns_of
from generator.model.report import Node, Report
from generator.text.span import Span


class FieldKind(StrEnum):
    """What a field tells of a problem."""

    PROBLEM = "problem"
    TASK = "task"
    GOAL = "goal"
    MEASURES = "measures"
    PROGRESS = "progress"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled field; one that several places tell is several fields."""

    kind: FieldKind
    label: Span
    """The label without its colon; an empty span if the field is a mere bracket: （市商务局牵头）."""
    value: Span


_LABELS = {
    FieldKind.PROBLEM: (
        r"(?:(?:存在|反馈|具体|突出|发现|巡视|巡察)的?)*问题(?:表现|描述|内容)?"
        r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})?"
    ),
    FieldKind.TASK: r"整改(?:任务|事项|要求)",
    FieldKind.GOAL: r"(?:整改|工作)?目标",
    FieldKind.MEASURES: r"(?:具体|主要)?(?:整改)?(?:具体|主要)?(?:举措|措施)",
    FieldKind.PROGRESS: (
        r"(?:目前)?(?:整改)?(?:工作)?(?:完成|落实|进展|推进|整改)(?:的|工作)?(?:情况|结果|成效|状态|进度|进展)"
        r"|整改(?:情况|结果|成效|状态|进度|进展)|成效"
        r"|(?:具体|主要)?(?:整改)?(?:具体|主要)?(?:举措|措施|做法)(?:及|和|与|、|暨)(?:其|取得的?)?"
        r"(?:整改|落实|完成|工作|实施)?(?:的|工作)?(?:情况|结果|成效|效果|进度|进展)(?:情况)?"
    ),
    FieldKind.RESPONSIBLE: (
        r"(?:整改)?(?:主要|第一)?(?:责任|牵头|配合|协办|主办|分管|包保)(?:责任)?"
        r"(?:单位|部门|科室|领导|处室|股室|人)"
    ),
    FieldKind.DEADLINE: r"(?:整改|完成|办结)?(?:时限|期限)(?:要求)?|(?:整改|完成|办结)(?:时间|日期)",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s,;。、(【\[]))(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
    + r")\s*(?::|[】\]]\s*:?)"
)
_CLOSES = re.compile(r"[:\]】]")
"""Matches a character that every match of `_LABEL` contains: a quick test."""
_NUMBER = r"(?:\d{1,3}[.、]|\(?[一二三四五六七八九十\d]{1,3}[)、]|[①-⒇])?"
"""Matches the number of a field, which it may lack."""
_MARKED = re.compile(
    r"[【\[]\s?(?P<label>[\u4e00-\u9fff]{2,16})\s?[】\]](?:\s?:)?"
    rf"|^[^\S\r\n]*{_NUMBER}[^\S\r\n]*"
    r"(?:(?P<topic>关于[^,。;:\r\n]{2,60}问题)|(?P<first>[\u4e00-\u9fff]{4,16})(?![^\S\r\n]+\d{1,4}[^\S\r\n]?[项条个件类]))"
    r"[^\S\r\n]+(?=\S)",
    re.MULTILINE,
)
"""Matches words in brackets, and words before a blank at the start, that may be labels: 【整改目标】, 整改目标 ….

What is counted behind a blank (整改任务 36 项, 发现问题 42 处) is no label.
"""
_OPENED = str.maketrans("【[", "  ")
_NEXT = re.compile(r"^(?:下一步|下步|下一阶段)[^\s:。,;]{0,8}:")
"""Matches a label that is no field, but ends the one before it: 下一步：."""
_HEADS = {kind: re.compile(rf"(?:{words})(?:\([^()]*\))?") for kind, words in _LABELS.items()}
_HEAD = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _HEADS.values()))
_LED = re.compile(r"\((?P<who>[^():。]{2,60}?(?:牵头|负责|落实)(?:[,、;][^()。]{2,60})?)\)[。;]?$")
AIMS = frozenset({FieldKind.PROBLEM, FieldKind.TASK, FieldKind.GOAL, FieldKind.DEADLINE})
"""Kinds of field that tell what is wrong or what is aimed at, and state no status."""
_AIMED = AIMS | {FieldKind.RESPONSIBLE}
_NUMBERED = re.compile(rf"\s*{_NUMBER}\s*")
_BRIEF = 3
"""Maximum characters of a label that may as well be any words, as 问题 may; in a line of its own it is none."""
_SHORT = frozenset({FieldKind.RESPONSIBLE, FieldKind.DEADLINE})
"""Kinds of field that end with their paragraph; others go on to the next field, over paragraphs and measures.

A field of AIMS ends with its paragraph too if no field comes after it.
"""


def find_fields(report: Report, node: Node, heads: Sequence[Node] = ()) -> tuple[Field, ...]:
    """Return the fields of a node in reading order: those in its text, or with `heads`, the cells of a table's row."""
    if heads:
        return tuple(_cells(report, node, heads))
    pieces, opened = _pieces(report, node)
    fields = [field for piece in pieces for field in _labelled(report, piece)]
    alone = {label.start: Field(kind, label, Span(label.end, label.end)) for kind, label in _alone(report, pieces)}
    if len(alone) + len(fields) > 1:  # one line with nothing but a label may be a heading
        fields = sorted([*fields, *alone.values()], key=lambda field: field.label.start)
    nexts = [piece.start for piece in pieces if _NEXT.match(report.source.fold(piece))]
    starts = sorted([*(opened.get(field.label.start, field.label.start) for field in fields), *nexts, node.span.end])
    last = fields[-1] if fields else None  # the text after 问题1：…, if no label follows, tells what was done
    told = [
        field
        if field.label.start not in alone and (field.kind in _SHORT or (field is last and field.kind in AIMS))
        else _until(report, field, starts[bisect_right(starts, field.label.start)])
        for field in fields
    ]
    return tuple(field for field in told if field.value.end > field.value.start)


def _pieces(report: Report, node: Node) -> tuple[list[Span], dict[int, int]]:
    """Return the pieces of a node without their numbers, and where each with its number begins, by its first word."""
    pieces: list[Span] = []
    opened: dict[int, int] = {}
    number: int | None = None
    for below in node.walk():
        for whole in below.pieces:
            piece = _unnumbered(report, below, whole)
            folded = report.source.fold(piece)
            start = whole.start if number is None else number  # a number may stand in a piece of its own
            number = None if folded.strip() else start
            opened[piece.end - len(folded.lstrip(" 【["))] = start
            pieces.append(piece)
    return pieces, opened


def label_kind(words: str) -> FieldKind | None:
    """Return the kind of the field of which folded words are the label, and nothing else; None if they are none."""
    if not _HEAD.fullmatch(words):
        return None  # most words are none
    return next(kind for kind, pattern in _HEADS.items() if pattern.fullmatch(words))


def with_colons(folded: str) -> str:
    """Return a folded text, as long as it is, in which labels have the colon that some pages give them by their form.

    【整改目标】到2032年… and 整改目标 到2032年… were a cell or a line of their own, as 关于…问题 was before a blank.
    """

    def marked(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        told = label_kind(match[kind])
        counted = told is FieldKind.PROBLEM and kind == "first" and folded[match.end()].isdigit()
        if counted or (kind != "topic" and not told):
            return match[0]
        before = match[0][: match.start(kind) - match.start()].translate(_OPENED)
        return f"{before}{match[kind]}:".ljust(len(match[0]))

    return _MARKED.sub(marked, folded) if "】" in folded or "]" in folded or " " in folded else folded


def _alone(report: Report, pieces: Iterable[Span]) -> Iterator[tuple[FieldKind, Span]]:
    """Yield (kind, label) of the paragraphs that are a label and nothing else: 整改目标."""
    for piece in pieces:
        words = report.source.fold(piece)
        label = words.strip()
        kind = label_kind(label)
        if kind and len(label) > _BRIEF:
            start = piece.start + words.index(label)
            yield kind, Span(start, start + len(label))


def goal_alone(folded: str) -> Span | None:
    """Return where the goal stands in a folded text that tells a goal and no measure or progress; None for any other.

    整改目标：到2032年复绿率达到100%。整改时限：2032年底前。 The labels of the text have colons (`with_colons`).
    """
    found = _labels_in(folded)
    if not _AIMED.issuperset(kind for kind, _, _ in found):
        return None
    if not found or not _NUMBERED.fullmatch(folded, 0, found[0][1].start()):
        return None
    values = (_trimmed(folded, 0, match.end(), end, "") for kind, match, end in found if kind is FieldKind.GOAL)
    return next((value for value in values if value.end > value.start), None)


def _labels_in(text: str) -> list[tuple[FieldKind, re.Match[str], int]]:
    """Return (kind, label, where its field ends at the latest) for each label in a text whose labels have colons."""
    found = list(_LABEL.finditer(text)) if _CLOSES.search(text) else []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (next(kind for kind in _LABELS if match[kind]), match, end) for match, end in zip(found, ends, strict=False)
    ]


def _unnumbered(report: Report, node: Node, piece: Span) -> Span:
    """Return a piece without the numbering at its beginning, unless that is a label itself: 问题1：."""
    numbered = node.marker and node.marker.start == piece.start and not _LABEL.match(report.source.fold(piece))
    return Span(node.marker.end, piece.end) if node.marker and numbered else piece


def _labelled(report: Report, piece: Span) -> Iterator[Field]:
    """Yield the fields that begin in a paragraph, each up to the next field or the paragraph's end."""
    text = with_colons(report.source.fold(piece))
    found = _labels_in(text)
    for kind, match, end in found:
        label = Span(piece.start + match.start(), piece.start + match.end(kind))
        value = _trimmed(text, piece.start, match.end(), end, ",;。、" if kind in _SHORT else "")
        yield Field(kind, label, _without_bracket(report, value) if kind in _SHORT else value)
    led = _LED.search(text)
    if led and not found:
        start = piece.start + led.start("who")
        yield Field(FieldKind.RESPONSIBLE, Span(start, start), Span(start, piece.start + led.end("who")))


def _without_bracket(report: Report, value: Span) -> Span:
    """Return a value without a closing bracket at its end that was opened before it: （整改时限：立行立改）."""
    words = report.source.fold(value)
    closed = words.endswith((")", "]", "】")) and not any(mark in words for mark in "([【")
    return Span(value.start, value.end - 1) if closed else value


def _trimmed(text: str, offset: int, start: int, end: int, marks: str) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(offset + start, offset + max(start, start + len(words.strip().rstrip(marks + "【[").rstrip())))


def _until(report: Report, field: Field, end: int) -> Field:
    """Return a field whose value goes on to `end`."""
    start = field.value.start
    words = report.source.fold(Span(start, end))
    return Field(field.kind, field.label, _trimmed(words, start, 0, len(words), ""))


def _cells(report: Report, row: Node, heads: Sequence[Node]) -> Iterator[Field]:
    """Yield the cells of a row as fields, by the names of their columns; a merged cell is a field of each row."""
    for at, (words, cell) in enumerate(zip(columns_of(report, heads), row.children, strict=False)):
        kind = next(filter(None, map(label_kind, words)), None)
        if kind and cell.said.end > cell.said.start:
            label = next(head.children[at].said for head in reversed(heads) if at < len(head.children))
            yield Field(kind, label, cell.said)
