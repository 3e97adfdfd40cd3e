"""The frame: tells the plugin which part of the site MkDocs builds, one report or the pages around the reports.

The plugin also puts into it what it finds out. If every build held all reports, adding one to a thousand would cost as
much as building a thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths
from mkdocs.utils.meta import get_data

from generator.model.pages import COVER
from generator.settings.office import STATEMENT
from generator.settings.project import is_source
from generator.settings.yml import LOADER
from generator.site.machines.published import Published
from generator.writers.markdown.frontmatter import is_generated
from generator.writers.portal.comparison import COMPARISON, comparisons
from generator.writers.report.navigation import NAVIGATION

_KEY = "gongkai_frame"
_HOME = f"{COVER}.md"
_LISTED = 20
"""Maximum number of reports that the navigation of the pages around lists; more are listed on the home page alone."""


@dataclass(slots=True)
class Frame:
    """The part of the site that is built, and what the plugin must know for it."""

    slug: str | None
    """The report's slug; None for the pages around the reports."""
    home: str
    """The Markdown of the home page."""
    feed: bool = False
    """For a report: whether the site has a feed, which the build of the pages around writes."""
    of_body: bool = False
    """For a report: whether its issuing body has a feed of its own."""
    others: tuple[str, ...] = ()
    """The pages of other builds that this part's pages link to, by the paths of their Markdown."""
    image: str | None = None
    """The path of the site's image in docs; None if there is none, or it is on another host."""
    reports: tuple[Published, ...] = ()
    """For the pages around: the reports, which are built alone."""
    published: Published | None = None
    """For a report: what the plugin found out about it; None before the build."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """For the pages around: the texts of robots.txt, sitemaps and feeds by address; the plugin puts them in."""
    old: Path | None = None
    """The current site, whose copies of unchanged files in `beside` are used again; None if they can't be."""
    drafts: bool = False
    """Whether the build is a preview with drafts."""
    retracted: frozenset[str] = frozenset()
    """For the pages around: the slugs of the retracted reports."""
    env: Environment | None = None
    """The theme's template environment, shared by all parts so that templates are compiled once."""


def set_frame(config: MkDocsConfig, frame: Frame) -> None:
    """Store in the configuration which part of the site the next build makes."""
    config.extra[_KEY] = frame


def frame_of(config: MkDocsConfig) -> Frame | None:
    """Return which part of the site is being built; None if it is the whole site, as with `mkdocs build`."""
    found = config.extra.get(_KEY)
    return found if isinstance(found, Frame) else None


def navigation(config: MkDocsConfig, files: Files, hidden: Collection[str] = ()) -> list[Any]:
    """Return the navigation in MkDocs' form: home, hand-written pages, then each report's own navigation.

    A `nav` in mkdocs.yml replaces the first two. If it names a report's cover, the report's navigation takes this
    place; other reports come at the end. Reports in `hidden` are left out.
    """
    if found := files.get_file_from_path(f"{STATEMENT}.md"):
        found.inclusion = InclusionLevel.NOT_IN_NAV  # the footer of every page links to it
    reports = {
        path.parent.name: yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
        for path in sorted(Path(config.docs_dir).glob(f"*/{NAVIGATION}"))
        if path.parent.name not in hidden
    }
    taken = {*reports, *(file.src_uri.partition("/")[0] for file in files if is_source(file.src_uri))}
    if config.nav is not None:
        _unlist_generated(files, taken)
        named: set[str] = set()
        given = [_with_reports(item, reports, named) for item in config.nav]
        return [*given, *(pages for slug, pages in reports.items() if slug not in named)]
    shown = [file for file in files.documentation_pages() if file.inclusion.value > InclusionLevel.NOT_IN_NAV.value]
    own = sorted(shown, key=file_sort_key)
    paths = [file.src_uri for file in own if file.src_uri.partition("/")[0] not in taken]
    compared = comparisons(path for path in paths if "/" not in path)
    home = [_HOME] if _HOME in paths else []
    pages: list[Any] = [path for path in paths if "/" not in path and path not in {_HOME, *compared}]
    pages += nest_paths(path for path in paths if "/" in path)  # type: ignore[no-untyped-call] # MkDocs has no types there
    if compared:
        pages.append(compared[0] if len(compared) == 1 else {COMPARISON: compared})
    return [*home, *pages, *reports.values()]


def _unlist_generated(files: Files, reports: Container[str]) -> None:
    """Keep MkDocs from warning of generated pages around the reports that the publisher's `nav` leaves out."""
    for file in files.documentation_pages():
        if file.src_uri.partition("/")[0] not in reports and is_generated(file.content_string):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _with_reports(item: Any, reports: Mapping[str, Mapping[str, Any]], named: set[str]) -> Any:
    """Return an entry of the publisher's `nav` with covers replaced by their reports' navigation.

    The slugs of these reports are added to `named`.
    """
    if isinstance(item, list):
        return [_with_reports(below, reports, named) for below in item]
    if isinstance(item, dict):
        return {title: _below(_with_reports(below, reports, named), below) for title, below in item.items()}
    slug, _, page = str(item).partition("/")
    if page != _HOME or slug not in reports:
        return item
    named.add(slug)
    return reports[slug]


def _below(found: Any, given: Any) -> Any:
    """Return what goes under a title in the publisher's `nav`: for a cover, the report's pages without its title."""
    return next(iter(found.values())) if isinstance(given, str) and isinstance(found, dict) else found


def stand_in(files: Files, config: MkDocsConfig, frame: Frame) -> None:
    """Add placeholder files for pages of other builds that this part links to: home, covers, `frame.others`."""
    if frame.slug:
        home = _elsewhere(config, _HOME)
        files.append(home)
        title = get_data(frame.home)[1].get("title")
        Page(str(title) if title else None, home, config)
        if frame.image and files.get_file_from_path(frame.image) is None:
            files.append(_elsewhere(config, frame.image))
    for path in sorted({*frame.others, *(f"{report.slug}/{COVER}.md" for report in frame.reports)}):
        files.append(_elsewhere(config, path))


def complete(nav: Navigation, files: Files, frame: Frame) -> Navigation:
    """Return the navigation completed with pages of other builds: home for a report, covers for the pages around."""
    home = files.get_file_from_path(_HOME)
    homepage = nav.homepage or (home.page if home else None)
    covers = {f"{report.slug}/{_HOME}": report for report in frame.reports}
    items = [_linked(item, covers) for item in nav.items]  # removes from `covers` those that it finds
    few = covers if len(frame.reports) <= _LISTED else {}
    links = [Link(report.title, files.src_uris[uri].url) for uri, report in few.items()]
    return Navigation([*items, *links], [homepage] if homepage else [])


def _linked(item: StructureItem, covers: dict[str, Published]) -> StructureItem:
    """Return an entry of the navigation with links in place of covers, which other builds write."""
    if isinstance(item, Section):
        item.children = [_linked(child, covers) for child in item.children]
    elif isinstance(item, Page) and item.file.src_uri in covers:
        report = covers.pop(item.file.src_uri)
        return Link(vars(item).get("title") or report.title, item.file.url)
    return item


def _elsewhere(config: MkDocsConfig, path: str) -> File:
    return File.generated(config, path, content="", inclusion=InclusionLevel.EXCLUDED)
