"""Fields (PAGE, TOC, REF …): what is a field's code, and what its result."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from generator.readers.docx.names import W, below, value

CONTENTS = "TOC"
PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})


@dataclass(slots=True)
class WordField:
    """A field that has begun and not ended."""

    codes: list[str] = field(default_factory=list)
    """The pieces of its code that have been met."""
    result: bool = False
    """Whether the reader is in its result, not in its code."""
    separated: bool = False
    """Whether it has a result, even an empty one."""
    shows: bool = False
    """Whether anything of its result has been shown."""
    data: _Element | None = None
    """The w:ffData of a form field."""

    @property
    def code(self) -> str:
        """Its code as far as it has been read."""
        return "".join(self.codes)

    @property
    def name(self) -> str:
        """The first word of its code."""
        return (self.code.split() or [""])[0].upper()


class Fields:
    """The fields that are open at the place being read; the code of a field is not text, its result is."""

    def __init__(self, root: _Element) -> None:
        self._whole = frozenset(_whole(root))
        self._open: list[WordField] = []

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown, because it is not in the code of a field."""
        return all(item.result for item in self._open)

    @property
    def name(self) -> str:
        """The name of the field whose result is being read: TOC in a table of contents, else the innermost; or ''."""
        names = [item.name for item in self._open]
        return CONTENTS if CONTENTS in names else names[-1] if names else ""

    def character(self, element: _Element) -> WordField | None:
        """Take in a w:fldChar; return the field that it ends, or None. One without its counterpart is ignored."""
        if element not in self._whole:
            return None
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._open.append(WordField(data=below(element, "ffData")))
        elif kind == "separate" and self._open:
            self._open[-1].result = self._open[-1].separated = True
        elif kind == "end":
            return self.end()
        return None

    def code(self, text: str) -> None:
        """Take in a piece of the innermost field's code."""
        if self._open and not self._open[-1].result:
            self._open[-1].codes.append(text)

    def show(self) -> None:
        """Note that text is shown at this place: all open fields have a visible result."""
        for item in self._open:
            item.shows = True

    def begin(self, code: str) -> None:
        """Open a field whose code is known (w:fldSimple)."""
        self._open.append(WordField([code], result=True))

    def end(self) -> WordField | None:
        """Close the innermost field and return it."""
        return self._open.pop() if self._open else None


def _whole(root: _Element) -> list[_Element]:
    """Return the w:fldChar of fields that both begin and end; one that never ends would swallow what follows."""
    found: list[_Element] = []
    stack: list[list[_Element]] = []
    for element in root.iter(f"{W}fldChar"):
        kind = value(element, "fldCharType")
        if kind == "begin":
            stack.append([element])
        elif stack:
            stack[-1].append(element)
            if kind == "end":
                found.extend(stack.pop())
    return found
