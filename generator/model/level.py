"""The level of the body that issued a report."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The administrative level of an issuing body, in the words in which lists of reports show it."""

    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县区"
    UNIT = "单位"
