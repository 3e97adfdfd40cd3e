"""Front-matter: the YAML before a page's Markdown, which describes the page."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache

import yaml

GENERATED = "generator: gongkai"
"""The line that marks a file as generated: the program may replace or remove it."""


def front_matter(values: Mapping[str, object]) -> str:
    """Return a front-matter block with each value on its own line, so that a change is one line in a diff."""
    body = "".join(_lines(name, value) for name, value in values.items())
    return f"---\n{body}{GENERATED}\n---\n\n"


def _lines(name: str, value: object) -> str:
    return _of_words(name, value) if isinstance(value, str) else _dumped(name, value)


@lru_cache(maxsize=1000)  # all pages of a report have its title, its body and more in common
def _of_words(name: str, value: str) -> str:
    return _dumped(name, value)


def _dumped(name: str, value: object) -> str:
    return str(yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=sys.maxsize))


def is_generated(text: str) -> bool:
    """Say whether a Markdown file was written by gongkai."""
    head = text.partition("\n---\n")[0]
    return text.startswith("---\n") and head.endswith("\n" + GENERATED)
