"""The Markdown of a page as MkDocs is to read it, after what would end MkDocs without a sentence was looked for."""

from __future__ import annotations

from pathlib import Path

from mkdocs.structure.pages import Page
from mkdocs.utils.meta import YAML_RE

from generator.settings.yml import parsed_yml, unreadable
from generator.writers.markdown.frontmatter import is_generated


def source_of(page: Page, docs: Path) -> str:
    """Return the source of a page; raises UserError if a page that people wrote, in `docs`, can't be read.

    MkDocs ends with a traceback at a page that is not UTF-8, takes front matter with a mistake for text, and a depth
    of some thousand values ends Python itself.
    """
    path = docs / page.file.src_uri  # where people wrote it; MkDocs may be given a copy
    try:
        source = page.file.content_string
    except ValueError as error:
        raise unreadable(path, error) from None
    if not is_generated(source) and (front := YAML_RE.match(source)):
        parsed_yml("\n" + front.group(1), path)  # the line before it is the rule that opens front matter
    return source
