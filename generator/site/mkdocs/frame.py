"""Part of a site built by itself: one report, or the pages around the reports. What the hook is told, and tells.

If every build held all reports, adding one to a thousand would cost as much as building a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from generator.model.pages import COVER
from generator.settings.yml import LOADER
from generator.site.machines.published import Published
from generator.writers.portal.comparison import COMPARISON, comparisons
from generator.writers.report.navigation import NAVIGATION

_KEY = "gongkai_frame"
_HOME = f"{COVER}.md"
_LISTED = 20
"""Reports up to which the pages around them list each beside themselves; more are on the home page alone."""


@dataclass(slots=True)
class Frame:
    """What part of the site is built."""

    slug: str | None
    """The report; None for the pages around the reports."""
    home: str
    """The Markdown of the home page."""
    feed: bool = False
    """Whether the site has a feed, which only the build of the pages around the reports writes."""
    others: tuple[str, ...] = ()
    """The pages of other reports that these link to, by the paths of their Markdown."""
    image: str | None = None
    """The site's image among the pages' files."""
    reports: tuple[Published, ...] = ()
    """What has been built elsewhere, for the pages around the reports."""
    published: Published | None = None
    """What the build of a report found out about it."""
    env: Environment | None = None
    """The theme's templates as they were compiled for an earlier part."""


def set_frame(config: MkDocsConfig, frame: Frame) -> None:
    """Say what part of the site the next build makes."""
    config.extra[_KEY] = frame


def frame_of(config: MkDocsConfig) -> Frame | None:
    """Return what part of the site is being built; None where it is all of it."""
    found = config.extra.get(_KEY)
    return found if isinstance(found, Frame) else None


def navigation(config: MkDocsConfig) -> list[Any]:
    """Return the navigation: home, the pages that people wrote, every report's own."""
    docs = Path(config.docs_dir)
    names = sorted(path.name for path in docs.glob("*.md"))
    compared = comparisons(names)
    pages: list[Any] = [name for name in names if name not in {_HOME, *compared}]
    if compared:
        pages.append(compared[0] if len(compared) == 1 else {COMPARISON: compared})
    reports = [
        yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
        for path in sorted(docs.glob(f"*/{NAVIGATION}"))
    ]
    return [*([_HOME] if (docs / _HOME).is_file() else []), *pages, *reports]


def stand_in(files: Files, config: MkDocsConfig, frame: Frame) -> None:
    """Add what pages link to and another build writes: home for a report, the covers for the pages around."""
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
    """Return the navigation with what another build writes: home for a report, the covers for the pages around."""
    home = files.get_file_from_path(_HOME)
    homepage = nav.homepage or (home.page if home else None)
    links = [Link(report.title, f"{report.slug}/") for report in frame.reports] if len(frame.reports) <= _LISTED else []
    return Navigation([*nav.items, *links], [homepage] if homepage else [])


def _elsewhere(config: MkDocsConfig, path: str) -> File:
    return File.generated(config, path, content="", inclusion=InclusionLevel.EXCLUDED)
