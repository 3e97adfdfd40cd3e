"""Blanks as pages and Word files have them around numbers and marks: 反馈的 36 项问题 ，已完成整改 15 项."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])\d[\d.]{0,12}(?=[\u4e00-\u9fff%])")
"""Matches a number inside Chinese text."""
_MARK = re.compile(r"(?<=[\u4e00-\u9fff%])[，、；,;](?=[\u4e00-\u9fff])")
"""Matches a comma or the like between Chinese words."""


def around_numbers(text: str, blank: str = " ") -> str:
    """Return a text with a blank before and after each number in Chinese."""
    return _NUMBER.sub(rf"{blank}\g<0>{blank}", text)


def around_marks(text: str, blank: str = " ") -> str:
    """Return a text with a blank before and after each comma and the like between Chinese words."""
    return _MARK.sub(rf"{blank}\g<0>{blank}", text)
