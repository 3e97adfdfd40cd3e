"""The tokens of a Markdown file → blocks: lines of paragraphs, headings, items of lists, rows of tables, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from generator.model.marks import MarkKind
from generator.model.messages import Message
from generator.model.source import Attached
from generator.readers.beside import SavedFiles, picture_elsewhere
from generator.readers.blocks import Block
from generator.readers.markdown.marks import SIGNS, marked, signed
from generator.readers.markdown.spans import LISTS, SOURCE, gathered, numbers_of
from generator.readers.markdown.tags import as_page, blocks_of_html, is_html, unshown
from generator.readers.words import DrawnWords

BOLD = 9
"""The level of a paragraph that is all in bold."""
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
"""Matches a Chinese character."""

_CJK = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·]")
"""Matches a character beside which the end of a line is no blank."""
_WHITE = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_OPENED, _CLOSED = SIGNS[MarkKind.STRUCK]
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_BETWEEN_LINKS = " \t\n|>»›/\\·-"
"""Characters that a line of nothing but links may have between them."""

UNUSED = "the definition of a link that is nowhere"
"""How the definition of a link that nothing uses is hidden, for `Block.hidden`."""


@dataclass(slots=True)
class _List:
    """A list that is open."""

    numbers: list[str]
    """The numbers of the items that are still to come; '' for bullets."""


@dataclass(slots=True)
class MarkdownBlocks:
    """The blocks of a file, collected while its tokens are read."""

    beside: SavedFiles
    parser: MarkdownIt
    name: str
    blocks: list[Block] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Words that are no text: addresses, alternative texts."""
    linked: list[bool] = field(default_factory=list)
    """Whether each block is nothing but links."""
    lists: list[int] = field(default_factory=list)
    """The number of the outermost list that each block stands in, 0 for none."""
    _count: int = 0
    _lists: list[_List] = field(default_factory=list)
    _mark: str = ""
    """The numbers of list items for which no words have come yet."""
    _level: int | None = None
    """The level of the heading that is being read."""
    _tables: int = 0
    _cells: list[str] | None = None
    """The cells of the table row that is being read; None outside a row."""
    _row_linked: bool = True
    _header: bool = False
    _files: list[Attached] = field(default_factory=list)
    _told: list[Message] = field(default_factory=list)
    """Messages about the table row that is being read."""
    _hidden: list[Block] = field(default_factory=list)
    """Blocks in the table row that is being read that are hidden or chrome; they are added after it."""
    _lacking: list[tuple[int, str]] = field(default_factory=list)
    """Pictures that are not beside the file: (index of the block, name)."""

    def finished(self) -> list[Block]:
        """Return the blocks, each with a message about those of its pictures that are not beside the file."""
        lacking: dict[int, list[str]] = {}
        for at, name in self._lacking if self.blocks else ():
            lacking.setdefault(min(at, len(self.blocks) - 1), []).append(name)
        for at, names in lacking.items():
            block = self.blocks[at]
            self.blocks[at] = replace(block, messages=(*block.messages, picture_elsewhere(names)))
        return self.blocks

    def define(self, references: dict[str, dict[str, str]], tokens: list[Token]) -> None:
        """Take in the definitions of links: one that is used is no text, an unused one becomes a hidden block."""
        inline = [child for token in tokens for child in token.children or ()]
        used = {str(child.attrs.get(key, "")) for child in inline for key in ("href", "src")}
        for label, found in references.items():
            target, title = unquote(found.get("href", "")), found.get("title", "")
            if found.get("href") and found["href"] in used:
                self.unseen.extend((label, target, title))
            elif HAN.search(label + target + title):
                self._add(Block(" ".join(filter(None, (f"[{label}]:", target, title))), hidden=UNUSED), linked=False)

    def take_all(self, tokens: list[Token]) -> None:
        """Take in the tokens of a file; HTML that extends over several blocks is read as one page."""
        whole = gathered(tokens, self.parser, _CJK)
        for index, token in enumerate(whole):
            self._take(token, whole, index)

    def _take(self, token: Token, tokens: list[Token], index: int) -> None:
        kind = token.type
        if kind in LISTS:
            self._count += not self._lists
            self._lists.append(_List(numbers_of(tokens, index)))
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            self._lists.pop()
        elif kind == "list_item_open":
            self._mark += self._lists[-1].numbers.pop(0)
        elif kind == "list_item_close":
            self._mark = ""
        elif kind == "heading_open":
            self._level = int(token.tag[1:])
        elif kind == "heading_close":
            self._level = None
        elif kind in {"fence", "code_block"}:
            self.unseen.append(token.info)
            for line in token.content.split("\n"):
                self._line(line, None)
        elif kind in {"html_block", "inline"}:
            self._words(token)
        else:
            self._table(kind)

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self._number_alone()
            self._tables += 1
        elif kind in {"thead_open", "thead_close"}:
            self._header = kind == "thead_open"
        elif kind == "tr_open":
            self._cells, self._row_linked = [], True
        elif kind == "tr_close" and self._cells is not None:
            files, told = tuple(self._files), tuple(self._told)
            if any(self._cells):
                cells = tuple(self._cells)
                line = marked("\t".join(cells))
                row = Block(
                    cells=tuple(line.text.split("\t")),
                    table=self._tables,
                    header=self._header,
                    files=files,
                    marks=line.marks,
                    messages=told,
                )
                self._add(row, self._row_linked)
            elif files or told:
                self._add(Block(files=files, messages=told), linked=False)
            for block in self._hidden:
                self._add(block, linked=False)
            self._cells, self._files, self._told, self._hidden = None, [], [], []

    def _words(self, token: Token) -> None:
        children = token.children or []
        if token.type == "html_block":
            self._html(token.content, str(token.meta.get(SOURCE, "")))
            return
        if any(child.type == "html_inline" and is_html(child.content) for child in children):
            self._inline_html(token, children)
            return
        lines = list(_lines(children))
        self._files.extend(self._attached(children))
        if self._cells is not None:
            self._cells.append(" ".join(filter(None, (_one_line(line) for line, _, _ in lines))))
            self._row_linked = self._row_linked and all(linked for _, _, linked in lines)
            return
        for line, bold, linked in lines:
            self._line(line, self._level or (BOLD if bold else None), linked=linked)
        if self._files:
            self._add(Block(files=tuple(self._files)), linked=False)
            self._files = []

    def _inline_html(self, token: Token, children: list[Token]) -> None:
        """Take in a paragraph, a heading or a cell with HTML in it, rendered and read as a page."""
        page = RendererHTML().renderInline(list(as_page(children, _CJK)), self.parser.options, {})
        found = blocks_of_html(page, self.name, self.beside, 0)
        self.unseen.append(unshown(token.content, [block.line for block, _ in found], HAN))
        shown = [(block, linked) for block, linked in found if not (block.hidden or block.chrome)]
        aside = [block for block, _ in found if block.hidden or block.chrome]
        if self._cells is not None:
            self._cells.append(" ".join(_one_line(_signed(block)) for block, _ in shown))
            self._row_linked = self._row_linked and all(linked for _, linked in shown)
            self._files.extend(file for block, _ in shown for file in block.files)
            self._told.extend(message for block, _ in shown for message in block.messages)
            self._hidden.extend(aside)
            return
        for block, linked in shown:
            self._line(_signed(block), self._level or block.level, linked=linked, messages=block.messages)
            if block.files:
                self._add(Block(files=block.files), linked=False)
        for block in aside:
            self._add(block, linked=False)

    def _html(self, markup: str, source: str) -> None:
        """Take in HTML that has lines of its own; `source` is the Markdown that it was made from, or ''."""
        if not (source or is_html(markup)):
            for line in markup.split("\n"):
                self._line(line, None)
            return
        found = blocks_of_html(markup, self.name, self.beside, self._tables)
        self.unseen.append(unshown(source or markup, [block.line for block, _ in found], HAN))
        for block, linked in found:
            self._tables = max(self._tables, block.table or 0)
            if self._mark and block.text and not block.hidden:
                words = marked(self._mark + _signed(block))
                self._add(replace(block, text=words.text, marks=words.marks), linked)
                self._mark = ""
            else:
                if block.cells:
                    self._number_alone()
                self._add(block, linked)

    def _number_alone(self) -> None:
        """Add the numbers of list items that begin with a table as a line above it."""
        if self._mark:
            self._add(Block(self._mark), linked=False)
            self._mark = ""

    def _add(self, block: Block, linked: bool) -> None:  # noqa: FBT001 - what a block is besides
        self.blocks.append(block)
        self.linked.append(linked)
        self.lists.append(self._count if self._lists else 0)

    def _line(self, text: str, level: int | None, *, linked: bool = False, messages: tuple[Message, ...] = ()) -> None:
        line = marked(self._mark + _one_line(text))
        if line.text != self._mark:
            self._add(Block(line.text, level, marks=line.marks, messages=messages), linked)
            self._mark = ""

    def _attached(self, children: list[Token]) -> Iterator[Attached]:
        words: list[str] = []
        href = ""
        for child in children:
            if child.type == "image":
                source, alt = unquote(str(child.attrs.get("src", ""))), child.content
                self.unseen.extend((source, alt, str(child.attrs.get("title", ""))))
                found = self.beside.picture(source, alt)
                if self.beside.lacks([source]):
                    self._lacking.append((len(self.blocks), alt or source.rpartition("/")[2]))
            elif child.type == "link_open":
                href, words, found = unquote(str(child.attrs.get("href", ""))), [], None
                self.unseen.extend((href, str(child.attrs.get("title", ""))))
            elif child.type == "link_close":
                found = self.beside.attachment(href, "".join(words))
            else:
                words.append(child.content)
                continue
            if found:
                yield found


