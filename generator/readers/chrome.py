"""Page chrome: the lines of the web page around a report, recognised so that they can be set aside.

Only lines before the body and after it are looked at, and only what is surely chrome is taken:
a line that might be the report's stays report text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from generator.errors import UserError
from generator.model.source import Chrome, ChromeKind, Line, Source
from generator.readers.listed_contents import find_contents
from generator.readers.metadata import is_body
from generator.settings.report import ReportSettings
from generator.wording import say

_COLON = r"\s*:"
_BYLINE_KEYS = (
    r"(?:(?:信息|文章|稿件|内容)?来\s*源(?:于)?|(?:发布|发文|更新|录入|公布)?(?:日期|时间)|作\s*者|(?:发布|供稿|信息)(?:单位|部门|机构|人|者)"
    r"|(?:浏览|访问|阅读|点击)(?:次数|量|数|人次)?|审\s*核|编\s*辑|责任编辑|撰\s*稿|记\s*者|字\s*数)"
)
_INDEX_KEYS = (
    r"(?:(?:信息)?索\s*引\s*号|目录项的?基本信息|公开事项名称|文件(?:编号|名称)|统一编号|信息(?:分类|名称|索引)|(?:主题|组配|体裁)分类"
    r"|主\s*题\s*词|发文机[构关]|(?:发布|所属)机构|发文字号|文\s*号|有\s*效\s*性|时\s*效|公开(?:方式|范围|目录|时限|形式|程序)"
    r"|名\s*称|标\s*题|分\s*类|内容概述|服务对象|责任部门|(?:成文|生成|公开)(?:日期|时间))"
)
"""The labels of a page's index: of its own, or with the days and publishers that bylines have as well."""
_INDEX_DAYS = r"(?:(?:发布|发文|制发)(?:日期|时间)|发布(?:单位|机关)|主办单位)"
_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_CLOCK = r"(?:\s*T?\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_TOOLS = (
    r"浏览字号|字号|字体|大小|放大|缩小|正常|打印本页|打印|分享到|分享|朗读本文|语音朗读|朗读"
    r"|无障碍(?:浏览|阅读|模式)?|适老化|(?:退出|进入)?长者(?:浏览)?模式|关怀版|收藏|关闭窗口"
    r"|关闭|扫一扫|微信|微博|QQ空间|QQ|新浪|在?手机(?:上)?打开(?:当前|本)(?:页面?|网页)|手机查看|手机看|二维码|保护视力色|我要纠错|纠错|语音播报|播报|繁體|繁体字?|简体|English|[上下]一[版期]|返回顶部|返回|复制链接"
    r"|举报|点赞|转发|在看|超大|大|中|小|A[+-]?|T[+-]?|到"
)

