"""The parts of a site in the preview: each is built when it is asked for, and again when its inputs have changed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.build.around import links_to_reports
from generator.build.convert import Files, convert_portal, convert_report, convert_retracted, convert_shared
from generator.build.reading import no_files
from generator.build.receipt import ReportReceipt, read_receipt
from generator.build.report import BuildReport
from generator.build.shop import CopyAssets, copy_own, workshop
from generator.build.task import Bench
from generator.compare.citing import Citings, citings
from generator.compare.compared import Figures, compared
from generator.data.citings import KeptCitings
from generator.data.figures import Kept
from generator.edition.edition import Edition
from generator.edition.listed import Listed, brief_of, listed
from generator.edition.problems import brief_problems
from generator.edition.read import read_report
from generator.edition.series import Series, series_of
from generator.errors import UserError
from generator.files import differs, write_all
from generator.model.pages import COVER, RECEIPT
from generator.preview.addressed import file_in, stand_in
from generator.preview.stamps import Stamp, stamp_of_all, stamp_of_around, stamp_of_report
from generator.search.index import Index, merged
from generator.search.write import REPORT_INDEX, index_files, report_index
from generator.settings.lock import reading
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.settings.standing import taken_back
from generator.site.mkdocs.frame import Frame
from generator.wording import say

_SEARCH = "search/search_index"


@dataclass(frozen=True, slots=True)
class Known:
    """A report that was read, with the stamp of its files at that time."""

    stamp: Stamp
    edition: Edition


class Parts:
    """The parts of a site, built into a temporary folder."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self.folder = folder
        self._all: Stamp | None = None
        self._round = 0
        """How often everything was dropped because settings or theme had changed; stands in for their digest."""
        self._made: dict[str, object] = {}
        """The inputs that each part was built from, by the part's name; if they differ now, it is built again."""
        self._read: dict[str, Known] = {}
        self._receipts: dict[str, tuple[int, ReportReceipt | None]] = {}
        """The reports' receipts in the built site, with the times (ns) at which they were written."""
        self._noted: set[str] = set()

    def begin(self) -> None:
        """Load MkDocs and copy the assets, at the first call and whenever settings or theme have changed.

        Raises UserError for a mistake in them.
        """
        now = stamp_of_all(self.project)
        if now == self._all:
            return
        self._round += 1
        shutil.rmtree(self.folder, ignore_errors=True)
        self._made.clear()
        self._read.clear()
        self._receipts.clear()
        self._all = None
        for name in ("read", "made"):
            (self.folder / name).mkdir(parents=True)
        settings = mkdocs_settings(self.project)
        self._site = settings.site
        self._bench = Bench(
            self.project.root,
            str(self._round),
            self.folder / "assets",
            self.folder / "read",
            self.folder / "made",
            settings.flat,
        )
        CopyAssets("assets").run(self._bench)
        self._all = now

    def stamp(self, path: str) -> object:
        """Return the stamp of all that a page depends on: while it is equal, the page is the same."""
        slug = self._slug(path)
        of_all = stamp_of_all(self.project)
        if slug:
            return of_all, stamp_of_report(self.project, slug)
        reports = self.project.sources()
        return of_all, stamp_of_around(self.project, reports), [stamp_of_report(self.project, slug) for slug in reports]

    def file(self, path: str) -> Path | None:
        """Return the file for an address in the site, built if necessary; None if the site has no such file.

        Raises UserError for a mistake in its inputs.
        """
        self.begin()
        slug = self._slug(path)
        if path.startswith(_SEARCH):
            folder = self._searched()
        elif path.startswith("assets/"):
            folder = self._bench.assets
        elif slug:
            folder = self._report(slug)
        else:
            folder = self._around()
        found = file_in(folder, path)
        if found is None and slug and "." in path.rpartition("/")[2] and not path.endswith("/"):
            found = file_in(self._downloads(slug), path)
        return found

    def missing(self) -> Path | None:
        """Return the page for addresses that the site does not have, 404.html."""
        return file_in(self._around(), "404.html")

    def notes(self) -> list[str]:
        """Return the messages for the publisher since the last call, each message only once."""
        shop = workshop(self._bench)
        found = list(dict.fromkeys(map(str, (*shop.mkdocs.warnings, *shop.notes))))
        shop.mkdocs.warnings.clear()
        shop.notes.clear()
        new = [note for note in found if note not in self._noted]
        self._noted.update(new)
        return new

    def charset(self, path: str) -> str:
        """Return the encoding of a text file of the site: a source has its own, all others are UTF-8."""
        slug = self._slug(path)
        if slug and path.startswith(f"{slug}/source.") and slug in self._read:
            return self._read[slug].edition.report.source.encoding
        return "utf-8"

    def _slug(self, path: str) -> str:
        """Return the slug of the report that an address belongs to; empty if there is none.

        Raises UserError for a report whose source has vanished since it was read.
        """
        top = path.partition("/")[0]
        if top in self.project.sources():
            return top
        if top in self._read and all(one.slug != top for one in taken_back(self.project)):
            source = self.project.docs / top
            raise UserError(say("{path}: the report's source is no longer there; put it back.", path=source))
        return ""

    def _edition(self, slug: str) -> Edition:
        """Return a report's edition; read it if that was not done yet, or it has changed."""
        now = stamp_of_report(self.project, slug)
        known = self._read.get(slug)
        if known is None or known.stamp != now:
            with reading(self.project):
                edition = read_report(self.project, slug)
            edition.flat = self._bench.flat
            self._read[slug] = known = Known(now, edition)
        return known.edition

    def _built(self, slug: str) -> ReportReceipt | None:
        """Return a report's receipt in the built site, or None if the report was read here or has changed since."""
        if slug in self._read:
            return None
        receipt = self._site / slug / RECEIPT
        try:
            since = receipt.stat().st_mtime_ns
        except OSError:
            return None
        if any(time > since for _, time, _ in stamp_of_report(self.project, slug)):
            return None
        if self._receipts.get(slug, (None,))[0] != since:
            stored = read_receipt(self._site / slug, ReportReceipt)
            self._receipts[slug] = since, stored.receipt if stored else None
        return self._receipts[slug][1]

    def _listed(self, slug: str) -> Listed | None:
        """Return a report's entry in lists; None if it can't be read: its own page shows the error."""
        if built := self._built(slug):
            return built.listed
        try:
            return listed(self._edition(slug), slug)
        except UserError:
            return None

    def _lists(self) -> dict[str, Listed]:
        found = {slug: self._listed(slug) for slug in self.project.sources()}
        return {slug: told for slug, told in found.items() if told}

    def _series(self, slug: str) -> Series:
        """Return a report's place among the reports of its body."""
        edition = self._edition(slug)
        briefs = [told.brief for other, told in self._lists().items() if other != slug]
        series = series_of([*briefs, brief_of(edition, slug)])[slug]
        if series.before is None:
            return series
        return series.model_copy(update={"earlier": brief_problems(self._edition(series.before.slug))})

    def _report(self, slug: str) -> Path:
        """Build a report's pages if necessary, and its Markdown beside its source; return the folder of the site."""
        folder = self.folder / "pages" / slug
        edition = self._edition(slug)
        series = self._series(slug)
        made_of = (self._read[slug].stamp, series)
        if self._made.get(slug) != made_of:
            self._made.pop(slug, None)
            edition.series = series
            _write(convert_report(self.project, slug, edition))
            shutil.rmtree(folder, ignore_errors=True)
            docs = folder / "docs"
            shutil.copytree(self.project.docs / slug, docs / slug, ignore=no_files)
            home = self.project.docs / f"{COVER}.md"
            text = home.read_text(encoding="utf-8") if home.is_file() else ""
            workshop(self._bench).mkdocs.build(
                docs, folder / "site", Frame(slug, text, others=series.pages, drafts=not edition.settings.is_public)
            )
            self._made[slug] = made_of
        return folder / "site"

    def _around(self) -> Path:
        """Build the pages around the reports if necessary; return the folder of the site with them."""
        folder = self.folder / "around"
        lists = self._lists()
        reports = self.project.sources()
        known = list(lists.values())
        made_of = (known, stamp_of_around(self.project, reports))
        if self._made.get("") != made_of:
            self._made.pop("", None)
            public = [told for told in known if self._is_public(told.slug)]
            gone = taken_back(self.project)
            _write(self._told_of(public)[0] | convert_retracted(self.project, gone))
            pages, linked = self._told_of(known)
            made_of = (known, stamp_of_around(self.project, reports))
            shutil.rmtree(folder, ignore_errors=True)
            docs = folder / "docs"
            docs.mkdir(parents=True)
            copy_own(self.project, docs, reports)
            write_all({docs / path.relative_to(self.project.docs): content for path, content in pages.items()})
            text = (docs / f"{COVER}.md").read_text(encoding="utf-8")
            published = tuple(map(stand_in, known))
            linked = (*linked, *links_to_reports(docs, lists))
            slugs = frozenset(one.slug for one in gone)
            drafts = len(public) < len(known)
            frame = Frame(None, text, others=linked, reports=published, drafts=drafts, retracted=slugs)
            workshop(self._bench).mkdocs.build(docs, folder / "site", frame)
            self._made[""] = made_of
        return folder / "site"

    def _told_of(self, reports: list[Listed]) -> tuple[Files, tuple[str, ...]]:
        """Return the Markdown around some reports, and the paths of the reports' Markdown that it links to."""
        shared, linked = convert_shared(self.project, reports, self._figures, self._citings)
        return convert_portal(self.project, reports) | shared, linked

    def _is_public(self, slug: str) -> bool:
        return bool(self._built(slug)) or self._edition(slug).settings.is_public

    def _figures(self, slug: str) -> Figures:
        return Kept(self._site / slug) if self._built(slug) else compared(self._edition(slug))

    def _citings(self, slug: str) -> Citings:
        return KeptCitings(self._site / slug) if self._built(slug) else citings(self._edition(slug))

    def _searched(self) -> Path:
        """Write the search index if necessary; return the folder of the site with it."""
        folder = self.folder / "searched"
        lists = self._lists()
        made_of = [stamp_of_report(self.project, slug) for slug in lists]
        if self._made.get(_SEARCH) != made_of:
            index = merged(self._index(slug) for slug in lists)
            write_all({folder / path: text for path, text in index_files(index).items()})
            self._made[_SEARCH] = made_of
        return folder

    def _index(self, slug: str) -> Index:
        if self._built(slug):
            return Index.from_text((self._site / slug / REPORT_INDEX).read_text(encoding="utf-8"))
        return report_index(slug, self._edition(slug), directory_urls=not self._bench.flat)

    def _downloads(self, slug: str) -> Path:
        """Build a report as `gongkai build` does, with PDFs, data, bundle and proof; return the folder of the site."""
        series = self._series(slug)
        made_of = (self._read[slug].stamp, series)
        name = f"{slug}/"
        if self._made.get(name) != made_of:
            self._made.pop(name, None)
            BuildReport(slug, series, feed=False, drafts=True).run(self._bench)
            self._made[name] = made_of
        return self._bench.target


def _write(files: Files) -> None:
    write_all({path: content for path, content in files.items() if differs(path, content)})
