"""Lines of a text that was broken to a width: which of them go on in the next, so that both are one paragraph.

Nothing is guessed from a few lines: a text counts as broken only if many of its lines reach to one and the same width,
end within a sentence there, and give whole sentences once they are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.readers.broken.seams import ENDED, NUMBER, room_of
from generator.readers.chrome import CLOSING
from generator.readers.metadata import is_body
from generator.text.folding import fold

_WIDTHS = (32, 200)
"""Least and greatest width to which a text is broken, in halves of a Chinese character; wider lines are paragraphs."""
_EDGE = 5
"""How much narrower than that width a full line is, in halves: a mark or a number may not begin or end a line."""
_HANGING = 2
"""How much wider it may be: a mark may hang out."""
_INWARD = 10
"""Minimum indent of a line that is centred or set to the right, in halves."""
_FEWEST = 4
"""Minimum number of lines that go on in the next."""
_FEWEST_TOLD = 2
"""The same if indents or blank lines tell where paragraphs begin, and all those lines end within a sentence."""
_SHARE = 0.12
"""Minimum share of such lines among all, unless it is told."""
_WIDER = 0.1
"""Maximum share of lines that are wider than the width."""
_WITHIN = 0.6
"""Minimum share, among the lines that go on, of those that end within a sentence."""
_WHOLE = 0.5
"""Minimum share, among the joined paragraphs, of those that have a sentence's end."""
_TOLD = 0.8
"""Minimum share of the ends of paragraphs that are told, by an indent or a blank line after them."""
_LABEL = re.compile(r"(?:责任|整改|完成|反馈|存在|牵头|配合|联系|问题|措施)[\u4e00-\u9fff]{0,6}[：:]")
"""Matches the label with which a paragraph begins: 责任单位：."""
_STOPPED = re.compile(r"[。！？!?][”’」』）)]*$")
"""Matches a line that ends with a full stop."""
_RUN = re.compile(r"[一二三四五六七八九十]{1,3}[是要]|首先|其次|再次|最后|第[一二三四五六七八九十],")
"""Matches the number of a measure, which also stands within a paragraph."""
_HEADING = re.compile(
    rf"^(?:{NUMBER.pattern}).*(?:问题|方面|情况|工作|措施)$|^[^，。；：,;:]{{4,}}(?:通报|报告|公示|公告|公开|说明)$"
)
"""Matches a line that is a heading or a title, however full it is."""
_MARK = re.compile(r"[。；：;:！!？?]")


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line as it stands in a file, which may be a part of a paragraph."""

    text: str
    """Its text, without white space at the ends."""
    indent: int = 0
    """The width of the white space before it, in halves of a Chinese character."""
    apart: bool = False
    """Whether it stands apart from the line before: a blank line is between them, or a table."""
    fixed: bool = False
    """Whether it is whole, whatever its width: a row of a table, a line of the page's."""


def going_on(lines: Sequence[BrokenLine]) -> list[bool]:
    """Say for each line whether it goes on in the next; for none if the text was not broken to a width."""
    own = [line for line in lines if not line.fixed]
    if sum(width_of(line.text) > _WIDTHS[1] + _HANGING for line in own) > _WIDER * len(own):
        return [False] * len(lines)  # most reports; the rest costs more
    texts = [_Text(lines, measure) for measure in (width_of, len)]
    found, text = max(((text.going_on(), text) for text in texts), key=lambda pair: sum(pair[0]))
    return found if _is_broken(lines, found, told=text.tells) else [False] * len(lines)


