"""A cache for the patterns that are compiled from the yml files beside the code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from generator.kept import kept
from generator.settings.yml import LOADER

_Made = TypeVar("_Made")


def kept_yml(path: Path, make: Callable[[Any], _Made]) -> _Made:
    """Return what `make` makes of the content of a yml file of the package; cached on disk for the next process."""
    return kept(path, lambda content: make(yaml.load(content, LOADER)))  # noqa: S506 - a safe loader
