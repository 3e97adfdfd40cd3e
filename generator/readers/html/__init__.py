"""Saved web pages (.html, .htm, .mhtml) → Source: the article's lines, and every other line of the page set aside.

A block element or <br> begins a line; white space is as a browser shows it; numbers of an <ol> are text (`1.`, `一、`),
bullets are none; a table's rows are rows, but a table that holds the article is none. Readings of a ruby stand
in brackets. A line all in bold has level 9, below every heading.
Set aside as page chrome: what stands around the article, and what a browser does not show (hidden, noscript), wherever
it stands. Never text: scripts, styles, templates, drawings, what forms hold, alternative texts.
Pictures and attachments are taken along where they stand beside the page or in it; nothing is fetched, and the text
is the same without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import UserError
from generator.model.source import Attached, ChromeKind, Source
from generator.readers.beside import SavedFiles
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.html.account import account_html
from generator.readers.html.around import kinds_of
from generator.readers.html.article import find_article
from generator.readers.html.charset import decode_page
from generator.readers.html.flow import FlowPiece, pieces_of
from generator.readers.html.mhtml import unpack_mhtml
from generator.readers.html.tree import Element, parse_page
from generator.settings.report import ReportSettings
from generator.text.spacing import excerpt

MOST_BLOCKS = 50_000
"""Lines of a page; a long report has some hundred."""


@dataclass(frozen=True, slots=True)
class _SavedPage:
    """A saved page, decoded."""

    text: str
    encoding: str
    beside: SavedFiles


def read_html(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a saved page into a Source; `name` is its path, beside which its files are looked for.

    Raises UserError for what is no text, passes a limit, or has files beside it that are not what they seem.
    """
    return _read(_SavedPage(*decode_page(data, name, settings.encoding), SavedFiles(name)), data, name, settings)


def files_of_html(data: bytes, name: str, settings: ReportSettings) -> dict[str, bytes]:
    """Return the files beside a saved page that its article shows or leads to, by the paths that it gives."""
    page = _SavedPage(*decode_page(data, name, settings.encoding), SavedFiles(name))
    _read(page, data, name, settings)
    return page.beside.files


def read_mhtml(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a web archive, a page saved in one file, into a Source; raises UserError as `read_html`."""
    text, encoding, parts = unpack_mhtml(data, name, settings.encoding)
    return _read(_SavedPage(text, encoding, SavedFiles(name, parts)), data, name, settings)


def _read(page: _SavedPage, data: bytes, name: str, settings: ReportSettings) -> Source:
    tree = parse_page(page.text, name)
    pieces = pieces_of(tree.body)
    if len(pieces) > MOST_BLOCKS:
        raise UserError(
            f"{name}: the page has {len(pieces):,} lines and may have {MOST_BLOCKS:,}; save the article alone."
        )
    article = find_article(pieces)
    kinds = kinds_of(pieces, article, tree)
    blocks = [_block(piece, kind, page.beside) for piece, kind in zip(pieces, kinds, strict=True)]
    if not any(block.line.strip() for block in blocks):
        raise UserError(f"{name}: the page shows no text; open it in a browser, wait for the text, and save it again.")
    source = source_of_blocks(blocks, data, name, page.encoding, settings)
    if lost := account_html(page.text, source):
        raise UserError(
            f"{name}: {len(lost)} pieces of the page's text can't be placed, the first “{excerpt(lost[0])}”; "
            "copy the article into a new document and save that."
        )
    return source


def _block(piece: FlowPiece, kind: ChromeKind | None, beside: SavedFiles) -> Block:
    files = () if kind else tuple(_files(piece.pictures, piece.links, beside))
    return Block(piece.text, piece.level, kind, piece.cells, piece.table, piece.header, files)


def _files(pictures: Sequence[Element], links: Sequence[Element], beside: SavedFiles) -> list[Attached]:
    found = [beside.picture(picture.get("src"), picture.get("alt")) for picture in pictures if picture.get("src")]
    found.extend(beside.attachment(link.get("href"), link.text()) for link in links)
    return [file for file in found if file]
