"""The build: convert, MkDocs into a temporary folder, outputs, proof, and only then into place."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from generator.convert import convert, read_reports
from generator.errors import UserError
from generator.files import replace_folder, uninterrupted, write_all
from generator.model import Report
from generator.progress import Steps, Summary
from generator.project import Project
from generator.site.outputs import Built, hand_out, make_outputs

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's banner about MkDocs 2


class _Notes(logging.Handler):
    """Passes on what MkDocs warns of."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(logging.WARNING)
        self._steps = steps

    def emit(self, record: logging.LogRecord) -> None:
        """Show a warning."""
        self._steps.note(f"mkdocs: {record.getMessage()}")


def build_site(
    project: Project,
    slugs: tuple[str, ...],
    site_dir: Path | None,
    steps: Steps,
    seen: Callable[[str, Report], None],
) -> Summary:
    """Build and prove the site; the old one stands until the new one is proven.

    Raises UserError for what the user can mend, CheckFailed if the proof fails.
    """
    site = (site_dir or project.root / "site").resolve()
    _check_target(project, site)
    with steps.step("convert"):
        reports = read_reports(project)
        write_all(convert(project, reports, slugs, seen))
    temporary = site.with_name(f".{site.name}.{os.getpid()}.tmp")
    try:
        try:
            temporary.mkdir(parents=True)
        except OSError as error:
            raise UserError(
                f"{site.parent}: can't be written ({error.strerror}); choose another --site-dir or its permissions."
            ) from None
        with steps.step("mkdocs"):
            built = run_mkdocs(project, temporary, steps)
        summary = make_outputs(project, reports, built, steps)
        with uninterrupted():
            replace_folder(temporary, site)
            hand_out(project, site)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    summary.seconds = dict(steps.seconds)
    summary.size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return summary


def run_mkdocs(project: Project, site: Path, steps: Steps) -> Built:
    """Run MkDocs on what is committed, into the folder `site`."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow to import, and only building needs it
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

    handler = _Notes(steps)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        config = load_config(str(project.config), site_dir=str(site))
        built = Built(site, config.site_url or "", config.site_name)
        build(config)
    except (Abort, MkDocsException) as error:
        raise UserError(f"{project.config}: MkDocs stopped ({error}); correct what it names.") from None
    finally:
        logger.removeHandler(handler)
    return built


def _check_target(project: Project, site: Path) -> None:
    """Raise UserError for a target that holds anything but a site."""
    if project.root.is_relative_to(site) or site.is_relative_to(project.docs):
        raise UserError(f"{site}: the site can't be built over the project itself; choose another --site-dir.")
    if site.is_dir() and any(site.iterdir()) and not (site / "404.html").is_file():
        raise UserError(f"{site}: the folder holds something that is no built site; choose an empty --site-dir.")
