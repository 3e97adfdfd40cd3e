"""PDFs with a text layer: what Typst, Chromium and LibreOffice print reads back; the rest is told."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from generator.edition.edition import Edition
from generator.errors import UserError
from generator.model.report import Kind
from generator.model.source import ChromeKind, Source
from generator.outline import outline
from generator.paper.document import PaperSize
from generator.paper.press import Press
from generator.readers import pdf, read_file
from generator.readers.pdf import read_pdf
from generator.readers.pdf.aside import find_aside, find_margin_notes
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.paragraphs import join
from generator.readers.words import DrawnWords
from generator.settings.paper import PaperSettings
from generator.settings.report import ReportSettings
from generator.text.variants import fold_radicals
from tests.readers.fuzz import FUZZ

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "files"
REPORT = ROOT / "tests" / "reports" / "half-width-themes-run-on.txt"
PRESS = Press(ROOT, PaperSettings())


def _read(data: bytes) -> Source:
    return read_pdf(data, "a.pdf", ReportSettings())


def _sentence(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        _read(data)
    assert caught.value.message.startswith("a.pdf: ")
    return caught.value.message


def _text(source: Source) -> list[str]:
    return [source[line.span] for line in source.text_lines]


def _expected() -> list[str]:
    return _text(read_file(REPORT))


def _set(text: str) -> bytes:
    """Return a PDF of Typst markup."""
    faces = '#set text(font: "Noto Serif SC", size: 16pt)\n'
    indent = "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
    made: object = typst.compile((faces + indent + text).encode(), font_paths=PRESS.fonts)
    assert isinstance(made, bytes)
    return made


SMALL = _set("甲局关于整改的通报\n\n一、整改情况\n\n正文。")


@pytest.mark.parametrize(
    "name",
    ["half-width-themes-run-on", "parts-without-findings", "run-on-across-parts", "group-lines-and-quoted-stops"],
)
def test_what_gongkai_prints_reads_back(name: str) -> None:
    source = read_file(ROOT / "tests" / "reports" / f"{name}.txt")
    report = outline(source, ReportSettings())
    data = PRESS.print(Edition(report, ReportSettings()), "https://example.org/a/", PaperSize.STANDARD)
    # The press gives a heading that runs into its paragraph a line of its own; the characters are the same.
    assert "".join("".join(_text(_read(data))).split()) == "".join("".join(_text(source)).split())


def test_a_long_report_with_notes_in_the_margin_reads_back() -> None:
    """Punctuation that hangs out of the text block must not hide where the margin is."""
    source = read_file(ROOT / "docs_src" / "huadu-2021" / "source.txt")
    report = outline(source, ReportSettings())
    data = PRESS.print(Edition(report, ReportSettings()), "https://example.org/a/", PaperSize.STANDARD)
    again = _read(data)
    assert "".join("".join(_text(again)).split()) == "".join("".join(_text(source)).split())
    found = outline(again, ReportSettings())
    for kind in (Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM):
        assert len(found.of(kind)) == len(report.of(kind)), kind


def test_what_chromium_prints_reads_back(browser: Browser) -> None:
    page = browser.new_page()
    page.goto((FILES / "printed.html").as_uri())
    data = page.pdf(format="A4", display_header_footer=True, margin={"top": "2cm", "bottom": "2cm"})
    page.close()
    assert len(pypdfium2.PdfDocument(data)) > 1
    source = _read(data)
    assert _text(source) == _expected()
    assert {item.kind for item in source.chrome} == {ChromeKind.FOOTER}


def test_what_libreoffice_prints_reads_back() -> None:
    source = read_file(FILES / "office.pdf")
    title, *body = _expected()
    # A title in two centred lines is two lines of one title.
    assert (*_text(source)[:2], *_text(source)[2:]) == (title[:-2], title[-2:], *body)
    assert len(source.title) == 2
    assert [source[item.line.span] for item in source.chrome] == [
        "整改通报", "— 1 —", "整改通报", "— 2 —", "整改通报", "— 3 —",
    ]  # fmt: skip


def test_a_paragraph_runs_on_over_the_page() -> None:
    long = "整改工作持续推进并取得明显成效，" * 60 + "完成。"
    source = _read(_set(f'#set page(height: 12cm, numbering: "— 1 —")\n题目\n\n{long}\n\n尾段。'))
    assert _text(source) == ["题目", long, "尾段。"]
    assert [source[item.line.span] for item in source.chrome][:2] == ["— 1 —", "— 2 —"]


def test_blanks_stand_between_words_only() -> None:
    source = _read(_set("甲局共有 12 个 Open Data 平台，政府网站。"))
    assert _text(source)[0].replace(" ", "") == "甲局共有12个OpenData平台，政府网站。"
    assert "Open Data" in source.text
    wrapped = [_line("甲" * 38 + "Open", 100, 500, 700), _line("Data平台", 100, 150, 680)]
    assert join(wrapped * 2)[0] == (DrawnWords("甲" * 38 + "Open Data平台"), 2)


def test_radicals_are_folded_and_told() -> None:
    assert fold_radicals("⽅⻓⻔甲") == ("方长门甲", 3)
    source = _read(_set("甲局关于整改的通报\n\n一、⽅案⽤途\n\n正文。"))
    assert source.text.splitlines()[1] == "一、方案用途"
    report = outline(source, ReportSettings())
    assert [(item.code, item.line, dict(item.values)) for item in report.warnings] == [
        ("radicals", 2, {"count": "2", "which": "⽅ for 方, ⽤ for 用"})
    ]


def _line(text: str, left: float, right: float, base: float, page: int = 0) -> PdfLine:
    em = 10 if len(text) > 4 else 0
    found = [(one, Character(one, left, left + em, base, 12, generated=False)) for one in text]
    return PdfLine(page, found, left, right, base, 12, side=(600, 800))


def test_where_paragraphs_end() -> None:
    body = [_line("一二三四五六七八九十" * 4, 120, 500, 700), _line("甲" * 40, 100, 500, 680)]
    for after, parts in [
        (_line("续行", 100, 120, 660), False),
        (_line("续行", 100, 120, 700, page=1), False),
        (_line("新段", 120, 140, 660), True),
        (_line("空开", 100, 120, 600), True),
    ]:
        assert (len(join([*body, after])) == 2) is parts, after.text
    ended = [*body, _line("乙" * 39 + "。", 100, 500, 660)]
    assert len(join([*ended, _line("一、甲", 100, 140, 640)])) == 2
    assert len(join([*body, _line("100%。", 100, 140, 660)])) == 1
    short = [*body, _line("丙" * 36, 100, 462, 660)]
    assert len(join([*short, _line("100.25%。", 100, 140, 640)])) == 1
    assert len(join([*short, _line("丁", 100, 110, 640)])) == 2


def test_what_a_browser_prints_around_a_single_page_is_set_aside(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>甲局关于整改的通报</title><h1>甲局关于整改的通报</h1><p>一、整改情况<p>已完成。")
    data = page.pdf(format="A4", display_header_footer=True, margin={"top": "2cm", "bottom": "2cm"})
    page.close()
    assert _text(_read(data)) == ["甲局关于整改的通报", "一、整改情况", "已完成。"]


@pytest.mark.parametrize(
    ("top", "foot", "printed"),
    [
        ("2031/5/6 16:20 甲县通报", "https://www.example.gov.cn/t1.html 1/3", True),
        ("5/6/31, 4:20 PM Report", "about:blank 1/1", True),
        ("甲县通报 https://www.example.gov.cn/t1.html", "1 of 3 5/6/31, 4:20 PM", True),
        ("2031/5/6 16:20 甲县通报", "联系方式：https://www.example.gov.cn/", False),
        ("2031/5/6 16:20 甲县通报", "已完成整改任务的1/3", False),
    ],
)
def test_a_browser_prints_when_and_where(top: str, foot: str, *, printed: bool) -> None:
    lines = [_line(top, 100, 500, 780), _line("甲" * 30, 100, 500, 400), _line(foot, 100, 500, 20)]
    assert find_aside([(800, lines)]) == ({id(lines[0]), id(lines[2])} if printed else set())


def test_short_lines_that_end_alike_do_not_go_on() -> None:
    """In a short report no line is full, so that how long they are tells nothing."""
    ends = [
        "整改措施：开展巡查三十六次。",
        "整改情况：正在推进已过半数。",
        "责任单位：河湖科和各镇街道办",
        "二、存在问题",
    ]
    lines = [_line(text, 100, 100 + 10 * len(text), 700 - 20 * at) for at, text in enumerate(ends * 2)]
    assert [words.text for words, _ in join(lines)] == ends * 2


def test_indents_tell_where_a_paragraph_begins_below_a_full_heading() -> None:
    rows = [
        ("乙" * 38, 120),
        ("丙" * 40, 100),
        ("丙。", 100),
        ("（一）" + "丁" * 35, 120),
        ("戊" * 38, 120),
        ("己。", 100),
    ]
    lines = [_line(text, left, left + 10 * len(text), 700 - 20 * at) for at, (text, left) in enumerate(rows)]
    assert [words.text[:3] for words, _ in join(lines)] == ["乙乙乙", "（一）", "戊戊戊"]


def test_a_full_heading_above_its_first_number_does_not_go_on() -> None:
    rows = ["甲" * 40, "甲" * 40, "甲。", "第一方面问题，" + "乙" * 33, "（一）关于丙的问题", "丁" * 40, "丁。"]
    lines = [_line(text, 100, 100 + 10 * len(text), 700 - 20 * at) for at, text in enumerate(rows)]
    assert [words.text[:3] for words, _ in join(lines)] == ["甲甲甲", "第一方", "（一）", "丁丁丁"]


def test_lines_set_to_the_right_or_centred_do_not_go_on() -> None:
    body = [_line("甲" * 40, 100, 500, 700), _line("乙" * 39 + "。", 100, 500, 680)]
    signature = [_line("中共甲县委员会", 430, 500, 660), _line("2024年1月5日", 430, 500, 640)]
    assert [words.text for words, _ in join([*body, *signature])][1:] == ["中共甲县委员会", "2024年1月5日"]


def test_notes_in_either_margin_are_set_aside() -> None:
    body = [_line("甲" * 40, 100, 500, 700), _line("乙" * 40, 100, 500, 680)]
    left, right, small = (_line("p1/", 60, 90, 700), _line("p2/", 510, 540, 680), _line("注", 100, 110, 660))
    for line in (left, right, small):
        line.height = 8
    assert find_margin_notes([*body, left, right, small]) == {id(left), id(right)}


def _scan(*, words: bool) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (600, 800), 255).save(stream, "PDF")
    if not words:
        return stream.getvalue()
    with pikepdf.open(io.BytesIO(SMALL)) as document, pikepdf.open(io.BytesIO(stream.getvalue())) as scan:
        document.pages.append(scan.pages[0])
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


def test_scans_are_refused() -> None:
    assert "page 1 is a picture (a scan)" in _sentence(_scan(words=False))
    assert "page 2 is a picture (a scan)" in _sentence(_scan(words=True))
    assert "the PDF has no text" in _sentence(_set("#box()"))


def _encrypted() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(SMALL)) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no PDF"),
        (b"PK\x03\x04", "is no PDF"),
        (b"%PDF-1.7\n", "damaged"),
        (SMALL[: len(SMALL) // 3], "damaged"),
        (_encrypted(), "is encrypted"),
        (_set("#set page(width: 200cm, height: 10cm)\n甲"), "points wide or high"),
    ],
)
def test_what_can_not_be_read_is_told(data: bytes, words: str) -> None:
    assert words in _sentence(data)


@pytest.mark.parametrize(
    ("where", "limit", "words"),
    [(pdf, "MOST_PAGES", "pages and may have 1"), (pdf.pages, "MOST_CHARACTERS", "over 1 characters")],
)
def test_each_limit_is_named(where: ModuleType, limit: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, limit, 1)
    assert words in _sentence(_set("甲乙丙\n#pagebreak()\n丁"))


def test_fonts_that_tell_no_characters_are_refused() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(SMALL)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        document.save(made)
    assert "does not tell which characters" in _sentence(made.getvalue())


@FUZZ
@given(st.lists(st.tuples(st.integers(0, 1 << 30), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_end_in_text_or_a_sentence(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for at, value in flips:
        data[at % len(data)] = value
    with contextlib.suppress(UserError):
        _read(bytes(data))
