"""Imports all modules that building reports needs: the fork server imports this once, and each worker is its fork."""

from __future__ import annotations

import markdown.extensions.attr_list
import markdown.extensions.md_in_html
import markdown.extensions.tables  # noqa: F401 - imported for the worker processes
import material.plugins.search.plugin  # type: ignore[import-untyped]  # noqa: F401
import mkdocs.commands.build  # noqa: F401

import generator.build.around
import generator.build.report
import generator.readers.docx
import generator.readers.html
import generator.readers.markdown
import generator.readers.pdf
import generator.site.mkdocs.plugin  # noqa: F401
from generator.edition.edition import Edition
from generator.outline import outline
from generator.readers.text import source_of
from generator.settings.report import ReportSettings

_SETTINGS = ReportSettings()
_ = Edition(outline(source_of("一、整改\n已完成3项。\n", "a.txt", "utf-8", "", _SETTINGS), _SETTINGS), _SETTINGS).facts
"""A tiny report whose facts are asked for, since the rules for facts are compiled at their first use."""
