"""HTML that begins in one block of a Markdown file and ends in another: all of it becomes one token of HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from generator.readers.markdown.tags import as_page, tags_of

SOURCE = "source"
"""Key of a token's `meta`: under it, a token made of several keeps the Markdown of these."""
LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
"""The tokens that open a list."""
_ENDED_BY_THE_NEXT = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
"""Elements that need no end tag."""


class _Open:
    """The tags that are open at a place of the file."""

    def __init__(self) -> None:
        self._tags: list[tuple[str, int, int]] = []
        """(name, index of the block's first token, level of that token)."""
        self._names: Counter[str] = Counter()

    def start(self, name: str, index: int, level: int) -> None:
        """Open a tag in the block whose first token has this index and level."""
        if name in _ENDED_BY_THE_NEXT and self._tags and self._tags[-1][0] == name:
            self._pop()
        self._tags.append((name, index, level))
        self._names[name] += 1

    def end(self, name: str, level: int) -> int | None:
        """Close a tag; return the index of the block in which it was opened, None if that was not on the same level."""
        if not self._names[name]:
            return None
        found = next(tag for tag in reversed(self._tags) if tag[0] == name)
        if found[2] < level:
            return None
        while self._pop() is not found:
            pass
        return found[1] if found[2] == level else None

    def leave(self, level: int) -> None:
        """Forget the tags that are open in a paragraph, list item or quotation that ends: those below a level."""
        while self._tags and self._tags[-1][2] > level:
            self._pop()

    def within(self, name: str) -> bool:
        """Say whether a tag of a name is open."""
        return self._names[name] > 0

    def _pop(self) -> tuple[str, int, int]:
        self._names[self._tags[-1][0]] -= 1
        return self._tags.pop()


def gathered(tokens: Sequence[Token], parser: MarkdownIt, joins: re.Pattern[str]) -> list[Token]:
    """Return a file's tokens; those from a tag to its end tag in another block are replaced by one token of HTML.

    For `joins` see `as_page`.
    """
    whole: list[Token] = []
    at = 0
    for start, end in _spans(tokens):
        whole.extend(tokens[at:start])
        within = list(_as_html(tokens[start : end + 1], joins))
        source = "\n".join(token.info + token.content for token in tokens[start : end + 1])
        page = RendererHTML().render(within, parser.options, {})
        whole.append(Token("html_block", "", 0, content=page, level=tokens[start].level, meta={SOURCE: source}))
        at = end + 1
    return [*whole, *tokens[at:]]


def _spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return (first, last) index of the tokens of each piece of HTML that is more than a block; none overlap."""
    found: list[tuple[int, int]] = []
    opened = _Open()
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            opened.leave(token.level)
        inline = token.type == "inline"
        if not inline and token.type != "html_block":
            continue
        parts = [child.content for child in token.children or () if child.type == "html_inline"]
        # A tag in a paragraph may be closed in a later block; one in a heading or a cell ends with it.
        within = inline and tokens[index - 1].type == "paragraph_open"
        for name, closes in tags_of("".join(parts) if inline else token.content):
            if not closes:
                opened.start(name, index - within, token.level - within)
                continue
            start = opened.end(name, token.level - inline)
            if start is not None and start < index - inline:
                found.append((start, index + inline))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _as_html(tokens: Sequence[Token], joins: re.Pattern[str]) -> Iterator[Token]:
    """Yield tokens to be rendered as a page: the numbers of lists as typed, paragraphs within a <p> as lines of it."""
    opened = _Open()
    for token, mark in zip(tokens, _marks(tokens), strict=True):
        kind = token.type
        if kind == "html_block":
            for name, closes in tags_of(token.content):
                if closes:
                    opened.end(name, 0)
                else:
                    opened.start(name, 0, 0)
            yield token
        elif kind in {"ordered_list_open", "ordered_list_close"}:
            yield token.copy(tag="ul", attrs={})
        elif kind in {"paragraph_open", "paragraph_close"} and opened.within("p"):
            # A browser would end the <p> here; its author meant its style for all words up to its end tag.
            yield Token("html_block", "", 0, content="<br>")
        elif kind == "inline":
            yield token.copy(children=[Token("text", "", 0, content=mark), *as_page(token.children or (), joins)])
        else:
            yield token.copy(content=mark + token.content)


def _marks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield for each token the text before its words: the numbers of the list items that begin with it, or ''."""
    mark = ""
    lists: list[list[str]] = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind in LISTS:
            lists.append(numbers_of(tokens, index))
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
        elif kind == "list_item_open":
            mark += lists[-1].pop(0)
        elif kind == "list_item_close":
            mark = ""
        if kind in {"inline", "fence", "code_block"}:
            yield mark
            mark = ""
        else:
            yield ""


def numbers_of(tokens: Sequence[Token], index: int) -> list[str]:
    """Return the number before each item of the list that opens at an index, such as `1.`; '' for bullets."""
    level = tokens[index].level
    items: list[Token] = []
    for token in tokens[index + 1 :]:
        if token.level <= level:
            break
        if token.type == "list_item_open" and token.level == level + 1:
            items.append(token)
    if tokens[index].type == "bullet_list_open":
        return [""] * len(items)
    typed = [item.info for item in items]
    if len(set(typed)) == 1:
        typed = [str(int(typed[0]) + count) for count in range(len(typed))]
    return [number + item.markup for number, item in zip(typed, items, strict=True)]
