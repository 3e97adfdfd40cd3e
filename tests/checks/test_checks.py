"""The checks before publishing: one file a rule, a case a text and what is found in it; and what holds for any text."""

from __future__ import annotations

import cProfile
import importlib
import pkgutil
import re
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.checks
import generator.text
from generator.checks import RULES, check
from generator.model.messages import SEVERITY, WORDING, Message, Severity
from generator.model.report import Report
from generator.outline import outline
from generator.readers import read_file
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from tests.project import ROOT
from tests.retyped import STYLES, in_words, year_in_words
from tests.steps import MOST
from tests.test_hostile_lines import LINES

FOLDER = Path(__file__).parent
FIRST = ROOT / "docs_src" / "huadu-2021" / "source.txt"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_CASE = re.compile(r"(?P<title>.+)\n\.\n(?P<text>(?:.*\n)*?)\.\n(?P<found>(?:[a-z].*\n)*)\.\n")


def read(text: str, title: str | None = "甲局关于整改的通报") -> Report:
    """Return a text as a report; lines with tabs are rows of a table."""
    chosen = ReportSettings(title=title)
    if "\t" in text:
        lines = [(line, tuple(line.split("\t"))) for line in text.splitlines()]
        blocks = [Block(line, cells=cells, table=1) if len(cells) > 1 else Block(line) for line, cells in lines]
        return outline(source_of_blocks(blocks, b"", "report.docx", "utf-8", chosen), chosen)
    return outline(source_of(text, "report.txt", "utf-8", "", chosen), chosen)


def cases() -> list[Any]:
    found: list[Any] = []
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        matches = list(_CASE.finditer(text))
        assert "".join(match[0] for match in matches) == text, f"{path.name}: not a row of cases"
        found.extend(pytest.param(m["text"], m["found"].split(), id=f"{path.stem}: {m['title']}") for m in matches)
    return found


@pytest.mark.parametrize(("text", "expected"), cases())
def test_case(text: str, expected: list[str]) -> None:
    report = read(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))
    assert [f"{message.code}:{message.line}:{message.column}" for message in check(report)] == expected


_COUNT = re.compile(
    r"(?<![\d.,第年月日一二三四五六七八九十百千万亿/:：-])[1-9]\d?(?=[件宗家户人名项起条份处座栋所间例场辆台册篇]|个(?![月别]))"
)
"""Matches a number that may be told in words: 42个问题."""


def _in_words(text: str) -> str:
    """Return a text with its smaller counts in words: 四十二个问题."""
    return _COUNT.sub(lambda count: "两" if count[0] == "2" else in_words(int(count[0])), text)


RETYPED = {
    **{
        name: STYLES[name]
        for name in (
            *("blanks around numbers", "no-break blanks around numbers", "blanks around marks", "blanks in dates"),
            *("half-width marks", "full-width digits", "straight quotation marks", "corner quotation marks"),
            *("zeros before days", "2021-03-05", "2021.3.5", "2021/3/5"),
        )
    },
    "years in words": lambda text: re.sub(r"(?<!\d)(?:19|20)\d\d(?=年)", lambda year: year_in_words(year[0]), text),
    "commas between thousands": lambda text: re.sub(r"(?<![\d.,])(\d{1,3})(\d{3})(?=\.\d|[^\d年./-])", r"\1,\2", text),
    "counts in words": _in_words,
}
"""Ways in which another office would have typed a text, whose warnings must be the same."""
OF_TYPING = {
    *("mixed-widths", "unpaired-mark", "placeholder", "mobile-number", "bank-card", "identity-number"),
    *("invisible-character", "gap", "squeezed", "unsplit", "impossible-date", "empty-heading"),
}
"""Codes of warnings about how something is typed."""


@pytest.mark.parametrize(("text", "expected"), cases())
def test_a_text_has_the_same_warnings_however_it_is_typed(text: str, expected: list[str]) -> None:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    told = sorted(one.rpartition(":")[0] for one in expected if one.partition(":")[0] not in OF_TYPING)
    for name, retype in RETYPED.items():
        retyped = retype(text)
        if retyped != text:
            found = [f"{one.code}:{one.line}" for one in check(read(retyped)) if one.code not in OF_TYPING]
            assert (name, sorted(found)) == (name, told)


def test_a_message_names_what_stands_in_the_text() -> None:
    report = read("清退 3 个单位违规发放津补贴 48.6 万元。\n违规发放的津补贴 46.8 万元已全部清退。")
    assert dict(check(report)[0].values) == {"found": "46.8 万元", "other": "48.6 万元", "line": "1"}


