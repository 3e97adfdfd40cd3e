"""Receipts: the file in which the build of a report, or of the pages around them, records its inputs and outputs.

A receipt has four lines: JSON of the files with their sizes; JSON of the `Receipt`, which every build reads; JSON of
the report's problems, which few builds read, so that it is parsed only on demand; the digest of these three lines. If
a receipt is incomplete or altered it counts as missing: its part of the site is built again.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter

from generator.edition.listed import Listed
from generator.edition.series import BriefProblem
from generator.files import checksum, names_in
from generator.hosting.finish import Hosted
from generator.model.messages import Notice
from generator.model.pages import RECEIPT
from generator.proof.files.manifest import MANIFEST, SIGNATURE
from generator.proof.files.whole import wrong_around, wrong_in
from generator.site.machines.published import Published
from generator.wording import say

_PROBLEMS = TypeAdapter(tuple[BriefProblem, ...])


class Receipt(BaseModel):
    """What an earlier build recorded about the pages around the reports (about a report: `ReportReceipt`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: str
    """Digest of everything that this part of the site was made from."""
    common: str
    """Digest of what every page of the site depended on."""
    size: int
    """Sum of the sizes of the files, in bytes."""
    hosted: Hosted
    manifest: str
    """The SHA-256 of the manifest, which names each of the files."""
    bundle: str
    """The SHA-256 of the offline bundle; empty if there is none."""
    notes: list[Notice] = []
    """Messages for the user, repeated at each build that keeps this part."""
    drafts: bool = False
    """Whether the site is a preview with drafts, and not a public site."""


class ReportReceipt(Receipt):
    """What an earlier build recorded about a report."""

    own: str
    """Digest of what the report was made from, the other reports left out."""
    listed: Listed
    published: Published


Kind = TypeVar("Kind", bound=Receipt)


@dataclass(frozen=True, slots=True)
class Stored(Generic[Kind]):
    """A receipt as it was read from the folder that it describes."""

    folder: Path
    receipt: Kind
    files: dict[str, int]
    """The size of each file in bytes, by path in the folder."""
    rest: bytes
    """The line of JSON with the problems, not parsed yet."""

    @property
    def is_whole(self) -> bool:
        """Whether every file that was written is still there and has the same size."""
        return bool(self.files) and self.files == sizes_in(self.folder, self.files)

    @property
    def problems(self) -> tuple[BriefProblem, ...]:
        """The report's problems, which the pages of the same body's next report refer to."""
        return _PROBLEMS.validate_json(self.rest)


def read_receipt(folder: Path, kind: type[Kind]) -> Stored[Kind] | None:
    """Return the receipt in a folder; None if it is missing, of another format, or its digest is wrong."""
    try:
        files, told, rest = _lines_in(folder)
        return Stored(folder, kind.model_validate_json(told), json.loads(files), rest)
    except (OSError, ValueError):
        return None


def is_whole(folder: Path) -> bool:
    """Return whether a folder has a receipt and every file that it names, each of the size that it gives."""
    try:
        files = json.loads(_lines_in(folder)[0])
    except (OSError, ValueError):
        return False
    return bool(files) and files == sizes_in(folder, files)


def _lines_in(folder: Path) -> tuple[bytes, bytes, bytes]:
    """Return the lines of a folder's receipt; raise OSError if it is missing, ValueError if its digest is wrong."""
    data = (folder / RECEIPT).read_bytes()
    files, told, rest, digest = data.splitlines(keepends=True)
    if digest != _digest(data[: -len(digest)]):
        raise ValueError(folder)
    return files, told, rest


def write_receipt(
    folder: Path, receipt: Receipt, files: Mapping[str, int], problems: Sequence[BriefProblem] = ()
) -> None:
    """Write the receipt of a folder: the same values give the same bytes. `files` gives their sizes in bytes."""
    rest = _PROBLEMS.dump_python(tuple(problems), mode="json")
    lines = "".join(map(_line, (files, receipt.model_dump(mode="json"), rest))).encode()
    (folder / RECEIPT).write_bytes(lines + _digest(lines))


def forget_damaged(site: Path, reports: Iterable[str], note: Callable[[str], None]) -> None:
    """Delete the receipt of each part of a site that has a missing, extra or altered file: it is then built again.

    `reports` are the slugs of the project; `note` is called with a message for each damaged part.
    """
    known = [slug for slug in reports if (site / slug / RECEIPT).is_file()]
    parts = [
        (site / slug, _manifest_digest(site / slug, ReportReceipt), wrong_in(site / slug, f"{slug}/")) for slug in known
    ]
    for folder, digest, wrong in (*parts, (site, _manifest_digest(site, Receipt), wrong_around(site, known))):
        manifest = folder / MANIFEST
        changed = manifest.is_file() and digest not in {"", checksum(manifest)}
        if first := next(wrong, str(manifest) if changed else ""):
            note(say("mended: {told}", told=first))
            (folder / RECEIPT).unlink(missing_ok=True)


def _manifest_digest(folder: Path, kind: type[Receipt]) -> str:
    """Return the SHA-256 of the manifest that the build recorded in a folder's receipt; empty without a receipt."""
    stored = read_receipt(folder, kind)
    return stored.receipt.manifest if stored else ""


def keep_signature(new: Path, old: Path, name: str, note: Callable[[str], None]) -> None:
    """Copy the signature of the `old` folder to the `new` one if their manifests are equal; else note its loss."""
    signature = old / SIGNATURE
    if not signature.is_file():
        return
    if (new / MANIFEST).read_bytes() == (old / MANIFEST).read_bytes():
        shutil.copyfile(signature, new / SIGNATURE)
    else:
        note(say("{name}: its files have changed, so its signature is gone; run `gongkai sign`.", name=name))


def sizes_in(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, int]:
    """Return the size in bytes of each file in a folder, by path in it, except the receipt.

    With `wanted`, only of those paths; paths that do not exist are left out.
    """
    if wanted is None:
        wanted = sorted(name for name in names_in(folder) if posixpath.basename(name) != RECEIPT)
    found = {}
    top = os.fspath(folder)  # a portal has a hundred thousand files: Path takes longer than the disk
    for name in wanted:
        try:
            found[name] = os.stat(f"{top}/{name}").st_size  # noqa: PTH116 - as above
        except (OSError, ValueError):  # it does not exist, or no file can have this name (one with a NUL character)
            continue
    return found


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _digest(lines: bytes) -> bytes:
    return hashlib.sha256(lines).hexdigest().encode() + b"\n"
