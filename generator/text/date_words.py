"""The words that dates are made of: 2021年, 去年, 3月, 上旬, 至 …, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.text.moments import FEASTS, Moment
from generator.text.numerals import HAN, digits_of, number_in_words
from generator.text.span import Span

SHIFTS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年度": -1, "上一年度": -1, "上年": -1, "前年": -2,
    "明年": 1, "下一年度": 1, "下年度": 1, "年内": 0,
}  # fmt: skip
"""Words for a year relative to the year in which a text was written, with the number of years to add to it."""
FOLLOWS = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
"""Words for a year relative to the last year named in the text, with the number of years to add to it."""
NEAR = {"本月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
"""Words for a month relative to the month in which a text was written, with the number of months to add to it."""
SAME = frozenset({"同月", "当月"})
"""Words for the last month named in the text."""
PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
"""Five-year plans and their first years."""
THIRDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}
"""Parts of a month, with their first and last day."""
QUARTERS = {mark: at for row in ("一二三四", "1234") for at, mark in enumerate(row)} | {"首": 0}
"""The characters that number a quarter, with its index from 0: 一 is 0."""

NOT_BEFORE_LAST = re.compile("[目之以当空生事会史提]$")
"""Matches a character before 前年 that shows it to be no date: 目前年产值."""
LASTS = re.compile(r"(?:为期|历时|长达|期限?|满|近|约|超过?|共计?|达|余|刑|延长|缩短|每|每年|第|个|间隔|提前)$")
"""Matches a word before 3月 that makes it a duration: 历时3月."""
EVERY = re.compile(r"[每岁历各半逐]$")
"""Matches a character before 年底 that makes it every year's end: 每年底."""
YEARLY = re.compile("每年[^,。;:]{0,20}$")
"""Matches before a date without a year that comes again every year: 每年1月31日前公开上年度年报."""
PLANNED = re.compile("将|拟|计划|预计|力争|争取|确保|务必|抓紧|必须")
"""Matches a word before 春节前 that makes it a plan. Without one, and without 已 after it, 春节前 is no date."""
IN_A_NAME = re.compile("[一二三四五六七八九十街路湖桥花]")
"""Matches behind the name of a month that is a part of another name: 八月十五, 三月街."""
_ISO_END = re.compile(
    r"\s?(?:(?P<month>0?[1-9]|1[0-2])[-./])?(?P<day>0?[1-9]|[12]\d|3[01])[日号]?(?![\d./%年月个件项次人家户万亿千百元倍吨亩米公-]|分(?!别))"
)
"""Matches behind a full date in digits and a dash the end of its period: 3.20 in 2021.3.5—3.20."""

