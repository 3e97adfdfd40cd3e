"""Find headings without a number (2030年工作回顾): short lines after which the numbering begins again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.outline.ladder import Ladder
from generator.outline.markers import Marker
from generator.readers.metadata import is_body
from generator.text.spacing import solid
from generator.text.span import Span

_PLAIN = re.compile(r"^[^。.,;:!?…—()\d][^。,;:!?…]{1,28}$|^\d{4}年[^。,;:!?…]{2,26}$")
"""Matches a short line without punctuation, which may be a heading without a number."""
_NO_HEADING = re.compile(
    r"^\d{4}年\d{1,2}月(?:\d{1,2}日)?$|^(?:各位|同志)|(?:省长|市长|县长|区长|主任|主席|书记)\s*\S{2,4}$|[▲★☆△]|\s{2,}"
)
"""Matches a short line that can't be a heading without a number: a date, a salutation, a signature, a table row."""
_NEXT_STEPS = re.compile(
    r"^(?:关于)?(?:下一步|下步|下一阶段|下阶段|今后|后续)\S{0,12}(?:打算|安排|计划|措施|思路|举措|工作|考虑|方向|任务|要求)$"
)
"""Matches the heading of a last part about the next steps: 下一步工作打算."""
SHORTCOMINGS = re.compile(
    r"^(?:(?:当前|目前|工作中)?(?:仍然?|还)?(?:存在|面临)的?)(?:主要|突出|一些)?(?:困难|问题|不足|短板|差距|挑战|薄弱环节)(?:[和与及、]\S{2,6})?$"
)
"""Matches the heading above what is still wrong; without a number it is a heading only among other such parts."""
_AREA = re.compile(r"^[^。;:!?\d(—][^。;:!?]{2,50}方面(?:的?问题)?:?$")
"""Matches the name of an area in which problems were found: 落实新时代党的组织路线方面."""
_SENTENCE = re.compile(r"。|如下:$")
_PROBLEM = re.compile(r"问题$")
_LABEL = re.compile(r"(?:措施|举措|情况|做法|成效|进展|结果|如下|包括|表现|原因|(?:存在|反馈|主要|突出)的?问题)$")
"""Matches a label above a list, which is no heading."""
_GROUPED = frozenset({Kind.FINDING, Kind.ITEM})
_WATCHED = frozenset({"一、", "一.", "(一)", "第一方面"})
"""Styles that begin again at 1 only under a new heading; other styles begin again under any paragraph."""
_CAPTION = re.compile(r"^[图表]\s?\d|^(?:整改|修复|治理)[前后]$|^(?:记者|通讯员|供稿|来源|编辑)")
_SHORTEST_BELOW = 30
"""Minimum length of the paragraph below a heading in a text without any number."""
_LONGEST_LEAD = 12
"""Maximum number of paragraphs between a heading without a number and the first number below it."""


def find_unnumbered(
    source: Source, body: Sequence[Line], markers: Sequence[Marker], ladder: Ladder, aside: Collection[Line]
) -> list[Marker]:
    """Return markers for the headings without a number among a report's lines.

    The lines `aside` can be none: rows of tables, and lines with a correction. If the topmost numbering, or one like
    (一), begins again at 1 under the same heading, the nearest short line above that is no sentence is a heading; so is
    the one above the first such number. A line like 下一步工作打算 with text below it is a heading of the parts' rank.
    In a text without any number, short lines between paragraphs are headings if there are several.
    Lines like 落实组织路线方面 that stand above findings or items of one part are themes, if there are several. So are
    other short lines, if the numbering begins again right below each of them and nowhere else in the part; they are
    findings if they name a problem, parts if there is nothing above.
    """
    if not markers:
        return [_heading(line, Kind.PART) for line in _bare(source, body, aside)]
    places = {line: at for at, line in enumerate(body)}
    known = {marker.line for marker in markers}
    sentence = _first_sentence(source, body)
    top = min(map(ladder.rank, markers), default=0.0)
    found: dict[Line, Marker] = {}
    groups: dict[float, Marker] = {}
    # The marker with which the present sequence of each rank began.
    for marker in markers:
        rank = ladder.rank(marker)
        for lower in [other for other in groups if other > rank]:
            del groups[lower]
        first = groups.setdefault(rank, marker)
        watched = marker.style is not None and (rank == top or marker.style.name in _WATCHED)
        if first is marker or marker.number != 1 or marker.group is not None or not watched:
            continue
        groups[rank] = marker
        line = _above(source, body, places[marker.line], known, aside)
        opening = _above(source, body, places[first.line], known, aside)
        if line is None:
            continue
        inside = rank > top and opening is not None
        kind = Kind.THEME if inside else Kind.PART
        found[line] = _heading(line, kind)
        if opening is not None and (inside or (rank == top and places[opening] > sentence)):
            found[opening] = _heading(opening, kind)
    if any(marker.kind is Kind.PART for marker in found.values()):
        plain = (line for line in body[:-1] if line not in known and line not in aside)
        among = [line for line in plain if SHORTCOMINGS.match(solid(source.fold(line.span)))]
        found.update((line, _heading(line, Kind.PART)) for line in among if line not in found)
    more = [
        *(_heading(line, Kind.PART) for line in _next_steps(source, body, markers, places, aside)),
        *(_heading(line, Kind.THEME) for line in _groups(source, body, markers, ladder, aside)),
        *_lists(source, body, markers, ladder, aside),
    ]
    for heading in more:
        found.setdefault(heading.line, heading)
    return list(found.values())


