"""The report's title: one to three lines before the body, possibly given twice, possibly not at all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from generator.model.source import Chrome, ChromeKind, Line, Source
from generator.settings.report import ReportSettings

_STRONG = r"(?:通报|通告|公告|公示|公布|报告|说明|函|总结|汇报|决定|通知)"
_NOUN = rf"(?:{_STRONG}|公开|情况|方案|台账|清单|意见)"
_ENDED = re.compile(rf"{_STRONG}(?:[(][^()]*[)])?$")
_LIKELY = re.compile(rf"(?:巡视|巡察|督察|审计|整改|反馈|关于|工作).*{_NOUN}(?:[(][^()]*[)])?$")
_NO_TITLE = re.compile(r"[。;;,,::!!??、]$|^[(].*[)]$|^\d{4}\s*年.*日$")
_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:、|方面|部分)|[(]?[一二三四五六七八九十\d]+[).、])")
_LONGEST = 60
"""Characters in a line of a title."""
_MOST_LINES = 3


def find_title(source: Source, settings: ReportSettings) -> Source:
    """Return the Source with its title lines; an earlier copy of the title becomes chrome."""
    blocks = _blocks(source)
    windows = [(_score(source, window), window) for block in blocks for window in _windows(block)]
    best = max((score for score, _ in windows), default=0)
    if best:
        title = next(window for score, window in windows if score == best)
        copies = [
            window for block in blocks for window in _windows(block) if _join(source, window) == _join(source, title)
        ]
        title = copies[-1]
        aside = [line for window in copies[:-1] for line in window]
        # A page's own heading may give the title without the body that issued it.
        short = [block for block in blocks if block[0] not in title and block[0] not in aside]
        aside += [line for block in short if _is_short_form(source, block, title) for line in block]
    else:
        title, aside = _headline(source, blocks)
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
        elif len(text) > _LONGEST or "。" in text or _NUMBERED.match(text):
            break
        elif _NO_TITLE.search(text):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _windows(block: list[Line]) -> list[tuple[Line, ...]]:
    return [
        tuple(block[start : start + size])
        for size in range(1, _MOST_LINES + 1)
        for start in range(len(block) - size + 1)
    ]


def _join(source: Source, lines: tuple[Line, ...]) -> str:
    return "".join("".join(source.fold(line.span).split()) for line in lines)


def _is_short_form(source: Source, block: list[Line], title: tuple[Line, ...]) -> bool:
    text = _join(source, tuple(block))
    return text.startswith("关于") and _join(source, title).endswith(text)


def _score(source: Source, lines: tuple[Line, ...]) -> int:
    """Return how surely lines are the whole title: 5 for X关于Y的通报, 0 for what is none."""
    text = _join(source, lines)
    if not _LIKELY.search(text):
        return 0
    ended = 2 if _ENDED.search(text) else 1
    return ended + (2 if "关于" in text else 0) + (1 if text.find("关于") > 0 else 0)


def _headline(source: Source, blocks: list[list[Line]]) -> tuple[tuple[Line, ...], list[Line]]:
    """Return (title, earlier copies of it) of a text whose title has none of the usual nouns.

    A line that stands twice before the body is a title; so is the first line of all if it stands alone.
    """
    lines = [line for block in blocks for line in block]
    copies = Counter(_join(source, (line,)) for line in lines)
    repeated = [line for line in lines if copies[_join(source, (line,))] > 1]
    if repeated:
        same = [line for line in repeated if _join(source, (line,)) == _join(source, (repeated[0],))]
        return (same[-1],), same[:-1]
    text = source.text_lines
    alone = len(blocks) == 1 and len(blocks[0]) <= _MOST_LINES and blocks[0][0] is text[0] and len(text) > 1
    return (tuple(blocks[0][:1]) if alone else ()), []
