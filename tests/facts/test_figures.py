"""Figures and dates: cases as lines of text, spans that read back, and the first report counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.annotate import annotate
from generator.facts.mentions import Names
from generator.model.report import Report
from generator.model.source import Source
from generator.outline import outline
from generator.readers import read_file
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.facts.score_figures import score
from tests.project import FIRST, ROOT

HERE = Path(__file__).parent
NAMES = Names(bodies=("甲区教育局",), places=("乙镇", "乙镇丙村"))
PUBLISHED = ReportSettings(published=date(2021, 11, 23))


def cases(name: str) -> list[tuple[str, list[list[str]]]]:
    """Return (sentence, expected facts) of a file of cases."""
    lines = [
        line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    found = []
    for line in lines:
        text, _, wanted = line.partition("=>")
        found.append((text.strip(), [fact.strip().split("|") for fact in wanted.split(" ; ") if fact.strip()]))
    return found


def report_of(text: str) -> Report:
    """Return a report of one paragraph below a title."""
    source: Source = read_text(f"甲乙区委关于整改情况的通报\n一、情况\n{text}\n".encode(), "case", PUBLISHED)
    return outline(source, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "wanted"), cases("figures.txt"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_figures(text: str, wanted: list[list[str]]) -> None:
    report = report_of(text)
    found = [
        [report.text(f.span), f"{f.value:f}", f.unit, report.text(f.subject), f.change or ""]
        for f in annotate(report, PUBLISHED, NAMES).figures
    ]
    assert [figure[: len(want)] for figure, want in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"), cases("periods.txt"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_periods(text: str, wanted: list[list[str]]) -> None:
    report = report_of(text)
    found = [
        [report.text(p.span), str(p.start or ""), str(p.end or "")] for p in annotate(report, PUBLISHED, NAMES).periods
    ]
    assert found == wanted
    for period, want in zip(annotate(report, PUBLISHED, NAMES).periods, wanted, strict=True):
        assert period.impossible == (want[1:] == ["", ""])


WORDS = st.lists(
    st.sampled_from(
        [
            *"0123456789年月日第至—-%个亿万元、,。;同比增长分别居全市两三百十“”《》()〔〕×.:",
            "2021年",
            "排名",
            "以上",
            "十四五",
            "今年",
            "截至目前",
        ]
    )
    | st.characters(exclude_categories=["Cc", "Cs", "Cn"], max_codepoint=0xFFFF),
    max_size=60,
).map("".join)


@given(WORDS)
def test_spans_lie_in_the_text_and_read_back(text: str) -> None:
    report = report_of(f"甲{text.strip()}")
    size = len(report.source.text)
    facts = annotate(report, PUBLISHED, NAMES)
    places = [*((f.span, f.sentence) for f in facts.figures), *((p.span, p.sentence) for p in facts.periods)]
    for span, sentence in places:
        assert 0 <= sentence.start <= span.start < span.end <= sentence.end <= size
    for figure in facts.figures:
        if figure.subject:
            assert figure.sentence.start <= figure.subject.start < figure.subject.end <= figure.sentence.end
        assert figure.high is None or figure.high >= figure.value


def test_counts_of_the_first_report() -> None:
    """135 figures and 63 dates, looked through one by one; none is a label."""
    report = outline(read_file(ROOT / "docs_src" / FIRST / "source.txt"))
    facts = annotate(report, ReportSettings(), NAMES)
    assert (len(facts.figures), len(facts.periods)) == (135, 63)
    written = [report.text(figure.span) for figure in facts.figures]
    for figure in ("985份", "82人", "达79.64%", "554.66万平方米", "1.2倍", "4.49 %", "0宗", "居全市第二"):
        assert figure in written
    assert not [text for text in written if any(label in text for label in ("1+1", "G3", "V类", "128号"))]


def test_only_listed_names_are_mentioned() -> None:
    report = report_of("甲区教育局在乙镇丙村和乙镇调研,丁镇没有列出。")
    found = annotate(report, PUBLISHED, NAMES).mentions
    assert [(mention.kind, report.text(mention.span)) for mention in found] == [
        ("body", "甲区教育局"),
        ("place", "乙镇丙村"),
        ("place", "乙镇"),
    ]
    assert annotate(report, PUBLISHED, Names()).mentions == ()


def test_what_was_done_with_a_document() -> None:
    report = report_of(
        "根据县委办公室《督查办法》〔2019〕47号,制定出台《甲方案》《乙方案(试行)》,修订完善《丙制度》,"
        "按照【2012】33号文件要求,《丁汇编》已成册。"
    )
    found = [
        (report.text(d.title), d.act, report.text(d.number), report.text(d.issuer))
        for d in annotate(report, PUBLISHED, NAMES).documents
    ]
    assert found == [
        ("督查办法", "followed", "〔2019〕47号", "县委办公室"),
        ("甲方案", "made", "", ""),
        ("乙方案(试行)", "made", "", ""),
        ("丙制度", "revised", "", ""),
        ("丁汇编", None, "", ""),
    ]


FLOORS = {
    "tune": {"precision": 0.94, "recall": 0.93, "subject": 0.86, "change": 0.99},
    # Scored once, when the rules were done.
    "held-out": {"precision": 0.95, "recall": 0.90, "subject": 0.88, "change": 0.99},
}


@pytest.mark.parametrize("part", FLOORS)
def test_figures_are_those_of_a_reader(part: str) -> None:
    shares = score(part).shares()
    for name, floor in FLOORS[part].items():
        assert shares[name] >= floor, f"{name}: {shares}"
