"""Drafts, which are no part of the site but in a preview, and reports that were taken back."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from generator.settings.project import Project
from generator.settings.standing import standings
from generator.site.mkdocs.frame import frame_of

PREVIEW = "GONGKAI_DRAFTS"
"""The environment variable that lets drafts into what MkDocs builds, as `gongkai serve` does."""


def shows_drafts(config: MkDocsConfig) -> bool:
    """Say whether drafts are to be seen: in a preview alone."""
    frame = frame_of(config)
    return frame.drafts if frame else bool(os.environ.get(PREVIEW))


def leave_out(files: Files, config: MkDocsConfig) -> frozenset[str]:
    """Take the files of drafts out of what MkDocs is about to build, and return the folders that they stand in.

    What was taken back is in no list of pages. Where a part is built, what is in it was chosen before: no yml is read.
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
        if top in hidden:
            files.remove(file)
        elif top in retracted and file.is_documentation_page():
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return hidden
