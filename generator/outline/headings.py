"""Where a numbered line's heading ends: on its own line, run into the paragraph, or nowhere."""

from __future__ import annotations

import re

from generator.model.source import Source
from generator.outline.markers import Marker
from generator.text.quotes import enclosed
from generator.text.span import Span

RUN_IN = (4, 30)
"""Characters of a heading that is run into its paragraph."""
RUN_IN_BESIDE = 60
"""Characters of such a heading where its siblings have one as well."""
_OWN_LINE = 80
"""Characters of a heading on a line of its own."""
_OWN_LINE_CLOSED = {"一、": 60, "一.": 60, "第一方面": 60, "第一部分": 60, "(一)": 60}
"""The same where it ends in 。, for the styles that open sections; other styles: as run in."""
_FIGURE = re.compile(r"^\d|\d\s*(?:%|‰|[个件宗家户人名次项起条份批处座栋所亿万千元亩米吨公平台辆场期位套村])|\d\.\d")
_PROBLEM = re.compile(r"^(?:针对|关于).*问题$")
"""What names a problem is a heading even if nothing stands below it."""
_UNFINISHED = re.compile(r"[,;、]$")


def split_heading(
    source: Source, marker: Marker, *, something_below: bool, longest: int = RUN_IN[1]
) -> tuple[Span, Span | None, Span | None]:
    """Return (head, title, rest) of a numbered line.

    head is the whole heading with marker and closing mark; title its words, None where the line has no heading
    (head is then the marker alone); rest what follows in the line, None if nothing does.

    A heading is a whole line without 。; or one that ends in its only 。, is short, and names a problem or has
    `something_below`; or the first sentence of 4 to `longest` characters with more text after it, if it tells no figure
    and does not begin with a digit (`1.2020年以来共拆除…` is no heading). A 。 inside quotation marks or brackets
    ends no sentence. Where the publisher says that a line is a heading, its whole first sentence is.
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
        rest = begin + stop + 1
        rest += len(source.text[rest:end]) - len(source.text[rest:end].lstrip())
        return head, title, Span(rest, end)
    return untitled


def is_headed(source: Source, marker: Marker) -> bool:
    """Say whether the first sentence of a numbered line is its heading, with more text after it in the line."""
    _, title, rest = split_heading(source, marker, something_below=False)
    return title is not None and rest is not None
