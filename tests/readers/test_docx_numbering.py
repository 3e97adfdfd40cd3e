"""The numbers that Word shows, which stand in no paragraph's text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.outline import outline
from generator.readers.decoding import decode
from generator.readers.docx import read_docx
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from generator.text.list_numbers import FORMS
from generator.text.numerals import number_of
from tests.readers.word import files, lines, numbered, p, packed

REPORTS = Path(__file__).parents[1] / "reports"


def level(index: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    shown = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>{shown}{more}</w:lvl>'


def instance(num: int, abstract: int, overrides: str = "") -> str:
    """Return an instance of a list."""
    return f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def lists(*levels: str, nums: str = "") -> str:
    """Return a numbering part: list 1 of these levels, and more instances of it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{instance(1, 0)}{nums}'


LADDER = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def test_a_ladder_counts_and_starts_again() -> None:
    body = "".join(numbered("甲", at) for at in (0, 1, 2, 2, 1, 2, 0, 1, 3))
    assert lines(body, numbering=lists(*LADDER)) == [
        "一、甲", "（一）甲", "1.甲", "2.甲", "（二）甲", "1.甲", "二、甲", "（一）甲", "（1）甲",
    ]  # fmt: skip


def test_instances_count_on_unless_they_start_again_once() -> None:
    again = instance(2, 0, '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride>')
    other = instance(3, 0)
    body = "".join(numbered("甲", 2, num) for num in (1, 1, 2, 2, 3, 2))
    assert lines(body, numbering=lists(*LADDER, nums=again + other)) == [f"{at}.甲" for at in (1, 2, 5, 6, 7, 8)]


