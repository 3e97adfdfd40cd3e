"""Finds the figures of a report: numbers with unit, subject, change and period, and ranks.

A sentence is cut once into clauses, numbers and times. Then each number, in reading order, gets its change, its
subject and its period by the first rule that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from generator.facts.fact import Figure
from generator.facts.figures.changes import Told, change_after, change_against, change_before
from generator.facts.figures.in_order import names_in_order, times_in_order
from generator.facts.figures.naming import change_from_old, name_is_from, of_old, own_name
from generator.facts.figures.numbers import Amount
from generator.facts.figures.ranks import RANK, change_of_rank
from generator.facts.figures.said import POINTS, Said
from generator.facts.figures.sentence import REACH, Sentence, read_sentence
from generator.facts.figures.subjects import Place
from generator.facts.figures.times import Clock, Time
from generator.facts.sentences import as_read, sentences_of
from generator.model.report import Report
from generator.text.spacing import ClosedUp
from generator.text.span import Span

_BLANKS = 2
"""Maximum characters between two sentences of one paragraph."""
_AS_MUCH = re.compile(r"(?:其中)?[\u4e00-\u9fff]{1,7}[^\W率比占重度量数额值则也为达](?:则|也)?为?")
"""Matches before a number that is a rate like the one before it: 东部投资增长率为6.7%,中部为6.9%."""
_GOES_ON = re.compile("其中|[分从](?:[年季月]度?|月份|阶段|地区|区域)看")
"""Matches the beginning of a sentence that tells more of what the one before it told."""
_YEARS = re.compile(r"(?:过去|近|这|前)?(?:[两二三四五六七八九十]|\d{1,2})年")


def find_figures(report: Report) -> tuple[Figure, ...]:
    """Return every figure of a report in reading order."""
    found: list[Figure] = []
    before: _Reading | None = None
    closed = as_read(report)
    for pieces, text in _full_sentences(report, closed):
        sentence = read_sentence(text)
        if sentence and sentence.amounts:
            goes_on = before if before and _GOES_ON.match(text) else None
            before = _Reading(pieces, sentence, goes_on)
            found.extend(map(partial(_placed, closed), before.figures()) if closed.left_out else before.figures())
        else:
            before = None
    return tuple(found)


def _placed(closed: ClosedUp, figure: Figure) -> Figure:
    """Return a figure of a text that was closed up with its places in the text with the blanks."""
    return replace(
        figure,
        span=closed.outside(figure.span),
        sentence=closed.outside(figure.sentence),
        subject=closed.outside(figure.subject) if figure.subject else None,
        period=closed.outside(figure.period) if figure.period else None,
    )


def _full_sentences(report: Report, closed: ClosedUp) -> Iterator[tuple[list[Span], str]]:
    """Yield each sentence up to its full stop, as (the spans between its semicolons, its folded words).

    Spans and words are those of the report's text as `closed` up.
    """
    pieces: list[Span] = []
    words: list[str] = []
    for sentence in map(closed.inside, sentences_of(report)):
        if pieces and not (pieces[-1].end == sentence.start and words[-1].endswith(";")):
            yield pieces, "".join(words)
            pieces, words = [], []
        pieces.append(sentence)
        words.append(closed.text[sentence.start : sentence.end])
    if pieces:
        yield pieces, "".join(words)


class _Reading:
    """Reads the figures of a sentence one by one."""

    def __init__(self, pieces: Sequence[Span], sentence: Sentence, before: _Reading | None) -> None:
        """Begin a sentence; `before` is the sentence before it if this one goes on with it (其中…), else None."""
        self._pieces = pieces
        self._offset = pieces[0].start
        self._sentence = sentence
        self._clock = Clock(sentence.frame, sentence.times, before.time_left(self._offset) if before else None)
        self._earlier = before.told_last(self._offset) if before else None
        self._last: Figure | None = None
        """The figure read last that has a subject."""
        self._subject: Place | None = None
        """The subject of the number before."""
        self._of: dict[Place, Time | None] = {}
        """The period of the first figure of each subject."""

    def figures(self) -> Iterator[Figure]:
        """Yield the sentence's figures."""
        piece, said = 0, Said()
        outside, closes = said, -1
        for index, amount in enumerate(self._sentence.amounts):
            if 0 <= closes < amount.start:
                outside.used, said, closes = closes + 1, outside, -1
            while self._offset + amount.start >= self._pieces[piece].end:
                piece += 1
                said = Said(used=self._pieces[piece].start - self._offset, earlier=said.topic or said.last)
                closes = -1
            if closes < 0 and (aside := self._sentence.frame.aside(said.used, amount.start)):
                # 案件320件(含旧存26件),同比增长5%: the bracket's figures do not hold behind it.
                inside = replace(said, named=[*said.named], counted={**said.counted}, waiting=[], times=[])
                outside, said, closes = said, inside, aside
            figure = self._figure(index, amount, said, self._pieces[piece])
            if figure.subject is None and said.told and self._earlier:
                # 1-6月,税收下降5%。其中6月当月下降2%。
                within = Span(self._earlier.sentence.start, figure.sentence.end)
                figure = replace(figure, subject=self._earlier.subject, sentence=within)
            self._last = figure if figure.subject else self._last
            yield figure

    def time_left(self, offset: int) -> Time | None:
        """Return the time at the end of the sentence for one that begins at `offset`; None in another paragraph."""
        time = self._clock.left()
        back = offset - self._offset
        return replace(time, start=time.start - back, end=time.end - back) if time and self._near(offset) else None

    def told_last(self, offset: int) -> Figure | None:
        """Return the last figure with a subject for a sentence at `offset`; None if that is in another paragraph."""
        return self._last if self._near(offset) else None

    def _near(self, offset: int) -> bool:
        return offset - self._pieces[-1].end <= _BLANKS

    def _figure(self, index: int, amount: Amount, said: Said, sentence: Span) -> Figure:
        clause = self._sentence.frame.clause(amount.start)
        start = max(clause, min(said.used, amount.start), amount.start - REACH)
        goes_on = not self._sentence.lengths[index] and said.count
        text, begin = self._sentence.text, amount.start + len(amount.hedge)
        if goes_on:
            said.told = change_before(text, start, begin) or said.told  # 分别下降3%、上升2%
        else:
            said.told = change_before(text, start, begin) or change_after(text, amount.start, amount.end)
            time = self._sentence.time_of(amount.start)
            if said.told is None and time:
                said.told = change_before(text, start, time.start)  # 增加到2015年的287.9亿元
            said.told = said.told or change_from_old(self._sentence, index)
            said.told = said.told or change_against(text, clause, start, begin, budget=said.of_budget(text))
            if said.told and said.told.rate and amount.unit in POINTS and "拉动" not in text[start:begin]:
                said.told = None  # 高于全县工业增速2.1个百分点: a rate is never stated in points
            as_much = said.rate and amount.unit == "%" and _AS_MUCH.fullmatch(text, clause, amount.start)
            if said.rate and as_much and said.told is None:
                said.told = Told(said.rate, amount.start)
            else:
                said.rate = said.told.change if said.told and said.told.rate else None
            said.waiting = names_in_order(self._sentence, index, start, said)
            said.listed = [*said.waiting] or said.listed
            said.times = times_in_order(self._sentence, index, start)
            if not said.times and time and time.kind == "from" and self._sentence.lengths[index] > 1:
                said.times = [time] * self._sentence.lengths[index]  # 由2015年的33275元、13793元
            said.count = self._sentence.lengths[index]
        if said.waiting:
            own: Place | None = said.waiting.pop(0)
        elif goes_on:
            own = said.last
        else:
            own = own_name(self._sentence, index, start, said)
        own = self._of_both(index, said) or own
        subject = own if own or self._sentence.taken(amount) else said.carried(self._sentence, amount)
        self._subject = subject
        time = self._period(amount, subject, said, start)
        said.remember(self._sentence, amount, subject, start, own=own is not None)
        rank = amount.unit == RANK
        change = said.told.change if said.told else None
        return Figure(
            span=self._span((amount.start, amount.end)),
            sentence=self._with_subject(sentence, subject),
            value=amount.value,
            high=amount.high,
            unit=amount.unit,
            qualifier=amount.qualifier,
            subject=self._span(subject) if subject else None,
            change=change_of_rank(self._sentence.text[amount.start : amount.end]) if rank else change,
            basis=said.told.basis if said.told and not rank else None,
            period=self._span((time.start, time.end)) if time else None,
        )

    def _of_both(self, index: int, said: Said) -> Place | None:
        """Return the subject of an old value and its new one, at `index`; None if that is none: 占比由18%降至|16%."""
        return self._subject if said.told and of_old(self._sentence, index) else None

    def _period(self, amount: Amount, subject: Place | None, said: Said, start: int) -> Time | None:
        """Return the period of a figure; a later figure of a subject without own words has that of the first."""
        grows = said.told is not None and not said.told.change.endswith("to")
        time = self._clock.period_of(amount, grows=grows)
        if old := self._sentence.time_of_old(amount) if not said.told else None:
            named = self._sentence.text[old.end : amount.start].endswith(("数", "实绩"))
            return None if named else old  # 比上年决算数84亿元增长4%: 上年 is part of the name
        if said.times:
            return said.times.pop(0)
        before = name_is_from(self._sentence.text, start, amount.start) and not (time and time.kind == "from")
        if before or self._sentence.bounds(amount):
            return None
        if subject is None or (time and time.kind in {"from", "against"}):
            return time
        if subject not in self._of:
            self._of[subject] = time
        elif not (time and (time.kind == "dated" or time.start >= self._sentence.frame.clause(amount.start))):
            known = self._of[subject]
            # 近三年扶持农户2万户,其中贫困户1万户,占50%: the share is not of those years.
            years = known and known.kind == "whole" and _YEARS.match(self._sentence.text, max(0, known.start))
            return None if years and not (amount.plain or grows or said.told) else known
        return time

    def _with_subject(self, piece: Span, subject: Place | None) -> Span:
        """Return the piece of the sentence with a figure; if an earlier piece names its subject, from there on."""
        if subject is None or self._offset + subject[0] >= piece.start:
            return piece
        return Span(next(p.start for p in reversed(self._pieces) if p.start <= self._offset + subject[0]), piece.end)

    def _span(self, place: Place) -> Span:
        return Span(self._offset + place[0], self._offset + place[1])
