"""A report corrected after publication: old addresses lead to the same words, old versions stay and are proven."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from generator.correct import correct_report
from generator.data.record import record_of
from generator.errors import UserError
from generator.model import Report
from generator.outline import outline
from generator.outline.carried import carried, own_text
from generator.project import Project as Sources
from generator.readers.text import source_of
from generator.settings import ReportSettings
from tests.browser.conftest import serve
from tests.project import Project, copy_project, fingerprint, once

FIRST = """中共澜汀县委关于巡视整改进展情况的通报
根据统一部署，2023年3月至5月，省委巡视组对澜汀县进行了巡视。现将整改进展情况予以公布。
一、学习贯彻方面
（一）关于学习不深入的问题
1.针对次数不足问题。一是集中学习12次。二是建立旁听制度。
2.针对走过场问题。一是开展检查3轮。
（二）关于台账不清的问题
1.针对账目不清问题。一是清理账目12笔，已全部整改到位。
二、下一步工作
持续推进整改。
2023年11月3日
"""
SECOND = FIRST.replace("1.针对次数", "1.针对安排不当问题。一是调整安排5项。\n2.针对次数").replace(
    "2.针对走过场", "3.针对走过场"
)
THIRD = SECOND.replace("12笔", "13笔").replace("2.针对次数不足问题。一是集中学习12次。二是建立旁听制度。\n", "")
WITHOUT_SECTION = THIRD.replace(
    "（二）关于台账不清的问题\n1.针对账目不清问题。一是清理账目13笔，已全部整改到位。\n", ""
)


def read(text: str) -> Report:
    return outline(source_of(text, "source.txt", "utf-8", "", ReportSettings()))


def versions(*texts: str) -> list[Report]:
    found: list[Report] = []
    for text in texts:
        found.append(carried(read(text), found))
    return found


def words(report: Report) -> dict[str, str]:
    return {node.id: own_text(report, node) for node in report.walk() if node.pieces}


def test_what_is_said_again_keeps_its_id_though_its_number_changes() -> None:
    _, second, third = map(words, versions(FIRST, SECOND, THIRD))
    assert second["p1f1i1m1"] == "一是集中学习12次。"
    assert second["p1f1i1-v2"] == "1.针对安排不当问题。"
    assert third["p1f2i1d1"] == "一是清理账目13笔，已全部整改到位。".replace("，", ",")
    assert "p1f1i1m1" not in third
    assert third["p1f1i2d1"] == "一是开展检查3轮。"


LINES = st.lists(
    st.sampled_from(
        [
            "一、甲方面",
            "二、乙方面",
            "（一）关于学习的问题",
            "（二）关于账目的问题",
            "1.针对次数问题。一是开会3次。二是检查2次。",
            "2.针对台账问题。一是清理账目9笔。",
            "持续推进整改。",
            "修订制度7项。",
        ]
    ),
    min_size=2,
    max_size=12,
)


@given(LINES, LINES, LINES)
def test_no_id_is_ever_used_for_other_words(one: list[str], two: list[str], three: list[str]) -> None:
    head = "某县关于巡视整改的通报\n现予以公布。\n"
    found = versions(*(head + "\n".join(lines) for lines in (one, two, three)))
    ids = [[node.id for node in report.walk()] for report in found]
    assert all(len(set(names)) == len(names) for names in ids)
    gone: set[str] = set()
    for before, after in pairwise(found):
        gone |= set(words(before)) - set(words(after))
        assert not gone & set(words(after)), "an id that went never comes back"
    again = versions(head + "\n".join(one), head + "\n".join(one))
    assert words(again[0]) == words(again[1])


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A report corrected twice, a section of it taken out, built."""

    def make(root: Path) -> None:
        project = copy_project(root / "project", reports=False)
        project.add_source("lanting", FIRST, "# 说明\nregion: 澜汀县 # 县名\n")
        for number, (text, reason) in enumerate([(SECOND, "漏列一项"), (WITHOUT_SECTION, "账目一节另行公布")], 1):
            new = root / "new.txt"
            new.write_text(text, encoding="utf-8")
            project.must("correct", "lanting", new, "--reason", reason, "--date", f"2024-0{number}-01")
        project.must("build")

    return Project(once(tmp_path_factory, "corrected", make) / "project")


def test_settings_keep_what_the_publisher_wrote(corrected: Project) -> None:
    text = (corrected.root / "site_config" / "reports" / "lanting.yml").read_text(encoding="utf-8")
    assert text.startswith("# 说明\nregion: 澜汀县 # 县名\ncorrections:\n")
    assert text.count("- {date: ") == 2


