"""Runs MkDocs: loads a project's configuration once, then builds any number of parts of the site with it.

Only public means of MkDocs are used: the theme's folders and static templates, an option of the stock search, and the
event `env`, whose handler may return another template environment.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import UserError
from generator.files import link_or_copy_one, write_or_link
from generator.model.messages import Notice
from generator.settings.project import Project
from generator.settings.site import load_site_settings
from generator.site.mkdocs.compiled import CompiledTemplates
from generator.site.mkdocs.frame import Frame, set_frame
from generator.site.mkdocs.stock import SEARCH, THEME, complete_config
from generator.wording import say

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's banner about MkDocs 2

_PLUGIN = "gongkai"
_NO_ASSETS = ("*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*", "*.md", "*.markdown", "*.mkd")
"""Patterns of a theme's files that MkDocs does not publish; names that begin with a dot are not published, either."""


_REMARK = re.compile(r"(?<=[;{,)\]]) // .*")
"""Matches a comment after a statement of JavaScript."""
_UNKNOWN = re.compile(r"Unrecognised configuration name: (.+)")
"""Matches MkDocs' warning of an unknown key; the group is the key."""


class _Notes(logging.Handler):
    """A log handler that passes on MkDocs' warnings, and collects the errors that it logs before it stops."""

    def __init__(self, note: Callable[[Notice], None]) -> None:
        super().__init__(logging.WARNING)
        self._note = note
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a warning on, or collect an error."""
        if record.levelno >= logging.ERROR:
            self.errors.append(" ".join(record.getMessage().split()))
        else:
            found = _UNKNOWN.search(record.getMessage())
            if found:
                self._note(Notice("mkdocs.yml: `{key}` is not a setting; correct or remove it.", {"key": found[1]}))
            else:
                self._note(Notice("mkdocs: {text}", {"text": record.getMessage()}))


class MkDocs:
    """Builds parts of a project's site."""

    def __init__(self, project: Project, note: Callable[[Notice], None]) -> None:
        """Load the configuration; raises UserError for a mistake in it.

        `note` is called with each warning that MkDocs logs while it builds.
        """
        from mkdocs.config import load_config  # noqa: PLC0415 - slow to import, and only building needs it

        self._project = project
        self.warnings: list[Notice] = []
        """MkDocs' warnings of the configuration itself."""
        self._note = self.warnings.append
        with self._told():
            self._config = load_config(str(project.config))
            if _PLUGIN not in self._config.plugins:
                raise UserError(
                    say("{path}: gongkai's plugin is missing; put `- gongkai` under `plugins`.", path=project.config)
                )
            complete_config(self._config)
        self._note = note
        self._nav = self._config.nav
        self.address = self._config.site_url or ""
        self.name = self._config.site_name
        theme = self._config.theme
        self._static = frozenset(theme.static_templates)
        self._dirs = list(theme.dirs)
        self._image = load_site_settings(project.site_settings).image
        self._env = theme.get_env()
        """The theme's template environment, shared by all parts so that templates are compiled once."""
        # The publisher's theme folders come first and are not cached; then come ours and Material's.
        self._env.bytecode_cache = CompiledTemplates(self._dirs[self._dirs.index(str(THEME)) :])
        self._config.plugins[SEARCH].config.enabled = False  # only its search box is used; we make the index

    def build(self, docs: Path, site: Path, frame: Frame, assets: Path | None = None) -> None:
        """Build the Markdown in `docs` into the folder `site`, and copy the files in `assets` into it if given.

        Raises UserError if MkDocs stops with an error.
        """
        from mkdocs.commands.build import build  # noqa: PLC0415

        config = self._config
        config.docs_dir, config.site_dir = str(docs), str(site)
        config.nav = None if frame.slug else deepcopy(self._nav)
        frame.image = self._image if self._image and "://" not in self._image else None
        frame.env = self._env
        set_frame(config, frame)
        config.theme.static_templates = set() if frame.slug else set(self._static)
        with self._told(), TemporaryDirectory() as folder:
            # To find files to copy, MkDocs walks through all of a theme, mostly ten thousand icons. It does not follow
            # links to folders, but finds templates through them: so it gets folders of links.
            config.theme.dirs = [*([str(assets)] if assets else []), *_linked(self._dirs, Path(folder))]
            try:
                build(config)
            finally:
                config.theme.dirs = self._dirs
        for name, text in frame.beside.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            write_or_link(site / name, text.encode(), frame.old / name if frame.old else None)

    def copy_assets(self, folder: Path) -> None:
        """Copy the theme's files that pages load into a folder: style sheets, scripts, pictures.

        Our own scripts lose their comments and indentation.
        """
        left_out = (*_NO_ASSETS, *self._static)
        for top in reversed(self._dirs):  # files of earlier folders in the list replace those of later ones
            for above, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for name in names:
                    path = Path(above, name)
                    inside = path.relative_to(top).as_posix()
                    if name.startswith(".") or any(fnmatch(inside.lower(), pattern) for pattern in left_out):
                        continue
                    (folder / inside).parent.mkdir(parents=True, exist_ok=True)
                    if path.suffix == ".js" and path.is_relative_to(THEME):
                        (folder / inside).write_text(_lean(path.read_text(encoding="utf-8")), encoding="utf-8")
                    else:
                        shutil.copyfile(path, folder / inside)

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
            told = "; ".join(handler.errors) or " ".join(str(error).split())
            raise UserError(
                say("{config}: MkDocs stopped ({told}); correct what it names.", config=self._project.config, told=told)
            ) from None
        finally:
            logger.removeHandler(handler)


def _linked(dirs: list[str], folder: Path) -> list[str]:
    """Make in `folder`, for each of `dirs`, a folder of links to its top-level folders and templates; return these."""
    found = []
    for at, top in enumerate(dirs):
        made = folder / str(at)
        made.mkdir()
        for path in Path(top).iterdir():
            if path.is_dir() or path.suffix == ".html":
                link_or_copy_one(path, made / path.name)
        found.append(str(made))
    return found


def _lean(script: str) -> str:
    """Return one of our scripts without comments and indentation; none of them has `//` or line breaks in a string."""
    lines = (_REMARK.sub("", line.strip()) for line in script.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))
