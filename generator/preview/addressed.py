"""Where the preview finds what an address stands for, and what leads to a report that it has not made."""

from __future__ import annotations

from pathlib import Path

from generator.edition.listed import Listed
from generator.site.machines.published import Entry, Published


def stand_in(told: Listed) -> Published:
    """Return as much of a report as the pages around it need to lead to it."""
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
    """Return the file that a web server answers with for an address; None for none, or one outside of the folder."""
    found = (folder / path).resolve()
    if not found.is_relative_to(folder.resolve()):
        return None
    if found.is_dir():
        found /= "index.html"
    return found if found.is_file() else None
