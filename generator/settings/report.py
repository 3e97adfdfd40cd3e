"""The settings of a report, with the publisher's corrections: site_config/reports/<slug>.yml."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from generator.model.level import Level
from generator.model.messages import WORDING, similar_code
from generator.model.report import Kind
from generator.model.source import ChromeKind
from generator.model.status import Status
from generator.settings.slug import is_slug
from generator.settings.state import Allowance, Publication, Retraction, Said, State
from generator.settings.words import CHROME, HEADINGS, PUNCTUATION, STATES, STATUSES, Day, Moment, in_words, read_moment
from generator.settings.yml import Strict, parse_yml, read_yml
from generator.wording import say


class Punctuation(StrEnum):
    """How `,:;()!?` between Chinese characters are shown."""

    AS_RECEIVED = "as-received"
    FULL_WIDTH = "full-width"


Line = Annotated[int, Field(ge=1)]
"""A 1-based line number of the source."""


class OutlineCorrection(Strict):
    """One line of the source whose place in the outline was read wrongly."""

    line: Line
    heading: Annotated[Literal[False, "part", "theme", "finding", "item", "measure", "annex"], in_words(HEADINGS)]
    """The kind of heading that the line is, or false if it is no heading."""
    starts: str | None = None
    """Words with which the line must start, so that after an edit the correction is not applied to another line."""

    @property
    def kind(self) -> Kind | None:
        """The kind of heading; None if the line is no heading."""
        return Kind(self.heading) if self.heading else None


class ChromeCorrection(Strict):
    """One line of the source that was wrongly taken, or not taken, for page chrome."""

    line: Line
    chrome: Annotated[Literal[False] | ChromeKind, in_words(CHROME)]
    """The kind of page chrome that the line is, or false if it is report text."""


class StatusCorrection(Strict):
    """How far an item or a measure is, said by the publisher in the report's stead."""

    id: str
    """The id of the item or measure, as in its address: p2t1f1i1m2."""
    status: Annotated[Status, in_words(STATUSES)]
    reason: Annotated[str, Field(min_length=1)]
    """The reason, which the site's readers see."""


class ChecksSettings(Strict):
    """What `gongkai check` looks at."""

    ignore: tuple[str, ...] = ()
    """Codes of messages that are not shown. (The key is not called `off`, since that means false in YAML.)"""

    @field_validator("ignore")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            if code not in WORDING:
                meant = similar_code(code)
                raise PydanticCustomError(
                    "unknown_code",
                    "{told}",
                    {
                        "told": say("there is no check “{code}”; did you mean {meant}?", code=code, meant=meant)
                        if meant
                        else say(
                            "there is no check “{code}”; the checks are: {known}.", code=code, known=", ".join(WORDING)
                        )
                    },
                )
        return codes


class Correction(Strict):
    """A correction after publication: `gongkai correct` writes it and keeps the version before it."""

    date: Day
    """The day on which the new version was published."""
    reason: Said
    """The reason, which the site's readers see."""
    replaced: str | None = None
    """SHA-256 of the source that was replaced: it proves that the earlier version has not changed since."""


