"""What a government site must show at the foot of its pages, as site.yml says it: shown, checked, and on paper."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.errors import UserError
from generator.settings.office import NEEDED, office_of
from generator.settings.site import load_site_settings
from generator.writers.portal.statement import read_tested
from tests.engines.conftest import ENGINES
from tests.machines.conftest import STATEMENT, Site
from tests.project import ROOT, Project

FOOT = [
    ("主办单位：中共云川市委巡察工作领导小组办公室", None),
    ("地址：云川市<1>号", None),
    ("电话：0871-12345678, 12345679", "tel:087112345678"),
    ("邮箱：xc@yunchuan.gov.cn", "mailto:xc@yunchuan.gov.cn"),
    ("网站标识码：9901000042", None),
    ("云ICP备12345678号", "https://beian.miit.gov.cn/"),
    ("云公网安备53010002000001号", "https://beian.mps.gov.cn/#/query/webSearch?code=53010002000001"),
    ("网站找错", "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901000042&a=1"),
]


def foot(site: Site, page: str) -> list[tuple[str, str | None]]:
    """Return what the foot of a page shows: the words, and where they lead."""
    found = LexborHTMLParser(site.text(page)).css("footer [data-office]")
    links = [one.css_first("a") for one in found]
    return [
        (one.text().strip(), link.attributes["href"] if link else None) for one, link in zip(found, links, strict=True)
    ]


@pytest.mark.parametrize("name", ["below", "at_root"])
def test_every_page_shows_it(name: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(name)
    for page in site.pages:
        *shown, (words, link) = foot(site, page)
        assert shown == FOOT, page
        assert words == "无障碍声明"
        assert link
        assert urljoin(f"https://anywhere.example/{page}", link).endswith("/accessibility/"), page


def test_nothing_of_another_host_is_loaded(below: Site) -> None:
    for page in below.pages:
        nodes = LexborHTMLParser(below.text(page)).css("[src], [srcset], link[href]")
        asked = [value or "" for node in nodes for value in node.attributes.values()]
        assert not [value for value in asked if "://" in value and not value.startswith(below.address)], page


def test_a_site_that_says_nothing_shows_nothing(bare: Site) -> None:
    assert not any(foot(bare, page) for page in bare.pages)
    assert not (bare.root / "accessibility").exists()
    assert "gongkai-mailbox" not in bare.text("hostile/p1f1/index.html")


def test_check_site_names_what_the_foot_lacks(bare: Site, below: Site, tmp_path: Path) -> None:
    told = bare.project.run("check-site").stderr.splitlines()
    start = told.index("the pages' foot does not show what a government site's must:") + 1
    assert [line.split(" is missing")[0] for line in told[start:]] == [need.what for need in NEEDED]
    assert told[start + 3].endswith("; put the number as `icp` in site_config/site.yml.")
    shutil.copytree(below.root, tmp_path / "site")
    page = tmp_path / "site" / "hostile" / "p1f1" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub('<li data-office="icp">.*?</li>', '<li data-office="icp"> </li>', text, flags=re.DOTALL))
    done = below.project.run("check-site", "--site-dir", tmp_path / "site")
    assert done.returncode == 1
    assert "ICP备案号 is missing on 1 section page;" in done.stderr


@pytest.mark.parametrize("name", ["hostile.pdf", "hostile-large.pdf"])
def test_the_cover_on_paper_says_whose_site_it_is(below: Site, name: str) -> None:
    document = pypdfium2.PdfDocument(below.root / "hostile" / name)
    count = next(at for at in range(len(document)) if document.get_page_label(at).isdecimal())
    said = "".join(document[at].get_textpage().get_text_bounded() for at in range(count))
    said = "".join(said.replace("\ufffe", "-").replace("\x02", "-").split())
    assert "".join(words.replace(" ", "") for words, _ in FOOT[:5]) in said
    assert "ICP" not in said


def test_the_statement_says_what_was_tested_of_which_version(below: Site) -> None:
    article = LexborHTMLParser(below.text(STATEMENT)).css_first("article")
    assert article
    text = article.text()
    told = read_tested()
    for words in (f"gongkai {version('gongkai')}", f"axe-core {told.axe}", str(told.desktop), *told.engines.values()):
        assert words in text
    assert "没有自己的模板" in text
    for words, _ in FOOT[1:4]:
        assert words in text
    assert not LexborHTMLParser(below.text("index.html")).css("nav a[href*=accessibility]")


def test_the_statement_tells_what_the_tests_run() -> None:
    package = json.loads((ROOT / "tests" / "package.json").read_text(encoding="utf-8"))
    assert read_tested().axe == package["devDependencies"]["axe-core"]
    assert list(read_tested().engines) == [start.__name__ for start in ENGINES]
    old = json.loads((ROOT / "tests" / "engines" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert old["@sparticuz/chromium"].split(".")[0] == read_tested().engines["chromium_103"].split()[1]


def test_the_statement_tells_of_looks_of_the_sites_own(empty_project: Project) -> None:
    settings = empty_project.root / "site_config"
    (settings / "site.yml").write_text("contact: {phone: 020-1234567}\naccessibility: true\n", encoding="utf-8")
    (settings / "theme" / "partials").mkdir(parents=True)
    (settings / "theme" / "partials" / "copyright.html").write_text("<p>©</p>", encoding="utf-8")
    empty_project.add_source("day-only", "乙县县委关于整改的通报\n一、总体情况\n已经整改。\n")
    empty_project.must("convert")
    page = empty_project.root / "docs_src" / "accessibility.md"
    assert "本站有自己的模板" in page.read_text(encoding="utf-8")
    (settings / "site.yml").write_text("contact: {phone: 020-1234567}\n", encoding="utf-8")
    empty_project.must("convert")
    assert not page.exists()


@pytest.mark.parametrize(
    ("yml", "says"),
    [
        ("icp: 12345678", "`icp` is wrong (write it as the register has it, like 粤ICP备12345678号-1)"),
        ("police: 粤公网安备123号", "`police` is wrong"),
        ("find_errors: javascript:alert(1)", "`find_errors` is wrong (write an address with https://)"),
        ("contact: {email: 'a@b.cn?bcc=c@d.cn'}", "`contact.email` is wrong (write one e-mail address"),
        ("contact: {phone: 打电话}", "`contact.phone` is wrong"),
        ("accessibility: true", "`accessibility` needs somebody to turn to"),
    ],
)
def test_what_can_not_be_is_told(tmp_path: Path, yml: str, says: str) -> None:
    path = tmp_path / "site.yml"
    path.write_text(yml, encoding="utf-8")
    with pytest.raises(UserError) as told:
        load_site_settings(path)
    assert says in told.value.message


def test_numbers_are_taken_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "site.yml"
    path.write_text("icp: 京icp证 030173号\npolice: 京公网安备11010502030143号\n", encoding="utf-8")
    assert [one.words for one in office_of(load_site_settings(path))] == [
        "京ICP证030173号",
        "京公网安备11010502030143号",
    ]
