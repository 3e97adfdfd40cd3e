"""Home, the lists by body and round, and the portal's data: each must tell of the reports what they tell themselves."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from markdown import markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.data.figures import ALL_FIGURES, ROWS, table_head
from generator.data.portal import PORTAL, portal_csv, portal_json
from generator.edition.listed import Listed
from generator.errors import CheckFailed
from generator.model.pages import ARTICLE, page_file
from generator.model.status import Status
from generator.proof.files.described import Described, moment_of
from generator.proof.files.replaced import MISSING
from generator.proof.pages.frame import frame_of
from generator.text.folding import fold_marks
from generator.text.spacing import solid
from generator.wording import say
from generator.writers.portal.groups import write_groups
from generator.writers.portal.home import write_home

_PLACE = "<!-- gongkai:reports -->\n<!-- /gongkai:reports -->\n"
_HOME, _GROUPS = "div.reports", "div.groups"
"""Selectors of the blocks that gongkai writes into home, and into the lists."""
_EXTENSIONS = ("attr_list", "md_in_html", "tables")
"""The extensions of Markdown that these blocks need."""
_PAGE = re.compile(r"/?(?:(?<![^/])index)?(?:\.md|\.html)?(?=#|$)")
"""Matches the end of a page's address, in which Markdown and a page's two layouts differ."""
_TEMPLATE = Path(__file__).parents[2] / "site" / "theme" / MISSING
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SKIP = "跳到正文"
_WORDS = ("title", "issuing_body", "region", "round", "inspector", "inspected")
"""Columns whose words are shown with other marks of punctuation than a report's data has."""
_LATER = frozenset({"href", "data-cells", "data-variants"})
"""Attributes that are compared in another way, or that the site's own extensions of Markdown add or fill in."""
_CELL_NAME = "data-name"
"""The attribute of a cell with the name of its column, which is shown on a phone."""
_FILLED = "div.downloads"
"""Selector of what a build fills in after the page was written: the link to the bundle of all reports."""


def wrong_listings(described: Described) -> Iterator[str]:
    """Yield a sentence for each of these files that tells something else; raises CheckFailed as `records` does."""
    data = described.folder / "data"
    told = [_told_of(described, slug) for slug in described.covers]
    path = data / f"{PORTAL}.json"
    listing = _shown(told, path)
    if listing is None:
        yield _wrong(f"data/{path.name}")
        return
    if _read(data / f"{PORTAL}.csv") != portal_csv(listing):
        yield _wrong(f"data/{PORTAL}.csv")
    if not _is_joined(data / ALL_FIGURES, [described.folder / slug / ROWS for slug in described.covers]):
        yield _wrong(f"data/{ALL_FIGURES}")
    pages: dict[str, str | None] = {"index.md": write_home(_PLACE, listing, "index.md"), **write_groups(listing)}
    for name, text in pages.items():
        page = page_file(described.folder, name.removesuffix(".md"))
        place = page.relative_to(described.folder).as_posix()
        block = _HOME if name == "index.md" else _GROUPS
        if text is not None and not (page.is_file() and _is_written(page, place, text, block)):
            yield _wrong(place)


def wrong_missing(described: Described, own: Collection[str]) -> Iterator[str]:
    """Yield a sentence if the page 404.html has other words than gongkai gives it, and is not among the `own` files."""
    if MISSING in own:
        return
    html, home = (_read(described.folder / name).decode("utf-8", "replace") for name in (MISSING, "index.html"))
    words = [_article_of(LexborHTMLParser(text)) for text in (html, _TEMPLATE.read_text(encoding="utf-8"))]
    frames = [solid(_TAG.sub("", frame_of(text))) for text in (html, home)]
    # It has no heading to which a link could lead, as the first link of other pages does.
    if _leads_away(LexborHTMLParser(html)) or words[0] != words[1] or frames[0] != frames[1].replace(_SKIP, "", 1):
        yield _wrong(MISSING)


