"""Markdown (.md: CommonMark with tables) → Source: the words that it shows, without its markup.

The lines of a paragraph are joined, Chinese ones without a blank. A hard break begins a new line; each line of code is
a line, and so is each numbered or indented line, even without a blank line above it. The numbers of a list are text,
as typed (counted up if every item has the same); bullets are not.
An asterisk between two measures (5*6米) is text. HTML is read as what a browser shows of it, with everything between
its tags, even across blank lines; its comments are set aside. Footnotes are literal text, each a line. ~~Struck-out~~
words are marked as such. A paragraph all in bold has level 9, below every heading.
Front matter is set aside as metadata. Pictures and attachments beside the file are taken along; alternative texts and
addresses are not text.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

from generator.errors import UserError
from generator.model.source import ChromeKind, Source
from generator.readers.beside import SavedFiles
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.decoding import decode
from generator.readers.links import around
from generator.readers.markdown.asterisks import keep_times
from generator.readers.markdown.breaks import loosen, mend
from generator.readers.markdown.marks import SIGN
from generator.readers.markdown.ticks import tick
from generator.readers.markdown.tokens import HAN, MarkdownBlocks
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.text.spacing import excerpt
from generator.wording import say

LONGEST = 1_000_000
"""Maximum number of characters; the longest reports have 60,000."""
DEEPEST = 60
"""Maximum depth of the parser's blocks; each list or quotation within another takes two."""

_FRONT = re.compile(r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n(?:.*\n)*?)?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""Matches front matter in YAML."""
_TOML = re.compile(r"\+\+\+[ \t]*\n((?:[\w.-]+[ \t]*=.*\n(?:.*\n)*?)?)\+\+\+[ \t]*(?:\n|\Z)")
"""Matches front matter in TOML."""
_CRAWLED = re.compile(
    r"(Title:[ \t]*.*\n\s*URL Source:.*\n(?:\s*[A-Z][A-Za-z ]{2,30}:[ \t]*\S.*\n)*)\s*Markdown Content:[ \t]*(?:\n|\Z)"
)
"""Matches the lines (Title:, URL Source:) that a crawler puts above a page."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_DEFINITION = re.compile(r"\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<target>[^\s]*)")
"""Matches the definition of a link, `[label]: target`."""
_ADDRESS = re.compile(r"<|[\x21-\x7e]*(?:[./#:]|$)|[^\s。，；：]*\.[A-Za-z0-9]{2,5}$")
"""Matches the target of a definition if it leads somewhere: to a URL, or a file beside the report."""


def read_markdown(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a Markdown file into a Source; `name` is its path, beside which its files are looked for.

    Raises UserError for a file that is no text, exceeds a limit, or would lose words when it is shown as Markdown.
    """
    return _read(data, name, settings, SavedFiles(name))


def files_of_markdown(data: bytes, name: str, settings: ReportSettings) -> dict[str, bytes]:
    """Return the files beside a Markdown file that it shows or links to, by the relative paths that it gives."""
    beside = SavedFiles(name)
    _read(data, name, settings, beside)
    return beside.files


def _read(data: bytes, name: str, settings: ReportSettings, beside: SavedFiles) -> Source:
    decoded, encoding = decode(data, name, settings.encoding)
    text = _LINE_ENDS.sub("\n", decoded)
    if len(text) > LONGEST:
        raise UserError(
            say(
                "{name}: the file has {count:,} characters and may have {longest:,}; give the report's text alone.",
                name=name,
                count=len(text),
                longest=LONGEST,
            )
        )
    if SIGN.search(text):
        # `source_of` refuses these characters and says where they are.
        return source_of(text, name, encoding, hashlib.sha256(data).hexdigest(), settings)
    front = _FRONT.match(text) or _TOML.match(text) or _CRAWLED.match(text)
    aside = (
        [Block(line.replace("\t", " "), chrome=ChromeKind.METADATA) for line in front[1].split("\n")] if front else []
    )
    body = text[front.end() :] if front else text
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", _reference, {"alt": []})
    environment: dict[str, dict[str, dict[str, str]]] = {}
    loosen(parser)
    keep_times(parser)
    tokens = parser.parse(body, environment)
    mend(tokens)
    tick(tokens)
    if any(token.level >= DEEPEST - 2 for token in tokens):
        raise UserError(
            say(
                "{name}: lists or quotations stand more than {deepest} deep in one another; flatten them.",
                name=name,
                deepest=DEEPEST // 2,
            )
        )
    reading = MarkdownBlocks(beside, parser, name)
    reading.take_all(tokens)
    reading.define(environment.get("references", {}), tokens)
    blocks = [*aside, *around(reading.finished(), reading.linked, reading.lists)]
    if not any(block.line.strip() and not block.hidden for block in blocks):
        raise UserError(say("{name}: the file shows no text; save the report's text in it.", name=name))
    _account(body, reading, name)
    return source_of_blocks(blocks, data, name, encoding, settings)


def _account(body: str, reading: MarkdownBlocks, name: str) -> None:
    """Raise UserError if Chinese characters of the file would not be shown: a row has more cells than its head."""
    shown = Counter(HAN.findall("".join(block.line for block in reading.blocks) + "".join(reading.unseen)))
    lost = Counter(HAN.findall(body)) - shown
    if lost:
        line = next((line for line in body.split("\n") if any(character in line for character in lost)), "")
        raise UserError(
            say(
                "{name}: {total} characters would not be shown (“{lost}”, such as in “{strip}”); give rows of tables "
                "no more cells than their head has.",
                name=name,
                total=lost.total(),
                lost=excerpt("".join(lost)),
                strip=excerpt(line.strip()),
            )
        )


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Parse the definition of a link, which is no text; a footnote, or a target that is no address, stays text."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    definition = _DEFINITION.match(line)
    if definition and (definition["label"].startswith("^") or not _ADDRESS.match(definition["target"])):
        return False
    return reference(state, start, end, silent)
