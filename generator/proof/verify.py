"""The proof of a built site: compares every output of every report with the report's published source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.errors import CheckFailed, UserError
from generator.model.pages import VERSIONS
from generator.model.source import published_name
from generator.progress import Proven, Steps, Summary
from generator.proof.files.archive import Archive, opened
from generator.proof.files.bundle import (
    bundled_outputs,
    wrong_around_bundle,
    wrong_in_bundle,
    wrong_index,
)
from generator.proof.files.prints import Print
from generator.proof.files.told import wrong_told
from generator.proof.files.whole import wrong_files
from generator.proof.html import read_page
from generator.proof.outputs import Output, name_in, pdf_outputs, read_kept, read_pages
from generator.proof.outside import Check, wrong_outside
from generator.proof.standard import Standard, read_standard
from generator.readers import READERS
from generator.wording import say

SITE_BUNDLE = "offline.zip"
"""File name of the bundle of all reports, in the site's folder."""
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading files that no build made may raise, beside the CheckFailed that each reader raises itself."""


def verify_site(site: Path, steps: Steps, more: Sequence[Check] = ()) -> Summary:
    """Prove every report of a built site; raises CheckFailed with a message that names every difference.

    Only the site's own files are read: the published source; the lines that the cover sets aside (each must be page
    chrome to the source's reader too, or marked as the publisher's correction); the pages in the order of their
    rel=next links; the full page; the single file, the PDFs and the bundles if they exist.
    """
    folders, kept = report_folders(site), kept_folders(site)
    rows: list[Proven] = []
    failures: list[str] = []
    with steps.step(say("verify")), ExitStack() as stack:
        path = site / SITE_BUNDLE
        shared = None
        try:
            shared = stack.enter_context(opened(path, SITE_BUNDLE)) if path.is_file() else None
        except CheckFailed as failure:
            failures.append(failure.message)
        for folder in (*folders, *kept):
            try:
                rows.extend(prove_kept(site, folder) if folder in kept else _prove(site, folder, shared).rows)
            except CheckFailed as failure:
                failures.append(failure.message)
            except _UNREADABLE as error:
                failures.append(_unreadable(folder.name, error))
        try:
            failures.extend(wrong_outside(site, shared, {folder.name for folder in folders}, steps.note, more))
        except CheckFailed as failure:
            failures.append(failure.message)
        failures.extend(wrong_files(site, {folder.name for folder in folders}))
    _stop_if(failures)
    return Summary(rows, dict(steps.seconds))


def kept_folders(site: Path) -> list[Path]:
    """Return the folders of retracted reports of which old versions are still published."""
    found = {path.parents[2] for path in site.glob(f"*/{VERSIONS}/*/source.*")}
    return sorted(path for path in found if not _is_report(path))


def prove_kept(site: Path, folder: Path) -> list[Proven]:
    """Prove the old versions of a retracted report, each against its own published source.

    Raises CheckFailed with a message that names every difference.
    """
    site, folder = site.resolve(), folder.resolve()
    pages = read_kept(folder, partial(name_in, site=site))
    failures = list(pages.wrong())
    rows: list[Proven] = []
    for output in pages.outputs:
        standard = read_standard(site, folder / VERSIONS / str(output.version))
        rows += _rows(folder.name, standard, [replace(output, version=None)], failures)
    if failures:
        raise CheckFailed("\n".join(dict.fromkeys(failures)))
    return rows


def report_folders(site: Path) -> list[Path]:
    """Return the folders of a built site's reports; raises UserError if there is no site or no report in it."""
    if not site.is_dir():
        raise UserError(say("{site}: there is no built site; run `gongkai build` first.", site=site))
    folders = sorted(path for path in site.iterdir() if path.is_dir() and _is_report(path))
    if not folders and not kept_folders(site):
        raise UserError(say("{site}: no report in this site; run `gongkai build` first.", site=site))
    return folders


def _unreadable(report: str, error: Exception) -> str:
    return say("{report}: its files can't be read ({reason}); run `gongkai build`.", report=report, reason=error)


@dataclass(frozen=True, slots=True)
class ProvenReport:
    """The proof of a report; bundles are compared with it, so that no page is read again for them."""

    rows: list[Proven]
    """The result for each output."""
    pages: list[Proven]
    """The results for the outputs that are HTML pages of the report's folder."""
    prints: Mapping[str, Print]
    """The fingerprints of the report's pages, by path in its folder."""


def prove_report(site: Path, folder: Path, standard: Standard, papers: Iterable[Output]) -> ProvenReport:
    """Prove one report during a build, the bundle of all reports left out.

    `standard` is what outputs are compared with, `papers` are the outputs read from the report's PDFs. Raises
    CheckFailed as `verify_site` does.
    """
    try:
        return _prove(site, folder, None, standard, papers)
    except CheckFailed as failure:
        raise CheckFailed(_told([failure.message])) from None


