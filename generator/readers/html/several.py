"""Pages with less than an article, or more: its text is elsewhere, it goes on on another page, there are several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import UserError
from generator.model.particulars import particular
from generator.model.source import ChromeKind
from generator.readers.chrome import HEAD_KINDS, TAIL_KINDS, kind_of
from generator.readers.html.article import is_around, is_known
from generator.readers.html.hiding import UNTOLD
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.tree import Element, Tree
from generator.text.dates import date_of_line
from generator.text.folding import fold
from generator.text.spacing import solid
from generator.wording import say

_SCRIPTED = 0.6
"""Minimum share of the hidden sentences in the one element that is the article, which a script will show."""
_UNTIL_SHOWN = frozenset({"visibility: hidden", "opacity: 0"})
"""How pages hide an article until it is laid out; what is never to be read has `display: none` instead."""
_VISIBLE = 0.1
"""Maximum length of a page's visible sentences, as a share of the hidden ones, if the article is hidden."""
_SHORTEST = 30
"""Minimum length in characters of hidden sentences that may be an article."""
_LONG = 200
"""Minimum number of characters below a heading that opens another article with no signature above it."""
_FOOT = re.compile(r"版权|转载|免责|备案|浏览器|分辨率|[Cc]opyright|法律责任|本网站|本站|许可证|扫一扫|二维码|关注")
"""Matches words of footers, disclaimers and appeals to follow an account."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_MUCH = 1_000
"""Number of characters outside links from which a page has a text of its own, whatever its containers are called."""
_LINKED = 0.3
"""Share of links from which a line is a link."""
_HEADING_LEVELS = frozenset({1, 2, 3})
_PAGES = (
    re.compile(r"第\s*(?P<at>\d{1,3})\s*页?\s*[,、/]?\s*共\s*(?P<of>\d{1,3})\s*页"),
    re.compile(r"共\s*(?P<of>\d{1,3})\s*页(?:.{0,6}(?:第|当前(?:为)?第?)\s*(?P<at>\d{1,3})\s*页?)?"),
    re.compile(r"^\D{0,20}(?P<at>\d{1,3})\s*/\s*(?P<of>\d{1,3})\s*页?\D{0,20}$"),
)
"""Match which of how many pages this is: 第1页/共3页, 共3页 当前第1页, 1/3."""
_NEXT = re.compile(r"下一?页|后一页|next", re.IGNORECASE)
"""Matches a link to the next page."""
_TITLE = re.compile(
    r"^.{2,40}关于.{4,60}(?:通报|公告|公示|通告|报告|情况|说明|方案|函)(?:[(].*[)])?$|^.{4,60}(?:通报|公告|公示|报告)$"
)
_HEADINGS = 3
_NEAR = 6
"""Number of lines after the last sentence in which a page may say that it goes on."""


def scripted(pieces: Sequence[FlowPiece]) -> Element | None:
    """Return the element that hides the article until a script shows it, as on WeChat's pages; None for most pages.

    There is one only if the page shows next to no sentence besides; else hidden text stays hidden.
    """
    hidden: dict[Element, int] = {}
    visible = 0
    if (named := _waiting(pieces)) is not None:
        return named
    for piece in pieces:
        if "。" not in piece.line or piece.how == UNTOLD:
            continue
        if not piece.hidden:
            visible += 0 if _FOOT.search(piece.line) else len(piece.line)
        elif piece.hider is not None:
            hidden[piece.hider] = hidden.get(piece.hider, 0) + len(piece.line)
    whole = sum(hidden.values())
    if whole < _SHORTEST or visible > _VISIBLE * whole:
        return None
    hider = max(hidden, key=lambda element: hidden[element])
    return hider if hidden[hider] >= _SCRIPTED * whole else None


def _waiting(pieces: Sequence[FlowPiece]) -> Element | None:
    """Return a container with an article's name that is hidden until a script runs, None if there is none.

    The article may be short: it has to be longer than all visible sentences together.
    """
    waiting: dict[Element, int] = {}
    shown = 0
    for piece in pieces:
        if piece.how in _UNTIL_SHOWN and piece.hider is not None and is_known(piece.hider):
            waiting[piece.hider] = waiting.get(piece.hider, 0) + len(piece.line)
        elif not piece.hidden and "。" in piece.line and not _FOOT.search(piece.line):
            shown += len(piece.line)
    longest = max(waiting, key=lambda element: waiting[element], default=None)
    return longest if longest is not None and waiting[longest] > shown else None


def refuse_empty(pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None], tree: Tree, name: str) -> None:
    """Raise UserError for a page whose article would be brought in by a script or a frame and is not in the file."""
    unseen = any(piece.hidden and "。" in piece.line for piece in pieces)
    if not (tree.frames or tree.scripts or unseen):
        return
    own = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind is None and not piece.hidden]
    if any(not _is_frame(piece, tree) for piece in own):
        return
    # So much text is not around an article: it may be a table of assessments in a container called header.
    if sum(len(piece.line) for piece in own if piece.linked < _LINKED) >= _MUCH:
        return
    where = "in a frame" if tree.frames else "brought by a script"
    raise UserError(
        say(
            "{name}: the article is not in this file, it is {where}; open the page in a browser, wait for the text "
            "and save it as “webpage, complete”, or copy the text into a new document.",
            name=name,
            where=particular(where),
        )
    )


def _is_frame(piece: FlowPiece, tree: Tree) -> bool:
    """Say whether a line is one that any article has around it: title, byline, link, footer."""
    text = fold(piece.line)
    if not _HAN.search(text) or piece.linked >= _LINKED or is_around(piece.element) or _FOOT.search(text):
        return True
    if "。" in text or piece.cells:
        return False
    title = solid(text)
    headed = piece.level in _HEADING_LEVELS or any(fold(name).startswith(title) for name in tree.titles)
    return headed or kind_of(text, (*HEAD_KINDS, *TAIL_KINDS)) is not None


@dataclass(frozen=True, slots=True)
class PageOf:
    """The statement of a page that it is one of several, over which an article is spread."""

    piece: int
    """Index of the line that says so."""
    number: int
    """Number of this page, from 1."""
    total: int
    """How many pages there are."""


def page_of(pieces: Sequence[FlowPiece], article: Element) -> PageOf | None:
    """Return which of several pages this one is, if a line below the article's last sentence says so, else None."""
    prose = [
        at
        for at, piece in enumerate(pieces)
        if not piece.hidden and "。" in piece.line and article.holds(piece.element)
    ]
    start = prose[-1] + 1 if prose else 0
    near = [at for at in range(start, min(start + _NEAR, len(pieces))) if not pieces[at].hidden]
    for at in near:
        text = fold(pieces[at].line)
        for pattern in _PAGES:
            match = pattern.search(text)
            if match and int(match["of"]) > 1:
                return PageOf(at, int(match["at"] or 1), int(match["of"]))
    numbers = [at for at in near if pieces[at].linked and re.fullmatch(r"\d{1,3}", pieces[at].line)]
    following = next((at for at in near if _NEXT.search(pieces[at].line) and len(pieces[at].line) < 60), None)
    if following is None:
        return None
    inline = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", pieces[following].line)]
    counted = [int(pieces[at].line) for at in numbers] or inline
    return PageOf(following, 1, max(counted)) if counted and max(counted) > 1 else None


def article_starts(pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None]) -> list[int]:
    """Return the indices of the lines with which the articles of a page begin: its first line, and each further title.

    A title opens another article if sentences follow it and it either stands below the date of a signature, or is a
    heading with more than `_LONG` characters below it.
    """
    own = [at for at, kind in enumerate(kinds) if kind is None and not pieces[at].hidden]
    starts = own[:1]
    sentences = 0
    for place, at in enumerate(own):
        piece = pieces[at]
        text = solid(fold(piece.line))
        if "。" in text:
            sentences += 1
            continue
        if not sentences or piece.cells or not _TITLE.match(text) or piece.linked:
            continue
        signed = any(date_of_line(fold(pieces[other].line)) for other in own[max(place - 3, 0) : place])
        headed = piece.level is not None and piece.level <= _HEADINGS
        rest = "".join(pieces[other].line for other in own[place + 1 : place + 40])
        if (signed or headed) and "。" in rest and (signed or len(rest) > _LONG):
            starts.append(at)
            sentences = 0
    return starts
