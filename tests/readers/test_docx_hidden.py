"""Word files that hide words or put aside what is no text: each way is told with its line, and none is published."""

from __future__ import annotations

import pytest

from generator.errors import UserError
from tests.readers.word import p, read

_NEW = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_THROUGH = '<w14:solidFill><w14:srgbClr w14:val="C00000"><w14:alpha w14:val="{}"/></w14:srgbClr></w14:solidFill>'
_EXACT = '<w:trHeight w:val="1" w:hRule="exact"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def told(body: str, **parts: str | bytes) -> tuple[list[str], list[str], list[str]]:
    """Return the lines that are text, those set aside as hidden, and what is told."""
    source = read(body, **parts)
    aside = [source[chrome.line.span] for chrome in source.chrome]
    values = [f"{m.code} {' '.join(value for _, value in m.values)}" for m in source.messages]
    return [source[line.span] for line in source.text_lines], aside, values


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:color w:themeColor="background1" w:themeShade="FA"/>', "white"),
        ('<w:sz w:val="2"/>', "of 1 pt"),
        ('<w:w w:val="1"/>', "of 1% width"),
        ('<w:color w:val="FF0000"/><w:highlight w:val="red"/>', "of the colour of its ground"),
        ('<w:color w:val="0000FF"/><w:shd w:val="clear" w:fill="0000FF"/>', "of the colour of its ground"),
        ('<w:position w:val="-2000"/>', "1000 pt away from its line"),
        ('<w:spacing w:val="-400"/>', "drawn on one place"),
        ('<w:fitText w:val="1"/>', "drawn on one place"),
        (f"<w14:textFill {_NEW}><w14:noFill/></w14:textFill>", "without a colour"),
        (f"<w14:textFill {_NEW}>{_THROUGH.format('100000')}</w14:textFill>", "without a colour"),
        (
            f'<w14:textFill {_NEW}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
            "white",
        ),
    ],
)
def test_a_run_that_nobody_sees_is_set_aside_and_told(properties: str, how: str) -> None:
    body = f"<w:p>{run('已完成')}{run('未完成', properties)}{run('整改。')}</w:p>"
    assert told(body) == (["已完成整改。"], ["未完成"], [f"hidden-text {how}"])


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>',
        '<w:position w:val="12"/>',
        '<w:spacing w:val="-20"/>',
        '<w:fitText w:val="1260"/>',
        '<w:color w:themeColor="background1" w:themeShade="80"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>',
        f'<w14:textFill {_NEW}><w14:solidFill><w14:srgbClr w14:val="C00000"/></w14:solidFill></w14:textFill>',
        f"<w14:textFill {_NEW}><w14:noFill/></w14:textFill><w14:textOutline {_NEW}/>",
        f"<w14:textFill {_NEW}>{_THROUGH.format('10000')}</w14:textFill>",
        f"<w14:textFill {_NEW}>{_THROUGH.format('1000')}</w14:textFill>",
        '<w:color w:val="FFFFFF"/><w:emboss/>',
        '<w:color w:val="FFFFFF"/><w:shadow/>',
    ],
)
def test_what_can_be_seen_is_text(properties: str) -> None:
    assert told(f"<w:p>{run('已完成整改。', properties)}</w:p>") == (["已完成整改。"], [], [])


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ('<w:framePr w:x="-30000"/>', "off the page"),
        ('<w:framePr w:h="1" w:hRule="exact"/>', "in a frame 0.05 pt high"),
        ('<w:spacing w:line="0" w:lineRule="exact"/>', "in a line 0 pt high"),
        ('<w:ind w:left="40000"/>', "off the page"),
        ('<w:ind w:right="40000"/>', "off the page"),
    ],
)
def test_a_paragraph_that_nobody_sees_is_set_aside_and_told(properties: str, how: str) -> None:
    assert told(p("未完成", properties) + p("已完成。")) == (["已完成。"], ["未完成"], [f"hidden-text {how}"])


@pytest.mark.parametrize(
    ("row", "how"), [("<w:hidden/>", "in a row that is hidden"), (_EXACT, "in a row 0.05 pt high")]
)
def test_a_row_that_nobody_sees_is_set_aside_and_told(row: str, how: str) -> None:
    cells = f"<w:tc>{p('未完成')}</w:tc><w:tc>{p('甲')}</w:tc>"
    shown = f"<w:tr><w:tc>{p('已完成')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"
    body = f"<w:tbl><w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr>{shown}</w:tbl>"
    assert told(body) == (["已完成\t乙"], ["未完成", "甲"], [f"hidden-text {how}"] * 2)


@pytest.mark.parametrize("place", ['<w:tblpPr w:tblpX="-30000"/>', '<w:tblInd w:w="40000"/>'])
def test_a_table_off_the_page_is_set_aside_and_told(place: str) -> None:
    cells = f"<w:tc>{p('未完成')}</w:tc><w:tc>{p('甲')}</w:tc>"
    body = f"{p('已完成。')}<w:tbl><w:tblPr>{place}</w:tblPr><w:tr>{cells}</w:tr></w:tbl>"
    assert told(body) == (["已完成。"], ["未完成", "甲"], ["hidden-text off the page"] * 2)


