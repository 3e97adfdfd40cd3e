"""What style sheets need to know of lists and tables is told in the HTML, and nothing of the text changes."""

from __future__ import annotations

from lxml import html
from markdown import Markdown

EXTENSIONS = ["attr_list", "md_in_html", "generator.site.mkdocs.cells", "generator.site.mkdocs.looks"]
TABLE = "| 问题 | 状态 |\n| --- | --- |\n| 甲 {: data-status=planned } | 计划中 |"


def converted(markdown: str) -> html.HtmlElement:
    """Return the page as a tree."""
    return html.fragment_fromstring(Markdown(extensions=EXTENSIONS).convert(markdown), create_parent="div")


def test_cells_of_facts_are_named() -> None:
    page = converted(f'<div class="ledger" data-added markdown>\n\n{TABLE}\n\n</div>')
    assert page.xpath("//table/@data-cells") == ["facts"]
    assert page.xpath("//td/@data-name") == ["问题", "状态"]
    assert page.xpath("//td/@data-status") == ["planned"]
    assert page.text_content().split() == ["问题", "状态", "甲", "计划中"]


def test_cells_of_the_reports_own_tables_are_named() -> None:
    page = converted("| 问题 {: #t1r1 .row } | 状态 |\n| --- | --- |\n| 甲 {: #t1r2 .row } | 乙 |")
    assert page.xpath("//table/@data-cells") == ["own"]
    assert page.xpath("//td/@data-name") == ["问题", "状态"]


def test_other_tables_stay_as_they_are() -> None:
    for frame in (TABLE, f'<div class="facts" markdown>\n\n{TABLE}\n\n</div>'):
        assert converted(frame).xpath("//@data-cells | //@data-name") == []


def test_lists_of_contents_say_what_they_are() -> None:
    page = converted(
        '<nav class="contents" markdown>\n\n'
        "- [一](p1.md)\n    - [甲](p1t1.md)\n        - [（一）](p1t1f1.md)\n            - [1.](p1t1f1.md#i1)\n\n</nav>"
    )
    kinds = [(listed.get("class") or "").split() for listed in page.xpath("//ul")]
    assert kinds == [["contents__themes"], ["contents__themes"], [], ["contents__items"]]
    assert [entry.get("class") for entry in page.xpath("//li")] == ["contents__above"] * 3 + [None]
    assert converted("- [一](p1.md#i1)\n    - [甲](p2.md)").xpath("//@class") == []
