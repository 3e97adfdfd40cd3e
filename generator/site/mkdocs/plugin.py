"""The MkDocs plugin: escapes what the theme prints raw, and gives a report's pages only their own report's navigation.

All data come from the committed front-matter and navigation, so that `mkdocs build` alone works; nothing is kept from
one build to the next, so that `mkdocs serve` can build again and again.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.errors import UserError
from generator.model.pages import CHANGES, COVER, FULL
from generator.search.normal import variants_of
from generator.search.write import write_index
from generator.settings.office import office_of
from generator.settings.project import Project
from generator.settings.site import load_site_settings
from generator.site.machines.feed import FEED, body_feeds, feeds_of
from generator.site.machines.head import Heads, beside, put, put_sitemap
from generator.site.mkdocs.frame import complete, frame_of, navigation, stand_in
from generator.site.mkdocs.front import read_site
from generator.site.mkdocs.looks import WIDE
from generator.site.mkdocs.received import keep_sources
from generator.site.mkdocs.sources import source_of
from generator.site.mkdocs.states import leave_out, shows_drafts
from generator.site.mkdocs.stock import complete_config
from generator.text.qr import qr_svg

_log = get_plugin_logger("gongkai")

_PRINTED_RAW = ("title", "description", "author")
"""Keys of the front-matter that the theme's templates print without escaping."""

CORRECTIONS = (
    # The theme says only `zh`; `zh-CN` selects the shapes of the characters.
    ('<html lang="zh"', '<html lang="zh-CN"'),
    # HTML has no autocomplete on a checkbox.
    (' type="checkbox" id="__drawer" autocomplete="off"', ' type="checkbox" id="__drawer"'),
    (' type="checkbox" id="__search" autocomplete="off"', ' type="checkbox" id="__search"'),
    # The search box is always visible on wide screens: it is a region with a name, not a dialog (which has none here).
    ('data-md-component="search" role="dialog"', 'data-md-component="search"'),
    # The words of a page's first link.
    ('class="md-skip">\n          跳转至', 'class="md-skip">跳到正文'),
)
"""HTML that the theme prints outside its template blocks, and what replaces it."""


_AS_IT_IS = ".nojekyll"
"""The empty file that keeps GitHub Pages and the like from running Jekyll, which would make source.md a page."""

_VARIANTS = 'data-variants=""'
"""The empty attribute of a filter's form that the plugin fills in."""


class _StoppedError(UserError, SystemExit):
    """A mistake in the publisher's settings: a build ends with its message; `mkdocs serve` shows it and goes on."""


_FIRST, _LAST = 100, -100
"""Priorities of event handlers, before and after other plugins: what these change is escaped, too."""


class Options(Config):  # type: ignore[no-untyped-call] # MkDocs has no types there
    """The plugin's options in mkdocs.yml: none, as publishers set everything in site_config."""


class GongkaiPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The plugin that `plugins: [gongkai]` in mkdocs.yml adds to stock MkDocs and Material."""

    @event_priority(_FIRST)
    def _complete(self, config: MkDocsConfig) -> None:
        if frame_of(config) is None:  # for builds of parts the runner has done this once for all
            complete_config(config)

    @event_priority(_LAST)
    def _put_together(self, config: MkDocsConfig) -> None:
        config.site_name = escape(config.site_name)
        config.site_description = escape(config.site_description or "")

    on_config = CombinedEvent(_complete, _put_together)
    """Before other plugins: add defaults that mkdocs.yml leaves out. After them: escape the site's name and
    description, which the theme prints raw."""

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Remove drafts, publish sources as they were received, and set the navigation.

        If a part of the site is built, add placeholders for the pages of other builds that it links to.
        """
        hidden = leave_out(files, config)
        keep_sources(files)
        frame = frame_of(config)
        if frame:
            stand_in(files, config, frame)
        if not (frame and frame.slug) and files.get_file_from_path(_AS_IT_IS) is None:
            files.append(File.generated(config, _AS_IT_IS, content="", inclusion=InclusionLevel.INCLUDED))
        config.nav = navigation(config, files, hidden)

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Escape the titles that the navigation itself gives; add links to the pages of other builds."""
        frame = frame_of(config)
        found = complete(nav, files, frame) if frame else nav
        _escape_titles(found.items)
        return found

    @event_priority(_FIRST)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str:
        """Read a page's source; the build ends with a sentence if a page that people wrote can't be read."""
        try:
            return source_of(page, Project(Path(config.config_file_path).parent).docs)
        except UserError as error:
            raise _StoppedError(error.message) from None

    @event_priority(_LAST)
    def on_page_markdown(self, _markdown: str, *, page: Page, **_: object) -> None:
        """Escape a page's front-matter before any template sees it."""
        for key in _PRINTED_RAW:
            if page.meta.get(key) is not None:
                page.meta[key] = escape(page.meta[key])

    @event_priority(_LAST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give each page its neighbours in reading order, the pages above it and related pages for the templates.

        The templates also get filters and globals, such as `head_of`, which returns the metadata of a page's head.
        """
        frame = frame_of(config)
        if frame and frame.env:
            env = frame.env
        env.filters["css_string"] = _css_string
        env.filters["qr"] = qr_svg
        env.globals["preview"] = shows_drafts(config)
        for file in files.documentation_pages():
            page = file.page
            if page is None:
                continue
            page.previous_page = _named(files, file, page.meta.get("previous"))
            page.next_page = _named(files, file, page.meta.get("next"))
            above = [entry["page"] for entry in page.meta.get("path") or ()]
            if page.meta.get("slug") and page.meta.get("kind") != "cover":
                above.insert(0, page.meta.get("cover") or "index.md")
            slug = page.meta.get("slug")
            whole = files.get_file_from_path(f"{slug}/{FULL}.md") if slug else None
            page.meta["whole"] = whole.page if whole else None
            page.meta.update(_others(files, file))
            page.meta["pdf"] = f"{slug}/{slug}.pdf" if slug and frame and frame.slug else None
            page.meta["above"] = [found for name in above if (found := _named(files, file, name))]
        path = Project(Path(config.config_file_path).parent).site_settings
        try:
            settings = load_site_settings(path)
            site = read_site(config, files, settings, str(path))
        except UserError as error:
            raise _StoppedError(error.message) from None
        if frame and frame.slug:
            frame.published = site.by_slug[frame.slug]
            put_sitemap(site, frame.slug, config, files)
            feed = FEED if frame.feed else None
            bodies = feeds_of(frame.published) if frame.of_body else {}
        else:
            site = replace(site, reports=frame.reports) if frame else site
            told = beside(site, config, files, whole=frame is None)
            feed = FEED if FEED in told or files.get_file_from_path(FEED) else None
            bodies = body_feeds(site)
            if frame:
                frame.beside = told
            else:
                put(told, config, files)
        env.globals["head_of"] = Heads(site, feed, bodies)
        env.globals["office"] = office_of(settings, flat=not config.use_directory_urls)
        env.globals["mailbox"] = settings.contact.email
        return env

    @event_priority(_LAST)
    def on_page_content(self, html: str, **_: object) -> str:
        """Fill in which traditional characters a table's filter takes for the simplified ones of the table."""
        return html.replace(_VARIANTS, f'data-variants="{variants_of(html)}"', 1) if _VARIANTS in html else html

    @event_priority(_LAST)
    def on_page_context(self, context: TemplateContext, *, page: Page, nav: Navigation, **_: object) -> TemplateContext:
        """Give a report's page the navigation of its own report, and any other page only the covers.

        If every page listed every report's pages, the size of a site would grow with the square of its reports.
        """
        report = next((above for above in page.ancestors if isinstance(above, Section) and _cover(above)), None)
        context["nav"] = _narrowed(nav, report.children) if report else _covers(nav)
        return context

    @event_priority(_LAST)
    def on_template_context(self, context: TemplateContext, **_: object) -> TemplateContext:
        """Give the theme's own page, 404.html, the navigation with the covers."""
        context["nav"] = _covers(context["nav"])
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, page: Page | None = None, **_: object) -> str:
        """Apply `CORRECTIONS`, and add the classes for the kind of page to `body`."""
        for printed, wanted in (*CORRECTIONS, ("<body ", f'<body class="{" ".join(_kinds(page))}" ')):
            output = output.replace(printed, wanted, 1)
        return output

    @event_priority(_LAST)
    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        """Do the same for the theme's own page, 404.html."""
        return self.on_post_page(output_content) if template_name.endswith(".html") else output_content

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Replace Material's search index by ours, as JSON and, for pages opened from a disk, as a script."""
        if frame_of(config):
            return
        project, site = Project(Path(config.config_file_path).parent), Path(config.site_dir)
        write_index(project, site, config.use_directory_urls, drafts=shows_drafts(config))


def _kinds(page: Page | None) -> list[str]:
    """Return the classes for a page's body; old browser engines can't select a page by its content (`:has`)."""
    kind = "none" if page is None else "home" if page.is_homepage else str(page.meta.get("kind") or "other")
    found = ["kind", f"kind--{kind if kind.isidentifier() else 'other'}"]
    return [*found, "wide"] if page is not None and WIDE in (page.content or "") else found


def _css_string(text: str) -> str:
    """Return a text as a CSS string that is safe in a style element."""
    plain = (char if char.isalnum() or ord(char) > 0x7F else f"\\{ord(char):x} " for char in text)
    return '"' + "".join(plain) + '"'


def _escape_titles(items: Iterable[StructureItem]) -> None:
    for item in items:
        # A page without a title in the navigation gets that of its front-matter, which is escaped when it is read.
        if not isinstance(item, Page) or "title" in vars(item):
            item.title = escape(item.title or "")
        if isinstance(item, Section):
            _escape_titles(item.children)


def _named(files: Files, file: File, name: str | None) -> Page | None:
    """Return the page that the front-matter of `file` names, relative to its own folder."""
    if name is None:
        return None
    found = files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), name)))
    if found is None or found.page is None:
        _log.warning("%s: its front-matter names %s, which is not there; run `gongkai convert`.", file.src_uri, name)
        return None
    return found.page


def _others(files: Files, file: File) -> dict[str, Page | None]:
    """Return a corrected report's page of changes and its previous version, given its cover; empty for other pages."""
    versions = file.page.meta.get("versions") if file.page else None
    if not versions:
        return {}
    before = f"{versions[-2]['address']}{COVER}.md"
    return {"changes": _named(files, file, f"{CHANGES}.md"), "predecessor": _named(files, file, before)}


def _cover(item: StructureItem) -> Page | None:
    """Return the cover if an item of the navigation is a report's section; None for anything else."""
    first = item.children[0] if isinstance(item, Section) and item.children else None
    return first if isinstance(first, Page) and first.meta.get("kind") == "cover" else None


def _covers(nav: Navigation) -> Navigation:
    return _narrowed(nav, [_without_pages(item) for item in nav.items if item is not nav.homepage])


def _without_pages(item: StructureItem) -> StructureItem:
    """Return an entry of the navigation with only the cover of each report in it."""
    if (cover := _cover(item)) or not isinstance(item, Section):
        return cover or item
    found = copy(item)
    found.children = [_without_pages(child) for child in item.children]
    return found


def _narrowed(nav: Navigation, items: list[StructureItem]) -> Navigation:
    return Navigation(items, [nav.homepage] if nav.homepage else [])
