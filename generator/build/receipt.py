"""What the build of a part of the site left: what it was made of, what it wrote, and what others need to know of it.

A line of JSON each for the files that it wrote, which look.py reads; for what every build needs to know of it; and for
what only few need. Of a thousand reports it matters what is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter

from generator.build.look import is_whole
from generator.edition.listed import Listed
from generator.edition.series import BriefProblem
from generator.hosting.finish import Hosted
from generator.model.pages import RECEIPT
from generator.site.machines.published import Published

_PROBLEMS = TypeAdapter(tuple[BriefProblem, ...])
_RECEIPT, _PROBLEMS_LINE = 1, 2
"""Which line is which; the files' is the first."""
_LINES = 3


class Receipt(BaseModel):
    """What every build needs to know of an earlier one; the files are proven by what they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: str
    """Digest of all that it was made of."""
    own: str = ""
    """Of a report, digest of what it was made of without the other reports."""
    size: int
    """Bytes of its files."""
    hosted: Hosted
    notes: list[str] = []

    def holds(self, folder: Path, inputs: str) -> bool:
        """Say whether a folder still is what a build with these inputs left."""
        return self.inputs == inputs and is_whole(folder)


class ReportReceipt(Receipt):
    """What every build needs to know of a report."""

    listed: Listed
    published: Published
    bundle: str
    """The bundle's SHA-256."""


Kind = TypeVar("Kind", bound=Receipt)


def read_receipt(folder: Path, kind: type[Kind]) -> Kind | None:
    """Return the receipt in a folder; None if there is none that this version can read."""
    try:
        return kind.model_validate_json(_lines(folder)[_RECEIPT])
    except (OSError, ValueError):
        return None


def read_problems(folder: Path) -> tuple[BriefProblem, ...] | None:
    """Return what the body's next report tells of the report in a folder; None as for `read_receipt`."""
    try:
        return _PROBLEMS.validate_json(_lines(folder)[_PROBLEMS_LINE])
    except (OSError, ValueError):
        return None


def write_receipt(
    folder: Path, receipt: Receipt, files: Mapping[str, int], problems: Sequence[BriefProblem] = ()
) -> None:
    """Write the receipt of a folder; the same receipt gives the same bytes."""
    rest = _PROBLEMS.dump_python(tuple(problems), mode="json")
    lines = map(_line, (files, receipt.model_dump(mode="json"), rest))
    (folder / RECEIPT).write_text("".join(lines), encoding="utf-8")


def _lines(folder: Path) -> list[bytes]:
    """Return the lines of a receipt; raise ValueError if it was cut short."""
    data = (folder / RECEIPT).read_bytes()
    lines = data.splitlines()
    if len(lines) != _LINES or not data.endswith(b"\n"):
        raise ValueError(folder)
    return lines


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
