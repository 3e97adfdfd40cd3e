"""Whether a built site is what its manifests name: nothing missing, nothing else, no file another one."""

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
"""What the manifest of what is around the reports is of."""


def wrong_files(site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each file of a site that is missing, extra, or not what a manifest names.

    `reports` are the folders of the site that are reports'. Dot names at the top are the publisher's.
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
    """Yield the same for what is around the reports alone."""
    try:
        files = read_manifest(site, MANIFEST)
    except CheckFailed as failure:
        yield failure.message
        return
    own = {name: one for name, one in files.items() if not _is_manifest(name)}
    yield from _compared(site, own, names_around(site, set(reports)), "")


def wrong_in(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the same for a report's folder; `prefix` is said before the paths in it."""
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
    """Return which files of a report SHA256SUMS names, in its order: the sources, and what readers take along."""
    found = [name for name in names if not name.endswith(COPIES)]
    # A .docx that was made of a file in an old format has that file beside it.
    received = [name for name in found if name.rpartition("/")[2].startswith(("source.", "original."))]
    first = [name for name in received if "/" not in name]
    own = [EXTRACTED, *(f"{slug}{ending}" for ending in NAMED)]
    earlier = [name for name in received if name.startswith(f"{VERSIONS}/")]
    return [*sorted(first), *(name for name in own if name in found), *sorted(earlier)]


def reports_in(site: Path) -> set[str]:
    """Return the folders of a site that are reports': they have a manifest of their own."""
    return {path.parent.name for path in site.glob(f"*/{MANIFEST}")}


def _is_manifest(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return bool(folder) and rest == MANIFEST


def names_around(site: Path, reports: Collection[str]) -> set[str]:
    """Return the files of a site that stand in no report's folder; dot names at the top are the publisher's."""
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
    """Yield a sentence for each file that is missing or another, compressed copies unpacked."""
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
    """Yield a sentence if the checksums that readers are told are not those of the manifest."""
    path = folder / SUMS
    right = sums_text({name: files[name].digest for name in taken_along(folder.name, files)})
    found = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    if found != right:
        yield say("{file}: it does not say what {manifest} says; run `gongkai build --repair`.",
                  file=prefix + SUMS, manifest=MANIFEST)  # fmt: skip
