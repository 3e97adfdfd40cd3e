"""The workshop: MkDocs, Typst and settings, loaded once a process and shared by all its tasks of one build."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fnmatch import filter as fnmatch_names
from fnmatch import fnmatch
from functools import cached_property, lru_cache, partial
from pathlib import Path

from generator.build.reading import no_files
from generator.build.task import Bench, Task
from generator.model.messages import Notice
from generator.paper.press import Press
from generator.settings.office import office_of
from generator.settings.paper import load_paper_settings
from generator.settings.project import Project, is_stray
from generator.settings.site import load_site_settings
from generator.site.mkdocs.runner import MkDocs

ASSETS = "assets"
"""The name of the task that copies the assets, and of their folder in the stage."""


class Workshop:
    """MkDocs and Typst, set up for one project."""

    def __init__(self, root: Path) -> None:
        """Take the project's folder."""
        self.project = Project(root)
        self.notes: list[Notice] = []
        """Messages for the user from the task that is running; each task clears them first."""

    @cached_property
    def mkdocs(self) -> MkDocs:
        """MkDocs with the project's configuration; raises UserError for a mistake in it."""
        return MkDocs(self.project, self.notes.append)

    @cached_property
    def is_signed(self) -> bool:
        """Whether the publisher names a key with which the site is signed."""
        return load_site_settings(self.project.site_settings).public_key is not None

    @cached_property
    def press(self) -> Press:
        """Typst, which makes the PDFs; raises UserError for a mistake in the paper settings."""
        office = office_of(load_site_settings(self.project.site_settings))
        return Press(self.project.root, load_paper_settings(self.project.paper_settings), office)


@lru_cache(maxsize=1)
def workshop(bench: Bench) -> Workshop:
    """Return this process's workshop for a build; the cache holds one, so that an earlier build's is dropped."""
    return Workshop(bench.root)


@dataclass(frozen=True, slots=True)
class CopyAssets(Task):
    """Copies the files that pages load into the bench's assets folder: the theme's and the project's own."""

    def run(self, bench: Bench) -> None:
        """Copy the files; raises UserError for a mistake in the configuration."""
        shop = workshop(bench)
        bench.assets.mkdir(parents=True, exist_ok=True)
        shop.mkdocs.copy_assets(bench.assets)
        project = shop.project
        own = [path.name for path in project.docs.iterdir() if project.settings_path(path.name).is_file()]
        copy_own(project, bench.assets, {*own, *project.folders()}, "*.md")


def copy_assets(folder: Path, do: Callable[[CopyAssets], object]) -> None:
    """Have the files that pages load copied into the stage `folder`, unless this build has done so already."""
    if not (folder / ASSETS).is_dir():
        do(CopyAssets(ASSETS))


def copy_own(project: Project, folder: Path, aside: Collection[str], without: str = "") -> None:
    """Copy the project's documents, except the entries named in `aside` and files that match the pattern `without`."""
    for path in project.docs.iterdir():
        if path.name in aside or is_stray(path.name) or fnmatch(path.name, without):
            continue
        if path.is_dir():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True, ignore=partial(_left_out, without))
        elif path.is_file():
            shutil.copyfile(path, folder / path.name)


def _left_out(without: str, folder: str, names: list[str]) -> list[str]:
    return [*no_files(folder, names), *fnmatch_names(names, without)]
