"""Footnotes and endnotes: numbered [1], [2], … as they are cited, each given once."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from generator.readers.docx.names import W, value
from generator.readers.docx.package import Package, Relation

_KINDS = {"footnote": "footnotes", "endnote": "endnotes"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is cited."""

    element: _Element
    part: str
    mark: str


class Notes:
    """The notes of a .docx; one that nothing cites is shown nowhere, as in Word."""

    def __init__(self, package: Package, relations: dict[str, Relation]) -> None:
        self._notes: dict[tuple[str, str], tuple[_Element, str]] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._taken: set[tuple[str, str]] = set()
        self.roots: list[_Element] = []
        for kind, plural in _KINDS.items():
            for part in dict.fromkeys(item.part for item in relations.values() if item.kind == plural and item.part):
                root = package.xml(part)
                if root is None:
                    continue
                self.roots.append(root)
                for note in root.iterfind(W + kind):
                    if (value(note, "type") or "normal") == "normal":
                        self._notes.setdefault((kind, value(note, "id") or ""), (note, part))

    def mark(self, kind: str, identity: str) -> str:
        """Return the mark of a note that is cited, '' if there is no such note; footnotes and endnotes count on."""
        key = kind, identity
        if key not in self._notes:
            return ""
        return self._marks.setdefault(key, f"[{len(self._marks) + 1}]")

    def take(self, kind: str, identity: str) -> Note | None:
        """Return a note the first time it is asked for."""
        key = kind, identity
        if key in self._taken:
            return None
        self._taken.add(key)
        element, part = self._notes[key]
        return Note(element, part, self._marks[key])
