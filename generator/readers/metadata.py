"""What the page and the text state about a report: title, source, dates, who issued it, who inspected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from generator.model.source import ChromeKind, Line, Metadata, Source
from generator.readers.authority import level_of, region_of, round_of
from generator.settings.report import ReportSettings
from generator.text.dates import date_of_line, find_dates
from generator.text.numerals import number_of
from generator.text.spacing import solid, unspaced

_SOURCE = re.compile(
    r"(?:信息|文章|稿件|内容)?来\s*源(?:于)?\s*:\s*(?P<source>.+?)"
    r"(?=\s{2,}|\s*(?:发布|更新|录入|公布)?(?:日期|时间)|\s*作\s*者|\s*[【\[(]?\s*(?:浏览|访问|阅读|点击|字号|字体|编辑|审核)|[\]】)]|\s*\d{4}[-年/.]|$)"
)
_TIME = re.compile(r"(?P<d>\d{1,2}(?!\d|:|年))?\s*T?\s*(?:(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?)?")
"""Matches what follows a date: the day of the month where 日 is missing (2011年09月26来源：), then the time of day."""
_WRITTEN = re.compile(r"(?:成文|生成)\s?(?:日期|时间)[\s:|]*(?:\d{4}[-\d年月日./]*)?")
"""Matches the day on which a text was written or put into the site, which is not the day of publication."""
_BODY = re.compile(
    r"^[^。,:;]{2,40}(?:委员会|[省市区县旗州乡镇]委|党委|党组|党工委|工委|总支|支部|政府|[局院厅部所校司队会室办处]|公司|集团|中心|学校|大学|学院|医院"
    r"|[纪监团]委|[管村居]委会|工会|妇联|政协|联合会|协会|联社|银行|(?:[省市县区]委|政府|巡[视察]|信访)办)$"
)
"""Matches the name of an issuing body by its end: 委员会, 局, 公司."""
_TITLE_BODY = re.compile(r"^(?P<body>[^《》]+?)(?:党组织)?关于")
_TITLE_BODY_YEAR = re.compile(r"^(?P<body>[^《》\d]+)(?=\d{4}年)")
"""Matches what stands before the year with which a title goes on: 白石区审计局2031年第3号审计结果公告."""
_LAST_HALF = re.compile(
    r"^(?:工作)?(?:领导小组|委员会|办公室|指挥部|联席会议|(?:工作)?专班|协调小组|有限(?:责任)?公司|党[委组]|党工委|党总支|党支部)"
)
"""Matches the second half of a body's name, which can't stand alone in a signature."""
_FIRST_HALF = re.compile(r"^[^\d\s(一二三四五六七八九十][^\d\s。,:;!?()]{3,29}$")
"""Matches a line that can be the first half of such a name."""
_NO_SIGNER = re.compile(r"^[(\d一二三四五六七八九十]+[)、.]|^附")
_MOST_SIGNERS = 3
_WHO = (
    r"(?P<who>[^\s,。;]{0,12}?第?[一二三四五六七八九十\d]*(?:巡视|巡察)(?:第?[一二三四五六七八九十\d]+)?组"
    r"(?:[、和及][^\s,。;、]{0,8}?第?[一二三四五六七八九十\d]*(?:巡视|巡察)(?:第?[一二三四五六七八九十\d]+)?组){0,5})"
    r"(?=[^。]{0,120}?(?:巡视|巡察))"
)
"""Pattern of the group that inspected, 省委第八巡视组, if the sentence goes on about an inspection."""
_INSPECTOR, _AFTER_A_DATE = re.compile(_WHO), re.compile(rf",?\s*{_WHO}")
_FRONT_TITLE = re.compile(r"^[Tt]itle\s*:\s*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)\s*$")
_OPENING_LINES, _OPENING = 12, 2000
"""Number of lines, and of characters of each, that are searched for the inspector and the round of inspections."""
_ATTACHMENT = re.compile(
    r"^附\s*(?:件\s*(?P<a>\d{0,2})\s*:?|[录表图]\s*(?:(?P<b>\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])\s*:?|:|(?=\s)|$)"
    r"|(?P<c>\d{0,2})\s*:)\s*(?P<names>.*)$"
)
"""Matches a line that names attachments: 附件：, 附表一：, 附录A, and 附： alone; never 附近, 附则."""
_WAY_TO_WRITE = re.compile(
    r"^[^:]{0,10}(?:电话|地址|邮箱|联系|传真|邮编|网址"
    r"|(?:举报|监督|反映|反馈|受理|投诉)(?:方式|渠道|途径|办法)\s*(?::|$))"
)
"""Matches what follows 附： where that is no attachment but a way to reach the office: 联系电话, 监督渠道."""
_LISTED = re.compile(r"(?:^|(?<=\s)|(?<=[;。]))(?P<n>\d{1,2})\s*[.、](?!\d)\s*")
"""Matches the number of an entry in a list of attachments: `1.` or `2、`."""
_NAME_ENDS = re.compile(r"[\s;。]+$")
_LONGEST_NAME = 100
_BEFORE_DATE = re.compile(r"\s+(?=[\d二〇○零一三四五六七八九十]{4}\s?年)")
"""Matches the blanks between a signature and the date behind it."""


@dataclass(frozen=True, slots=True)
class NamedAttachment:
    """An attachment that a line of the report names; its number is None if the line gives none."""

    line: Line
    number: int | None
    name: str


def read_metadata(source: Source, settings: ReportSettings, own: Sequence[Line] = ()) -> Metadata:
    """Return what the page and the text state; the publisher's settings take precedence.

    `own` are the lines above the first annex, once they are known: an annex may have a signature and a date, too. They
    count for who signed the report and when, if there is a date among them.
    """
    lines = [source.fold(line.span) for line in source.text_lines]
    stated = _from_chrome(source)
    above = source.text_lines
    if any(_day_of(source.fold(line.span)) for line in own):
        above = tuple(own)
    signed = next((day for line in reversed(above) if (day := _day_of(source.fold(line.span)))), None)
    title = unspaced("".join(source[line.span] for line in source.title)) or front_title(source)
    who, when = _inspection(lines)
    body = settings.issuing_body or _issuing_body(source, title, above)
    first = body and body.partition("、")[0]
    return Metadata(
        title=settings.title or title,
        source=settings.source or stated[0],
        published=settings.issued or stated[1],
        issuing_body=body,
        signed=settings.signed or signed,
        inspector=settings.inspector or who,
        inspected=settings.inspected or when,
        attachments=tuple(attachment.name for attachment in named_attachments(source)),
        region=settings.region or region_of(first),
        level=settings.level or level_of(first),
        round=settings.round or round_of("\n".join(line[:_OPENING] for line in lines[:_OPENING_LINES])),
        author=settings.author,
        keywords=settings.keywords,
    )


def named_attachments(source: Source) -> list[NamedAttachment]:
    """Return the attachments that a report names: as 附件：1.… with a list below it, or as 附件1：…, one to a line."""
    found: list[NamedAttachment] = []
    listing = False
    for line in source.text_lines:
        text = source.fold(line.span)
        match = attachment_line(text)
        explained = "。" in text[:-1] or (":" in text and text.endswith("。"))  # an entry of a glossary
        if match is None and not (listing and _LISTED.match(text) and not explained):
            listing = False
            continue
        if len(text) > _LONGEST_NAME and "。" in text:
            continue
        words = match["names"] if match else text
        items = list(_LISTED.finditer(words))
        listing = bool(items) or (match is not None and ":" in text)
        starts = [item.start() for item in items] or [0]
        for at, (start, end) in enumerate(pairwise([*starts, len(words)])):
            number = items[at]["n"] if items else match["a"] or match["b"] or match["c"] or "" if match else ""
            name = words[items[at].end() if items else start : end]
            name = _NAME_ENDS.sub("", name).strip()
            if name:
                found.append(NamedAttachment(line, place_of(number) if number else None, name))
    return found


def place_of(number: str) -> int | None:
    """Return an attachment's number, given as written: 2 for `2` (附件2), `二` (附表二) and `B` (附录B)."""
    return ord(number) - ord("A") + 1 if number.isascii() and number.isalpha() else number_of(number)


