"""A report's problems in brief: by which words they are found again, and which sentence is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.edition.edition import Edition
from generator.edition.problems import brief_problems
from generator.edition.series import BriefProblem
from generator.model.status import Status
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import ReportSettings

REPORTS = Path(__file__).parent.parent / "reports"
HEAD = "中共云溪县委关于巡视整改进展情况的通报\n\n一、整改情况\n\n"


def read(path: Path, settings: ReportSettings | None = None) -> tuple[BriefProblem, ...]:
    """Return a report's problems."""
    chosen = settings or ReportSettings()
    return brief_problems(Edition(outline(read_file(path, chosen), chosen), chosen))


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (
            "（一）关于学位不足的问题\n\n1.针对公办学位不足问题。一是新建学校3所。",
            "针对公办学位不足问题",
            "1.针对公办学位不足问题。",
        ),
        (
            "（一）关于学位不足的问题\n\n一是新建学校3所。\n\n二是改建4所。",
            "关于学位不足的问题",
            "（一）关于学位不足的问题",
        ),
        (
            "（一）存在问题\n\n1.2020年以来共拆除违建3处。仍有2处。",
            "2020年以来共拆除违建3处。",
            "1.2020年以来共拆除违建3处。",
        ),
    ],
)
def test_words_and_sentence(tmp_path: Path, text: str, words: str, sentence: str) -> None:
    file = tmp_path / "source.txt"
    file.write_text(HEAD + text + "\n", encoding="utf-8")
    (problem,) = read(file)
    assert (problem.words, problem.sentence) == (words, sentence)


@pytest.mark.parametrize("name", ["labelled-problems", "numbered-problems", "fields-under-findings"])
def test_of_labelled_fields_the_problem_counts_and_not_its_label(name: str) -> None:
    found = read(REPORTS / f"{name}.txt")
    assert found
    for problem in found:
        assert not problem.words.startswith(("问题", "存在", "反馈"))
        assert problem.words in problem.sentence


def test_status_with_the_sentence_that_decides_it_or_the_publisher(tmp_path: Path) -> None:
    file = tmp_path / "source.txt"
    text = "（一）关于监管的问题\n\n1.针对账目不清问题。一是清理账目12笔，已完成。二是正在追缴欠款。"
    file.write_text(HEAD + text + "\n", encoding="utf-8")
    (problem,) = read(file)
    assert (problem.status, problem.evidence) == (
        Status.IN_PROGRESS,
        ("二是正在追缴欠款。", "一是清理账目12笔，已完成。"),
    )
    settings = ReportSettings.model_validate(
        {"status": [{"id": problem.id, "status": "completed", "reason": "已追回"}]}
    )
    (problem,) = read(file, settings)
    assert (problem.status, problem.evidence, problem.set_by_publisher) == (Status.COMPLETED, (), "已追回")
