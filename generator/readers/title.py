"""The report's title: one to three lines before the body, possibly given twice, possibly not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.model.source import Chrome, ChromeKind, Line, Source
from generator.readers.chrome import HEAD_KINDS, kind_of
from generator.readers.metadata import front_title, is_body
from generator.settings.report import ReportSettings
from generator.text.folding import fold
from generator.text.numerals import SIGNS
from generator.text.spacing import solid

_STRONG = r"(?:通报|通告|公告|公示|公布|报告|说明|函|总结|汇报|决定|决议|通知|批复|答复)"
"""Pattern of the nouns with which a title surely ends."""
_NOUN = rf"(?:{_STRONG}|公开|情况|方案|台账|清单|意见|讲话|(?:一览|汇总|统计|明细|情况|进度)表)"
"""Pattern of the nouns with which a title may end."""
_ENDED = re.compile(rf"{_STRONG}(?:[(][^()]*[)])?$")
_LIKELY = re.compile(
    rf"(?:巡视|巡察|督察|审计|整改|反馈|关于|工作).*{_NOUN}(?:[(][^()]*[)])?$|情况的?{_STRONG}(?:[(][^()]*[)])?$"
)
_SECTION = 5
"""Maximum length of a line that is rather the name of a site's section than a title: 工作报告."""
_NO_TITLE = re.compile(
    r"[。;;,,::!!??、]$|^\s*[-—–―_=*·•|][-—–―_=*·•|\s]*$|^[(].*[)]$|^\d{4}\s*年.*日$|^[—–―-]{0,6}\s*[(]?\d{4}[\d\s年月]{0,12}[日月]\s*在(?!建)"
)
"""Matches a line that is no title: a sentence, a line in brackets, a date, the session at which the report was made."""
_WIRE = re.compile(r"^[【\[(]?(?:本报|本网|本台|本站)(?:\S{0,12})讯")
"""Matches the opening of a newspaper's article: 本报讯（记者…）."""
_SENTENCE = re.compile(r"[,:;!?]")
_QUOTES = (("《", "》"), ("“", "”"), ("〈", "〉"))
_NUMBERED = re.compile(
    rf"^(?:第?[一二三四五六七八九十]+(?:、|方面|部分)|[(]?[一二三四五六七八九十\d]+[).、]|[{SIGNS}])"
)
_LONGEST = 60
"""Maximum length of a line of the title, in characters, if it is no title by itself."""
_LONGEST_WHOLE = 120
"""Maximum length in characters of a line that is the whole title (X关于Y的报告), which names another paper."""
_MOST_LINES = 3
_MOST_OPEN_LINES = 5
"""Maximum number of lines of a title in which a 《 or “ is closed on another line than the one that opens it."""
_LONGEST_GLUED = 200
"""Maximum length in characters of a line that holds the title and, directly behind it, a byline or toolbar."""
_SHORTEST_NAMED = 10
"""Minimum length in characters of a title that the file gives; a shorter one is the name of a site's section."""
_SITE = ("", "_", "-", "—", "–", "|", "丨", "·", "(", "[")
"""What may follow the report's title in a page's <title>: a sign before the site's name, or nothing."""
_NOUNED = re.compile(rf"(?:{_NOUN}|决议|纪要|批复|讲话|要点|规划|计划|指引|问题)(?:[(][^()]*[)])?$")


def find_title(source: Source, settings: ReportSettings, titles: Sequence[str] = ()) -> Source:
    """Return the Source with its title lines; earlier copies of the title become chrome.

    `titles` are the titles that the file itself gives. Lines that are one of them, in full or up to the site's name,
    are certainly the title.
    """
    blocks = _blocks(source)
    windows = _scored(source, [window for block in blocks for window in _windows(source, block)])
    stated = _unspaced(front_title(source) or "")
    named = [window for _, window in windows if stated and _join(source, window) == stated]
    named = named or _named(source, windows, titles)
    best = max((score for score, _ in windows), default=0)
    if best or named:
        title = named[-1] if named else next(window for score, window in windows if score == best)
        title = _with_issuer(source, blocks, title)
        copies = [
            window
            for block in blocks
            for window in _windows(source, block)
            if _join(source, window) == _join(source, title)
        ]
        title = copies[-1]
        aside = [line for window in copies[:-1] for line in window]
        # A page's own heading may repeat the title without the issuing body: 关于…的通报.
        short = [block for block in blocks if block[0] not in title and block[0] not in aside]
        aside += [line for block in short if _is_short_form(source, block, title) for line in block]
    elif stated:
        title, aside = (), []
    else:
        title, aside = _headline(source, blocks)
    aside += _glued(source, title)
    protected = {correction.line for correction in settings.chrome}
    chrome = [*source.chrome, *(Chrome(ChromeKind.TITLE, line) for line in aside if line.number not in protected)]
    chrome.sort(key=lambda item: item.line.span.start)
    return replace(source, chrome=tuple(chrome), title=title)


