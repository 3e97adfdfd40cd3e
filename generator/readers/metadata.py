"""What the page and the text state about a report: title, source, dates, who issued it, who inspected."""

from __future__ import annotations

import re
from datetime import date, datetime

from generator.model.source import ChromeKind, Metadata, Source
from generator.readers.authority import level_of, region_of, round_of
from generator.settings.report import ReportSettings
from generator.text.numerals import HAN_DIGITS, number_of
from generator.text.spacing import unspaced

_SOURCE = re.compile(
    r"(?:信息|文章|稿件|内容)?来\s*源\s*:\s*(?P<source>.+?)"
    r"(?=\s{2,}|\s*(?:发布|更新|录入|公布)?(?:日期|时间)|\s*作\s*者|\s*[【\[(]?\s*(?:浏览|访问|阅读|点击|字号|字体|编辑|审核)|[\]】)]|\s*\d{4}[-年/.]|$)"
)
_MOMENT = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:\s*T?\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?)?"
)
_DATE_LINE = re.compile(
    r"^(?P<y>[\d〇○O零一二三四五六七八九]{4})\s*年\s*(?P<m>[\d一二三四五六七八九十]{1,3})\s*月\s*(?P<d>[\d一二三四五六七八九十]{1,3})\s*日$"
)
_BODY = re.compile(
    r"^[^。,:;]{2,40}(?:委员会|[省市区县旗州乡镇]委|党委|党组|党工委|工委|总支|支部|政府|[局院厅部所校司队会室办处]|公司|集团|中心|学校|大学|学院|医院)$"
)
_TITLE_BODY = re.compile(r"^(?P<body>.+?)(?:党组织)?关于")
_INSPECTION = re.compile(
    r"(?P<when>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:至|—|-|到)(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)?[,]?\s*"
    r"(?P<who>[^\s,。;]{0,12}?第?[一二三四五六七八九十\d]*(?:巡视|巡察)(?:第?[一二三四五六七八九十\d]+)?组)"
    r"(?=[^。]{0,40}?(?:巡视|巡察))"
)
_OPENING_LINES, _OPENING = 12, 2000
"""Lines, and characters of each, in which a report says who inspected and in which round."""
_ATTACHMENT = re.compile(r"^附\s*件\s*\d*\s*:?\s*(?P<name>.*)$")


def read_metadata(source: Source, settings: ReportSettings) -> Metadata:
    """Return what the text states, the publisher's settings over it."""
    lines = [source.fold(line.span) for line in source.text_lines]
    stated = _from_chrome(source)
    signed = next((day for line in reversed(lines) if (day := parse_date_line(line))), None)
    title = unspaced("".join(source[line.span] for line in source.title)) or None
    who, when = _inspection(lines)
    body = settings.issuing_body or _issuing_body(source, title)
    return Metadata(
        title=settings.title or title,
        source=settings.source or stated[0],
        published=settings.published or stated[1],
        issuing_body=body,
        signed=settings.signed or signed,
        inspector=settings.inspector or who,
        inspected=settings.inspected or when,
        attachments=tuple(
            match["name"].strip() for line in lines if (match := _ATTACHMENT.match(line)) and match["name"].strip()
        ),
        region=settings.region or region_of(body),
        level=settings.level or level_of(body),
        round=settings.round or round_of("\n".join(line[:_OPENING] for line in lines[:_OPENING_LINES])),
        author=settings.author,
        keywords=settings.keywords,
    )


def parse_date_line(text: str) -> date | None:
    """Return the date that a line consists of, in Arabic or Chinese numerals, or None."""
    match = _DATE_LINE.match(text)
    if not match:
        return None
    try:
        year = int("".join(str(HAN_DIGITS.get(c, c)) for c in match["y"]))
        return date(year, number_of(match["m"]) or 0, number_of(match["d"]) or 0)
    except ValueError:
        return None


def is_body(text: str) -> bool:
    """Say whether a line can be the name of an issuing body."""
    return bool(_BODY.match("".join(text.split())))


def _from_chrome(source: Source) -> tuple[str | None, datetime | date | None]:
    origin: str | None = None
    published: datetime | date | None = None
    for item in source.chrome:
        if item.kind not in (ChromeKind.BYLINE, ChromeKind.METADATA):
            continue
        text = source.fold(item.line.span)
        found = _SOURCE.search(text)
        if found and origin is None:
            origin = source[item.line.span][slice(*found.span("source"))].strip() or None
        moment = _MOMENT.search(text)
        if moment and published is None and "成文" not in text and "生成" not in text:
            published = _moment(moment)
    return origin, published


def _moment(match: re.Match[str]) -> datetime | date | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    try:
        if match["H"]:
            return datetime(year, month, day, int(match["H"]), int(match["M"]), int(match["S"] or 0))  # noqa: DTZ001
        return date(year, month, day)
    except ValueError:
        return None


def _issuing_body(source: Source, title: str | None) -> str | None:
    """Return the signature over the date at the end, else the body that the title names."""
    lines = source.text_lines
    for above, line in zip(lines[-2::-1], lines[:0:-1], strict=True):
        if parse_date_line(source.fold(line.span)) and is_body(source.fold(above.span)):
            return "".join(source[above.span].split())
    named = _TITLE_BODY.match(title or "")
    return named["body"] if named else None


def _inspection(lines: list[str]) -> tuple[str | None, str | None]:
    """Return who inspected and when, in the words of the first sentence that says both, or who alone."""
    best: tuple[str | None, str | None] = (None, None)
    for line in lines[:_OPENING_LINES]:
        for match in _INSPECTION.finditer(line[:_OPENING]):
            if match["when"]:
                return match["who"], match["when"]
            if best == (None, None):
                best = (match["who"], None)
    return best
