"""Diagnostics as data: what was noticed in a report, where, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a message is."""

    WARNING = "warning"
    ERROR = "error"


WORDING = {
    "gap": "the numbering jumps from {before} to {found}; expected {expected}. "
    "The text stands as it is; if the line is no heading, say so under `outline` in the report's yml.",
    "repeat": "the numbering has {found} again after {before}; expected {expected}. "
    "The text stands as it is; if the line is no heading, say so under `outline` in the report's yml.",
    "no-title": "no title was found; set `title` in the report's yml.",
    "replacement-character": "U+FFFD stands where a character was lost before the report was received.",
}
"""The sentence of each message code; the only place where messages are worded."""

SEVERITY: dict[str, Severity] = dict.fromkeys(WORDING, Severity.WARNING)
"""The severity of each message code; the only place where it is decided."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing noticed in a report."""

    code: str
    """Key of `WORDING`."""
    line: int
    """1-based line in the source."""
    column: int
    """1-based column in that line, in characters, leading white space included."""
    values: tuple[tuple[str, str], ...] = ()
    """Values that the wording names, as (name, value) pairs."""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return SEVERITY[self.code]

    @property
    def text(self) -> str:
        """The sentence, values filled in."""
        return WORDING[self.code].format(**dict(self.values))

    def __str__(self) -> str:
        return f"{self.severity} {self.line}:{self.column} {self.code}"
