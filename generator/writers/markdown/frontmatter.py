"""Front-matter: what a page is, as YAML before its Markdown."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import yaml

GENERATED = "generator: gongkai"
"""The line by which a file is known to be ours, and may be replaced or removed."""


def front_matter(values: Mapping[str, object]) -> str:
    """Return a front-matter block; one line a value, so that a change is one line in a diff."""
    body = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=sys.maxsize)
    return f"---\n{body}{GENERATED}\n---\n\n"


def is_generated(text: str) -> bool:
    """Say whether a Markdown file was written by gongkai."""
    head = text.partition("\n---\n")[0]
    return text.startswith("---\n") and head.endswith("\n" + GENERATED)
