"""Find where the heading of a numbered line ends: at the end of the line, after its first sentence, or nowhere."""

from __future__ import annotations

import re

from generator.model.source import Source
from generator.outline.markers import Marker
from generator.text.quotes import enclosed
from generator.text.span import Span

RUN_IN = (4, 30)
"""Minimum and maximum length in characters of a run-in heading: the first sentence of a longer paragraph."""
RUN_IN_BESIDE = 60
"""Maximum length of a run-in heading, in characters, if most of its siblings have run-in headings as well."""
_OWN_LINE = 80
"""Maximum length of a heading that is a whole line without 。, in characters."""
_OWN_LINE_CLOSED = {"一、": 60, "一.": 60, "第一方面": 60, "第一部分": 60, "(一)": 60}
"""Maximum length of a heading that is a whole line ending with 。, by style; for other styles that of `RUN_IN`."""
_FIGURE = re.compile(r"^\d|\d\s*(?:%|‰|[个件宗家户人名次项起条份批处座栋所亿万千元亩米吨公平台辆场期位套村])|\d\.\d")
"""Matches a figure: a sentence with one is no run-in heading."""
_PROBLEM = re.compile(r"^(?:针对|关于).*问题$")
"""Matches the name of a problem, which is a heading even if nothing stands below it."""
_NAMED = re.compile(
    r"(?:(?:针对|关于)[^。:;]{2,60}问题:(?=\s*\S)|[^。:;,]{2,30}:(?=\s*(?:一是|首先[,、]?|第一[,、]|①|\([1一]\))))"
)
"""Matches the name of a problem and a colon, after which the line tells what was done (针对…问题：已…), or words and a
colon before a run (措施：一是…)."""
_UNFINISHED = re.compile(r"[,;、]$")
"""Matches the end of a line on which a sentence goes on: it is no heading."""


def split_heading(
    source: Source, marker: Marker, *, something_below: bool, longest: int = RUN_IN[1]
) -> tuple[Span, Span | None, Span | None]:
    """Return (head, title, rest) of a numbered line.

    `head` is the whole heading with marker and closing mark, or the marker alone if the line has no heading.
    `title` is the heading's words, None if the line has no heading. `rest` is the text after the heading, None if the
    line ends with it.

    The heading is one of these:
    - a whole line without 。;
    - a whole line that is one short sentence, if that names a problem or `something_below` is true;
    - the name of a problem up to a colon (针对…问题：), if more follows in the line, or words up to one before 一是…;
    - the first sentence of a longer line, if it has 4 to `longest` characters, does not begin with a digit
      (`1.2020年以来共拆除…`) and states no figure.
    A 。 inside quotation marks or brackets ends no sentence. If the publisher's correction makes the line a heading,
    its first sentence is the heading whatever its length.
    """
    start = marker.span.start
    text = source.fold(marker.rest)
    blank = len(text) - len(text.lstrip())
    begin = marker.span.end + blank
    body = text[blank:]
    end = marker.line.span.end
    inside = enclosed(body)
    stop = next((index for index, c in enumerate(body) if c == "。" and not inside[index]), None)
    untitled = (marker.span, None, Span(begin, end))
    named_first = _NAMED.match(body)
    if named_first and not inside[named_first.end() - 1]:
        return _split_at(source, marker, begin, begin + named_first.end() - 1)
    if stop is None:
        if not marker.kind and (len(body) > _OWN_LINE or _UNFINISHED.search(body)):
            return untitled
        words = body.rstrip(":。").rstrip() or body
        return Span(start, end), Span(begin, begin + len(words)), None
    head = Span(start, begin + stop + 1)
    title = Span(begin, begin + stop)
    if stop == len(body) - 1:
        style = marker.style.name if marker.style else ""
        short = stop <= _OWN_LINE_CLOSED.get(style, RUN_IN[1])
        named = marker.kind or (short and (something_below or _PROBLEM.match(body[:stop])))
        return (head, title, None) if named and stop else untitled
    if marker.kind or (RUN_IN[0] <= stop <= longest and not _FIGURE.search(body[:stop])):
        return _split_at(source, marker, begin, begin + stop)
    return untitled


def _split_at(source: Source, marker: Marker, begin: int, stop: int) -> tuple[Span, Span, Span]:
    """Return (head, title, rest) of a line whose heading's words begin at `begin` and end with the mark at `stop`."""
    end = marker.line.span.end
    rest = stop + 1
    rest += len(source.text[rest:end]) - len(source.text[rest:end].lstrip())
    return Span(marker.span.start, stop + 1), Span(begin, stop), Span(rest, end)


def is_headed(source: Source, marker: Marker) -> bool:
    """Say whether a numbered line has a run-in heading: its first sentence, with more text after it in the line."""
    _, title, rest = split_heading(source, marker, something_below=False)
    return title is not None and rest is not None