def _lists(
    source: Source, body: Sequence[Line], markers: Sequence[Marker], ladder: Ladder, aside: Collection[Line]
) -> Iterator[Marker]:
    """Yield the headings of lists: distinct short lines, one right above each first item of a part that has several."""
    known = {marker.line for marker in markers}
    above = dict(zip(body[1:], body, strict=False))
    firsts: dict[tuple[Line | None, float], list[Line | None]] = {}
    over: list[Marker] = []
    for marker in markers:
        rank = ladder.rank(marker)
        over = [other for other in over if ladder.rank(other) < rank]
        if marker.number == 1 and marker.group is None and ladder.kind(marker) in _GROUPED:
            firsts.setdefault((over[-1].line if over else None, rank), []).append(above.get(marker.line))
        over.append(marker)
    plain = {line for lines in firsts.values() for line in lines if line and line not in known and line not in aside}
    named = {
        over: [(line, _named(source.fold(line.span))) for line in lines if line and line in plain]
        for over, lines in firsts.items()
    }
    problems = False
    for (top, rank), lines in named.items():
        texts = {text for _, text in lines if text}
        if len(lines) < 2 or len(texts) < len(firsts[top, rank]):
            continue
        problems = problems or all(map(_PROBLEM.search, texts))
        kind = Kind.FINDING if all(map(_PROBLEM.search, texts)) else Kind.THEME if top else Kind.PART
        yield from (_heading(line, kind) for line, _ in lines)
    # A part with a single problem has but one list.
    alone = [lines[0] for lines in named.values() if len(lines) == 1 and problems]
    yield from (_heading(line, Kind.FINDING) for line, text in alone if _PROBLEM.search(text))


def _named(text: str) -> str:
    """Return a short line without its colon if it can be the heading of a list; empty for a label: 整改措施：."""
    words = text.rstrip(":").rstrip()
    return words if _is_plain(words) and not _LABEL.search(words) else ""


def _above(
    source: Source, body: Sequence[Line], at: int, known: Collection[Line], aside: Collection[Line]
) -> Line | None:
    """Return the nearest line above index `at` that can be a heading without a number; None if a marker comes first."""
    for place in range(at - 1, max(at - 2 - _LONGEST_LEAD, -1), -1):
        line = body[place]
        if line in known:
            return None
        if line not in aside and _is_plain(source.fold(line.span)):
            return line
    return None


def _is_plain(text: str) -> bool:
    if text.endswith(":") and is_body(text[:-1]):
        text = text[:-1]  # 云溪城投公司: above the company's own list of problems
    return bool(_PLAIN.match(text)) and not _NO_HEADING.search(text)


def _first_sentence(source: Source, body: Sequence[Line]) -> int:
    """Return the index of the first line with a sentence or that opens one; the lines above it belong to the title."""
    return next((at for at, line in enumerate(body) if _SENTENCE.search(source.fold(line.span))), len(body))


def _bare(source: Source, body: Sequence[Line], aside: Collection[Line]) -> list[Line]:
    """Return the lines of a text without numbers that are headings: short, each above a long sentence, and several."""
    texts = [source.fold(line.span) for line in body]
    likely = [
        line
        for at, (line, text) in enumerate(zip(body[:-1], texts[:-1], strict=True))
        if line not in aside
        and _is_plain(text)
        and not _CAPTION.match(text)
        and "。" in texts[at + 1]
        and len(texts[at + 1]) >= _SHORTEST_BELOW
        and (at == 0 or "。" in texts[at - 1] or _CAPTION.match(texts[at - 1]))
    ]
    return likely if len(likely) > 1 else []


def _groups(
    source: Source, body: Sequence[Line], markers: Sequence[Marker], ladder: Ladder, aside: Collection[Line]
) -> list[Line]:
    """Return the lines without a number that name an area (…方面) and stand directly above findings or items.

    The findings or items must be the first level below a part. A part has several such lines or none.
    """
    numbered = {marker.line: marker for marker in markers}
    found: dict[Line | None, list[Line]] = {}
    above: list[Marker] = []
    for line, following in pairwise(body):
        marker = numbered.get(line)
        if marker is not None:
            above = [*(other for other in above if ladder.rank(other) < ladder.rank(marker)), marker]
        below = numbered.get(following)
        if marker or below is None or line in aside or not _AREA.match(source.fold(line.span)):
            continue
        over = [other for other in above if ladder.rank(other) < ladder.rank(below)]
        if ladder.kind(below) in _GROUPED and all(ladder.kind(other) is Kind.PART for other in over):
            found.setdefault(over[-1].line if over else None, []).append(line)
    return [line for lines in found.values() if len(lines) > 1 for line in lines]


def _next_steps(
    source: Source,
    body: Sequence[Line],
    markers: Sequence[Marker],
    places: dict[Line, int],
    aside: Collection[Line],
) -> list[Line]:
    """Return a list with the line whose words make it the heading of the last part (下一步工作打算), or an empty list.

    There must be exactly one such line, and every numbering below it must start at 1.
    """
    known = {marker.line for marker in markers}
    likely = [
        line
        for line in body[:-1]
        if line not in known and line not in aside and _NEXT_STEPS.match(solid(source.fold(line.span)))
    ]
    if len(likely) != 1 or not markers or places[likely[0]] < places[markers[0].line]:
        return []
    begun: set[str] = set()
    for marker in markers:
        if places[marker.line] > places[likely[0]] and marker.style is not None:
            if marker.number != 1 and marker.style.name not in begun:
                return []
            begun.add(marker.style.name)
    return likely


def _heading(line: Line, kind: Kind) -> Marker:
    """Return the marker, with an empty span, of a heading without a number."""
    return Marker(None, None, Span(line.span.start, line.span.start), line, kind)
