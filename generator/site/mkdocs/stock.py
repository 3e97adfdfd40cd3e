"""Defaults for mkdocs.yml: theme options, styles, scripts, Markdown extensions, validation.

Settings in mkdocs.yml have precedence. What it leaves out is added here, so that the file is short and need not change
when gongkai is upgraded.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins
from pathspec.gitignore import GitIgnoreSpec

from generator.errors import UserError
from generator.model.source import FILES
from generator.settings.mkdocs import check_address, given_in
from generator.settings.project import Project
from generator.wording import say

THEME = Path(__file__).parents[1] / "theme"
"""The folder of our templates, styles and scripts; they override Material's, and the publisher's override them."""

SEARCH = "material/search"
"""The name of Material's search plugin."""

_STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("colours", "frame", "text", "search", "reader", "print"))
_SCRIPTS = (
    "search/fallback",
    "search/mark",
    "copy",
    "permalinks",
    "frame",
    "print",
    "cite",
    "tools",
    "tables",
)
"""The scripts of every page in the order in which they run, all deferred; they load further scripts if needed."""

_EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "attr_list": {},
    "md_in_html": {},
    "tables": {},
    "generator.site.mkdocs.forms": {},
    "generator.site.mkdocs.cells": {},
    "toc": {"permalink": False, "toc_depth": "1-4"},  # generator.site.mkdocs.permalinks links paragraphs as well
    "generator.site.mkdocs.permalinks": {},
    "generator.site.mkdocs.looks": {},
}

_LOOK: Mapping[str, Any] = {
    "language": "zh",
    "font": False,  # the reader's own Chinese fonts: no request to another host
    "favicon": "assets/images/favicon.svg",
    "features": ["navigation.top", "toc.follow"],
    "palette": [
        {
            "media": media,
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": f"material/{icon}", "name": name},
        }
        for media, scheme, icon, name in (
            # The first is what a reader sees who has chosen nothing: as the system is, also when it changes.
            ("(prefers-color-scheme)", "default", "theme-light-dark", "切换为浅色"),
            ("(prefers-color-scheme: light)", "default", "weather-night", "切换为深色"),
            ("(prefers-color-scheme: dark)", "slate", "weather-sunny", "跟随系统的深浅色"),
        )
    ],
}
"""Options of Material's theme."""

_UNPUBLISHED = f"{FILES}/"
"""The folder with the files of a saved web page, which is not published: the reader extracts what a report shows."""
_PUBLISHED = ("!/.nojekyll", "!/.well-known/", "!/.well-known/**")
"""Dot entries at the top of docs that are meant for the web; MkDocs by itself publishes no dot entries."""


def complete_config(config: MkDocsConfig) -> None:
    """Add the defaults that mkdocs.yml leaves out; a second call changes nothing.

    Raises UserError if the theme is not Material, or the site's address is wrong.
    """
    if config.theme.name != "material":
        raise UserError(
            say(
                "{path}: gongkai's pages need the theme `material`, not `{theme}`; set `theme: {{name: material}}`.",
                path=config.config_file_path,
                theme=config.theme.name,
            )
        )
    check_address(str(config.site_url or ""), Path(config.config_file_path))
    # A loaded configuration does not tell what was set and what is a default: read the file itself.
    given = given_in(Path(config.config_file_path))
    look = given["theme"] if isinstance(given.get("theme"), Mapping) else {}
    for key, value in _LOOK.items():
        if key not in look:
            config.theme[key] = value
    _add_folders(config)
    config.extra_css = [*_STYLES, *(name for name in config.extra_css if name not in _STYLES)]
    _add_scripts(config)
    _add_extensions(config)
    if "validation" not in given:
        for kind, key in (
            ("nav", "omitted_files"),
            ("nav", "absolute_links"),
            ("links", "anchors"),
            ("links", "absolute_links"),
            ("links", "unrecognized_links"),
        ):
            config.validation[kind][key] = logging.WARNING
    _choose_files(config)
    if SEARCH not in config.plugins:
        # Material's search box is needed; the index and the search engine are ours.
        search = get_plugins()[SEARCH].load()()
        search.load_config({}, config_file_path=config.config_file_path)
        config.plugins[SEARCH] = search


def _choose_files(config: MkDocsConfig) -> None:
    """Exclude files that no page needs, and include dot entries for the web; the publisher's patterns come last."""
    out = config.exclude_docs
    given = [] if out is None else [str(pattern.pattern) for pattern in out.patterns if pattern.pattern]
    ours = [line for line in (*_PUBLISHED, _UNPUBLISHED) if line not in given]
    config.exclude_docs = GitIgnoreSpec.from_lines([*ours, *given])


def _add_folders(config: MkDocsConfig) -> None:
    """Set the order in which templates and files of the theme are looked up: the publisher's, ours, Material's."""
    theme, own = config.theme, Project(Path(config.config_file_path).parent).theme
    custom = [theme.custom_dir] if theme.custom_dir else []
    named = {Path(folder).resolve() for folder in custom}
    if own.is_dir() and own.resolve() not in named:
        custom.append(str(own))
    rest = [folder for folder in theme.dirs if folder not in {*custom, str(THEME)}]
    for folder in map(Path, custom):
        _check_files(folder, [THEME, *map(Path, rest)])
    theme.dirs = [*custom, str(THEME), *rest]


def _check_files(own: Path, others: list[Path]) -> None:
    """Raise UserError if the publisher has a folder with the name of a file of the theme: it can't replace the file."""
    for path in sorted(own.rglob("*")):
        name = path.relative_to(own)
        if path.is_dir() and any((other / name).is_file() for other in others):
            raise UserError(
                say("{path}: is a folder, and the theme has a file of this name; put a file there, or remove it.",
                    path=path)
            )  # fmt: skip


def _add_scripts(config: MkDocsConfig) -> None:
    ours = []
    for name in _SCRIPTS:
        script = ExtraScriptValue(f"assets/javascripts/{name}.js")
        script.defer = True
        ours.append(script)
    names = {script.path for script in ours}
    config.extra_javascript = [*ours, *(script for script in config.extra_javascript if str(script) not in names)]


def _add_extensions(config: MkDocsConfig) -> None:
    given = config.markdown_extensions
    for name, options in _EXTENSIONS.items():
        if name not in given:
            given.append(name)
        if options:
            config.mdx_configs[name] = {**options, **(config.mdx_configs.get(name) or {})}
