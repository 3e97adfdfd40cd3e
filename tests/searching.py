"""What a search must find, computed from the sources without the index or an engine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from opencc import OpenCC

from generator.edition.edition import Edition
from generator.model.pages import own_children, split_into_pages
from generator.model.report import Kind, Node, Report
from generator.outline import outline
from generator.readers import read_file
from generator.search.index import Index, build_index
from generator.settings.report import load_report_settings
from generator.text.numerals import counted
from tests.project import FIRST, ROOT
from tests.quick_yml import loaded

CASES: list[dict[str, Any]] = loaded((ROOT / "tests" / "search" / "cases.yml").read_text(encoding="utf-8"))
"""Queries over the first report, each with what it must find."""

_OPENCC = OpenCC("t2s")


@cache
def _same(character: str) -> str:
    half = chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
    low = half.lower() if len(half.lower()) == 1 else half
    simplified = _OPENCC.convert(low)
    return "" if character.isspace() else simplified if len(simplified) == 1 else low


@cache
def plain(text: str) -> str:
    """Return a text folded by the tests' own code: half-width, lower case, simplified, without white space."""
    return "".join(map(_same, text))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports to search in."""

    index: Index
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    """For each line of text: the line as `plain` returns it, and the address of each character's node."""
    shown: tuple[str, ...]
    """The same lines as they stand in the sources."""


def corpus(*, first_only: bool = False) -> Corpus:
    """Return the first report and all invented ones."""
    paths = [ROOT / "docs_src" / FIRST / "source.txt"]
    if not first_only:
        paths += sorted((ROOT / "tests" / "reports").glob("*.txt"))
    editions: list[tuple[str, Edition]] = []
    lines: list[tuple[str, tuple[str, ...]]] = []
    shown: list[str] = []
    for path in paths:
        name = FIRST if path.stem == "source" else path.stem
        yml = ROOT / "site_config" / "reports" / f"{FIRST}.yml" if name == FIRST else path.with_suffix(".yml")
        settings = load_report_settings(yml)
        report = outline(read_file(path, settings), settings)
        editions.append((name, Edition(report, settings)))
        for text, addresses in _lines(report, name):
            lines.append((text, addresses))
            shown.append(text)
    return Corpus(build_index(editions), tuple(lines), tuple(shown))


def _lines(report: Report, slug: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each text line of a report without white space, with an address for each of its characters."""
    owners = _owners(report, slug)
    source = report.source
    groups = [list(source.title)] if source.title else []
    groups += [[line] for line in source.text_lines if line not in source.title]
    result = []
    for group in groups:
        offsets = [
            at for line in group for at in range(line.span.start, line.span.end) if not source.text[at].isspace()
        ]
        result.append(("".join(source.text[at] for at in offsets), tuple(owners[at] for at in offsets)))
    return result


def _owners(report: Report, slug: str) -> dict[int, str]:
    """Return the address of the node that each character belongs to."""
    owners: dict[int, str] = {}
    paged = {page.node.id for page in split_into_pages(report) if page.node}

    def visit(node: Node, page: str, leaf: str | None) -> None:
        page = node.id if node.id in paged else page
        local = node.id if node.id == page else node.id.removeprefix(page)
        anchor = "title" if node.kind == "title" else leaf or local
        place = f"{slug}/{page}/#{anchor}" if page else f"{slug}/#{anchor}"
        for piece in node.pieces:
            owners.update(dict.fromkeys(range(piece.start, piece.end), place))
        for at, child in enumerate(node.children):
            # The first paragraph of a measure is the measure's own, and a row is one place, whatever cell is meant.
            own = node.kind == "row" or (node.kind == "measure" and not node.head and at == 0)
            visit(child, page, local if own else None)

    for node in report.tops:
        visit(node, "", None)
    return owners


@cache
def _streams(text: str) -> tuple[tuple[str, list[int]], ...]:
    """Return a line as it is and with 1,000 written as 1000, each with the offsets of its characters in the line."""
    folded = plain(text)
    grouped = {
        match.start() + at
        for match in re.finditer(r"(?<![0-9.,])[0-9]{1,3}(,[0-9]{3})+(?![0-9,])", folded)
        for at, character in enumerate(match[0])
        if character == ","
    }
    kept = [at for at in range(len(folded)) if at not in grouped]
    as_it_stands = (folded, list(range(len(folded))))
    return (as_it_stands, ("".join(folded[at] for at in kept), kept)) if grouped else (as_it_stands,)


def expected(corpus: Corpus, query: str) -> tuple[int, set[str]]:
    """Return (number of places, addresses of their nodes) of a string, found by a scan of every line."""
    wanted = plain(query)
    places, addresses = 0, set()
    for text, owners in corpus.lines:
        found = {
            (kept[match.start()], kept[match.start() + len(wanted) - 1])
            for stream, kept in _streams(text)
            if wanted in stream
            for match in re.finditer(f"(?={re.escape(wanted)})", stream)
        }
        places += len(found)
        addresses |= {owners[start] for start, _ in found}
    return places, addresses


def substrings(corpus: Corpus, count: int, seed: int = 7) -> list[str]:
    """Return random strings of 1 to 20 characters that occur in the corpus."""
    chance = random.Random(seed)  # noqa: S311 - a test's draw, the same each time
    found: list[str] = []
    while len(found) < count:
        line = chance.choice(corpus.shown)
        start = chance.randrange(len(line))
        found.append(line[start : start + chance.randint(1, 20)])
    return found


def near_misses(corpus: Corpus, count: int, seed: int = 8) -> list[str]:
    """Return strings that do not occur in the corpus, each one character different from one that does."""
    chance = random.Random(seed)  # noqa: S311 - a test's draw, the same each time
    alphabet = sorted(set("".join(corpus.shown)))
    text = "\n".join(plain(line) for line in corpus.shown)
    found: list[str] = []
    for near in substrings(corpus, 20 * count, seed):
        at = chance.randrange(len(near))
        wrong = near[:at] + chance.choice(alphabet) + near[at + 1 :]
        if plain(wrong) not in text:
            found.append(wrong)
        if len(found) == count:
            break
    return found


def parted(whole: Index) -> dict[str, Index]:
    """Return the reports' own indices, of which `merged` made `whole`, by slug (the folder of a report's pages)."""
    slugs = [address.partition("/")[0] for address, _, _ in whole.pages]
    of_units = [slugs[page] for _, page in whole.units]
    parts: dict[str, Index] = {}
    for slug in dict.fromkeys(slugs):
        # In the merged index the pages, units and lines of one report stand together.
        page, unit = slugs.index(slug), of_units.index(slug) if slug in of_units else 0
        parts[slug] = Index(
            [found for found, of in zip(whole.pages, slugs, strict=True) if of == slug],
            [(label, at - page) for (label, at), of in zip(whole.units, of_units, strict=True) if of == slug],
            [
                [(text, anchor, at - unit, heading) for text, anchor, at, heading in line]
                for line in whole.lines
                if of_units[line[0][2]] == slug
            ],
        )
    return parts


SCRIPTS = ROOT / "generator" / "site" / "theme" / "assets" / "javascripts" / "search"
"""The folder of the theme's search scripts."""
ASKING = """
  const worker = new Worker("engine.js");
  const address = new URL("search/search_index.json", location).href;
  const { config, docs } = await (await fetch(address)).json();
  let told;
  worker.addEventListener("message", ({ data }) => {
    if (data.type === 1 || (data.type === 4 && data.data.mode !== "searching")) told(data.data);
  });
  const send = (message) => new Promise((resolve) => { told = resolve; worker.postMessage(message); });
  await send({ type: 0, data: { config, docs, address, pause: 0 } });
"""
"""The beginning of a script that asks the search worker: its function `send` returns the answer to a message."""