_BOX = f"<w:txbxContent>{p('未完成')}</w:txbxContent>"


def _vml(style: str) -> str:
    return f'<w:r><w:pict><v:shape style="{style}"><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r>'


def _drawn(inside: str = "", extent: str = 'cx="900000" cy="300000"', shape: str = "") -> str:
    box = f"<wps:wsp>{shape}<wps:txbx>{_BOX}</wps:txbx></wps:wsp>"
    graphic = f'<a:graphic><a:graphicData uri="x">{box}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:anchor>{inside}<wp:extent {extent}/>{graphic}</wp:anchor></w:drawing></w:r>"


_NO_SIZE = '<wps:spPr><a:xfrm><a:ext cx="0" cy="9000"/></a:xfrm></wps:spPr>'
_FAR = "<wp:positionH><wp:posOffset>-90000000</wp:posOffset></wp:positionH>"


@pytest.mark.parametrize(
    ("drawing", "how"),
    [
        (_vml("visibility:hidden;width:90pt"), "in a box that is hidden"),
        (_vml("width:0;height:20pt"), "in a box without size"),
        (_vml("position:absolute; margin-left:-3000pt"), "off the page"),
        (_drawn('<wp:docPr hidden="1"/>'), "in a box that is hidden"),
        (_drawn(extent='cx="0" cy="0"'), "in a box without size"),
        (_drawn(shape=_NO_SIZE), "in a box without size"),
        (_drawn(_FAR), "off the page"),
    ],
)
def test_a_text_box_that_nobody_sees_is_set_aside_and_told(drawing: str, how: str) -> None:
    body = f"<w:p>{run('已完成。')}{drawing}</w:p>"
    assert told(body) == (["已完成。"], ["未完成"], [f"hidden-text {how}"])
    row = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    assert told(row) == (["已完成。\t乙"], ["未完成"], [f"hidden-text {how}"])


def test_a_text_box_that_can_be_seen_is_text() -> None:
    for drawing in (_vml("width:90pt;height:20pt"), _drawn()):
        assert told(f"<w:p>{run('甲。')}{drawing}</w:p>") == (["甲。", "未完成"], [], [])
    # Size and place of a shape in a group are in the group's own units.
    grouped = f'<v:group style="width:90pt;height:20pt"><v:shape style="width:0;left:3000;top:100"><v:textbox>{_BOX}'
    small = '<wps:spPr><a:xfrm><a:ext cx="2160" cy="468"/></a:xfrm></wps:spPr>'
    group = 'wpg:wgp xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    in_group = _drawn(shape=small).replace("<wps:wsp>", f"<{group}><wps:wsp>")
    in_group = in_group.replace("</wps:wsp>", "</wps:wsp></wpg:wgp>")
    for drawing in (
        f"<w:r><w:pict>{grouped}</v:textbox></v:shape></v:group></w:pict></w:r>",
        in_group,
        _vml("width:0;mso-width-percent:400;height:20pt"),
    ):
        assert told(f"<w:p>{run('甲。')}{drawing}</w:p>") == (["甲。", "未完成"], [], [])
    hidden = grouped.replace("left:3000", "visibility:hidden")
    assert told(f"<w:p>{run('甲。')}<w:r><w:pict>{hidden}</v:textbox></v:shape></v:group></w:pict></w:r></w:p>")[0] == [
        "甲。"
    ]


