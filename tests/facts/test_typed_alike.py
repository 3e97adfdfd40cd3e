"""The same sentence as another office would have typed it gives the same dates, documents, contacts and figures."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts.cited.documents import find_documents
from generator.facts.contacts import find_contacts
from generator.facts.dates import find_periods
from generator.facts.figures.find import find_figures
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.folding import fold
from generator.text.span import Span
from tests.facts.score_files import report_of
from tests.retyped import DASHES, STYLES, in_words, year_in_words

TEXTS = """
2021年3月5日至3月20日，区委第二巡察组进驻，召开座谈会12次，个别谈话86人（次）。
巡察时间为2020年11月8日至2021年1月20日，发现问题36项，已整改到位31项。
2021年9月1日至15日公示，收到意见4条，采纳3条，采纳率75%。
自2021年3月5日起，全区清理台账1246册；截至2021年9月30日，完成率达到98.5%，同比提高3.2个百分点。
今年1至8月，受理来信来访1206件次，同比下降23.1%，其中集体访32批次，减少18批次。
2020年，“三公”经费支出186万元，较2019年减少32.5万元，下降14.9%。
“十三五”以来，累计投入资金6.6亿元，新建公厕128座。
截至9月底，欠款余额由1.86亿元压降至1.37亿元，比年初减少4900万元。
本月18日，区委主要负责同志约谈3家单位负责人。
排名由2019年的第11位升至2020年的第6位。
县政府印发了《村级财务管理办法》（云政办〔2021〕18号），已于2021年6月1日起施行。
对照《信访工作条例》和《信访事项办理规程》，修订了《来访接待制度（试行）》，明确时限5天。
起草了《殡葬管理办法（征求意见稿）》，现征求意见中。
2021年4月12日县纪委印发的《监督执纪工作规则》，已组织学习3次。
""".strip().split("\n")
CONTACTS = """
联系电话：0731-85550123（工作时间）、13959200001；邮政信箱：云岭市第2031号信箱；邮政编码：650000。
来信请寄：云溪县永安街道解放路33号县委巡察办（邮编：528403），举报电话0792-3689877转8012；电子邮箱：xcb2031@example.cn。
监督举报方式：1.信函：南江市教育局机关纪委（南江市文昌路3号，邮编410000）；2.电话：400-688-2000。
""".strip().split("\n")
_BRACKETS = str.maketrans("[]﹝﹞()", "〔〕〔〕〔〕")


def _days_in(words: str) -> str:
    """Return words with their days as numbers, without blanks and in one form of each mark."""
    words = re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", words))
    return re.sub("[「」“”]", '"', words)


def _when(words: str) -> list[object]:
    folded = re.sub(r"[\s\u200b]", "", fold(words))
    return [
        written.days(2021)
        for written in find_dates(re.sub("[‐‑−─〜]", "-", folded).replace("「", "“").replace("」", "”"))
    ]


def _read(report: Report) -> dict[str, list[tuple[object, ...]]]:
    def words(span: Span | None) -> str:
        return _days_in(report.text(span)) if span else ""

    return {
        "dates": [(period.start, period.end, period.bound) for period in find_periods(report)],
        "documents": [
            (words(found.title), found.act, words(found.number).translate(_BRACKETS), words(found.issuer))
            for found in find_documents(report)
        ],
        "figures": [
            (found.value, found.high, found.unit, words(found.subject), found.change, _when(words(found.period)))
            for found in find_figures(report)
        ],
        "contacts": [(found.kind, re.sub("[‐—-]", "-", words(found.span))) for found in find_contacts(report)],
    }


@pytest.mark.parametrize("style", STYLES)
def test_another_way_to_type_changes_no_fact(style: str) -> None:
    changed = 0
    for text in (*TEXTS, *CONTACTS):
        typed = STYLES[style](text)
        changed += typed != text
        closing = text in CONTACTS
        assert _read(report_of(typed, closing=closing)) == _read(report_of(text, closing=closing)), typed
    assert changed


@pytest.mark.parametrize("opening", ["一是", "二是 ", "——", "● ", "①", "（1）", "加强组织领导。", "整改情况："])
def test_what_opens_a_point_changes_no_fact(opening: str) -> None:
    for text in TEXTS:
        assert _read(report_of(opening + text)) == _read(report_of(text)), text


DAYS = st.dates(date(2001, 1, 1), date(2029, 12, 31))


def _forms(day: date) -> list[str]:
    year, month, number = str(day.year), day.month, day.day
    return [
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}日",
        f"{year} 年 {month} 月 {number} 日",
        f"{year}年{month}月{number}号",
        f"{year}-{month:02}-{number:02}",
        f"{year}.{month}.{number}",
        f"{year}.{month:02}.{number:02}",
        f"{year}/{month}/{number}",
        f"{year_in_words(year)}年{in_words(month)}月{in_words(number)}日",
    ]


@given(DAYS)
def test_every_form_of_a_day_is_that_day(day: date) -> None:
    for form in _forms(day):
        assert [written.days(None) for written in find_dates(f"于{form},召开会议。")] == [(day, day)], form


@settings(max_examples=40)
@given(DAYS, DAYS, st.sampled_from([dash for dash in DASHES if dash not in {"‐", "‑", "−", "─", "〜"}]))
def test_every_form_of_a_period_is_that_period(first: date, last: date, dash: str) -> None:
    for start, end in zip(_forms(first), _forms(last), strict=True):
        text = fold(f"于{start}{dash}{end},召开会议。")
        assert [written.days(None) for written in find_dates(text)] == [(first, last)], text
