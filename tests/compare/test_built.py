"""Successive reports of one body, and another body's, really built: where links lead, and what is built again."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no annotations
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.data.write import write_data
from generator.edition.edition import Edition
from generator.errors import UserError
from generator.writers.facts.earlier import NOT_FOUND
from tests.compare.portal import SLUGS, make
from tests.project import Project, fingerprint
from tests.reading import as_in_csv, csv_rows


def page(site: Path, address: str) -> LexborHTMLParser:
    """Return a built page."""
    return LexborHTMLParser((site / address / "index.html").read_bytes())


def cells(tree: LexborHTMLParser, name: str) -> list[list[str]]:
    """Return the text of a page's table cells, row by row."""
    return [[cell.text().strip() for cell in row.css("td")] for row in tree.css(f"div.{name} tbody tr")]


def moments(folder: Path) -> dict[str, int]:
    """Return when each file was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_each_later_report_stands_beside_the_one_before(portal: Project) -> None:
    for slug in SLUGS:
        assert (portal.site / slug / "earlier").is_dir() == (slug in {"qinghe-2021", "qinghe-2023"})
    rows = cells(page(portal.site, "qinghe-2021/earlier"), "earlier")
    assert [row[3] != NOT_FOUND for row in rows] == [True, False, True, False, True, False]
    assert rows[2][1:] == [
        "1.针对公办学位不足问题。",
        "计划中二是计划于2020年9月底前再建2所。",
        "1.针对公办学位供给不足问题。",
        "部分说明一是新增公办学位3150个，已完成。",
    ]


def test_covers_and_navigation_lead_there(portal: Project) -> None:
    first, second, third = (page(portal.site, slug) for slug in SLUGS[:3])
    for tree, wanted in (
        (first, ["../qinghe-2021/", "../qinghe-2021/earlier/"]),
        (second, ["../qinghe-2019/", "earlier/", "../qinghe-2023/", "../qinghe-2023/earlier/"]),
        (third, ["../qinghe-2021/", "earlier/"]),
    ):
        assert [link.attributes["href"] for link in tree.css("nav.series a")] == wanted
    for tree, there in ((first, 0), (second, 1), (third, 1)):
        assert len(tree.css("nav.tree a[href='earlier/']")) == there
    for address in ("", "songlan-2022"):
        tree = page(portal.site, address)
        assert not tree.css("a[href$='earlier/']")


@pytest.mark.parametrize("address", ["qinghe-2021/earlier/", "qinghe-2023/earlier/", "compare/"])
def test_every_quoted_sentence_stands_where_its_link_leads(portal: Project, address: str) -> None:
    links = page(portal.site, address).css("div.earlier td a, div.compare td a[href*='#']")
    assert len(links) > 5
    for link in links:
        target = urlsplit(urljoin(f"/{address}", link.attributes["href"] or ""))
        there = page(portal.site, target.path.strip("/")).css_first(f"[id='{target.fragment}']")
        assert there is not None, target
        assert link.text() in there.text(), target


def test_comparison_of_all_reports(portal: Project) -> None:
    tree = page(portal.site, "compare")
    assert "另见" in page(portal.site, "").css_first("div.reports").text()  # type: ignore[union-attr]
    tables = {
        section.css_first("h2").text().removesuffix("¶"): [  # type: ignore[union-attr]
            [cell.text() for cell in row.css("td")][:3] for row in section.css("tbody tr")
        ]
        for section in tree.css("section.indicator")
    }
    found = next(rows for name, rows in tables.items() if name.startswith("新增公办学位"))
    assert found == [
        ["中共清禾县委员会", "2019", "2400个"],
        ["中共清禾县委员会", "2021", "3150个"],
        ["中共松岚市委员会", "2022", "1.2万个"],
    ]
    table = pq.read_table(portal.site / "data" / "figures.parquet").to_pylist()
    assert csv_rows(portal.site / "data" / "figures.csv") == as_in_csv(table)
    assert {row["report"] for row in table} == set(SLUGS)
    assert [row["value"] for row in table if row["indicator"] == "新增公办学位（个）"] == [2400, 3150, 12000]
    assert all((portal.site / urlsplit(row["address"]).path).is_dir() for row in table)


def test_nothing_changed_writes_nothing(project: Project) -> None:
    before = moments(project.root)
    assert "4 reports were not built again" in project.must("build")
    assert moments(project.root) == before
    assert "up to date" in project.must("convert", "--check")


def test_a_problem_of_the_earlier_report_builds_the_next_one_again_and_no_other(project: Project) -> None:
    source = project.root / "docs_src" / "qinghe-2019" / "source.txt"
    text = source.read_text(encoding="utf-8")
    before = moments(project.site)
    source.write_text(text.replace("排查闲置厂房23处", "排查闲置厂房24处"), encoding="utf-8")
    assert "3 reports were not built again" in project.must("build"), "a word that the next report doesn't tell"
    source.write_text(text.replace("针对农村公路养护", "针对县乡公路养护"), encoding="utf-8")
    assert "2 reports were not built again" in project.must("build")
    after = moments(project.site)
    assert all(after[name] == at for name, at in before.items() if name.startswith(("qinghe-2023", "songlan")))
    assert "县乡公路" in (project.site / "qinghe-2021" / "earlier" / "index.html").read_text(encoding="utf-8")


def test_any_order_of_building_gives_the_same_bytes(portal: Project, tmp_path: Path) -> None:
    """One after the other by one process, or all at once by as many as there are cores."""
    other = make(tmp_path / "other")
    sources = other.root / "docs_src"
    waiting = [shutil.move(sources / slug, tmp_path / slug) for slug in SLUGS]
    for at in (2, 0, 3, 1):
        shutil.move(waiting[at], sources / SLUGS[at])
        other.must("build", "--jobs", "1")
    assert fingerprint(other.site) == fingerprint(portal.site)
    assert fingerprint(sources) == fingerprint(portal.root / "docs_src")


def test_a_report_that_cannot_be_built_keeps_its_place_in_the_comparison(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figures are counted as the site has them, whether its source can't be read or its pages can't be made."""
    before = {path: path.read_bytes() for path in (project.site / "compare" / "index.html", *_figures(project))}
    sources = {slug: project.root / "docs_src" / slug / "source.txt" for slug in SLUGS}
    for slug in ("qinghe-2021", "songlan-2022"):
        text = sources[slug].read_text(encoding="utf-8")
        sources[slug].write_text(text.replace("公布。", "公布于众。", 1), encoding="utf-8")
        assert sources[slug].read_text(encoding="utf-8") != text
    sources["qinghe-2019"].write_bytes(b"\x00\x01\x02")

    def fail(edition: Edition, slug: str, address: str) -> dict[str, bytes]:
        if slug == "songlan-2022":
            raise UserError("songlan-2022: its data can't be made.")
        return write_data(edition, slug, address)

    monkeypatch.setattr("generator.build.report.write_data", fail)
    done = project.run("build")
    assert done.returncode == 2, done.stderr
    assert "qinghe-2019" in done.stderr
    assert "its data can't be made" in done.stderr
    assert "公布于众" in (project.site / "qinghe-2021" / "full" / "index.html").read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in before} == before


