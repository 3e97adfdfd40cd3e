"""What readers are shown for the program's own terms, and the order that they expect words in."""

from __future__ import annotations

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


def by_reading(word: str) -> bytes:
    """Return what to sort Chinese words by.

    GB 18030 has the 3,755 most used characters in the order of how they are read; rarer ones stand before or after.
    """
    return word.encode("gb18030", "replace")
