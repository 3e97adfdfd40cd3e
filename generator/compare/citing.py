"""The documents that a report cites, each with a key that all reports' citations of the same document share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from generator.edition.edition import Edition
from generator.edition.places import name_of, place_of
from generator.text.folding import fold
from generator.text.spacing import solid

_MARKS = re.compile(r"[\s《》〈〉<>“”‘’\"'、,，。.:：;；·\-—_]+")
_REVISED = re.compile(
    r"\((?:[0-9]{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|修改)(?:版|稿|本)?\)$|\([0-9]{4}年?(?:版|本)?\)$"
)
_INSIDE = re.compile(r"^.{0,24}(?:印发|转发|发布|颁布|公布)[〈<《](?P<title>.+)[〉>》]的?(?:通知|公告|函|令|决定)$")
_CENTRAL = re.compile(
    r"^(?:中华人民共和国|中国共产党(?!章程)|(?:中共中央|国务院)(?:办公厅)?(?:[、,，]?(?:中共中央|国务院)(?:办公厅)?)*(?=关于|印发))"
)
_ABOUT = re.compile(r"^关于(?:进一步)?")
_SHORTEST = 2
"""Minimum characters that must be left of a title for a part of it to be dropped."""
_SAME = {"党章": "中国共产党章程"}
"""Full titles by common short names, if these differ in more than 中华人民共和国 or 中国共产党."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A place at which a report cites a document."""

    key: str
    """The `document_key`, the same for all citations of a document."""
    title: str
    """The title as shown, with its 《》."""
    act: str
    """What the report says was done with the document (`Document.act`); empty if it does not say."""
    place: str
    """The number of the place: 二（一）2."""
    link: str
    """The target of a Markdown link to the place, relative to the report's folder: `p2t1f5.md#i2`."""


class Citings(Protocol):
    """The citations of a report in reading order, in memory or in a file."""

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The (key, title) of each citation."""
        ...

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return the citations with the given indices."""
        ...


@dataclass(frozen=True)
class Cited:
    """The citations of a report in memory."""

    found: tuple[Citing, ...]

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The (key, title) of each citation."""
        return [(one.key, one.title) for one in self.found]

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return the citations with the given indices."""
        return [self.found[number] for number in numbers]


def citings(edition: Edition) -> Cited:
    """Return the places at which a report cites documents."""
    return Cited(tuple(_found(edition)))


def _found(edition: Edition) -> Iterator[Citing]:
    for document in edition.facts.documents:
        place = place_of(edition.report, document.span)
        yield Citing(
            key=document_key(edition.text(document.title)),
            title=edition.words(document.span),
            act=document.act or "",
            place=name_of(edition, place),
            link=place.markdown,
        )


@cache
def document_key(title: str) -> str:
    """Return the key of a title: the same for all ways in which reports write the title of one document.

    Widths and marks are dropped, the state's or the party's name at the beginning, 关于, and the year of a revision;
    of a notice that sends out a document, only that document's title is kept. 试行 and 暂行 stay: such a document is
    another one.
    """
    plain = solid(fold(title)).strip("《》")
    plain = _SAME.get(plain, plain)
    inside = _INSIDE.match(plain)
    plain = inside["title"] if inside else plain
    for pattern in (_REVISED, _CENTRAL, _ABOUT):
        rest = pattern.sub("", plain)
        plain = rest if len(rest) >= _SHORTEST else plain
    return _MARKS.sub("", plain)
