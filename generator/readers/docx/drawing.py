"""Drawings: the pictures and text boxes in a w:drawing, w:pict or w:object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from generator.errors import UserError
from generator.model.particulars import particular
from generator.model.source import Attached
from generator.readers.docx.names import MC, WP, A, V, W
from generator.readers.docx.package import Package, Relation, relation_id
from generator.readers.pictures import LARGEST_PICTURE, Pictures
from generator.wording import say

_FILE_NAME = re.compile(r"[\\/]|\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg)$|^IMG_\d+$", re.IGNORECASE)
"""A picture's alternative text that Word or WPS made of the path on somebody's computer."""
_PARTS = {"diagram": "a SmartArt diagram", "chart": "a chart", "chartex": "a chart"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as it stands in a paragraph."""

    element: _Element

    @property
    def boxes(self) -> list[_Element]:
        """The content of its text boxes, once each."""
        return [item for item in self._shown() if item.tag == f"{W}txbxContent"]

    @property
    def words(self) -> list[str]:
        """The words of old WordArt, which are an attribute."""
        return [item.get("string", "") for item in self._shown() if item.tag == f"{V}textpath"]

    def pictures(self, package: Package, relations: dict[str, Relation], pictures: Pictures) -> Iterator[Attached]:
        """Yield its pictures; raises UserError for one that is not in the file, and for what is drawn from data."""
        words = ""
        for item in self._shown():
            if item.tag == f"{WP}docPr":
                words = item.get("descr", "")
            elif item.tag == f"{V}shape":
                words = item.get("alt", "")
            elif item.tag == f"{A}graphicData" and (kind := _PARTS.get(item.get("uri", "").rpartition("/")[2])):
                raise UserError(
                    say(
                        "{name}: the file holds {kind}, whose words can't be read; put a picture of it and its words "
                        "in its place.",
                        name=package.name,
                        kind=particular(kind),
                    )
                )
            elif item.tag in {f"{A}blip", f"{V}imagedata"}:
                yield _picture(item, package, relations, pictures, "" if _FILE_NAME.search(words) else words)

    def _shown(self) -> Iterator[_Element]:
        """Yield the elements in order, of alternatives the one that is read, nothing inside text boxes."""
        waiting = [self.element]
        while waiting:
            item = waiting.pop()
            yield item
            if item.tag == f"{MC}AlternateContent":
                waiting.extend(reversed(list(alternatives(item))))
            elif item.tag != f"{W}txbxContent":
                waiting.extend(reversed(item))


def alternatives(element: _Element) -> Iterator[_Element]:
    """Yield the content of mc:AlternateContent: its first choice, or what falls back where only that has text."""
    choices = [item for item in element if item.tag == f"{MC}Choice"][:1]
    fallbacks = [item for item in element if item.tag == f"{MC}Fallback"][:1]
    best = next((item for item in choices + fallbacks if next(item.iter(f"{W}t"), None) is not None), None)
    for chosen in [best] if best is not None else (choices or fallbacks):
        yield from chosen


def _picture(
    item: _Element, package: Package, relations: dict[str, Relation], pictures: Pictures, words: str
) -> Attached:
    relation = relations.get(relation_id(item, "embed", "id", "pict", "link") or "")
    data = package.read(relation.part, LARGEST_PICTURE + 1) if relation and relation.part else None
    if relation is None or data is None:
        raise UserError(
            say(
                "{name}: a picture is linked, not in the file; put the picture itself in its place, or take it out.",
                name=package.name,
            )
        )
    return pictures.attach(data, relation.part, words)
