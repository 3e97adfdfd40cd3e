"""Parses the YAML of test cases with libyaml, if PyYAML has it: that takes a tenth of the time."""

from __future__ import annotations

from typing import Any

import yaml

from generator.settings.yml import LOADER


def loaded(text: str) -> Any:
    """Return the object that a text in YAML stands for, as `yaml.safe_load` does."""
    return yaml.load(text, LOADER)  # noqa: S506 - a safe loader
