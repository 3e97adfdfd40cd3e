"""更正说明: what readers of a corrected report are told on its pages."""

from __future__ import annotations

from generator.pages import CHANGES, COVER, VERSIONS
from generator.writers.days import day
from generator.writers.display import Display
from generator.writers.escape import escape


def notice(display: Display) -> list[str]:
    """Return what the cover says of corrections after publication: when, why, and where the differences are."""
    if not display.versions:
        return []
    rows = [
        f"- {day(version.until)}：{escape(version.reason)}"
        f"（[更正前的第 {version.number} 版]({VERSIONS}/{version.number}/{COVER}.md)）"
        for version in display.versions
    ]
    return [
        '<div class="corrected" data-added markdown>',
        "## 更正说明 {: #corrections }",
        f"本通报发布后作过更正，本页是第 {len(display.versions) + 1} 版。没有改动的段落，原来的链接仍然有效。",
        "\n".join(rows),
        f"[逐段查看改动]({CHANGES}.md){{: .md-button }}",
        "</div>",
    ]


def notice_line(display: Display) -> list[str]:
    """Return what any other page of a corrected report says."""
    if not display.versions:
        return []
    last = display.versions[-1]
    told = f"本通报已于{day(last.until)}更正，见[更正说明]({COVER}.md#corrections)和[更正对照]({CHANGES}.md)。"
    return ['<div class="corrected" data-added markdown>', told, "</div>"]