def _one_line(text: str) -> str:
    """Return text in one line: tabs and line breaks, also those written as entities, become blanks."""
    return _WHITE.sub(" ", text).strip()


def _signed(block: Block) -> str:
    return signed(DrawnWords(block.line.replace("\t", " "), block.marks))


def _lines(children: list[Token]) -> Iterator[tuple[str, bool, bool]]:
    """Yield (line, whether all of it is bold, whether all of it is links) for each line of a paragraph."""
    text, bold, depth, soft = "", True, 0, False
    linked, links = True, 0
    struck = False
    for child in children:
        noted = soft and bool(_FOOTNOTE.match(child.content))
        if noted and text.strip():
            yield text.rstrip(), bold, linked
            text, bold, linked, soft = "", True, True, False
        if child.type in {"s_open", "s_close"}:
            struck = child.type == "s_open"
            text += _OPENED if struck else _CLOSED
        depth += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "hardbreak":
            text += _CLOSED if struck else ""
            yield text, bold and bool(text.strip()), linked and bool(text.strip())
            text, bold, linked = _OPENED if struck else "", True, True
        elif child.type == "softbreak":
            soft = True
        elif child.content and child.type != "image":
            words = child.content.lstrip() if soft else child.content
            if soft and text.strip() and words and not (_CJK.match(text.rstrip()[-1]) or _CJK.match(words[0])):
                words = f" {words}"
            text = (text.rstrip() if soft else text) + words
            soft = False
            bold = bold and (depth > 0 or not words.strip())
            linked = linked and (links > 0 or not words.strip(_BETWEEN_LINKS))
    yield text, bold and bool(text.strip()), linked and bool(text.strip())
