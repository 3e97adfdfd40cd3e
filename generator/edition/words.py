"""What readers are shown for the program's own terms."""

from __future__ import annotations

from generator.facts.fact import Figure
from generator.model.status import Status

WORDS = {
    Status.COMPLETED: "已完成",
    Status.MOSTLY_COMPLETED: "基本完成",
    Status.IN_PROGRESS: "推进中",
    Status.ONGOING: "长期坚持",
    Status.PLANNED: "计划中",
    Status.NOT_STATED: "未说明",
}
"""What each status is called."""

CHANGES = {"up": "增长", "down": "下降", "up_to": "升至", "down_to": "降至"}
"""What each change is called."""


def change_of(figure: Figure) -> str:
    """Return how a figure changed, in words: 同比增长; empty where it did not."""
    return f"{figure.basis or ''}{CHANGES[figure.change]}" if figure.change else ""
