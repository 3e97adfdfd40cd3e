"""Where on a page its article stands: by the names that content systems give it, and by where the sentences are."""

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
"""Class names and ids that Chinese government sites give the text of an article."""
_AROUND = re.compile(
    r"foot|copyright|banner|header|\btop|nav(?!igat\w*-?content)|menu|crumb|sidebar|aside|relat|recommend|comment|share|search|login|links?\b"
    r"|xiangguan|tuijian|banquan|daohang|bottom|rightlist|hot",
    re.IGNORECASE,
)
"""Class names and ids of what stands around an article."""
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
"""Elements that are a part of an article, not one, however long."""
_MOST_LINKED = 0.3
_SHARE = 0.6
"""Share of the page's sentences that the article has by itself."""
_OWN_SHARE = 0.25
"""Share of the sentences below which what stands around the article is the article."""
_LONG = 50
"""Characters from which a sentence is no remark of the page's."""


def is_around(element: Element) -> bool:
    """Say whether an element or one around it is named or marked as something around an article."""
    unknown: list[Element] = []
    part: Element | None = element
    while part is not None and part.around is None:
        unknown.append(part)
        part = part.parent
    known = part is not None and part.around is True
    # Each element is asked once: what stands in something around an article stands around it as well.
    for part in reversed(unknown):
        known = known or part.tag in _AROUND_TAGS or bool(_AROUND.search(_names(part)))
        part.around = known
    return bool(element.around)


def is_known(element: Element) -> bool:
    """Say whether an element is one in which content systems keep the article's text."""
    return bool(_KNOWN.search(_names(element))) or element.get("itemprop").lower() == "articlebody"


def is_prose(piece: FlowPiece) -> bool:
    """Say whether a line holds a sentence that is no link."""
    return not piece.hidden and piece.linked < _MOST_LINKED and "。" in piece.line


def prose_of(pieces: Sequence[FlowPiece]) -> list[FlowPiece]:
    """Return the lines that make a page's article: sentences, not of what is named as standing around one.

    A page without a sentence may still have a table that tells all.
    """
    sentences = [piece for piece in pieces if is_prose(piece)]
    own = [piece for piece in sentences if not is_around(piece.element)]
    rows = [piece for piece in pieces if piece.cells and piece.linked < _MOST_LINKED]
    # A name may be chance: where it would take most of the sentences away, it is not believed.
    enough = sum(len(piece.line) for piece in own) >= _OWN_SHARE * sum(len(piece.line) for piece in sentences)
    return (own if own and enough else sentences) or rows


def find_article(pieces: Sequence[FlowPiece]) -> Element | None:
    """Return the element that holds the article; None for a page without a sentence.

    The smallest element with most of the page's sentences, grown to the container that content systems know, and to
    whatever holds a long or numbered sentence elsewhere: a paragraph of a report is never taken for page chrome.
    """
    prose = prose_of(pieces)
    if not prose:
        return None
    weights = _weights(prose)
    body = min(weights, key=lambda element: element.depth)
    enough = [element for element, weight in weights.items() if weight >= _SHARE * weights[body]]
    # Elements with most of the sentences lie within one another: the deepest has the most around it.
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
    """Return the characters of the sentences in each element that holds any, the deepest elements first."""
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
