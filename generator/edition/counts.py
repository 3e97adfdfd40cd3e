"""How much a report holds, in words."""

from __future__ import annotations

from generator.model.report import Kind, Report

_COUNTED = (
    (Kind.PART, "个部分"),
    (Kind.THEME, "个方面"),
    (Kind.FINDING, "节"),
    (Kind.ITEM, "项"),
    (Kind.MEASURE, "条措施"),
    (Kind.ANNEX, "个附件"),
)


def counts(report: Report) -> str:
    """Return how much of each kind a report holds, in words: `3 个部分 · 4 个方面 · …`."""
    numbers = [(len(report.of(kind)), unit) for kind, unit in _COUNTED]
    return " · ".join(f"{number} {unit}" for number, unit in numbers if number) or "1 页"