def attachment_line(text: str) -> re.Match[str] | None:
    """Match a folded line that names attachments; None for other lines, such as 附：联系电话.

    The group `a`, `b` or `c` is the attachment's number, `names` is what follows.
    """
    match = _ATTACHMENT.match(text)
    return None if match is None or _WAY_TO_WRITE.match(match["names"]) else match


def front_title(source: Source) -> str | None:
    """Return the title in the front matter of a Markdown file; None for other files and where it has none."""
    if not source.name.lower().endswith(".md"):
        return None
    lines = (source[item.line.span] for item in source.chrome if item.kind is ChromeKind.METADATA)
    title = next((match["title"].strip() for line in lines if (match := _FRONT_TITLE.match(line))), None)
    if title and title.endswith(("...", "…")):
        # A title taken from a list of articles is cut short; the text has it in full.
        begun = re.escape(title.rstrip(".…"))
        whole = re.search(rf"{begun}[^\s|。]{{0,40}}?(?:通报|公告|公示|通知|报告|说明|方案|情况)", source.text)
        title = whole[0] if whole else title
    return title


def is_body(text: str) -> bool:
    """Say whether a line can be the name of an issuing body."""
    return "\t" not in text.strip() and bool(_BODY.match(solid(text)))


def signed_and_dated(text: str) -> tuple[str, date] | None:
    """Return the body and the date of a folded line that has both: 中共云溪县委   2031年4月18日; else None."""
    parted = _BEFORE_DATE.search(text) if len(text) <= _LONGEST_NAME else None
    if parted is None or not is_body(text[: parted.start()]):
        return None
    day = date_of_line(text[parted.end() :])
    return (solid(text[: parted.start()]), day) if day else None