def _figures(project: Project) -> list[Path]:
    """Return the data of all reports' figures."""
    return sorted((project.site / "data").glob("figures.*"))


def test_what_is_gone_is_gone_from_the_pages(project: Project) -> None:
    docs = project.root / "docs_src"
    shutil.rmtree(docs / "qinghe-2021")
    project.must("build")
    assert "针对公办学位不足问题" in (docs / "qinghe-2023" / "earlier.md").read_text(encoding="utf-8")
    assert "qinghe-2021" not in (docs / "compare.md").read_text(encoding="utf-8")
    shutil.rmtree(docs / "qinghe-2019")
    shutil.rmtree(docs / "songlan-2022")
    project.must("build")
    assert not (docs / "compare.md").exists()
    assert not (docs / "qinghe-2023" / "earlier.md").exists()
    assert not (project.site / "compare").exists()
    assert not (project.site / "qinghe-2023" / "earlier").exists()


def test_a_page_that_was_touched_is_written_again(project: Project) -> None:
    before = fingerprint(project.root)
    path = project.root / "docs_src" / "compare.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2400个", "9999个"), encoding="utf-8")
    assert project.run("convert", "--check").returncode == 1
    project.must("build")
    assert fingerprint(project.root) == before


def test_a_page_of_the_publishers_own_is_in_the_way(project: Project) -> None:
    (project.root / "docs_src" / "compare.md").write_text("# 我的对比\n", encoding="utf-8")
    done = project.run("build")
    assert done.returncode == 2
    assert "compare.md: gongkai writes a page of this name" in done.stderr


@pytest.mark.parametrize("slug", ["compare", "compare-2"])
def test_its_address_is_taken(empty_project: Project, slug: str) -> None:
    empty_project.add_source(slug, "通报\n")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert f"'{slug}' is an address of the site's own" in done.stderr


def test_bundles_hold_both_pages(portal: Project, tmp_path: Path) -> None:
    shutil.unpack_archive(portal.site / "offline.zip", tmp_path / "all")
    link = LexborHTMLParser((tmp_path / "all" / "compare.html").read_bytes()).css_first("div.compare td a[href*='#']")
    assert link is not None
    assert (tmp_path / "all" / (link.attributes["href"] or "").partition("#")[0]).is_file()
    shutil.unpack_archive(portal.site / "qinghe-2021" / "qinghe-2021-offline.zip", tmp_path / "one")
    alone = LexborHTMLParser((tmp_path / "one" / "earlier.html").read_bytes())
    assert cells(alone, "earlier")[0][1] == "1.针对禾东工业园闲置厂房盘活缓慢问题。"
    assert not list(tmp_path.rglob(".figures*"))
