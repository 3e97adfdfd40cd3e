"""Quotation marks, title marks and brackets that lack their partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.span import Span

_CLOSER = {"《": "》", "“": "”", "‘": "’", "「": "」", "『": "』", "(": ")", "〔": "〕", "【": "】"}
"""The closing mark of each opening mark; widths are folded, so that ( pairs with ） too."""
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_STRAIGHT = '"'
"""The mark that opens and closes; it pairs with the one before it."""
_LIST_MARKER = re.compile(r"(?:^|[\s。;:,、“「\"])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])$")
"""Matches what stands before the ) of `1)`, `一)` or `a)`, which belongs to a list marker and pairs with no (."""
_MARKER_ROOM = 6
_SECOND = "、2)"
"""The second marker of a list within a sentence; its first may stand behind any word (落实1)自查、2)复查)."""
_TOLD = re.compile(
    "[少漏缺掉落多][了有打写印]{0,2}[^,。;]{0,4}(?:括号|引号|书名号|标点)|(?:括号|引号|书名号|标点)[^,。;]{0,6}(?:[缺漏不][失漏打全少成]|有误|错)"
)
"""Matches in a sentence what tells of a mark that was left out where the quoted words stand."""
_NEAR = 80
"""Maximum characters before and behind a mark in which that is looked for."""
_SPEECH = frozenset("“「")
_STOPS = frozenset("。!?;:")


def check_pairs(report: Report) -> Iterator[Message]:
    """Yield every mark of a pair whose partner is missing in its paragraph.

    A line that breaks off in mid-sentence (text read from a PDF) goes on in the next one, a title in all its lines.
    A quotation of several paragraphs has “ at the start of each and ” only at the end of the last.
    """
    source = report.source
    heads = {node.line for node in report.walk() if node.head}
    lines = source.text_lines
    open_marks: list[int] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        open_marks, stray = match_marks(source.folded, line, open_marks)
        yield from (_unpaired(report, offset) for offset in stray if not _is_told(source.folded, offset))
        if following and source.folded[following.span.start] in _SPEECH:
            open_marks = [offset for offset in open_marks if source.folded[offset] not in _SPEECH]
        if line in source.title and following in source.title:
            continue
        goes_on = following and _breaks_in_mid_sentence(source.folded, line, following, heads)
        kept = [
            offset
            for offset in open_marks
            if offset >= line.span.start and (goes_on or (following and _is_speech(source.folded, offset, following)))
        ]
        unpaired = sorted({*open_marks} - {*kept})
        yield from (_unpaired(report, offset) for offset in unpaired if not _is_told(source.folded, offset))
        open_marks = kept


def match_marks(folded: str, line: Line, opened: list[int]) -> tuple[list[int], list[int]]:
    """Return the offsets of (marks still open after a line, closing marks without an opening one).

    `opened` are the offsets still open before the line. Each kind of mark is matched on its own.
    """
    stacks: dict[str, list[int]] = {opener: [] for opener in (*_CLOSER, _STRAIGHT)}
    for offset in opened:
        stacks[folded[offset]].append(offset)
    stray = []
    listed = folded.rfind(_SECOND, line.span.start, line.span.end)
    for offset in range(line.span.start, line.span.end):
        mark = folded[offset]
        if mark == _STRAIGHT and (stacks[mark] or folded[offset - 1 : offset].isdigit()):
            del stacks[mark][-1:]  # an inch is no quotation mark either
        elif mark in stacks:
            stacks[mark].append(offset)
        elif mark in _OPENER:
            if stacks[_OPENER[mark]]:
                stacks[_OPENER[mark]].pop()
            elif not _is_no_closer(folded, line, offset, listed):
                stray.append(offset)
    return sorted(offset for stack in stacks.values() for offset in stack), stray


def _is_no_closer(folded: str, line: Line, offset: int, listed: int) -> bool:
    """Say whether a closing mark is the bracket of a list marker or an apostrophe.

    `listed` is the offset of the line's last `_SECOND`, -1 without one.
    """
    if folded[offset] == ")":
        if _LIST_MARKER.search(folded[max(line.span.start, offset - _MARKER_ROOM) : offset]):
            return True
        return folded[offset - 1 : offset] == "1" and offset < listed
    before = folded[offset - 1 : offset] if offset > line.span.start else ""
    return folded[offset] == "’" and before.isascii() and before.isalpha()


def _breaks_in_mid_sentence(folded: str, line: Line, following: Line, heads: set[int]) -> bool:
    last = folded[line.span.end - 1]
    return last not in _STOPS and last not in _OPENER and not heads & {line.number, following.number}


def _is_speech(folded: str, opener: int, following: Line) -> bool:
    """Say whether a quotation that a colon introduces ends in the next paragraph, behind a full stop: :“甲。/乙。”."""
    if folded[opener - 1 : opener] != ":" or folded[opener] not in _SPEECH:
        return False
    marks = re.search("[“”「」]", folded[following.span.start : following.span.end])
    return bool(marks and marks[0] in "”」" and folded[following.span.start + marks.start() - 1] in _STOPS)


def _is_told(folded: str, offset: int) -> bool:
    """Say whether the sentence of a mark tells that its partner was left out: “收费标准(2020版”少印半个括号."""
    left, right = max(0, offset - _NEAR), min(len(folded), offset + _NEAR)
    begin = max(left, *(folded.rfind(stop, left, offset) + 1 for stop in "。\n"))
    ends = (folded.find(stop, offset, right) for stop in "。\n")
    return bool(_TOLD.search(folded, begin, min((end for end in ends if end >= 0), default=right)))


def _unpaired(report: Report, offset: int) -> Message:
    mark = report.source.folded[offset]
    partner = _CLOSER.get(mark) or _OPENER.get(mark, mark)
    return message_at(
        report, "unpaired-mark", Span(offset, offset + 1), mark=report.source.text[offset], partner=partner
    )
