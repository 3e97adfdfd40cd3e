"""Cuts a text into clauses, the stretches in which the status rules look for words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.text.numerals import SIGNS
from generator.text.quotes import enclosed
from generator.text.sentences import split_sentences
from generator.text.spacing import ClosedUp
from generator.text.span import Span

# 已完成19个、正在整改6个 is two clauses, 道路、桥梁 is one.
# 除1户外,其余均已退还 and 86户中,82户已… are one clause each.
# A clause has at most 300 characters, so that the time of the rules is proportional to the length of the line.
_CLAUSE = re.compile(
    r"(?:除(?<![拆清消解扣排删免根铲剔开]除)[^,:。;!?\n、]{1,40}外,|[^,:。;!?\n、]|、(?!(?:正在|已|尚|未|其余|剩余))|(?<=外),(?=其余|其他|其它|均|全部|已)|(?<=中),(?=(?:目前|现|已)*有?\d)){1,300}[,:。;!?、]?"
)
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_RUN = rf"{_NUMERAL}(?:是|要)|(?:首先|其次|再次|然后|最后),|第{_NUMERAL},"
_MARKER = re.compile(
    rf"\s*(?:(?P<run>{_RUN})|{_NUMERAL}、|\(\s?{_NUMERAL}\s?\)|\(?\s?\d{{1,3}}\s?\)|\d{{1,3}}[.、](?!\d)|[{SIGNS}]|[—-]{{2}})[、.\s]*"
)
_INLINE_RUN = re.compile(rf"\s*(?:{_NUMERAL}是|其[一二三四五六七八九])(?!否)")
_SENTENCE = re.compile(r"[^。;:!?\n]*[。;:!?]?")
_NO_NAME = re.compile(
    r"[^,。]*?(?:[\d已了将未没均拟]|正在|计划|预计|要求|请求|责令|必须|目前|如期|我[们局县镇单]|完成|开展|继续)|[今明来]年|下[周月年]|[到在经现截该本由因]"
)
"""Matches the first sentence of a numbered text if it tells something and names no measure."""
_TOLD = re.compile(
    r"[^,。;:!?]*?(?:[\d已了将均拟]|全部|超额|未能|正在|计划|如期|每[日天周月季年半]|每逢|多年|常年|至今)"
)
"""Matches a clause after 一是 that tells something and names no measure."""
_BRACKETED = re.compile(r"\(([^()\n]{2,12}|其中[^(),。\n]{2,24})\)")
_BLANK = "□"
_INSIDE = re.compile(b"\1+")
"""Matches, in what `enclosed` returns, a stretch inside a pair of marks."""
_BOX = re.compile("[□☐☑☒■√✓✔]")
_TICKED = re.compile("[☑☒■√✓✔]")
_UNTICKED = re.compile(r"([□☐])\s*[^\s□☐☑☒■√✓✔,。;、:\n]{1,20}")
"""Matches an option that is not ticked: the first of □已完成 ☑推进中. A single □ in a text is a bullet."""
_ROUND = re.compile(
    r"(?<![〇○零一二三四五六七八九十\d])○(?![〇○零一二三四五六七八九十\d])\s*[^\s□☐☑☒■√✓✔◉○,。;、:\n]{1,20}"
)
"""Matches an option that is not chosen. A single ○ in a line is a bullet, and one inside a number or name is a zero."""
_OPEN_ROUND = re.compile(r"(?<![\w○])○(?![○〇])|[☐☑]")
_SAID = re.compile(r"(?<=[\u4e00-\u9fff])“(清零|归零|销号|清仓见底|见底)”(?![^,。;:!?\n])")
"""Matches words in quotation marks that state a status all the same, and are not blanked out: 积案实现“清零”."""
_SHORT_LABEL = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two commas of a folded text; text in quotation marks or brackets is blanked out (as □)."""

    text: str
    """Its words, without numbering and without the mark that ends it."""
    start: int
    """Its offset in the folded text."""
    sentence: Span
    """The sentence that it stands in, as offsets in the folded text."""
    first: bool
    """Whether it opens its sentence."""
    name: bool = False
    """Whether it names a measure (一是加快建设。) and so mostly states no status."""
    label: str = ""
    """The label whose value it is (整改情况 in 整改情况：已完成。); `()` for a short bracket; empty for any other."""

    blanks: int = 0
    """Number of blanks that its words lack and its place has."""

    @property
    def span(self) -> Span:
        """Its place, as offsets in the folded text."""
        return Span(self.start, self.start + len(self.text) + self.blanks)

    def placed(self, closed: ClosedUp) -> Clause:
        """Return the clause of a text that was closed up with its place in the text with the blanks."""
        place = closed.outside(self.span)
        blanks = place.end - place.start - len(self.text)
        return replace(self, start=place.start, sentence=closed.outside(self.sentence), blanks=blanks)


