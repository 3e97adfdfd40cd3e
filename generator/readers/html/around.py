"""Which kind of page chrome each line around an article is: breadcrumb, toolbar, byline, navigation, footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from generator.model.source import ChromeKind
from generator.readers.chrome import CLOSING, HEAD_KINDS, NUMBERED, TAIL_KINDS, kind_of, label_of
from generator.readers.html.article import is_around, is_known, is_prose, prose_of
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.tree import Element, Tree
from generator.readers.metadata import is_body
from generator.text.folding import fold
from generator.text.spacing import solid

_TITLE = re.compile(r"(?:通报|公告|公示|通告|报告|公开|情况|说明|函)(?:[(].*[)])?$")
_NAMED_TITLE = re.compile(r"tit(?:le)?\b|biaoti|headline", re.IGNORECASE)
"""Matches the class or id of an article's title."""
_CRUMB = re.compile(r"crumb|position|weizhi|location|dqwz|\bloc\b|currpath|path", re.IGNORECASE)
"""Matches the class or id of a breadcrumb."""
_TOOLS = re.compile(r"tool|print|share|fontsize|bdshare|jiathis|operat|function", re.IGNORECASE)
"""Matches the class or id of a toolbar."""
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|jpe?g|png)(?:[?#].*)?$", re.IGNORECASE)
_FACTS = re.compile(r"\bmeta_content\b|rich_media_meta|\bpublish_?time\b", re.IGNORECASE)
"""Matches the class or id of the line that says who published the article and when."""
_HEADING = 1
"""Rank of a line that is a title only by its looks."""
HEADING_LEVELS = frozenset({1, 2, 3})
_LINKED = 0.5
"""Minimum share of links in a line that counts as a link."""
_TITLE_LINES = 4
"""Number of lines at an article's start in which its title may be; also the most lines that it may have."""
_SHORTEST_TITLE = 8
"""Minimum length of a title in characters; a site's name or 正文 is shorter, or is not in the page's <title>."""


def kinds_of(pieces: Sequence[FlowPiece], article: Element | None, tree: Tree) -> list[ChromeKind | None]:
    """Return the kind of page chrome of each line, None for lines that are or may be the report's.

    Without an article all visible lines may be the report's; the rules for plain text find the chrome among them later.
    """
    kinds: list[ChromeKind | None] = [ChromeKind.TOOLBAR if piece.hidden else None for piece in pieces]
    if article is None:
        return kinds
    inside = [index for index, piece in enumerate(pieces) if article.holds(piece.element) and not piece.hidden]
    if not is_known(article):
        # A container without the name of an article's may begin and end with links.
        prose = set(map(id, prose_of(pieces)))
        tables = {pieces[index].table for index in inside if id(pieces[index]) in prose} - {None}
        ends = [index for index in inside if id(pieces[index]) in prose or pieces[index].table in tables]
        inside = [index for index in inside if ends[0] <= index <= ends[-1]] if ends else inside
    else:
        _set_aside_inside(pieces, kinds, inside, article)
    first, last = inside[0], inside[-1]
    before = [index for index in range(first) if not pieces[index].hidden]
    after = [index for index in range(last + 1, len(pieces)) if not pieces[index].hidden]
    title = _title_start(pieces, before, tree, inside[:_TITLE_LINES])
    title = _broken_title(pieces, before, title, article, tree.titles) if title is not None else None
    begun = False  # table rows below the first numbered heading are the report's
    for index in before:
        from_title = title is not None and index >= title
        begun = begun or (from_title and not _is_link(pieces[index]) and _is_numbered(pieces[index]))
        if not (begun and pieces[index].cells):
            kinds[index] = _kind_before(pieces[index], from_title=from_title)
    if title is None:
        # The title is not known: all lines after the last link may be the report's.
        links = [index for index in before if _is_link(pieces[index])]
        for index in before:
            if not links or index > links[-1]:
                around = ChromeKind.NAVIGATION if is_around(pieces[index].element) else None
                kinds[index] = kind_of(fold(pieces[index].line), HEAD_KINDS) or around
    still = True
    labels = {label_of(fold(pieces[index].line)) for index in inside} - {""}
    for index in after:
        labelled = label_of(fold(pieces[index].line)) in labels
        still = still and (labelled or _goes_on(pieces[index], inside=article.holds(pieces[index].element)))
        kinds[index] = None if still else _kind_after(pieces[index])
    return kinds


def _set_aside_inside(
    pieces: Sequence[FlowPiece], kinds: list[ChromeKind | None], inside: Sequence[int], article: Element
) -> None:
    """Set the kinds of chrome at the top of the article's container (breadcrumb, tools, byline), down to its text."""
    for index in inside:
        piece = pieces[index]
        text = fold(piece.line)
        if is_prose(piece) or NUMBERED.match(text):
            return
        names = [_names(part) for part in _near(piece.element) if part is not article and article.holds(part)]
        if known := kind_of(text, HEAD_KINDS):
            kinds[index] = known
        elif any(map(_CRUMB.search, names)):
            kinds[index] = ChromeKind.BREADCRUMB
        elif piece.level not in HEADING_LEVELS and any(map(_TOOLS.search, names[:2])):
            kinds[index] = ChromeKind.TOOLBAR
        elif (
            piece.element.tag == "li"
            and _is_link(piece)
            and not any(_ATTACHMENT.search(link.get("href")) for link in piece.links)
        ):
            kinds[index] = ChromeKind.NAVIGATION


def _title_start(pieces: Sequence[FlowPiece], before: Sequence[int], tree: Tree, opening: Sequence[int]) -> int | None:
    """Return the index of the article's title if it stands above the article, else None.

    A line that is a title only by its looks is taken if the article's `opening` lines hold none that is one by its
    words.
    """
    named = [title for title in tree.titles if len(title) >= _SHORTEST_TITLE]
    titled = any(_title_rank(pieces[index], named) > _HEADING for index in opening)
    ranks = {index: _title_rank(pieces[index], named) for index in before}
    best = max(ranks.values(), default=0)
    if best == 0 or (best == _HEADING and titled):
        return None
    likely = [index for index in before if ranks[index] == best]
    # Of titles by their words take the first: the next is its second half. Of mere headings take the last: the first
    # is the site's name.
    return likely[-1] if best == _HEADING else likely[0]


def _broken_title(
    pieces: Sequence[FlowPiece], before: Sequence[int], title: int, article: Element, titles: Sequence[str]
) -> int:
    """Return the index of a title's first line; `title` is its last line, the lines above may be its first half.

    They are if they stand in the same element or in the article, or if the page's head has both as one title.
    """
    start = title
    words = solid(fold(pieces[title].line))
    while start - 1 in before and title - start < _TITLE_LINES:
        above = pieces[start - 1]
        words = solid(fold(above.line)) + words
        whole = any(solid(fold(named)).startswith(words) for named in titles)
        beside = whole or above.element is pieces[title].element or article.holds(above.element)
        if not beside or _is_link(above) or above.cells or kind_of(fold(above.line), HEAD_KINDS):
            break
        start -= 1
    return start


def _title_rank(piece: FlowPiece, named: Sequence[str]) -> int:
    """Return how surely a line is the article's title: 3 by the page's head, 2 by its words, 1 by its looks, else 0."""
    text = solid(fold(piece.line))
    if piece.cells or "。" in text or kind_of(fold(piece.line), HEAD_KINDS):
        return 0
    if _is_titled(text, named):
        return 3
    if _is_link(piece):
        return 0
    if len(text) >= _SHORTEST_TITLE and _TITLE.search(text):
        return 2
    looks = piece.level in {1, 2} or any(_NAMED_TITLE.search(_names(part)) for part in _near(piece.element))
    return _HEADING if looks else 0


def _is_titled(text: str, named: Sequence[str]) -> bool:
    """Say whether a text is, or begins, one of the titles in the page's head."""
    return len(text) >= _SHORTEST_TITLE and any(fold(title).startswith(text) for title in named)


def _kind_before(piece: FlowPiece, *, from_title: bool) -> ChromeKind | None:
    """Return the kind of a line above the article; None if it may be the report's, as lines from the title on may."""
    facts = any(_FACTS.search(_names(part)) for part in _near(piece.element)[:2])
    known = kind_of(fold(piece.line), HEAD_KINDS) or (ChromeKind.BYLINE if facts else None)
    if known:
        return known
    if any(_CRUMB.search(_names(part)) for part in _near(piece.element)):
        return ChromeKind.BREADCRUMB
    if piece.cells:
        return ChromeKind.NAVIGATION if _is_link(piece) else ChromeKind.METADATA
    if not from_title:
        return ChromeKind.NAVIGATION
    if _is_link(piece) or any(_TOOLS.search(_names(part)) for part in _near(piece.element)):
        return ChromeKind.TOOLBAR
    return None


def _is_numbered(piece: FlowPiece) -> bool:
    return not piece.cells and bool(NUMBERED.match(fold(piece.line)))


def _goes_on(piece: FlowPiece, *, inside: bool) -> bool:
    """Say whether a line below the article's sentences may be the report's: a closing line, an attachment, a row."""
    text = fold(piece.line)
    if any(_ATTACHMENT.search(link.get("href")) for link in piece.links):
        return True
    if is_around(piece.element):
        return False
    if CLOSING.search(text) or is_body(text) or (NUMBERED.match(text) and not _is_link(piece)):
        return True
    return (is_prose(piece) or (inside and not _is_link(piece))) and kind_of(text, TAIL_KINDS) is None


def _kind_after(piece: FlowPiece) -> ChromeKind:
    """Return the kind of a line below the article that is surely page chrome."""
    known = kind_of(fold(piece.line), TAIL_KINDS)
    if known and known is not ChromeKind.BYLINE:
        return known
    return ChromeKind.NAVIGATION if _is_link(piece) else ChromeKind.FOOTER


def _is_link(piece: FlowPiece) -> bool:
    return piece.linked >= _LINKED


def _near(element: Element) -> list[Element]:
    """Return an element and the two around it; names farther out are not about this line."""
    return list(islice(element.line(), 3))


def _names(element: Element) -> str:
    return f"{element.get('class')} {element.get('id')}" if element.tag != "body" else ""
