"""Saved web pages: what is the article's, what the page's, in pages as content systems make them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.errors import UserError
from generator.model.source import Source
from generator.outline import outline
from generator.readers import read_file
from generator.readers.html import read_html, read_mhtml
from generator.readers.html.sheets.positions import Styled
from generator.readers.html.sheets.selectors import Compound
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.project import FIRST, ROOT
from tests.readers.pages import TEMPLATES

PAGES = Path(__file__).parent / "files" / "pages"
SAVED = sorted(path for path in PAGES.iterdir() if path.suffix in {".html", ".mhtml"})
PLAIN = [path for path in SAVED if path.stem not in {"hidden-by-style", "shown-by-script"}]
"""The pages whose words a browser gives as they are: innerText has white type, and knows no script to come."""
REPORTS = [*sorted((ROOT / "tests" / "reports").glob("*.txt")), ROOT / "docs_src" / FIRST / "source.txt"]
SETTINGS = ReportSettings()
HIDDEN = {"旧版本：这一段不再显示。", "收回多付工程款①15.7万元。", "统计代码", "请打开脚本", "（略）"}
"""Lines of the pages that no browser shows."""


def shown(source: Source) -> list[str]:
    """Return each line of a Source with what it is: a kind of chrome, title, row, head or text, and its level."""
    kinds = {item.line: str(item.kind) for item in source.chrome}
    kinds |= {row.line: f"{'head' if row.header else 'row'} {row.table}" for row in source.rows}
    kinds |= dict.fromkeys(source.title, "title")
    levels = {number: f" {level}" for number, level in source.levels}
    lines = source.text.split("\n")
    return [f"{kinds.get(line, 'text')}{levels.get(line.number, '')}|{lines[line.number - 1]}" for line in source.lines]


def read(page: str) -> Source:
    """Read a page that stands nowhere."""
    return read_html(page.encode(), "page.html", SETTINGS)


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_each_line_is_what_a_reader_takes_it_for(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert shown(read_file(path)) == expected


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("trs-editor", "utf-8"),
        ("webplus-utf8-says-gb2312", "utf-8"),
        ("zoom-gb18030-says-utf8", "gb18030"),
        ("layout-tables-gb2312", "gb18030"),
    ],
)
def test_the_bytes_tell_the_encoding(name: str, encoding: str) -> None:
    assert read_file(PAGES / f"{name}.html").encoding == encoding


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5"])
def test_pages_in_every_encoding_say_the_same(codec: str) -> None:
    page = '<meta charset="big5"><p>一、公司治理方面。已完成整改。</p>' * 9
    assert read_html(page.encode(codec), "x.html", SETTINGS).text == read(page).text


HEAD = "<h1>关于整改情况的公开</h1><p>一、总体情况。已完成整改，群众满意。</p>"
SIDE = "<div class=side><ul><li><a href=x>要闻</a></li><li><a href=y>公告</a></li></ul></div>"
REVERSED = '<div style="display:flex;flex-direction:row-reverse">'


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (f"{REVERSED}{SIDE}<div class=article-content>{HEAD}</div></div>", []),
        (f"<div style='display:flex'>{SIDE}<div class=article-content style='order:1'>{HEAD}</div></div>", []),
        (f"<div class=article-content>{HEAD}{REVERSED}<p>二。</p><p>一。</p></div></div>", ["moved-by-style"]),
        (f"<div class=article-content>{HEAD}{REVERSED}<b>二。</b>一。</div></div>", ["moved-by-style"]),
        (f"<div class=article-content>{HEAD}{REVERSED}<b>二。</b></div></div>", []),
        (f"{HEAD}<div style='display:flex'><p style='order:1'>二。</p><p>一。</p></div>", ["moved-by-style"]),
        (f"{HEAD}<p><img src=/ueditor/dialogs/attachment/fileTypeImages/icon_pdf.gif>附件</p>", []),
        (f"{HEAD}<p><img src=/a.png width=16>附件</p>", []),
        (f"{HEAD}<p><img src=/a.png style='width:16px;height:16px'>附件</p>", []),
        (f"{HEAD}<p><img src=/a.png width=16 height=300>图</p>", ["pictures-elsewhere"]),
        (f"{HEAD}<p><img src=/a.png width='40%'>图</p>", ["pictures-elsewhere"]),
        (f"{HEAD}<template><p>模板</p></template><p>尾</p>", []),
        (f"{HEAD}<div><template shadowrootmode=open><p>里</p></template></div><p>尾</p>", ["not-read"]),
        (f"{HEAD}<p>见<label for=x>公开</label><input type=checkbox id=x style='display:none'>说明。</p>", []),
        (f"<input value=关键字><select><option>全站</select>{HEAD}<iframe src=share.html></iframe>", []),
        (f"{HEAD}<input type=button value=打印><svg><text>分享</text></svg>", []),
        (f"{HEAD}<iframe src=附表.pdf></iframe>", ["not-read"]),
        (f"{HEAD}<input value=85><p>尾</p>", ["not-read"]),
        (f"<p>导航</p><div class=article-content>{HEAD}<input value=85></div><p>页脚</p>", ["not-read"]),
    ],
)
def test_what_is_told_of_a_page_is_of_its_article(page: str, told: list[str]) -> None:
    source = read(page)
    assert [message.code for message in source.messages] == told
    assert "☐" not in source.text


def test_ticks_are_read_as_they_look() -> None:
    boxes = "<input type=checkbox checked>已完成 <input type=checkbox>未完成"
    assert read(f"{boxes}<br><input type=radio>甲 <input type=radio checked>乙").text == "☑已完成 ☐未完成\n○甲 ◉乙\n"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("", "说“路通了”。"),
        ("q:before,q:after{content:''}", "说路通了。"),
        ("q:before{content:''}q:before,q:after{content:none}", "说路通了。"),
        ("q::before{content:'「'}q::after{content:'」'}", "说「路通了」。"),
        ("q:before,q:after{content:''}.x q:before{content:open-quote}", "说“路通了。"),
    ],
)
def test_marks_of_a_quotation_are_those_that_its_page_draws(style: str, text: str) -> None:
    page = f"<style>{style}</style><p class=x>说<q>路通了</q>。</p>"
    assert read_html(page.encode(), "page.html", ReportSettings()).text.strip() == text


def test_what_the_page_states_is_found_above_the_article() -> None:
    facts = read_file(PAGES / "zoom-gb18030-says-utf8.html").metadata
    assert facts.title == "中共清源区民政局党组关于巡察整改进展情况的通报"
    assert (facts.source, str(facts.published)) == ("清源区民政局", "2024-02-05")
    facts = read_file(PAGES / "ucap.html").metadata
    assert facts.title == "关于中央环保督察反馈意见整改落实情况的报告"
    assert facts.source == "江陵省生态环境厅"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_report_in_a_page_has_the_outline_of_the_report_alone(template: str) -> None:
    for path in REPORTS:
        plain = read_text(path.read_bytes(), str(path), SETTINGS)
        if plain.rows:
            continue  # a browser shows the tabs between its cells as blanks
        page = TEMPLATES[template]([plain[line.span] for line in plain.lines])
        assert _outline(read(page)) == _outline(plain), path.stem


def _outline(source: Source) -> list[str]:
    return [line for line in str(outline(source)).splitlines() if not line.startswith("  chrome ")]


@pytest.mark.parametrize("path", [path for path in PLAIN if path.suffix == ".html"], ids=lambda path: path.name)
def test_chromium_shows_the_same_words(path: Path, browser: Browser) -> None:
    """Compare with innerText, which has no numbers of lists and no rp, but options and SVG."""
    source = read_file(path)
    page = browser.new_page()
    page.set_content(path.read_bytes().decode(source.encoding))
    page.evaluate("for (const e of document.querySelectorAll('select, svg, rp')) e.remove()")
    theirs = page.evaluate("document.body.innerText")
    page.close()
    ours = [line for line in source.text.split("\n") if line not in HIDDEN]
    text = "".join("\n".join(ours).split())
    for added in ("1.关", "2.关", "5.关", "一、黑", "二、园"):
        text = text.replace(added, added[-1]) if path.stem == "ucap" else text
    text = text.replace("(wū)", "wū")
    assert text == "".join(theirs.split())
    if not source.rows and path.stem not in {"ucap", "html5"}:
        assert [line.strip() for line in ours if line] == [line.strip() for line in theirs.split("\n") if line.strip()]


@pytest.mark.parametrize("path", [path for path in PLAIN if path.suffix == ".html"], ids=lambda path: path.name)
def test_a_page_saved_by_chromium_reads_as_the_page(path: Path, browser: Browser, tmp_path: Path) -> None:
    source = read_file(path)
    page = browser.new_page()
    utf8 = tmp_path / "page.html"
    utf8.write_text("\ufeff" + path.read_bytes().decode(source.encoding), encoding="utf-8")
    page.goto(utf8.as_uri())
    archive = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    assert shown(read(page.content())) == shown(source)
    saved = shown(read_mhtml(archive.encode(), "x.mhtml", SETTINGS))
    # Chromium leaves out of an archive some of what it does not show.
    seen = [[line for line in lines if line.partition("|")[2] not in HIDDEN] for lines in (saved, shown(source))]
    assert seen[0] == seen[1]
    page.close()


def test_a_style_of_the_page_counts_in_an_archive_too(browser: Browser, tmp_path: Path) -> None:
    """Chromium puts what stands in each <style> into a part of its own."""
    html = tmp_path / "page.html"
    html.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><title>通报</title><style>.x{display:none} .n::before{content:"第"}'
        '</style><h1>关于整改进展情况的通报</h1><p class="x">没有人看得见这句话。'
        '<p>一、<span class="n">3项</span>已完成。',
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(html.as_uri())
    archive = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    page.close()
    saved, told = read_mhtml(archive.encode(), "x.mhtml", SETTINGS), read_file(html)
    assert [line.kind for line in told.chrome] == [line.kind for line in saved.chrome] != []
    assert shown(saved) == shown(told)
    assert [message.code for message in saved.messages] == [message.code for message in told.messages] != []


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>a<br>b</p>c<div>d</div>e", ["a", "b", "c", "d", "e"]),
        ("<p>一<b>二</b>\n <i> 三</i></p>", ["一二 三"]),
        ("<p>&nbsp;　一&nbsp;二　</p>", ["一\u00a0二"]),
        ("<pre>一\n  二\t三</pre>", ["一", "二     三"]),
        ("<p>一&#x2028;二&#x85;三\v四</p>", ["一 二…三 四"]),
        ("<ol start=3><li>a<li>b</ol>", ["3.a", "4.b"]),
        ("<ol reversed><li>a<li><p>b</p><p>c</p></ol>", ["2.a", "1.b", "c"]),
        ("<ol type=a><li>甲<ol type=I><li>乙</ol></ol>", ["a.甲", "I.乙"]),
        ("<ol type=i><li value=4>甲<li value=5000>乙</ol>", ["iv.甲", "5000.乙"]),
        ("<ol type=A start=27><li>甲</ol>", ["AA.甲"]),
        ('<ol style="list-style-type: cjk-ideographic" start=11><li>甲<li>乙</ol>', ["十一、甲", "十二、乙"]),
        ('<ol style="list-style:none"><li>甲</ol><ul><li>乙</ul>', ["甲", "乙"]),
        ('<ol style="list-style: inside none"><li>甲</ol><ul style="list-style: inside"><li>乙</ul>', ["甲", "乙"]),
        ('<ul style="list-style: url(d.gif) no-repeat"><li>甲</ul>', ["甲"]),
        ('<ul style="list-style: initial"><li>乙</ul>', ["乙"]),
        ('<ol style="list-style: outside"><li>甲</ol>', ["1.甲"]),
        ('<ul style="list-style: url(d.gif) decimal"><li>乙</ul>', ["1.乙"]),
        ("<ol><li>1.甲<li>2.乙</ol>", ["1.甲", "2.乙"]),
        ("<ol><li>(一)甲<li>乙</ol>", ["1.(一)甲", "2.乙"]),
        ("<ol><li><ol><li>甲</ol><li>乙</ol>", ["1.1.甲", "2.乙"]),
        ("<ruby>漢<rt>hàn</rt></ruby>", ["漢（hàn）"]),
        ("<p>一<wbr>二<script>x</script><!--y--><style>z</style><svg><text>w</text></svg></p>", ["一二"]),
        ("<input value=v><textarea>t</textarea><select><option>o</select><p>一</p>", ["一"]),
        ("<p>&lt;b&gt;&amp;&hellip;&#20013;</p>", ["<b>&…中"]),
        ('<span style="display:block">一</span><span>二</span>三', ["一", "二三"]),
        ('<ul><li style="display:inline">一</li><li style="display:inline">二</li></ul>', ["一二"]),
        ("<table role=presentation><tr><td>一<td>二</table>", ["一", "二"]),
        ("<table><tr><td>一<td>二<tr><td colspan=2>三</table>", ["一\t二", "三\t"]),
        ("<table><tr><td rowspan=3>一<td>二<tr><td>三<tr><td>四<tr><td>五<td>六</table>",
         ["一\t二", "\t三", "\t四", "五\t六"]),
        ("<table><tr><th>甲<th>乙<tr><td><table><tr><td>里<td>外</table><td>尾</table>", ["甲\t乙", "里 外\t尾"]),
        ("<table><tr><td><table><tr><td>里<td>外</table><td>尾</table>", ["里\t外", "尾"]),
        ("<table><tfoot><tr><td>合<td>计<tbody><tr><td>一<td>二</table>", ["一\t二", "合\t计"]),
        ("<table><caption>表题</caption><tr><td>一<td>二</table>", ["表题", "一\t二"]),
        ("<table>散文<tr><td>一<td>二</table>", ["散文", "一\t二"]),
    ],
)  # fmt: skip
def test_lines_are_those_that_a_browser_shows(html: str, lines: list[str]) -> None:
    assert [line for line in read(html).text.split("\n") if line] == lines


def test_headings_and_bold_lines_are_hints() -> None:
    source = read(
        "<h2>一、甲</h2><p><b>（一）</b><strong>乙</strong></p><p><b>丙</b>丁。</p><p style='font-weight:700'>戊</p>"
    )
    assert source.levels == ((1, 2), (2, 9), (4, 9))


def test_a_paragraph_elsewhere_on_the_page_is_never_set_aside() -> None:
    long = "整改办公室对各责任单位整改任务的完成情况逐一核查，对进度滞后的单位发出督办单并限期办结，逾期的予以通报。"
    page = f"<body><div class=TRS_Editor>{'<p>已完成整改任务。</p>' * 20}</div><div><p>{long}</p></div>"
    assert f"text|{long}" in shown(read(page))


def test_what_a_browser_hides_is_set_aside_where_it_stands() -> None:
    page = (
        "<p>一、<span hidden>甲</span>整改<i style='visibility:hidden'>乙</i>完成。</p><noscript><p>丙</p></noscript>"
    )
    assert shown(read(page)) == ["text|一、整改完成。", "hidden|甲乙", "toolbar|丙"]


def test_every_piece_of_text_is_accounted_for() -> None:
    """The account finds what a reader loses: it is not told what the reader did."""
    from generator.readers.html.account import account_html  # noqa: PLC0415

    page = (PAGES / "html5.html").read_text(encoding="utf-8")
    source = read(page)
    assert account_html(page, source) == []
    assert account_html(page.replace("46.2万元", "46.3万元"), source)
    assert account_html(page + "<p>另有一段。</p>", source) == ["另有一段。"]
    assert not re.search("模板|图标|留言", source.text)


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (
            "<h1>某县整改通报</h1><div id=app></div><script>x='整改。'</script><div class=footer>主办：某县</div>",
            "script",
        ),
        (
            "<h1>某县关于整改的通报</h1><iframe src=a.html></iframe><ul><li><a href=b>推进会召开</a> 2033-01-01</ul>",
            "frame",
        ),
    ],
)
def test_an_article_that_is_elsewhere_is_refused(page: str, where: str) -> None:
    with pytest.raises(UserError, match=f"not in this file.*{where}"):
        read(f"<h1>某县关于整改的通报</h1>{page}")


@pytest.mark.parametrize(
    ("pager", "told"),
    [
        ("上一页 <a>1</a> <a>2</a> <a>下一页</a> 共2页", ("1", "2")),
        ("第2页/共3页", ("2", "3")),
        ("2/4", ("2", "4")),
    ],
)
def test_one_page_of_several_is_told(pager: str, told: tuple[str, str]) -> None:
    source = read(f"<div id=zoom><p>一、整改情况</p><p>{'已完成整改。' * 20}</p></div><div>{pager}</div>")
    assert [tuple(value for _, value in m.values) for m in source.messages if m.code == "one-page-of"] == [told]


def test_an_article_of_several_is_chosen_by_its_number() -> None:
    data = (PAGES / "two-articles.html").read_bytes()
    second = read_html(data, "page.html", ReportSettings(article=2))
    assert second.metadata.issuing_body == "中共黑石县委"
    assert not second.messages
    first = read_html(data, "page.html", ReportSettings(article=1))
    assert (first.metadata.issuing_body, str(first.metadata.signed)) == ("中共白石县委", "2033-01-15")
    assert first.text == second.text == read_html(data, "page.html", SETTINGS).text
    with pytest.raises(UserError, match="no article 3"):
        read_html(data, "page.html", ReportSettings(article=3))


def test_what_is_drawn_otherwise_is_marked() -> None:
    source = read(
        "<p>占地10<sup>6</sup>米，已完成<del>80%</del><span style='text-decoration:line-through'>九成</span>。</p>"
    )
    marks = [(str(mark.kind), source[mark.span]) for mark in source.marks]
    assert marks == [("raised", "6"), ("struck", "80%九成")]


def test_a_merged_cell_reaches_into_every_place() -> None:
    rows = (
        "<tr><th>序号<th>问题<th>情况<tr><td>1<td rowspan=2>窗口慢<td>已改<tr><td>2<td>推进中"
        "<tr><td colspan=2>计<td>2项"
    )
    source = read(f"<p>如下。<table>{rows}</table>")
    said = [[source[origin] if origin else "" for origin in row.origins] for row in source.rows]
    assert said == [[], [], ["", "窗口慢", ""], ["", "计", ""]]


def test_an_attachment_that_does_not_lie_beside_is_told() -> None:
    source = read(
        "<div id=zoom><p>已完成整改。</p><p><a href='a/b.pdf'>整改台账</a> <a href='c.html'>首页</a></p></div>"
    )
    assert [(m.code, m.line, dict(m.values)) for m in source.messages] == [
        ("attachment-elsewhere", 2, {"name": "整改台账"})
    ]


def test_words_that_a_style_draws_are_told_at_their_line() -> None:
    """Numbers, remarks and addresses that a browser shows and the page's text lacks; no icons, no bullets."""
    style = (
        ".n li{counter-increment:x} .n > li::before{content:counter(x) '.'} .q:after{content:'（已整改）'}"
        '.i::before{content:"\\e600 •"} .i a::after{content:attr(title)} @media print{p::before{content:"印"}}'
        " .none::before{content:'无'}"
    )
    page = (
        f"<style>{style}</style><h1>甲县委关于整改的通报</h1><p>现将情况通报如下，请予监督。</p>"
        "<ul class=n><li><p>甲问题，已整改。</p></li><li><p>乙问题，正在整改。</p></li></ul>"
        "<p class=q>丙问题，群众满意。</p><p class=i>丁问题，见<a title='附表一'>附表</a>。</p>"
    )
    told = [(message.line, dict(message.values)) for message in read(page).messages if message.code == "drawn-by-style"]
    assert told == [
        (3, {"text": "1….", "side": "before", "count": "2"}),
        (5, {"text": "（已整改）", "side": "after", "count": "1"}),
        (6, {"text": "附表一", "side": "after", "count": "1"}),
    ]


