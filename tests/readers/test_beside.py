"""Pictures and attachments of a page or a Markdown file: what is taken along, and what never is."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.model.source import FILES as FOLDER
from generator.model.source import published_name
from generator.readers import files_beside, read_file
from generator.readers.beside import LARGEST_ATTACHMENT
from generator.readers.html import read_mhtml
from generator.settings.report import ReportSettings, parse_report_settings
from tests.project import Project

PAGES = Path(__file__).parent / "files" / "pages"
PICTURE = (PAGES / "saved-complete_files" / "图1.png").read_bytes()
TEXT = "<p>一、河道治理问题。已完成整改，见下图。</p>"


def taken(folder: Path, html: str) -> list[tuple[str, bytes]]:
    """Return the files that a page in a folder takes along."""
    path = folder / "page.html"
    path.write_text(TEXT + html, encoding="utf-8")
    return [(file.name, file.data) for file in read_file(path).files]


def test_files_stand_at_their_line_with_their_words() -> None:
    files = read_file(PAGES / "saved-complete.html").files
    told = [(file.name, file.words, file.picture, file.line) for file in files]
    assert told == [
        ("1.png", "整治前", True, 6),
        ("a2.jpg", "", True, 6),
        ("attachment-1.pdf", "1.整改明细表.pdf", False, 9),
    ]
    assert files[0].data == PICTURE


SVG = "data:image/svg+xml,%3Csvg width='1px' height='1px'%3E%3C/svg%3E"
GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.mark.parametrize("key", ["data-src", "data-original"])
@pytest.mark.parametrize("shown", [SVG, GIF, "data:,", "loading.gif"])
@pytest.mark.parametrize("ending", ["html", "md"])
def test_what_stands_in_for_a_picture_until_it_is_loaded_is_none(
    tmp_path: Path, key: str, shown: str, ending: str
) -> None:
    path = tmp_path / f"page.{ending}"
    path.write_text(f'{TEXT}<p>图<img src="{shown}" {key}="https://x.example.cn/a.jpg"></p>', encoding="utf-8")
    source = read_file(path)
    assert source.files == ()
    assert [dict(message.values) for message in source.messages] == [{"count": "1", "name": "a.jpg"}]
    (tmp_path / "a.png").write_bytes(PICTURE)
    path.write_text(f'{TEXT}<p>图<img src="{shown}" {key}="a.png"></p>', encoding="utf-8")
    assert ([file.data for file in read_file(path).files], read_file(path).messages) == ([PICTURE], ())


def test_a_picture_kept_in_the_page_is_taken_whatever_loads_it(tmp_path: Path) -> None:
    kept = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"
    html = f'<p><img src="{kept}" data-src="https://x.example.cn/a.jpg"></p>'
    assert [data for _, data in taken(tmp_path, html)] == [PICTURE]


def test_an_archive_holds_its_pictures_itself(tmp_path: Path) -> None:
    copy = Path(shutil.copy(PAGES / "saved-by-chromium.mhtml", tmp_path / "x.mhtml"))
    assert [(file.name, file.line) for file in read_file(copy).files] == [("1.png", 6), ("a2.jpg", 6)]
    mixed = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        b"Content-Location: https://x.example.cn/a/p.html\n\n"
        + f'{TEXT}<img src="i/1.png"><img src="cid:two">'.encode()
        + b"\n--b\nContent-Type: image/png\nContent-Location: https://x.example.cn/a/i/1.png\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(PICTURE)
        + b"\n--b\nContent-Type: image/png\nContent-ID: <two>\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(PICTURE)
        + b"\n--b--\n"
    )
    assert [file.data for file in read_mhtml(mixed, "x.mhtml", ReportSettings()).files] == [PICTURE] * 2


@pytest.mark.parametrize(
    "reference", ["a.png", "./a.png", "b/../../{folder}/a.png", "/{folder}/a.png", "file://{folder}/a.png"]
)
def test_only_paths_inside_the_folder_lead_anywhere(tmp_path: Path, reference: str) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    inside = reference in {"a.png", "./a.png"}
    html = f'<img src="{reference.format(folder=str(tmp_path).lstrip("/"))}">'
    assert taken(tmp_path, html) == ([("a.png", PICTURE)] if inside else [])


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_bytes(PICTURE)
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "a.png").symlink_to(outside / "a.png")
    (folder / "sub").symlink_to(outside)
    (folder / "b.png").symlink_to(folder / "own.png")
    (folder / "own.png").write_bytes(PICTURE)
    assert taken(folder, '<img src="a.png"><img src="sub/a.png"><img src="b.png">') == [("b.png", PICTURE)]


def test_pictures_in_the_page_itself(tmp_path: Path) -> None:
    data = base64.b64encode(PICTURE).decode()
    sources = [f"data:image/png;base64,{data[:40]}\n{data[40:]}", "data:image/png;base64,%%%", "data:,", "data:"]
    assert taken(tmp_path, "".join(f'<img src="{source}">' for source in sources)) == [("picture.png", PICTURE)]


def test_icons_are_no_pictures_and_each_picture_comes_once(tmp_path: Path) -> None:
    (tmp_path / "icon.gif").write_bytes(b"GIF89a\x10\x00\x10\x00")
    (tmp_path / "a.png").write_bytes(PICTURE)
    (tmp_path / "empty.png").write_bytes(b"")
    names = ["icon.gif", "a.png", "a.png", "empty.png", "missing.png", "https://x.example.cn/a.png", "//x/a.png"]
    assert taken(tmp_path, "".join(f'<img src="{name}">' for name in names)) == [("a.png", PICTURE)]


@pytest.mark.parametrize(
    ("tag", "inside", "icon"),
    [
        ('width="16" height="16" viewBox="0 0 1024 1024"', "", True),
        ("width='20px' height='20px'", "", True),
        ('viewBox="0 0 24 24"', "", True),
        ('width="200" height="200" viewBox="0 0 24 24"', "", False),
        ('width="16" height="16"', '<text y="9">3</text>', False),
        ('width="1e9" height="."', "", False),
        ("", "", False),
    ],
)
def test_a_small_drawing_is_an_icon(tag: str, inside: str, icon: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Others are refused: what they say stands in no text, and they can hold scripts."""
    drawing = f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {tag}>{inside}<path d="M0 0"/></svg>'
    (tmp_path / "a.svg").write_text(drawing, encoding="utf-8")
    if icon:
        assert taken(tmp_path, '<img src="a.svg">') == []
    else:
        with pytest.raises(UserError, match="SVG"):
            taken(tmp_path, '<img src="a.svg">')


