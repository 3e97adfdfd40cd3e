"""The Chinese words in which readers are shown the program's own terms: statuses, counts, changes of figures."""

from __future__ import annotations

from generator.facts.fact import Figure
from generator.facts.status.stated import Stated
from generator.model.status import Status

WORDS = {
    Status.COMPLETED: "已完成",
    Status.MOSTLY_COMPLETED: "基本完成",
    Status.IN_PROGRESS: "推进中",
    Status.ONGOING: "长期坚持",
    Status.PLANNED: "计划中",
    Status.PARTLY_STATED: "部分说明",
    Status.NOT_STATED: "未说明",
}
"""The Chinese word for each status."""

CHANGES = {"up": "增长", "down": "下降", "up_to": "升至", "down_to": "降至"}
"""The Chinese word for each direction of a change (`Figure.change`)."""


SHOWN = (
    Status.COMPLETED,
    Status.MOSTLY_COMPLETED,
    Status.PARTLY_STATED,
    Status.ONGOING,
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.NOT_STATED,
)
"""The statuses in the order in which readers are shown them, the most finished first."""


def counts_of(stated: Stated) -> str:
    """Return the number of an item's measures by status, in words: 已完成 1，未说明 2; empty if it has no measures."""
    return "，".join(f"{WORDS[status]} {stated.measures[status]}" for status in SHOWN if status in stated.measures)


def change_of(figure: Figure) -> str:
    """Return the change that a figure states, in words: 同比增长; empty if it states none."""
    return f"{figure.basis or ''}{CHANGES[figure.change]}" if figure.change else ""
