"""In the oldest engines that readers have, and in others than Chromium: search, marks, filters, links, print, citing.

`bash tests/run --engines` runs this.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from tests.engines.drivers import Engine

Pages = Callable[[str], str]
ROWS = "return [...document.querySelectorAll('.ledger tbody tr')].filter((row) => row.getClientRects().length).length"
FIRST_ROW = "[...document.querySelectorAll('.ledger tbody tr')].find((row) => row.getClientRects().length)"
COUNT = "return document.querySelector('.filters__count').textContent"
SEEN = """const box = document.querySelector(arguments[0]).getBoundingClientRect();
  return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;"""
SET = """const field = document.querySelector(arguments[0]);
  field.value = arguments[1];
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));"""


def fine(engine: Engine) -> None:
    """No script may have failed on the way."""
    thrown = getattr(engine, "thrown", [])
    assert thrown == []


def test_search_leads_to_the_place_and_back(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("p1"))
    engine.click(".md-search__input")
    engine.until("return document.activeElement.matches('.md-search__input')")
    engine.type("985")
    told = "return document.querySelector('.md-search-result__meta').textContent"
    engine.until(f"{told}.startsWith('共 1 处')")
    engine.until(
        "const mark = document.querySelector('.md-search-result__item mark'); return mark && mark.textContent === '985'"
    )
    here = engine.run("return location.pathname")
    engine.click(".md-search-result__link")
    engine.until("return location.pathname !== arguments[0] && !!document.querySelector('mark.found')", here)
    assert engine.run("return document.querySelector('mark.found').textContent") == "985"
    engine.until(SEEN, "mark.found")
    engine.back()
    engine.until("return location.pathname === arguments[0]", here)
    engine.until("return document.querySelector('.md-search__input').value === '985'")
    engine.until(f"{told}.startsWith('共 1 处')")
    engine.until("return document.getElementById('__search').checked")
    fine(engine)


def test_no_line_of_what_is_told_ends_with_a_dot(engine: Engine, pages: Pages) -> None:
    engine.goto(pages(""))
    widths: dict[bool, set[bool]] = {False: set(), True: set()}  # whether a dot is seen, by whether its line ends there
    for width in (390, 1366, 1000):
        engine.resize(width, 900)
        for ends, seen in engine.run(
            "return [...document.querySelectorAll('.told .dot')].map((dot) => ["
            "  dot.nextSibling.getBoundingClientRect().top > dot.previousSibling.getBoundingClientRect().top + 9,"
            "  dot.getBoundingClientRect().width > 0])"
        ):
            widths[ends].add(seen)
    assert widths == {False: {True}, True: {False}}
    fine(engine)


def test_what_does_not_stand_there_is_told(engine: Engine, pages: Pages) -> None:
    engine.goto(pages(""))
    engine.click(".md-search__input")
    engine.type("zzz")
    # Material's own words stand there first, until the engine's counts have come.
    engine.until("return document.querySelector('.md-search-result__meta').textContent === '没有找到“zzz”'")
    assert not engine.run("return !!document.querySelector('.md-header > .no-search')")
    fine(engine)


def test_filters_last(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("ledger"))
    every = engine.run(ROWS)
    assert engine.until(COUNT) == f"显示 {every} / {every} 项"
    engine.run(SET, ".filters [name=status]", "completed")
    shown = engine.run(ROWS)
    assert 0 < shown < every
    words = engine.run("return document.querySelector('.filters [name=status]').selectedOptions[0].textContent")
    assert words == f"已完成（{shown}）"
    one = engine.run(
        f"const row = {FIRST_ROW}; return row.cells[1].querySelector('a').textContent.replace(/^[0-9.]+/, '')"
    )
    engine.run(SET, ".filters [name=q]", one)
    engine.until("return /[?&]q=/.test(location.search) && /status=completed/.test(location.search)")
    fewer = engine.until(f"const rows = {ROWS.removeprefix('return ')}; return rows < arguments[0] && rows", shown)
    assert engine.run(COUNT) == f"显示 {fewer} / {every} 项"
    address = engine.run("return location.href")
    engine.goto(pages(""))
    engine.goto(address)
    engine.until(f"return document.querySelector('.filters__count').textContent === '显示 {fewer} / {every} 项'")
    assert engine.run(ROWS) == fewer
    assert engine.run("return document.querySelector('.filters [name=status]').value") == "completed"
    assert not engine.run("return document.getElementById('__search').checked"), "the words were searched for"
    engine.run(SET, ".filters [name=status]", "")
    engine.run(SET, ".filters [name=q]", "３４栋")
    engine.until(
        "const rows = [...document.querySelectorAll('.ledger tbody tr')];"
        "return /34栋/.test(rows.find((row) => row.getClientRects().length).textContent)"
    )
    assert 0 < engine.run(ROWS) < every
    engine.run(SET, ".filters [name=q]", "")
    engine.click(".ledger th:nth-child(3) button")
    engine.click(".ledger th:nth-child(3) button")
    numbers = engine.run(
        "const cells = [...document.querySelectorAll('.ledger tbody td:nth-child(3)')];"
        "return cells.map((cell) => parseInt(cell.textContent.replace('—', '0'), 10))"
    )
    assert numbers == sorted(numbers, reverse=True)
    fine(engine)


def test_figure_is_marked_where_it_stands(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("figures"))
    row = engine.run(
        "const link = document.querySelector('.figures tbody tr:last-child a');"
        "return [link.href, link.closest('tr').cells[1].textContent]"
    )
    engine.goto(row[0])
    mark = engine.until("const found = document.querySelector(':target mark.found'); return found && found.textContent")
    assert mark.replace(" ", "") == row[1].replace(" ", "")
    engine.until(SEEN, ":target mark.found")


def test_permanent_link(engine: Engine, pages: Pages) -> None:
    for width in (1366, 390):
        engine.resize(width, 800)
        engine.goto(pages("p2t1f1"))
        looks = engine.run(
            """const link = document.querySelector('#i1m1 > .permalink');
            const style = getComputedStyle(link, '::before');
            const box = link.getBoundingClientRect();
            return [style.maskImage || style.webkitMaskImage, box.right, box.width];"""
        )
        assert looks[0].startswith("url("), "the sign is a block"
        assert looks[2] > 0
        assert looks[1] <= width
        engine.click("#i1m1 > .permalink")
        said = engine.until("return document.querySelector('.copied').textContent")
        assert said in {"链接已复制", "未能复制，请从地址栏复制链接"}
        assert engine.until("return location.hash") == "#i1m1"
        # A link that stands alone on a line, or beside the text, leads nowhere that anybody looks.
        outside = engine.run(
            """return [...document.querySelectorAll('article .permalink')].filter((link) => {
              const box = link.getBoundingClientRect();
              return box.right > document.documentElement.clientWidth || box.left < 0;
            }).map((link) => link.href)"""
        )
        assert outside == []
    fine(engine)


def test_phone(engine: Engine, pages: Pages) -> None:
    engine.resize(390, 800)
    engine.goto(pages("ledger"))
    assert engine.run("return document.documentElement.scrollWidth") <= max(390, engine.run("return innerWidth"))
    names = engine.run(
        "const cells = [...document.querySelectorAll('.ledger tbody tr:first-child td')];"
        "return cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert names[1] in {'"问题"', "attr(data-name)"}
    assert engine.run("return getComputedStyle(document.querySelector('.ledger thead')).display") == "none"
    engine.click(".md-header label[for=__drawer]")
    engine.until(SEEN, ".tree a[aria-current]")
    engine.press("Escape")
    engine.until("return !document.getElementById('__drawer').checked")
    fine(engine)


def test_dark(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("p2t1f1"))
    ground = "return getComputedStyle(document.body).backgroundColor"
    scheme = engine.run("return document.body.dataset.mdColorScheme")
    light = engine.run(ground)
    toggle = "form[data-md-component=palette] label:not([hidden])"
    chosen = "return document.querySelector('form[data-md-component=palette] input:checked').id"
    engine.click(toggle)  # light, as the system already is
    engine.until(f"{chosen} === '__palette_1'")
    engine.click(toggle)
    engine.until("return document.body.dataset.mdColorScheme !== arguments[0]", scheme)
    engine.until(f"return {ground.removeprefix('return ')} !== arguments[0]", light)
    engine.click(toggle)
    engine.until("return document.body.dataset.mdColorScheme === arguments[0]", scheme)
    fine(engine)


def test_large_print_is_remembered_and_tables_lie_across(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("p2t1f1"))
    assert not engine.run("return document.getElementById('large-print').checked")
    plain = engine.sheets_of() if engine.sheets else b""
    engine.click("#large-print")
    engine.until("return document.getElementById('large-print').checked")
    if engine.sheets:
        assert len(pypdfium2.PdfDocument(engine.sheets_of())) > len(pypdfium2.PdfDocument(plain))
    engine.goto(pages("ledger"))
    assert engine.run("return document.getElementById('large-print').checked")
    engine.click("#large-print")
    engine.until("return !document.getElementById('large-print').checked")
    if engine.sheets:
        sheets = pypdfium2.PdfDocument(engine.sheets_of())
        assert all(sheet.get_width() > sheet.get_height() for sheet in sheets)
        words = "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
        assert "2021" in words
        assert unquote(pages("ledger").rsplit("/", 1)[0])
    else:
        # It prints into no file here: its style sheet for paper, applied to the screen, must hide and show the same.
        paper = """let found = 0;
          for (const sheet of document.styleSheets) {
            let rules = [];
            try { rules = [...sheet.cssRules]; } catch (error) { continue; }
            for (const rule of rules) {
              if (rule.media && rule.media.mediaText === "print") { rule.media.mediaText = "all"; found += 1; }
            }
          }
          return found;"""
        if engine.run(paper):
            assert engine.run("return getComputedStyle(document.querySelector('.md-header')).display") == "none"
            assert engine.run("return getComputedStyle(document.querySelector('.filters')).display") == "none"
    fine(engine)


def test_no_sheet_ends_with_a_heading(engine: Engine, pages: Pages) -> None:
    engine.goto(pages("full"))
    headings = engine.run(
        "return [...document.querySelectorAll('h2, h3, h4, h5, h6')].map((e) => e.textContent.replace(/\\s/g, ''))"
    )
    assert len(headings) > 40
    if not engine.sheets:  # what holds them together is for paper alone
        assert engine.run("return getComputedStyle(document.querySelector('h2'), '::after').content") == "none"
        return
    for sheet in pypdfium2.PdfDocument(engine.sheets_of()):
        last = "".join(sheet.get_textpage().get_text_bounded().splitlines()[-1:])
        assert not any("".join(last.split()) and "".join(last.split()) in heading for heading in headings), last


def test_a_quotation_is_checked(engine: Engine, pages: Pages) -> None:
    engine.resize(390, 800)
    engine.goto(pages("proof"))
    engine.run(
        SET, ".check textarea", "据通报，“严格落实党外谈话工作制度”，“今天天气不错啊”，“严格落实党内谈话工作制度”。"
    )
    engine.click(".check button[type=submit]")
    engine.until(
        "return /一字不差 1 处，有出入 1 处，没有找到 1 处/.test(document.querySelector('.check__result').textContent)"
    )
    assert engine.run("return document.querySelector('.check__result ins').textContent").endswith("内")
    engine.click(".check__item--exact a")
    engine.until("return !!document.querySelector('mark.found')")
    engine.until(SEEN, "mark.found")
    fine(engine)


def test_a_place_is_cited_and_text_grows(engine: Engine, pages: Pages) -> None:
    engine.resize(1366, 900)
    engine.goto(pages("p2t1f1"))
    size = "return parseFloat(getComputedStyle(document.getElementById('i1m1')).fontSize)"
    before = engine.run(size)
    engine.run("document.querySelector('#i1m1 > .cite-open').focus()")
    engine.press("Enter")
    line = engine.until("const panel = document.querySelector('.cite__line'); return panel && panel.textContent")
    assert "[EB/OL]" in line
    box = engine.run(
        "const box = document.querySelector('.cite').getBoundingClientRect(); return [box.left, box.right]"
    )
    assert 0 <= box[0] < box[1] <= 1366
    engine.click("details.tools > summary")
    engine.until("return document.querySelector('details.tools').open")
    engine.click(".tools__menu button[data-step='1']")
    engine.until(f"return {size.removeprefix('return ')} > arguments[0]", before)
    larger = engine.run(size)
    engine.goto(pages("p1"))
    engine.goto(pages("p2t1f1"))
    assert engine.run(size) == larger, "not remembered from page to page"
    engine.click("details.tools > summary")
    engine.click(".tools__menu button[data-step='-1']")
    engine.until(f"return {size.removeprefix('return ')} === arguments[0]", before)
    fine(engine)


def test_the_source_is_read_right_where_no_encoding_is_told(engine: Engine, pages: Pages) -> None:
    """The server of these tests tells none of a text; opened by itself most engines show it as nonsense."""
    engine.goto(pages("proof"))
    assert engine.run("return document.querySelector('iframe.received').clientHeight") > 200
    if not pages("proof").startswith("file:"):  # a script may look into a frame of its own host only
        engine.run("document.querySelector('iframe.received').scrollIntoView()")
        engine.until("return /花都区/.test(document.querySelector('iframe.received').contentDocument.body.textContent)")
        assert engine.run("return document.querySelector('iframe.received').contentDocument.characterSet") == "UTF-8"
    fine(engine)
