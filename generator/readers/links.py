"""What of a Markdown file is a page's navigation: lines of nothing but links, above the text and below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.model.source import ChromeKind
from generator.readers.blocks import Block
from generator.readers.chrome import NUMBERED
from generator.text.folding import fold

_CRUMB = frozenset({">", "»", "›"})


def around(blocks: Sequence[Block], linked: Sequence[bool], lists: Sequence[int]) -> list[Block]:
    """Return the blocks, those of a crawled page's navigation set aside: a line, a row or a list of links.

    `linked` says which are nothing but links, `lists` in which list each stands (0 for none). Only what stands above
    the first sentence or below the last is looked at, and what leads to an attachment stays.
    """
    texts = [index for index, block in enumerate(blocks) if not linked[index] and _is_text(block)]
    first, last = (texts[0], texts[-1]) if texts else (len(blocks), -1)
    if not texts:
        return list(blocks)
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
