"""A gongkai project on disk: where reports, settings and the site are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UserError
from generator.settings.slug import check_slug, is_slug
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that holds mkdocs.yml."""

    root: Path

    @staticmethod
    def find(start: Path) -> Project:
        """Return the project around a folder: the nearest folder upwards with mkdocs.yml."""
        for folder in (start, *start.parents):
            if (folder / "mkdocs.yml").is_file():
                return Project(folder)
        raise UserError(say("{start}: no mkdocs.yml here or above; run gongkai inside a project.", start=start))

    @property
    def config(self) -> Path:
        """MkDocs' configuration."""
        return self.root / "mkdocs.yml"

    @property
    def docs(self) -> Path:
        """The folder of the site's sources, one folder a report."""
        return self.root / "docs_src"

    @property
    def site_config(self) -> Path:
        """What a publisher edits."""
        return self.root / "site_config"

    @property
    def theme(self) -> Path:
        """Templates, styles and scripts that stand in for gongkai's own; a folder that need not be there."""
        return self.site_config / "theme"

    @property
    def paper_template(self) -> Path:
        """The PDF's template that stands in for gongkai's own; a file that need not be there."""
        return self.site_config / "paper" / "report.typ"

    @property
    def schemas(self) -> Path:
        """JSON Schemas of the settings, for editors."""
        return self.site_config / "schema"

    @property
    def paper_settings(self) -> Path:
        """The settings of the PDF."""
        return self.site_config / "paper.yml"

    @property
    def names(self) -> Path:
        """The bodies and places to look for."""
        return self.site_config / "names.yml"

    @property
    def site_settings(self) -> Path:
        """What the publisher says of the whole site."""
        return self.site_config / "site.yml"

    @property
    def report_settings(self) -> Path:
        """The folder of the reports' settings, a yml a report."""
        return self.site_config / "reports"

    def taken_slugs(self) -> set[str]:
        """Return the addresses that are reports' already."""
        ymls = self.report_settings.glob("*.yml") if self.report_settings.is_dir() else ()
        return {entry.name for entry in _folders_in(self.docs)} | {path.stem for path in ymls}

    def settings_path(self, slug: str) -> Path:
        """Return the path of a report's settings."""
        return self.report_settings / f"{slug}.yml"

    def sources(self) -> dict[str, Path]:
        """Return every report's source by slug, in order of slug.

        Raises UserError for a folder whose name can't be an address, or with two sources.
        """
        return {check_slug(slug): _only(slug, found) for slug, found in self.folders().items()}

    def folders(self) -> dict[str, list[Path]]:
        """Return what every folder holds as a report's source, by name, whatever the name and however many."""
        found = {folder.name: _sources_in(folder.path) for folder in _folders_in(self.docs)}
        return {name: found[name] for name in sorted(found) if found[name]}

    def source(self, slug: str, version: int | None = None) -> Path:
        """Return the source of a report that is there, or of an earlier version; raise UserError if there are two."""
        return _only(slug, _sources_in(self.docs / slug / (f"versions/{version}" if version else "")))

    def chosen(self, slugs: tuple[str, ...], sources: Mapping[str, Path] | None = None) -> tuple[str, ...]:
        """Return the named slugs, all if none is named; raise UserError for one that is not there.

        `sources` are the reports' where they have been looked for.
        """
        known = self.sources() if sources is None else sources
        if not known:
            raise no_report_yet(self)
        for slug in slugs:
            if check_slug(slug) not in known:
                raise no_such_report(slug, known)
        return slugs or tuple(known)


def no_report_yet(project: Project) -> UserError:
    """Return the error of a project that has no report."""
    told = say("{docs}: there is no report yet; take one in with `gongkai add FILE --slug SLUG`.", docs=project.docs)
    return UserError(told)


def no_such_report(slug: str, known: Iterable[str]) -> UserError:
    """Return the error that names a report that is not there, and those that are `known`."""
    told = say("there is no report “{slug}”; the reports are: {known}.", slug=slug, known=", ".join(known))
    return UserError(told)


def _folders_in(folder: Path) -> list[os.DirEntry[str]]:
    """Return the folders in a folder, none if it is not there."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.is_dir()]


def _sources_in(folder: str | Path) -> list[Path]:
    """Return what a report's folder holds as its source; pathlib's globs would take seconds for a thousand reports."""
    return sorted(Path(folder, name) for name in os.listdir(folder) if name.startswith("source."))  # noqa: PTH208


def _only(slug: str, found: list[Path]) -> Path:
    """Return the source; raise UserError if there are two."""
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


def is_source(path: str) -> bool:
    """Say whether a path in a site is a report's as received, which stays as it is also where it is HTML."""
    return path.rpartition("/")[2].startswith("source.")


def source_named(start: Path, named: Path) -> Path:
    """Return the source of the report of that name in the project around a folder; the path itself if there is none."""
    if named.exists() or not is_slug(str(named)):
        return named
    return Project.find(start).source(Project.find(start).chosen((str(named),))[0])


def settings_of(file: Path) -> Path:
    """Return where the settings of a source are, in a project or beside it; a path that need not exist."""
    folder = file.resolve().parent
    if file.stem == "source" and folder.parent.name == "docs_src":
        return Project(folder.parent.parent).settings_path(folder.name)
    return file.with_suffix(".yml")
