"""各通报涉及的文件: each document that the reports of a site cite, once, with the places that cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.compare.citing import Citing, Citings
from generator.edition.listed import Listed
from generator.model.pages import COVER, DOCUMENTS
from generator.text.order import by_reading
from generator.writers.facts.documents import ACTS
from generator.writers.markdown.added import table
from generator.writers.markdown.days import NOT_STATED
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import filters
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.markdown.links import lasting_anchor
from generator.writers.portal.comparison import FEWEST, Comparison

PAGE = f"{DOCUMENTS}.md"
MOST_DOCUMENTS = 200
"""Maximum number of documents on the page: those that most reports cite."""
MOST_PLACES = 30
"""Maximum number of places that are shown of one document."""
PAGE_BYTES = 200_000
"""Maximum bytes of the table's cells in Markdown; the documents that do not fit are left out."""
_TITLE = "各通报涉及的文件"
_NOTE = (
    "本页由程序从各份通报原文中摘出，不是通报的一部分。题名相同的归为一份文件：全称和简称（如有无“中华人民共和国”）、"
    "不同年份的修订本、印发它的通知视为同一份，试行和暂行的视为另一份。点出处可读它所在的段落。"
)
_HEAD = ("文件", "通报", "出处")


@dataclass(slots=True)
class _Document:
    titles: Counter[str] = field(default_factory=Counter)
    places: list[tuple[Listed, Citing]] = field(default_factory=list)
    more: int = 0
    """Number of places that are not shown."""


def write_cited(reports: Iterable[Listed], citings_of: Callable[[str], Citings]) -> Comparison:
    """Return the page, or no page if there are fewer than two reports; `citings_of` returns the citations of a slug.

    It is called twice for each report, one report at a time, so that the citations of a thousand reports are never
    in memory together: first for the keys of the documents, then for the citations that are shown.
    """
    newest = sorted(reports, key=lambda report: report.by_day, reverse=True)
    if len(newest) < FEWEST:
        return Comparison({})
    having: Counter[str] = Counter()
    for report in newest:
        having.update({key for key, _ in citings_of(report.slug).named})
    order = sorted(having, key=lambda key: (-having[key], by_reading(key), key))
    found = {key: _Document() for key in order[:MOST_DOCUMENTS]}
    for report in newest if found else ():
        _add(found, report, citings_of(report.slug))
    rows: list[tuple[str, ...]] = []
    linked: set[str] = set()
    size = 0
    for key, document in found.items():
        row = _row(key, having[key], document)
        size += sum(len(cell.encode()) for cell in row)
        if size > PAGE_BYTES:
            break
        rows.append(row)
        linked |= {f"{report.slug}/{citing.link.partition('#')[0]}" for report, citing in document.places}
    return Comparison({PAGE: _page(len(newest), len(order), rows)}, tuple(sorted(linked)))


def _add(found: Mapping[str, _Document], report: Listed, cited: Citings) -> None:
    """Add a report's citations to the documents `found`, by key; those of other documents are left out."""
    shown: dict[int, _Document] = {}
    seen: Counter[str] = Counter()
    for number, (key, title) in enumerate(cited.named):
        document = found.get(key)
        if document:
            document.titles[title] += 1
            seen[key] += 1
            if len(document.places) + seen[key] <= MOST_PLACES:
                shown[number] = document
            else:
                document.more += 1
    for document, citing in zip(shown.values(), cited.at(list(shown)), strict=True):
        document.places.append((report, citing))


def _row(key: str, reports: int, document: _Document) -> tuple[str, ...]:
    title = max(document.titles, key=lambda one: (document.titles[one], len(one), one))
    places = "；".join(_place(report, citing) for report, citing in document.places)
    more = f"；另有 {document.more} 处没有列出" if document.more else ""
    return f"{escape(title)} {{: #{lasting_anchor('w', key)} }}", str(reports), places + more


def _place(report: Listed, citing: Citing) -> str:
    who = f"{report.issuing_body or NOT_STATED}（{report.year or NOT_STATED}）"
    act = f" {ACTS[citing.act]}" if citing.act in ACTS else ""
    return f"[{escape(who)} {escape(citing.place)}]({report.slug}/{citing.link or f'{COVER}.md'}){act}"


def _page(reports: int, documents: int, rows: list[tuple[str, ...]]) -> str:
    values: dict[str, object] = {
        "title": _TITLE,
        "description": "各份通报用书名号提到的文件，每份文件列出提到它的通报和段落。",
        "search": {"exclude": True},
    }
    rest = f"；这里列出前 {len(rows)} 份" if documents > len(rows) else ""
    told = f"{reports} 份通报用书名号提到 {documents} 份文件，按提到它的通报的多少排列{rest}。"
    form = [filters("筛选文件", "份", (), tuple(enumerate(_HEAD[:2])))] if rows else []
    blocks = [
        f"# {_TITLE} {{: #title data-added }}",
        '<div class="cited" data-added markdown>',
        _NOTE,
        told if documents else f"{reports} 份通报没有用书名号提到文件。",
        *form,
        *(table(_HEAD, rows) if rows else ()),
        "</div>",
    ]
    return front_matter(values) + "\n\n".join(blocks) + "\n"
