"""What a publisher sets or corrects about a report: site_config/reports/<slug>.yml."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, field_validator
from pydantic_core import PydanticCustomError

from generator.model.level import Level
from generator.model.messages import WORDING, similar_code
from generator.model.report import Kind
from generator.model.source import ChromeKind
from generator.model.status import Status
from generator.settings.yml import Strict, parse_yml, read_yml


class Punctuation(StrEnum):
    """How `,:;()!?` between Chinese characters are shown."""

    AS_RECEIVED = "as-received"
    FULL_WIDTH = "full-width"


Line = Annotated[int, Field(ge=1)]
"""A 1-based line number of the source."""


class OutlineCorrection(Strict):
    """One line of the source whose place in the outline was read wrongly."""

    line: Line
    heading: Literal[False, "part", "theme", "finding", "item", "measure", "annex"]
    """What the line's heading is, or false where it is none."""
    starts: str | None = None
    """Words with which the line must start, so that a correction does not hit another line after an edit."""

    @property
    def kind(self) -> Kind | None:
        """The kind of heading, None for a line that is none."""
        return Kind(self.heading) if self.heading else None


class ChromeCorrection(Strict):
    """One line of the source that was wrongly taken, or not taken, for page chrome."""

    line: Line
    chrome: Literal[False] | ChromeKind
    """What the line is, or false where it is report text."""


class StatusCorrection(Strict):
    """How far an item or a measure is, said by the publisher in the report's stead."""

    id: str
    """The node's id, as in its address: p2t1f1i1m2."""
    status: Status
    reason: Annotated[str, Field(min_length=1)]
    """Why, in words that the site's readers see."""


class ChecksSettings(Strict):
    """What `gongkai check` looks at."""

    ignore: tuple[str, ...] = ()
    """Codes of the messages that are not wanted. (`off` can't be the key: to YAML it means false.)"""

    @field_validator("ignore")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            if code not in WORDING:
                meant = similar_code(code)
                raise PydanticCustomError(
                    "unknown_code",
                    "there is no check “{code}”; {hint}",
                    {
                        "code": code,
                        "hint": f"did you mean {meant}?" if meant else f"the checks are: {', '.join(WORDING)}.",
                    },
                )
        return codes


class Correction(Strict):
    """A correction after publication: `gongkai correct` writes it and keeps the version before it."""

    date: date
    """The day on which the new version was published."""
    reason: Annotated[str, Field(pattern=r"\S")]
    """Why, in words that the site's readers see."""
    replaced: str | None = None
    """SHA-256 of the source that it took the place of: an earlier version stays what it was."""


class ReportSettings(Strict):
    """All settings of a report; what is not set is read from the text."""

    title: str | None = None
    """Shown in lists and in the page's head; the text itself is never changed."""
    issuing_body: str | None = None
    source: str | None = None
    published: datetime | date | None = None
    signed: date | None = None
    inspector: str | None = None
    """Who inspected."""
    inspected: str | None = None
    """When they inspected, in words."""
    region: str | None = None
    """Where the body is, like 广州市花都区."""
    level: Level | None = None
    """省, 市, 县区 or 单位."""
    round: str | None = None
    """The round of inspections, like 十二届省委第八轮巡视."""
    author: str | None = None
    """Who wrote or edited the page, for the page labels; the site's author if not set."""
    keywords: tuple[str, ...] = ()
    """What the report is about, for the page labels; who issued and who inspected if not set."""
    encoding: str | None = None
    article: Annotated[int, Field(ge=1)] | None = None
    """Which article of a saved page is the report, where the page holds several."""
    punctuation: Punctuation = Punctuation.AS_RECEIVED
    outline: tuple[OutlineCorrection, ...] = ()
    chrome: tuple[ChromeCorrection, ...] = ()
    status: tuple[StatusCorrection, ...] = ()
    """Statuses of items and measures that the publisher sets, each with a reason."""
    checks: ChecksSettings = ChecksSettings()
    corrections: tuple[Correction, ...] = ()
    """Corrections after publication, the first one first; each made a new version."""
    _name: str = PrivateAttr(default="settings")

    @field_validator("corrections")
    @classmethod
    def _in_order(cls, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        if any(after.date < before.date for before, after in pairwise(corrections)):
            raise ValueError("a correction is dated before the one above it")
        return corrections

    @property
    def name(self) -> str:
        """The file the settings came from, for messages."""
        return self._name

    def named(self, name: str) -> Self:
        """Return the settings, knowing the file that they came from."""
        self._name = name
        return self

    @property
    def corrected_lines(self) -> tuple[int, ...]:
        """The lines that any correction names."""
        return (*(item.line for item in self.outline), *(item.line for item in self.chrome))


def parse_report_settings(text: str, path: Path) -> ReportSettings:
    """Return what the text of a report's yml says; raises UserError as below."""
    return parse_yml(text, path, ReportSettings).named(str(path))


def load_report_settings(path: Path) -> ReportSettings:
    """Read a report's yml; defaults if there is none.

    Raises UserError that names the file, the key and what is wrong with it.
    """
    return read_yml(path, ReportSettings).named(str(path))