PATTERNS: tuple[tuple[ChromeKind, re.Pattern[str]], ...] = (
    (
        ChromeKind.BREADCRUMB,
        re.compile(
            rf"^[【\[]?(?:(?:您|你)?(?:现在|当前|目前|所在)?的?(?:所在)?位置|当前栏目|所在栏目){_COLON}"
            r"|^[^<>»›。]{1,25}(?:[>»›]+[^<>»›。]{1,25}){2,}$"
            r"|^(?:网站|本站)?首\s*页\s*(?:[>>»›/|→\-—]|&gt;)"
        ),
    ),
    (ChromeKind.TOOLBAR, re.compile(r"^今天是.{0,30}$|^\s*[-—–―_=*·•|][-—–―_=*·•|\s]*$")),
    (
        ChromeKind.TOOLBAR,
        re.compile(rf"^(?=.*(?:{_TOOLS}))(?>{_TOOLS}|[\s【】\[\]():|/、>·-])++$"),
    ),
    (ChromeKind.TOOLBAR, re.compile(r"^(?:政策|文件|公文)(?:原文|正文)$|^(?:文章|信息|公文|政策)内容$")),
    # A label with its value in the next cell or line, after a colon, or before the next label of the same line.
    (ChromeKind.METADATA, re.compile(rf"^(?:{_INDEX_KEYS}|{_INDEX_DAYS})\s*:?\s*(?:\t|$)")),
    (ChromeKind.METADATA, re.compile(rf"^[•·*]?\s*{_INDEX_KEYS}{_COLON}")),
    (
        ChromeKind.METADATA,
        re.compile(rf"^(?:{_INDEX_KEYS}|{_INDEX_DAYS})\s+(?=\S)(?:.*\s(?:{_INDEX_KEYS}|{_INDEX_DAYS})(?:\s|$))"),
    ),
    (ChromeKind.BYLINE, re.compile(rf"^[【\[(]?{_BYLINE_KEYS}{_COLON}")),
    (
        ChromeKind.BYLINE,
        re.compile(rf"^[^\s。:]{{2,16}}(?:网|门户|平台)\s+(?:发布|发文|更新)?(?:日期|时间){_COLON}\s*{_DATE}{_CLOCK}$"),
    ),
    (
        ChromeKind.BYLINE,
        re.compile(
            rf"^[^\s。:]{{1,12}}报\s*{_DATE}\s*(?:星期[一二三四五六日天]\s*)?第?\s*[A-Z]?\d{{1,3}}\s*版\S{{0,12}}$"
        ),
    ),
    (ChromeKind.BYLINE, re.compile(rf"^{_DATE}{_CLOCK}\s*{_BYLINE_KEYS}{_COLON}")),
    (
        ChromeKind.BYLINE,
        re.compile(r"^[^\s。:]{2,20}\s+\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?$"),
    ),
    (
        ChromeKind.BYLINE,
        re.compile(r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?\s+[^\s。:;,、]{2,20}$"),
    ),
    (ChromeKind.BYLINE, re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}" + _CLOCK + "$")),
    (ChromeKind.BYLINE, re.compile(r"^原创\s+[^\s。:,]{2,16}$|^发表于[^\s。:,]{2,6}$")),
    (
        ChromeKind.NAVIGATION,
        re.compile(
            r"^[【\[<<«‹]*\s*(?:上一[篇条页]|下一[篇条页]|相\s*关\s*(?:报\s*道|新\s*闻|链\s*接|阅\s*读|文\s*章|信\s*息|稿\s*件|推\s*荐)"
            r"|延伸阅读|(?:推荐|扩展)阅读|热[门点](?:推荐|阅读|新闻)|点击排行|最新更新|猜你喜欢|为[你您]推荐|即时新闻"
            r"|换一[换批]$|网友评论|发表评论|友情链接"
            r"|返回(?:列表|顶部|首页|上一页)|TOP)"
        ),
    ),
    (
        ChromeKind.FOOTER,
        re.compile(
            r"^[\[【(（]?(?:主办(?:单位)?|承办(?:单位)?|协办(?:单位)?|合作单位|技术支持|网站标识码|网站支持|版权所有|网站地图|网站声明|法律声明|隐私声明"
            r"|联系我们|关于我们|责任编辑|责编|编\s*辑|审\s*核|投稿邮箱|投稿信箱|网络支持|网站维护|建议使用|最佳浏览|本站|站点地图)"
            r"(?:$|\s|[:|>)】\]])"
            r"|ICP备|公网安备|网站标识码|[Cc]opyright|COPYRIGHT|©|版权所有|[Aa]ll [Rr]ights [Rr]eserved"
        ),
    ),
)
"""(kind, pattern): a line is of a kind if any of the kind's patterns matches its folded text."""

TAIL_KINDS = (ChromeKind.FOOTER, ChromeKind.NAVIGATION, ChromeKind.TOOLBAR, ChromeKind.BYLINE)
"""Kinds that are looked for after the body, in this order; 责任编辑： is a footer there, a byline before the body."""
HEAD_KINDS = (ChromeKind.BREADCRUMB, ChromeKind.TOOLBAR, ChromeKind.METADATA, ChromeKind.BYLINE)
"""Kinds that are looked for before the body, in this order."""
_LONGEST = 150
"""Maximum length of a line of chrome in characters; a longer line is text, whatever it begins with."""
_BULLET = re.compile(r"^\s*[•·●▪]\s*(?=\S)")
"""Matches the bullet of a line in the list that a page's byline or toolbar is; copied text keeps it."""
_DAY = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")
_LABEL_ALONE = re.compile(r"^(?!.*(?:标\s*题|名\s*称))[^\s:]{2,8}\s*:$")
"""Matches a line of metadata that is only a label, with its value on the next line; a title is left to `find_title`."""
_SENTENCE = re.compile(r"。|;$")
_LATE = 8
"""Number of lines, from the first sentence on, among which a byline is still looked for."""
_LATE_BYLINE = re.compile(
    r"^[\[(【]?(?:(?:信息|文章|稿件)?来\s*源(?:于)?\s*:\s*[^。;:]{2,20}|(?:发布|更新)(?:日期|时间)\s*:\s*\d{4}[-年/.][\d\s:.月日/-]+)[\])】]?$"
)
_LABELLED = re.compile(
    r"^[\[(【]?(?P<label>(?:主办|承办|协办|合作|指导)(?:单位|部门)?|审\s*核|编\s*辑|责编|责任编辑|技术支持)\s*:"
)
"""Matches a line that begins with a label (主办单位：) that both page footers and reports use."""
_ORGANISER = re.compile(r"主办|承办|协办|合作|指导")
"""Matches the labels among them that name organisers, not editors: in a file without other chrome they are text."""
NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]+(?:、|方面|部分)|[(]\s{0,2}[一二三四五六七八九十]+\s{0,2}[)]|[㈠-㈩])"
)
"""Matches the numbering at the start of a report's heading: 一、, 第一方面, (一)."""
_PAGE_NUMBER = re.compile(
    r"^[-—–―]+\s*(?P<dashed>\d{1,3})\s*[-—–―]+$|^第\s*(?P<counted>\d{1,3})\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?$"
)
"""Matches a line that is only a page number (- 3 -, 第3页), as in text extracted from a paginated file."""
CLOSING = re.compile(
    r"^(?:附\s*(?:[件录表图]|\d{0,2}:)|特此|欢迎|联系|监督|举报|电\s*话|电子|邮[政箱编寄]|地\s*址|通[信讯])"
    r"|^[\d〇○零一二三四五六七八九十]{4}\s*年.{1,8}日$"
)
"""Matches lines that may end a report (附件, 联系电话, a date) and so are text even if they look like chrome."""


