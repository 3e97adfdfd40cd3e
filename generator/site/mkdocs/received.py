"""Publishes sources in HTML and Markdown as they were received: MkDocs would make pages of them.

A saved web page is published with the ending .txt, so that no browser runs what is in it.
"""

from __future__ import annotations

from mkdocs.structure.files import File, Files

from generator.model.source import published_name
from generator.settings.project import is_source


class Received(File):
    """A file that MkDocs copies, whatever its ending."""

    def is_documentation_page(self) -> bool:
        """Return False: the file is not a page of the site."""
        return False


def keep_sources(files: Files) -> None:
    """Replace each source that MkDocs would convert, or that is published under another name, by a file to copy."""
    for file in [file for file in files if is_source(file.src_uri)]:
        if file.is_documentation_page() or published_name(file.src_uri) != file.src_uri:
            files.remove(file)
            files.append(_received(file))


def _received(file: File) -> Received:
    uri = file.src_uri
    return Received(uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=published_name(uri))
