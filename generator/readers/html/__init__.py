"""Saved web pages (.html, .htm, .mhtml) → Source: the article's lines; all other lines of the page are set aside.

A block element or <br> begins a line. White space is as a browser shows it. The numbers of an <ol> are text (`1.`,
`一、`), bullets are not. Rows of a table are table rows, unless the table serves the layout and holds the article.
The reading of a ruby stands in brackets. A line all in bold has level 9, below every heading.
Set aside as page chrome: what is around the article and, anywhere, what a browser does not show (hidden, noscript).
Never text: scripts, styles, alternative texts. Messages tell the publisher of whatever else a browser shows (form
fields, drawings, frames, words drawn by a style) and of pictures that were not saved.
Pictures and attachments beside the page or inside it are taken along; nothing is downloaded, and the text is the same
without them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import Attached, ChromeKind, Source
from generator.readers.beside import SavedFiles, addresses_of, picture_elsewhere
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.chrome import HEAD_KINDS, kind_of
from generator.readers.html.account import account_html
from generator.readers.html.around import kinds_of
from generator.readers.html.article import find_article
from generator.readers.html.charset import decode_page
from generator.readers.html.drawn.formulas import set_in_lines
from generator.readers.html.drawn.notices import ATTACHMENT, is_mere_icon, moved_in, unread_in
from generator.readers.html.drawn.unseen import hidden_by_sheets
from generator.readers.html.flow import pieces_of
from generator.readers.html.hiding import UNTOLD
from generator.readers.html.mhtml import unpack_mhtml
from generator.readers.html.pieces import FlowPiece
from generator.readers.html.several import article_starts, page_of, refuse_empty, scripted
from generator.readers.html.tables import MOST_COLUMNS, MOST_PLACES, TableTooLargeError
from generator.readers.html.tree import Element, Tree, parse_page
from generator.settings.report import ReportSettings
from generator.text.folding import fold
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

_TITLE = 40
"""Maximum number of characters of a title or a link's words in a message."""
MOST_BLOCKS = 50_000
"""Maximum number of lines of a page; a long report has some hundred."""


@dataclass(frozen=True, slots=True)
class _SavedPage:
    """A saved page, decoded."""

    text: str
    encoding: str
    beside: SavedFiles
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Of a web archive: the text of the page's <style> elements, by the address in the <link> in their place."""


