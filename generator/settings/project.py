"""A gongkai project on disk: where its reports, settings and templates are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UserError
from generator.settings.slug import check_slug, is_slug
from generator.wording import say

_STRAY = re.compile(r"~\$.*|thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that holds mkdocs.yml."""

    root: Path

    @staticmethod
    def find(start: Path) -> Project:
        """Return the project of a folder: the nearest folder from it upwards that has a mkdocs.yml, else UserError."""
        for folder in (start, *start.parents):
            if (folder / "mkdocs.yml").is_file():
                return Project(folder)
        raise UserError(say("{start}: no mkdocs.yml here or above; run gongkai inside a project.", start=start))

    @property
    def config(self) -> Path:
        """The configuration file of MkDocs."""
        return self.root / "mkdocs.yml"

    @property
    def docs(self) -> Path:
        """The folder of the site's sources, with one folder for each report."""
        return self.root / "docs_src"

    @property
    def site_config(self) -> Path:
        """The folder of all that a publisher edits."""
        return self.root / "site_config"

    @property
    def theme(self) -> Path:
        """The folder of the publisher's templates, styles and scripts, which replace gongkai's; it need not exist."""
        return self.site_config / "theme"

    @property
    def paper_template(self) -> Path:
        """The publisher's Typst template of the PDF, which replaces gongkai's; it need not exist."""
        return self.site_config / "paper" / "report.typ"

    @property
    def schemas(self) -> Path:
        """The folder of the JSON Schemas of the settings files, for editors."""
        return self.site_config / "schema"

    @property
    def paper_settings(self) -> Path:
        """The settings file of the PDF."""
        return self.site_config / "paper.yml"

    @property
    def names(self) -> Path:
        """The file with the names of bodies and places to look for in reports."""
        return self.site_config / "names.yml"

    @property
    def site_settings(self) -> Path:
        """The settings file of the whole site."""
        return self.site_config / "site.yml"

    @property
    def report_settings(self) -> Path:
        """The folder of the reports' settings files, one `<slug>.yml` for each report."""
        return self.site_config / "reports"

    def taken_slugs(self) -> set[str]:
        """Return the slugs already in use: the names of folders in `docs` and of files in `report_settings`."""
        ymls = self.report_settings.glob("*.yml") if self.report_settings.is_dir() else ()
        return {entry.name for entry in _folders_in(self.docs)} | {path.stem for path in ymls}

    def settings_path(self, slug: str) -> Path:
        """Return the path of a report's settings file."""
        return self.report_settings / f"{slug}.yml"

    def sources(self) -> dict[str, Path]:
        """Return the source file of every report by slug, sorted by slug.

        Raises UserError for a report's folder whose name can't be a slug, or that has two sources.
        """
        return {check_slug(slug): _only(slug, found) for slug, found in self.folders().items()}

    def folders(self) -> dict[str, list[Path]]:
        """Return the source files in each folder that has any, by the folder's name, sorted; nothing is checked."""
        found = {folder.name: _sources_in(folder.path) for folder in _folders_in(self.docs)}
        return {name: found[name] for name in sorted(found) if found[name]}

    def source(self, slug: str, version: int | None = None) -> Path:
        """Return the source file of an existing report, or of its earlier version with that number.

        Raises UserError if there are two.
        """
        return _only(slug, _sources_in(self.docs / slug / (f"versions/{version}" if version else "")))

    def chosen(self, slugs: tuple[str, ...], sources: Mapping[str, Path] | None = None) -> tuple[str, ...]:
        """Return `slugs`, or the slugs of all reports if it is empty; raise UserError for one that does not exist.

        `sources` is the result of `sources()`, if the caller already has it.
        """
        known = self.sources() if sources is None else sources
        if not known:
            raise no_report_yet(self)
        for slug in slugs:
            if check_slug(slug) not in known:
                raise no_such_report(slug, known)
        return slugs or tuple(known)


def no_report_yet(project: Project) -> UserError:
    """Return the error for a project without reports."""
    told = say("{docs}: there is no report yet; take one in with `gongkai add FILE --slug SLUG`.", docs=project.docs)
    return UserError(told)


def no_such_report(slug: str, known: Iterable[str]) -> UserError:
    """Return the error for a report that does not exist; it lists the `known` ones."""
    told = say("there is no report “{slug}”; the reports are: {known}.", slug=slug, known=", ".join(known))
    return UserError(told)


def _folders_in(folder: Path) -> list[os.DirEntry[str]]:
    """Return the folders in a folder; none if it does not exist."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.is_dir()]


def _sources_in(folder: str | Path) -> list[Path]:
    """Return the files `source.*` of a report's folder, sorted.

    `os.listdir` is used since pathlib's globs would take seconds for a thousand reports.
    """
    return sorted(Path(folder, name) for name in os.listdir(folder) if name.startswith("source."))  # noqa: PTH208


def _only(slug: str, found: list[Path]) -> Path:
    """Return the only source in `found`; raise UserError if there are two."""
    if len(found) > 1:
        raise UserError(
            say(
                "{found}: report {slug} has a second source, {name}; keep one of them in its folder.",
                found=found[1],
                slug=slug,
                name=found[0].name,
            )
        )
    return found[0]


def is_stray(path: str) -> bool:
    """Say whether a file is one that Word or Windows leaves beside others: it is nobody's page, and is not published.

    Word's `~$source.docx`, there while the document is open, has the name of whoever opened it.
    """
    return bool(_STRAY.fullmatch(path.rpartition("/")[2]))


def has_source(folder: Path) -> bool:
    """Say whether a folder, which need not exist, holds a report's source."""
    return any(folder.glob("source.*"))


def is_source(path: str) -> bool:
    """Say whether a path in a site is a report's source as received, which a build never alters, even if it is HTML."""
    return path.rpartition("/")[2].startswith("source.")


def source_named(start: Path, named: Path) -> Path:
    """Return the source of the report with slug `named` in the project around `start`.

    `named` itself is returned if that path exists or can't be a slug. Raises UserError if there is no such report.
    """
    if named.exists() or not is_slug(str(named)):
        return named
    return Project.find(start).source(Project.find(start).chosen((str(named),))[0])


def settings_of(file: Path) -> Path:
    """Return the path of the settings of a source; the file need not exist.

    Outside of a project it is the .yml with the source's name beside it.
    """
    folder = file.resolve().parent
    if file.stem == "source" and folder.parent.name == "docs_src":
        return Project(folder.parent.parent).settings_path(folder.name)
    return file.with_suffix(".yml")