def test_each_word_that_is_drawn_at_a_line_is_told_beside_what_else_is_told_there() -> None:
    style = ".d::before{content:'甲'} .d::after{content:'乙'} .n b::after{content:'丙'}"
    page = (
        f"<style>{style}</style><h1>甲县委关于整改的通报</h1><p>现将情况通报如下，请予监督。</p>"
        "<p class=d>甲问题，已整改到位。</p>"
        + "<p>乙问题，正在整改，进展顺利。</p>" * 9
        + "<p class='d n'>丁问题，群众<b>满意</b>。<a href='a.docx'>整改台账</a></p>"
    )
    told = [(message.line, message.code, dict(message.values).get("text", "")) for message in read(page).messages]
    assert told == [
        (3, "drawn-by-style", "甲"),
        (3, "drawn-by-style", "乙"),
        (13, "drawn-by-style", "丙"),
        (13, "attachment-elsewhere", ""),
    ]


def test_what_is_drawn_where_a_further_article_begins_is_told_too() -> None:
    page = (PAGES / "two-articles.html").read_text(encoding="utf-8")
    source = read(page.replace("</head>", "<style>h2::before{content:'二'}</style></head>"))
    assert [message.code for message in source.messages] == ["several-articles", "drawn-by-style"]
    assert len({message.line for message in source.messages}) == 1


