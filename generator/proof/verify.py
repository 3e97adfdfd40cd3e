"""The proof over a built site: section pages in reading order, and the full page, against the source."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path, PurePath

from generator.errors import CheckFailed, UserError
from generator.files import checksum
from generator.model.pages import VERSIONS
from generator.model.source import Source, published_name
from generator.progress import Proven, Steps, Summary
from generator.proof.compare import Difference, EqualForms, Expected, compare
from generator.proof.html import Provenance, read_page
from generator.proof.outputs import Output, Unpacked, file_outputs, pages_outputs, read_within, unpacked
from generator.readers import READERS
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.text.span import line_starts

SITE_BUNDLE = "offline.zip"
"""The bundle of all reports, in the site's folder."""
SUMS = "SHA256SUMS"
"""The file of a report's folder that names its files' checksums, as `sha256sum -c` reads them."""


def verify_site(site: Path, steps: Steps) -> Summary:
    """Prove every report of a built site; raises CheckFailed that names every difference.

    Nothing but the site's own files is read: the source as published, the lines that the cover says were
    set aside (each must be page chrome to the reader too, or marked as the publisher's correction), the pages
    in the order of their rel=next links, the full page, and, where they are there, the single file, the PDFs and
    the bundles.
    """
    if not site.is_dir():
        raise UserError(f"{site}: there is no built site; run `gongkai build` first.")
    folders = sorted(path for path in site.iterdir() if path.is_dir() and _is_report(path))
    if not folders:
        raise UserError(f"{site}: no report in this site; run `gongkai build` first.")
    rows: list[Proven] = []
    failures: list[str] = []
    with steps.step("verify"), ExitStack() as stack:
        path = site / SITE_BUNDLE
        shared = None
        try:
            shared = stack.enter_context(unpacked(path, SITE_BUNDLE)) if path.is_file() else None
        except CheckFailed as failure:
            failures.append(failure.message)
        for folder in folders:
            try:
                rows.extend(_Proof(site, folder).rows(shared))
            except CheckFailed as failure:
                failures.append(failure.message)
    _stop_if(failures)
    return Summary(rows, dict(steps.seconds))


def prove_report(site: Path, folder: Path) -> list[Proven]:
    """Prove one report of a site, all but the bundle of all reports; raises CheckFailed as `verify_site` does."""
    try:
        return _Proof(site, folder).rows(None)
    except CheckFailed as failure:
        _stop_if([failure.message])
        raise


def prove_bundle(path: Path, folders: Mapping[str, Path]) -> list[Proven]:
    """Prove each report in a bundle of several against its source, `folders` being the built reports by slug."""
    rows: list[Proven] = []
    failures: list[str] = []
    with unpacked(path, path.name) as bundle:
        for slug, folder in folders.items():
            try:
                rows.extend(_Proof(folder.parent, folder).rows_of(bundle.outputs(slug, slug)))
            except CheckFailed as failure:
                failures.append(failure.message)
    _stop_if(failures)
    return rows


def _stop_if(failures: list[str]) -> None:
    if failures:
        raise CheckFailed("the site does not say what the source says:\n" + "\n".join(failures))


def _is_report(folder: Path) -> bool:
    """Say whether a folder of the site is a report's: it holds a source, or a cover that names one."""
    if any((folder / published_name(f"source{ending}")).is_file() for ending in READERS):
        return True
    cover = folder / "index.html"
    return cover.is_file() and read_page(cover).provenance is not None


