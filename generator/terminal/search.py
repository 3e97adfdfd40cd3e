"""Search from the command line, over the same index and with the same answers as the site's search box."""

from __future__ import annotations

from generator.search.answer import Answer
from generator.search.engine import Engine
from generator.search.index import merged
from generator.search.own import own_pages
from generator.search.write import index_of
from generator.settings.project import Project


def search_project(project: Project, query: str) -> Answer:
    """Return what a query finds in the reports of a project and in the pages that people wrote beside them."""
    project.chosen(())  # a project without reports is told so
    return Engine(merged((index_of(project), own_pages(project)))).search(query)
