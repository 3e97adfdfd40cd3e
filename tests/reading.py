"""Reads the text of a built site without any of the generator's code, as the tests' independent second opinion."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import lxml.html
import yaml
from lxml.html import HtmlElement

MARKS = str.maketrans("，：；！？（）", ",:;!?()")
"""For `str.translate`: full-width marks, which the setting `punctuation: full-width` may show, to half-width ones."""


_UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF]
    + [
        code
        for start, end in ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFE00, 0xFE10))
        for code in range(start, end)
    ]
)
"""For `str.translate`: removes invisible characters, which a line may lose at its beginning and end."""


_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""The characters that Kangxi radicals stand for; text copied from a PDF may have radicals instead."""


def squeeze(text: str) -> str:
    """Return `text` without white space and without invisible characters."""
    return "".join(text.split()).translate(_UNSEEN)


def parse(page: Path) -> HtmlElement:
    """Parse a built page."""
    return lxml.html.document_fromstring(page.read_text(encoding="utf-8"))


def article(page: Path, without: str = "data-added") -> HtmlElement:
    """Return a page's article without the elements that carry the attribute `without`."""
    found: HtmlElement = parse(page).xpath("//article")[0]
    for element in found.xpath(f".//*[@{without}]"):
        if element.getparent() is not None:
            element.drop_tree()
    return found


def text_of(element: HtmlElement) -> str:
    """Return an element's characters without white space."""
    return squeeze(element.text_content())


def front_matter(page: Path) -> dict[str, object]:
    """Read the front-matter of a generated Markdown file."""
    head = page.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    values = yaml.safe_load(head.removeprefix("---\n"))
    assert isinstance(values, dict)
    return values


def reading_order(folder: Path) -> list[str]:
    """Return the names of a report's section pages, the cover first, by following `next` in the Markdown."""
    names = ["index"]
    while following := front_matter(folder / f"{names[-1]}.md").get("next"):
        assert isinstance(following, str)
        name = following.removesuffix(".md")
        assert name not in names, f"{names[-1]}.md leads back to {following}"
        names.append(name)
    return names


def built(site: Path, slug: str, name: str) -> Path:
    """Return the built file of a report's page."""
    return site / slug / "index.html" if name == "index" else site / slug / name / "index.html"


def section_pages_text(docs: Path, site: Path, slug: str) -> str:
    """Return the text of a report's section pages in reading order, with the closing part of the cover at the end."""
    texts = []
    closing = ""
    for name in reading_order(docs / slug):
        content = article(built(site, slug, name))
        if name == "index":
            for element in content.xpath(".//*[@data-closing]"):
                closing += text_of(element)
                element.drop_tree()
        texts.append(text_of(content))
    return "".join(texts) + closing


def full_page_text(site: Path, slug: str) -> str:
    """Return the text of a report's page 全文."""
    return text_of(article(built(site, slug, "full")))


def set_aside(site: Path, slug: str) -> dict[int, str]:
    """Return {line number: text} of the lines of page chrome that the cover lists as set aside."""
    items = parse(built(site, slug, "index")).xpath("//*[contains(@class, 'set-aside')]//li")
    return {int(item.get("value", "0")): text_of(item) for item in items}


def source_text(text: str, aside: dict[int, str] | None = None) -> str:
    """Return a source's text without white space and without the lines `aside`; Kangxi radicals become characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, words in (aside or {}).items():
        assert squeeze(lines[number - 1]) == words, f"line {number} is set aside, but it is not {words!r}"
        lines[number - 1] = ""
    return squeeze("".join(_RADICALS.get(character, character) for character in "\n".join(lines)))


def first_difference(expected: str, found: str) -> str:
    """Describe the first difference of two strings; empty if they are equal."""
    if expected == found:
        return ""
    place = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), None)
    if place is None:
        place = min(len(expected), len(found))
    start = max(place - 20, 0)
    names = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '?')}" for c in expected[place : place + 1])
    return (
        f"at character {place:,} of {len(expected):,} ({names}):\n"
        f"  expected …{expected[start : place + 40]!r}\n  found    …{found[start : place + 40]!r}"
    )


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_in_csv(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """Return rows with their values as strings, as in a CSV file: empty for None."""
    return [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]
