"""The asterisk as a sign of multiplication (5*6米, 长5米*宽3米), which CommonMark would take for emphasis and drop."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_BEFORE = frozenset("0123456789０１２３４５６７８９米寸尺mM")
"""Characters that a measure ends with."""
_AFTER = frozenset("0123456789０１２３４５６７８９长宽高厚深")
"""Characters that the next measure begins with."""


def keep_times(parser: MarkdownIt) -> None:
    """Let a single asterisk between two measures be text."""
    parser.inline.ruler.before("emphasis", "times", _times)


def _times(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls its rules so
    source, at = state.src, state.pos
    if source[at] != "*" or not 0 < at < len(source) - 1:
        return False
    if source[at - 1] not in _BEFORE or source[at + 1] not in _AFTER:
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True
