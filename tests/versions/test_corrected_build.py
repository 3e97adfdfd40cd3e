"""A corrected report through MkDocs and the proof: both versions word for word, and what machines are told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import lxml.html
import pytest
from lxml.html import HtmlElement

from tests.project import Project, fingerprint
from tests.reading import article, full_page_text, section_pages_text, source_text, squeeze, text_of
from tests.versions.corrected import REASONS, SLUG, TEXTS, corrected_site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return corrected_site(tmp_path_factory)


@pytest.fixture(scope="module")
def folder(project: Project) -> Path:
    return project.site / SLUG


def page(folder: Path, name: str) -> HtmlElement:
    return lxml.html.document_fromstring((folder / name / "index.html").read_text(encoding="utf-8"))


def test_every_version_says_what_its_source_says(project: Project, folder: Path) -> None:
    docs = project.root / "docs_src"
    for number, text in enumerate(TEXTS[:-1], 1):
        assert text_of(article(folder / "versions" / str(number) / "index.html")) == source_text(text)
        assert (folder / "versions" / str(number) / "source.txt").read_text(encoding="utf-8") == text
    assert section_pages_text(docs, project.site, SLUG) == source_text(TEXTS[-1])
    assert full_page_text(project.site, SLUG) == source_text(TEXTS[-1])


def test_an_earlier_version_says_so_to_readers_and_machines(folder: Path) -> None:
    tree = page(folder, "versions/1")
    assert "这是旧版本" in tree.xpath("//aside[@class='old']")[0].text_content()
    assert tree.xpath("//link[@rel='canonical']/@href") == ["../../"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "../../" in tree.xpath("//aside[@class='old']//a/@href")
    assert "source.txt" in tree.xpath("//aside[@class='old']//a/@href")
    assert not page(folder, ".").xpath("//meta[@name='robots']")


def test_a_site_whose_pages_are_files_links_to_them(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "project")))
    config = copy.root / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}use_directory_urls: false\n", encoding="utf-8")
    copy.must("build")
    for root, pages in (
        (project.site, ("changes/", "versions/2/")),
        (copy.site, ("changes.html", "versions/2/index.html")),
    ):
        head = page(root / SLUG, ".").find("head")
        links = [
            head.xpath(f"link[@rel='{rel}-version' or @rel='version-{rel}']/@href")
            for rel in ("history", "predecessor")
        ]
        assert links == [[pages[0]], [pages[1]]]
        for [link] in links:
            assert (root / SLUG / link).exists()


def test_the_pages_tell_of_the_correction(folder: Path) -> None:
    cover = squeeze(page(folder, ".").xpath("//section[@class='corrections']")[0].text_content())
    assert "2024年6月20日：第一节与另一份通报重复，予以删去。" in cover
    assert f"2024年5月1日：{REASONS[0]}。" in cover
    notice = squeeze(page(folder, "p2").xpath("//aside[@class='correction']")[0].text_content())
    assert "2024年6月20日更正" in notice
    assert "本页有1处改动" in notice


def test_the_differences_are_read_without_colour(folder: Path) -> None:
    tree = page(folder, "changes")
    change = tree.get_element_by_id("v2-p1f2i1m1")
    assert squeeze(change.xpath("./p[@class='change__text']")[0].text_content()) == (
        "一是清理往来账目［删去：12］［增加：13］笔。"
    )
    assert [element.tag for element in change.xpath(".//ins | .//del")] == ["del", "ins"]
    added = tree.get_element_by_id("v2-p1d1-v2")
    assert "县委向全县通报了反馈意见*<b>。" in added.text_content()
    removed = tree.get_element_by_id("v3-p1f1i2d1")
    assert removed.xpath(".//a/@href") == ["../versions/2/#p1f1i2d1"]
    moved = tree.get_element_by_id("v3-p1f2i2d3")
    assert moved.xpath(".//a/@href")[-1] == "../p2/#was-p1f2i2d3"
    words = [squeeze(summary.text_content()) for summary in tree.xpath("//article//details/summary")]
    assert all(word.startswith("未变") for word in words)
    assert not article(folder / "changes" / "index.html").text_content().strip()  # all of it is added


def test_no_link_leads_nowhere(project: Project, folder: Path) -> None:
    for path in folder.rglob("index.html"):
        for href in [link.get("href") or "" for link in article(path, without="nothing").iter("a")]:
            target, _, anchor = href.partition("#")
            if target.startswith(("tel:", "mailto:")):
                continue
            target = target.partition("?")[0]  # which words are to be marked there
            found = (path.parent / target).resolve() if target else path
            found = found / "index.html" if found.is_dir() else found
            assert found.is_file(), f"{path}: {href}"
            if anchor:
                other = lxml.html.document_fromstring(found.read_text(encoding="utf-8"))
                assert other.xpath("//*[@id=$anchor]", anchor=anchor), f"{path}: {href}"
    assert project.site.is_dir()


def test_search_knows_the_current_version_alone(project: Project) -> None:
    index = (project.site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "往来账目13笔" in index
    assert "往来账目12笔" not in index
    assert "走访群众" not in index


def test_data_and_feed_tell_of_versions(project: Project, folder: Path) -> None:
    record = json.loads((folder / "data" / "report.json").read_text(encoding="utf-8"))
    assert record["versions"] == [
        {"number": 1, "date": "2023-11-03", "address": "versions/1/"},
        {"number": 2, "date": "2024-05-01", "reason": REASONS[0], "address": "versions/2/"},
        {"number": 3, "date": "2024-06-20", "reason": REASONS[1], "address": ""},
    ]
    atom = "{http://www.w3.org/2005/Atom}"
    entry = ET.parse(project.site / "feed.xml").getroot().find(f"{atom}entry")  # noqa: S314 - our own
    assert entry is not None
    assert entry.findtext(f"{atom}updated") == "2024-06-20T00:00:00+08:00"
    assert REASONS[1] in (entry.findtext(f"{atom}summary") or "")
    links = {(link.get("rel"), link.get("href")) for link in entry.iter(f"{atom}link")}
    assert ("predecessor-version", f"{SLUG}/versions/1/") in links
    assert ("version-history", f"{SLUG}/changes/") in links


def test_the_bundle_holds_the_earlier_versions(folder: Path) -> None:
    with ZipFile(folder / f"{SLUG}-offline.zip") as bundle:
        names = set(bundle.namelist())
        assert {"changes.html", "versions/1.html", "versions/1/source.txt", "p1f1.html"} <= names
        assert not any(".settings" in name for name in names)
        assert 'href="versions/1/source.txt"' not in bundle.read("versions/1.html").decode()
        assert 'href="1/source.txt"' in bundle.read("versions/1.html").decode()


def test_building_again_changes_nothing_and_a_correction_builds_again(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "project")))
    before = fingerprint(copy.root)
    assert "were not built again" in copy.must("build")
    assert fingerprint(copy.root) == before
    yml = copy.root / "site_config" / "reports" / f"{SLUG}.yml"
    yml.write_text(yml.read_text(encoding="utf-8").replace("另一份通报", "上一份通报"), encoding="utf-8")
    copy.must("build", "--jobs", "1")
    assert "上一份通报" in (copy.site / SLUG / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("versions/1/index.html", "清理往来账目12笔", "清理往来账目11笔", "versions/1/index.html: at source.txt:10:"),
        ("versions/1/source.txt", "12笔", "11笔", "is not the one that the cover names"),
        ("versions/2/index.html", None, None, "the page is missing"),
    ],
)
def test_verify_finds_what_was_changed_in_an_old_version(
    project: Project, tmp_path: Path, name: str, old: str | None, new: str | None, says: str
) -> None:
    site = Path(shutil.copytree(project.site, tmp_path / "site"))
    path = site / SLUG / name
    if old is None or new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8").replace("</strong>", "").replace("<strong>", "")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    project.fails_proof(site, says)