class _Proof:
    """The proof of one report."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site = site.resolve()
        self.folder = folder.resolve()
        self.cover = read_within(self.folder, self.folder / "index.html", self._name)
        if self.cover.provenance is None:
            raise CheckFailed(f"{self._name(self.cover.path)}: the cover does not say which source it shows.")
        self.provenance: Provenance = self.cover.provenance
        self.corrected = 0
        self.source = self._source()
        self.text = self.source.text
        self.expected = self._expected()
        self.versions = {
            number: _Proof(site, self.folder / VERSIONS / str(number)) for number in range(1, self.cover.versions + 1)
        }
        """The proofs of the earlier versions, each against its own source."""

    def rows(self, shared: Unpacked | None) -> list[Proven]:
        """Return a row an output; raise CheckFailed with the first difference of each that fails.

        `shared` is the bundle of all reports, where there is one.
        """
        return self.rows_of(
            chain(
                pages_outputs(self.folder, self.folder.name, self._name),
                file_outputs(self.folder, self._name),
                shared.outputs(self.folder.name, self.folder.name) if shared else (),
            ),
            list(self._wrong_sums()),
        )

    def rows_of(self, outputs: Iterator[Output], failures: list[str] | None = None) -> list[Proven]:
        """Return a row for each of the outputs; `failures` are what is known to be wrong already."""
        rows: list[Proven] = []
        failures = failures or []
        while True:
            try:
                output = next(outputs, None)
            except CheckFailed as failure:
                failures.append(failure.message)
                break
            if output is None:
                break
            proof = self.versions[output.version] if output.version else self
            difference = compare(
                proof.expected, [piece.text for piece in output.pieces], full_width=proof.provenance.full_width
            )
            if difference:
                failures.append(proof.tell(output.pieces[difference.piece].name, difference))
            rows.append(replace(proof.row(output), report=self.folder.name))
        if failures:
            raise CheckFailed("\n".join(failures))
        return rows

    def _wrong_sums(self) -> Iterator[str]:
        """Yield a sentence for each file whose checksum is not the published one."""
        sums = self.folder / SUMS
        for line in sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else ():
            digest, _, name = line.partition("  ")
            path = self.folder / name
            if not path.resolve().is_relative_to(self.folder) or not path.is_file():
                yield f"{self._name(path)}: the file that {SUMS} names is missing; run `gongkai build`."
            elif checksum(path) != digest:
                yield f"{self._name(path)}: the file is not the one that {SUMS} names (SHA-256 differs)."

    def row(self, output: Output) -> Proven:
        """Return the summary's row of an output that was compared."""
        total = len(self.expected.text)
        compared = "width of marks folded" if self.provenance.full_width else "exactly"
        if self.corrected:
            compared += f", {self.corrected} lines set aside by hand"
        return Proven(self.folder.name, output.name, output.pages, total, total, output.size, compared, output.file)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.site).as_posix() if path.is_relative_to(self.site) else str(path)

    def _source(self) -> Source:
        """Return the published source, read again; of another format than text, it must give the published text."""
        found = self.provenance
        data = self._published(found.source, found.sha256)
        try:
            text = data.decode(found.encoding)
        except (UnicodeDecodeError, LookupError):
            raise CheckFailed(
                f"{self._name(self.folder / found.source)}: the source is not {found.encoding}."
            ) from None
        if not found.origin:
            return source_of(text, found.source, found.encoding, "", ReportSettings())
        path = self.folder / found.origin
        reader = READERS.get(PurePath(path.name.removesuffix(".txt")).suffix)
        origin = self._published(found.origin, found.origin_sha256)
        if reader is None:
            raise CheckFailed(f"{self._name(path)}: no reader reads a file of this kind.")
        read = reader(origin, str(path), ReportSettings())
        if read.text != text:
            raise CheckFailed(f"{self._name(path)}: {found.source} is not what is read out of it; run `gongkai build`.")
        return read

    def _published(self, name: str, digest: str) -> bytes:
        path = self.folder / name
        if path.parent != self.folder or not path.is_file():
            raise CheckFailed(f"{self._name(path)}: the source that the cover names is missing; run `gongkai build`.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise CheckFailed(f"{self._name(path)}: the source is not the one that the cover names (SHA-256 differs).")
        return data

    def _expected(self) -> Expected:
        aside: set[int] = set()
        chrome = {(item.line.span.start, item.line.span.end) for item in self.source.chrome}
        for item in self.provenance.asides:
            if "".join(self.text[item.start : item.end].split()) != item.text:
                raise CheckFailed(
                    f"{self._name(self.cover.path)}: the line set aside at {self._place(item.start)} "
                    "is not the source's."
                )
            if (item.start, item.end) not in chrome:
                # Not surely page chrome: only the publisher can say so, and the summary tells that he did.
                if not item.corrected:
                    raise CheckFailed(
                        f"{self._name(self.cover.path)}: the line set aside at {self._place(item.start)} "
                        "is not page chrome; it belongs to the report."
                    )
                self.corrected += 1
            aside.update(range(item.start, item.end))
        offsets = [
            offset for offset, character in enumerate(self.text) if offset not in aside and not character.isspace()
        ]
        text = "".join(self.text[offset] for offset in offsets)
        return Expected(text, offsets, len(self.text), tuple(self._tables(text, offsets)))

    def _tables(self, text: str, offsets: Sequence[int]) -> Iterator[EqualForms]:
        for _, group in groupby(self.source.rows, lambda row: row.table):
            lines = [row.line.span for row in group]
            start, first, end = (bisect_left(offsets, at) for at in (lines[0].start, lines[0].end, lines[-1].end))
            yield EqualForms(start, end, text[start:first])

    def _place(self, offset: int) -> str:
        starts = line_starts(self.text)
        line = bisect_right(starts, offset)
        return f"{self.provenance.source}:{line}:{offset - starts[line - 1] + 1}"

    def tell(self, page: str, difference: Difference) -> str:
        """Return where a page differs from the source, in a sentence."""
        expected = f"“{difference.expected}”" if difference.expected else "nothing more"
        found = f"“{difference.found}”" if difference.found else "nothing more"
        return (
            f"{page}: at {self._place(difference.offset)} expected {expected}, found {found} "
            f"({difference.proven:,} of {len(self.expected.text):,} characters agree before it)."
        )
