"""Manifests: a JSON file with size and SHA-256 of every file of a report, or of every file around the reports."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.errors import CheckFailed
from generator.files import names_in
from generator.model.pages import RECEIPT
from generator.wording import say

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
"""The OpenSSH signature of the manifest beside it."""
SUMS = "SHA256SUMS"
"""The file of a report's folder with the checksums of its downloads, as `sha256sum -c` reads them."""
BESIDE = frozenset({MANIFEST, SIGNATURE, SUMS, RECEIPT})
"""Files that a manifest leaves out: itself, what is made from it, and the receipt, which serves the next build."""
_FORMAT = 1
_LONGEST = 50_000_000
"""Maximum size of a manifest in bytes: enough for hundreds of thousands of files."""
_PIECE = 1 << 16
"""Maximum number of bytes of a file that are read at once."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A manifest's entry for a file."""

    size: int
    """The file's size in bytes."""
    digest: str
    """The file's SHA-256 in hexadecimal."""


Files = Mapping[str, ListedFile]
"""The entries for the files of a folder, by path in it."""


def files_in(folder: Path, known: Files = MappingProxyType({})) -> dict[str, ListedFile]:
    """Return the manifest entries for a folder's files, sorted by path; files in `known` are not read again."""
    names = (name for name in sorted(names_in(folder)) if name not in BESIDE)
    return {name: known.get(name) or listed(folder / name) for name in names}


def listed(path: Path) -> ListedFile:
    """Return the manifest entry for a file; it is read in pieces, as tables may have 100 MB.

    The pieces are small: `hashlib.file_digest` clears a quarter of a megabyte first, longer than most files take.
    """
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
        return ListedFile(file.tell(), digest.hexdigest())


def manifest_text(of: str, files: Files, own: Iterable[str] = ()) -> str:
    """Return the text of a manifest, one file a line, sorted by path: the same files give the same text.

    `of` is the report's slug, or `site` for the files around the reports. `own` are the paths of files that are the
    publisher's own in place of gongkai's.
    """
    lines = ",\n".join(
        json.dumps({"bytes": files[name].size, "path": name, "sha256": files[name].digest}, ensure_ascii=False)
        for name in sorted(files)
    )
    told = "".join(f'"own": {json.dumps(names, ensure_ascii=False)}, ' for names in [sorted(own)] if names)
    return f'{{"format": {_FORMAT}, "of": {json.dumps(of)}, {told}"files": [\n{lines}\n]}}\n'


def write_manifest(
    folder: Path,
    of: str,
    more: Files = MappingProxyType({}),
    known: Files = MappingProxyType({}),
    own: Iterable[str] = (),
) -> dict[str, ListedFile]:
    """Write the manifest of a folder's present files and of the entries in `more`; return all its entries.

    `known` are entries of the folder's files that need not be computed again, `own` as in `manifest_text`.
    """
    files = {**files_in(folder, known), **more}
    (folder / MANIFEST).write_bytes(manifest_text(of, files, own).encode("utf-8", "surrogateescape"))
    return files


def read_manifest(folder: Path, name: str) -> dict[str, ListedFile]:
    """Return the entries of a folder's manifest; `name` is its name in messages.

    Raises CheckFailed if it is missing or is not as a build writes it.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise CheckFailed(say("{file}: the manifest is missing; run `gongkai build`.", file=name))
    try:
        if path.stat().st_size > _LONGEST:
            raise ValueError(_LONGEST)  # noqa: TRY301 - told like whatever else is wrong with it
        told = json.loads(path.read_bytes().decode("utf-8", "surrogateescape"))
        files = {item["path"]: ListedFile(item["bytes"], item["sha256"]) for item in told["files"]}
    except (ValueError, LookupError, TypeError, RecursionError, OSError):
        files = {}
        told = {}
    right = all(_is_right(path, one) for path, one in files.items())
    if not files or not right or told.get("format") != _FORMAT:
        raise CheckFailed(say("{file}: it is no manifest; run `gongkai build`.", file=name))
    return files


def read_own(folder: Path) -> frozenset[str]:
    """Return the paths of the publisher's own files, by the manifest of a site; empty if it can't be read."""
    try:
        return frozenset(map(str, json.loads((folder / MANIFEST).read_bytes()).get("own", ())))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return frozenset()


def sums_text(digests: Mapping[str, str]) -> str:
    """Return the checksums of files as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def _is_right(path: object, one: ListedFile) -> bool:
    if not (isinstance(path, str) and str(one.size).isdigit() and _DIGEST.fullmatch(str(one.digest))):
        return False
    return not path.startswith("/") and ".." not in path.split("/") and "\0" not in path
