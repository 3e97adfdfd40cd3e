"""Comparison of a built site's files with its manifests: no file may be missing, extra or altered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.errors import CheckFailed
from generator.files import names_in
from generator.model.pages import COPIES, EXTRACTED, NAMED, RECEIPT, VERSIONS
from generator.proof.files.copies import holds
from generator.proof.files.manifest import (
    BESIDE,
    MANIFEST,
    SUMS,
    Files,
    listed,
    read_manifest,
    sums_text,
)
from generator.wording import say

SITE = "site"
"""The value of `of` in the manifest of the files around the reports."""


def wrong_files(site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each file of a site that is missing, extra or altered, by the manifests.

    `reports` are the names of the reports' folders. Dot entries at the top are the publisher's and are ignored.
    """
    try:
        around = read_manifest(site, MANIFEST)
    except CheckFailed as failure:
        yield failure.message
        return
    own = {name: one for name, one in around.items() if not _is_manifest(name)}
    manifests = {name.partition("/")[0] for name in around if _is_manifest(name)}
    for slug in sorted(manifests | set(reports)):
        name = f"{slug}/{MANIFEST}"
        if name not in around:
            yield say("{report}: the site's manifest names no such report; remove its folder.", report=slug)
            continue
        yield from _differing(site, {name: around[name]})
        yield from wrong_in(site / slug, f"{slug}/")
    yield from _compared(site, own, names_around(site, manifests | set(reports)), "")


def wrong_around(site: Path, reports: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of `wrong_files` for the files around the reports alone."""
    try:
        files = read_manifest(site, MANIFEST)
    except CheckFailed as failure:
        yield failure.message
        return
    own = {name: one for name, one in files.items() if not _is_manifest(name)}
    yield from _compared(site, own, names_around(site, set(reports)), "")


def wrong_in(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the sentences of `wrong_files` for a report's folder; `prefix` comes before its paths in messages."""
    if not folder.is_dir():
        yield say("{file}: the folder is missing; run `gongkai build`.", file=prefix)
        return
    try:
        files = read_manifest(folder, f"{prefix}{MANIFEST}")
    except CheckFailed as failure:
        yield failure.message
        return
    yield from _compared(folder, files, set(names_in(folder)), prefix)
    yield from _wrong_sums(folder, files, prefix)


def taken_along(slug: str, names: Iterable[str]) -> list[str]:
    """Return the files of a report that its SHA256SUMS lists, in order: sources, downloads, earlier sources."""
    found = [name for name in names if not name.endswith(COPIES)]
    # Beside a source that was converted from an old format there is the file as received, `original.doc`.
    received = [name for name in found if name.rpartition("/")[2].startswith(("source.", "original."))]
    first = [name for name in received if "/" not in name]
    own = [EXTRACTED, *(f"{slug}{ending}" for ending in NAMED)]
    earlier = [name for name in received if name.startswith(f"{VERSIONS}/")]
    return [*sorted(first), *(name for name in own if name in found), *sorted(earlier)]


def reports_in(site: Path) -> set[str]:
    """Return the names of a site's report folders: those with a manifest of their own."""
    return {path.parent.name for path in site.glob(f"*/{MANIFEST}")}


def _is_manifest(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return bool(folder) and rest == MANIFEST


def names_around(site: Path, reports: Collection[str]) -> set[str]:
    """Return the paths of a site's files outside the folders of `reports`.

    Dot entries at the top are the publisher's and are left out, except the receipt.
    """
    found: set[str] = set()
    for path in site.iterdir():
        if path.name in reports or (path.name.startswith(".") and path.name != RECEIPT):
            continue
        if path.is_dir() and not path.is_symlink():
            found.update(names_in(path, f"{path.name}/"))
        else:
            found.add(path.name)
    return found


def _compared(folder: Path, files: Files, names: Collection[str], prefix: str) -> Iterator[str]:
    for name in sorted(set(names) - files.keys() - BESIDE):
        yield say("{file}: no build made this file; remove it, or run `gongkai build --repair`.", file=prefix + name)
    yield from _differing(folder, files, prefix)


def _differing(folder: Path, files: Files, prefix: str = "") -> Iterator[str]:
    """Yield a sentence for each file that is missing or altered, and for each compressed copy of another file."""
    for name, one in files.items():
        told = prefix + name
        try:
            found = listed(folder / name)
        except (OSError, ValueError):
            yield say("{file}: the file is missing; run `gongkai build --repair`.", file=told)
            continue
        if found != one:
            yield say(
                "{file}: the file is not the one that {manifest} names (SHA-256 differs); "
                "run `gongkai build --repair`.",
                file=told,
                manifest=MANIFEST,
            )
        elif name.endswith(COPIES) and (of := files.get(name[:-3])) and not holds(folder / name, of):
            yield say(
                "{file}: unpacked it is not {name}, whose copy it is; run `gongkai build --repair`.",
                file=told,
                name=name[:-3].rpartition("/")[2],
            )


def _wrong_sums(folder: Path, files: Files, prefix: str) -> Iterator[str]:
    """Yield a sentence if a report's SHA256SUMS does not have the checksums of the manifest."""
    path = folder / SUMS
    right = sums_text({name: files[name].digest for name in taken_along(folder.name, files)})
    found = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    if found != right:
        yield say("{file}: it does not say what {manifest} says; run `gongkai build --repair`.",
                  file=prefix + SUMS, manifest=MANIFEST)  # fmt: skip
