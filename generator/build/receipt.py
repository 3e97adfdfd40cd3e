"""What the build of a part of the site left: what it was made of, what it wrote, and what others need to know of it.

A receipt is lines of JSON: the files that it is for with their sizes; what every build needs to know of it; what only
few need; the digest of these lines. Of a thousand reports it matters what is parsed. A receipt that is not whole, or
is not what was written, is none: its part of the site is built again.
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
    """What every build needs to know of an earlier one; the files are proven by what they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: str
    """Digest of all that it was made of."""
    common: str
    """Digest of what every page of the site depended on."""
    size: int
    """Bytes of its files."""
    hosted: Hosted
    manifest: str
    """The SHA-256 of its manifest, which names each of its files."""
    bundle: str
    """The SHA-256 of its bundle; empty where there is none."""
    notes: list[Notice] = []
    drafts: bool = False
    """Whether drafts are among it: a preview, no public site."""


class ReportReceipt(Receipt):
    """What every build needs to know of a report."""

    own: str
    """Digest of what it was made of without the other reports."""
    listed: Listed
    published: Published


Kind = TypeVar("Kind", bound=Receipt)


@dataclass(frozen=True, slots=True)
class Stored(Generic[Kind]):
    """A receipt as it stands in the folder that it is for."""

    folder: Path
    receipt: Kind
    files: dict[str, int]
    """The bytes of each file, by path in the folder."""
    rest: bytes

    @property
    def is_whole(self) -> bool:
        """Whether every file is still there, in its size."""
        return bool(self.files) and self.files == sizes_in(self.folder, self.files)

    @property
    def problems(self) -> tuple[BriefProblem, ...]:
        """What the body's next report tells of a report's problems."""
        return _PROBLEMS.validate_json(self.rest)


def read_receipt(folder: Path, kind: type[Kind]) -> Stored[Kind] | None:
    """Return the receipt in a folder; None if there is none that this version can read, and believe."""
    try:
        data = (folder / RECEIPT).read_bytes()
        files, told, rest, digest = data.splitlines(keepends=True)
        if digest != _digest(data[: -len(digest)]):
            return None
        return Stored(folder, kind.model_validate_json(told), json.loads(files), rest)
    except (OSError, ValueError):
        return None


def write_receipt(
    folder: Path, receipt: Receipt, files: Mapping[str, int], problems: Sequence[BriefProblem] = ()
) -> None:
    """Write the receipt of a folder; the same receipt gives the same bytes."""
    rest = _PROBLEMS.dump_python(tuple(problems), mode="json")
    lines = "".join(map(_line, (files, receipt.model_dump(mode="json"), rest))).encode()
    (folder / RECEIPT).write_bytes(lines + _digest(lines))


def forget_damaged(site: Path, reports: Iterable[str], note: Callable[[str], None]) -> None:
    """Take away the receipt of each part of a site in which a file is missing, extra or another: it is built again."""
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
    """Return the digest of the manifest that a build wrote; empty where it is not known."""
    stored = read_receipt(folder, kind)
    return stored.receipt.manifest if stored else ""


def keep_signature(new: Path, old: Path, name: str, note: Callable[[str], None]) -> None:
    """Let a folder that was built keep the old one's signature if its manifest is the same; else say that it goes."""
    signature = old / SIGNATURE
    if not signature.is_file():
        return
    if (new / MANIFEST).read_bytes() == (old / MANIFEST).read_bytes():
        shutil.copyfile(signature, new / SIGNATURE)
    else:
        note(say("{name}: its files have changed, so its signature is gone; run `gongkai sign`.", name=name))


def sizes_in(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, int]:
    """Return the bytes of each file of a folder, the receipt left out; with `wanted`, of those that are there."""
    if wanted is None:
        wanted = sorted(name for name in names_in(folder) if posixpath.basename(name) != RECEIPT)
    found = {}
    top = os.fspath(folder)  # a portal has a hundred thousand files: Path takes longer than the disk
    for name in wanted:
        try:
            found[name] = os.stat(f"{top}/{name}").st_size  # noqa: PTH116 - as above
        except (OSError, ValueError):  # not there, or a name that no file has
            continue
    return found


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _digest(lines: bytes) -> bytes:
    return hashlib.sha256(lines).hexdigest().encode() + b"\n"
