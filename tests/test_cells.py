"""The tables of pages are those that Python-Markdown makes, however little of a cell is looked through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from generator.writers.markdown.escape import escape
from tests.project import FIRST, ROOT

_CELL = st.one_of(
    st.text("甲乙 1.5%“”《》（）,，-+=#\"'", max_size=8),
    st.text("甲a*_`\\[]()<>&!{}~^|:;#. ", max_size=12),
    st.builds("[{}]({})".format, st.text("甲乙 *_&[", max_size=4), st.text("ab/.#-1 (甲", max_size=8)),
    st.builds("{} {{: #{} }}".format, st.text("甲乙 *[", max_size=4), st.text("ag19.", max_size=4)),
    st.text(max_size=8).map(lambda text: escape(" ".join(text.split()))),
)
_ROWS = st.lists(st.lists(_CELL, min_size=1, max_size=3), min_size=1, max_size=4)


def html(markdown: str, tables: str) -> str:
    """Convert with one of the two extensions."""
    return Markdown(extensions=["attr_list", "md_in_html", tables]).convert(markdown)


def both(markdown: str) -> tuple[str, str]:
    return html(markdown, "generator.site.mkdocs.cells"), html(markdown, "tables")


@given(_ROWS)
def test_any_table_is_the_same(rows: list[list[str]]) -> None:
    lines = ["| 甲 | [乙](a/b.md) |", "| --- | :-: |", *(f"| {' | '.join(row)} |" for row in rows)]
    block = "\n".join(lines)
    for markdown in (block, f'<div class="x" markdown>\n\n{block}\n\n</div>', f"{block}\n{{: .wide }}"):
        ours, theirs = both(markdown)
        assert ours == theirs
        assert "<table" in ours


@pytest.mark.parametrize("page", ["ledger", "figures", "timeline", "documents", "proof"])
def test_pages_with_tables_are_the_same(page: str) -> None:
    text = (ROOT / "docs_src" / FIRST / f"{page}.md").read_text(encoding="utf-8")
    ours, theirs = both(text.split("\n---\n", 1)[1])
    assert ours == theirs


class Seen(InlineProcessor):
    """Remembers what is looked through for inline forms, and finds none."""

    def __init__(self) -> None:
        super().__init__("(?s).+")
        self.texts: set[str] = set()

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's own name; its base class has another signature
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[None, None, None]:
        """Remember the text."""
        del m
        self.texts.add(data)
        return None, None, None


def test_plain_cells_are_not_looked_through() -> None:
    markdown, seen = Markdown(extensions=["generator.site.mkdocs.cells"]), Seen()
    markdown.inlinePatterns.register(seen, "seen", 1000)
    shown = markdown.convert("| 甲 | 乙 {: #g1 } |\n| --- | --- |\n| [丙](a/index.md#b) | 丁 *戊* |")
    assert '<a href="a/index.md#b">丙</a>' in shown
    assert "丁 *戊*" in seen.texts
    assert not {text for text in seen.texts if {*text} & {*"甲乙丙"}}


def test_what_is_a_block_is_looked_up_and_what_others_add_counts() -> None:
    ours, theirs = Markdown(extensions=["generator.site.mkdocs.cells"]), Markdown(extensions=["tables"])
    assert list(ours.block_level_elements) == theirs.block_level_elements
    names = [*theirs.block_level_elements, "td", "span", "DIV", "p/", "x-y"]
    for change in (list.copy, lambda listed: listed.append("x-y"), lambda listed: listed.remove("p")):
        for converter in (ours, theirs):
            change(converter.block_level_elements)
        assert [ours.is_block_level(name) for name in names] == [theirs.is_block_level(name) for name in names]


def test_what_another_extension_puts_in_the_place_of_a_block_counts() -> None:
    """As many names as before are not the same."""
    shown = Markdown(extensions=["generator.site.mkdocs.cells"])
    shown.block_level_elements.remove("p")
    shown.block_level_elements.append("x-y")
    assert shown.is_block_level("x-y")
    assert not shown.is_block_level("p")