def find_chrome(source: Source, settings: ReportSettings) -> tuple[Chrome, ...]:
    """Return the lines of page chrome in source order, with the publisher's corrections applied.

    Lines that the file's reader has set aside stay chrome; lines before and after the body that look like chrome are
    added. Raises UserError if every line is chrome.
    """
    found = {chrome.line: chrome.kind for chrome in source.chrome}
    found.update(_page_numbers(source))
    left = [line for line in source.text_lines if line not in found]
    found.update(dict.fromkeys(find_contents(source, left), ChromeKind.NAVIGATION))
    lines = tuple(line for line in source.text_lines if line not in found)
    body = _body_start(source, lines)
    found.update(_head(source, set(lines[:body]), found))
    found.update(_late_bylines(source, lines[body:]))
    found.update(_tail(source, [line for line in lines[body:] if line not in found], around=bool(found)))
    for correction in settings.chrome:
        for line in (line for line in source.lines if line.number == correction.line):
            found.pop(line, None)
            if correction.chrome:
                found[line] = correction.chrome
    if len(found) == len(source.lines):
        raise UserError(say("{name}: every line is page chrome; is the report's text missing?", name=source.name))
    return tuple(Chrome(found[line], line) for line in source.lines if line in found)


def _head(source: Source, lines: set[Line], known: Mapping[Line, ChromeKind]) -> dict[Line, ChromeKind]:
    """Return the chrome among the lines above the body, and the values below labels that stand on lines of their own.

    `known` is the chrome that was found before.
    """
    found: dict[Line, ChromeKind] = {}
    labelled = False
    for line in source.lines:
        if line not in lines and line not in known:
            break
        text = _BULLET.sub("", source.fold(line.span))
        kind = known.get(line) or (ChromeKind.METADATA if labelled else kind_of(text, HEAD_KINDS))
        labelled = not labelled and kind is ChromeKind.METADATA and bool(_LABEL_ALONE.match(text))
        if kind:
            found[line] = kind
    return found


