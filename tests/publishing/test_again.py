"""What a clerk does at the desk by the quick start: a draft read anew, questions, slips in a yml, exports."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.errors import UserError
from generator.outline import outline
from generator.readers.text import source_of
from generator.settings.report import parse_report_settings
from generator.terminal.desk import ask
from generator.terminal.export import put_out
from tests.project import Project, fingerprint
from tests.publishing.desk import NEAR, text_of, yml

RUN = (
    "云溪区通报\n一、整改情况\n1.针对台账不全问题。\n一是补齐台账。\n二是加强管理。\n2.针对制度不全问题。\n修订制度。\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_draft_is_read_anew_and_its_settings_stay(drafts: Project, tmp_path: Path) -> None:
    drafts.must("add", written(tmp_path, "report.html", f"<p>{text_of(NEAR)}</p>"), "--slug", NEAR)
    with yml(drafts, NEAR).open("a", encoding="utf-8") as file:
        file.write("region: 云溪县\n")
    settings = yml(drafts, NEAR).read_bytes()
    mended = written(tmp_path, "mended.txt", text_of(NEAR).replace("一、", "一、重新"))
    refused = drafts.run("add", mended, "--slug", NEAR)
    assert refused.returncode == 2
    assert "--again" in refused.stderr
    other = drafts.run("add", mended, "--slug", NEAR, "--again", "--article", "2")
    assert other.returncode == 2
    assert "article: 2" in other.stderr
    drafts.must("add", mended, "--slug", NEAR, "--again")
    folder = drafts.root / "docs_src" / NEAR
    assert (folder / "source.txt").read_bytes() == mended.read_bytes()
    assert not [path.name for path in folder.iterdir() if path.name in {"source.html", "text.txt"}]
    assert yml(drafts, NEAR).read_bytes() == settings
    assert "一、重新" in drafts.must("outline", NEAR)


def test_what_is_public_is_not_read_anew(drafts: Project, tmp_path: Path) -> None:
    file = written(tmp_path, "report.txt", text_of(NEAR))
    drafts.must("add", file, "--slug", NEAR)
    drafts.must("publish", NEAR, "--yes")
    before = fingerprint(drafts.root)
    for slug in (NEAR, "nowhere-2020"):
        done = drafts.run("add", file, "--slug", slug, "--again")
        assert done.returncode == 2
        assert "--again is for drafts" in done.stderr
    assert fingerprint(drafts.root) == before


@pytest.mark.parametrize(("answer", "end"), [("是\n", 0), ("y\n", 0), ("否\n", 1), ("\n", 1)])
def test_a_question_is_answered_in_either_language(answer: str, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def asking() -> None:
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        ask("Publish it?", yes=False)
        click.echo("went on")

    done = CliRunner().invoke(asking, input=f"hm\n{answer}")
    assert "Please answer y or n." in done.output
    assert ("went on" in done.output) == (end == 0)
    assert done.exit_code == end


@pytest.mark.parametrize(
    ("text", "line", "mark"),
    [
        ("title: 甲\nissued：2023-05-11\n", 2, "："),
        ("issued：2023-05-11\nregion: 甲\n", 1, "："),
        ("outline:\n  - {line: 30，heading: part}\n", 2, "，"),
    ],
)
def test_a_mark_of_a_chinese_keyboard_is_named(text: str, line: int, mark: str) -> None:
    with pytest.raises(UserError) as raised:
        parse_report_settings(text, Path("report.yml"))
    assert f"line {line} has a Chinese “{mark}”" in str(raised.value)


def test_a_kind_that_is_none_is_told_in_the_words_of_a_clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    with pytest.raises(UserError) as raised:
        parse_report_settings("outline:\n  - {line: 30, heading: 段落}\n", Path("report.yml"))
    assert "不是标题、部分、大类、小节、条目、措施、附件" in str(raised.value)


def test_no_pdf_is_put_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(UserError, match=r"--output near\.pdf"):
        put_out(b"%PDF", "near.pdf", None)
    put_out(b"%PDF", "near.pdf", tmp_path / "near.pdf")
    assert (tmp_path / "near.pdf").read_bytes() == b"%PDF"


def kinds(settings: str) -> list[str]:
    """Return the kinds below the first item of a text with measures, read with these settings."""
    chosen = parse_report_settings(settings, Path("report.yml"))
    report = outline(source_of(RUN, "report.txt", "utf-8", "", chosen), chosen)
    (part,) = report.sections
    return [str(child.kind) for child in part.children[0].children]


def test_what_is_no_heading_begins_no_measure() -> None:
    assert kinds("") == ["measure", "measure"]
    plain = "outline:\n  - {line: 4, heading: 不是标题}\n  - {line: 5, heading: 不是标题}\n"
    assert kinds(plain) == ["paragraph", "paragraph"]


def test_a_heading_of_what_is_set_aside_is_refused() -> None:
    settings = "chrome:\n  - {line: 4, chrome: 页脚}\noutline:\n  - {line: 4, heading: 部分}\n"
    with pytest.raises(UserError, match=r"line 4 of report\.txt is set aside"):
        kinds(settings)