def test_what_stands_around_the_article_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    page = f'<div class=TRS_Editor>{TEXT}</div><div class=footer><img src="a.png">版权所有</div>'
    assert taken(tmp_path, page) == []


@pytest.mark.parametrize(
    ("name", "data", "html", "told"),
    [
        ("a.png", b"<svg/>", '<img src="a.png">', "is no PNG, JPEG, GIF or WebP"),
        ("a.png", PICTURE + bytes(5_000_000), '<img src="a.png">', "may have 5,000,000"),
        ("a.pdf", b"MZ", '<p><a href="a.pdf">附件</a></p>', "is no PDF file"),
        ("a.docx", b"PK\x03\x04xl/", '<p><a href="a.docx">附件</a></p>', "is no DOCX file"),
        ("a.xlsx", b"PK\x03\x04word/", '<p><a href="a.xlsx">附件</a></p>', "is no XLSX file"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused(
    tmp_path: Path, name: str, data: bytes, html: str, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=told):
        taken(tmp_path, html)


def test_an_attachment_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(LARGEST_ATTACHMENT + 1)
    with pytest.raises(UserError, match="make it smaller"):
        taken(tmp_path, '<p><a href="a.pdf">附件</a></p>')


def test_the_text_is_the_same_without_the_files(tmp_path: Path) -> None:
    alone = Path(shutil.copy(PAGES / "saved-complete.html", tmp_path))
    assert read_file(alone).text == read_file(PAGES / "saved-complete.html").text
    assert not read_file(alone).files
    assert not files_beside(alone)


@pytest.mark.parametrize("name", ["saved-complete.html", "report.md"])
def test_add_takes_them_along_and_the_site_shows_them(empty_project: Project, tmp_path: Path, name: str) -> None:
    given = tmp_path / "given"
    shutil.copytree(PAGES / "saved-complete_files", given / "saved-complete_files")
    shutil.copy(PAGES / "saved-complete.html", given)
    (given / "report.md").write_text(
        "# 云溪县关于巡视反馈意见整改落实情况的通报\n\n现将情况予以通报。\n\n一、河道治理问题\n\n"
        "清理河道12公里。\n\n![整治前](saved-complete_files/图1.png)\n\n[明细表](saved-complete_files/mingxi.pdf)\n",
        encoding="utf-8",
    )
    empty_project.must("add", given / name, "--slug", "yunxi-2023")
    folder = empty_project.root / "docs_src" / "yunxi-2023"
    source = folder / f"source{Path(name).suffix}"
    assert source.read_bytes() == (given / name).read_bytes()
    assert (folder / FOLDER / "saved-complete_files" / "图1.png").read_bytes() == PICTURE
    assert not (folder / FOLDER / "saved-complete_files" / "style.css").exists()
    shutil.rmtree(given)
    empty_project.must("publish", "yunxi-2023", "--yes")
    empty_project.must("build")
    site = empty_project.site / "yunxi-2023"
    assert (site / published_name(source.name)).read_bytes() == source.read_bytes()
    assert (site / "1.png").read_bytes() == PICTURE
    assert not (site / FOLDER).exists()
    assert not (site / "source").exists()
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("index.html"))
    assert 'alt="整治前"' in pages
    assert "attachment-1.pdf" in pages
    empty_project.must("verify")
    assert empty_project.run("convert", "--check").returncode == 0


LINK = '<link rel="stylesheet" href="./page_files/{}.css">'
LINES = f"{TEXT}<p>二、道路问题。<span class='in'>口径待定。</span>已整改。</p><p class='gone'>尚有两项没有完成。</p>"


@pytest.mark.parametrize("sheet", ["p{margin:0}", ".gone{display:none} .in{visibility:hidden}"])
def test_what_a_style_sheet_beside_a_page_hides_is_told_and_no_word_changes(tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(LINK.format("a") + LINK.format("b") + LINES, encoding="utf-8")
    alone = read_file(path)
    assert alone.messages == ()
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.css").write_text(sheet)
    source = read_file(path)
    assert (source.text, source.chrome) == (alone.text, alone.chrome)
    hides = "gone" in sheet
    told = [(message.code, message.line, dict(message.values)["text"]) for message in source.messages]
    assert told == [("hidden-by-sheet", 2, "口径待定。"), ("hidden-by-sheet", 3, "尚有两项没有完成。")] * hides
    # Such a sheet is taken along, so that a build tells the same; one that hides nothing is not.
    assert list(files_beside(path)) == ["page_files/a.css"] * hides
    aside = parse_report_settings("chrome: [{line: 2, chrome: hidden}, {line: 3, chrome: footer}]", Path("a.yml"))
    assert read_file(path, aside).messages == ()


def test_what_a_style_sheet_in_an_archive_hides_is_told() -> None:
    page = LINK.format("a").replace("./page_files/", "https://x.example.cn/") + LINES
    mixed = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        b"Content-Location: https://x.example.cn/a/p.html\n\n"
        + page.encode()
        + b"\n--b\nContent-Type: text/css\nContent-Location: https://x.example.cn/a.css\n\n.gone{display:none}\n--b--"
    )
    source = read_mhtml(mixed, "a.mhtml", ReportSettings())
    assert [(message.code, message.line) for message in source.messages] == [("hidden-by-sheet", 3)]
    assert "尚有两项没有完成。" in source.text


def test_what_a_table_in_markdown_shows_besides_words_is_taken_or_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    path = tmp_path / "a.md"
    head = "一、已整改。\n\n| 整改前 | 整改后 |\n|---|---|\n"
    path.write_text(f"{head}| ![前](a.png) | ![后](b.png) |\n\n二、已完成。\n", encoding="utf-8")
    source = read_file(path)
    assert [(file.data, file.words, file.line) for file in source.files] == [(PICTURE, "前", 2)]
    assert [(message.code, message.line) for message in source.messages] == [("pictures-elsewhere", 2)]
    path.write_text(f"{head}| 甲<img src='b.png'> | 乙<input value='丙'> |\n\n二、已完成。\n", encoding="utf-8")
    told = [(message.code, message.line) for message in read_file(path).messages]
    assert told == [("pictures-elsewhere", 3), ("not-read", 3)]
