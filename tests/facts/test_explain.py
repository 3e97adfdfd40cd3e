"""gongkai explain: the reasons of a status, clause by clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.facts.status.reading import Aspect, Modality, Polarity, Scope
from generator.settings.project import Project
from generator.terminal.explain import IN_CHINESE, explain_status

TEXT = """甲区关于整改进展情况的通报
一、整改落实情况
(一)关于服务不到位问题。
1.针对办事难问题。一是多收的费用已全部退还。二是责令各窗口于5月底前全部完成整改。三是召开会议。
二、下一步工作打算
(一)压实责任。
1.加强督查。全面完成整改任务。
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with one report."""
    for name, text in {
        "mkdocs.yml": "site_name: 甲\n",
        "docs_src/jia/source.txt": TEXT,
        "site_config/reports/jia.yml": "status: [{id: p2f1i1, status: ongoing, reason: 长期任务}]\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Project(tmp_path)


def test_each_clause_with_the_words_that_decided_and_how_they_are_read(project: Project) -> None:
    assert explain_status(project, "jia", "p1f1i1").splitlines() == [
        "p1f1i1 1.针对办事难问题: partly_stated",
        "  by the counts of its 3 measures: completed 1, not_stated 2",
        "  line 4: 多收的费用已全部退还",
        "    says completed: “已全部” (rule all-done), read as report × done × all × so",
        "  line 4: 责令各窗口于5月底前全部完成整改",
        "    says nothing: “全部完成整改” (rule all-done), read as order × done × all × so, by order",
    ]


def test_in_chinese_nothing_is_said_in_english(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    told = explain_status(project, "jia", "p1f1i1")
    assert "读作 陈述 × 已做完 × 全部 × 是" in told
    assert "读作 要求 × 已做完 × 全部 × 是" in told
    assert set(IN_CHINESE) == {*Modality, *Aspect, *Scope, *Polarity}


def test_what_the_publisher_and_a_heading_of_plans_say(project: Project) -> None:
    *lines, clause, reason = explain_status(project, "jia", "p2f1i1").splitlines()
    assert lines == [
        "p2f1i1 1.加强督查: ongoing",
        "  set by the publisher: 长期任务",
        "  planned, since it stands under the heading “下一步工作打算”",
    ]
    assert clause == "  line 7: 全面完成整改任务"
    assert reason.endswith(
        "read as report × done × all × so; not counted, since it stands in a field of aims or in a plan, "
        "or what stands beside it says otherwise"
    )


def test_an_id_that_is_not_there(project: Project) -> None:
    with pytest.raises(UserError, match="jia: there is no item or measure “p1f1i9”; did you mean p1f1i1"):
        explain_status(project, "jia", "p1f1i9")
