"""The PDF: text that copies and searches right, tags, bookmarks, the layout of GB/T 9704, and its errors."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
import yaml

from tests.project import FIRST, SECOND, Project
from tests.reading import squeeze

MM = 72 / 25.4
LEFT, BOTTOM, RIGHT, TOP = 28 * MM, 35 * MM, 184 * MM, 260 * MM
"""The text block: 156 × 225 mm, 37 mm from the top, 28 mm from the left."""


class Paper:
    """A PDF, opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = pypdfium2.PdfDocument(path)
        self.labels = [self.document.get_page_label(index) for index in range(len(self.document))]
        self.body = [index for index, label in enumerate(self.labels) if label.isdecimal()]

    def text(self, index: int, area: tuple[float, float, float, float] | None = None) -> str:
        """Return a page's text, or that of an area in points: left, bottom, right, top."""
        page = self.document[index].get_textpage()
        return str(page.get_text_bounded(*area) if area else page.get_text_bounded())

    def block(self, index: int) -> str:
        """Return the text of a page's text block."""
        return self.text(index, (LEFT - 1, BOTTOM - 1, RIGHT + 1, TOP + 1))

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Return (level, title, page index) of each bookmark."""
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in self.document.get_toc()]


@pytest.fixture(params=["", "-large"], ids=["standard", "large print"])
def paper(built_site: Path, request: pytest.FixtureRequest) -> Paper:
    return Paper(built_site / FIRST / f"{FIRST}{request.param}.pdf")


def headings(site: Path, slug: str) -> list[tuple[int, str]]:
    """Return (level, words) of the headings of the built full page, without its title."""
    from tests.reading import article  # noqa: PLC0415

    page = article(site / slug / "full" / "index.html")
    found = page.xpath(".//h2|.//h3|.//h4|.//h5|.//h6")
    return [(int(str(head.tag)[1]) - 2, squeeze(head.text_content())) for head in found]


def test_text_has_no_radicals_and_is_complete(paper: Paper) -> None:
    """Searching in the PDF finds what stands there: no character is stored as a look-alike."""
    text = "".join(paper.text(index) for index in range(len(paper.document)))
    assert not re.search(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd]", text)
    body = squeeze("".join(paper.block(index) for index in paper.body))
    assert len(body) == 13_116
    assert "海㘵立交" in body
    assert "985份" in body


def test_bookmarks_are_the_headings(paper: Paper, built_site: Path) -> None:
    marks = paper.bookmarks()
    assert [(level, squeeze(title)) for level, title, _ in marks] == headings(built_site, FIRST)
    for _, title, page in marks:
        assert squeeze(title)[:20] in squeeze(paper.block(page)), title


def test_contents_name_the_right_pages(paper: Paper) -> None:
    """Every page number in the contents is the label of the page on which that heading stands."""
    contents = squeeze("".join(paper.block(i) for i, label in enumerate(paper.labels) if re.fullmatch("[IVX]+", label)))
    assert contents.startswith("目录")
    at = 2
    listed = [mark for mark in paper.bookmarks() if mark[0] <= 2]
    assert listed
    for _, title, page in listed:
        words = squeeze(title)
        assert contents.startswith(words, at), contents[at : at + 40]
        at += len(words)
        number = re.match(r"\d+", contents[at:])
        assert number
        # The next entry may begin with a digit: the label is what must stand here.
        assert contents.startswith(paper.labels[page], at), (title, contents[at : at + 10], paper.labels[page])
        at += len(paper.labels[page])
    assert at == len(contents)


def test_page_numbers_stand_at_the_outer_edge(paper: Paper) -> None:
    width = 210 * MM
    for index in paper.body:
        number = int(paper.labels[index])
        inner, outer = (0, 0, width / 2, BOTTOM - 2), (width / 2, 0, width, BOTTOM - 2)
        right, left = squeeze(paper.text(index, outer)), squeeze(paper.text(index, inner))
        assert (right, left) == ((f"—{number}—", "") if number % 2 else ("", f"—{number}—"))


def test_no_heading_stands_alone_at_the_foot(paper: Paper) -> None:
    heads = [squeeze(title) for _, title, _ in paper.bookmarks()]
    for index in paper.body[:-1]:
        text = squeeze(paper.block(index))
        assert not any(text.endswith(head) for head in heads), index


def test_no_line_of_a_paragraph_stands_alone(paper: Paper, built_site: Path) -> None:
    """No page begins with the last line of a paragraph of three lines or more, or ends with its first."""
    from tests.reading import article  # noqa: PLC0415

    page = article(built_site / FIRST / "full" / "index.html")
    paragraphs = [squeeze(p.text_content()) for p in page.xpath(".//p")]
    each = 28 if "large" not in paper.path.name else 18
    for index in paper.body[1:]:
        lines = [squeeze(line) for line in paper.block(index).splitlines() if squeeze(line)]
        before = [squeeze(line) for line in paper.block(index - 1).splitlines() if squeeze(line)]
        for text in paragraphs:
            if len(text) > 4 * each:
                assert not (text.endswith(lines[0]) and text.endswith(before[-1] + lines[0])), (index, lines[0])
                assert not text.startswith(before[-1] + lines[0]), (index, before[-1])


def test_layout_of_official_documents(built_site: Path) -> None:
    """22 lines of 28 characters in a block of 156 × 225 mm, nothing of the report outside it."""
    paper = Paper(built_site / FIRST / f"{FIRST}.pdf")
    full = [[squeeze(line) for line in paper.block(index).splitlines()] for index in paper.body]
    assert max(len(lines) for lines in full) == 22
    assert len([lines for lines in full if len(lines) == 22]) > len(full) / 3
    han = [line for lines in full for line in lines if re.fullmatch(r"[\u4e00-\u9fff]+", line)]
    assert max(map(len, han)) == 28
    assert all(page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1) for page in paper.document)


def test_large_print_is_large(built_site: Path) -> None:
    """Nothing that is read is below 20 points; heads, addresses and page numbers may be smaller."""
    for name, least in ((f"{FIRST}-large.pdf", 20), (f"{FIRST}.pdf", 16)):
        paper = Paper(built_site / FIRST / name)
        sizes = set()
        for index in paper.body:
            page = paper.document[index].get_textpage()
            for at in range(page.count_chars()):
                if not "\u4e00" <= page.get_text_range(at, 1) <= "\u9fff":
                    continue
                left, bottom, right, top = page.get_charbox(at, loose=True)
                if left > LEFT - 1 and right < RIGHT + 1 and bottom > BOTTOM - 1 and top < TOP + 1:
                    sizes.add(round(right - left, 1))
        assert min(sizes) >= least, sizes


def test_no_date_is_broken_over_lines(paper: Paper) -> None:
    """All of them are looked at: what is found on one line is as much as there is."""
    lines = [line.strip() for index in paper.body for line in paper.block(index).splitlines()]
    whole = re.compile(r"\d{1,2} ?月 ?\d{1,2} ?日|\d{4} ?年 ?\d{1,2} ?月|\d{4} ?年")
    assert sum(len(whole.findall(line)) for line in lines) == len(whole.findall("".join(lines))) > 50
    broken = [pair for pair in pairwise(lines) if re.match(r"[年月日]", pair[1])]
    assert [pair for pair in broken if re.search(r"\d$", pair[0])] == []


def test_the_cover_is_one_sheet(paper: Paper) -> None:
    """The contents begin on the second: nothing of the cover goes on overleaf."""
    assert paper.labels[1] == "I"


def _tags(element: Any, found: list[str]) -> list[str]:
    if isinstance(element, pikepdf.Array):
        for item in element:
            _tags(item, found)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.append(str(element.S))
        if "/K" in element:
            _tags(element.K, found)
    return found


def test_tagged_for_those_who_listen(built_site: Path) -> None:
    with pikepdf.open(built_site / FIRST / f"{FIRST}.pdf") as pdf:
        root = pdf.Root
        assert str(root.Lang) == "zh-CN"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as data:
            assert data["pdfuaid:part"] == "1"
            assert data["dc:title"] == "中共广州市花都区委关于巡视整改进展情况的通报"
        tags = _tags(root.StructTreeRoot.K, [])
        heads = headings(built_site, FIRST)
        for level in range(4):
            expected = len([1 for found, _ in heads if found == level])
            assert tags.count(f"/H{level + 1}") == expected, level
        assert tags.count("/P") > 100
        assert {"/Table", "/TH", "/TD", "/Link"} <= set(tags)
        for page in pdf.pages:
            assert page.StructParents is not None
            assert str(page.Tabs) == "/S"


def test_fonts_are_subset_and_in_the_file(built_site: Path) -> None:
    with pikepdf.open(built_site / FIRST / f"{FIRST}.pdf") as pdf:
        fonts = [
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName) for font in fonts}
        assert {name.split("+")[1] for name in names} == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}
        assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
        assert all(any(f"/FontFile{kind}" in font for kind in ("", 2, 3)) for font in fonts)
    assert (built_site / FIRST / f"{FIRST}.pdf").stat().st_size < 1_000_000


def test_findings_have_their_address_in_the_margin(built_site: Path) -> None:
    """The link that stands beside a heading leads to the page's permanent address."""
    with pikepdf.open(built_site / FIRST / f"{FIRST}.pdf") as pdf:
        links = {
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }
    assert f"https://publisher.example/sub/{FIRST}/p2t1f1/" in links
    assert f"https://publisher.example/sub/{FIRST}/p2t1f1/#i1" in links
    pages = {path.parent.name for path in (built_site / FIRST).glob("p*/index.html")} - {"proof"}
    assert {link.rsplit("/", 2)[1] for link in links if link.endswith("/")} == pages