def _page_numbers(source: Source) -> dict[Line, ChromeKind]:
    """Return the lines that are only page numbers, if there are at least two and each is higher than the one before."""
    lines = source.text_lines
    places = page_numbers([source.fold(line.span) for line in lines])
    return dict.fromkeys((lines[at] for at in places), ChromeKind.FOOTER)


def page_numbers(texts: Sequence[str]) -> list[int]:
    """Return the indices of the page numbers among a text's folded lines, as `_page_numbers` does."""
    matches = {at: match for at, text in enumerate(texts) if (match := _PAGE_NUMBER.match(text))}
    numbers = [int(match["dashed"] or match["counted"]) for match in matches.values()]
    rising = len(numbers) > 1 and all(one < other for one, other in pairwise(numbers))
    return list(matches) if rising else []


def kind_of(text: str, kinds: tuple[ChromeKind, ...]) -> ChromeKind | None:
    """Return the first of `kinds` that a line, given as folded text, looks like; None for long lines and sentences."""
    if len(text) > _LONGEST or "。" in text:
        return None
    text = _BULLET.sub("", text)
    return next((kind for kind in kinds for known, pattern in PATTERNS if known is kind and pattern.search(text)), None)


def _body_start(source: Source, lines: tuple[Line, ...]) -> int:
    """Return the index of the first line that is a sentence or a numbered heading; the number of lines if none is."""
    for index, line in enumerate(lines):
        text = source.fold(line.span)
        if kind_of(text, HEAD_KINDS) is None and (
            _SENTENCE.search(text) or NUMBERED.match(text) or len(text) > _LONGEST
        ):
            return index
    return len(lines)


def label_of(text: str) -> str:
    """Return the label of a folded line that pages and reports both use: 主办单位 of 主办单位：…; else ''."""
    match = _LABELLED.match(text)
    return match["label"] if match else ""


def _late_bylines(source: Source, lines: Sequence[Line]) -> dict[Line, ChromeKind]:
    """Return the bylines (来源：…) among the first lines of the body, above its first numbered heading."""
    found = {}
    for line in lines[:_LATE]:
        text = source.fold(line.span)
        if NUMBERED.match(text):
            break
        if _LATE_BYLINE.match(text):
            found[line] = ChromeKind.BYLINE
    return found


def _tail(source: Source, lines: Sequence[Line], *, around: bool) -> dict[Line, ChromeKind]:
    """Return the chrome after the body; lines are looked at from the last one upwards.

    Short lines between two lines of chrome (a site's e-mail, a list of other articles) are chrome, too.
    A line with a label that reports use as well is chrome only if no line of the body has the same label. If the label
    names an organiser (主办单位：), the file must also have other chrome: `around` says so, or a footer after the body.
    """
    texts = [source.fold(line.span) for line in lines]
    kinds = [kind_of(text, TAIL_KINDS) for text in texts]
    labels = list(map(label_of, texts))
    paged = around or any(kind and not label for kind, label in zip(kinds, labels, strict=True))
    first = {label: at for at, label in reversed(list(enumerate(labels)))}
    last = next((at for at in range(len(texts) - 1, -1, -1) if _is_text(texts[at])), 0)
    tail: dict[Line, ChromeKind] = {}
    between: list[Line] = []
    signed = [bool(_DAY.match(text)) and is_body(above) for above, text in zip(["", *texts], texts, strict=False)]
    for line, text, label, known, dates in reversed(list(zip(lines, texts, labels, kinds, signed, strict=True))):
        weak = label and ((not paged and _ORGANISER.match(label)) or first[label] < last)
        kind = None if weak else known
        if dates:
            break  # 2031.11.8 below the body that signed is the report's date, not the page's.
        if kind and not CLOSING.search(text):
            tail[line] = kind
            tail.update(dict.fromkeys(between, kind))
            between.clear()
        elif _is_text(text) or CLOSING.search(text):
            break
        else:
            between.append(line)
    return tail


def _is_text(text: str) -> bool:
    """Say whether a folded line is surely of the body: long, a sentence, or a numbered heading."""
    return len(text) > _LONGEST or bool(_SENTENCE.search(text) or NUMBERED.match(text))