def width_of(text: str) -> int:
    """Return how wide a text is, in halves of a Chinese character."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


class _Text:
    """A text's lines, measured in one way: in halves of a Chinese character, or in characters."""

    def __init__(self, lines: Sequence[BrokenLine], measure: Callable[[str], int]) -> None:
        self._lines = lines
        self._unit = 1 if measure is width_of else 2
        left = min((line.indent for line in lines), default=0)
        self._indents = [line.indent - left for line in lines]
        self._widths = [
            indent + measure(line.text) * self._unit for line, indent in zip(lines, self._indents, strict=True)
        ]
        self._width = self._usual_width()
        pairs = [at for at, (line, after) in enumerate(pairwise(lines)) if not (line.fixed or after.fixed)]
        self._full = {at for at in pairs if self._is_full(at)}
        ends = [at for at in pairs if at not in self._full]
        goes_on = [at for at in self._full if not lines[at + 1].apart]
        begun = [at + 1 for at in ends if self._indents[at + 1] < _INWARD]
        self._indented = (
            bool(begun)
            and _share(begun, self._is_indented) >= _TOLD
            and not all(self._is_indented(at + 1) for at in goes_on)
        )
        self._parted = bool(ends) and _share(ends, lambda at: lines[at + 1].apart) >= _TOLD

    @property
    def tells(self) -> bool:
        """Whether indents or blank lines tell where paragraphs begin."""
        return self._indented or self._parted

    def _usual_width(self) -> int:
        """Return the width to which most lines reach, with those that are a little narrower; 0 if there is none."""
        counts = Counter(width for line, width in zip(self._lines, self._widths, strict=True) if not line.fixed)
        near = {
            width: sum(counts[width - less] for less in range(_EDGE))
            for width in counts
            if _WIDTHS[0] <= width <= _WIDTHS[1]
        }
        return max(near, key=lambda width: (near[width], width), default=0)

    def _is_full(self, at: int) -> bool:
        """Say whether the next line's first word had no room in a line."""
        width = self._widths[at]
        return width <= self._width + _HANGING < width + 2 * room_of(self._lines[at + 1].text) + _EDGE

    def _is_indented(self, at: int) -> bool:
        return self._indents[at] > 1

    def going_on(self) -> list[bool]:
        """Say for each line whether it goes on in the next."""
        found: list[bool] = []
        for at in range(len(self._lines)):
            found.append(at in self._full and self._goes_on(at, first=not (found and found[-1])))
        return found

    def _goes_on(self, at: int, *, first: bool) -> bool:
        """Say whether a full line goes on in the next; `first` if it is the first line of its paragraph."""
        line, after = self._lines[at], self._lines[at + 1]
        if after.apart or max(self._indents[at], self._indents[at + 1]) >= _INWARD:
            return False
        ended, words = ENDED.search(line.text), fold(after.text)
        short = at + 1 not in self._full
        if short and _STOPPED.search(line.text) and (CLOSING.search(words) or is_body(words)):
            return False  # the signature or the date below the text
        numbered = bool(NUMBER.match(after.text))
        if self._indented:
            return not self._is_indented(at + 1)
        if self._parted:
            return not (numbered and ended)
        if ended and _RUN.match(words):
            return False
        return not (numbered or _LABEL.match(after.text) or (first and _HEADING.search(line.text)))


def _share(places: Sequence[int], holds: Callable[[int], bool]) -> float:
    return sum(map(holds, places)) / len(places)


def _is_broken(lines: Sequence[BrokenLine], found: Sequence[bool], *, told: bool) -> bool:
    """Say whether joined lines show that the text was broken to a width; `told`: indents or blank lines say so, too."""
    places = [at for at, goes_on in enumerate(found) if goes_on]
    if len(places) < _FEWEST_TOLD:
        return False
    within = _share(places, lambda at: not ENDED.search(lines[at].text))
    if len(places) < max(_FEWEST, _SHARE * len(lines)) and not (told and within == 1):
        return False
    if within < _WITHIN:
        return False
    widest = max(width_of(lines[at].text) + lines[at].indent for at in places)
    own = [line for line in lines if not line.fixed]
    if sum(width_of(line.text) + line.indent > widest + _HANGING for line in own) > _WIDER * len(own):
        return False
    ends = [at + 1 for at in places if not found[at + 1]]
    starts = [at for at in places if at == 0 or not found[at - 1]]
    whole = sum(
        any(_MARK.search(line.text) for line in lines[start : end + 1]) for start, end in zip(starts, ends, strict=True)
    )
    return whole >= _WHOLE * len(starts)
