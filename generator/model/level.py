"""The level of the body that issued a report."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The level of a body, as lists of reports tell it."""

    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县区"
    UNIT = "单位"
