"""The names of cells, which stand before them on a phone: those of the heads above, or none."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.proof.pages.headed import misnamed

HEADS = "<tr><th rowspan=2>问题</th><th colspan=2>整改</th></tr><tr><th>措施</th><th>期限</th></tr>"
"""Two rows, the first with a head over two columns."""
RIGHT = "<tr><td rowspan=2 data-name=问题>甲</td><td data-name=整改：措施>乙</td><td data-name=整改：期限>丙</td></tr>"
BELOW = "<tr><td data-name=整改：措施>丁</td><td data-name=整改：期限>戊</td></tr>"


def told(*rows: str) -> list[str]:
    """Return the faults of a table."""
    article = LexborHTMLParser(f"<article><table>{''.join(rows)}</table></article>").css_first("article")
    assert article is not None
    return list(misnamed(article))


def test_cells_beside_and_below_merged_ones_are_called_by_their_heads() -> None:
    assert told(HEADS, RIGHT, BELOW) == []
    assert told(HEADS, "<tr><td data-name=问题>甲</td><td colspan=2>乙</td></tr>") == []


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("<tr><td data-name=已撤销>甲</td></tr>", "已撤销"),
        ("<tr><td data-name=整改：措施>甲</td></tr>", "整改：措施"),
        ("<tr><td data-name=措施>甲</td></tr>", "措施"),
        ("<tr><td>甲</td><td colspan=2 data-name=整改：措施>乙</td></tr>", "整改：措施"),
        ("<tr><td>甲</td><td>乙</td><td>丙</td><td data-name=责任单位>丁</td></tr>", "责任单位"),
        ("<tr><th data-name=问题>甲</th></tr>", "问题"),
        ("<tr><td rowspan=2>甲</td></tr><tr><td data-name=问题>乙</td></tr>", "问题"),
    ],
)
def test_a_cell_that_is_called_by_other_words(row: str, name: str) -> None:
    assert told(HEADS, row) == [f"a cell is called “{name}”, which no head of its column says"]


def test_cells_are_counted() -> None:
    assert told("<tr><td colspan=1000>甲</td></tr>" * 101, "<tr><td data-name=乙>乙</td></tr>") == [
        "its tables have more than 100,000 cells"
    ]
