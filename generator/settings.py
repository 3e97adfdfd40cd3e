"""What a publisher sets or corrects about a report: site_config/reports/<slug>.yml."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from generator.errors import UserError
from generator.messages import WORDING, similar_code
from generator.model import ChromeKind, Kind


class Punctuation(StrEnum):
    """How `,:;()!?` between Chinese characters are shown."""

    AS_RECEIVED = "as-received"
    FULL_WIDTH = "full-width"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Line = Annotated[int, Field(ge=1)]
"""A 1-based line number of the source."""


class OutlineCorrection(_Strict):
    """One line of the source whose place in the outline was read wrongly."""

    line: Line
    heading: Literal[False, "part", "theme", "finding", "item", "measure"]
    """What the line's heading is, or false where it is none."""
    starts: str | None = None
    """Words with which the line must start, so that a correction does not hit another line after an edit."""

    @property
    def kind(self) -> Kind | None:
        """The kind of heading, None for a line that is none."""
        return Kind(self.heading) if self.heading else None


class ChromeCorrection(_Strict):
    """One line of the source that was wrongly taken, or not taken, for page chrome."""

    line: Line
    chrome: Literal[False] | ChromeKind
    """What the line is, or false where it is report text."""


class ChecksSettings(_Strict):
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


class ReportSettings(_Strict):
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
    encoding: str | None = None
    punctuation: Punctuation = Punctuation.AS_RECEIVED
    outline: tuple[OutlineCorrection, ...] = ()
    chrome: tuple[ChromeCorrection, ...] = ()
    checks: ChecksSettings = ChecksSettings()
    _name: str = PrivateAttr(default="settings")

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


def load_report_settings(path: Path) -> ReportSettings:
    """Read a report's yml; defaults if there is none.

    Raises UserError that names the file, the key and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: can't be read ({error}); save it as UTF-8 text.") from None
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it can't be parsed"
        raise UserError(f"{path}{place}: not valid YAML ({problem}); correct that line.") from None
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise UserError(f"{path}: expected `key: value` lines; found a {type(data).__name__}.")
    try:
        settings = ReportSettings.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        raise UserError(f"{path}: {_sentence(error)}") from None
    return settings.named(str(path))


def _sentence(error: ValidationError) -> str:
    """Word pydantic's first error as one sentence that names the key."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        model = ChecksSettings if first["loc"][0] == "checks" and len(first["loc"]) > 1 else ReportSettings
        known = ", ".join(model.model_fields)
        return f"`{key}` is not a setting; remove it or use one of: {known}."
    if first["type"] == "unknown_code":
        return f"`{key}`: {first['msg']}"
    return f"`{key}` is wrong ({first['msg']}); found {first['input']!r}; correct it."
