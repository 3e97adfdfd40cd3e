"""Conversion from sources to generated Markdown: the reports with their navigation, home, lists and comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.compare.citing import Citings, citings
from generator.compare.compared import Counted, Figures, compared
from generator.edition.edition import Edition
from generator.edition.listed import Listed, listed
from generator.edition.read import read_retracted
from generator.errors import UserError
from generator.files import Content, differs
from generator.model.messages import told
from generator.model.pages import VERSIONS
from generator.progress import Steps
from generator.settings.office import STATEMENT, office_of
from generator.settings.project import Project, is_source
from generator.settings.site import load_site_settings
from generator.settings.standing import Footing
from generator.wording import say
from generator.writers.folder import write_report
from generator.writers.markdown.frontmatter import is_generated
from generator.writers.portal.cited import PAGE as CITED
from generator.writers.portal.cited import write_cited
from generator.writers.portal.comparison import comparisons, write_compare
from generator.writers.portal.groups import write_groups
from generator.writers.portal.home import write_home
from generator.writers.portal.quoting import CHECK, write_check
from generator.writers.portal.retracted import write_retracted
from generator.writers.portal.statement import write_statement
from generator.writers.report.navigation import NAVIGATION

Files = dict[Path, Content]
"""The content that files are to have, by path; None for a file that is to be deleted."""


def convert(
    project: Project,
    reports: Mapping[str, Edition],
    slugs: Iterable[str],
    steps: Steps,
    retracted: Iterable[Footing] | None,
) -> Files:
    """Return the generated files that differ from what is on disk; the reports' warnings become notes in `steps`.

    `reports` are all editions by slug: home lists those that are public. Only the folders of `slugs` are converted.
    If `retracted`, the retracted reports, is None, the pages around the reports are not converted.
    """
    wanted = set(slugs)
    files: Files = {}
    for slug, edition in reports.items():
        if slug in wanted:
            files.update(convert_report(project, slug, edition))
            for message in edition.warnings:
                steps.note(told(slug, message), slug)
    if retracted is None:
        return {path: content for path, content in files.items() if differs(path, content)}
    lists = [listed(edition, slug) for slug, edition in reports.items() if edition.settings.is_public]
    files.update(convert_portal(project, lists))
    files.update(convert_retracted(project, retracted))
    shared, _ = convert_shared(
        project, lists, lambda slug: compared(reports[slug]), lambda slug: citings(reports[slug])
    )
    files.update(shared)
    return {path: content for path, content in files.items() if differs(path, content)}


def convert_report(project: Project, slug: str, edition: Edition) -> Files:
    """Return the generated files of a report's folder, None for those that are to be deleted."""
    return _in_folder(project.docs / slug, write_report(edition, slug))


def convert_portal(project: Project, reports: list[Listed]) -> Files:
    """Return the home page with its list of reports, and the other pages that need no more than this list.

    These are the quotation check, the accessibility statement and, if there are many reports, the lists by group.
    """
    home = project.docs / "index.md"
    beside = {f"{CHECK}.md": write_check(), f"{STATEMENT}.md": _statement(project), **write_groups(reports)}
    return {home: write_home(_read(home), reports, str(home)), **_beside_home(project, beside)}


def _statement(project: Project) -> str | None:
    """Return the accessibility statement (无障碍声明); None if the settings do not ask for it."""
    settings = load_site_settings(project.site_settings)
    if not settings.accessibility:
        return None
    contact = [line for line in office_of(settings) if line.key == "contact"]
    own = project.theme.is_dir() and any(path.is_file() and path.name[0] != "." for path in project.theme.rglob("*"))
    return write_statement(contact, own_looks=own)


def convert_retracted(project: Project, retracted: Iterable[Footing]) -> Files:
    """Return the generated files of the retracted reports' folders, None for those that are to be deleted.

    Raises UserError if a report's settings are wrong or give no reason for the retraction.
    """
    files: Files = {}
    for one in retracted:
        if one.error or one.settings.retracted is None:
            raise UserError(
                one.error
                or say("{yml}: it says `state: retracted` and not why; run `gongkai retract`.", yml=one.settings.name)
            )
        folder = project.docs / one.slug
        kept = read_retracted(project, one.slug)
        written = write_retracted(one.settings.retracted, one.settings.published, one.slug, kept, one.settings.formerly)
        files.update(_in_folder(folder, written))
        nav = folder / NAVIGATION
        files.update({nav: None} if nav.exists() else {})
    return files


def convert_shared(
    project: Project,
    reports: list[Listed],
    figures_of: Callable[[str], Figures],
    citings_of: Callable[[str], Citings],
    counted: Counted | None = None,
) -> tuple[Files, tuple[str, ...]]:
    """Return the pages of comparison and of cited documents, and the reports' pages that they link to.

    `figures_of` and `citings_of` return a report's figures and citations by slug; `counted` are the counts of all
    reports' figures, if known.
    """
    comparison, compared_places = convert_compare(project, reports, figures_of, counted)
    cited, cited_places = _convert_cited(project, reports, citings_of)
    return comparison | cited, tuple(sorted({*compared_places, *cited_places}))


def convert_compare(
    project: Project, reports: list[Listed], figures_of: Callable[[str], Figures], counted: Counted | None = None
) -> tuple[Files, tuple[str, ...]]:
    """Return the pages that compare the reports' figures, and the paths of the reports' Markdown that they link to."""
    found = write_compare(reports, figures_of, counted)
    pages: dict[str, str | None] = dict.fromkeys(comparisons(path.name for path in project.docs.glob("*.md")))
    return _beside_home(project, pages | found.pages), found.linked


def _convert_cited(
    project: Project, reports: list[Listed], citings_of: Callable[[str], Citings]
) -> tuple[Files, tuple[str, ...]]:
    """Return the page of the documents that reports cite, and the reports' pages that it links to."""
    found = write_cited(reports, citings_of)
    return _beside_home(project, {CITED: None, **found.pages}), found.linked


def _in_folder(folder: Path, written: Mapping[str, Content]) -> Files:
    """Return a report's generated files by path, None for pages of earlier conversions that are to be deleted."""
    pages: Files = {folder / name: content for name, content in written.items()}
    return {**pages, **dict.fromkeys(left_over(folder, pages))}


def _beside_home(project: Project, pages: Mapping[str, str | None]) -> Files:
    """Return the pages beside home by path, None for those to delete: they exist, are generated, and have no text now.

    Raises UserError if the publisher has written a page of the same name.
    """
    files: Files = {}
    for name, text in pages.items():
        path = project.docs / name
        if path.exists() and not is_generated(_read(path)):
            if text is not None:
                raise UserError(
                    say("{path}: gongkai writes a page of this name for many reports; give yours another.", path=path)
                )
        elif text is not None or path.exists():
            files[path] = text
    return files


def left_over(folder: Path, pages: Iterable[Path]) -> list[Path]:
    """Return the generated Markdown in a report's folder that is not among its current `pages`."""
    current = set(pages)
    pages_of = (*folder.glob("*.md"), *folder.glob(f"{VERSIONS}/*/*.md"))
    found = [path for path in sorted(pages_of) if path not in current and not is_source(path.name)]
    return [path for path in found if is_generated(_read(path))]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UserError(
            say("{path}: can't be read ({reason}); restore it.", path=path, reason=error.strerror)
        ) from None
    except UnicodeDecodeError:
        raise UserError(say("{path}: is not UTF-8; save it as UTF-8 text.", path=path)) from None