def clauses(folded: str, *, heading: bool = False) -> Iterator[Clause]:
    """Yield the clauses of a folded text in reading order.

    A numbering at the start of the text, or 二是 inside it, may open a name. With `heading`, all of the text is a name.
    """
    inside = enclosed(folded)
    masked = _mask(folded, inside)
    named = len(folded) if heading else _name_end(masked)
    brackets = "(" in folded
    for span in split_sentences(folded, inside=inside):
        label = ""
        first = True
        for part in _CLAUSE.finditer(masked, span.start, span.end):
            whole = part[0]
            text = whole.rstrip(",:。;!?、").strip()
            start = part.start() + len(whole) - len(whole.lstrip())
            marker = (_INLINE_RUN if part.start() else _MARKER).match(text)
            if marker:
                text, start = text[marker.end() :], start + marker.end()
            name = part.start() < named or bool(marker and part.start() and _is_name(text + whole[-1]))
            yield Clause(text, start, span, first, name, label)
            if brackets:
                yield from _bracketed(folded, masked, Span(start, start + len(text)), span)
            label = text if whole.endswith(":") and len(text) <= _SHORT_LABEL else ""
            first = False


def _bracketed(folded: str, masked: str, span: Span, sentence: Span) -> Iterator[Clause]:
    """Yield the text of short brackets as clauses with the label `()`: 问题一(已完成).

    What tells of a part of the things before it has no label: 19所幼儿园(其中7所已完工).
    """
    for match in _BRACKETED.finditer(folded, span.start, span.end):
        if masked[match.start()] != _BLANK:
            label = "" if match[1].startswith("其中") else "()"
            yield Clause(match[1], match.start(1), sentence, first=False, label=label)


def _mask(folded: str, inside: bytes) -> str:
    if 1 in inside:
        parts, last = list[str](), 0
        for within in _INSIDE.finditer(inside):
            start, end = within.span()
            parts += folded[last:start], "\n".join(_BLANK * len(line) for line in folded[start:end].split("\n"))
            last = end
        masked = "".join((*parts, folded[last:]))
        if marker := _MARKER.match(folded):
            masked = marker[0] + masked[marker.end() :]
        for said in _SAID.finditer(folded):
            masked = masked[: said.start(1)] + said[1] + masked[said.end(1) :]
    else:
        masked = folded
    if "○" in masked or "◉" in masked:
        masked = "\n".join(map(_without_open_rounds, masked.split("\n")))
    boxes = len(_BOX.findall(folded)) if "□" in folded or "☐" in folded else 0
    if not boxes:
        return masked
    for choice in _UNTICKED.finditer(folded):
        if boxes > 1 or choice[1] == "☐":
            masked = masked[: choice.start()] + " " * len(choice[0]) + masked[choice.end() :]
    return _TICKED.sub(" ", masked) if boxes > 1 else masked


def _without_open_rounds(line: str) -> str:
    """Return a line of the same length in which unchosen options, and the sign ◉ of chosen ones, are blanks."""
    if "◉" in line or len(_OPEN_ROUND.findall(line)) > 1:
        return _ROUND.sub(lambda choice: " " * len(choice[0]), line).replace("◉", " ")
    return line


def _name_end(masked: str) -> int:
    """Return the end of the name at the start of a text: the first of several sentences, unless it tells something.

    0 if there is none. Without the numbering the text would say the same, so that a single sentence is no name.
    """
    marker = _MARKER.match(masked)
    if marker is None:
        return 0
    if marker["run"]:
        clause = _CLAUSE.match(masked, marker.end())
        return clause.end() if clause and _is_name(clause[0]) else 0
    name = _SENTENCE.match(masked, marker.end())
    if name is None or name.end() >= len(masked.rstrip()) or name[0].endswith(":"):
        return 0
    return 0 if "问题" not in name[0] and _NO_NAME.match(masked, marker.end()) else name.end()


def _is_name(clause: str) -> bool:
    """Tell whether a clause after 一是, with the mark that ends it, names a measure."""
    return clause[-1] not in ",:" and not _TOLD.match(clause)
