"""MkDocs with a project's configuration: loaded once, run for as many parts of the site as there are."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import UserError
from generator.settings.project import Project
from generator.settings.site import load_site_settings
from generator.site.mkdocs.frame import Frame, set_frame

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's banner about MkDocs 2

_SEARCH = "material/search"
_SEARCH_EVENTS = ("page_context", "post_build")
"""When the stock search builds its index, in whose place ours stands."""


class _Notes(logging.Handler):
    """Passes on what MkDocs warns of."""

    def __init__(self, note: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._note = note

    def emit(self, record: logging.LogRecord) -> None:
        """Show a warning."""
        self._note(f"mkdocs: {record.getMessage()}")


class MkDocs:
    """Builds parts of a project's site."""

    def __init__(self, project: Project, note: Callable[[str], None]) -> None:
        """Load the configuration; `note` is told what MkDocs warns of. Raises UserError for a mistake in it."""
        from mkdocs.config import load_config  # noqa: PLC0415 - slow to import, and only building needs it

        self._project = project
        self._note = note
        with self._told():
            self._config = load_config(str(project.config))
        self.address = self._config.site_url or ""
        self.name = self._config.site_name
        self._static = frozenset(self._config.theme.static_templates)
        self._image = load_site_settings(project.site_settings).image
        for event in _SEARCH_EVENTS:
            methods = self._config.plugins.events[event]
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not self._search]
        env = self._config.theme.get_env()
        self._config.theme.get_env = lambda: env  # type: ignore[method-assign] # compiled once for all builds
        self._templates = env.list_templates
        self._env = env

    def build(self, docs: Path, site: Path, frame: Frame) -> None:
        """Build the pages in `docs` into the folder `site`; a report without the theme's own files.

        Raises UserError if MkDocs stops.
        """
        from mkdocs.commands.build import build  # noqa: PLC0415

        config = self._config
        config.docs_dir, config.site_dir, config.nav = str(docs), str(site), None
        frame.image = self._image if self._image and "://" not in self._image else None
        set_frame(config, frame)
        config.theme.static_templates = set() if frame.slug else set(self._static)
        # The theme has some ten thousand files, icons mostly, which Jinja would go through for each report.
        self._env.list_templates = (lambda *_, **__: []) if frame.slug else self._templates  # type: ignore[method-assign]
        with self._told():
            build(config)

    def copy_assets(self, folder: Path) -> None:
        """Copy into a folder what pages ask for beside themselves: the theme's files, and the project's own."""
        from mkdocs.structure.files import Files  # noqa: PLC0415

        config = self._config
        config.site_dir = str(folder)
        files = Files([])
        self._env.list_templates = self._templates  # type: ignore[method-assign]
        files.add_files_from_theme(self._env, config)
        files.copy_static_files()

    @property
    def _search(self) -> object:
        return self._config.plugins.get(_SEARCH)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

        handler = _Notes(self._note)
        logger = logging.getLogger("mkdocs")
        logger.addHandler(handler)
        logger.propagate = False
        try:
            yield
        except (Abort, MkDocsException) as error:
            raise UserError(f"{self._project.config}: MkDocs stopped ({error}); correct what it names.") from None
        finally:
            logger.removeHandler(handler)