def wanted_grams(term: str) -> tuple[str, ...]:
    """Return the grams of a folded term as portal.js looks them up; a text with the term has all of them."""
    found: dict[str, None] = {}
    for start in range(len(term)):
        weight = 0
        for end in range(start, len(term)):
            weight += 1 if term[end].isascii() else 2
            if weight >= 4:  # a whole gram: generator/search/grams.py
                found[term[start : end + 1]] = None
                break
    return tuple(found) or ((term,) if term else ())


def spellings() -> dict[str, set[str]]:
    """Return every reference that a person may write to an item or measure of the first report, and what it means.

    二（五）2一是, 2.5.2.1, p2t2f5#i2m1: with and without the theme, or only from the section's number on; half-width.
    """
    path = ROOT / "docs_src" / FIRST / "source.txt"
    settings = load_report_settings(ROOT / "site_config" / "reports" / f"{FIRST}.yml")
    report = outline(read_file(path, settings), settings)
    found: dict[str, set[str]] = {}
    for page in split_into_pages(report):
        if page.node is None:
            continue
        for child in own_children(page.node):
            for node, above in _numbered(child, (*page.ancestors, page.node)):
                address = f"{FIRST}/{page.name}/#{page.anchor(node)}"
                chain = [*above, node]
                for spelling in {*_spelled(chain), f"{page.name}#{page.anchor(node)}", node.id, address}:
                    found.setdefault(spelling, set()).add(address)
    return found


def _numbered(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    if node.kind in {Kind.ITEM, Kind.MEASURE}:
        yield node, above
    for child in node.children:
        if child.kind in {Kind.ITEM, Kind.MEASURE}:
            yield from _numbered(child, (*above, node))


def _spelled(chain: list[Node]) -> Iterator[str]:
    han = {node.id: counted(node.number or 0) for node in chain}
    marks = {Kind.PART: "{}、", Kind.THEME: "第{}方面", Kind.FINDING: "（{}）", Kind.MEASURE: "{}是"}
    full = [marks.get(node.kind, "").format(han[node.id]) or f"{node.number}." for node in chain]
    bare = [part.rstrip("、.") for part in full]
    sections = [at for at, node in enumerate(chain) if node.kind is Kind.FINDING]
    themed = [at for at, node in enumerate(chain) if node.kind is not Kind.THEME] if sections else range(len(chain))
    for parts in (full, bare):
        yield "".join(parts)
        yield "".join(parts[at] for at in themed)
        yield "".join(parts[at] for at in themed).replace("（", "(").replace("）", ")")
        if sections and chain[-1].kind is not Kind.FINDING:
            yield "".join(parts[sections[0] :])
    yield ".".join(str(chain[at].number) for at in themed)