def test_the_number_of_an_item_that_begins_with_a_table_stands_above_it() -> None:
    table = "<table><tr><th>序号<th>问题<tr><td>1<td>台账不全</table>"
    source = read(f"<title>通报</title><p>一、整改情况</p><ol><li>{table}<li>已整改。</ol>")
    lines = [line for line in source.text.split("\n") if line]
    assert lines == ["一、整改情况", "1.", "序号\t问题", "1\t台账不全", "2.已整改。"]


@pytest.mark.parametrize("colour", ["rgb(255 255 255 / 90%)", "rgb(100%, 100%, 100%)", "rgb(0 0 0 / 4%)"])
def test_what_is_of_the_colour_of_its_ground_is_hidden(colour: str) -> None:
    page = f"<title>通报</title><p>一、甲问题已经整改。</p><p style='color:{colour}'>乙</p>"
    assert shown(read(page)) == ["text|一、甲问题已经整改。", "hidden|乙"]


def test_a_table_in_a_container_called_a_header_is_the_article() -> None:
    row = "<tr><td>考核项目<td>按要求每月上报工作开展情况，缺一次扣一分<td>十分</tr>"
    page = "<script>x</script><div class='headerDiv'><p>河长制考核细则<table>{}</table></div>"
    assert len(read(page.format(row * 50)).rows) == 50
    with pytest.raises(UserError, match="not in this file"):
        read(page.format(row * 5).replace("<table>", "<p>").replace("<td>", " "))


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("<style><!--\n.x{display:none}\n--></style>", True),
        ("<style>@media screen, print{.x{display:none}}</style>", True),
        ("<style>@media not print{.x{display:none}}</style>", True),
        ("<style>@media (min-width:40em){.x{display:none}}</style>", True),
        ("<style media='(min-width:600px)'>.x{display:none}</style>", True),
        ("<style>.x{translate:-9999px}</style>", True),
        ("<style>.x{translate:0 -9999px}</style>", True),
        ("<style>.x{scale:0}</style>", True),
        ("<style>.x{scale:1.2;translate:-50% 10px}</style>", False),
        ("<style>@media print{.x{display:none}}</style>", False),
        ("<style>@media only screen and (max-device-width:480px){.x{display:none}}</style>", False),
        ("<style>@media (width<=600px){.x{display:none}}</style>", False),
        ("<style>@media (prefers-color-scheme:dark){.x{color:#fff}}</style>", False),
        ("<style media='screen and (max-width:600px)'>.x{display:none}</style>", False),
    ],
)
def test_a_style_hides_what_it_hides_on_the_screen_of_an_office(style: str, hides: bool) -> None:  # noqa: FBT001
    page = f"<title>通报</title>{style}<p>一、甲问题已经整改，群众满意。</p><p class=x>二、乙问题没有整改。</p>"
    source = read(page)
    assert [source[chrome.line.span] for chrome in source.chrome] == ["二、乙问题没有整改。"] * hides
    assert [message.code for message in source.messages] == ["hidden-text"] * hides