def _blocks(source: Source) -> list[list[Line]]:
    """Return the runs of title-like lines before the body."""
    apart = {item.line for item in source.chrome}
    apart.update(row.line for row in source.rows if sum(cell.end > cell.start for cell in row.cells) > 1)
    blocks: list[list[Line]] = [[]]
    for line in source.lines:
        text = source.fold(line.span)
        if line in apart:
            blocks.append([])
        elif _WIRE.match(text):
            blocks.append([])  # A newspaper's lead may stand above the title.
        elif (len(text) > _LONGEST and not _is_whole(text)) or "。" in text or _NUMBERED.match(text):
            break
        elif _NO_TITLE.search(text):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _named(
    source: Source, windows: Sequence[tuple[int, tuple[Line, ...]]], titles: Sequence[str]
) -> list[tuple[Line, ...]]:
    """Return the windows whose lines are one of `titles`, in full or up to the site's name.

    `windows` are (score, successive lines).
    """
    folded = [_unspaced(title) for title in titles]
    found = []
    for _, window in windows:
        text = _join(source, window)
        whole = any(title.startswith(text) and title[len(text) : len(text) + 1] in _SITE for title in folded)
        if whole and len(text) >= _SHORTEST_NAMED and _NOUNED.search(text):
            found.append(window)
    return found


def _with_issuer(source: Source, blocks: list[list[Line]], title: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the title, with the line above it if that names only the issuing body: 云溪区人民政府 / 2031年…报告."""
    block = next(block for block in blocks if title[0] in block)
    at = block.index(title[0])
    if not at or len(title) >= _MOST_LINES:
        return title
    above = _join(source, (block[at - 1],))
    return (block[at - 1], *title) if is_body(above) and above not in _join(source, title) else title


def _glued(source: Source, title: tuple[Line, ...]) -> list[Line]:
    """Return the lines above the body that begin with the whole title and go on as a byline or toolbar."""
    if not title:
        return []
    words = _join(source, title)
    found = []
    for line in source.text_lines:
        text = source.fold(line.span)
        if line in title:
            continue
        if len(text) > _LONGEST_GLUED or "。" in text or _NUMBERED.match(text):
            break
        rest = _after(text, words)
        if rest and kind_of(rest, HEAD_KINDS):
            found.append(line)
    return found


def _after(text: str, words: str) -> str:
    """Return what follows some words in a text, white space in them ignored; empty if it does not begin with them."""
    at = 0
    for place, character in enumerate(text):
        if at == len(words):
            return text[place:].strip()
        if character.isspace():
            continue
        if character != words[at]:
            return ""
        at += 1
    return ""


def _unspaced(text: str) -> str:
    return solid(fold(text))


def _windows(source: Source, block: list[Line]) -> list[tuple[Line, ...]]:
    """Return all runs of one to `_MOST_LINES` successive lines of a block, and longer ones that quote across lines."""
    runs = [
        tuple(block[start : start + size])
        for size in range(1, _MOST_OPEN_LINES + 1)
        for start in range(len(block) - size + 1)
    ]
    return [run for run in runs if len(run) <= _MOST_LINES or _quotes_across(source, run)]


def _quotes_across(source: Source, lines: tuple[Line, ...]) -> bool:
    """Say whether every 《 and “ of some lines is closed in them, but not all on the line that opens them."""
    texts = [source.fold(line.span) for line in lines]
    even = [all(text.count(one) == text.count(other) for one, other in _QUOTES) for text in ("".join(texts), *texts)]
    return even[0] and not all(even)


def _is_whole(text: str) -> bool:
    """Say whether a long line is a title by itself: X关于Y的报告, where Y is the name of another paper."""
    return len(text) <= _LONGEST_WHOLE and "关于" in text and bool(_ENDED.search(text)) and not _SENTENCE.search(text)


def _join(source: Source, lines: tuple[Line, ...]) -> str:
    """Return the folded text of lines without any white space, for comparison."""
    return "".join(solid(source.fold(line.span)) for line in lines)


def _is_short_form(source: Source, block: list[Line], title: tuple[Line, ...]) -> bool:
    """Say whether a block repeats the title without the issuing body before 关于."""
    text = _join(source, tuple(block))
    return text.startswith("关于") and _join(source, title).endswith(text)


def _scored(source: Source, windows: Sequence[tuple[Line, ...]]) -> list[tuple[int, tuple[Line, ...]]]:
    """Return (score, lines) for each of some runs of lines; of two that score alike the one given twice is higher."""
    copies = Counter(_join(source, window) for window in windows)
    scores = [(_score(source, window), window) for window in windows]
    return [(2 * score + (copies[_join(source, window)] > 1) if score else 0, window) for score, window in scores]


def _score(source: Source, lines: tuple[Line, ...]) -> int:
    """Return how certainly lines are the whole title: 6 for X关于Y的通报, 0 for lines that are no title."""
    text = _join(source, lines)
    if not _LIKELY.search(text):
        return 0
    ended = 2 if _ENDED.search(text) else 1
    issued = text.find("关于") > 0 and not text[0].isdigit()
    return ended + (2 if "关于" in text else 0) + issued + (len(text) > _SECTION)


def _headline(source: Source, blocks: list[list[Line]]) -> tuple[tuple[Line, ...], list[Line]]:
    """Return (title, earlier copies of it) of a text whose title has none of the usual nouns; () if there is no title.

    A line that occurs twice before the body is the title. Else the first line of the text is, if at most two more
    title-like lines follow it before the body.
    """
    lines = [line for block in blocks for line in block]
    copies = Counter(_join(source, (line,)) for line in lines)
    repeated = [line for line in lines if copies[_join(source, (line,))] > 1]
    if repeated:
        same = [line for line in repeated if _join(source, (line,)) == _join(source, (repeated[0],))]
        return (same[-1],), same[:-1]
    text = source.text_lines
    alone = 0 < len(lines) <= _MOST_LINES and lines[0] is text[0] and len(text) > 1
    return (tuple(lines[:1]) if alone else ()), []