def test_archive_standard_and_faces_by_the_settings(empty_project: Project) -> None:
    empty_project.add_source(
        "lianhe-2024", "连河县委关于巡察整改进展情况的通报\n一、提高认识\n认真学习。\n二、抓好整改\n已整改到位。\n"
    )
    pdf = empty_project.site / "lianhe-2024" / "lianhe-2024.pdf"
    settings = empty_project.root / "site_config" / "paper.yml"
    data = yaml.safe_load(settings.read_text(encoding="utf-8"))
    settings.write_text(yaml.safe_dump({**data, "standards": ["ua-1", "a-2a"]}, allow_unicode=True), encoding="utf-8")
    empty_project.must("build")
    with pikepdf.open(pdf) as archived, archived.open_metadata() as found:
        assert (found["pdfaid:part"], found["pdfaid:conformance"], found["pdfuaid:part"]) == ("2", "A", "1")
    settings.write_text(
        yaml.safe_dump({**data, "faces": {"song": ["方正仿宋"], "hei": ["Noto Sans SC"]}}), encoding="utf-8"
    )
    done = empty_project.run("build")
    assert done.returncode == 2
    assert "“方正仿宋” was not found; put its file" in done.stderr
    settings.write_text("faces: {song: Noto}\n", encoding="utf-8")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert "paper.yml: `faces.song` is wrong" in done.stderr


