"""The changes of a correction in numbers, and signs that the new file is another report by mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.edition.change import Change, Fate
from generator.edition.edition import Edition
from generator.text.spacing import unspaced
from generator.wording import say

_MOST_OTHER = 0.5
"""Share of changed paragraphs above which a new text looks like another report."""


def counted(changes: Sequence[Change]) -> str:
    """Return a summary of a correction: `36 same, 2 changed, 1 added`, of paragraphs."""
    fates = [change.fate for change in changes]
    told = {
        Fate.SAME: say("{count} same", count=fates.count(Fate.SAME)),
        Fate.CHANGED: say("{count} changed", count=fates.count(Fate.CHANGED)),
        Fate.ADDED: say("{count} added", count=fates.count(Fate.ADDED)),
        Fate.REMOVED: say("{count} removed", count=fates.count(Fate.REMOVED)),
        Fate.MOVED: say("{count} moved", count=fates.count(Fate.MOVED)),
        Fate.SPLIT: say("{count} split", count=fates.count(Fate.SPLIT)),
        Fate.JOINED: say("{count} joined", count=fates.count(Fate.JOINED)),
    }
    return say(", ").join(told[fate] for fate in Fate if fate in fates)


def doubts_of(before: Edition, after: Edition, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the reasons why a new text looks like another report: other title, other body, most paragraphs changed."""
    old, new = (
        unspaced("".join(one.report.source[line.span] for line in one.report.source.title)) for one in (before, after)
    )
    if old != new:
        yield say("its title is “{new}”, not “{old}”", new=new, old=old)
    if before.metadata.issuing_body != after.metadata.issuing_body:
        yield say(
            "it is issued by {new}, not by {old}",
            new=after.metadata.issuing_body or say("nobody that it names"),
            old=before.metadata.issuing_body or say("nobody that it names"),
        )
    stayed = sum(len(change.old) for change in changes if change.old and change.new and not change.reworded)
    total = sum(len(change.old) for change in changes)
    if total and 1 - stayed / total > _MOST_OTHER:
        yield say("{count} of {total} paragraphs are others", count=total - stayed, total=total)
