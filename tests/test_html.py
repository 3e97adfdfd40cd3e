"""Every page is valid HTML to the Nu checker: of the project's site, and of two of hostile titles."""

from __future__ import annotations

from pathlib import Path

from tests.machines.conftest import Site, bare, below
from tests.nu import html_errors


def test_every_page_is_valid(built_site: Path, below: Site, bare: Site) -> None:
    errors = html_errors(built_site, below.root, bare.root)
    assert not errors, "\n".join(errors)


__all__ = ["bare", "below"]