class ReportSettings(Strict):
    """All settings of a report; what is not set is read from the text."""

    state: Annotated[State, in_words(STATES)] = State.PUBLISHED
    """Draft, published or retracted; published if the yml does not say. `gongkai add` writes `draft`."""
    published: Publication | None = None
    """What was published, by checksum; `gongkai publish`, `correct` and `retract` write it."""
    retracted: Retraction | None = None
    """When and why the report was retracted; `gongkai retract` writes it."""
    formerly: tuple[str, ...] = ()
    """Earlier slugs of the report, oldest first; `gongkai rename` writes them."""
    allowed: tuple[Allowance, ...] = ()
    """Errors of `gongkai check` that do not stop a build; `gongkai publish --allow` writes them."""
    title: str | None = None
    """The title for lists and the page's head; the text itself is never changed."""
    issuing_body: str | None = None
    source: str | None = None
    issued: Moment | None = None
    """When the report was published, if its page does not say it."""
    signed: Day | None = None
    """The date of the signature."""
    inspector: str | None = None
    """The body that carried out the inspection."""
    inspected: str | None = None
    """When the inspection took place, in words."""
    region: str | None = None
    """The region of the issuing body, like 广州市花都区."""
    level: Level | None = None
    """The level of the issuing body: 省, 市, 县区 or 单位."""
    round: str | None = None
    """The round of inspections, like 十二届省委第八轮巡视."""
    author: str | None = None
    """Author or editor of the page, for the page labels; by default the site's author."""
    keywords: tuple[str, ...] = ()
    """Keywords for the page labels; by default the issuing body and the inspecting body."""
    encoding: str | None = None
    """Codec of the source file; None to detect it."""
    article: Annotated[int, Field(ge=1)] | None = None
    """1-based number of the article that is the report, in a saved page that holds several."""
    punctuation: Annotated[Punctuation, in_words(PUNCTUATION)] = Punctuation.AS_RECEIVED
    outline: tuple[OutlineCorrection, ...] = ()
    chrome: tuple[ChromeCorrection, ...] = ()
    status: tuple[StatusCorrection, ...] = ()
    """Statuses of items and measures that the publisher sets, each with a reason."""
    checks: ChecksSettings = ChecksSettings()
    corrections: tuple[Correction, ...] = ()
    """Corrections after publication, oldest first; each made a new version."""
    _name: str = PrivateAttr(default="settings")

    @model_validator(mode="before")
    @classmethod
    def _issued(cls, data: Any) -> Any:
        """Read `published: 2023-05-18` as `issued`, its present name: `published` is now the publication record."""
        found = data.get("published") if isinstance(data, dict) else None
        if not isinstance(found, date) and not isinstance(_moment(found), date):
            return data
        if data.get("issued") is not None:
            raise ValueError(
                say("`issued` and `published` both tell when the report was published; take out `published`")
            )
        return {**{key: value for key, value in data.items() if key != "published"}, "issued": found}

    @field_validator("published", mode="before")
    @classmethod
    def _is_record(cls, value: Any) -> Any:
        if value is None or isinstance(value, dict | Publication):
            return value
        read_moment(value)
        raise ValueError(say("write when the report was published as `issued: 2023-05-18`"))

    @field_validator("formerly")
    @classmethod
    def _are_slugs(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        """Raise ValueError for what never was an address, and as a path could lead out of the site's folder."""
        for slug in slugs:
            if not is_slug(slug):
                raise ValueError(say("{slug!r} was never a report's address", slug=slug))
        return slugs

    @field_validator("corrections")
    @classmethod
    def _in_order(cls, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        if any(after.date < before.date for before, after in pairwise(corrections)):
            raise ValueError(say("a correction is dated before the one above it"))
        return corrections

    @property
    def name(self) -> str:
        """The path of the file that the settings were read from, for messages."""
        return self._name

    def named(self, name: str) -> Self:
        """Set the path of the file that the settings were read from, and return the settings."""
        self._name = name
        return self

    @property
    def is_public(self) -> bool:
        """Whether the report is to be in the public site."""
        return self.state is State.PUBLISHED

    @property
    def is_draft(self) -> bool:
        """Whether only the publisher may see the report yet."""
        return self.state is State.DRAFT

    @property
    def allowed_codes(self) -> frozenset[str]:
        """Codes of the errors of `gongkai check` that do not stop a build."""
        return frozenset(allowance.code for allowance in self.allowed)

    @property
    def corrected_lines(self) -> tuple[int, ...]:
        """The numbers of all lines for which there is a correction of the outline or of page chrome."""
        return (*(item.line for item in self.outline), *(item.line for item in self.chrome))


def _moment(value: object) -> object:
    """Return the date or time that a value spells (2023年5月18日); any other value, or an impossible date, as it is."""
    try:
        return read_moment(value)
    except ValueError:
        return value


def parse_report_settings(text: str, path: Path) -> ReportSettings:
    """Return the settings in the text of a report's yml; `path` and errors as for `load_report_settings`."""
    return parse_yml(text, path, ReportSettings).named(str(path))


def load_report_settings(path: Path) -> ReportSettings:
    """Read a report's yml; the defaults if the file does not exist.

    Raises a UserError that names the file, the key and what is wrong with it.
    """
    return read_yml(path, ReportSettings).named(str(path))