def test_text_is_never_markup_and_an_unknown_character_costs_only_the_pdf(empty_project: Project) -> None:
    hostile = '#panic("x") *重* $x$ `代码` <标签> @引用 // 注释 /* 注 */ \\u{41} [括号] #{1+1} _斜_ = 标题 ~ --- "引" '
    empty_project.add_source(
        "lianhe-2024", f"连河县委关于巡察整改的通报\n一、{hostile}\n（一）关于{hostile}的问题\n1.{hostile}\n"
    )
    empty_project.add_source("lianhe-2025", "连河县委关于巡察整改的通报\n一、关于𠮷家村的问题\n已整改。\n")
    done = empty_project.run("build")
    assert done.returncode == 0, done.stderr
    paper = Paper(empty_project.site / "lianhe-2024" / "lianhe-2024.pdf")
    assert squeeze("".join(paper.block(index) for index in paper.body)).count(squeeze(hostile)) == 3
    assert "lianhe-2025: warning: no font has" in done.stderr
    assert "𠮷" in done.stderr
    assert not (empty_project.site / "lianhe-2025" / "lianhe-2025.pdf").exists()
    cover = (empty_project.site / "lianhe-2025" / "index.html").read_text(encoding="utf-8")
    assert "lianhe-2025.pdf" not in cover
    assert "lianhe-2025-offline.zip" in cover
    # One that the publisher has made elsewhere is proven as any other.
    own = empty_project.root / "docs_src" / "lianhe-2025" / "lianhe-2025.pdf"
    shutil.copy(empty_project.site / "lianhe-2024" / "lianhe-2024.pdf", own)
    done = empty_project.run("build")
    assert done.returncode == 1
    assert "lianhe-2025/lianhe-2025.pdf, page 1" in done.stderr
    own.unlink()
    own.with_name("lianhe-2024.pdf").mkdir()
    (own.parent / "lianhe-2024.pdf" / "a.txt").write_text("甲", encoding="utf-8")
    own.with_name("lianhe-2024.pdf").rename(empty_project.root / "docs_src" / "lianhe-2024" / "lianhe-2024.pdf")
    done = empty_project.run("build", "lianhe-2024")
    assert done.returncode == 2
    assert "lianhe-2024.pdf" in done.stderr
    assert "Traceback" not in done.stderr


def test_second_report_has_its_own(built_site: Path) -> None:
    assert Paper(built_site / SECOND / f"{SECOND}.pdf").body
