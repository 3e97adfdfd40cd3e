"""The build of everything around the reports (home, lists, comparison, search, data), if its inputs have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from generator.build.around import Around, CountFigures, Reports, WriteData, WritePages, finish_around
from generator.build.convert import Files, convert_portal, convert_retracted
from generator.build.digests import digest_of_pages
from generator.build.plan.plan import Plan
from generator.build.receipt import (
    Receipt,
    ReportReceipt,
    Stored,
    keep_signature,
    read_receipt,
    sizes_in,
    write_receipt,
)
from generator.build.shop import copy_assets
from generator.build.swap import Stage
from generator.compare.compared import Counted
from generator.data.figures import Kept
from generator.data.parquet import has_parquet
from generator.files import checksum, move_files, names_in, write_all
from generator.hosting.upload import UPLOAD, upload_list
from generator.progress import Proven, Steps
from generator.proof.files.manifest import MANIFEST, ListedFile, listed, write_manifest
from generator.proof.files.replaced import own_files
from generator.proof.files.signature import SIGNERS, read_public_key
from generator.proof.files.whole import SITE
from generator.proof.verify import SITE_BUNDLE, prove_bundle
from generator.settings.site import load_site_settings
from generator.site.downloads.bundle import Packed
from generator.wording import say


class Surroundings:
    """The part of a build that makes everything around the reports, in the stage, and proves the bundle of all."""

    def __init__(self, plan: Plan, stage: Stage, steps: Steps, do: Callable[..., list[Any]], reports: Reports) -> None:
        """Take the plan, the stage, the function that does tasks, and the `reports` as the site is to have them."""
        self.plan = plan
        self.stage = stage
        self.steps = steps
        self._do = do
        self.reports = reports
        self.project = plan.project
        self.site = stage.site
        self.rows: list[Proven] = []
        """The proof's results for the bundle of all reports."""

    def build(self, counted: Counted | None) -> Files:
        """Build if the inputs have changed; return the Markdown of all pages around the reports.

        `counted` are the counts of the kept reports' figures; None if they are still to be counted.
        """
        home = convert_portal(self.project, list(self.reports.lists))
        home |= convert_retracted(self.project, self.plan.retracted)
        stands = read_receipt(self.site, Receipt)
        # The comparison depends on the reports alone: if their digests and the committed pages are unchanged, so is
        # the comparison, and need not be converted.
        if stands and self._holds(stands, home):
            for note in stands.receipt.notes:
                self.steps.note(str(note))
            return home
        with self.steps.step(say("pages around")):
            return self._make(home, stands, counted)

    def _holds(self, stands: Stored[Receipt] | None, written: Files) -> bool:
        """Return whether the site's pages around the reports are whole and were built from the current inputs.

        `written` is Markdown that the build is going to write: it counts in place of what is on disk.
        """
        return bool(stands and stands.receipt.inputs == self._inputs(written) and stands.is_whole)

    def _inputs(self, written: Files) -> str:
        """Return the digest of what the pages around the reports are made from, with `written` as in `_holds`."""
        changed = {path.relative_to(self.project.docs).as_posix(): text for path, text in written.items()}
        inputs = {slug: receipt.inputs for slug, receipt in self.reports.receipts.items()}
        common = f"{self.plan.common} {self.plan.drafts}"
        return digest_of_pages(self.project, common, self.plan.aside, inputs, changed)

    def _make(self, home: Files, stands: Stored[Receipt] | None, counted: Counted | None) -> Files:
        """Build everything around the reports into the stage; return its Markdown."""
        # Files made by another version of gongkai are not used again.
        old = stands if stands and stands.receipt.common == self.plan.common else None
        reports = self.reports
        work, data = self.stage.folder / "around", self.stage.folder / "data"
        copy_assets(self.stage.folder, self._do)
        counted = counted or self._do(CountFigures.of_kept(self.site, reports.kept))[0][0]
        for slug in reports.folders.keys() - set(reports.kept):  # built now, or failed and still with its old pages
            counted.add(Kept(reports.folders[slug]))
        kept = self.site if old else None
        pages = WritePages(
            *("pages", work, home, reports.folders, reports.lists, reports.published, counted),
            *(self.plan.aside, self.plan.drafts, frozenset(one.slug for one in self.plan.retracted), kept),
        )
        rest = WriteData("data", data, reports.folders, reports.lists, kept)
        around: Around = self._do(pages, rest)[0]
        written: Files = home | around.markdown
        if self._holds(stands, written):
            return written
        for note in around.notes:
            self.steps.note(str(note))
        if not has_parquet():
            self.steps.note(say("data/ has CSV and JSON; for Parquet as well, run: pip install 'gongkai[parquet]'"))
        site = work / "site"
        tables = [f"data/{name}" for name in names_in(data / "data")]  # the publisher's own files may change until then
        move_files(data, site)
        packed = self._packed(old)
        with ThreadPoolExecutor(1) as beside:  # hashes the tables meanwhile: 100 MB for a thousand reports
            known = beside.submit(_listed, site, tables)
            finish_around(site, around, reports, packed, self.steps.note, old=kept)
        bundle = site / SITE_BUNDLE
        if bundle.is_file():
            with self.steps.step(say("verify all")):
                new = {slug: folder for slug, folder in reports.folders.items() if slug not in packed.reports}
                self.rows = prove_bundle(bundle, new, reports.built)
        if key := load_site_settings(self.project.site_settings).public_key:
            write_all({site / SIGNERS: read_public_key(key).signers})
        parts = {slug: stored for slug in reports.receipts if (stored := self._stored(slug))}
        self._list_upload(site, around, parts)
        manifests = {
            f"{slug}/{MANIFEST}": ListedFile(part.files[MANIFEST], part.receipt.manifest)
            for slug, part in parts.items()
        }
        own = own_files(self.project.docs, self.project.theme)
        write_manifest(site, SITE, manifests, known.result(), own)
        files = sizes_in(site)
        receipt = Receipt(
            inputs=self._inputs(written),
            common=self.plan.common,
            size=sum(files.values()),
            hosted=around.hosted,
            manifest=checksum(site / MANIFEST),
            bundle=checksum(bundle) if bundle.is_file() else "",
            notes=around.notes,
            drafts=self.plan.drafts,
        )
        write_receipt(site, receipt, files)
        keep_signature(site, self.site, MANIFEST, self.steps.note)
        for path in site.iterdir():
            path.rename(self.stage.new / path.name)
        return written

    def _stored(self, slug: str) -> Stored[ReportReceipt] | None:
        """Return the receipt of a report that the site will have, from the stage if this build made the report."""
        return read_receipt(self.stage.at(slug), ReportReceipt) if slug in self.reports.built else self.plan.old[slug]

    def _list_upload(self, site: Path, around: Around, parts: Mapping[str, Stored[ReportReceipt]]) -> None:
        """Write the list of all files of the site with the headers that object storage needs for each (`UPLOAD`)."""
        names = {"": {*sizes_in(site), MANIFEST}, **{f"{slug}/": stored.files for slug, stored in parts.items()}}
        hosted = [around.hosted, *(receipt.hosted for receipt in self.reports.receipts.values())]
        charsets = {name: label for part in hosted for name, label in part.charsets.items()}
        write_all({site / UPLOAD: upload_list(names, charsets)})

    def _packed(self, stands: Stored[Receipt] | None) -> Packed:
        """Return the site's bundle of all reports, with the slugs of the reports in it that this build did not change.

        There are no such slugs if the bundle is missing or differs from the proven one.
        """
        bundle = self.site / SITE_BUNDLE
        if stands is None or not bundle.is_file() or checksum(bundle) != stands.receipt.bundle:
            return Packed(bundle)
        return Packed(bundle, frozenset(slug for slug in self.reports.receipts if slug not in self.reports.built))


def _listed(site: Path, names: Iterable[str]) -> dict[str, ListedFile]:
    """Return a manifest's entries for files, by path in the site."""
    return {name: listed(site / name) for name in names}
