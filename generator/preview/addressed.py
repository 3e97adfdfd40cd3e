"""Finds the file for an address in the preview, and describes reports that are not built yet."""

from __future__ import annotations

from pathlib import Path

from generator.edition.listed import Listed
from generator.site.machines.published import Entry, Published


def stand_in(told: Listed) -> Published:
    """Return a report with only those fields that the pages around need to link to it."""
    cover = Entry("cover", told.title, None, f"{told.slug}/", told.slug)
    return Published(
        slug=told.slug,
        title=told.title,
        cover=cover,
        full=None,
        sections=(),
        published=told.published,
        signed=told.signed,
        issuing_body=told.issuing_body,
        source=None,
        author=None,
        keywords=(),
        file=None,
    )


def file_in(folder: Path, path: str) -> Path | None:
    """Return the file in a folder that a web server sends for an address.

    Returns None if there is no such file, or it is outside the folder.
    """
    found = (folder / path).resolve()
    if not found.is_relative_to(folder.resolve()):
        return None
    if found.is_dir():
        found /= "index.html"
    return found if found.is_file() else None