@pytest.mark.parametrize(
    ("selector", "hides"),
    [
        ("p:not(.shown)", True),
        ("p:not(.shown, #y):not(:hover)", True),
        (":not(div) > p:not([class=shown])", True),
        ("p:nth-child(2)", True),
        ("p:nth-child( 2n )", True),
        ("p:nth-child(2n + 3)", False),
        ("p:nth-child(3)", False),
        ("p:nth-of-type(2)", True),
        ("p:nth-last-of-type(1)", True),
        ("p:last-of-type", True),
        ("p:last-child", False),
        ("p:nth-last-child(2)", True),
        ("p:only-of-type", False),
        ("p + p", True),
        ("body p.shown~p", True),
        ("p.x ~ p", False),
        ("p:is(.x, .z)", True),
        (":where(.x)", True),
        ("html body>.x", True),
        ("html > body > .x", True),
        (":root .x", True),
        ("div .x", False),
        ("p.x:hover", False),
        ("p.x:lang(de)", False),
        ("p[class='X' i]", True),
        (".shown:empty", False),
        ("p:not(", False),
        ("p >> p", False),
        ("p:not(.shown):not(div)", True),
    ],
)
def test_a_rule_is_for_the_elements_that_its_selector_names(selector: str, hides: bool) -> None:  # noqa: FBT001
    page = (
        f"<title>通报</title><style>{selector}{{visibility:hidden}} body *{{color:#111}}</style>"
        "<p class=shown>一、甲问题已经整改，群众满意。</p><p class=x>二、乙问题没有整改。</p><script>1</script>"
    )
    source = read(page)
    assert [source[chrome.line.span] for chrome in source.chrome] == ["二、乙问题没有整改。"] * hides


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("body { .x { display: none } }", True),
        ("body { color: #111; .x { display: none } margin: 0 }", True),
        (".x { display: none; .y { color: #111 } }", True),
        (".x { .y { color: #111 } display: none }", True),
        (".x { &:not(.y) { display: none } }", True),
        ("p { &.x, &.y { display: none } }", True),
        (".shown { + p { display: none } }", True),
        (".shown, .other { ~ .x { display: none } }", True),
        (".x { body & { display: none } }", True),
        (".x { @media screen { display: none } }", True),
        ("body { @media screen { .x { display: none } } }", True),
        ("body { div, :is(main, html) { > p { > span { .x { display: none } } } } }", False),
        (".other { .x { display: none } }", False),
        (".shown { .x { display: none } }", False),
        ("p { &.y { display: none } }", False),
        (".x { @media print { display: none } }", False),
        (".x { @media print { & { display: none } } }", False),
        ("@media print { body { .x { display: none } } }", False),
        (f"{'.x { ' * 300}{{ display: none }}{' }' * 300}", False),
        (f"{'& & { ' * 60} display: none {' }' * 60}", False),
        ('p:not([title=")"]).x { display: none }', True),
        ("p:is([title='('], .x) { display: none }", True),
        (r"p:not(.a\)b).x { display: none }", True),
        ('.y::before { content: "}" } .x { display: none }', True),
        (""".y::before { content: '"' } .x { display: none }""", True),
        ('.y { quotes: "{" } .x { display: none }', True),
        (".x { content: '; display: none; ' }", False),
        ('.y { content: " } .x { display: none }', False),
        ('.y { content: "\n} .x { display: none }', True),
        (".x:has(img) { display: none }", False),
    ],
)
def test_rules_within_rules_and_signs_in_strings(style: str, hides: bool) -> None:  # noqa: FBT001
    page = (
        f"<title>通报</title><style>{style}</style>"
        "<p class=shown>一、甲问题已经整改，群众满意。</p><p class=x>二、乙问题没有整改。</p><script>1</script>"
    )
    source = read(page)
    assert [source[chrome.line.span] for chrome in source.chrome] == ["二、乙问题没有整改。"] * hides