def prove_bundle(path: Path, folders: Mapping[str, Path], known: Mapping[str, ProvenReport | None]) -> list[Proven]:
    """Prove reports in the bundle of all reports; `folders` are the reports' built folders by slug.

    Each page in the bundle must have the fingerprint of the page in the report's folder. `known` are the proofs of
    reports by slug; the pages of a report without one are proven first.
    """
    rows: list[Proven] = []
    failures: list[str] = []
    size = path.stat().st_size
    with opened(path, path.name) as bundle:
        for slug, folder in folders.items():
            try:
                report = known.get(slug) or _proven_pages(folder)
                failures += wrong_in_bundle(bundle, folder, report.prints, slug)
                rows += in_bundle(report.pages, path.name, size)
            except CheckFailed as failure:
                failures.append(failure.message)
    _stop_if(failures)
    return rows


def _proven_pages(folder: Path) -> ProvenReport:
    """Prove the HTML pages of a report; raises CheckFailed with a message that names every difference."""
    pages = read_pages(folder, folder.name, partial(name_in, site=folder.parent))
    failures = list(pages.wrong())
    rows = _rows(folder.name, read_standard(folder.parent, folder), pages.outputs, failures)
    if failures:
        raise CheckFailed("\n".join(failures))
    return ProvenReport(rows, rows, pages.prints())


def in_bundle(rows: Iterable[Proven], bundle: str, size: int) -> list[Proven]:
    """Return the rows for the same outputs inside a bundle; `bundle` is its name, `size` its bytes."""
    return [replace(row, output=f"{bundle}: {row.output}", size=size, file=bundle) for row in rows]


def proven_row(slug: str, output: Output, standard: Standard) -> Proven:
    """Return the summary's row for an output in which all characters agree with the standard."""
    total = len(standard.expected.text)
    return Proven(slug, output.name, output.pages, total, total, output.size, standard.compared, output.file)


def _prove(
    site: Path,
    folder: Path,
    shared: Archive | None,
    known: Standard | None = None,
    papers: Iterable[Output] | None = None,
) -> ProvenReport:
    """Prove a report; `shared` is the bundle of all reports, or None.

    A build gives the standard (`known`) and the PDFs (`papers`), which it has read already. It checks itself what
    proof.json and the proof page say, so these are then not compared with the results.
    """
    site, folder = site.resolve(), folder.resolve()
    slug = folder.name
    standard = known or read_standard(site, folder)

    name = partial(name_in, site=site)
    pages = read_pages(folder, slug, name)
    failures = list(pages.wrong())
    prints = pages.prints()
    of_pages = _rows(slug, standard, pages.outputs, failures)
    rows = of_pages + _rows(slug, standard, pdf_outputs(folder, name) if papers is None else papers, failures)
    if not failures:
        failures += pages.unlike()
    same = set() if failures else {_key(output) for output in pages.outputs}
    own = folder / f"{slug}-offline.zip"
    try:
        if own.is_file():
            with opened(own, name(own)) as bundle:
                failures += wrong_in_bundle(bundle, folder, prints, "", pages.shown())
                title = pages.pages["index.html"].name.partition(" - ")[0]
                failures += wrong_around_bundle(bundle, site, title, f"{slug}.html")
                failures += wrong_index(bundle, folder / "search.json")
                rows += _rows(slug, standard, bundled_outputs(bundle, pages, prints, ""), failures, same=same)
        if known is None and not failures:
            failures += wrong_told(folder, name, standard, rows)
        if shared:
            failures += wrong_in_bundle(shared, folder, prints, slug, pages.shown())
            rows += _rows(slug, standard, bundled_outputs(shared, pages, prints, slug), failures, same=same)
    except CheckFailed as failure:
        failures.append(failure.message)
    if failures:
        raise CheckFailed("\n".join(dict.fromkeys(failures)))
    return ProvenReport(rows, of_pages, prints)


Key = tuple[tuple[int, tuple[str, ...]], ...]
"""Identifies what an output shows: of each page the `id()` of its tuple of blocks, and its faults."""


def _key(output: Output) -> Key:
    return tuple((id(piece.blocks), piece.faults) for piece in output.pieces)


def _rows(
    slug: str,
    standard: Standard,
    outputs: Iterable[Output],
    failures: list[str],
    *,
    same: Collection[Key] = (),
) -> list[Proven]:
    """Return a row for each output; append the first difference of each wrong output to `failures`.

    `same` are the keys of outputs that were found right: an output with such a key is right, too.
    """
    rows: list[Proven] = []
    try:
        for output in outputs:
            right = standard.of(output)
            known = _key(output) in same
            if not known and (difference := right.difference(output)):
                failures.append(difference)
            rows.append(proven_row(slug, output, right))
    except CheckFailed as failure:
        failures.append(failure.message)
    return rows


def _stop_if(failures: Sequence[str]) -> None:
    if failures:
        raise CheckFailed(_told(failures))


def _told(failures: Iterable[str]) -> str:
    return "\n".join([say("the site does not say what the source says:"), *failures])


def _is_report(folder: Path) -> bool:
    """Return whether a folder of the site is a report's: it holds a source, or its cover names one."""
    if any((folder / published_name(f"source{ending}")).is_file() for ending in READERS):
        return True
    cover = folder / "index.html"
    return cover.is_file() and read_page(cover).provenance is not None
