"""`gongkai serve` as a publisher uses it: what is asked for is there, shows the last save, and so are mistakes."""

from __future__ import annotations

import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.preview.server import Desk, is_own_name
from generator.settings.project import Project as Sources
from tests.project import GONGKAI, LONGEST_RUN, Project, copy_project, free_port

REPORT = "甲乙区委关于整改情况的通报\n\n现将情况予以公布。\n\n一、组织情况\n\n已成立专班。\n"


@dataclass(slots=True)
class Preview:
    """A preview that runs."""

    project: Project
    port: int
    process: subprocess.Popen[str]
    mistakes: list[str] = field(default_factory=list)
    """What it was made to show, whichever tests ran."""

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of an address."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=LONGEST_RUN) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    def write(self, path: str, text: str) -> None:
        """Save a file of the project."""
        (self.project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project.root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of two reports; the address is the first thing that it tells."""
    project = copy_project(tmp_path_factory.mktemp("preview") / "project", reports=False)
    project.add_source("live", REPORT)
    project.add_source("other", REPORT.replace("甲乙", "丙丁").replace("已成立专班", "已印发《整改工作方案》"))
    port = free_port()
    with subprocess.Popen(
        [str(GONGKAI), "serve", "--port", str(port)],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == f"Preview: http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        try:
            preview = Preview(project, port, process)
            yield preview
            process.send_signal(signal.SIGINT)
            told, _ = process.communicate(timeout=LONGEST_RUN)
            assert process.returncode == 0
            assert told.endswith("The preview has ended.\n")
            assert "Traceback" not in told
            assert [said for said in preview.mistakes if said not in told] == [], "the terminal tells them too"
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:9000", True),
        ("reports.localhost", True),
        ("[::1]:8000", True),
        ("192.168.3.4:8000", True),
        ("", True),
        ("rebound.example:8000", False),
        ("127.0.0.1.rebound.example", False),
        ("localhost.", False),
        ("[::1", False),
        ("a]b[", False),
    ],
)
def test_a_name_that_is_not_this_machines(host: str, is_own: bool) -> None:  # noqa: FBT001 - a value
    assert is_own_name(host) is is_own


def test_drafts_are_not_shown_under_a_foreign_name(preview: Preview) -> None:
    asked = urllib.request.Request(f"http://127.0.0.1:{preview.port}/live/p1/", headers={"Host": "rebound.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=LONGEST_RUN)  # noqa: S310 - our own preview
    assert refused.value.code == 421
    told = refused.value.read().decode()
    assert f"open http://127.0.0.1:{preview.port}/." in told
    assert "已成立专班" not in told


def test_only_what_is_asked_for_is_made(preview: Preview) -> None:
    folder = preview.project.root / "docs_src"
    status, page = preview.get("live/p1/")
    assert status == 200
    assert "已成立专班" in page
    assert (folder / "live" / "p1.md").is_file()
    assert not (folder / "other" / "p1.md").exists()
    status, home = preview.get("")
    assert "丙丁区委" in home
    assert 'href=".pdf"' not in home
    assert preview.get("live/nothing/")[0] == 404
    assert "整改工作方案" in preview.get("documents/")[1]
    assert not (folder / "other" / "p1.md").exists()


def test_a_change_shows_and_a_page_is_told_of_it(preview: Preview) -> None:
    page = preview.get("live/p1/")[1]
    stamp = page.partition('var at="')[2].partition('"')[0]
    preview.write("docs_src/live/source.txt", REPORT.replace("已成立专班", "已成立三个专班"))
    now = preview.get(f".preview/changed?at={stamp}&path=/live/p1/")[1]
    assert now not in {"", stamp}
    page = preview.get("live/p1/")[1]
    assert "已成立三个专班" in page
    assert now in page
    preview.write("site_config/reports/live.yml", "title: 另一个标题\n")
    assert "另一个标题" in preview.get("live/p1/")[1]
    assert "另一个标题" in preview.get("")[1]
    preview.write("docs_src/about/us.md", "# 关于我们\n\n写于今日。\n")
    assert "写于今日" in preview.get("about/us/")[1]
    assert "三个专班" in preview.get("search/search_index.json")[1]


@pytest.mark.parametrize(
    ("path", "wrong", "sentence", "asked"),
    [
        ("site_config/reports/live.yml", "tilte: x\n", "live.yml: `tilte` is not a setting", "live/p1/"),
        (
            "site_config/reports/live.yml",
            "published: 2021-02-30\n",
            "live.yml: `published` is wrong",
            "live/p1/",
        ),
        ("site_config/site.yml", "name: [", "not valid YAML", ""),
        ("docs_src/live/source.txt", "", "source.txt", "live/p1/"),
    ],
)
def test_a_mistake_is_shown_in_the_page_and_the_next_save_recovers(
    preview: Preview, path: str, wrong: str, sentence: str, asked: str
) -> None:
    there = preview.project.root / path
    before = there.read_text(encoding="utf-8") if there.exists() else ""
    preview.write(path, wrong)
    try:
        status, page = preview.get(asked)
    finally:
        preview.write(path, before)
    assert status == 500
    assert sentence in page.replace("&#x27;", "'")
    preview.mistakes.append(sentence)
    assert page.count('role="alert"') == 1
    assert "Traceback" not in page
    stamp = page.partition('var at="')[2].partition('"')[0]
    assert preview.get(f".preview/changed?at={stamp}&path=/{asked}")[1] != stamp
    assert preview.get(asked)[0] == 200


def test_downloads_are_made_when_they_are_asked_for(preview: Preview) -> None:
    cover = preview.get("live/")[1]
    for name in ("live.pdf", "live-large.pdf", "live.html", "live-offline.zip", "live.bib", "live.ris"):
        assert f'href="{name}"' in cover
    with urllib.request.urlopen(f"http://127.0.0.1:{preview.port}/live/live.pdf", timeout=LONGEST_RUN) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.read(5) == b"%PDF-"
    assert "ledger" in preview.get("live/data/datapackage.json")[1]
    assert "专班" in preview.get("live/source.txt")[1]
    assert "甲乙区委" in preview.get("live/live.bib")[1]


def test_a_source_that_is_deleted_is_told(preview: Preview) -> None:
    source = preview.project.root / "docs_src" / "live" / "source.txt"
    text = source.read_text(encoding="utf-8")
    source.unlink()
    status, page = preview.get("live/p1/")
    assert status == 500
    assert "the report&#x27;s source is no longer there; put it back" in page
    assert "丙丁区委" in preview.get("")[1]
    source.write_text(text, encoding="utf-8")
    assert preview.get("live/p1/")[0] == 200


def test_a_report_that_was_taken_back_says_so_and_no_menu_leads_to_it(preview: Preview) -> None:
    """Its yml alone says it: no build has written the page yet."""
    preview.write("docs_src/about.md", "# 关于本站\n")
    preview.write("site_config/reports/gone.yml", "state: retracted\nretracted: {date: 2024-05-06, reason: 数字有误}\n")
    status, page = preview.get("gone/")
    assert (status, "数字有误" in page) == (200, True)
    home = preview.get("")[1]
    assert 'href="gone/"' not in home
    assert 'href="about/"' in home
    preview.write("site_config/reports/gone.yml", "state: retracted\nretracted: {date: 2024-05-06, reason: 另有原因}\n")
    assert "另有原因" in preview.get("gone/")[1]
    preview.write("site_config/reports/gone.yml", "state: retraced\nretracted: {date: 2024-05-06, reason: 另有原因}\n")
    status, page = preview.get("gone/")
    assert status == 500
    assert "gone.yml: `state` is wrong" in page.replace("&#x27;", "'")
    preview.write("site_config/reports/gone.yml", "state: retracted\nretracted: {date: 2024-05-06, reason: 数字有误}\n")
    assert preview.get("gone/")[0] == 200


def test_a_report_that_is_taken_back_while_it_is_looked_at_says_so(preview: Preview) -> None:
    folder = preview.project.root / "docs_src" / "live"
    source, text = folder / "source.txt", (folder / "source.txt").read_text(encoding="utf-8")
    settings = preview.project.root / "site_config" / "reports" / "live.yml"
    before = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    assert preview.get("live/p1/")[0] == 200
    preview.write("site_config/reports/live.yml", "state: retracted\nretracted: {date: 2024-05-06, reason: 数字有误}\n")
    source.unlink()
    status, page = preview.get("live/")
    assert (status, "数字有误" in page) == (200, True)
    preview.write("site_config/reports/live.yml", before)
    source.write_text(text, encoding="utf-8")
    assert preview.get("live/p1/")[0] == 200


def test_a_mistake_is_told_in_the_publishers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("zh", "en"):
        monkeypatch.setenv("GONGKAI_LANG", language)
        Desk(Sources(tmp_path), tmp_path).tell("x")
    assert capsys.readouterr().err == "错误：x\nError: x\n"


def test_a_port_that_is_in_use_is_told(preview: Preview) -> None:
    done = preview.project.run("serve", "--port", str(preview.port))
    assert done.returncode == 2
    assert f"Error: port {preview.port} can't be used" in done.stderr
    assert "gongkai serve --port" in done.stderr
    assert done.stdout == ""
