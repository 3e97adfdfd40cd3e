"""The page labels of 《政府网站发展指引》: on every page that must carry them, with the values that belong there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.machines.conftest import HOSTILE, LISTS, Site

SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = ["ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"]
STANDARD = {*SITE, *COLUMN, *ARTICLE}


def labels(site: Site, page: str) -> list[tuple[str, str]]:
    return [(name, content) for name, content in site.metas(page) if name in STANDARD]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("404.html", SITE),
        ("index.html", SITE + COLUMN),
        ("hostile/index.html", SITE + COLUMN + ARTICLE),
        ("hostile/full/index.html", SITE + COLUMN + ARTICLE),
        ("hostile/p1f1/index.html", SITE + COLUMN + ARTICLE),
    ],
)
def test_each_kind_of_page_carries_its_labels_once(below: Site, page: str, names: list[str]) -> None:
    assert [name for name, _ in labels(below, page)] == names


def test_labels_hold_front_matter_and_settings(below: Site) -> None:
    assert dict(labels(below, "hostile/index.html")) == {
        "SiteName": "云川市人民政府门户网站",
        "SiteDomain": "www.yunchuan.gov.cn",
        "SiteIDCode": "9901000042",
        "ColumnName": "巡察整改 <\"&'>",
        "ColumnDescription": "公布巡察整改进展情况",
        "ColumnKeywords": "巡察整改,整改通报",
        "ColumnType": "工作动态,政策文件",
        "ArticleTitle": HOSTILE,
        "PubDate": "2024-03-02 09:05",
        "ContentSource": "甲县<政府>网",
        "Keywords": '整改,"<>',
        "Author": "乙&丙",
        "Description": HOSTILE,
        "Image": "https://www.yunchuan.gov.cn/xxgk/images/seal.png",
        "Url": "https://www.yunchuan.gov.cn/xxgk/hostile/",
    }


def test_a_section_has_its_own_title_and_its_reports_date(below: Site) -> None:
    found = dict(labels(below, "hostile/p1f1/index.html"))
    assert found["ArticleTitle"] == "（一）关于</script>问题"
    assert found["PubDate"] == "2024-03-02 09:05"
    assert found["Url"] == "https://www.yunchuan.gov.cn/xxgk/hostile/p1f1/"


def test_what_a_report_does_not_say_comes_from_the_site(below: Site) -> None:
    found = dict(labels(below, "day-only/index.html"))
    assert found["Author"] == '云川市"编辑部"'
    assert found["ContentSource"] == "甲县县委"  # who signed it
    assert found["PubDate"] == "2024-03-02 00:00"


def test_a_label_without_a_value_is_left_out(bare: Site) -> None:
    assert labels(bare, "index.html") == labels(bare, "404.html") == []
    undated = dict(labels(bare, "undated/index.html"))
    assert set(undated) == {"ArticleTitle", "ContentSource", "Keywords", "Description"}
    for page in bare.pages:
        assert all(content for _, content in bare.metas(page)), page


def test_descriptions_and_authors_stand_once(site: Site) -> None:
    """HTML takes Description and description for one name."""
    for page in site.pages:
        names = [name.lower() for name, _ in site.metas(page)]
        assert names.count("description") == 1, page
        assert names.count("author") <= 1, page


def test_check_site_tells_where_what_is_missing(bare: Site) -> None:
    done = bare.project.run("check-site")
    assert done.returncode == 1
    assert done.stdout == ""
    told = done.stderr.splitlines()[1:]
    told = told[: told.index("the pages' foot does not show what a government site's must:")]
    assert [line.split(" (")[0] for line in told] == [*SITE, *COLUMN, "report hostile-headings: PubDate"] + [
        f"report {slug}: PubDate" for slug in ("no-numbering", "themes-without-parts", "undated")
    ]
    covers = len(bare.things("index.html")["WebSite"]["hasPart"])
    earlier = sum(page.endswith("/earlier/index.html") for page in bare.pages)
    sections = len(bare.pages) - len(("index.html", "404.html", *LISTS)) - 7 * covers - earlier
    where = f"the home page, {covers} covers, {covers} full pages and {sections} section pages"
    assert f"missing on {where}; put the column's name as `column.name` in site_config/site.yml." in told[3]
    assert told[-3].endswith(
        "is missing on 1 cover and 1 full page; "
        "put when it was published as `issued: 2023-05-18 09:30` in site_config/reports/no-numbering.yml."
    )
    assert all(line.endswith(".") for line in told)


def test_check_site_is_content_once_all_is_there(below: Site, tmp_path: Path) -> None:
    shutil.copytree(below.root, tmp_path / "site")
    for slug in ("hostile-headings", "no-numbering", "themes-without-parts", "undated"):
        shutil.rmtree(tmp_path / "site" / slug)
    pages = len([path for path in (tmp_path / "site").rglob("*.html") if path.stem != path.parent.name])
    said = below.project.must("check-site", "--site-dir", tmp_path / "site")
    assert said == f"All required page labels are on all {pages} pages, and what their foot must show.\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('content="2024-03-02 09:05"', 'content="2024/3/2"', "is “2024/3/2”; it must be YYYY-MM-DD HH:MM."),
        ('<meta name="PubDate"', '<meta name="PubDate" content="2024-03-02 09:05">\\g<0>', "stands 2 times"),
        ('content="9901000042"', 'content="99010"', "is “99010”; it must be ten digits"),
        ('content="云川市人民政府门户网站"', 'content=" "', "SiteName (网站名称) is missing on 1 cover;"),
    ],
)
def test_check_site_reads_the_pages_themselves(below: Site, tmp_path: Path, old: str, new: str, says: str) -> None:
    shutil.copytree(below.root, tmp_path / "site")
    page = tmp_path / "site" / "hostile" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(re.sub(re.escape(old), new, text), encoding="utf-8")
    done = below.project.run("check-site", "--site-dir", tmp_path / "site")
    assert done.returncode == 1
    assert says in done.stderr


def test_check_site_without_a_site_says_what_to_do(below: Site, tmp_path: Path) -> None:
    done = below.project.run("check-site", "--site-dir", tmp_path / "none")
    assert done.returncode == 2
    assert "there is no built site; run `gongkai build` first." in done.stderr
