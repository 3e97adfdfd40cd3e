"""Drafts, which only a preview shows, and retracted reports, which the navigation does not list."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from generator.settings.project import Project, is_stray
from generator.settings.standing import standings
from generator.site.mkdocs.frame import frame_of

PREVIEW = "GONGKAI_DRAFTS"
"""The environment variable that makes `mkdocs build` and `mkdocs serve` include drafts, as `gongkai serve` does."""


def shows_drafts(config: MkDocsConfig) -> bool:
    """Return whether drafts are shown, that is, whether the build is a preview."""
    frame = frame_of(config)
    return frame.drafts if frame else bool(os.environ.get(PREVIEW))


def leave_out(files: Files, config: MkDocsConfig) -> frozenset[str]:
    """Remove drafts and what other programs left from the files to build, and return the drafts' slugs.

    Pages of retracted reports are kept out of the navigation. If a part of the site is built, its drafts were left out
    before: no settings are read, and the result is empty.
    """
    frame = frame_of(config)
    hidden: frozenset[str] = frozenset()
    if frame:
        retracted = frame.retracted
    else:
        found = standings(Project(Path(config.config_file_path).parent)).values()
        retracted = frozenset(one.slug for one in found if one.is_retracted)
        if not shows_drafts(config):
            hidden = frozenset(one.slug for one in found if one.is_draft)
    for file in list(files):
        top = file.src_uri.partition("/")[0]
        if top in hidden or is_stray(file.src_uri):
            files.remove(file)
        elif top in retracted and file.is_documentation_page():
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return hidden
