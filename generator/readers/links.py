"""Navigation of a crawled page in a Markdown file: lines of nothing but links, above the text and below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.model.source import ChromeKind
from generator.readers.blocks import Block
from generator.readers.chrome import NUMBERED
from generator.text.folding import fold

_CRUMB = frozenset({">", "»", "›"})
"""Signs between the entries of a breadcrumb."""


def around(blocks: Sequence[Block], linked: Sequence[bool], lists: Sequence[int]) -> list[Block]:
    """Return the blocks, with a crawled page's navigation marked as chrome: lines, table rows and lists of links.

    For each block, `linked` says whether it is nothing but links, and `lists` gives the number of its list (0 for
    none). Only blocks above the first sentence or below the last one are marked, and none that has a file attached.
    """
    texts = [index for index, block in enumerate(blocks) if not linked[index] and _is_text(block)]
    if not texts:
        return list(blocks)
    first, last = texts[0], texts[-1]
    members = Counter(lists)
    links = Counter(number for number, link in zip(lists, linked, strict=True) if link)
    found = []
    for index, block in enumerate(blocks):
        listed = bool(lists[index]) and 2 * links[lists[index]] > members[lists[index]]
        outside = index < first or index > last
        if outside and (linked[index] or listed) and not block.files and block.line.strip():
            crumb = bool(_CRUMB & set(block.line)) or block.text[:1].isdigit()
            kind = ChromeKind.BREADCRUMB if crumb and index < first else ChromeKind.NAVIGATION
            found.append(replace(block, chrome=kind))
        else:
            found.append(block)
    return found


def _is_text(block: Block) -> bool:
    text = fold(block.line)
    return "。" in text or bool(NUMBERED.match(text))
