"""Search from the command line, over the same index and with the same answers as the site's search box."""

from __future__ import annotations

from generator.search.engine import Answer, Engine
from generator.search.write import index_of
from generator.settings.project import Project


def search_project(project: Project, query: str) -> Answer:
    """Return what a query finds in the reports of a project."""
    project.chosen(())  # a project without reports is told so
    return Engine(index_of(project)).search(query)
