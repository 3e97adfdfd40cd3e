"""PDFs: what is seen is read, in whatever way a page is turned; what is not seen, or only given as words, is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from generator.model.source import ChromeKind, Source
from generator.readers.broken.seams import is_words
from generator.readers.pdf import read_pdf
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine
from generator.settings.report import ReportSettings
from tests.readers.test_pdf import _set as typeset

TITLE = "青岚县关于巡察整改进展情况的通报\n\n"
FIRST = (
    "一、整改进展情况\n\n县委高度重视巡察整改工作，召开会议12次，研究部署整改落实工作，压实各方责任，"
    "逐项细化措施，确保件件有着落、事事有回音，取得阶段成效。\n\n"
)
SECOND = (
    "二、下一步打算\n\n继续抓好后续整改，巩固成果，持续推动问题解决到位，建立长效机制，确保群众满意，"
    "不断提高治理水平和服务能力，推动高质量发展。\n\n"
)
TEXT = TITLE + FIRST + SECOND
LINES = TEXT.strip().split("\n\n")


def read(data: bytes) -> Source:
    return read_pdf(data, "a.pdf", ReportSettings())


def lines(source: Source) -> list[str]:
    return [source[line.span] for line in source.text_lines]


def aside(source: Source) -> list[tuple[ChromeKind, str]]:
    return [(item.kind, source[item.line.span]) for item in source.chrome]


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        edit(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("angles", [(90, 90, 90), (180, 180, 180), (270, 270, 270), (0, 90, 0), (180, 0, 270)])
def test_pages_that_are_stored_turned_are_read_as_they_are_shown(angles: tuple[int, ...]) -> None:
    data = typeset(f"{TITLE}{FIRST}#pagebreak()\n{SECOND}#pagebreak()\n{FIRST}")

    def turn(document: pikepdf.Pdf) -> None:
        for page, angle in zip(document.pages, angles, strict=True):
            left, bottom, right, top = map(float, page.MediaBox)
            wide, high = right - left, top - bottom
            moved = {
                0: "1 0 0 1 0 0", 90: f"0 1 -1 0 {high} 0", 180: f"-1 0 0 -1 {wide} {high}", 270: f"0 -1 1 0 0 {wide}"
            }[angle]  # fmt: skip
            page.contents_add(document.make_stream(f"q {moved} cm\n".encode()), prepend=True)
            page.contents_add(document.make_stream(b"\nQ"))
            page.MediaBox = [0, 0, high, wide] if angle in {90, 270} else [0, 0, wide, high]
            page.Rotate = angle

    assert lines(read(edited(data, turn))) == lines(read(data)) == [*LINES, *FIRST.strip().split("\n\n")]


@pytest.mark.parametrize(
    ("markup", "how"),
    [
        ("#text(fill: white)[未完成]", "white"),
        ("#text(fill: white, stroke: white + 0.1pt)[未完成]", "white"),
        ("#text(size: 0.5pt)[未完成]", "of 0.5 pt"),
        ("#scale(x: 1%)[未完成]", "of 1% width"),
        ("#place(dx: -900pt)[未完成]", "off the page"),
        ("#text(fill: rgb(0, 0, 0, 0))[未完成]", "wholly transparent"),
        ("#box(fill: blue)[#text(fill: blue)[未完成]]", "of the colour of its ground"),
        ("#box(width: 1pt, height: 10pt, clip: true)[#h(20pt)未完成]", "cut off"),
        (
            "#place(top, dy: 300pt)[未完成]#place(top, dy: 295pt, rect(width: 200pt, height: 40pt, fill: white))",
            "covered by a box",
        ),
    ],
)
def test_what_nobody_sees_is_set_aside_and_told(markup: str, how: str) -> None:
    source = read(typeset(TEXT + markup))
    assert lines(source) == LINES
    assert aside(source) == [(ChromeKind.HIDDEN, "未完成")]
    assert [dict(message.values) for message in source.messages] == [{"how": how}]


@pytest.mark.parametrize(
    "markup",
    [
        "#text(fill: white, stroke: black + 0.3pt)[未完成]",
        "#scale(x: 60%)[未完成]",
        "#box(fill: blue)[#text(fill: white)[未完成]]",
        "#text(fill: luma(120))[未完成]",
        "#block(fill: gradient.linear(maroon, red), inset: 4pt, text(fill: white)[未完成])",
        "#block(fill: maroon, radius: 9pt, inset: 4pt, text(fill: white)[未完成])",
        "#box(fill: tiling(size: (4pt, 4pt), square(size: 4pt, fill: navy)))[#text(fill: white)[未完成]]",
        "未完成#place(top, box(width: 9pt, height: 9pt, clip: true, rect(width: 900pt, height: 900pt, fill: white)))",
        "未完成#place(dx: -9pt, dy: -9pt, rect(width: 90pt, height: 20pt, fill: rgb(255, 255, 0, 90)))",
    ],
)
def test_what_is_seen_is_text(markup: str) -> None:
    source = read(typeset(TEXT + markup))
    assert (lines(source), aside(source)) == ([*LINES, "未完成"], [])


@pytest.mark.parametrize(
    "style",
    [
        "body{opacity:.85}",
        "p{background:linear-gradient(90deg,#800,#c22);color:#fff}",
        "p{background:radial-gradient(#800,#c22);color:#fff}",
        "p{background:#800;color:#fff;border-radius:12px}",
        "body::after{content:'';position:fixed;inset:0;background:#ff0;opacity:.2}",
        "p{text-shadow:1px 1px 2px #777}",
        "p{font-style:italic}",
        "p:nth-of-type(3){font-style:oblique 20deg;color:#555}",
        "p{-webkit-text-stroke:1px #000;color:#fff}",
    ],
)
def test_what_a_browser_draws_through_or_over_something_is_text(browser: Browser, style: str) -> None:
    page = browser.new_page()
    told = [*LINES, "电子邮箱：office@staff-offline.cn。"]
    words = "".join(f"<p>{line}</p>" for line in told)
    page.set_content(f"<html lang=zh><style>p{{text-indent:2em;margin:0}}{style}</style>{words}")
    source = read(page.pdf(format="A4", print_background=True))
    page.close()
    assert (lines(source), aside(source), source.messages) == (told, [], ())


def test_words_that_a_highlighter_is_drawn_over_are_text() -> None:
    def highlight(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
        name = page.add_resource(state, pikepdf.Name.ExtGState)
        drawn = f"q {name} gs 1 1 0 rg 40 400 500 430 re f Q"
        page.contents_add(document.make_stream(drawn.encode()))

    source = read(edited(typeset(TEXT), highlight))
    assert (lines(source), aside(source)) == (LINES, [])


@pytest.mark.parametrize("look", ["border:1px solid #999", "background:#eef", "border:2px solid #a00;background:#fee"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("pitch", [1.75, 1.8])
def test_a_frame_beside_the_text_is_read_by_itself(browser: Browser, side: str, look: str, pitch: float) -> None:
    page = browser.new_page()
    style = f"p{{text-indent:2em;margin:0;font-size:16pt;line-height:{pitch};text-align:justify}}"
    around = f"float:{side};width:45mm;padding:4px;margin:4px;font-size:11pt;{look}"
    box = f"<div style='{around}'>编者按：本通报经县委常委会审议<br>第二段。</div>"
    words = [f"<p>{line}</p>" for line in LINES]
    page.set_content(f"<html lang=zh><style>{style}</style>{''.join(words[:2])}{box}{''.join(words[2:])}")
    source = read(page.pdf(format="A4", print_background=True))
    page.close()
    assert lines(source) == [*LINES[:2], "编者按：本通报经县委常委会审议", "第二段。", *LINES[2:]]
    assert source.rows == ()


@pytest.mark.parametrize("size", [10.5, 13, 16])
@pytest.mark.parametrize("paper", ["A4", "A4 landscape", "A3 landscape"])
def test_columns_with_many_short_lines_are_read_one_after_the_other(browser: Browser, paper: str, size: float) -> None:
    page = browser.new_page()
    style = f"@page{{size:{paper};margin:20mm}}body{{columns:2;font-size:{size}pt}}h1{{column-span:all}}"
    told = [
        LINES[0],
        *(f"{number}.{line}" for number in range(1, 6) for line in [*LINES[1:], "（一）健全机制", "县纪委牵头。"]),
    ]
    words = "".join(f"<p>{line}</p>" for line in told[1:])
    page.set_content(
        f"<html lang=zh><style>{style}p{{text-indent:2em;margin:0;text-align:justify}}</style><h1>{told[0]}</h1>{words}"
    )
    source = read(page.pdf(prefer_css_page_size=True))
    page.close()
    assert "".join(lines(source)) == "".join(told)
    assert len(set(lines(source)) - set(told)) <= 2  # a heading as wide as its column goes on


def test_a_line_whose_letters_are_set_apart_has_no_blanks(browser: Browser) -> None:
    title = "#align(center, text(22pt)[政#h(2em)府#h(2em)工#h(2em)作#h(2em)报#h(2em)告])\n\n"
    assert lines(read(typeset(title + FIRST)))[0] == "政府工作报告"
    page = browser.new_page()
    told = f"{LINES[2]}页面，电子邮箱：yunling_jiwei_jianwei_office_of_all_kinds@mail.example.com，欢迎监督。"
    page.set_content(f"<html lang=zh><style>p{{text-align:justify;font-size:19pt}}</style><p>{told}</p>")
    source = read(page.pdf(format="A5"))
    page.close()
    assert lines(source) == [told]


@pytest.mark.parametrize("tracking", ["1pt", "3pt", "0.1em"])
def test_words_that_are_set_wide_have_their_own_blanks_alone(tracking: str) -> None:
    told = "根据2031年3月10日ISO 9001:2015标准，good progress完成17.91亿元，PM2.5浓度降至28微克，共23个。"
    assert lines(read(typeset(f"#set text(tracking: {tracking})\n{told}"))) == [told]


@pytest.mark.parametrize(
    ("before", "after", "parted"),
    [
        ("电子邮箱：qingh", "e@example.com，欢迎监督", False),
        ("电子邮箱：qinghe@exam", "ple.com，欢迎监督", False),
        ("电子邮箱：qinghe@example.com", "or call us", True),
        ("详见http://www.qinghe.exam", "ple.cn/a/b.html页面", False),
        ("详见www.qinghe", ".example.cn页面", False),
        ("write to the office at", "qinghe@example.com", True),
        ("开展Safety", "First行动", True),
        ("开展5G", "plus行动", True),
    ],
)
def test_an_address_that_goes_on_in_the_next_line_has_no_blank(before: str, after: str, parted: bool) -> None:  # noqa: FBT001
    one, other = (
        PdfLine(0, [(letter, Character(letter, 0, 1, 0, 1, generated=False)) for letter in text])
        for text in (before, after)
    )
    assert is_words(one.text, other.text) is parted


def test_boxes_beside_each_other_are_read_one_after_the_other(browser: Browser) -> None:
    page = browser.new_page()
    style = "div{display:flex;gap:9px}i{border:1px solid;flex:1;padding:4px}p{text-indent:2em;margin:0}"
    boxes = [f"第{number}专项组负责督促检查各单位整改任务落实" for number in "一二三"]
    chart = f"<div>{''.join(f'<i>{box}</i>' for box in boxes)}</div>"
    page.set_content(f"<html lang=zh><style>{style}</style>{chart}{''.join(f'<p>{line}</p>' for line in LINES)}")
    source = read(page.pdf(format="A5"))
    page.close()
    assert (lines(source), source.rows) == ([*boxes, *LINES], ())


def test_a_dash_of_two_ems_that_one_glyph_draws_is_two_characters() -> None:
    """Source Han and Noto draw —— by one glyph; its second half is no repetition by which type is made bold."""
    told = "该项工作——水库加固——已完成……群众满意。"
    bold = f"#box(width: 22em, height: 1em)[#place(dx: 0.3pt, [{told}])#place([{told}])]"
    assert lines(read(typeset(f"{TEXT}{told}\n\n{bold}\n"))) == [*LINES, told, told]


def test_letters_that_one_glyph_draws_are_all_read_once() -> None:
    bold = "#box(width: 9em, height: 1em)[#place(dx: 0.3pt, [office staff])#place([office staff])]"
    source = read(typeset(f'{TEXT}#text(font: "Libertinus Serif")[{bold}\n\noffline]'))
    assert lines(source)[len(LINES) :] == ["office staff", "offline"]


@pytest.mark.parametrize("angle", [0, 90])
@pytest.mark.parametrize("layer", ["background", "foreground"])
def test_small_watermarks_all_over_a_page_are_set_aside(layer: str, angle: int) -> None:
    marks = f"..range(60).map(_ => rotate({angle}deg, reflow: true, text(12pt, fill: luma(220))[内部资料]))"
    mark = f"#set page({layer}: grid(columns: 5, column-gutter: 40pt, row-gutter: 22pt, {marks}))\n"
    source = read(typeset(mark + TITLE + FIRST * 3 + SECOND))
    assert lines(source) == [TITLE.strip(), *FIRST.strip().split("\n\n") * 3, *SECOND.strip().split("\n\n")]
    assert set(aside(source)) == {(ChromeKind.FOOTER, "内部资料")}
    assert [one.code for one in source.messages] == ["pdf-watermark"]


def test_small_pale_words_that_stand_by_themselves_are_text() -> None:
    pale = "#text(12pt, fill: luma(180))[（此处略）]\n\n"
    source = read(typeset(TITLE + pale + FIRST + pale + SECOND + pale))
    assert (lines(source).count("（此处略）"), aside(source)) == (3, [])


def test_a_watermark_drawn_through_a_group_is_set_aside(browser: Browser) -> None:
    page = browser.new_page()
    words = "".join(f"<p>{line}</p>" for line in LINES)
    mark = "<div style='position:fixed;top:60px;left:99px;font-size:60px;opacity:.15'>内部资料</div>"
    page.set_content(f"<html lang=zh><style>p{{text-indent:2em;margin:0}}</style>{words}{mark}")
    source = read(page.pdf(format="A4"))
    page.close()
    assert (lines(source), aside(source)) == (LINES, [(ChromeKind.FOOTER, "内部资料")])


@pytest.mark.parametrize("angle", [0, -45])
def test_a_watermark_is_set_aside_however_it_lies(angle: int) -> None:
    mark = f"#set page(background: rotate({angle}deg, text(60pt, fill: luma(225))[内部资料]))\n"
    source = read(typeset(mark + TEXT))
    assert (lines(source), aside(source)) == (LINES, [(ChromeKind.FOOTER, "内部资料")])


def test_large_words_that_are_not_pale_are_a_title() -> None:
    source = read(typeset(f"#text(30pt, fill: red)[青岚县委文件]\n\n{TEXT}"))
    assert lines(source) == ["青岚县委文件", *LINES]


@pytest.mark.parametrize(
    "markup",
    [
        '#block(fill: rgb("#1a4b8c"), inset: 20pt, text(34pt, fill: white)[一二县通报])',
        '#text(34pt, fill: rgb("#ffd0a0"))[一二县通报]',
        "#text(34pt, fill: luma(153))[一二县]#text(34pt, fill: luma(160))[通报]",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_large_headings_in_light_type_are_text_where_they_stand(markup: str, place: int) -> None:
    parts = [TITLE, FIRST, SECOND]
    parts.insert(place, f"{markup}\n\n")
    source = read(typeset("".join(parts)))
    told = "".join(parts).replace(markup, "一二县通报").strip().split("\n\n")
    assert (lines(source), aside(source), source.messages) == (told, [], ())


def test_light_headings_that_a_browser_prints_are_text(browser: Browser) -> None:
    page = browser.new_page()
    band = "font-size:34pt;color:white;background:#c00"
    words = "".join(f"<p>{line}</p>" for line in LINES)
    page.set_content(
        f"<html lang=zh><style>p{{text-indent:2em;margin:0}}</style><h1 style='{band}'>青岚县一次通报</h1>{words}"
        f"<h2 style='{band}'>三、一二三</h2><p>面积10<sup>4</sup>平方米，NO<sub>x</sub>达标。</p>"
        "<h2 style='font-size:34pt;color:#999'>四、下一步</h2><p>特此公开。</p>"
    )
    source = read(page.pdf(format="A4"))
    page.close()
    told = ["青岚县一次通报", *LINES, "三、一二三", "面积104平方米，NOx达标。", "四、下一步", "特此公开。"]
    assert (lines(source), aside(source), source.messages) == (told, [], ())
    assert [(mark.kind.value, source[mark.span]) for mark in source.marks] == [("raised", "4"), ("lowered", "x")]


@pytest.mark.parametrize("layer", ["background", "foreground"])
def test_a_level_watermark_on_every_page_is_told_once_with_its_words(layer: str) -> None:
    mark = f"#set page({layer}: place(top, dy: 110pt, text(60pt, fill: luma(225))[一内部资料]))\n"
    source = read(typeset(f"{mark}{TITLE}{FIRST}#pagebreak()\n{SECOND}"))
    assert (lines(source), aside(source)) == (LINES, [(ChromeKind.FOOTER, "一内部资料")] * 2)
    assert [(one.code, dict(one.values)) for one in source.messages] == [("pdf-watermark", {"text": "一内部资料"})]


@pytest.mark.parametrize("layer", ["background", "foreground"])
def test_a_watermark_is_set_aside_on_a_page_whose_text_ends_above_it(layer: str) -> None:
    mark = f"#set page({layer}: place(top, dy: 400pt, text(60pt, fill: luma(225))[内部资料]))\n"
    source = read(typeset(f"{mark}{TITLE}{FIRST * 4}#pagebreak()\n{SECOND}"))
    first, second = FIRST.strip().split("\n\n"), SECOND.strip().split("\n\n")
    assert lines(source) == [TITLE.strip(), *first * 4, *second]
    assert aside(source) == [(ChromeKind.FOOTER, "内部资料")] * 2
    assert [one.code for one in source.messages] == ["pdf-watermark"]


def test_a_watermark_all_over_a_page_is_told_once() -> None:
    tiles = "stack(spacing: 60pt, ..range(8).map(_ => text(40pt, fill: luma(225))[内部资料]))"
    source = read(typeset(f"#set page(background: {tiles})\n{TEXT}"))
    assert (lines(source), set(aside(source))) == (LINES, {(ChromeKind.FOOTER, "内部资料")})
    assert len(aside(source)) > 1
    assert [one.code for one in source.messages] == ["pdf-watermark"]


def test_a_watermark_on_a_dark_ground_is_set_aside() -> None:
    ground = 'fill: rgb("#1a4b8c"), background: place(top, dy: 110pt, text(60pt, fill: rgb("#4a7bbc"))[内部资料])'
    source = read(typeset(f"#set page({ground})\n#set text(fill: white)\n{TEXT}"))
    assert (lines(source), aside(source)) == (LINES, [(ChromeKind.FOOTER, "内部资料")])


def test_what_a_line_is_drawn_through_is_struck_out() -> None:
    source = read(typeset(TEXT.replace("会议12次", "会议#strike[10次]#underline[12次]")))
    assert lines(source)[2].startswith("县委高度重视巡察整改工作，召开会议10次12次")
    assert [(mark.kind.value, source[mark.span]) for mark in source.marks] == [("struck", "10次")]


def test_rules_of_a_table_strike_nothing_out() -> None:
    table = "#table(columns: 3, inset: 1pt, [甲], [乙], [丙], [一], [二], [三], [四], [五], [六])\n\n"
    assert read(typeset(TITLE + FIRST + table + SECOND)).marks == ()


def _layered(document: pikepdf.Pdf, settings: dict[str, Any], **layer: Any) -> None:
    """Put the first page on a layer."""
    name = pikepdf.Name
    group = document.make_indirect(pikepdf.Dictionary(Type=name.OCG, Name="x", **layer))
    chosen = {f"/{key}": [group] if value is True else value for key, value in settings.items()}
    if "/AS" in chosen:
        chosen["/AS"] = [pikepdf.Dictionary(Event=name.View, OCGs=[group], Category=[name.View])]
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(chosen))
    page = document.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(MC0=group)
    page.contents_add(document.make_stream(b"/OC /MC0 BDC\n"), prepend=True)
    page.contents_add(document.make_stream(b"\nEMC"))


_UNSEEN = pikepdf.Dictionary(View=pikepdf.Dictionary(ViewState=pikepdf.Name.OFF))


@pytest.mark.parametrize(
    ("settings", "layer", "hidden"),
    [
        ({"OFF": True}, {}, True),
        ({"ON": True}, {}, False),
        ({"BaseState": pikepdf.Name.OFF}, {}, True),
        ({"BaseState": pikepdf.Name.OFF, "ON": True}, {}, False),
        ({"AS": True}, {"Usage": _UNSEEN}, True),
        ({}, {"Usage": _UNSEEN}, False),
    ],
)
def test_what_stands_on_a_layer_that_is_off_is_hidden(
    settings: dict[str, Any],
    layer: dict[str, Any],
    hidden: bool,  # noqa: FBT001 - what is expected
) -> None:
    data = typeset(f"附件\n\n#pagebreak()\n{TEXT}")
    source = read(edited(data, lambda document: _layered(document, settings, **layer)))
    assert lines(source) == (LINES if hidden else ["附件", *LINES])
    assert aside(source) == ([(ChromeKind.HIDDEN, "附件")] if hidden else [])


def test_layers_that_are_shown_by_rules_are_told() -> None:
    def rule(document: pikepdf.Pdf) -> None:
        _layered(document, {"ON": True})
        page = document.pages[0]
        over = pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=[page.Resources.Properties.MC0], P=pikepdf.Name.AllOff)
        page.Resources.Properties.MC0 = document.make_indirect(over)

    source = read(edited(typeset(TEXT), rule))
    assert [message.code for message in source.messages] == ["pdf-active"]
    assert "layers" in source.messages[0].text


def test_words_that_are_given_for_others_are_told() -> None:
    def give(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        drawn = page.Contents.read_bytes()
        at = drawn.index(b"BT", drawn.index(b"BT") + 2)
        end = drawn.index(b"ET", at) + 2
        words = "已完成".encode("utf-16-be").hex().encode()
        given = b"/Span <</ActualText <FEFF" + words + b">>> BDC " + drawn[at:end] + b" EMC"
        page.Contents = document.make_stream(drawn[:at] + given + drawn[end:])

    source = read(edited(typeset(TEXT), give))
    assert [(message.code, dict(message.values)) for message in source.messages] == [
        ("pdf-actual-text", {"page": "1", "text": "已完成"})
    ]


BODY = (
    "根据统一部署，2031年4月至6月，市委巡察组对青岚县进行了巡察，反馈了意见。按照有关要求，现将巡察整改进展情况"
    f"予以公布，请干部群众监督。\n\n{FIRST}{SECOND}青岚县委\n\n2031年9月1日\n\n"
)


@pytest.mark.parametrize(
    "markup",
    [
        # The first column ends within a sentence and below the second: it goes on there.
        f"#set page(flipped: true, columns: 2)\n{TITLE}{BODY * 2}",
        # A comma makes a line higher than one without: both are of one size, and a heading is no full line.
        f"{TITLE}#columns(2)[\n{BODY * 2}]",
    ],
)
def test_columns_that_end_unequally_are_read_one_after_the_other(markup: str) -> None:
    assert lines(read(typeset(markup))) == [LINES[0], *BODY.strip().split("\n\n") * 2]


def test_a_column_that_ends_within_a_sentence_goes_on_in_the_next() -> None:
    """Two lines below the end of the second column the first one breaks off: what follows is at the head of that."""
    run_on = f"{BODY.strip()}\n{BODY}"
    source = read(typeset(f"#set page(flipped: true, columns: 2)\n{TITLE}{run_on}"))
    assert lines(source) == [LINES[0], *run_on.strip().replace("日\n根", "日 根").split("\n\n")]


def _picture(*, clear: bool) -> str:
    """Return Typst markup of a picture: a ring that lets through what lies below it, or a white sheet."""
    image = Image.new("RGBA", (120, 120), (0, 0, 0, 0) if clear else (255, 255, 255, 255))
    if clear:
        ImageDraw.Draw(image).ellipse((3, 3, 117, 117), outline=(220, 0, 0, 255), width=5)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return f"#place(dx: 20pt, dy: -30pt, image(bytes(({','.join(map(str, stream.getvalue()))},)), width: 90pt))"


@pytest.mark.parametrize("clear", [True, False])
def test_a_seal_hides_no_signature_and_a_white_sheet_does(clear: bool) -> None:  # noqa: FBT001 - what is drawn
    source = read(typeset(TEXT + "青岚县委" + _picture(clear=clear) + "\n\n2031年9月1日"))
    if clear:
        assert (lines(source), aside(source)) == ([*LINES, "青岚县委", "2031年9月1日"], [])
    else:
        assert "青岚县委" not in lines(source)
        assert "covered by a picture" in str([message.values for message in source.messages])


def test_what_is_drawn_twice_on_one_place_stands_once() -> None:
    bold = "#box(width: 8em, height: 1em)[#place(dx: 0.3pt, [青岚县委])#place([青岚县委])]"
    assert lines(read(typeset(f"{TEXT}{bold}\n\n2031年9月1日"))) == [*LINES, "青岚县委", "2031年9月1日"]
