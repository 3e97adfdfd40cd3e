"""Words and marks that are doubled by mistake: 加强加强队伍建设, 全面自查，，共发现."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.span import Span

_TITLE = 90
_SENTENCE = 10
"""Minimum characters of a sentence that stands twice by mistake."""
_NUMERALS = "一二三四五六七八九十百千万亿零两"
_WORD = re.compile(
    rf"(?![逐许很非慢常再层点处]|[{_NUMERALS}])(?P<word>(?P<one>[\u4e00-\u9fff])(?!(?P=one))[\u4e00-\u9fff])(?P=word)"
)
"""Matches a word of two characters that is doubled; 一个一个, 许多许多 and numbers are doubled on purpose."""
_LONGER = re.compile(
    rf"(?![一{_NUMERALS}再越])(?P<words>[\u4e00-\u9fff]{{3,8}})(?<!委员会)(?<![省市区县镇乡村局委组户])(?P=words)(?!再|(?<=人)[民员大才])"
)
"""Matches three to eight characters that are doubled: 研究部署研究部署; not 江南市江南市场, 负责人负责人民调解."""
_OF_TITLE = re.compile("(?:《|关于|转发|批转|印发)[^。;]{2,80}$")
"""Matches before 的通知的通知 the title that ends so: 关于转发…的通知的通知."""
_DENIED = re.compile("不(?:[了好完掉成出到下清]|动(?!产))")
"""Matches after a verb that is denied after itself: 解决解决不了的难题."""
_NOUN = re.compile("[局部厅委组员费司站院行化者权长室科业区园馆会]")
"""Matches a character after the doubled word that makes the second one part of a longer word: 加强教育教育局."""
_VERBS = re.compile(
    "加强|推[进动]|健全|完善|落实|强化|规范|压实|开展|督[促导]|组织|建立|制定|提[升高]|优化|[深细]化|巩固|确保|明确|整改|解决|办理"
)
"""Matches verbs that are doubled by mistake whatever stands behind them: 健全健全长效机制."""
_MARK = re.compile(r"[，、；：。,;:]{2}")
_SINGLE = re.compile(
    r"已已|(?<![认行作成以称因视定])为为(?![民官政])|(?<=[压落])实实(?![在事])|(?<![目标])的的(?!确)|(?<!了)了了(?![解之结无断事])|(?<![求于凡国])是是(?![否非])|(?<![自理缘情])由由|局局(?=牵头|负责|会同|联合|组织|开展|印发|制定|要求|已|将|对|[,。;、])"
)
"""Matches a character that is doubled by mistake, unlike those in 目的的, 做了了解, 农业局局长."""
_BETWEEN = re.compile(r"[\u3400-\u9fff\d%％）)”》]")
"""Matches the character before two marks, which are then not part of a web address."""


def check_doubled(report: Report) -> Iterator[Message]:
    """Yield words of two characters, some single characters, and marks that are doubled."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in _WORD.finditer(text):
            noun = not _VERBS.match(match["word"]) and _NOUN.match(text, match.end())
            if not (noun or _DENIED.match(text, match.end()) or _ends_title(match, "word")):
                yield _told(report, line.span.start, match)
        for match in _LONGER.finditer(text):
            if len(set(match["words"])) > 2 and not _ends_title(match, "words"):  # 看一看看一看 is said on purpose
                yield _told(report, line.span.start, match)
        for match in _SINGLE.finditer(text):
            yield _told(report, line.span.start, match)
        yield from _sentences(report, line, text)
        for match in _MARK.finditer(text):
            if match.start() and _BETWEEN.match(text, match.start() - 1):
                yield _told(report, line.span.start, match)


def _ends_title(match: re.Match[str], words: str) -> bool:
    """Say whether words are doubled since a title ends with the end of another: 关于转发《…的通知》的通知."""
    return match[words].startswith("的") and bool(
        _OF_TITLE.search(match.string, max(0, match.start() - _TITLE), match.start())
    )


def _sentences(report: Report, line: Line, text: str) -> Iterator[Message]:
    """Yield sentences that stand twice in a row."""
    start = line.span.start
    for one, other in pairwise(text.split("。")):
        start += len(one) + 1
        if one == other and len(one) >= _SENTENCE:
            span = Span(start, start + len(other) + 1)
            yield message_at(report, "doubled", span, found=report.source[span])


def _told(report: Report, start: int, match: re.Match[str]) -> Message:
    span = Span(start + match.start(), start + match.end())
    return message_at(report, "doubled", span, found=report.source[span])