def test_an_instance_can_change_a_level() -> None:
    change = instance(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1）")}</w:lvlOverride>')
    assert lines(numbered("甲", 0, 2), numbering=lists(*LADDER, nums=change)) == ["1）甲"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", [1, 1, 1]), ('<w:lvlRestart w:val="0"/>', [1, 2, 3]), ('<w:lvlRestart w:val="1"/>', [1, 1, 2])],
)
def test_a_level_can_run_on(restart: str, expected: list[int]) -> None:
    numbering = lists(*LADDER[:2], level(2, "decimal", "%3.", restart))
    body = "".join(numbered("甲", at) for at in (0, 1, 2, 0, 2, 1, 2))
    found = [line for line in lines(body, numbering=numbering) if line[0].isdigit()]
    assert found == [f"{at}.甲" for at in expected]


def test_numbers_of_levels_above_and_legal_ones() -> None:
    numbering = lists(LADDER[0], level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"))
    body = "".join(numbered("甲", at) for at in (0, 0, 1, 2))
    assert lines(body, numbering=numbering) == ["一、甲", "二、甲", "二.1 甲", "2.1.1 甲"]


def test_numbers_come_through_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(LADDER[0], level(1, "decimal", "%2.", '<w:pStyle w:val="a"/>'))
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="n"/></w:abstractNum>'
    linked += instance(9, 5)
    body = (
        p("甲", '<w:pStyle w:val="a"/>')
        + p("乙", '<w:pStyle w:val="b"/>')
        + p("丙", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("丁", '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/></w:numPr>')
        + numbered("戊", 0, 9)
        + numbered("己", 0, 77)
    )
    assert lines(body, styles=styles, numbering=numbering + linked) == ["1.甲", "2.乙", "丙", "3.丁", "二、戊", "己"]


@pytest.mark.parametrize(
    ("text", "gap", "label"),
    [
        ("%1、", "tab", "一、"),
        ("第%1章", "tab", "第一章 "),
        ("第%1章", "space", "第一章 "),
        ("第%1条", "nothing", "第一条"),
        ("（%1）", "space", "（一）"),
    ],
)
def test_a_blank_follows_where_one_would_be_typed(text: str, gap: str, label: str) -> None:
    numbering = lists(level(0, "chineseCounting", text, f'<w:suff w:val="{gap}"/>'))
    assert lines(numbered("甲"), numbering=numbering) == [f"{label}甲"]


def test_bullets_are_shown_as_they_look() -> None:
    font = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr>'
    numbering = lists(
        level(0, "bullet", "\uf0b7", font.format("Symbol")),
        level(1, "bullet", "l", font.format("Wingdings")),
        level(2, "bullet", "\uf0ff", font.format("Unknown")),
        level(3, "bullet", "—", ""),
    )
    assert lines("".join(numbered("甲", at) for at in range(4)), numbering=numbering) == [
        "• 甲",
        "● 甲",
        "• 甲",
        "— 甲",
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", {1: "1", 100: "100"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {3: "c"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 100: "一百", 105: "一百零五", 110: "一百一十"}),
        ("chineseCountingThousand", {1010: "一千零一十", 30005: "三万零五"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 105: "百五", 110: "百十"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {10: "壹拾", 21: "贰拾壹"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("none", {5: ""}),
    ],
)  # fmt: skip
def test_each_form_of_number(form: str, shown: dict[int, str]) -> None:
    assert {value: FORMS[form](value) for value in shown} == shown


def test_every_form_reaches_as_far_as_word_counts() -> None:
    for form in FORMS.values():
        assert all(isinstance(form(value), str) for value in (*range(300), 1000, 9999, 10_000, 10_010, 32_767))


def test_a_form_that_is_not_known_is_told() -> None:
    with pytest.raises(UserError, match="“hebrew1”"):
        lines(numbered("甲"), numbering=lists(level(0, "hebrew1", "%1.")))


_STYLES = {
    "、": (r"([一二三四五六七八九十]+)、", "chineseCountingThousand", "%1、"),
    "（一）": (r"（([一二三四五六七八九十]+)）", "chineseCounting", "（%1）"),
    "(一)": (r"\(([一二三四五六七八九十]+)\)", "chineseCounting", "(%1)"),
    "1.": (r"(\d+)\.(?=\D)", "decimal", "%1."),
    "1、": (r"(\d+)、", "decimal", "%1、"),
    "（1）": (r"（(\d+)）", "decimal", "（%1）"),
    "(1)": (r"\((\d+)\)", "decimal", "(%1)"),
}


_CHROME_LINE = re.compile(r"(?<=chrome )\d+")
"""Blank lines count in a text, and no Word file has any."""


def _automatic(text: str) -> bytes:
    """Return a text as a .docx in which Word counts what the text has typed."""
    body, nums, counts = "", "", dict.fromkeys(_STYLES, 0)
    current = dict.fromkeys(_STYLES, 0)
    made = 0
    for line in filter(None, map(str.strip, re.split(r"[\r\n\v\f\x85\u2028\u2029]", text))):
        found = ((style, re.match(pattern, line)) for style, (pattern, _, _) in _STYLES.items())
        style, match = next(((style, match) for style, match in found if match), (None, None))
        escaped = line[match.end() if match else 0 :].replace("&", "&amp;").replace("<", "&lt;")
        if style is None or match is None:
            body += p(escaped)
            continue
        value = number_of(match[1])
        assert value is not None
        if value != counts[style] + 1 or not current[style]:
            made += 1
            current[style] = made
            start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride>'
            nums += instance(made, list(_STYLES).index(style), start)
        counts[style] = value
        body += numbered(escaped, 0, current[style])
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{level(0, form, shown)}</w:abstractNum>'
        for index, (_, form, shown) in enumerate(_STYLES.values())
    )
    return packed(files(body, numbering=kinds + nums))


@pytest.mark.parametrize(
    "name",
    [
        "comma-items-above-dot-measures",
        "contact-after-date",
        "group-lines-and-quoted-stops",
        "half-width-themes-run-on",
        "headings-run-in-and-closed",
        "mixed-widths",
        "parts-without-findings",
        "run-on-across-parts",
        "running-on-everything",
        "runs-of-every-kind",
    ],
)
def test_automatic_numbers_give_the_outline_that_typed_ones_give(name: str) -> None:
    data = (REPORTS / f"{name}.txt").read_bytes()
    word = _automatic(decode(data, name)[0])
    typed = outline(read_text(data, name, ReportSettings()), ReportSettings())
    counted = outline(read_docx(word, name, ReportSettings()), ReportSettings())
    assert _CHROME_LINE.sub("", str(counted)) == _CHROME_LINE.sub("", str(typed))
    assert str(counted).count("\n") > 5