@pytest.mark.parametrize(
    ("style", "told"),
    [
        (".x:has(img){display:none}", True),
        ("p:has(> b), p:has(+ script){visibility:hidden}", True),
        (".shown:not(:has(img)) + p{font-size:0}", True),
        ("body:has(dialog){.x{display:none}}", True),
        (".y:has(img){display:none}", False),
        (".x:has(img){color:#222}", False),
        ("p:has(", False),
    ],
)
def test_what_cannot_be_judged_is_told_and_stays_text(style: str, told: bool) -> None:  # noqa: FBT001
    page = (
        f"<title>通报</title><style>{style}</style>"
        "<p class=shown>一、甲问题已经整改，群众满意。</p><p class=x>二、乙问题没有整改。</p>"
    )
    source = read(page)
    assert "二、乙问题没有整改。" in [source[line.span] for line in source.text_lines]
    found = [(message.code, dict(message.values)["text"]) for message in source.messages]
    assert ("hidden-by-sheet", "二、乙问题没有整改。") in found if told else not found


def test_groups_within_groups_are_looked_at_once_for_each_element(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    fits = Compound.fits

    def counted(compound: Compound, element: Styled) -> bool:
        nonlocal looked
        looked += 1
        return fits(compound, element)

    monkeypatch.setattr(Compound, "fits", counted)
    style = ":is(q :is(q :is(q div) div) div) div{display:none}"
    read(f"<title>通报</title><style>{style}</style>{'<div>' * 40}<p>一、甲问题已经整改。</p>")
    assert 40 < looked < 10 * 40 * 40
