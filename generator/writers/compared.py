"""A report's figures as the comparison of reports tells them, kept beside its pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from generator.compare.indicators import indicator
from generator.writers.display import Display
from generator.writers.figures import change_of
from generator.writers.places import place_of

COMPARED = ".figures"
"""The file with a report's own figures, in its folder of the site, a line each."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure; words as shown, empty where there are none."""

    indicator: str
    """What other reports' figures of the same are called as well; empty if it can't be compared."""
    subject: str
    text: str
    """The figure as written, with hedging word and unit."""
    value: str
    """As a number."""
    high: str
    """The upper end of a range."""
    unit: str
    change: str
    period: str
    sentence: str
    address: str
    """Where it stands, as a Markdown link in its report's folder."""


def compared(display: Display) -> Iterator[Compared]:
    """Yield the figures of a report in reading order."""
    for figure in display.facts.figures:
        subject = display.text(figure.subject)
        yield Compared(
            indicator=indicator(subject, figure.unit, figure.change) or "",
            subject=subject,
            text=display.text(figure.span),
            value=f"{figure.value:f}",
            high="" if figure.high is None else f"{figure.high:f}",
            unit=figure.unit,
            change=change_of(figure),
            period=display.text(figure.period),
            sentence=display.text(figure.sentence),
            address=place_of(display.report, figure.span).markdown,
        )


def as_lines(figures: Iterable[Compared]) -> str:
    """Return figures as text, a line each."""
    return "".join(f"{json.dumps(astuple(figure), ensure_ascii=False, separators=(',', ':'))}\n" for figure in figures)


def read_lines(folder: Path) -> Iterator[Compared]:
    """Yield the figures of the report that was built into a folder."""
    with (folder / COMPARED).open(encoding="utf-8") as lines:
        for line in lines:
            yield Compared(*json.loads(line))
