"""Numbers of counted things in a sentence: 2461人次, 225个, 59家; not years, days or amounts of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile

from generator.checks.numbers.amounts import IN_WORDS, counted_in_words, digits_of_count
from generator.model.report import Report
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_NUMBER = re.compile(
    r"(?<![\d.A-Za-z])(?P<digits>\d+(?:\.\d+)?|" + IN_WORDS + r")(?P<about>[多余几]?[百千万亿]*[多余]?)"
    r"(?P<unit>%|人次|件次|户次|[个件宗家户人名项起条份批处座栋幢套所间例台辆艘株篇封册本笔场次卷张头只盏块根枚幅架口箱眼棵支])?(?P<after>[年月日号时点岁]|工作日|百分点|左右|以上|以下)?"
)
_ABOUT = re.compile(r"(?:(?<![签履合预])约|近|超|超过|逾|第|至少|每)$")
_ALIKE = {"名": "人", "宗": "件", "起": "件"}
"""Units that count the same things as another unit."""
_THINGS = frozenset("件宗起家项条处所座栋份")
"""Units of parts whose total may be counted with 个."""
_LONGEST = 1000
"""Maximum characters of a sentence; text that is longer without 。 is a table or a list."""
_NOUN = re.compile("[\u4e00-\u9fff]{2}")
_LISTED = frozenset(",、;")
_FEWEST_PARTS, _HARDLY = 3, 50
_SERIES = frozenset(
    {
        "一二三",
        "一二三四",
        "一二三四五",
        "甲乙丙",
        "县乡村",
        "市县乡",
        "省市县",
        "区镇村",
        "县镇村",
        "市县镇",
        "上中下",
        "老中青",
    }
)
OPEN = re.compile(
    r"不(?:属实|合格|达标|符合)|正在|未(?:完成|整改|办结|(?!发现|见|必|来|成年|婚)[\u4e00-\u9fff]{2}(?=[的\d。,;]|$))|尚未|(?:整改|推进|办理|进行)中|持续整改|继续推进|长期坚持|阶段性|在[办查建](?=[\d一两三四五六七八九十])"
)
_DONE = re.compile(r"(?<![未不])(?:达标|通过|到位)|属实|合格|达标|已|完成|办结|到位|销号|结案")
"""Match words of a clause that tell that what it counts is still open, and that it is done."""
_SEPARATOR = re.compile(r"[,、;:()]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, as a sentence states it."""

    span: Span
    """The digits and the unit, as offsets in the source."""
    value: int
    unit: str
    exact: bool
    """Whether it is a whole number without 约, 余 or 万; only such numbers add up to the last digit."""
    label: str
    """The words of its clause, digits and unit included: 已完成19个, 6个正在整改."""
    separator: str
    """The mark before its clause, empty at the start of the sentence."""

    def alike(self, other: Count) -> bool:
        """Say whether both count in the same unit."""
        return _ALIKE.get(self.unit, self.unit) == _ALIKE.get(other.unit, other.unit)

    def whole_of(self, part: Count) -> bool:
        """Say whether this can be the total of such parts: in the same unit, or in 个 for a unit of things."""
        return self.alike(part) or (self.unit == "个" and part.unit in _THINGS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the report, with the counts in it."""

    span: Span
    text: str
    """The sentence in half-width forms."""
    counts: tuple[Count, ...]
    line: int
    """1-based line of the source."""


def sentences(report: Report) -> Iterator[Passage]:
    """Yield the sentences of the report text in reading order; those longer than _LONGEST are left out."""
    for line in report.source.text_lines:
        yield from _of_line(report.source.fold(line.span), line.span.start, line.number)


@lru_cache(maxsize=1000)  # Several checks ask for the same lines.
def _of_line(line: str, start: int, number: int) -> tuple[Passage, ...]:
    told = []
    for found in split_sentences(line, FULL_STOPS):
        text = line[found.start : found.end] if found.end - found.start <= _LONGEST else ""
        if text.strip():
            span = Span(start + found.start, start + found.end)
            told.append(Passage(span, text, _counts(text, span.start), number))
    return tuple(told)


def _counts(text: str, start: int) -> tuple[Count, ...]:
    matches = [match for match in _NUMBER.finditer(text) if match["unit"] and match["unit"] != "%"]
    in_words = counted_in_words((match["digits"], match["unit"]) for match in matches)
    matches = [match for match in matches if match["digits"][0].isdecimal() or match["unit"] in in_words]
    edges = [(m.start(), m.end(), m[0]) for m in _SEPARATOR.finditer(text)]
    counts = []
    edge = 0
    for index, match in enumerate(matches):
        while edge < len(edges) and edges[edge][1] <= match.start():
            edge += 1
        before = edges[edge - 1] if edge else (0, 0, "")
        left = max(before[1], matches[index - 1].end("unit") if index else 0)
        right = edges[edge][0] if edge < len(edges) else len(text)
        if index + 1 < len(matches):
            after = matches[index + 1].start()
            among = text.find("中", match.end(), min(right, after))
            right = among + 1 if among >= 0 else min(right, after)  # 123个问题中|已完成109个
        digits = digits_of_count(match["digits"])
        whole = not match["about"] and not match["after"] and digits.isdecimal()
        counts.append(
            Count(
                Span(start + match.start(), start + match.end("unit")),
                int(float(digits)) if len(digits) < 16 else 0,
                match["unit"],
                whole and len(digits) < 16 and not _ABOUT.search(text[max(0, match.start() - 4) : match.start()]),
                text[left:right],
                before[2] if before[1] == left else "",
            )
        )
    return tuple(counts)


def divided_by_name(sentence: Passage) -> tuple[Count, list[Count]] | None:
    """Return a count and those after it that are named by its noun and nearly make it, if there are three and more.

    图斑1846个,合法图斑1203个,违法图斑347个,…: less than one in fifty may be missing. None if there are none, or if
    the first of them make it.
    """
    for at, total in enumerate(sentence.counts):
        noun = _noun_before(sentence, total)
        parts: list[Count] = []
        for count in sentence.counts[at + 1 :] if total.exact else ():
            if not (count.alike(total) and count.exact and count.separator in _LISTED):
                break
            parts.append(count)
        series = is_series([part.label for part in parts])
        if series and sum(part.value for part in parts) != total.value and at == 0:
            return total, parts
        named = takewhile(lambda part: _noun_before(sentence, part) == noun, parts)  # noqa: B023 - used at once
        parts = list(named) if _NOUN.fullmatch(noun) else []
        sums = list(accumulate(part.value for part in parts))[_FEWEST_PARTS - 1 :]
        if sums and total.value not in sums:
            gap, size = min((abs(found - total.value), size) for size, found in enumerate(sums, _FEWEST_PARTS))
            if gap * _HARDLY <= total.value:
                return total, parts[:size]
    return None


def is_series(labels: list[str]) -> bool:
    """Say whether the names of parts count them through, so that they are all: 一类…,二类…,三类…; 县级…,乡级…,村级…."""
    if len(labels) < _FEWEST_PARTS:
        return False
    heads = [label.removeprefix("第")[:1] for label in labels]
    return "".join(heads) in _SERIES and len({label.removeprefix("第")[1:2] for label in labels}) == 1


def _noun_before(sentence: Passage, count: Count) -> str:
    """Return the two characters before a count."""
    at = count.span.start - sentence.span.start
    return sentence.text[max(0, at - 2) : at]


def status_of(label: str) -> str | None:
    """Return whether a clause says that the things it counts are "open" or "done"; None if it says neither."""
    return "open" if OPEN.search(label) else "done" if _DONE.search(label) else None
