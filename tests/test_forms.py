"""Pages are those that Python-Markdown makes, however little of a text it looks through for inline forms."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SimpleTextInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.site.mkdocs import cells
from generator.writers.markdown.escape import escape
from tests.project import FIRST, ROOT

STOCK = ["attr_list", "md_in_html", "tables", "toc"]
OURS = [*STOCK, "generator.site.mkdocs.forms", "generator.site.mkdocs.cells"]
LOOKS = "generator.site.mkdocs.looks"
_WORDS = st.text("甲乙 1.5%“”《》（）,，-+=#\"'：", max_size=8)
_TEXT = st.one_of(
    _WORDS,
    st.text('甲a*_`\\[]()<>&!{}~^|:;#." ', max_size=12),
    st.builds("[{}]({})".format, st.text("甲乙 *_&[\\#", max_size=4), st.text("ab/.#-1?=% (甲", max_size=8)),
    st.builds("**{}**{}".format, st.text("甲乙 。*_", max_size=4), _WORDS),
    st.builds("{} <small>{}</small>".format, _WORDS, st.text("p2 \\#i<", max_size=6)),
    st.text("甲a1_", max_size=8),
    st.builds("{} {{: #{} }}".format, st.text("甲乙 *[", max_size=4), st.text("ag19.", max_size=4)),
    st.text(max_size=8).map(lambda text: escape(" ".join(text.split()))),
)
_LINES = st.lists(st.lists(_TEXT, min_size=1, max_size=3).map("".join), min_size=1, max_size=4)
_ROWS = st.lists(st.lists(_TEXT, min_size=1, max_size=3), min_size=1, max_size=4)


def html(markdown: str, extensions: list[str]) -> str:
    return Markdown(extensions=extensions).convert(markdown)


def assert_same(markdown: str, *more: str) -> str:
    ours = html(markdown, [*OURS, *more])
    assert ours == html(markdown, [*STOCK, *more])
    return ours


@given(_ROWS)
def test_any_table_is_the_same(written: list[list[str]]) -> None:
    lines = ["| 甲 | [乙](a/b.md) |", "| --- | :-: |", *(f"| {' | '.join(row)} |" for row in written)]
    block = "\n".join(lines)
    for markdown in (block, f'<div class="x" markdown>\n\n{block}\n\n</div>', f"{block}\n{{: .wide }}"):
        assert "<table" in assert_same(markdown)
    plain = block.replace(":-:", "---")
    for markdown in (plain, f'<div class="ledger" markdown>\n\n{plain}\n\n</div>\n\n- 甲\n\n    {lines[2]}'):
        assert "<table" in assert_same(markdown, LOOKS)


@given(_LINES, st.sampled_from(["\n", "  \n", "\n\n"]))
def test_any_text_is_the_same(lines: list[str], between: str) -> None:
    text = between.join(lines)
    listed = "\n".join(f"- {line}\n\n    - {line}" for line in lines)
    for markdown in (text, f"{text}\n{{: #i1m1 .measure }}", f"# {lines[0]} {{: #p1 }}\n\n{text}", listed):
        assert_same(markdown)
        assert_same(f"<div markdown>\n\n{markdown}\n\n</div>\n\n[甲]: a/b.md\n[a]: c")


@given(_LINES)
def test_what_others_look_for_is_found(lines: list[str]) -> None:
    """An extension that reads texts after the inline forms are read finds them as they would be."""
    markdown = "\n\n".join([*lines, "*[甲]: 甲方"])
    converters = [Markdown(extensions=[*extensions, AbbrExtension()]) for extensions in (OURS, STOCK)]
    assert converters[0].convert(markdown) == converters[1].convert(markdown)
    assert 'title="甲方"' in assert_same("甲\n\n*[甲]: 甲方", "abbr")


def test_where_another_extension_has_a_form_of_its_own_nothing_is_done() -> None:
    class Own(SimpleTextInlineProcessor):
        def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's own name, with another signature
            self, m: re.Match[str], data: str
        ) -> tuple[str, int, int]:
            del data
            return "丙", m.start(), m.end()

    markdown = Markdown(extensions=OURS)
    markdown.inlinePatterns.register(Own("(甲)"), "own", 55)
    assert markdown.convert("甲乙") == "<p>丙乙</p>"


def test_forms_that_another_extension_makes_of_stock_classes_count() -> None:
    """As `nl2br` does, and whoever strikes words out."""
    assert "<br />" in assert_same("甲\n乙", "nl2br")
    for change in (
        lambda markdown: markdown.inlinePatterns.register(SimpleTagInlineProcessor("()~~(.*?)~~", "del"), "del", 55),
        lambda markdown: markdown.inlinePatterns.deregister("html"),
        lambda markdown: markdown.inlinePatterns.deregister("link"),
        lambda markdown: markdown.ESCAPED_CHARS.remove("#"),
    ):
        shown = []
        for extensions in (OURS, STOCK):
            markdown = Markdown(extensions=extensions)
            change(markdown)  # type: ignore[no-untyped-call]
            shown.append(markdown.convert("甲~~乙~~[丙](d)\\# <small>丁</small>"))
        assert shown[0] == shown[1]


@pytest.mark.parametrize(
    "page", sorted(path.stem for path in (ROOT / "docs_src" / FIRST).glob("*.md") if path.stem != "earlier")
)
def test_pages_are_the_same(page: str) -> None:
    text = (ROOT / "docs_src" / FIRST / f"{page}.md").read_text(encoding="utf-8")
    assert_same(text.split("\n---\n", 1)[1])


class Seen(Treeprocessor):
    """Remembers what is still to be looked through for inline forms."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def run(self, root: Element) -> None:
        """Remember the texts."""
        told = [text for element in root.iter() for text in (element.text, element.tail)]
        self.texts |= {text for text in told if text and text.strip() and not isinstance(text, AtomicString)}


