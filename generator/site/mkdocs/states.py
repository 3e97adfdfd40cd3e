"""Drafts, which are no part of the site but in a preview, and reports that were taken back."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from generator.settings.project import Project
from generator.settings.standing import standings
from generator.site.mkdocs.frame import Frame, frame_of

PREVIEW = "GONGKAI_DRAFTS"
"""The environment variable that lets drafts into what MkDocs builds, as `gongkai serve` does."""


def shows_drafts(config: MkDocsConfig) -> bool:
    """Say whether drafts are to be seen: in a preview alone."""
    frame = frame_of(config)
    return frame.drafts if isinstance(frame, Frame) else bool(os.environ.get(PREVIEW))


def hidden_folders(config: MkDocsConfig) -> frozenset[str]:
    """Return the folders of the documents that are no part of what is built, where MkDocs builds all by itself."""
    if frame_of(config):  # what is built was chosen before
        return frozenset()
    found = standings(Project(Path(config.config_file_path).parent)).values()
    return frozenset(one.slug for one in found if one.is_draft and not shows_drafts(config))


def leave_out(files: Files, config: MkDocsConfig) -> None:
    """Take the files of drafts out of what MkDocs is about to build; what was taken back is in no list of pages."""
    hidden = hidden_folders(config)
    found = standings(Project(Path(config.config_file_path).parent)).values()
    retracted = {one.slug for one in found if one.is_retracted}
    for file in list(files):
        top = file.src_uri.partition("/")[0]
        if top in hidden:
            files.remove(file)
        elif top in retracted and file.is_documentation_page():
            file.inclusion = InclusionLevel.NOT_IN_NAV