def read_html(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a saved page into a Source; `name` is its path, beside which its files are looked for.

    Raises UserError for a file that is no text, exceeds a limit, or has files beside it that are not what they seem.
    """
    return _read(_SavedPage(*decode_page(data, name, settings.encoding), SavedFiles(name)), data, name, settings)


def files_of_html(data: bytes, name: str, settings: ReportSettings) -> dict[str, bytes]:
    """Return the files beside a saved page that its article shows or links to, by the relative paths that it gives."""
    page = _SavedPage(*decode_page(data, name, settings.encoding), SavedFiles(name))
    _read(page, data, name, settings)
    return page.beside.files


def read_mhtml(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a web archive, a page saved in one file, into a Source; raises UserError as `read_html`."""
    archive = unpack_mhtml(data, name, settings.encoding)
    page = _SavedPage(archive.text, archive.encoding, SavedFiles(name, archive.files), archive.sheets)
    return _read(page, data, name, settings)


def _read(page: _SavedPage, data: bytes, name: str, settings: ReportSettings) -> Source:
    tree = parse_page(page.text, name, page.sheets)
    set_in_lines(tree.body)
    pieces = _pieces(tree, name)
    article = find_article(pieces)
    kinds = kinds_of(pieces, article, tree)
    refuse_empty(pieces, kinds, tree, name)
    told: defaultdict[int, list[Message]] = defaultdict(list)
    if article is not None and (paged := page_of(pieces, article)):
        values = (("number", str(paged.number)), ("total", str(paged.total)))
        told[paged.piece].append(Message("one-page-of", 1, 1, values))
    starts = article_starts(pieces, kinds)
    kinds = _chosen(pieces, kinds, starts, settings, name)
    if len(starts) > 1 and not settings.article:
        titles = " / ".join(excerpt(title, _TITLE) for title in _titles(pieces, kinds, starts))
        told[starts[1]].append(Message("several-articles", 1, 1, (("count", str(len(starts))), ("titles", titles))))
    unread, moved = unread_in(pieces, kinds, article), moved_in(tree.body, pieces, kinds)
    behind = list(_hidden_unread(page, tree, pieces, kinds, name))
    for at, message in (*_drawn(tree.body, pieces, kinds), *unread, *moved, *behind):
        told[at].append(message)
    blocks = [
        replace(
            _block(piece, kind, article, page.beside, told[at]),
            goes_on=before is not None and before.element is piece.element,
        )
        for at, (before, piece, kind) in enumerate(zip((None, *pieces), pieces, kinds, strict=False))
    ]
    blocks = list(_lacking(blocks, pieces, page.beside))
    if not any(block.line.strip() for block in blocks):
        raise UserError(
            say(
                "{name}: the page shows no text; open it in a browser, wait for the text, and save it again.", name=name
            )
        )
    source = source_of_blocks(blocks, data, name, page.encoding, settings, titles=tree.titles, wrapped=True)
    if lost := account_html(page.text, source):
        raise UserError(
            say(
                "{name}: {count} pieces of the page's text can't be placed, the first “{lost}”; copy the article "
                "into a new document and save that.",
                name=name,
                count=len(lost),
                lost=excerpt(lost[0]),
            )
        )
    return source


def _hidden_unread(
    page: _SavedPage, tree: Tree, pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None], name: str
) -> Iterator[tuple[int, Message]]:
    """Yield (index, message) for lines that style sheets in files of their own hide, or rules with `:has()` may hide.

    Such sheets are taken along.
    """
    linked = page.beside.sheets(tree.linked)
    if not linked and not tree.unsure:
        return
    styled = parse_page(page.text, name, {**page.sheets, **linked}, guess=True)
    for found in hidden_by_sheets(pieces, kinds, _pieces(styled, name)):
        page.beside.take_sheets()
        yield found


def _pieces(tree: Tree, name: str) -> list[FlowPiece]:
    """Return the lines of a page; an article that is hidden until a script runs counts as shown."""
    shown: set[Element] = set()
    try:
        pieces = pieces_of(tree.body)
        while (hider := scripted(pieces)) is not None and hider not in shown:
            shown.add(hider)
            pieces = pieces_of(tree.body, shown)
    except TableTooLargeError:
        raise UserError(
            say(
                "{name}: a table of the page has merged cells over more than {most_columns:,} columns or "
                "{most_places:,} places; copy the article into a new document and save that.",
                name=name,
                most_columns=MOST_COLUMNS,
                most_places=MOST_PLACES,
            )
        ) from None
    if len(pieces) > MOST_BLOCKS:
        raise UserError(
            say(
                "{name}: the page has {count:,} lines and may have {most_blocks:,}; save the article alone.",
                name=name,
                count=len(pieces),
                most_blocks=MOST_BLOCKS,
            )
        )
    return pieces


def _chosen(
    pieces: Sequence[FlowPiece],
    kinds: list[ChromeKind | None],
    starts: Sequence[int],
    settings: ReportSettings,
    name: str,
) -> list[ChromeKind | None]:
    """Return `kinds` with all articles but the one that the settings choose set aside; `starts` are their first lines.

    Raises UserError if the page has no article of the chosen number.
    """
    if not settings.article:
        return kinds
    if settings.article > len(starts):
        raise UserError(
            say(
                "{name}: there is no article {article} on the page, only {count}.",
                name=name,
                article=settings.article,
                count=len(starts),
            )
        )
    bounds = [*starts, len(kinds)]
    chosen = range(bounds[settings.article - 1], bounds[settings.article])
    return [
        ChromeKind.ARTICLE if kind is None and at not in chosen and not pieces[at].hidden else kind
        for at, kind in enumerate(kinds)
    ]