# Parts of the patterns below: blanks between number and unit, a month or day, a full day number, a year.
_GAP = r"[ \u00a0\u3000]{0,2}"
_NUMBER = r"(?<![\d.])\d{1,2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = rf"(?<![\d.A-Za-z〔【\[第])(?:1 ?9|2 ?0) ?\d ?\d|(?<![{HAN}])[一二][{HAN}零○O]{{3}}"
_DOTTED = r"(?:19|20)\d\d[./](?:0?[1-9]|1[0-2])(?![\d./万亿元%人个号])"
_DASHED = r"(?:19|20)\d\d-(?:0?[1-9]|1[0-2])(?![\d万亿元%人个号-])"
"""Match a year and month without their units, which are read only at both ends of a period: 2021.3—2021.9."""
_YEARS = [word for word in SHIFTS if word != "年内"]
_WITHIN = r"(?<![\d一二三四五六七八九十两几多数每当今去明本同次翌前半])年内(?![部外涝])"
"""Matches 年内 by itself, not within 三年内 or 当年内."""
_MONTH_ALONE = (
    r"(?<![日登飞升奔踏比较与同])(?:[上本下]个?月)"
    "(?=,|[已共将]|完成|办结|开[工展通园业]|启动|建成|投[入产用]|召开|组织|新增|累计)"
)
"""Matches 本月 or 上月 before a word for what was done in it (本月完成); not in 本月进展情况 or 较上月增长."""
_WORDS = "[一二三四五六七八九十]{1,3}"
_TO, _NEXT = "[至到—–-]第?", "[、和及与至到—–-]第?"
"""Match what joins two quarters to one period: 一至三季度; `_NEXT` for quarters that follow each other: 一、二季度."""
FIRST = r"[\d“\"一二三四五六七八九十今本年去上前明下当同次翌截春国五劳到至目中初年底末第首元\-—–―~、和及与]"
"""Matches the characters with which a date word may begin; checked first, so that most positions fail at once."""
ATOM = re.compile(
    rf"(?={FIRST})(?:"
    + "|".join(
        (
            (
                rf"(?<![\d./A-Za-z])(?P<iso>(?:19|20)\d\d{_GAP}(?P<sep>[-./–—]){_GAP}(?:0?[1-9]|1[0-2]){_GAP}(?P=sep){_GAP}{_DAY})"
                r"(?!\d|(?P=sep)(?!(?:19|20)\d\d(?P=sep)|\d{1,2}[日号月])\d)"
            ),
            (
                rf"(?P<iso_month>(?<![\d./A-Za-z-])(?:{_DOTTED}(?=[—–~至到-]{{1,3}}{_DOTTED})|{_DASHED}(?=[—–~至到]{{1,3}}{_DASHED}))"
                rf"|(?<=[—–~至到-]){_DOTTED}|(?<=[—–~至到]){_DASHED})"
            ),
            rf"(?P<plan>[“\"]?(?P<name>{'|'.join(PLANS)})[”\"]?)(?=期间|时期|以来|期?末|期?初)(?:期间|时期|期(?=[初末]))?",
            r"(?P<now>截[至止]到?(?:目前|今日|今天|现在)|(?:到|至)?目前为止|截[至止]发稿时?)",
            rf"(?P<year>{_YEAR}){_GAP}年(?![级代限]|第\d{{1,4}}[号期])度?",
            rf"(?P<shift>{'|'.join(sorted(_YEARS, key=len, reverse=True))}|{_WITHIN})(?!同期|级)",
            rf"(?P<follows>{'|'.join(FOLLOWS)})",
            rf"(?P<near>(?:{'|'.join([*NEAR, *SAME])})(?=[\d初上中下底末一二三十])|{_MONTH_ALONE})",
            rf"(?P<feast>{'|'.join(FEASTS)})节?(?=(?:之|以)?前(?![后夕]))",
            r"(?P<half>[上下])半年",
            rf"(?<![{HAN}十件表图录、])第?(?P<pair>一{_NEXT}二|二{_NEXT}三|三{_NEXT}四|一{_TO}[三四]|二{_TO}四)季度",
            r"(?:前(?P<quarters>[二两三23])个?|第?(?P<quarter>[一二三四首1234]))季度",
            rf"(?<![之以此])前(?P<firsts>\d{{1,2}}(?=个?月)|{_WORDS}(?=个月))个?月",
            rf"(?P<month>{_NUMBER}|(?<![{HAN}十百千万亿第个每]){_WORDS}|元){_GAP}月份?(?!龄|薪|工资|奖金|票|嫂|饼)",
            rf"(?P<day>{_NUMBER}|{_WORDS}){_GAP}[日号]",
            r"(?P<third>上中旬|中下旬|[上中下]旬|初(?![步期始审心级中次稿衷])|年初)",
            r"(?P<last>年?[底末](?![线数部座层子册下端梢]))",
            r"(?P<number>(?<![\d.])\d{1,4}(?![\d.])|(?<![\d百千万亿美欧港日])元(?=[至到—-]\d{1,2}月))",
            r"(?P<dash>[-—–―~]{1,3}|至|到)",
            r"(?P<today>今)(?![年日天后])",
            r"(?P<list>[、和及与])",
        )
    )
    + ")"
)
"""Matches one date word; the name of the last matched group is its kind (`DateWord.kind`)."""


@dataclass(frozen=True, slots=True)
class DateWord:
    """A word that dates are made of."""

    kind: str
    """Name of the group of `ATOM` that matched: year, month, day, dash …"""
    text: str
    """The part of the word that gives its value, without its unit: 3 of 3月."""
    start: int
    """Offset of the word's first character."""
    end: int
    """Offset after the word's last character."""

    @property
    def value(self) -> int:
        """The word's number; 0 if it has none."""
        digits = self.text.replace(" ", "")
        if digits.isdecimal() or self.kind == "year":
            return digits_of(digits) or 0
        return 1 if digits == "元" else number_in_words(digits) or 0


def date_words(folded: str) -> Iterator[DateWord]:
    """Yield the words of a text in half-width forms that may be parts of dates, from left to right."""
    for match in ATOM.finditer(folded):
        kind = match.lastgroup or ""
        yield DateWord(kind, match["name" if kind == "plan" else kind], *match.span())


def part_of_year(moment: Moment, word: DateWord) -> Moment:
    """Return `moment` with the months of its year that a word names: 上半年, 三季度, 前三季度, 前10个月."""
    if word.kind == "half":
        return replace(moment, month=1 if word.text == "上" else 7, months=6)
    if word.kind == "quarters":
        return replace(moment, month=1, months=9 if word.text in "三3" else 6)
    if word.kind == "quarter":
        return replace(moment, month=1 + 3 * QUARTERS[word.text], months=3)
    if word.kind == "pair":
        first, last = QUARTERS[word.text[0]], QUARTERS[word.text[-1]]
        return replace(moment, month=1 + 3 * first, months=3 * (last - first + 1))
    return replace(moment, month=1, months=word.value if 1 <= word.value <= 12 else 12)


def end_of_iso(text: str, at: int, start: Moment) -> Moment | None:
    """Return the end of a period, behind its dash at `at`, whose start is a full date in digits; else None."""
    found = _ISO_END.match(text, at)
    if found is None:
        return None
    month = int(found["month"]) if found["month"] else start.month
    return replace(start, span=Span(at, found.end()), year=None, month=month, day=int(found["day"]))
