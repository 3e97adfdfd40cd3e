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
"""Matches alternative text that Word or WPS made of a file's name or path and that describes nothing."""
_PARTS = {"diagram": "a SmartArt diagram", "chart": "a chart", "chartex": "a chart"}
"""Graphics that Word draws from data: the last word of their URI, and their names for messages."""


_FAR_POINTS = 1_000
"""Maximum distance in points of a visible box from its place; a box that is farther away is off every page."""
_EMU = 12_700
"""English Metric Units, in which drawings are measured, in a point."""
_GROUPS = frozenset({"group", "grpSp", "wgp"})
"""Elements that group shapes; the sizes and places of these are in the group's own units and can't be judged."""
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/")
"""Beginnings of the namespaces that Word knows."""
_UNREAD = {"OLEObject": "an embedded file", "control": "a form field", "contentPart": "a drawing"}
"""Elements that are shown but hold no text, with their names for messages."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as it stands in a paragraph."""

    element: _Element

    @property
    def boxes(self) -> list[_Element]:
        """The content (w:txbxContent) of its text boxes, each once."""
        return [item for item in self._shown() if item.tag == f"{W}txbxContent"]

    @property
    def words(self) -> list[str]:
        """The words of old WordArt, which VML keeps in an attribute."""
        return [item.get("string", "") for item in self._shown() if item.tag == f"{V}textpath"]

    @property
    def unread(self) -> list[tuple[str, str]]:
        """What it holds that is not read as text: (what it is, its name in the file)."""
        found = []
        for item in self._shown():
            name = str(item.tag).rpartition("}")[2]
            if name in _UNREAD:
                called = item.get("ProgID") or item.get(f"{W}name") or name
                found.append((_UNREAD[name], called))
        return found

    def pictures(self, package: Package, relations: dict[str, Relation], pictures: Pictures) -> Iterator[Attached]:
        """Yield its pictures; raises UserError for a picture that is not in the file, a chart or a SmartArt diagram."""
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
        """Yield its elements in order: of alternatives only the chosen one, of text boxes not what is inside."""
        waiting = [self.element]
        while waiting:
            item = waiting.pop()
            yield item
            if item.tag == f"{MC}AlternateContent":
                waiting.extend(reversed(list(alternatives(item))))
            elif item.tag != f"{W}txbxContent":
                waiting.extend(reversed(item))


def hidden_box(box: _Element) -> str:
    """Return how a text box is hidden from readers, in words; '' for a visible one."""
    for item in box.iterancestors():
        name, outer = _plain_name(item), _plain_name(item.getparent())
        if item.tag in {f"{W}p", f"{W}r"}:
            return ""
        in_group = outer in _GROUPS
        if item.tag.startswith(V) and (how := _hidden_shape(item.get("style", ""), in_group=in_group)):
            return how
        if name == "wsp" and not in_group and any(_no_size(size) for size in item.iterfind(f"*/{A}xfrm/{A}ext")):
            return "in a box without size"
        if item.tag in {f"{WP}inline", f"{WP}anchor"}:
            return _hidden_drawing(item)
    return ""


def _plain_name(item: _Element | None) -> str:
    return "" if item is None else str(item.tag).rpartition("}")[2]


def _hidden_shape(style: str, *, in_group: bool) -> str:
    """Return how the style="" of a VML shape hides it, in words; '' if it does not."""
    given = dict(part.replace(" ", "").lower().split(":", 1) for part in style.split(";") if ":" in part)
    relative = {"width": "mso-width-percent", "height": "mso-height-percent"}
    if given.get("visibility") == "hidden" or given.get("display") == "none":
        return "in a box that is hidden"
    if in_group:
        return ""
    if any(_points(given[side]) == 0 and more not in given for side, more in relative.items() if side in given):
        return "in a box without size"
    places = (_points(given[side]) for side in ("margin-left", "margin-top", "left", "top") if side in given)
    return "off the page" if any(place is not None and abs(place) > _FAR_POINTS for place in places) else ""


def _hidden_drawing(item: _Element) -> str:
    """Return how a wp:inline or wp:anchor hides its drawing, in words; '' if it does not."""
    named = item.find(f"{WP}docPr")
    if "1" in {item.get("hidden"), None if named is None else named.get("hidden")}:
        return "in a box that is hidden"
    if any(_no_size(size) for size in item.iterfind(f"{WP}extent")):
        return "in a box without size"
    offsets = [place.text or "" for place in item.iterfind(f"*/{WP}posOffset")]
    far = any(abs(int(place)) > _FAR_POINTS * _EMU for place in offsets if re.fullmatch(r"-?\d{1,18}", place))
    return "off the page" if far else ""


def _no_size(size: _Element) -> bool:
    """Say whether a size is below 10,000 EMU (0.8 pt) in one direction."""
    return any(re.fullmatch(r"\d{1,4}", size.get(side, "")) for side in ("cx", "cy"))


def _points(length: str) -> float | None:
    """Return a VML length in points; None for a relative one and for one in the units of the surrounding group."""
    match = re.fullmatch(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|)", length)
    if match is None or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}.get(match[2], 0.0)


def box_fill(box: _Element) -> str | None:
    """Return the fill colour of a text box as RRGGBB; None if it has none or it can't be told."""
    for item in box.iterancestors():
        name = str(item.tag).rpartition("}")[2]
        if item.tag in {f"{W}p", f"{W}r"}:
            return None
        if name == "wsp":
            filled = item.find(f"*/{A}solidFill/{A}srgbClr")
            return filled.get("val", "").upper() or None if filled is not None and not len(filled) else None
        if item.tag.startswith(V) and (color := item.get("fillcolor", "").partition(" ")[0].lower()):
            known = {"white": "FFFFFF", "black": "000000"}.get(color, color.removeprefix("#").upper())
            return known if re.fullmatch("[0-9A-F]{6}", known) and item.get("filled", "t")[:1] == "t" else None
    return None


def alternatives(element: _Element) -> Iterator[_Element]:
    """Yield the content of one alternative of mc:AlternateContent: the first choice that Word knows, else the fallback.

    An alternative without text is taken only if no other has text.
    """
    choices = [item for item in element if item.tag == f"{MC}Choice"]
    known = [item for item in choices if is_known(item)][:1]
    fallbacks = [item for item in element if item.tag == f"{MC}Fallback"][:1]
    wanted = known + fallbacks + choices[:1]
    best = next((item for item in wanted if next(item.iter(f"{W}t"), None) is not None), None)
    for chosen in [best] if best is not None else wanted[:1]:
        yield from chosen


def is_known(choice: _Element) -> bool:
    """Say whether Word knows all namespaces that a mc:Choice requires: they are Microsoft's or the standard's."""
    named = (choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split())
    return all(name.startswith(_KNOWN) for name in named)


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
