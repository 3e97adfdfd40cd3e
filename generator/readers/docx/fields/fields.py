"""Fields (PAGE, TOC, REF …): what is a field's code, and what its result."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from generator.readers.docx.names import W, below, value

CONTENTS = "TOC"
PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})


@dataclass(slots=True)
class WordField:
    """A field that is open."""

    codes: list[str] = field(default_factory=list)
    result: bool = False
    """Whether the place is in its result."""
    separated: bool = False
    """Whether it has a result, even an empty one."""
    shows: bool = False
    """Whether anything of its result has been shown."""
    data: _Element | None = None
    """The w:ffData of a form field."""

    @property
    def code(self) -> str:
        """Its code as far as it has been met."""
        return "".join(self.codes)

    @property
    def name(self) -> str:
        """The first word of its code."""
        return (self.code.split() or [""])[0].upper()


class Fields:
    """The fields that are open at a place of a part; the code of each is no text, its result is."""

    def __init__(self, root: _Element) -> None:
        self._whole = frozenset(_whole(root))
        self._open: list[WordField] = []

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown: not inside a field's code."""
        return all(item.result for item in self._open)

    @property
    def name(self) -> str:
        """The outermost table of contents, else the innermost field, that text here is the result of; or ''."""
        names = [item.name for item in self._open]
        return CONTENTS if CONTENTS in names else names[-1] if names else ""

    def character(self, element: _Element) -> WordField | None:
        """Take a w:fldChar; return the field that it ends. One without its counterpart is none."""
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
        """Take a piece of a field's code."""
        if self._open and not self._open[-1].result:
            self._open[-1].codes.append(text)

    def show(self) -> None:
        """Take note that something is shown at this place."""
        for item in self._open:
            item.shows = True

    def begin(self, code: str) -> None:
        """Open a field whose code is known (w:fldSimple)."""
        self._open.append(WordField([code], result=True))

    def end(self) -> WordField | None:
        """Close the innermost field and return it."""
        return self._open.pop() if self._open else None


def _whole(root: _Element) -> list[_Element]:
    """Return the field characters of fields that both begin and end; an open one would swallow what follows."""
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
