"""The start of a build: reports are looked at by a second process while this one loads what builds them.

Little is imported at the top, for the same reason.
"""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

from generator.build.beside import Beside
from generator.build.digests import digest_of_all
from generator.build.look import look_at
from generator.build.swap import Stage
from generator.errors import UserError
from generator.files import sweep
from generator.progress import Steps, Summary
from generator.settings.project import Project

_MANY = 100
"""Reports from which a second process does a share of the work: it takes a while to begin one."""


def build_site(  # noqa: PLR0913 - what the command line lets a user choose
    project: Project,
    named: tuple[str, ...],
    site_dir: Path | None,
    steps: Steps,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Summary:
    """Build and prove what has changed of the site; the old one stands until the new one is proven.

    Of the reports that are `named`, of all if none is, and of those that the site does not have, each is built whose
    source, settings, Markdown or theme is not what it was built from; by `jobs` processes, as many as there are cores
    if not given, or by the workers of the Dask scheduler at an address. Raises UserError for what the user can mend,
    CheckFailed if a proof fails; the reports that could be built are published before.
    """
    sources = project.sources()
    slugs = project.chosen(named, sources)
    site = (site_dir or project.root / "site").resolve()
    _check_target(project, site)
    stage = Stage(site)
    try:
        with Beside(second=len(sources) > _MANY) as beside:
            for folder in (project.docs, project.root / "dist"):
                sweep(folder)
            common = digest_of_all(project)
            looks = beside.share(partial(look_at, project, site, common), list(sources))
            # What is loaded and read now stays: of many reports each collection would go through a million things.
            gc.disable()

            from generator.build.build import Build  # noqa: PLC0415 - MkDocs and all: more than a second
            from generator.build.plan import Plan  # noqa: PLC0415
            from generator.build.workers.cluster import build_there  # noqa: PLC0415
            from generator.build.workers.pool import build_here  # noqa: PLC0415

            plan = Plan(project, site, sources, common, looks)
            gc.freeze()
            gc.enable()
            workers = partial(build_there, address=scheduler) if scheduler else partial(build_here, jobs=jobs)
            return Build(plan, stage, steps, beside).run(slugs, workers)
    finally:
        gc.enable()
        gc.unfreeze()
        stage.close()


def _check_target(project: Project, site: Path) -> None:
    """Raise UserError for a target that holds anything but a site."""
    if project.root.is_relative_to(site) or site.is_relative_to(project.docs):
        raise UserError(f"{site}: the site can't be built over the project itself; choose another --site-dir.")
    if site.is_dir() and any(site.iterdir()) and not (site / "404.html").is_file():
        raise UserError(f"{site}: the folder holds something that is no built site; choose an empty --site-dir.")
