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
from generator.text.spacing import solid
from generator.text.span import Span
from tests.blanks import around_numbers
from tests.facts.figure_labels import labelled
from tests.facts.score_figures import score
from tests.project import FIRST, ROOT

HERE = Path(__file__).parent
NAMES = Names(bodies=("甲区教育局",), places=("乙镇", "乙镇丙村"))
PUBLISHED = ReportSettings(issued=date(2021, 11, 23))


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


@pytest.mark.parametrize("name", ["tune", "held-out"])
def test_blanks_around_numbers_change_no_figure(name: str) -> None:
    for entry in labelled(name):
        read = [
            [
                (figure.value, figure.unit, figure.change, *(solid(report.text(at)) for at in places if at))
                for figure in annotate(report, PUBLISHED, NAMES).figures
                for places in [(figure.span, figure.sentence, figure.subject, figure.period)]
            ]
            for report in map(report_of, (entry.text, around_numbers(entry.text)))
        ]
        assert read[0] == read[1], entry.text


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


def years_of(text: str, settings: ReportSettings = PUBLISHED) -> list[str]:
    """Return the first days of the dates of a report."""
    report = outline(read_text(text.encode(), "case", settings), settings)
    return [str(period.start or period.end) for period in annotate(report, settings, NAMES).periods]


def test_a_bare_day_takes_the_year_of_its_own_item() -> None:
    head = "甲乙区委关于整改情况的通报\n一、整改情况\n（一）关于建设的问题\n"
    items = (
        "1.2019年动工。3月5日封顶。\n2.力争到2025年全面建成。\n3.于10月10日通车。将于12月1日移交。\n4.于12月2日移交。\n"
    )
    assert years_of(head + items)[1:] == ["2019-03-05", "2025-12-31", "2021-10-10", "2021-12-01", "2020-12-02"]


@pytest.mark.parametrize("under", ["——2031年1月15日在云溪市第八届人民代表大会上", "（2031年1月15日）"])
def test_the_day_under_the_title_is_what_last_year_is_counted_from(under: str) -> None:
    text = f"云溪市政府工作报告\n{under}\n各位代表：\n一、工作回顾\n去年10月，园区建成。今年4月，办好大会。\n"
    assert years_of(text, ReportSettings(issued=date(2032, 2, 1)))[1:] == ["2030-10-01", "2031-04-01"]
    assert years_of(text, ReportSettings())[1:] == ["2030-10-01", "2031-04-01"]


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
        if figure.period:
            assert 0 <= figure.period.start < figure.period.end <= figure.span.start
            assert not {"。", "!", "?"} & {*report.source.fold(Span(figure.period.end, figure.span.start))}
        assert figure.high is None or figure.high >= figure.value


NUMBERED = [
    *(text for text, wanted in cases("figures.txt") if wanted),
    *(entry.text for name in ("tune", "held-out") for entry in labelled(name) if entry.labels),
]
OTHERS = st.lists(st.sampled_from("123456789"), min_size=1)


@given(st.sampled_from(NUMBERED), OTHERS)
def test_changing_a_number_never_changes_a_subject(text: str, digits: list[str]) -> None:
    """Of figures in plain digits; the values of a range, a fraction or a power stay in their order."""
    report = report_of(text)
    before = annotate(report, PUBLISHED, NAMES).figures
    plain = [f for f in before if f.high is None and f.unit not in {"", "名次"}]
    places = [at for f in before for at in range(f.span.start, f.span.end) if report.source.text[at] in "123456789"]
    if len(plain) < len(before) or not places:
        return
    characters = [*report.source.text]
    for index, at in enumerate(places):
        characters[at] = digits[index % len(digits)]
    source = read_text("".join(characters).encode(), "case", PUBLISHED)
    after = annotate(outline(source, PUBLISHED), PUBLISHED, NAMES).figures
    assert [(f.span, f.subject) for f in after] == [(f.span, f.subject) for f in before]


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
        ("丁汇编", "made", "", ""),
    ]


MEASURES = ("value p", "value r", "unit", "subject", "change p", "change r", "period p", "period r")
FLOORS: dict[str, dict[str, float]] = {
    "first report": dict.fromkeys(MEASURES, 0.97),
    "tune": dict.fromkeys(MEASURES, 0.93),
    # Scored once, when the rules were done.
    "held-out": dict.fromkeys(MEASURES, 0.85) | {"period r": 0.7},
}


@pytest.mark.parametrize("part", FLOORS)
def test_figures_are_those_of_a_reader(part: str) -> None:
    shares = score(part).shares()
    for name, floor in FLOORS[part].items():
        assert shares[name] >= floor, f"{name}: {shares}"