def _article_of(tree: LexborHTMLParser) -> str:
    """Return the words of a page's article, or of the template of one, in which its block stands for the article."""
    found = tree.css_first(ARTICLE)
    return solid(found.text(deep=True) if found else _JINJA.sub("", tree.body.text(deep=True) if tree.body else ""))


def _told_of(described: Described, slug: str) -> Listed:
    """Return a report as lists must show it, but with the marks of punctuation that its data have."""
    head, record = described.covers[slug].names, described.records[slug]
    try:
        text = (described.folder / slug / "data" / "ledger.csv").read_text(encoding="utf-8-sig")
        status = Counter(row["status"] for row in csv.DictReader(text.splitlines()))
        stated = record.metadata.model_dump(include={"region", "level", "round", "inspector", "inspected", "signed"})
        moment = moment_of(head.get("article:published_time"))
        return Listed(
            slug=slug,
            title=described.site.by_slug[slug].title,
            issuing_body=head.get("citation_author"),
            published=moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment,
            counts=record.counts,
            measures=record.measures,
            status={one: status[one] for one in Status},
            **stated,
        )
    except (OSError, ValueError, LookupError, TypeError):
        raise CheckFailed(_wrong(f"{slug}/data/ledger.csv")) from None


def _shown(told: Sequence[Listed], path: Path) -> list[Listed] | None:
    """Return the reports with the words of portal.json; None if it tells something else of one of them."""
    try:
        rows: list[dict[str, Any]] = json.loads(_read(path))["reports"]
        listing = [
            one.model_copy(update={key: row[key] for key in _WORDS}) for one, row in zip(told, rows, strict=True)
        ]
        same = all(
            _folded(one, key) == _folded(other, key) for one, other in zip(told, listing, strict=True) for key in _WORDS
        )
        return listing if same and portal_json(listing).encode() == _read(path) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _folded(report: Listed, key: str) -> str | None:
    words = getattr(report, key)
    return words and fold_marks(solid(words))


def _is_joined(path: Path, pieces: Sequence[Path]) -> bool:
    """Return whether the table of all figures is the reports' own rows, one after the other."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = table_head()
        same = file.read(len(head)) == head
        for piece in pieces:
            rows = _read(piece)
            same = same and file.read(len(rows)) == rows
        return same and not file.read(1)


def _is_written(page: Path, place: str, text: str, block: str) -> bool:
    """Return whether a page has the block that gongkai writes, and leads nobody to another host unasked."""
    tree = LexborHTMLParser(_read(page).decode("utf-8", "replace"))
    built, right = tree.css(block), LexborHTMLParser(markdown(text, extensions=list(_EXTENSIONS))).css(block)
    same = len(built) == len(right) == 1 and _told_in(built[0], place) == _told_in(right[0], place)
    return same and not _leads_away(tree)


def _told_in(block: LexborNode, place: str) -> tuple[str, list[str], list[tuple[str | None, dict[str, str | None]]]]:
    """Return the words of a block, where its links lead, and its elements with their other attributes.

    They are the same for Markdown and for a page in any layout.
    """
    for node in block.css(_FILLED):
        node.decompose()
    above = "../" * place.count("/")
    links = [(node.attributes.get("href") or "").removeprefix(above) for node in block.css("a")]
    heads = {node.text(deep=True).strip() for node in block.css("th")}
    elements = [
        (
            node.tag,
            {
                name: value
                for name, value in node.attributes.items()
                if name not in _LATER and not (name == _CELL_NAME and value in heads)
            },
        )
        for node in block.css("*")
    ]
    return solid(block.text(deep=True)), [_PAGE.sub("", link) for link in links], elements


def _leads_away(tree: LexborHTMLParser) -> bool:
    """Return whether a page leads readers to another host without a click, or takes its links to lead there."""
    refreshed = (node.attributes.get("content") or "" for node in tree.css('meta[http-equiv="refresh" i]'))
    return any("//" in content for content in refreshed) or tree.css_first("base[href]") is not None


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _wrong(file: str) -> str:
    return say("{file}: it is not what the site's pages say; run `gongkai build`.", file=file)
