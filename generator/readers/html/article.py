"""Finds the article of a page: by the names that website software gives its container, and by the sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers.chrome import NUMBERED
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.tree import Element
from generator.text.folding import fold

_KNOWN = re.compile(
    r"(?:^|\s)(?:"
    r"trs_?editor|view|trs_?ueditor|trs_?web|trs_?paper_?default|ucapcontent|pages?_?content|zoom|zoomcon|zw_?con|content_?zw"
    r"|article[-_]?(?:content|con|body|text|detail)|(?:news|text|detail|main|info|xl|xxgk|gov|arc|art)[-_]?(?:content|con|text|body)"
    r"|wzcontent|v_news_content|wp_articlecontent|content[-_]?(?:text|body|txt)|bt[-_]?content|articlecontent|art_con"
    r"|conzt|zhengwen|neirong|vsbcontent\w*|js_content|rich_media_content"
    r")(?:\s|$)",
    re.IGNORECASE,
)
"""Matches class names and ids that Chinese government sites give the text of an article."""
_AROUND = re.compile(
    r"foot|copyright|banner|header|\btop|nav(?!igat\w*-?content)|menu|crumb|sidebar|aside|relat|recommend|comment|share|search|login|links?\b"
    r"|xiangguan|tuijian|banquan|daohang|bottom|rightlist|hot",
    re.IGNORECASE,
)
"""Matches class names and ids of what is around an article."""
_AROUND_TAGS = frozenset({"footer", "nav", "aside", "menu"})
_FOOTER_WORDS = re.compile(r"版权|转载|免责|备案|浏览器|分辨率|[Cc]opyright|法律责任|本网站|本站")
_PARAGRAPHS = frozenset(
    {
        "p",
        "li",
        "dd",
        "dt",
        "blockquote",
        "pre",
        "span",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "tr",
        "tbody",
        "thead",
        "table",
    }
)
"""Elements that are only a part of an article, however long they are."""
_MOST_LINKED = 0.3
"""Share of links from which a line is a link, no sentence."""
_SHARE = 0.6
"""Minimum share of the page's sentences, in characters, that the article's element holds."""
_OWN_SHARE = 0.25
"""Minimum share of the sentences outside elements named as around the article; if less, the names are ignored."""
_LONG = 50
"""Minimum length in characters of a sentence that can't be a remark of the website."""


def is_around(element: Element) -> bool:
    """Say whether an element, or one around it, is by its tag or name no part of an article: nav, footer, related."""
    unknown: list[Element] = []
    part: Element | None = element
    while part is not None and part.around is None:
        unknown.append(part)
        part = part.parent
    known = part is not None and part.around is True
    # The answer is kept in each element; what is inside an element around an article is around it as well.
    for part in reversed(unknown):
        known = known or part.tag in _AROUND_TAGS or bool(_AROUND.search(_names(part)))
        part.around = known
    return bool(element.around)


def is_known(element: Element) -> bool:
    """Say whether an element has a name that website software gives the container of an article."""
    return bool(_KNOWN.search(_names(element))) or element.get("itemprop").lower() == "articlebody"


def is_prose(piece: FlowPiece) -> bool:
    """Say whether a line is visible, holds a sentence and is no link."""
    return not piece.hidden and piece.linked < _MOST_LINKED and "。" in piece.line


def prose_of(pieces: Sequence[FlowPiece]) -> list[FlowPiece]:
    """Return the lines by which an article is found: the sentences outside elements that are named as around one.

    For a page without a sentence these are its table rows: the report may be a table.
    """
    sentences = [piece for piece in pieces if is_prose(piece)]
    own = [piece for piece in sentences if not is_around(piece.element)]
    rows = [piece for piece in pieces if piece.cells and piece.linked < _MOST_LINKED]
    # A name can mislead: if most of the sentences are in elements with such names, the names are ignored.
    enough = sum(len(piece.line) for piece in own) >= _OWN_SHARE * sum(len(piece.line) for piece in sentences)
    return (own if own and enough else sentences) or rows


def find_article(pieces: Sequence[FlowPiece]) -> Element | None:
    """Return the element that holds the article; None for a page without a sentence or table row.

    This is the smallest element with most of the page's sentences. It is extended to the container around it that has
    an article's name, and to one that holds the long or numbered sentences elsewhere: no paragraph of a report is ever
    taken for page chrome.
    """
    prose = prose_of(pieces)
    if not prose:
        return None
    weights = _weights(prose)
    body = min(weights, key=lambda element: element.depth)
    enough = [element for element, weight in weights.items() if weight >= _SHARE * weights[body]]
    # Elements that hold most of the sentences are nested in each other; the innermost is wanted.
    found = max(enough, key=lambda element: element.depth)
    while found.tag in _PARAGRAPHS and found.parent:
        found = found.parent
    for element in list(found.line())[:-1]:
        if is_known(element):
            found = element
    for piece in prose:
        if not found.holds(piece.element) and _is_report(piece):
            while found.parent and not found.holds(piece.element):
                found = found.parent
    return found


def _weights(prose: Sequence[FlowPiece]) -> dict[Element, int]:
    """Return for each element that contains sentences, at any depth, their length in characters."""
    weights: dict[Element, int] = {}
    for piece in prose:
        weights[piece.element] = weights.get(piece.element, 0) + len(piece.line)
    levels: dict[int, list[Element]] = {}
    for element in weights:
        levels.setdefault(element.depth, []).append(element)
    for depth in range(max(levels), 0, -1):
        for element in levels.get(depth, ()):
            around = element.parent
            if around is None:
                continue
            if around not in weights:
                weights[around] = 0
                levels.setdefault(depth - 1, []).append(around)
            weights[around] += weights[element]
    return weights


def _is_report(piece: FlowPiece) -> bool:
    text = fold(piece.line)
    if _FOOTER_WORDS.search(text) or is_around(piece.element):
        return False
    return len(text) >= _LONG or bool(NUMBERED.match(text))


def _names(element: Element) -> str:
    return f"{element.get('class')} {element.get('id')}".strip() if element.tag != "body" else ""
