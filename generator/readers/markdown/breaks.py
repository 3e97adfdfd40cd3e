"""Repairs where Chinese authors and crawlers write Markdown otherwise than its rules: line ends and bold words.

By the rules a line's end within a paragraph is a blank, or nothing. But where numbered or indented lines follow each
other without blank lines, the end of a line that is not full is meant as one; a line filled up to a width goes on in
the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_MARKER = re.compile(
    r"[\s\u3000]*(?:第?[一二三四五六七八九十]+(?:、|方面|部分)|[一二三四五六七八九十]是"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|附件|(?:项目|任务|问题)[\d一二三四五六七八九十.．]+[：:]"
    r"|\d{4}年\d{1,2}月\d{1,2}日\s*$)"
)
"""Matches the numbering, or a date, with which a line begins that stands for itself."""
_INDENTED = re.compile("\u3000|\u2003|\xa0\xa0")
_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)]*\s*$")
_FULL = 0.8
"""Minimum length of a full line, as a share of the longest line of its paragraph."""
_HEADING = 40
"""Maximum length in characters of a numbered line that is a heading."""


def loosen(parser: MarkdownIt) -> None:
    """Let ** and ~~ begin and end beside punctuation and figures, as authors mean it: **一、**党委, ~~80%~~100%."""
    parser.inline.ruler.before("strikethrough", "double", _double)


def _double(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    marker = state.src[state.pos]
    if silent or marker not in "*~":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    after = state.src[state.pos + 2 : state.pos + 3]
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if scanned.length != 2 or not (before.strip() and after.strip()):
        return False
    for _ in range(2 if marker == "*" else 1):
        token = state.push("text", "", 0)
        token.content = marker if marker == "*" else marker * 2
        length = 2 if marker == "*" else 0
        state.delimiters.append(Delimiter(ord(marker), length, len(state.tokens) - 1, end=-1, open=True, close=True))
    state.pos += 2
    return True


def mend(tokens: Sequence[Token]) -> None:
    """Turn the line ends that are meant as such into hard breaks, in place."""
    for at, token in enumerate(tokens):
        children = token.children
        if token.type == "inline" and children and tokens[at - 1].type == "paragraph_open":
            for place in _meant(children):
                children[place].type, children[place].tag = "hardbreak", "br"


def _meant(children: Sequence[Token]) -> Iterator[int]:
    """Yield the indices of the line ends of a paragraph that are meant as such."""
    places = [at for at, child in enumerate(children) if child.type == "softbreak"]
    if not places:
        return
    bounds = [-1, *places, len(children)]
    lines = ["".join(child.content for child in children[start + 1 : end]) for start, end in pairwise(bounds)]
    longest = max(len(line.strip()) for line in lines)
    first, *rest = lines
    heading = bool(_MARKER.match(first)) and len(first) <= _HEADING and not _ENDED.search(first)
    if not (heading or any(_MARKER.match(line) or _INDENTED.match(line) for line in rest)):
        return
    for place, line, after in zip(places, lines, rest, strict=False):
        early = len(line.strip()) < _FULL * longest
        marked = _MARKER.match(line) and len(line) <= _HEADING
        ended, begins = _ENDED.search(line), _MARKER.match(after)
        if _INDENTED.match(after) or (ended and begins) or (early and (ended or begins or marked)):
            yield place
