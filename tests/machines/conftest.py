"""Sites with an address (at a domain's root, below a folder) and without one, of reports with hostile titles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.project import ROOT, Project, copy_project, once

HOSTILE = '甲县县委关于</script><script>alert(1)</script>{{ site }}{% x %}"引号" \'&amp; <!-- 整改的通报'
"""A title that would break out of every place where it is printed, if it could."""

REPORTS = ROOT / "tests" / "reports"
NAMES = ("title-twice", "no-numbering", "themes-without-parts", "hostile-headings")
"""Invented reports with a publication date and without one, taken from the other tests."""

LISTS = ("bodies/index.html", "check/index.html", "compare/index.html", "documents/index.html", "rounds/index.html")
"""The pages that list many reports."""
STATEMENT = "accessibility/index.html"
"""The page that a site has if its settings ask for it."""

SETTINGS = """
name: 云川市人民政府门户网站
domain: www.yunchuan.gov.cn
id_code: 9901000042
organization: {name: 中共云川市委巡察工作领导小组办公室}
icp: 云ICP备 12345678号
police: 云公网安备53010002000001
find_errors: https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901000042&a=1
contact: {address: 云川市<1>号, phone: "0871-12345678, 12345679", email: xc@yunchuan.gov.cn}
accessibility: true
column:
  name: 巡察整改 <"&'>
  description: 公布巡察整改进展情况
  keywords: 巡察整改,整改通报
  type: [工作动态, 政策文件]
author: 云川市"编辑部"
image: images/seal.png
"""

SEAL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
"""A PNG of one transparent pixel."""


@dataclass(frozen=True)
class Site:
    """A built site, and where it is said to stand."""

    project: Project
    address: str
    """Empty if it has none."""

    @property
    def root(self) -> Path:
        """Its folder."""
        return self.project.site

    def text(self, name: str) -> str:
        """Return a file's text."""
        return (self.root / name).read_text(encoding="utf-8")

    def head(self, name: str) -> html.HtmlElement:
        """Return the head of a page."""
        return html.fromstring(self.text(name).encode()).find("head")

    def metas(self, name: str, key: str = "name") -> list[tuple[str, str]]:
        """Return names and contents of a page's meta elements."""
        return [(str(meta.get(key)), str(meta.get("content"))) for meta in self.head(name).xpath(f"meta[@{key}]")]

    def things(self, name: str) -> dict[str, Any]:
        """Return what a page's JSON-LD says, by type."""
        scripts = self.head(name).xpath("script[@type='application/ld+json']")
        assert len(scripts) == 1, name
        data = json.loads(scripts[0].text)
        assert data["@context"] == "https://schema.org"
        return {thing["@type"]: thing for thing in data["@graph"]}

    @property
    def pages(self) -> list[str]:
        """The paths of all pages of the theme's; a report in a single file stands alone, and tells machines nothing."""
        found = (path for path in self.root.rglob("*.html") if path.stem != path.parent.name)
        return sorted(path.relative_to(self.root).as_posix() for path in found)


def _prepare(folder: Path, address: str, settings: str) -> Project:
    project = copy_project(folder / "project", reports=False)
    config = project.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert 'site_url: ""' in text
    config.write_text(text.replace('site_url: ""', f'site_url: "{address}"'), encoding="utf-8")
    if settings:
        (project.root / "site_config" / "site.yml").write_text(settings, encoding="utf-8")
        (project.root / "docs_src" / "images").mkdir()
        (project.root / "docs_src" / "images" / "seal.png").write_bytes(SEAL)
    for name in NAMES:
        project.add_source(name, (REPORTS / f"{name}.txt").read_bytes())
    body = "一、总体情况\n（一）关于</script>问题\n已经整改。\n二、下一步\n继续整改。\n甲县县委\n2024年3月1日\n"
    yml = {
        "title": HOSTILE,
        "published": "2024-03-02 09:05:07",
        "source": "甲县<政府>网",
        "keywords": ["整改", '"<>'],
        "author": "乙&丙",
    }
    project.add_source("hostile", f"甲县县委关于整改的通报\n{body}", json.dumps(yml, ensure_ascii=False))
    project.add_source("day-only", f"乙县县委关于整改的通报\n{body}", "published: 2024-03-02\n")
    project.add_source("undated", "丙县县委关于整改的通报\n一、总体情况\n已经整改。\n")
    return project


def _site(factory: pytest.TempPathFactory, name: str, address: str, settings: str) -> Site:
    def make(folder: Path) -> None:
        _prepare(folder, address, settings).must("build")

    return Site(Project(once(factory, f"machines-{name}", make) / "project"), address)


@pytest.fixture(scope="session")
def below(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site below a folder of its domain, with all settings."""
    return _site(tmp_path_factory, "below", "https://www.yunchuan.gov.cn/xxgk/", SETTINGS)


@pytest.fixture(scope="session")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site at its domain's root, with all settings."""
    return _site(tmp_path_factory, "root", "https://www.yunchuan.gov.cn/", SETTINGS)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site without an address and without settings, as the repository comes."""
    return _site(tmp_path_factory, "bare", "", "")


@pytest.fixture(params=["below", "at_root", "bare"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the three."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found
