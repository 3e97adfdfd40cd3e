"""Sources in HTML and Markdown: copied as they were received, where MkDocs would make a page of them.

A saved web page is published as text, so that no browser runs what is in it.
"""

from __future__ import annotations

from mkdocs.structure.files import File, Files

from generator.model.source import published_name
from generator.settings.project import is_source


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


def _received(file: File) -> Received:
    uri = file.src_uri
    return Received(uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=published_name(uri))
