"""Comparison of a bundle with the site: each file must be the site's, each page must say what the site's page says."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.errors import CheckFailed
from generator.model.pages import STYLES
from generator.proof.files.archive import Archive
from generator.proof.files.manifest import SUMS
from generator.proof.files.prints import PRINT, Print, print_of
from generator.proof.files.signature import SIGNERS
from generator.proof.files.told import PROVEN
from generator.proof.files.whole import names_around
from generator.proof.html import NotANumberError, read_shown
from generator.proof.outputs import Output, Piece, ReportPages
from generator.search.manifest import MANIFEST as INDEX
from generator.search.write import SCRIPT
from generator.site.downloads.bundle import (
    OPEN,
    READ_ME,
    SINGLES,
    flat,
    index_of_all,
    is_linked,
    is_wanted,
    places_of,
    read_me,
)
from generator.site.machines.moved import SCRIPT as MOVED
from generator.wording import say

_OWN = frozenset({SUMS, PROVEN})
"""Files that describe the files beside them; in a bundle they leave out the bundle itself."""
_AROUND = frozenset({OPEN, READ_ME, INDEX, SCRIPT})
"""Files that a bundle has and the site does not."""


def bundled_outputs(archive: Archive, pages: ReportPages, prints: Mapping[str, Print], inside: str) -> Iterator[Output]:
    """Yield a report's outputs as a bundle has them; `inside` is the report's folder in the bundle, "" for its top.

    `prints` are the fingerprints of the site's pages. A page in the bundle with the same fingerprint shares the blocks
    of the site's page; any other is read, and has a fault.
    """
    label = archive.path.name
    size = archive.path.stat().st_size
    for output in pages.outputs:
        pieces = tuple(_bundled(archive, pages, prints, piece, inside) for piece in output.pieces)
        yield replace(output, name=f"{label}: {output.name}", file=label, pieces=pieces, size=size)


def wrong_in_bundle(
    archive: Archive, folder: Path, prints: Mapping[str, Print], inside: str, shown: Collection[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each file of a report that a bundle lacks, or has differently from the site.

    `folder` is the report's folder in the site, `prints` are the fingerprints of its pages by path in it, `inside` is
    the report's folder in the bundle. Pages in `shown` need only exist: `bundled_outputs` compares their text.
    """
    expected = {
        posixpath.join(inside, _place(path)): path
        for path in (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file())
        if is_wanted(path) and (inside or not path.startswith(f"{STYLES}/"))
    }
    for name, path in expected.items():
        if name not in archive.sizes:
            yield archive.lacks(name)
        elif path in prints:
            if path not in shown and not print_of(archive.text(name), path).is_part_of(prints[path]):
                yield _another_page(archive, name)
        elif path in _OWN:
            if not _is_part(path, archive.read(name), (folder / path).read_bytes()):
                yield _not_the_same(archive, name)
        elif archive.read(name) != (folder / path).read_bytes():
            yield _not_the_same(archive, name)
    yield from _unknown(archive, expected, inside)


