"""A report's figures as the comparison of reports tells them."""

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
    """A figure; words as shown, empty where there are none."""

    indicator: str
    """What other reports' figures of the same are called as well; empty if it can't be compared."""
    subject: str
    text: str
    """The figure as written, with hedging word and unit."""
    value: float
    high: float | None
    """The upper end of a range."""
    unit: str
    change: str
    period: str
    sentence: str
    link: str
    """Where it stands, as a Markdown link in its report's folder."""


class Figures(Protocol):
    """The figures of a report in reading order, wherever they are kept."""

    @property
    def indicators(self) -> Sequence[str]:
        """The indicator of each."""
        ...

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return some of them."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each indicator is told in some reports."""

    reports: Counter[str] = field(default_factory=Counter)
    """Reports that have it."""
    figures: Counter[str] = field(default_factory=Counter)
    """Figures of it in all of them."""

    def add(self, told: Figures) -> None:
        """Count another report's figures."""
        self.reports.update({*told.indicators} - {""})
        self.figures.update(told.indicators)


@dataclass(frozen=True)
class Read:
    """The figures of a report that was just read."""

    figures: tuple[Compared, ...]

    @cached_property
    def indicators(self) -> Sequence[str]:
        """The indicator of each."""
        return [figure.indicator for figure in self.figures]

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return some of them."""
        return [self.figures[place] for place in places]


def compared(edition: Edition) -> Read:
    """Return the figures of a report."""
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
