"""Fields (PAGE, TOC, REF …): what is a field's code, and what its result."""

from __future__ import annotations

from lxml.etree import _Element

from generator.readers.docx.names import W, value

CONTENTS = "TOC"
PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


class Fields:
    """The fields that are open at a place of a part; the code of each is no text, its result is."""

    def __init__(self, root: _Element) -> None:
        self._whole = frozenset(_whole(root))
        self._open: list[list[str]] = []
        self._results: list[bool] = []

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown: not inside a field's code."""
        return all(self._results)

    @property
    def name(self) -> str:
        """The outermost table of contents, else the innermost field, that text here is the result of; or ''."""
        names = [("".join(code).split() or [""])[0].upper() for code in self._open]
        return CONTENTS if CONTENTS in names else names[-1] if names else ""

    def character(self, element: _Element) -> None:
        """Take a w:fldChar; one without its counterpart is none."""
        if element not in self._whole:
            return
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._open.append([])
            self._results.append(False)
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end":
            self.end()

    def code(self, text: str) -> None:
        """Take a piece of a field's code."""
        if self._open and not self._results[-1]:
            self._open[-1].append(text)

    def begin(self, code: str) -> None:
        """Open a field whose code is known (w:fldSimple)."""
        self._open.append([code])
        self._results.append(True)

    def end(self) -> None:
        """Close the innermost field."""
        if self._open:
            self._open.pop()
            self._results.pop()


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
