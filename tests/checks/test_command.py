"""`gongkai check`: what it prints, in each format, when it fails, and what a report's yml ignores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from docx import Document

from generator.checks.formats import FORMATS
from generator.cli import main
from generator.model.messages import SEVERITY, WORDING
from tests.project import Project

TITLE = "甲局关于整改的通报\n"
WARNED = TITLE + "开展“回头看行动，处理2件。\n就这样。\n"
FAULTY = TITLE + "村民张某13800138000反映“已改。\n就这样。\n"


@pytest.fixture
def project(empty_project: Project) -> Project:
    """A project with a report that is to be looked at, and one that must not be published."""
    empty_project.add_source("warned", WARNED)
    empty_project.add_source("faulty", FAULTY)
    return empty_project


def test_warnings_alone_do_not_fail(project: Project) -> None:
    done = project.run("check", "warned")
    assert done.returncode == 0
    assert done.stdout == (
        "docs_src/warned/source.txt:2:3: warning: “ has no ” in its paragraph; "
        "compare it with the document that was approved. [unpaired-mark]\n"
    )
    assert done.stderr == "1 report: 0 errors, 1 warning, 0 notes.\n"


def test_an_error_fails(project: Project) -> None:
    done = project.run("check")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        "docs_src/faulty/source.txt:2:5",
        "docs_src/faulty/source.txt:2:18",
        "docs_src/warned/source.txt:2:3",
    ]
    assert done.stderr == "2 reports: 1 error, 2 warnings, 0 notes.\n"


def test_json_has_every_message(project: Project) -> None:
    done = project.run("check", "faulty", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0] == {
        "report": "faulty",
        "path": "docs_src/faulty/source.txt",
        "line": 2,
        "column": 5,
        "length": 11,
        "severity": "error",
        "code": "mobile-number",
        "text": WORDING["mobile-number"],
    }


def test_in_a_word_file_the_words_around_a_finding_are_told(project: Project, tmp_path: Path) -> None:
    """Word shows no line numbers; what may be personal data is not repeated."""
    document = Document()
    for line in ("甲局关于整改的通报", "村民张某反映，身份证号110101199003077395，处理  件，共处理4件。", "就这样。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "r.docx"))
    project.must("add", tmp_path / "r.docx", "--slug", "word")
    done = project.run("check", "word")
    assert [line.partition("It stands at ")[2] for line in done.stdout.splitlines()] == [
        "“…民张某反映，身份证号××××××××××××××××××，处理  件，共处理…”. [identity-number]",
        "“…×××××××，处理  件，共处理4件。”. [placeholder]",
    ]
    words = [one.get("words") for one in json.loads(project.run("check", "word", "--format", "json").stdout)]
    assert words[1] == "…×××××××，处理  件，共处理4件。"
    assert "words" not in json.loads(project.run("check", "faulty", "--format", "json").stdout)[0]
    assert "It stands at “…民张某反映，身份证号××" in project.run("publish", "word").stderr


def test_nothing_found_is_an_empty_list(project: Project) -> None:
    project.add_source("clean", TITLE + "已整改。\n就这样。\n")
    assert json.loads(project.must("check", "clean", "--format", "json")) == []


def test_sarif_has_what_its_schema_requires(project: Project) -> None:
    done = project.run("check", "--format", "sarif")
    assert done.returncode == 1
    log = json.loads(done.stdout)
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "gongkai"
    assert [rule["id"] for rule in driver["rules"]] == list(WORDING)
    assert all("{" not in rule["shortDescription"]["text"] for rule in driver["rules"])
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == 3
    for result in run["results"]:
        _is_result(result, driver["rules"])
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "docs_src/faulty/source.txt"},
        "region": {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 16},
    }


def _is_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] == SEVERITY[result["ruleId"]]
    assert result["level"] in {"none", "note", "warning", "error"}
    assert result["message"]["text"]


def test_a_code_is_ignored_in_the_report_s_yml(project: Project) -> None:
    project.add_source("faulty", FAULTY, "checks:\n  ignore: [mobile-number]\n")
    done = project.run("check", "faulty")
    assert done.returncode == 0
    assert "unpaired-mark" in done.stdout
    assert "mobile-number" not in done.stdout


@pytest.mark.parametrize("command", ["convert", "build"])
def test_what_the_yml_ignores_is_told_by_no_command(empty_project: Project, command: str) -> None:
    text = TITLE + "（一）关于甲的问题。已整改。\n（三）关于乙的问题。已整改。\n"
    empty_project.add_source("jumps", text)
    assert "the numbering jumps" in empty_project.run("convert").stderr
    empty_project.add_source("jumps", text, "checks: {ignore: [gap]}\n")
    done = empty_project.run(command)
    assert done.returncode == 0
    assert "the numbering jumps" not in done.stderr


def test_what_the_yml_lets_through_is_no_error_and_is_listed(project: Project) -> None:
    yml = "checks: {ignore: [unpaired-mark]}\nallowed: [{code: mobile-number, because: 虚构的号码}]\n"
    project.add_source("faulty", FAULTY, yml)
    done = project.run("check", "faulty")
    assert done.returncode == 0
    assert done.stdout.startswith("docs_src/faulty/source.txt:2:5: error: ")
    assert done.stdout.endswith(" [mobile-number] (allowed: 虚构的号码)\n")
    assert done.stderr == "1 report: 0 errors, 0 warnings, 0 notes. 1 allowed by the yml.\n"
    (found,) = json.loads(project.must("check", "faulty", "--format", "json"))
    assert (found["severity"], found["allowed"]) == ("error", "虚构的号码")
    (result,) = json.loads(project.must("check", "faulty", "--format", "sarif"))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "虚构的号码"}]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("checks: {ignore: [unpaired-marks]}", "there is no check “unpaired-marks”; did you mean unpaired-mark?"),
        ("checks: {ignore: [Total]}", "there is no check “Total”; did you mean total?"),
        ("checks: {ignore: [zzz]}", f"there is no check “zzz”; the checks are: {', '.join(WORDING)}."),
        ("checks: {ignored: [total]}", "`checks.ignored` is not a setting; did you mean `ignore`?"),
        ("checks: {ignore: total}", "`checks.ignore` is wrong"),
    ],
)
def test_a_wrong_setting_is_a_sentence(project: Project, settings: str, sentence: str) -> None:
    project.add_source("faulty", FAULTY, settings + "\n")
    done = project.run("check", "faulty")
    assert done.returncode == 2
    assert "site_config/reports/faulty.yml: `checks.ignore" in done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_report_is_a_sentence(project: Project) -> None:
    done = project.run("check", "nowhere")
    assert done.returncode == 2
    assert "there is no report “nowhere”" in done.stderr


def test_every_format_is_offered() -> None:
    (option,) = (option for option in main.commands["check"].params if option.name == "name")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(FORMATS)
