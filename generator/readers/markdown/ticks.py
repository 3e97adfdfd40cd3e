"""The tick boxes of task lists: `- [x] 已整改` is shown as ☑ 已整改."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\](?=\s)")
_BEGINS = ("list_item_open", "paragraph_open", "inline")
"""The tokens with which the item of a list begins that has words."""


def tick(tokens: Sequence[Token]) -> None:
    """Replace the typed box at the beginning of list items by the sign of a box, as a saved page has it."""
    for at, token in enumerate(tokens):
        if token.type != "inline" or tuple(one.type for one in tokens[max(0, at - 2) : at + 1]) != _BEGINS:
            continue
        first = next(iter(token.children or ()), None)
        # What is nothing but a box is none, for CommonMark's readers as well.
        words = token.content[3:].strip()
        box = _BOX.match(first.content) if first and first.type == "text" and words else None
        if first and box:
            first.content = f"{'☐' if box[1] == ' ' else '☑'}{first.content[box.end() :]}"