_AMOUNTS = (
    *("0元", "0.0万元", "0.0亿元", "1亿元", "2.0亿元", "1.9亿元"),
    *("0%", "0.0%", "3个", "0个", "0.00吨", "5公里", "0.0米"),
)
_TOLD = (
    *("税收由{}降至{}。", "税收由{}提高到{}。", "从{}增加到{}，增长0%。", "税收{}，较上年增加{}，增长290%。"),
    *("支出{}，完成年初预算数{}的50%。", "财政收入{}，其中税收收入{}，占财政收入的50%。"),
    *("税收{}，其中城镇{}，乡村3个。", "排查{}，完成{}，完成率0.0%。"),
)


@pytest.mark.parametrize("told", _TOLD)
def test_no_numbers_end_a_check(told: str) -> None:
    """Nought, and what its rounding may bring to nought, divide nothing."""
    report = read("\n".join(told.format(one, other) for one in _AMOUNTS for other in _AMOUNTS))
    assert all(message.line <= len(_AMOUNTS) ** 2 for message in check(report))


def test_every_rule_has_its_file_and_every_code_a_case() -> None:
    files = {path.stem for path in FOLDER.glob("*.txt")}
    assert files == {rule.__module__.rpartition(".")[2] for rule in RULES}
    told = {line.split(":")[0] for path in FOLDER.glob("*.txt") for line in path.read_text("utf-8").splitlines()}
    # What readers of other files tell has its cases in tests/readers.
    readers = {"radicals", "hidden-text", "web-hidden", "field-without-result", "pdf-active", "pdf-annotation"}
    readers |= {"not-read", "pictures-elsewhere", "file-comment", "pdf-actual-text", "pdf-watermark", "moved-by-style"}
    readers |= {"one-page-of", "several-articles", "attachment-elsewhere", "drawn-by-style"}
    readers |= {"hard-wrapped", "lines-joined", "pdf-spaced-table", "hidden-by-sheet"}
    assert set(WORDING) - told == {"no-title", *readers}


def test_a_missing_title_is_told() -> None:
    assert [message.code for message in check(read("已整改。", title=None))] == ["no-title"]


def test_only_personal_data_is_an_error() -> None:
    errors = {code for code, severity in SEVERITY.items() if severity is Severity.ERROR}
    assert errors == {"identity-number", "bank-card", "mobile-number"}


def test_no_message_repeats_personal_data() -> None:
    report = read("身份证号11010519491231002X，卡号6222021001116245702，电话13800138000。\n就这样。")
    texts = [message.text for message in check(report)]
    assert len(texts) == 3
    assert not any(re.search(r"\d{4}", text) for text in texts)


def test_nothing_false_in_the_first_report() -> None:
    assert check(outline(read_file(FIRST))) == []


TRUE = {
    "annex-below-signature": ["15:7 attachment-missing"],
    "divisions-above-parts": ["33:1 attachment-missing", "34:4 attachment-missing"],
    "dot-and-comma-one-level": ["41:1 attachment-missing", "43:1 attachment-missing"],
    "spaced-title-unsigned": ["24:1 attachment-missing", "25:7 attachment-missing", "26:7 attachment-missing"],
    "themes-without-parts": ["15:1 attachment-missing", "16:1 attachment-missing"],
    "zero-width-marks": ["3:1 invisible-character", "5:1 invisible-character", "7:20 invisible-character"],
    "contact-after-date": ["17:3 empty-heading"],  # its item 2 says nothing
    "gap-and-repeat": ["6:1 gap", "9:1 repeat", "11:1 gap", "13:1 empty-heading", "14:3 gap"],
    "gap-while-running-on": ["8:1 gap", "12:1 repeat"],
    "gaps-and-repeats-indented": ["13:5 gap", "21:3 repeat", "27:3 repeat", "35:3 gap", "43:4 repeat"],
    "mixed-widths": ["10:5 mixed-widths"],  # （一） and (二)
    "no-title-starts-at-findings": ["3:2 no-title"],
    "prose-without-numbering": ["5:1 impossible-date", "5:11 impossible-date", "5:82 unpaired-mark"],
    "quoted-stop": ["16:29 unsplit", "18:42 mixed-widths"],  # 一是…；三是…, （…） and (一)
    "runs-of-every-kind": ["22:8 unsplit"],
    "runs-within-paragraphs": ["14:15 unsplit"],
    "two-forms-one-level": ["24:7 mixed-widths"],  # （一） and (四)
}
"""All that is to be found in the invented reports; each was looked at and is so."""


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "reports").glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_false_in_the_invented_reports(path: Path) -> None:
    found = [f"{message.line}:{message.column} {message.code}" for message in check(outline(read_file(path)))]
    assert found == TRUE.get(path.stem, [])


