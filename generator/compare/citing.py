"""Which documents a report cites, told so that other reports' citations of the same can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from generator.edition.edition import Edition
from generator.edition.places import name_of, place_of
from generator.text.folding import fold

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
"""Characters of a title below which nothing is left out of it."""
_SAME = {"党章": "中国共产党章程"}
"""Names that everybody knows, and the titles that they stand for, where more than the state's name differs."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A place at which a report cites a document."""

    key: str
    """What citations of the same document have in common."""
    title: str
    """As shown, with its marks."""
    act: str
    """What the report says was done with it, empty where it does not say."""
    place: str
    """What the place is called."""
    link: str
    """Where it stands, as a Markdown link in its report's folder."""


class Citings(Protocol):
    """The places at which a report cites documents, in reading order, wherever they are kept."""

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The key and the title of each."""
        ...

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return some of them."""
        ...


@dataclass(frozen=True)
class Cited:
    """Those of a report that was just read."""

    found: tuple[Citing, ...]

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The key and the title of each."""
        return [(one.key, one.title) for one in self.found]

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return some of them."""
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
    """Return what the titles of one document have in common, however a report writes them.

    Left out are widths and marks, the state's or the party's name before it, 关于, the year of its revision; of a
    notice that sends out a document, all but that document's title. 试行 and 暂行 stay: they are other documents.
    """
    plain = "".join(fold(title).split()).strip("《》")
    plain = _SAME.get(plain, plain)
    inside = _INSIDE.match(plain)
    plain = inside["title"] if inside else plain
    for pattern in (_REVISED, _CENTRAL, _ABOUT):
        rest = pattern.sub("", plain)
        plain = rest if len(rest) >= _SHORTEST else plain
    return _MARKS.sub("", plain)