def _day_of(text: str) -> date | None:
    """Return the date of a folded line that is one, alone or behind a signature."""
    both = signed_and_dated(text)
    return both[1] if both else date_of_line(text)


def _from_chrome(source: Source) -> tuple[str | None, datetime | date | None]:
    """Return (where the text comes from, when it was published), as the page's bylines and metadata state it."""
    origin: str | None = None
    published: datetime | date | None = None
    label = ""  # 成文日期: if the value stands on the next line
    for item in source.chrome:
        if item.kind not in (ChromeKind.BYLINE, ChromeKind.METADATA):
            continue
        text = source.fold(item.line.span)
        found = _SOURCE.search(text)
        if found and origin is None:
            origin = source[item.line.span][slice(*found.span("source"))].strip() or None
        if published is None:
            published = _moment(_WRITTEN.sub("", label + text))
        label = text if text.endswith(":") else ""
    return origin, published


def _moment(text: str) -> datetime | date | None:
    """Return the first full date of a line, with the time of day if one follows it; None if there is no date."""
    for written in find_dates(text):
        start = written.start
        if start is None or start.year is None or start.month is None:
            continue
        rest = _TIME.match(text, start.span.end)
        day = start.day or int((rest and rest["d"]) or 0)
        try:
            found = date(start.year, start.month, day)
            if rest and rest["H"]:
                clock = time(int(rest["H"]), int(rest["M"]), int(rest["S"] or 0))
                return datetime.combine(found, clock)
        except ValueError:
            continue
        return found
    return None


def _issuing_body(source: Source, title: str | None, lines: Sequence[Line]) -> str | None:
    """Return the issuing body: the signature above a date, else the body that the title names; None without either.

    Bodies that signed together are joined by 、.

    If there are several signatures among the lines (another article may have one, too), return the one that the title
    begins with, else the last one.
    """
    signed = [
        "、".join(_signers(source, lines[max(0, at + 1 - 2 * _MOST_SIGNERS) : at + 1]))
        for at, (above, line) in enumerate(pairwise(lines))
        if date_of_line(source.fold(line.span)) and is_body(source.fold(above.span))
    ]
    signed += [found[0] for line in lines if (found := signed_and_dated(source.fold(line.span)))]
    if signed:
        return next((body for body in signed if title and title.startswith(body.replace("、", ""))), signed[-1])
    first = solid(source.fold(source.title[0].span)) if len(source.title) > 1 else ""
    if first and is_body(first):
        return first  # the title's first line names the issuing body alone
    named = _TITLE_BODY.match(title or "")
    dated = _TITLE_BODY_YEAR.match(title or "")
    if not named and dated and is_body(dated["body"]):
        return dated["body"]
    return named["body"] if named else None


def is_wrapped(above: str, text: str) -> bool:
    """Say whether two folded lines are one name in a signature: 中共云溪县委巡察工作 / 领导小组办公室."""
    return bool(_LAST_HALF.match(solid(text)) and _FIRST_HALF.match(solid(above)))


def _signers(source: Source, lines: Sequence[Line]) -> list[str]:
    """Return the bodies that signed, of which the last stands on the last of some lines and the others above it."""
    names: list[str] = []
    above = [line for line in lines if line not in source.title]
    while above and len(names) < _MOST_SIGNERS and is_body(source.fold(above[-1].span)):
        if names and _NO_SIGNER.match(source.fold(above[-1].span)):
            break
        name = solid(source[above.pop().span])
        if above and is_wrapped(source.fold(above[-1].span), name):
            name = solid(source[above.pop().span]) + name
        names.insert(0, name)
    return names


def _inspection(lines: list[str]) -> tuple[str | None, str | None]:
    """Return (who inspected, when), as the opening words it: from the first place that says both, else (who, None)."""
    openings = [line[:_OPENING] for line in lines[:_OPENING_LINES]]
    for line in openings:
        for written in find_dates(line):
            match = _AFTER_A_DATE.match(line, written.span.end)
            if match and written.start and written.start.month:
                return match["who"], line[written.span.start : written.span.end]
    alone = next((match for line in openings if (match := _INSPECTOR.search(line))), None)
    return (alone["who"] if alone else None), None
