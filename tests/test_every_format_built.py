"""A report of each format in one site: taken in and built by the real command, its tables proven on paper as well."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.project import Project, copy_project, once

FILES = Path(__file__).parent / "readers" / "files"
READ = ("office.pdf", "all-kinds.docx", "pages/saved-complete.html", "pages/saved-by-chromium.mhtml")
"""Files made by other programs; the report of each has its name."""
TITLE = "中共石渡县委关于巡察整改进展情况的通报"
LINES = (
    "根据安排，县委巡察组开展了巡察。现将整改进展情况予以公布。",
    "一、关于台账管理问题",
    "1.台账更新不及时。已整改到位。",
)
HEAD = ("序号", "存在问题", "整改措施", "责任单位", "完成情况")
LONG = "对照清单逐项整改、逐项验收、逐项销号，" * 40


def rows(longest: str = "") -> list[tuple[str, ...]]:
    """Return a ledger of several pages; its fourth row has a blank number, one cell may be longer than a page."""
    told: list[tuple[str, ...]] = [
        (
            str(number),
            f"{number}号台账更新不及时",
            f"修订制度{number}项。" + "对照清单逐项整改，" * 9,
            "县财政局",
            "已完成",
        )
        for number in range(1, 31)
    ]
    told[3] = ("", "", f"补充措施：{longest}", "", "正在推进")
    return told


def page(table: list[tuple[str, ...]]) -> str:
    """Return a web page of a report with the table."""
    cells = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in (HEAD, *table))
    steal = "<script>document.title='stolen'</script>"
    before = "".join(f"<p>{text}</p>" for text in LINES)
    after = "<p>二、下一步工作</p><p>持续推进。</p>"
    return f"<title>{TITLE}</title><h1>{TITLE}</h1>{steal}{before}<table>{cells}</table>{after}"


def word(path: Path, table: list[tuple[str, ...]]) -> None:
    """Write the same as a Word file."""
    document = docx.Document()
    for text in (TITLE, *LINES):
        document.add_paragraph(text)
    made = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *table):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Project:
    def make(root: Path) -> None:
        project = copy_project(root, reports=False)
        given = root / "given"
        given.mkdir()
        for name in READ:
            shutil.copy(FILES / name, given)
        shutil.copytree(FILES / "pages" / "saved-complete_files", given / "saved-complete_files")
        (given / "long-page.html").write_bytes(page(rows()).encode("gb18030"))
        (given / "plain-words.md").write_text(
            f"# {TITLE}\n\n县委予以公布。\n\n## 一、问题\n\n1.一项。已完成。\n", "utf-8"
        )
        word(given / "long-row.docx", rows(LONG))
        for path in sorted(given.iterdir()):
            if path.is_file():
                project.must("add", path, "--slug", path.stem)
                project.must("publish", path.stem, "--yes")
        project.must("build")

    return Project(once(tmp_path_factory, "formats", make))


def papers(project: Project, slug: str) -> list[list[str]]:
    """Return the text of the pages of a report's PDFs."""
    documents = [pypdfium2.PdfDocument(path) for path in sorted((project.site / slug).glob("*.pdf"))]
    return [["".join(page.get_textpage().get_text_bounded().split()) for page in document] for document in documents]


def test_all_are_proven(formats: Project) -> None:
    told = formats.must("verify")
    for slug in (*(Path(name).stem for name in READ), "long-page", "long-row", "plain-words"):
        found = [line.split("│")[4].split(" of ") for line in told.splitlines() if line.startswith(f"│ {slug} ")]
        assert len(found) == 11, told
        assert all(proven.strip() == total.strip() != "0" for proven, total in found)


def test_head_stands_on_each_page_of_a_table(formats: Project) -> None:
    for pages in papers(formats, "long-page"):
        body = [page for page in pages if "号台账" in page]
        assert len(body) > 2
        assert all("存在问题" in page for page in body)


def test_row_higher_than_a_page_is_told_cell_by_cell(formats: Project) -> None:
    for pages in papers(formats, "long-row"):
        joined = "".join(pages)
        assert joined.count(LONG[:18]) >= 36
        assert joined.count("责任单位") > 20, "the head's words stand beside the cells"


def test_row_without_a_first_cell_has_an_address(formats: Project) -> None:
    (found,) = (formats.site / "long-page").glob("p1/index.html")
    tree = LexborHTMLParser(found.read_text(encoding="utf-8"))
    cells = tree.css("td.row[id]")
    assert len(cells) == 30
    assert cells[3].text().startswith("补充措施")


def test_saved_page_is_published_as_text(formats: Project) -> None:
    folder = formats.site / "long-page"
    assert sorted(path.name for path in folder.glob("source*") if path.suffix not in {".gz", ".br"}) == [
        "source.html.txt"
    ]
    assert (folder / "source.html.txt").read_bytes() == page(rows()).encode("gb18030")
    assert "/long-page/source.html.txt\n  Content-Type: text/plain; charset=gb18030" in (
        formats.site / "_headers"
    ).read_text(encoding="utf-8")
    cover = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
    assert [node.attributes["href"] for node in cover.css("a") if node.text() == "原始文件"] == ["source.html.txt"] * 2


def test_changed_page_fails_also_with_fitting_checksums(formats: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(formats.site, site)
    path = site / "long-page" / "source.html.txt"
    path.write_bytes(path.read_bytes().replace("财政".encode("gb18030"), "民政".encode("gb18030"), 1))
    formats.fails_proof(site, "source.html.txt: the source is not the one that the cover names")