def _unknown(archive: Archive, expected: Collection[str], inside: str, others: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a sentence for each file below `inside` that is not `expected`; folders in `others` are ignored."""
    top = f"{inside}/" if inside else ""
    for name in archive.sizes:
        if not name.startswith(top) or name in expected or name.startswith(others):
            continue
        if inside or not (name.startswith("assets/") or name in _AROUND):
            yield _no_such(archive, name)


def _is_part(path: str, data: bytes, whole: bytes) -> bool:
    """Return whether all that a bundle's SHA256SUMS or proof.json (`data`) says is in the site's, too (`whole`)."""
    if path == SUMS:
        return bool(data) and set(data.splitlines()) <= set(whole.splitlines())
    try:
        mine, right = json.loads(data), json.loads(whole)
        return (
            {**mine, "outputs": 0, "sha256": 0} == {**right, "outputs": 0, "sha256": 0}
            and mine["outputs"] == [one for one in right["outputs"] if one in mine["outputs"]]
            and mine["sha256"].items() <= right["sha256"].items()
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def wrong_around_bundle(archive: Archive, site: Path, title: str, single: str) -> Iterator[str]:
    """Yield a sentence for each fault in a bundle's assets, its page 打开.html and its instructions.

    `title` is the title of the instructions, `single` is the file that they name for the whole text.
    """
    assets = site / "assets"
    known = {
        PRINT.sub("", f"assets/{file.relative_to(assets).as_posix()}"): file
        for file in (sorted(assets.rglob("*")) if assets.is_dir() else ())
        if file.is_file()
    }
    for name in archive.sizes:
        if name.startswith("assets/"):
            # First look for the same name: names of two style sheets may differ in their fingerprints alone.
            same = site / name
            file = same if same.is_file() else known.get(PRINT.sub("", name))
            if file is None:
                yield _no_such(archive, name)
            elif archive.read(name) != file.read_bytes():
                yield _not_the_same(archive, name)
    if (
        OPEN not in archive.sizes
        or "index.html" not in archive.sizes
        or archive.read(OPEN) != archive.read("index.html")
    ):
        yield say(
            "{file}/{entry}: it is not the same as index.html; run `gongkai build`.", file=archive.name, entry=OPEN
        )
    if READ_ME not in archive.sizes or archive.read(READ_ME) != read_me(title, single):
        yield _not_the_same(archive, READ_ME)


def wrong_site_bundle(archive: Archive, site: Path, title: str, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each fault in the bundle of all `reports`, outside the reports' folders.

    `title` is the site's title.
    """
    yield from wrong_around_bundle(archive, site, title, SINGLES)
    expected = {name: path for path, name in places_of(names_around(site, reports), reports).items()}
    for name, path in expected.items():
        if not (site / path).is_file():
            continue
        data = (site / path).read_bytes()
        if name not in archive.sizes:
            # A build writes these after the bundle: the public key, and the redirects from former slugs.
            if path != SIGNERS and not (path.endswith(".html") and MOVED.encode() in data):
                yield archive.lacks(name)
        elif is_linked(path, data):
            whole = LexborHTMLParser(data.decode("utf-8", "replace")).html or ""
            if not print_of(archive.text(name), path).is_part_of(print_of(whole, path, in_site=True)):
                yield _another_page(archive, name)
        elif not path.startswith("assets/") and archive.read(name) != data:
            yield _not_the_same(archive, name)
    yield from _unknown(archive, expected, "", tuple(f"{slug}/" for slug in reports))
    yield from _wrong_index_of_all(archive, site, reports)


def _wrong_index_of_all(archive: Archive, site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each file of the bundle's search index that is not the merged index of all reports."""
    try:
        # The reports may come in any order, but must be the site's.
        pages = json.loads(archive.text(INDEX))["docs"]["pages"]
        order = dict.fromkeys(page[0].partition("/")[0] for page in pages)
        right = index_of_all({slug: site / slug for slug in order}) if order.keys() == set(reports) else {}
    except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
        right = {}
    for name in (INDEX, SCRIPT):
        if archive.read(name) != right.get(name):
            yield _not_the_same(archive, name)


def _place(path: str) -> str:
    """Return the path of a report's page in its folder of a bundle, where pages are not in folders of their own."""
    return path if path == "index.html" else flat(path)


def _bundled(archive: Archive, pages: ReportPages, prints: Mapping[str, Print], piece: Piece, inside: str) -> Piece:
    name = posixpath.join(inside, _place(piece.file))
    told = f"{archive.name}/{name}"
    if name not in archive.sizes:
        raise CheckFailed(say("{page}: the page is missing; run `gongkai build`.", page=told))
    html = archive.text(name)
    if piece.file == pages.single:
        same = html == pages.pages[piece.file].path.read_text(encoding="utf-8")
    else:
        same = print_of(html, piece.file).is_part_of(prints[piece.file])
    if same:
        return replace(piece, name=told)
    try:
        shown = read_shown(html)
    except NotANumberError as error:
        raise CheckFailed(say("{page}: {told} is no number; run `gongkai build`.", page=told, told=error)) from None
    faults = (*shown.faults, say("the page is not the one that the site has"))
    if piece.ends:
        return Piece(told, shown.closing, shown.last, (), piece.file, ends=True)
    if any(other.ends and other.file == piece.file for output in pages.outputs for other in output.pieces):
        return Piece(told, shown.text, shown.blocks, faults, piece.file)
    return Piece(told, shown.text + shown.closing, (*shown.blocks, *shown.last), faults, piece.file)


def _another_page(archive: Archive, name: str) -> str:
    return say(
        "{file}/{entry}: the page is not the one that the site has; run `gongkai build`.", file=archive.name, entry=name
    )


def _no_such(archive: Archive, name: str) -> str:
    return say("{file}/{entry}: the site has no such file; run `gongkai build`.", file=archive.name, entry=name)


def _not_the_same(archive: Archive, name: str) -> str:
    return say(
        "{file}/{entry}: the file is not the one that the site has; run `gongkai build`.", file=archive.name, entry=name
    )


def wrong_index(archive: Archive, own: Path) -> Iterator[str]:
    """Yield a sentence if the search index of a report's bundle has other content than the site's, the file `own`."""
    name = INDEX
    try:
        mine = json.loads(archive.text(name))["docs"]
        right = json.loads(own.read_text(encoding="utf-8"))
        same = (mine["lines"], mine["units"]) == (right["lines"], right["units"])
        same = same and [page[1:] for page in mine["pages"]] == [page[1:] for page in right["pages"]]
        same = same and archive.text(SCRIPT) == f"var __index={archive.text(name)}"
    except (KeyError, TypeError, ValueError, IndexError, RecursionError):
        same = False
    if not same:
        yield _not_the_same(archive, name)
