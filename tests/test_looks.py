"""What style sheets need to know of lists and tables is told in the HTML, and nothing of the text changes."""

from __future__ import annotations

from lxml import html
from markdown import Markdown

EXTENSIONS = ["attr_list", "md_in_html", "tables", "generator.site.mkdocs.forms", "generator.site.mkdocs.looks"]
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


def test_cells_beside_merged_ones_are_named_by_the_column_that_they_stand_in() -> None:
    row = '<tr><td class="row" rowspan="2">一</td><td rowspan="2">甲</td><td>补齐</td><td>吴海</td></tr>'
    below = '<tr><td class="row">更换</td><td>何平</td></tr><tr><td class="row" colspan="3">合计</td><td>两人</td></tr>'
    heads = '<tr><th>序号</th><th>问题</th><th>任务</th><th rowspan="1">领导</th></tr>'
    page = converted(f'<table markdown="block">{heads}{row}{below}</table>')
    names = [(cell.text, cell.get("data-name")) for cell in page.xpath("//td")]
    assert names == [
        *(("一", "序号"), ("甲", "问题"), ("补齐", "任务"), ("吴海", "领导")),
        *(("更换", "任务"), ("何平", "领导")),
        *(("合计", None), ("两人", "领导")),
    ]


def test_a_head_over_several_columns_names_each_with_the_head_below_it() -> None:
    heads = '<tr><th rowspan="2">镇</th><th colspan="2">户数</th></tr><tr><th>计划</th><th>完成</th></tr>'
    row = '<tr><td class="row">甲</td><td>3</td><td>2</td></tr>'
    page = converted(f'<table markdown="block">{heads}{row}</table>')
    assert page.xpath("//td/@data-name") == ["镇", "户数：计划", "户数：完成"]


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