CHANGED = [
    ("党内谈话2644人次(其中提醒谈话2461人次、警诫谈话183人次)", "2644", "2645"),
    ("党内谈话2644人次(其中提醒谈话2461人次、警诫谈话183人次)", "2461", "2471"),
    ("党内谈话2644人次(其中提醒谈话2461人次、警诫谈话183人次)", "183", "283"),
    ("其中关停取缔118家、整合搬迁59家、升级改造48家", "118", "218"),
    ("其中关停取缔118家、整合搬迁59家、升级改造48家", "59", "50"),
    ("其中关停取缔118家、整合搬迁59家、升级改造48家", "48", "45"),
    ("全面完成225个新增", "225", "226"),
    ("99.59%(剩余0.41%", "99.59", "99.58"),
    ("99.59%(剩余0.41%", "0.41", "0.4"),
    ("尚未整改到位的11个问题", "11", "10"),
    ("等9个问题已完成", "9", "8"),
    ("其他2个问题整改已取得", "2", "3"),
    ("平台网上竞投率高达99.59%(剩余0.41%", "(剩余0.41%", "，全市占比达101%(剩余0.41%"),
    ("已于2021年9月初解决", "2021", "2022"),
    ("2020年10月13日至12月13日", "12月13日", "2020年9月13日"),
    ("2021年6月30日", "30", "31"),
]


@pytest.mark.parametrize(("words", "old", "new"), CHANGED)
def test_a_changed_digit_in_the_first_report_is_found(words: str, old: str, new: str) -> None:
    text = FIRST.read_text(encoding="utf-8")
    at = text.index(words) + words.index(old)
    changed = read_file(FIRST).text[:at] + new + text[at + len(old) :]
    messages = check(outline(source_of(changed, "s", "utf-8", "", ReportSettings())))
    line = text.count("\n", 0, at) + 1
    assert messages
    assert {message.line for message in messages} == {line}


_PIECES = st.sampled_from(
    [
        *"一二三、。，；：（）()《》“”‘’〔〕【】 %％年月日个人至—\n\n\u200b\ue000\u3000\t",
        *(
            "其中",
            "其余",
            "已完成",
            "正在整改",
            "完成率",
            "占比",
            "含",
            "XX",
            "X月X日",
            "待补充",
            "＿＿",
            "TODO",
            "已于",
        ),
        *("2021年", "13月", "2月30日", "12个", "9项", "3人次", "76%", "110%", "20191120日", "2021年5月至2020年4月"),
        *("11010519491231002X", "6222021001116245702", "13800138000", "（一）关于甲的问题", "1.", "一是", "二是"),
        *(
            "甲局关于整改的通报\n",
            "发布时间：2021-11-23\n",
            "联系电话：",
            "局党组坚持问题导向召开专题会议研究部署整改工作\n",
        ),
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])), max_size=60)


@settings(max_examples=300)
@given(_TEXTS.map("".join))
def test_any_text_is_checked_and_every_message_lies_inside_it(text: str) -> None:
    text = "就这样。\n" + text
    for message in check(read(text, title=None)):
        _lies_inside(message, text)


def _lies_inside(message: Message, text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    assert 1 <= message.line <= len(lines)
    assert message.column >= 1
    assert message.length >= 1
    assert message.column + message.length - 1 <= len(lines[message.line - 1])
    assert message.text.endswith(".")


SLOW = (
    *("其中1个、", "占1%", "1", "2021年", "万", "_", "甲 ", "110101199003070134", "已于2023年", "《甲》"),
    *("四项措施：", "由1万元降至", "清退津补贴48.6万元", "甲乙有限公司", "先后于3月5日、", "一、"),
)
"""Words of which a line is made."""


def steps(words: str, size: int) -> int:
    """Return how many calls checking a line of so many bytes takes, those of built-in functions included."""
    line = (words.encode() * (size // len(words.encode()) + 1))[:size].decode(errors="ignore")
    report = read(f"就这样。\n{line}\n完。\n")
    counted = cProfile.Profile()  # it counts in C; a function called at each call would take most of the time
    counted.runcall(check, report)
    return sum(entry.callcount for entry in counted.getstats())


@pytest.mark.parametrize("words", [*(line[:40_000] for line in LINES.values()), *SLOW])
def test_a_line_made_to_be_slow_takes_steps_by_its_length(words: str) -> None:
    half, whole = (steps(words, size) for size in (7_500, 15_000))
    assert whole <= MOST * half + 1000


UNBOUNDED = {
    "generator.checks.numbers.counts._NUMBER",  # a sentence of 1,000 characters at most
    "generator.checks.wording.placeholders._LINE",  # one kind of character: a match begins where the one before ended
    "generator.checks.wording.placeholders._WIDE_BLANK",
}
"""Patterns of rules in which something may repeat without end, and why that takes no longer than the line is long."""


def test_what_repeats_in_a_pattern_is_bounded() -> None:
    found = set()
    for room in (generator.checks, generator.text):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in value if isinstance(value, tuple) else (value,):
                    if isinstance(pattern, re.Pattern) and "MAXREPEAT" in str(
                        _parser.parse(pattern.pattern, pattern.flags)
                    ):
                        found.add(f"{module.name}.{name}")
    assert found == UNBOUNDED
