"""`gongkai search`: searches with the same index and the same results as the site's search box."""

from __future__ import annotations

from generator.search.answer import Answer
from generator.search.engine import Engine
from generator.search.index import merged
from generator.search.own import own_pages
from generator.search.write import index_of
from generator.settings.project import Project


def search_project(project: Project, query: str) -> Answer:
    """Return the results of a query in a project's reports and hand-written pages."""
    project.chosen(())  # raises UserError for a project without reports
    return Engine(merged((index_of(project), own_pages(project)))).search(query)
