"""Word files: what they show is read, in order, once."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.errors import UserError
from generator.model.source import ChromeKind
from generator.readers import read_file
from generator.readers.account import account
from generator.readers.docx import read_docx
from generator.readers.docx.account import account_docx, docx_text_runs
from generator.settings.report import ReportSettings
from tests.readers.word import PNG, files, lines, p, packed, read

BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
CITE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def field(code: str, result: str) -> str:
    """Return the runs of a complex field."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def t(text: str) -> str:
    """Return a run of text."""
    return run(f"<w:t>{text}</w:t>")


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    """Return a cell of paragraphs; of one paragraph, if it is given as text alone."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


INLINE = {
    "runs are joined": ("<w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>", ["甲乙"]),
    "a manual line break parts lines": (run("<w:t>甲</w:t><w:br/><w:t>乙</w:t>"), ["甲", "乙"]),
    "a page break parts nothing": (run('<w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t>'), ["甲乙"]),
    "a tab is a blank": (run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), ["甲 乙"]),
    "hyphens": (run("<w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t>"), ["甲-乙丙"]),
    "a symbol": (run('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t>'), ["☑是"]),
    "a link's words": ('<w:hyperlink r:id="x"><w:r><w:t>网址</w:t></w:r></w:hyperlink>', ["网址"]),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{t('甲')}</w:sdtContent></w:sdt>", ["甲"]),
    "a field's result": (field("REF a", t("甲")) + t("乙"), ["甲乙"]),
    "a field in a field's code": (
        field(f"IF</w:instrText></w:r>{field('PAGE', t('9'))}<w:r><w:instrText>", t("甲")),
        ["甲"],
    ),
    "a field that never ends hides nothing": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("甲"),
        ["甲"],
    ),
    "a simple field": ('<w:fldSimple w:instr="DATE"><w:r><w:t>甲</w:t></w:r></w:fldSimple>', ["甲"]),
    "ruby": (
        run("<w:ruby><w:rubyPr/><w:rt><w:r><w:t>fēng</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>丰</w:t></w:r></w:rubyBase></w:ruby>"),
        ["丰（fēng）"],
    ),
    "a formula": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        ["1/2"],
    ),
    "a ticked box": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("已完成"),
        ["☑已完成"],
    ),
    "comments are no text": (
        '<w:commentRangeStart w:id="1"/>' + t("甲") + run('<w:commentReference w:id="1"/>'),
        ["甲"],
    ),
    "a text box, once of its two forms": (
        t("甲") + run(
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX.format(p('框'))}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent>"
        ) + t("乙"),
        ["甲乙", "框"],
    ),
    "what falls back, where Word does not know what the choice requires": (
        run(
            "<mc:AlternateContent xmlns:x='urn:new'><mc:Choice Requires='x'><w:t>新</w:t></mc:Choice>"
            "<mc:Choice Requires='wps'><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback>"
            "</mc:AlternateContent><mc:AlternateContent xmlns:x='urn:new'><mc:Choice Requires='x wps'>"
            "<w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent>"
        ),
        ["框旧"],
    ),
    "a choice that Word does not know, where nothing falls back": (
        run(
            "<mc:AlternateContent xmlns:x='urn:new'><mc:Choice Requires='x'><w:t>新</w:t></mc:Choice>"
            "</mc:AlternateContent>"
        ),
        ["新"],
    ),
    "what falls back, where the choice is empty": (
        run(
            "<mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"<w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        ),
        ["框"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INLINE)
def test_a_paragraph_is_read_as_it_shows(name: str) -> None:
    inside, expected = INLINE[name]
    assert lines(f"{p('首')}<w:p>{inside}</w:p>{p('尾')}") == ["首", *expected, "尾"]


def test_styles_name_headings_through_the_styles_they_are_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="l"><w:name w:val="loop"/><w:basedOn w:val="l"/></w:style>'
    )
    body = p("题", '<w:pStyle w:val="t"/>') + "".join(p(f"行{name}", f'<w:pStyle w:val="{name}"/>') for name in "1b23l")
    body += p("直接", '<w:outlineLvl w:val="3"/>') + p("不是", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    assert read(body, styles=styles).levels == ((2, 1), (3, 1), (4, 2), (5, 3), (7, 4))


def test_tables_keep_their_cells() -> None:
    head = f"<w:trPr><w:tblHeader/></w:trPr>{cell('问题', '<w:gridSpan w:val=$2$/>')}{cell('状态')}".replace("$", '"')
    first = (
        cell(p("一") + p("二"), '<w:vMerge w:val="restart"/>') + cell(table(cell("内一") + cell("内二"))) + cell("完成")
    )
    body = (
        p("甲") + table(head, first, cell(p(), "<w:vMerge/>") + cell("三") + cell(p())) + table(cell("又") + cell("表"))
    )
    source = read(body)
    rows = [(row.table, row.header, [source[cell] for cell in row.cells]) for row in source.rows]
    assert rows == [
        (1, True, ["问题", "", "状态"]),
        (1, False, ["一 二", "内一 内二", "完成"]),
        (1, False, ["", "三", ""]),
        (2, False, ["又", "表"]),
    ]


def test_a_frame_around_the_text_is_no_table() -> None:
    source = read(table(cell(p("甲") + p("乙"))))
    assert (source.text.splitlines(), source.rows) == (["甲", "乙"], ())


def test_a_cell_can_not_claim_more_columns_than_word_has() -> None:
    source = read(table(cell("甲", '<w:gridSpan w:val="999999999"/>') + cell("乙")))
    assert len(source.rows[0].cells) == 64


def test_notes_follow_what_cites_them_and_carry_the_same_mark() -> None:
    body = (
        f"<w:p>{t('甲')}{CITE.format(7)}{t('乙')}</w:p>"
        f"<w:p>{t('丙')}<w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
        + table(cell(f"<w:p>{t('格')}{CITE.format(8)}</w:p>") + cell("丁"))
        + f"<w:p>{t('戊')}{CITE.format(7)}</w:p>"
    )
    footnotes = (
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
        f'<w:footnote w:id="8">{p("格注")}</w:footnote>'
        f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>{t("脚注")}{CITE.format(7)}</w:p></w:footnote>'
        f'<w:footnote w:id="9">{p("没有引用")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{p("尾注一")}{p("尾注二")}</w:endnote>'
    assert lines(body, footnotes=footnotes, endnotes=endnotes) == [
        "甲[1]乙", "[1]脚注[1]", "丙[2]", "[2] 尾注一", "尾注二", "格[3]\t丁", "[3] 格注", "戊[1]",
    ]  # fmt: skip


def test_headers_and_footers_are_set_aside_once() -> None:
    sections = (
        '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>'
        '<w:headerReference r:id="header2"/></w:sectPr>'
    )
    page = f"<w:p>{t('— ')}{field('PAGE', t('1'))}{t(' —')}</w:p>"
    source = read(p("甲") + sections, header1=p("某县"), header2=p("某县"), footer1=page, footer2=p("没有引用"))
    assert source.text.splitlines() == ["某县", "甲", "— 1 —"]
    assert [chrome.kind for chrome in source.chrome] == [ChromeKind.HEADER, ChromeKind.FOOTER]


def test_contents_are_set_aside() -> None:
    entry = f"<w:p>{t('一、甲')}{run('<w:tab/>')}{field('PAGEREF x', t('3'))}</w:p>"
    start = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    start += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("一、甲 1")}</w:p>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    source = read(p("题") + control + start + entry + end + p("一、甲") + p("正文。"))
    assert [(item.kind, source[item.line.span]) for item in source.chrome] == [
        (ChromeKind.NAVIGATION, "目录"),
        (ChromeKind.NAVIGATION, "一、甲 1"),
        (ChromeKind.NAVIGATION, "一、甲 3"),
    ]


def _picture(words: str = "", identity: str = "image1") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{words}"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="{identity}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def test_pictures_come_with_their_words_and_line() -> None:
    body = p("甲") + _picture("整改前后对比") + p("乙") + _picture("C:\\Users\\a\\1.png")
    source = read(body, image1=PNG)
    assert [(file.name, file.words, file.line, file.data) for file in source.files] == [
        ("image1.png", "整改前后对比", 1, PNG),
        ("image1-2.png", "", 2, PNG),
    ]


def test_what_stands_in_a_text_box_stands_there_once() -> None:
    inner = f"<w:p>{t('外')}<w:r><w:drawing>{BOX.format(p('内'))}</w:drawing></w:r></w:p>{_picture()}"
    source = read(f"<w:p>{t('甲')}<w:r><w:drawing>{BOX.format(inner)}</w:drawing></w:r></w:p>{p('乙')}", image1=PNG)
    assert source.text.splitlines() == ["甲", "外", "内", "乙"]
    assert [file.line for file in source.files] == [3]


def test_strict_files_are_read() -> None:
    entries = files(p("甲", '<w:outlineLvl w:val="0"/>'))
    strict = entries["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    source = read_docx(packed({**entries, "word/document.xml": strict}), "a.docx", ReportSettings())
    assert (source.text, source.levels) == ("甲\n", ((1, 1),))
    assert docx_text_runs(packed({**entries, "word/document.xml": strict})) == ["甲"]


def test_lost_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.readers.docx.drawing.Drawing.boxes", [])
    with pytest.raises(UserError, match=r"1 pieces .* the first “框内文字”"):
        read(p("甲") + f"<w:p><w:r><w:drawing>{BOX.format(p('框内文字'))}</w:drawing></w:r></w:p>")


def _made_by_python_docx() -> bytes:
    document = docx.Document()
    document.add_heading("中共青石县委关于巡察整改进展情况的通报", 0)
    document.add_paragraph("根据统一部署，县委巡察组进行了巡察。现予公布。")
    document.add_heading("一、整改情况", 1)
    document.add_paragraph("第一条", style="List Number")
    document.add_paragraph("第二条", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "台账"
    table.cell(1, 1).text = "完成"
    document.sections[0].header.paragraphs[0].text = "青石县"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_file_of_python_docx_is_read() -> None:
    data = _made_by_python_docx()
    source = read_docx(data, "a.docx", ReportSettings())
    assert source.text.splitlines() == [
        "青石县",
        "中共青石县委关于巡察整改进展情况的通报",
        "根据统一部署，县委巡察组进行了巡察。现予公布。",
        "一、整改情况",
        "1.第一条",
        "2.第二条",
        "台账\t",
        "\t完成",
    ]
    assert source[source.title[0].span] == "中共青石县委关于巡察整改进展情况的通报"
    assert account_docx(data, source) == []


def test_a_file_of_libreoffice_is_read() -> None:
    path = Path(__file__).parent / "files" / "all-kinds.docx"
    source = read_file(path)
    assert source.text == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert source.levels == ((7, 1), (8, 2), (13, 2), (20, 1))
    assert [(item.kind, source[item.line.span]) for item in source.chrome] == [
        (ChromeKind.HEADER, "青石县文件"),
        (ChromeKind.FOOTER, "— 1 —"),
    ]
    assert [(file.name, file.words, file.line) for file in source.files] == [("image1.png", "整改前后对比", 19)]
    assert [(row.header, [source[cell] for cell in row.cells]) for row in source.rows] == [
        (True, ["问题", "整改", ""]),
        (False, ["学习", "12次", "完成"]),
        (False, ["", "3项", "完成"]),
    ]


def test_the_account_finds_each_piece_of_it() -> None:
    data = (Path(__file__).parent / "files" / "all-kinds.docx").read_bytes()
    runs = docx_text_runs(data)
    source = read_docx(data, "a.docx", ReportSettings())
    assert len(runs) > 25
    assert account(runs, source) == (
        [],
        [*("[1]", "[2]") * 2, "一、", "（一）", "1.", "①", "②", "2.", "（二）", "1.", "二、", "—"],
    )


def test_the_outline_command_reads_word_files(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_made_by_python_docx())
    shown = CliRunner().invoke(main, ["outline", str(path)])
    assert shown.exit_code == 0
    whose = "The lines are those of the text that is read out of a.docx."
    assert shown.output.splitlines()[:2] == [whose, "     1  网页·页眉 青石县"]