def test_plain_texts_are_not_looked_through() -> None:
    markdown, seen = Markdown(extensions=OURS), Seen()
    markdown.treeprocessors.register(seen, "seen", 20.2)
    shown = markdown.convert(
        "# 标题 {: #p1 }\n\n**一是**加强\\#领导[见](b.md?h=1#c)。\n{: #i1m1 }\n\n己 *庚*\n\n"
        "| 甲 | 乙 {: #g1 } |\n| --- | --- |\n| [丙](a/index.md#b) <small>\\#g1</small> | 丁 *戊* |\n"
        "| [辛](c.md) {: data-a=in_progress } | |"
    )
    assert '<p id="i1m1"><strong>一是</strong>加强#领导<a href="b.md?h=1#c">见</a>。</p>' in shown
    assert '<a href="a/index.md#b">丙</a> <small>#g1</small>' in shown
    assert seen.texts == {"己 *庚*", "丁 *戊*"}


class Cells(Treeprocessor):
    """Remembers the texts of the cells of which there are elements."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def run(self, root: Element) -> None:
        """Remember the texts."""
        self.texts += ["".join(cell.itertext()) for cell in root.iter("td")]


SEEN = f"{Cells.__module__}.{Cells.__qualname__}"
TABLE = (
    "| 甲 | 乙 | 丙 | 丁 |\n| --- | --- | --- | --- |\n"
    "| 一 {: #g1 data-a=b_c,d_e } | [二](a.md#b) \\#3 | <small>三\\></small> |\n"
    "| *四* | 五 | *六* | 七 | 八 |\n| 九\\|十 | `|` | | 十 |"
)


def test_plain_cells_at_the_end_of_a_row_are_no_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    for before in ("", '<div class="ledger" markdown>\n\n'):
        assert assert_same(f"{before}{TABLE}", LOOKS).count("<td") == 12
    seen = Cells()
    monkeypatch.setattr(cells, "_KNOWN", {**cells._KNOWN, "treeprocessors": {*cells._KNOWN["treeprocessors"], SEEN}})  # noqa: SLF001
    markdown = Markdown(extensions=OURS)
    markdown.treeprocessors.register(seen, "seen", 0.1)
    markdown.convert(TABLE)
    assert [text[0] for text in seen.texts] == ["一", "四", "五", "六", "九", "|"]


def test_cells_into_which_another_extension_looks_are_elements() -> None:
    markdown, seen = Markdown(extensions=OURS), Cells()
    markdown.treeprocessors.register(seen, "seen", 0.1)
    assert markdown.convert(TABLE) == html(TABLE, STOCK)
    assert len(seen.texts) == 12
    spanned = TABLE.replace("#g1", "colspan=2 .row")
    assert_same(spanned, LOOKS)


def test_the_rows_of_one_page_do_not_get_into_another() -> None:
    markdown = Markdown(extensions=OURS)
    assert [markdown.reset().convert(TABLE) for _ in range(2)] == [html(TABLE, STOCK)] * 2


def test_what_is_a_block_is_looked_up_and_what_others_add_counts() -> None:
    ours, theirs = Markdown(extensions=OURS), Markdown(extensions=STOCK)
    assert list(ours.block_level_elements) == theirs.block_level_elements
    names = [*theirs.block_level_elements, "td", "span", "DIV", "p/", "x-y"]
    for change in (list.copy, lambda listed: listed.append("x-y"), lambda listed: listed.remove("p")):
        for converter in (ours, theirs):
            change(converter.block_level_elements)
        assert [ours.is_block_level(name) for name in names] == [theirs.is_block_level(name) for name in names]


def test_what_another_extension_puts_in_the_place_of_a_block_counts() -> None:
    """As many names as before are not the same, also where one was looked up before."""
    shown = Markdown(extensions=OURS)
    assert shown.is_block_level("p")
    shown.block_level_elements.remove("p")
    shown.block_level_elements.append("x-y")
    assert shown.is_block_level("x-y")
    assert not shown.is_block_level("p")
