"""What all tests share: sites, built once a run by the real command, a browser, and the settings of Hypothesis.

A build takes at least half a second of CPU, a page in a browser a third of a second; all else takes hardly any time. So
a new test uses the first of these that is enough for it:

1. No site: `outline`, `Edition`, `write_report`, `check` on a few lines of text.
2. A site that is there, read and not changed: `project` and `built_site` (the first report and a second one, with an
   address), `plain_site` and `flat_project` (by MkDocs alone), `portal` in tests/compare (three successive reports of
   one body, one of another), in tests/test_portal.py (seven, most with lists by body and round) and in
   tests/browser/test_portal.py (two dozen, their search in shards), `formats` in tests/test_every_format_built.py (a
   report of each kind of file), `corrected_site` in tests/versions (three versions), `whole` in
   tests/test_build_again.py (three tiny ones). In tests/browser all tests share the browser context of `page`;
   `visits` makes new contexts and takes longer.
3. A copy of such a site, to break or to change: `copy` is the site alone; in a copied project with one changed source
   a build makes again only what depends on it.
4. A site of its own: `empty_project` and `add_source` with a report of ten lines, made by `once` if several tests read
   it. `must` and `run` work in this process, where all is loaded.
5. The real command in new processes, `really=True`: only if processes are what is tested.

No test depends on the time or on which of two things comes first: it counts steps (tests/steps.py), or waits for what
must come.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.project import ROOT, SECOND, Project, copy_project, mkdocs_build, once

# A shell makes background jobs ignore Ctrl-C, and then every command under test would ignore it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What the commands say is compared in English, whatever the machine's locale is.
os.environ["GONGKAI_LANG"] = "en"

settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

collect_ignore = [] if os.environ.get("GONGKAI_ENGINES") else ["engines"]
"""Tests that need other browsers, and time; `bash tests/run --engines` sets the variable to run them."""

SITE_URL = "https://publisher.example/sub/"
"""The address of the test site, with a path, as most sites have."""


CHROMIUMS = ("chromium-headless-shell", "chromium")
"""Commands, the best first: the headless shell is the same engine without windows, and needs a third of the time."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Options that keep Chromium from the network, from a screen and from the machine's accounts."""


def _set_site_url(project: Project) -> None:
    """Set the `site_url` of a project, as a publisher does before deploying."""
    config = project.root / "mkdocs.yml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith("site_url:")]
    config.write_text("\n".join([f"site_url: {SITE_URL}", *lines]) + "\n", encoding="utf-8")


MAILBOX = "jiucuo@huadu.example.gov.cn"
"""The e-mail address for reports of mistakes by readers of the site."""
OFFICE = f"""\
organization: {{name: 广州市花都区某办公室}}
id_code: "4400000000"
icp: 粤ICP备12345678号-1
police: 粤公网安备 44010002000001号
find_errors: https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4400000000
contact: {{address: 花都区某路1号, phone: 020-12345678转8, email: {MAILBOX}}}
accessibility: true
"""


def _build(folder: Path) -> None:
    project = copy_project(folder / "project")
    _set_site_url(project)
    (project.root / "site_config" / "site.yml").write_text(OFFICE, encoding="utf-8")
    project.must("add", ROOT / "tests" / "browser" / "second-report.txt", "--slug", SECOND)
    project.must("publish", SECOND, "--yes")
    (folder / "build.txt").write_text(project.must("build", "--site-dir", project.site, really=True), encoding="utf-8")


def _serving() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "serve_forever" in thread.name}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: of six thousand tests nothing is, and each look would go through all."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(autouse=True)
def _no_server_is_left() -> Iterator[None]:
    """Fail a test that leaves a server running: its thread would loop on a closed socket and slow all later tests."""
    before = _serving()
    yield
    assert _serving() <= before


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with a second report, and its built site; tests must not change them."""
    return Project(once(tmp_path_factory, "site", _build) / "project")


@pytest.fixture(scope="session")
def built_site(project: Project) -> Path:
    """The built site's folder."""
    return project.site


def _build_plain(project: Project, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder / "site")],
        cwd=project.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def plain_site(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project's site as MkDocs' own command builds it, without gongkai's."""
    return once(tmp_path_factory, "plain", partial(_build_plain, project)) / "site"


@pytest.fixture(scope="session")
def flat_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The committed project, built by MkDocs alone without directory URLs, so that its pages open from a disk."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project")
        with (project.root / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write("use_directory_urls: false\n")
        mkdocs_build(project, project.site)

    return Project(once(tmp_path_factory, "flat", make) / "project")


@pytest.fixture
def copy(built_site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, which a test may change."""
    return Path(shutil.copytree(built_site, tmp_path / "site"))


@pytest.fixture
def empty_project(tmp_path: Path) -> Project:
    """A fresh copy of the project without any report, for a test of its own to change."""
    return copy_project(tmp_path / "project", reports=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for each worker: the system's, never one that Playwright downloads."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()
