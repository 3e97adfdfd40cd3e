"""Sites as a publisher deploys them, behind the web servers that the committed settings are for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Visits, Watch, visits, watch
from tests.project import SECOND, copy_project, once
from tests.webservers import caddy, nginx, nginx_below_a_path

BY_HAND = """\
---
title: 手写的页面
---

# 手写的页面

| 左 | 右 |
| :--- | ---: |
| 甲 | 1 |

<script type="application/ld+json">{"@type": "Thing"}</script>
"""
"""A page of the publisher's own: an aligned table is a style attribute, and data in a script element runs nothing."""

SERVERS = {"nginx": nginx, "caddy": caddy}


def _build(folder: Path) -> None:
    project = copy_project(folder / "project")
    config = project.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', "site_url: https://publisher.example/"), encoding="utf-8")
    (project.root / "docs_src" / "about.md").write_text(BY_HAND, encoding="utf-8")
    second = Path(__file__).parent.parent / "browser" / "second-report.txt"
    project.add_source(SECOND, second.read_text(encoding="utf-8").encode("gb18030"))
    project.must("build")


@pytest.fixture(scope="session")
def root_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site for the root of a host, with a page by hand and a source in GB18030."""
    return once(tmp_path_factory, "root-site", _build) / "project" / "site"


@pytest.fixture(scope="module")
def served_site(root_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that site, to which a test may add files: the first belongs to all workers."""
    return Path(shutil.copytree(root_site, tmp_path_factory.mktemp("served") / "site"))


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(
    request: pytest.FixtureRequest, served_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the site at the root of each web server."""
    with SERVERS[request.param](served_site, tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture(scope="module")
def below(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site below a path of nginx."""
    with nginx_below_a_path(built_site, tmp_path_factory.mktemp("below")) as address:
        yield address


__all__ = ["Visits", "Watch", "visits", "watch"]
