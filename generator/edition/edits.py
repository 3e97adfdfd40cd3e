"""Describe the differences between two sources in a few lines for the publisher."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.edition.align import Text, align
from generator.model.source import Source
from generator.text.spacing import solid
from generator.wording import say

_AROUND = 8
"""Number of unchanged characters shown on each side of a change within a line."""
_LONGEST = 60
"""Maximum length of a shown piece of text, in characters."""
_MOST = 20
"""Maximum number of differences that are shown."""


def texts_of(source: Source) -> list[Text]:
    """Return a source's lines in the form in which they are compared: without white space."""
    return [Text("line", solid(source[line.span])) for line in source.lines]


def edits(old: Source, new: Source) -> list[str]:
    """Return a line for each change, removal and addition; an empty list if no word differs.

    If there are more than `_MOST`, the first ones are returned, and a line that tells how many more there are.
    """
    found = list(_edits(old, new))
    if len(found) > _MOST:
        more = say("… and {count} more lines that differ", count=len(found) - _MOST)
        return [*found[:_MOST], more]
    return found


def _edits(earlier: Source, after: Source) -> Iterator[str]:
    """Yield changes and additions in the order of the new source, then removals in the order of the old one."""
    olds, news = texts_of(earlier), texts_of(after)
    pairs = align(olds, news)
    gone = set(range(len(olds))) - set(pairs.values())
    for at, new in enumerate(news):
        before = pairs.get(at)
        if before is None:
            if new.key:
                yield say("line {line}: + “{new}”", line=after.lines[at].number, new=_cut(new.key))
        elif olds[before].key != new.key:
            yield from (
                say("line {line}: “{old}” → “{new}”", line=after.lines[at].number, old=was, new=now)
                for was, now in _pieces(olds[before].key, new.key)
            )
    for at in sorted(gone):
        if olds[at].key:
            yield say("line {line} before: − “{old}”", line=earlier.lines[at].number, old=_cut(olds[at].key))


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the changed pieces of a line as (old, new), each with a few unchanged characters around it."""
    spans: list[list[int]] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and start - spans[-1][1] < _AROUND:
            spans[-1][1], spans[-1][3] = end, last
        else:
            spans.append([start, end, first, last])
    for start, end, first, last in spans:
        before = max(0, start - _AROUND)
        yield _cut(old[before : end + _AROUND]), _cut(new[first - (start - before) : last + _AROUND])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
