"""Automatic numbering: what Word shows before each paragraph, counted as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from generator.errors import UserError
from generator.readers.docx.names import MC, W, below, number, switch, value
from generator.readers.docx.styles import LONGEST_CHAIN, Styles
from generator.readers.docx.symbols import symbol
from generator.text.list_numbers import FORMS, LARGEST
from generator.wording import say

LEVELS = 9
"""Number of levels of a list."""
_PLACE = re.compile(r"%([1-9])")
"""Matches the place of a number in a level's text, such as the %1 of `第%1条`."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Matches private characters, the bullets of fonts that are not known here; they are read as •."""
_CLOSED = re.compile(r"[\s、。．.,，:：;；)）\]】〕》」』—]$")
"""Matches a number after which authors type no blank: 一、关于, (一)关于, 1.关于."""


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """How one level of a list is numbered."""

    form: str
    """w:numFmt: decimal, chineseCounting, bullet, …"""
    text: str
    """w:lvlText: `第%1条`, where %1 is the number of the first level."""
    start: int
    gap: str
    """w:suff, what follows the number: tab, space or nothing."""
    restart: int | None
    """w:lvlRestart: 0 never; N after a paragraph of level N or above; None after any level above."""
    legal: bool
    """Whether all numbers in it are Arabic."""
    style: str | None
    """Id of the paragraph style that is numbered at this level."""
    hidden: bool
    """Whether Word counts the paragraphs but does not show the number."""
    font: str
    """The font of a bullet, or ''."""


@dataclass(frozen=True, slots=True)
class List:
    """A numbering instance (w:num)."""

    shared: str
    """Id of its w:abstractNum; all instances of one are counted together."""
    levels: dict[int, NumberingLevel]
    starts: dict[int, int]
    """The levels that start again when this instance is first met, each with its first number."""


class Numbering:
    """The lists of a .docx and how far each has been counted."""

    def __init__(self, root: _Element | None, styles: Styles, name: str) -> None:
        self._name = name
        self._styles = styles
        found = root if root is not None else ()
        self._abstract = {value(item, "abstractNumId") or "": item for item in found if item.tag == W + "abstractNum"}
        self._nums = {value(item, "numId") or "": item for item in found if item.tag == W + "num"}
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._met: set[tuple[str, int]] = set()

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph; return the number that Word shows before it, with the blank after the number.

        Call it once for each paragraph, in reading order.
        """
        given = self._styles.numbering(paragraph)
        if given is None:
            return ""
        identity, stated, style = given
        chosen = self._list(identity)
        if chosen is None:
            return ""
        index = stated
        if style is not None:
            # A paragraph that is numbered by its style is at the level that names this style.
            index = next((at for at, level in chosen.levels.items() if level.style == style), stated)
        index = min(max(index or 0, 0), LEVELS - 1)
        level = chosen.levels.get(index)
        if level is None:
            return ""
        counted = self._count(identity, chosen, index)
        return "" if level.hidden else self._shown(level, chosen, counted)

    def _count(self, identity: str, chosen: List, index: int) -> dict[int, int]:
        """Count a paragraph of a level; return the numbers of all levels down to it, by level from 0."""
        counts = self._counts.setdefault(chosen.shared, {})
        if index in chosen.starts and (identity, index) not in self._met:
            self._met.add((identity, index))
            counts.pop(index, None)
        for at in range(index):
            counts.setdefault(at, self._start(chosen, at))
        counts[index] = min(counts[index] + 1, LARGEST) if index in counts else self._start(chosen, index)
        for at in [at for at in counts if at > index]:
            restart = chosen.levels[at].restart if at in chosen.levels else None
            if restart is None or index < restart:
                del counts[at]
        return counts

    @staticmethod
    def _start(chosen: List, index: int) -> int:
        level = chosen.levels.get(index)
        return chosen.starts.get(index, level.start if level else 1)

    def _shown(self, level: NumberingLevel, chosen: List, counts: dict[int, int]) -> str:
        if level.form == "bullet":
            text = "".join(symbol(ord(character), level.font) for character in level.text)
            text = _PRIVATE.sub("•", text)
            return f"{text} " if text.strip() else ""

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            form = chosen.levels[index].form if index in chosen.levels else "decimal"
            return self._number(counts.get(index, 1), "decimal" if level.legal and form != "none" else form)

        text = _PLACE.sub(place, level.text)
        return text if not text or level.gap == "nothing" or _CLOSED.search(text) else f"{text} "

    def _number(self, count: int, form: str) -> str:
        if form not in FORMS:
            raise UserError(
                say(
                    "{name}: paragraphs are numbered in the form “{form}”, which can't be read; choose another form "
                    "in Word or WPS, or type the numbers.",
                    name=self._name,
                    form=form,
                )
            )
        return FORMS[form](count)

    def _list(self, identity: str) -> List | None:
        if identity not in self._lists:
            self._lists[identity] = self._read(identity)
        return self._lists[identity]

    def _read(self, identity: str) -> List | None:
        """Return a numbering instance by its numId, None if it is not defined; follow links to numbering styles."""
        num = self._nums.get(identity)
        shared = value(below(num, "abstractNumId"))
        for _ in range(LONGEST_CHAIN):
            link = value(below(self._abstract.get(shared or ""), "numStyleLink"))
            linked = self._nums.get(self._styles.linked_numbering(link) or "") if link else None
            if linked is None:
                break
            shared = value(below(linked, "abstractNumId"))
        abstract = self._abstract.get(shared or "")
        if num is None or abstract is None or shared is None:
            return None
        levels = {number(item, "ilvl"): item for item in abstract.iterfind(W + "lvl")}
        starts = {}
        for override in num.iterfind(W + "lvlOverride"):
            index = number(override, "ilvl")
            if index is None:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[index] = own
            start = number(below(override, "startOverride"))
            if start is not None:
                starts[index] = min(max(start, 0), LARGEST)
        read = {at: _level(item) for at, item in levels.items() if at is not None and 0 <= at < LEVELS}
        return List(shared, dict(sorted(read.items())), starts)


def _level(item: _Element) -> NumberingLevel:
    form = below(item, "numFmt")
    if form is None:
        # Word writes its newer forms with an older one to fall back on.
        form = next(iter(item.iterfind(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")), None)
    start = number(below(item, "start"))
    fonts = below(item, "rPr", "rFonts")
    return NumberingLevel(
        form=value(form) or "decimal",
        text=(value(below(item, "lvlText")) or "")[:100],
        start=min(max(start if start is not None else 0, 0), LARGEST),
        gap=value(below(item, "suff")) or "tab",
        restart=number(below(item, "lvlRestart")),
        legal=bool(switch(below(item, "isLgl"))),
        style=value(below(item, "pStyle")),
        hidden=bool(switch(below(item, "rPr", "vanish"))),
        font=(value(fonts, "ascii") or value(fonts, "hAnsi") or ""),
    )
