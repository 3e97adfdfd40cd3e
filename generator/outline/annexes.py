"""Find the annexes below a report (附件1, 名词解释). They have their own numbering, apart from the report's outline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.outline.closing import ending_kind, is_listed
from generator.outline.markers import read_marker
from generator.readers.metadata import attachment_line, is_body, place_of
from generator.text.dates import date_of_line
from generator.text.span import Span

_HEAD = re.compile(
    r"^[\[(【<]?\s*(?P<marker>附\s*(?:[件表录图]|(?=[\d:\s]|$))\s*(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z](?![A-Za-z]))?)(?!\d)\s*[\])】>]?"
    r"(?P<colon>\s*[:.、-]?\s*)(?P<title>.{0,80})$"
)
"""Matches the heading of an annex: marker (附件), number `n` and title."""
_GLOSSARY = re.compile(
    r"^[\[(【]?(?:《[^》]{2,30}》|相?关|有关|部分|(?:政府)?(?:工作)?报告|中?的)*(?:名词|术语|用语|词语|指标|专业名词)(?:及.{1,6})?(?:解释|注释|说明|释义)[\])】]?:?$"
)
"""Matches the heading of a glossary, an annex without 附件: 名词解释."""
_LONGEST_TITLE = 60
"""Maximum length of an annex's title in characters."""
_NO_TITLE = re.compile(r"[。;:,!?]$|。")
"""Matches a line that is no title: a sentence, or one that ends with punctuation."""
_SENTENCE = re.compile(r"。")
_FEWEST_SENTENCES = 2
"""A signature with at least this many sentences above it is the report's own, not the byline under its title."""


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """The heading of an annex: one line, or two if the title stands below 附件1."""

    line: Line
    """The first line of the heading."""
    last: Line
    """The last line of the heading."""
    number: int | None
    """The annex's number, 1 for 附件1; None if it has none."""
    marker: Span | None
    """The span of 附件1; None if there is no such marker."""
    title: Span | None
    """The span of the title; None if there is no title."""

    @property
    def head(self) -> Span:
        """The span of the whole heading."""
        return Span(self.line.span.start, self.last.span.end)


def find_annexes(
    source: Source, lines: Sequence[Line], corrections: Mapping[int, Kind | None]
) -> tuple[AnnexHead, ...]:
    """Return the headings of the annexes among a report's lines, in order.

    Each annex reaches to the next heading, the last one to the end. An annex begins with 附件1, with 名词解释, or with
    a short line below signature and date, and has text of its own: if only the signature follows 附件1, it names an
    attachment. `corrections` is the publisher's kind of heading by line number, None for a line that is no heading.
    """
    texts = [source.fold(line.span) for line in lines]
    tabled = {row.line for row in source.rows}
    likely = [at for at in _likely(texts, lines, corrections) if at and lines[at] not in tabled]
    found: list[AnnexHead] = []
    for at, end in pairwise([*likely, len(lines)]):
        by_hand = corrections.get(lines[at].number) is Kind.ANNEX
        if by_hand or (_has_text(texts[at:end]) and (found or not _goes_on(source, lines, at))):
            found.append(_head(source, lines[at:end], texts[at:end], tabled))
    return tuple(found)


def _likely(texts: Sequence[str], lines: Sequence[Line], corrections: Mapping[int, Kind | None]) -> list[int]:
    """Return the indices of the lines that look like headings of annexes, or that corrections make such headings."""
    below = _below_signature(texts)
    found = []
    for at, (text, line) in enumerate(zip(texts, lines, strict=True)):
        if line.number in corrections:
            if corrections[line.number] is Kind.ANNEX:
                found.append(at)
        elif (_is_head(text) or at == below) and not (at - 1 in found and _names(texts[at - 1], text)):
            found.append(at)
    return found


def _names(above: str, text: str) -> bool:
    """Say whether a line is the title of the annex whose number stands alone in the line above: 附件2 / 名词解释."""
    match = _HEAD.match(above)
    return match is not None and not match["title"] and bool(_GLOSSARY.match(text))


def _is_head(text: str) -> bool:
    """Say whether a folded line looks like the heading of an annex."""
    match = _HEAD.match(text)
    if match is None:
        return bool(_GLOSSARY.match(text))
    if match["marker"].strip() == "附" and attachment_line(text) is None and match["title"]:
        return False  # 附：联系电话 is no annex.
    # Not an annex: 附件：1.… begins a list of attachments, 附件2项任务… begins a sentence.
    apart = bool(match["colon"]) or not match["title"] or bool(match["n"]) or match["marker"][-1].isspace()
    return apart and not _SENTENCE.search(text) and not is_listed(match["title"])


def _below_signature(texts: Sequence[str]) -> int | None:
    """Return the index of the first line of text below the report's signature and date, if it can be a heading."""
    sentences = 0
    for at, (above, text) in enumerate(pairwise(texts), 1):
        sentences += "。" in above
        if sentences >= _FEWEST_SENTENCES and is_body(above) and date_of_line(text):
            below = range(at + 1, len(texts))
            rest = next((place for place in below if ending_kind(texts[place]) is None or _is_head(texts[place])), None)
            return rest if rest is not None and _is_title(texts[rest]) else None
    return None


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not _NO_TITLE.search(text)


def _has_text(texts: Sequence[str]) -> bool:
    """Say whether an annex has text of its own between its first line and any signature."""
    listing = True
    for at, text in enumerate(texts[1:], 1):
        kind = ending_kind(text)
        if listing and is_listed(text) and len(texts) > 1 and ":" in texts[0]:
            continue
        listing = False
        # A line like the name of a body may be the annex's title, unless a date soon follows it as in a signature.
        return kind is None or (kind is Kind.SIGNATURE and not any(map(date_of_line, texts[at : at + 3])))
    return False


def _goes_on(source: Source, lines: Sequence[Line], at: int) -> bool:
    """Say whether the numbering goes on across a line, 二、 above it and 三、 below, so that it begins no annex."""
    first = next((marker for line in lines[at + 1 :] if (marker := read_marker(source, line))), None)
    if first is None or first.style is None or (first.number or 0) <= 1:
        return False
    same = (marker for line in reversed(lines[:at]) if (marker := read_marker(source, line)))
    return any(marker.style is first.style and marker.number == (first.number or 0) - 1 for marker in same)


def _head(source: Source, lines: Sequence[Line], texts: Sequence[str], tabled: set[Line]) -> AnnexHead:
    """Return the heading of the annex with these lines: its first one, and the next if that is the title."""
    line, start = lines[0], lines[0].span.start
    match = _HEAD.match(texts[0])
    marker = (
        Span(start + match.start("marker"), start + len(texts[0][: match.end("marker")].rstrip())) if match else None
    )
    number = place_of(match["n"]) if match and match["n"] else None
    words = match["title"].strip() if match else texts[0]
    if match and not words:
        below = lines[1] if len(lines) > 1 else line
        plain = below is not line and below not in tabled and not read_marker(source, below)
        if plain and _is_title(texts[1]) and len(lines) > 2:
            return AnnexHead(line, below, number, marker, below.span)
        return AnnexHead(line, line, number, marker, None)
    title = Span(start + match.start("title") if match else start, line.span.end)
    return AnnexHead(line, line, number, marker, title)