def test_every_version_is_proven(corrected: Project, tmp_path: Path) -> None:
    told = corrected.must("verify")
    rows = [line.split("│")[4].split(" of ") for line in told.splitlines() if "│ version " in line]
    assert len(rows) == 2
    assert all(proven.strip() == total.strip() != "0" for proven, total in rows)
    site = tmp_path / "site"
    shutil.copytree(corrected.site, site)
    page = site / "lanting" / "versions" / "1" / "index.html"
    page.write_text(page.read_text("utf-8").replace("12笔", "19笔"), encoding="utf-8")
    corrected.fails_proof(site, "lanting/versions/1/index.html: at source.txt:8", "found “9笔")


def test_source_of_a_version_is_as_received(corrected: Project) -> None:
    folder = corrected.site / "lanting" / "versions"
    assert (folder / "1" / "source.txt").read_bytes() == FIRST.encode()
    assert (folder / "2" / "source.txt").read_bytes() == SECOND.encode()
    assert not list(folder.rglob(".settings.yml"))


def test_old_versions_are_for_readers_and_not_for_search(corrected: Project) -> None:
    for path in ("versions/1", "p1f2"):
        page = LexborHTMLParser((corrected.site / "lanting" / path / "index.html").read_text(encoding="utf-8"))
        (robots,) = page.css('meta[name="robots"]')
        assert robots.attributes["content"] == "noindex"
    assert "清理账目" not in (corrected.site / "lanting" / "search.json").read_text(encoding="utf-8")


def test_nothing_changed_writes_nothing(corrected: Project) -> None:
    before = fingerprint(corrected.root)
    assert "1 reports were not built again" in corrected.must("build")
    assert corrected.must("convert", "--check") == "All files are up to date.\n"
    assert fingerprint(corrected.root) == before


def test_a_reader_comes_by_an_old_address(browser: Browser, corrected: Project) -> None:
    page = browser.new_page()
    for address in serve(corrected.site):
        page.goto(f"{address}lanting/p1f1/#i2d1")
        expect(page.locator("[id='i2d1']")).to_contain_text("开展检查3轮")
        expect(page.locator(".corrected")).to_contain_text("本通报已于2024年2月1日更正")
        page.goto(f"{address}lanting/p1f2/")
        expect(page.locator("article")).to_contain_text("更正后的通报里已经没有")
        page.get_by_role("link", name="更正前的原文").click()
        expect(page.locator("[id='p1f2']")).to_be_in_viewport()
        expect(page.locator(".corrected")).to_contain_text("这是旧版本（第 2 版）")
        page.get_by_role("link", name="现行版本").click()
        expect(page.locator(".corrected")).to_contain_text("账目一节另行公布")
        page.get_by_role("link", name="逐段查看改动").click()
        expect(page.locator("ins").first).to_be_visible()
        expect(page.locator("del", has_text="清理账目12笔")).to_be_visible()
        break
    page.close()


@pytest.mark.parametrize(
    ("text", "reason", "when", "message"),
    [
        (FIRST, "更正", date(2024, 1, 1), "says the same as"),
        (FIRST.replace("\n", "\r\n") + "又", " ", date(2024, 1, 1), "needs a reason"),
        (SECOND, "更正", date(2023, 1, 1), "before 2023-11-03"),
        (SECOND, "更正", date(2999, 1, 1), "still to come"),
    ],
)
def test_a_wrong_correction_writes_nothing(tmp_path: Path, text: str, reason: str, when: date, message: str) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source("lanting", FIRST, "published: 2023-11-03\n")
    (tmp_path / "new.txt").write_text(text, encoding="utf-8", newline="")
    before = fingerprint(project.root)
    with pytest.raises(UserError, match=message):
        correct_report(Sources(project.root), "lanting", tmp_path / "new.txt", reason, when)
    assert fingerprint(project.root) == before


def test_versions_and_corrections_must_agree(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source("lanting", FIRST, "corrections:\n  - {date: 2024-01-01, reason: 更正}\n")
    done = project.run("convert")
    assert done.returncode == 2
    assert "`corrections` tells of 1" in done.stderr
    assert project.run("correct", "lanting", "no.txt", "--reason", "更正").returncode == 2
    assert project.run("correct", "nowhere", "no.txt", "--reason", "更正").returncode == 2


def test_the_record_tells_of_versions(corrected: Project) -> None:
    from generator.convert import read_report  # noqa: PLC0415 - what is tested is what conversion reads

    record = record_of(read_report(Sources(corrected.root), "lanting"), "lanting")
    assert [(v.number, str(v.until), v.address) for v in record.versions] == [
        (1, "2024-01-01", "versions/1/"),
        (2, "2024-02-01", "versions/2/"),
    ]