@pytest.mark.parametrize("fill", ["FFFFFF", "C00000"])
def test_the_ground_of_a_text_box_is_its_fill(fill: str) -> None:
    shape = f'<wps:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></wps:spPr>'
    drawing = _drawn(shape=shape).replace("<w:t>未", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>未')
    text, aside, _ = told(f"<w:p>{run('甲。')}{drawing}</w:p>")
    assert (text, aside) == ((["甲。"], ["未完成"]) if fill == "FFFFFF" else (["甲。", "未完成"], []))


@pytest.mark.parametrize(
    ("styles", "body"),
    [
        ("<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>", p("未完成")),
        (
            '<w:style w:type="table" w:styleId="T"><w:rPr><w:vanish/></w:rPr></w:style>',
            f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{p("未完成")}</w:tc></w:tr></w:tbl>',
        ),
    ],
)
def test_what_all_text_or_a_table_hides_is_refused(styles: str, body: str) -> None:
    with pytest.raises(UserError, match="hidden text"):
        read(body, styles=styles)


def test_a_run_for_another_view_is_told() -> None:
    text, _, messages = told(f"<w:p>{run('甲')}{run('乙', '<w:specVanish/>')}</w:p>")
    assert (text, messages) == (["甲乙"], ["web-hidden 乙"])


def test_a_number_that_word_hides_is_none() -> None:
    hidden = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{hidden}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert told(body, numbering=numbering) == (["甲"], [], [])


def test_a_comment_is_told_for_it_is_published_with_the_file() -> None:
    body = f'<w:p>{run("甲")}<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    comments = f'<w:comment w:id="7">{p("待核")}</w:comment>'
    assert told(body, comments=comments) == (["甲"], [], ["file-comment 待核"])


def test_what_stands_in_a_table_is_told_too() -> None:
    comment = f'<w:p>{run("甲")}<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('选择一项。')}</w:sdtContent></w:sdt>"
    inner = f"<w:tbl><w:tr><w:tc>{control}</w:tc><w:tc>{p('丙')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{comment}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    comments = f'<w:comment w:id="7">{p("待核")}</w:comment>'
    expected = ["file-comment 待核", "placeholder 选择一项。"]
    assert told(p("前") + table, comments=comments) == (["前", "甲\t选择一项。 丙"], [], expected)


@pytest.mark.parametrize("block", [False, True])
def test_a_control_that_was_not_filled_in_is_told(block: bool) -> None:  # noqa: FBT001 - where the control stands
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format(p("选择一项。")) if block else f"<w:p>{control.format(run('选择一项。'))}</w:p>"
    assert told(body) == (["选择一项。"], [], ["placeholder 选择一项。"])


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "COMMENTS", "DATE", "DOCPROPERTY Title", "REF a", "SEQ 表"])
def test_a_field_whose_words_are_missing_is_told(code: str) -> None:
    simple = f'<w:p>{run("共")}<w:fldSimple w:instr="{code}"/>{run("页")}</w:p>'
    assert told(simple) == (["共页"], [], [f"field-without-result {code}"])


def test_a_page_number_on_every_sheet_is_no_word_of_the_report() -> None:
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    footer = f'<w:p>{run("第")}<w:fldSimple w:instr="PAGE"/>{run("页")}</w:p>'
    assert told(p("甲") + section, footer1=footer) == (["甲"], ["第页"], [])


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<w:object><o:OLEObject xmlns:o="x" ProgID="Excel"/></w:object>', "not-read an embedded file Excel 1"),
        ('<w:object><w:control w:name="甲框"/></w:object>', "not-read a form field 甲框 1"),
        ('<w:contentPart r:id="x"/>', "not-read a drawing contentPart 1"),
        ("<w:yearLong/>", "field-without-result yearLong"),
    ],
)
def test_what_is_drawn_and_is_no_text_is_told(inside: str, what: str) -> None:
    assert told(f"<w:p>{run('甲')}<w:r>{inside}</w:r></w:p>") == (["甲"], [], [what])


def test_letters_are_read_as_their_font_shows_them() -> None:
    fonts = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    ticked = run("þ", fonts.format("Wingdings")) + run("已完成", fonts.format("Wingdings"))
    greek = run("a", fonts.format("Symbol")) + run("a", fonts.format("Arial"))
    assert told(f"<w:p>{ticked}{greek}</w:p>") == (["☑已完成αa"], [], [])


def test_a_letter_over_several_lines_begins_its_paragraph() -> None:
    cap = p("方", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert told(cap + p("案已完成。")) == (["方案已完成。"], [], [])
    assert told(cap) == (["方"], [], [])
    noted = cap.replace("</w:p>", '<w:r><w:commentReference w:id="7"/></w:r></w:p>')
    comments = f'<w:comment w:id="7">{p("待核")}</w:comment>'
    assert told(noted + p("案已完成。"), comments=comments) == (["方案已完成。"], [], ["file-comment 待核"])


def test_a_note_cited_by_a_mark_of_its_own_has_no_other() -> None:
    body = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>※</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{p("※注")}</w:footnote>'
    assert told(body, footnotes=notes) == (["甲※", "※注"], [], [])


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<m:m><m:mr><m:e>{0}</m:e><m:e>{1}</m:e></m:mr><m:mr><m:e>{1}</m:e><m:e>{0}</m:e></m:mr></m:m>", "1 2; 2 1"),
        ("<m:eqArr><m:e>{0}</m:e><m:e>{1}</m:e></m:eqArr>", "1; 2"),
        ("<m:f><m:fPr><m:type m:val='noBar'/></m:fPr><m:num>{0}</m:num><m:den>{1}</m:den></m:f>", "1¦2"),
        ("<m:sPre><m:sub>{0}</m:sub><m:sup>{1}</m:sup><m:e>{0}</m:e></m:sPre>", "_1^2 1"),
        ("<m:limLow><m:e>{0}</m:e><m:lim>{1}</m:lim></m:limLow>", "1_2"),
        ("<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{0}</m:e></m:bar>", "1\u0305"),
    ],
)
def test_parts_of_a_formula_are_told_apart(formula: str, line: str) -> None:
    digits = [f"<m:r><m:t>{digit}</m:t></m:r>" for digit in "12"]
    assert told(f"<w:p><m:oMath>{formula.format(*digits)}</m:oMath></w:p>")[0] == [line]
