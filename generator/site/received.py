"""Files that MkDocs would take for what they are not: sources as received, pages of earlier versions."""

from __future__ import annotations

import re

from mkdocs.structure.files import File, Files, InclusionLevel

from generator.model import published_name
from generator.project import is_source


_ASIDE = re.compile(r"^kind: (?:version|gone)$", re.MULTILINE)


class Received(File):
    """A file that is no page of the site."""

    def is_documentation_page(self) -> bool:
        """Say that it is none."""
        return False


def keep_sources(files: Files) -> None:
    """Put a file that is copied, under its published name, in the place of every source that needs it."""
    for file in [file for file in files if is_source(file.src_uri)]:
        if file.is_documentation_page() or published_name(file.src_uri) != file.src_uri:
            files.remove(file)
            files.append(_received(file))


def leave_out_of_navigation(files: Files) -> None:
    """Let the pages of earlier versions be built without a place in the navigation."""
    for file in files.documentation_pages():
        if _ASIDE.search(file.content_string.partition("\n---\n")[0]):
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _received(file: File) -> Received:
    uri = file.src_uri
    return Received(uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=published_name(uri))