def _drawn(
    body: Element, pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None]
) -> Iterator[tuple[int, Message]]:
    """Yield (index of the first line, message) for each text that the page's style draws into the article."""
    lines: dict[Element, int] = {}
    for at, piece in enumerate(pieces):
        if kinds[at] is None and not piece.hidden:
            lines.setdefault(piece.element, at)
    found: dict[str, tuple[int, str]] = {}
    counts: Counter[str] = Counter()
    for element in body.walk():
        if not element.drawn:
            continue
        # The line is the element's own, or that of a block around it, or of the first one in it.
        inner = (below for below in element.walk() if below in lines)
        line = next((above for above in element.line() if above in lines), None) or next(inner, None)
        if line is None:
            continue
        for side, words in element.drawn:
            found.setdefault(words, (lines[line], side))
            counts[words] += 1
    for words, (at, where) in found.items():
        values = (("text", excerpt(words, _TITLE)), ("side", where), ("count", str(counts[words])))
        yield at, Message("drawn-by-style", 1, 1, values)


def _lacking(blocks: Sequence[Block], pieces: Sequence[FlowPiece], beside: SavedFiles) -> Iterator[Block]:
    """Yield the blocks; the first one with a picture that was not saved gets a message about all such pictures."""
    lacking = [
        (at, picture)
        for at, (piece, block) in enumerate(zip(pieces, blocks, strict=True))
        if not (block.chrome or block.hidden)
        for picture in piece.pictures
        if not is_mere_icon(picture) and beside.lacks(addresses_of(picture.attributes))
    ]
    for at, block in enumerate(blocks):
        if lacking and at == lacking[0][0]:
            yield replace(block, messages=(*block.messages, picture_elsewhere([_name(p) for _, p in lacking])))
        else:
            yield block


def _name(picture: Element) -> str:
    return squeeze(picture.get("alt")) or addresses_of(picture.attributes)[0].rpartition("/")[2]


def _titles(pieces: Sequence[FlowPiece], kinds: Sequence[ChromeKind | None], starts: Sequence[int]) -> list[str]:
    """Return the articles' titles: the lines at `starts`; of the first article, its first line that is no byline."""
    named = (pieces[at].line for at in range(starts[0], starts[1]) if kinds[at] is None and not pieces[at].hidden)
    first = next((line for line in named if kind_of(fold(line), HEAD_KINDS) is None), pieces[starts[0]].line)
    return [first, *(pieces[start].line for start in starts[1:])]


def _block(
    piece: FlowPiece, kind: ChromeKind | None, article: Element | None, beside: SavedFiles, told: Sequence[Message]
) -> Block:
    """Return the block of a line with its messages: those in `told`, and one for each attachment that was not saved."""
    inside = piece.hidden and (article is None or article.holds(piece.element))
    if inside and piece.how == UNTOLD and piece.hider is not None and piece.hider.tag == "noscript":
        values = (("what", "words for readers without scripts"), ("text", excerpt(piece.text, _TITLE)), ("count", "1"))
        told = (*told, Message("not-read", 1, 1, values))
    files, missing = ([], []) if kind or piece.hidden else _files(piece.pictures, piece.links, beside)
    messages = [Message("attachment-elsewhere", 1, 1, (("name", words),)) for words in missing]
    return Block(
        piece.text,
        piece.level,
        kind,
        piece.cells,
        piece.table,
        piece.header,
        tuple(files),
        piece.merged,
        piece.marks,
        messages=(*told, *messages),
        indent=piece.indent,
        hidden=piece.how if inside and piece.how != UNTOLD else "",
    )


def _files(
    pictures: Sequence[Element], links: Sequence[Element], beside: SavedFiles
) -> tuple[list[Attached], list[str]]:
    """Return (the pictures and attachments of a line, the words of links whose attachments were not saved)."""
    found = [beside.picture_at(addresses_of(picture.attributes), picture.get("alt")) for picture in pictures]
    missing: list[str] = []
    for link in links:
        href = link.get("href")
        file = beside.attachment(href, link.text())
        found.append(file)
        if file is None and ATTACHMENT.search(href) and not beside.has(href):
            missing.append(excerpt(squeeze(link.text()) or href, _TITLE))
    return [file for file in found if file], missing
