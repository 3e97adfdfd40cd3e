"""Columns of a page, drawn as letters: what stands beside each other is read one column after the other."""

from __future__ import annotations

import pytest

from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.order import in_order

HEIGHT = 842.0
PITCH = 15.0
WIDE = 540.0

TWO = """
AAAAAAAA
aa ee
bb ff
cc gg
dd hh
"""
PAGES = {
    "two columns, then what is of neither": (f"{TWO}\nBB\nCC\n", "A a b c d e f g h B C"),
    "two columns, then a line of its own width": (f"{TWO}\nBB\nCCCCCCCC\n", "A a b c d e f g h B C"),
    "three columns, the last shorter": (
        "AAAAAAAA\naa ff jj\nbb gg kk\ncc hh ll\ndd ii mm\nee __ __\nBB\nCCCCCCCC\n",
        "A a b c d e f g h i j k l m B C",
    ),
    "a heading between two bands of columns": (
        f"{TWO}\nBB\n\nii mm\njj nn\nkk oo\nll pp\n\nCC\n",
        "A a b c d e f g h B i j k l m n o p C",
    ),
    "a page's number below columns of unequal length": (
        "aa hh\nbb ii\ncc jj\ndd kk\nee __\nff __\ngg __\n   N\n",
        "a b c d e f g h i j k N",
    ),
}
"""A row a line, a word a column; an underlined place is blank, a word of capitals stands over all, N in the middle."""


def lines_of(page: str) -> list[PdfLine]:
    """Return the lines of a page that is drawn as letters, in the order of its rows."""
    found = []
    rows = page.strip("\n").split("\n")
    columns = max(len(row.split()) for row in rows)
    for at, row in enumerate(rows):
        for number, word in enumerate(row.split()):
            if "_" in word:
                continue
            width = WIDE / columns - 20
            left = 30 + number * WIDE / columns
            right = left + (WIDE if len(word) > 2 else width / 3 if word.isupper() else width)
            if word == "N":
                left, right = 290.0, 310.0
            found.append(PdfLine(at, left=left, right=right, base=780 - at * PITCH, height=11))
            names[id(found[-1])] = word[0]
    return found


names: dict[int, str] = {}


@pytest.mark.parametrize("page", PAGES)
def test_columns_are_read_one_after_the_other(page: str) -> None:
    drawn, order = PAGES[page]
    lines = lines_of(drawn)
    # Whatever is drawn first.
    for given in (lines, lines[::-1]):
        assert " ".join(names[id(item)] for item in in_order(given, HEIGHT)) == order


def test_columns_that_fill_the_page_may_end_unequally() -> None:
    """The last column of the last page is as short as the text: what stands lower in the first is of the first."""
    rows = "\n".join(["xx yy"] * 20 + ["xx __"] * 27)
    read = [names[id(item)] for item in in_order(lines_of(rows), HEIGHT)]
    assert "".join(read) == "x" * 47 + "y" * 20
