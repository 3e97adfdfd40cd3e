"""A source that was received as Markdown: published as it is, for MkDocs would make a page of it."""

from __future__ import annotations

from mkdocs.structure.files import File, Files

from generator.project import is_source


class Received(File):
    """A Markdown file that is no page of the site."""

    def is_documentation_page(self) -> bool:
        """Say that it is none."""
        return False


def keep_sources(files: Files) -> None:
    """Put a file that is copied in the place of every source that MkDocs takes for a page."""
    for file in [file for file in files if file.is_documentation_page() and is_source(file.src_uri)]:
        files.remove(file)
        files.append(Received(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls))
