"""Every page of the site is valid HTML to the Nu checker."""

from __future__ import annotations

from pathlib import Path

from tests.nu import html_errors


def test_every_page_is_valid(built_site: Path) -> None:
    errors = html_errors(built_site)
    assert not errors, "\n".join(errors)
