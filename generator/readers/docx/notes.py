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
    """Path of the part that holds it."""
    mark: str
    """The mark before its text, [1]; '' for a note with a mark of its own."""


class Notes:
    """The notes and comments of a .docx; a note that nothing cites is not shown, as in Word."""

    def __init__(self, package: Package, relations: dict[str, Relation]) -> None:
        self._notes: dict[tuple[str, str], tuple[_Element, str]] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._own: set[tuple[str, str]] = set()
        self._taken: set[tuple[str, str]] = set()
        self.roots: list[_Element] = []
        """The roots of the parts that hold notes."""
        self._comments: dict[str, str] = {}
        for part in dict.fromkeys(item.part for item in relations.values() if item.kind == "comments" and item.part):
            root = package.xml(part)
            for comment in root.iterfind(f"{W}comment") if root is not None else ():
                words = "".join(str(text) for item in comment.iter(f"{W}t") for text in item.itertext())
                self._comments.setdefault(value(comment, "id") or "", words)
        for kind, plural in _KINDS.items():
            for part in dict.fromkeys(item.part for item in relations.values() if item.kind == plural and item.part):
                root = package.xml(part)
                if root is None:
                    continue
                self.roots.append(root)
                for note in root.iterfind(W + kind):
                    if (value(note, "type") or "normal") == "normal":
                        self._notes.setdefault((kind, value(note, "id") or ""), (note, part))

    def mark(self, kind: str, identity: str, *, own: bool = False) -> str:
        """Return the mark of a note that is cited here, [1], [2], …; '' if there is no such note.

        Footnotes and endnotes are counted together. With `own`, the author gave the note a mark (※), so that its text
        gets none of ours.
        """
        key = kind, identity
        if key not in self._notes:
            return ""
        if own:
            self._own.add(key)
        return self._marks.setdefault(key, f"[{len(self._marks) + 1}]")

    def comment(self, identity: str) -> str:
        """Return what a comment says, '' if there is no such comment."""
        return self._comments.get(identity, "")

    def take(self, kind: str, identity: str) -> Note | None:
        """Return a note that is cited, None if it has been taken before."""
        key = kind, identity
        if key in self._taken:
            return None
        self._taken.add(key)
        element, part = self._notes[key]
        return Note(element, part, "" if key in self._own else self._marks[key])
