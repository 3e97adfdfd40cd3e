"""What the build of a part of the site left: what it was made of, what it wrote, and what others need to know of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.hosting.finish import Hosted
from generator.progress import Row
from generator.site.look import RECEIPT, files_in
from generator.site.published import Published
from generator.writers.listed import Listed
from generator.writers.series import BriefProblem


class Receipt(BaseModel):
    """What a build left; the files are proven by what they are, this says only whether they are there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: str
    """Digest of all that it was made of."""
    own: str = ""
    """Of a report, digest of what it was made of without the other reports."""
    files: dict[str, int]
    """Bytes of each file, by path in the folder."""
    hosted: Hosted
    notes: list[str] = []

    def holds(self, folder: Path, inputs: str) -> bool:
        """Say whether a folder still is what a build with these inputs left."""
        return self.inputs == inputs and self.files == files_in(folder, self.files)


class ReportReceipt(Receipt):
    """What the build of a report left."""

    listed: Listed
    problems: tuple[BriefProblem, ...]
    """What the body's next report tells of it."""
    published: Published
    rows: list[Row]
    bundle: str
    """The bundle's SHA-256."""


Kind = TypeVar("Kind", bound=Receipt)


def read_receipt(folder: Path, kind: type[Kind]) -> Kind | None:
    """Return the receipt in a folder; None if there is none that this version can read."""
    try:
        return kind.model_validate_json((folder / RECEIPT).read_bytes())
    except (OSError, ValidationError):
        return None


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Write the receipt of a folder; the same receipt gives the same bytes."""
    data = json.dumps(receipt.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / RECEIPT).write_text(data + "\n", encoding="utf-8")
