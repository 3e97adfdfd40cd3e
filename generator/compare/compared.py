"""The figures of a report in the form in which reports are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from generator.compare.indicators import indicator
from generator.edition.edition import Edition
from generator.edition.places import place_of
from generator.edition.words import change_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure for the comparison; its words are as shown, and empty if there are none."""

    indicator: str
    """The name that comparable figures of all reports share, 公办学位（个）; empty if it can't be compared."""
    subject: str
    text: str
    """The figure as written, with hedging word (约) and unit."""
    value: float
    high: float | None
    """The upper end of a range; None if it is no range."""
    unit: str
    change: str
    period: str
    sentence: str
    link: str
    """The target of a Markdown link to its place, relative to the report's folder: `p2t1f5.md#i2`."""


class Figures(Protocol):
    """The figures of a report in reading order, in memory or in a file."""

    @property
    def indicators(self) -> Sequence[str]:
        """The indicator of each figure."""
        ...

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return the figures with the given indices."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each indicator occurs in the reports that were added."""

    reports: Counter[str] = field(default_factory=Counter)
    """Number of reports that have an indicator."""
    figures: Counter[str] = field(default_factory=Counter)
    """Number of an indicator's figures in all reports; the empty name counts those that can't be compared."""

    def add(self, told: Figures) -> None:
        """Add the figures of a report."""
        self.reports.update({*told.indicators} - {""})
        self.figures.update(told.indicators)


@dataclass(frozen=True)
class Read:
    """The figures of a report in memory."""

    figures: tuple[Compared, ...]

    @cached_property
    def indicators(self) -> Sequence[str]:
        """The indicator of each figure."""
        return [figure.indicator for figure in self.figures]

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return the figures with the given indices."""
        return [self.figures[place] for place in places]


def compared(edition: Edition) -> Read:
    """Return the figures of a report for the comparison."""
    return Read(tuple(_figures(edition)))


def _figures(edition: Edition) -> Iterator[Compared]:
    for figure in edition.facts.figures:
        subject = edition.words(figure.subject)
        yield Compared(
            indicator=indicator(subject, figure.unit, figure.change) or "",
            subject=subject,
            text=edition.words(figure.span),
            value=float(figure.value),
            high=None if figure.high is None else float(figure.high),
            unit=figure.unit,
            change=change_of(figure),
            period=edition.words(figure.period),
            sentence=edition.words(figure.sentence),
            link=place_of(edition.report, figure.span).markdown,
        )
