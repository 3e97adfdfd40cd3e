"""Any text survives: hostile text through the real convert, MkDocs and verify comes out as that literal text.

Hypothesis draws the samples; they are built together, since a build takes seconds and a sample a line.
`HYPOTHESIS_PROFILE=explore pytest tests/test_markdown_survives.py` draws other samples.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.project import ROOT, Project, copy_project, once
from tests.reading import (
    built,
    first_difference,
    front_matter,
    full_page_text,
    parse,
    reading_order,
    section_pages_text,
    set_aside,
    source_text,
    squeeze,
)

HOSTILE = (
    # Markdown blocks
    "#", "######", "# 标题", "##标题", "标题 ##", ">", "> 引文", ">>>", "-", "- 条", "+ 条", "* 条", "* * *", "---",
    "- - -", "___", "===", "***", "1.", "1. 条", "1) 条", "12. 条", "    代码", "\t代码", "```", "```python", "~~~",
    "| 甲 | 乙 |", "|---|---|", "--- | ---", "甲 | 乙", ":---:", ": 定义", "[甲]: http://a.example", "[^1]: 脚注",
    "*[甲]: 缩写", "!!! note", '??? "题"', '=== "标签"', '--8<-- "a.md"', "[TOC]", "[[toc]]", "::: a.b", "\\",
    "\\\\", "甲\\", "\\# 甲", "$$", "\\(甲\\)", "\\[甲\\]", "- [ ] 待办", "- [x] 已办", "+++", ";;;", "@[甲]",
    "%% 甲", "^甲^", "~甲~",
    # Markdown spans
    "*甲*", "**甲**", "_甲_", "__甲__", "***甲***", "`甲`", "``甲`", "~~甲~~", "==甲==", "^^甲^^", "++ctrl++",
    "{++甲++}", "{--甲--}", "[甲](b.md)", "![甲](a.png)", "[甲][乙]", "[甲]", "![", "](", "[^1]",
    "<http://a.example>", "http://a.example/?a=1&b=2", "a@b.example", "<a@b.example>", ":smile:",
    ":fontawesome-brands-x:", "甲  ", "甲\\*乙", "(c)", "(tm)", "-->", "--", "...", "1/2", "+/-",
    # attribute lists
    "{: #i1 }", "{: .甲 }", "{:", "{#甲}", "{ .甲 }", "甲{: #b .c d=e }", "{: data-added }", "}", "{", "{}", ":}",
    "甲 { .untitled }",
    # HTML
    "<b>甲</b>", "<b", "<", ">", "</", "<>", "< 甲", "<br>", "<br/>", "</p>", "</article>", "</div>",
    "<div markdown>", "<div data-added>", "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>", "<style>*{display:none}</style>", "<!-- 甲 -->", "<!--", "-->",
    "<!-- gongkai:reports -->", "<!-- /gongkai:reports -->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?php",
    "<?xml", "?>", "<textarea>", "<title>", "<plaintext>", "<template>", "<details open>",
    '<a href="javascript:window.pwned=1">', "<p", '甲 href="', ' src="乙', ' class="',
    # entities
    "&", "&amp;", "&amp;amp;", "&lt;", "&lt", "&#60;", "&#x3c;", "&#60", "&copy;", "&copy", "&notin;", "&nbsp;",
    "&;", "&#;", "&#0;", "&quot;",
    # Jinja, templates, YAML
    "{{ page.title }}", "{{", "}}", "{% include 'a' %}", "{%", "%}", "{# 甲 #}", "${甲}", "<% 甲 %>", "%s", "{0}",
    "$1", "\\1", "\\g<0>", "甲: 乙", "甲:", "- 甲: 乙", "'", '"', "''", '""', "'甲", '"甲', "!!python/object:a.b",
    "!甲", "&甲 乙", "*甲", "@甲", "%甲", "|", "|-", ">-", "~", "null", "yes", "2021-11-23", "1e3", "0x10", "? 甲",
    "# 注", "甲 # 注", "...", "--- #", "key: [甲", "{甲: 乙}",
    # what Python-Markdown uses inside itself
    "klzzwxh:0001", "wzxhzdk:0", "qpqqp", "zz1337820767766393qq", "AMP-SUBST",
    # characters
    "\u200b", "\u200d", "\u200e", "\u202e", "\u2060", "\ufeff", "\u00ad", "\u3000", "\u00a0", "\u2028", "\u2029",
    "\ufffd", "\ue000", "㘵", "𠮷", "👨‍👩‍👧", "é", "e\u0301", "⼀", "Å", "ﬁ", "ſ", "İ", "％", "；", "（一）",
    "＃", "＜b＞", "￥", "“", "”", "‘", "’", "《", "》", "〔", "〕", "。", "①",
)  # fmt: skip
"""Text that some stage between a source and a browser gives a meaning of its own."""

CHINESE = "零一二三四五六七八九"
WORDS = ("整改", "问题", "2021年", "985份", "76%", "，", "。", "；", "一是", "二是", "（一）", "1.", " ", "　")
# Controls and surrogates are no text, unassigned code points are none yet.
CHARACTERS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=6)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=10)
SAMPLE = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.sampled_from(WORDS), ASCII, CHARACTERS),
    min_size=1,
    max_size=6,
).map("".join)

TITLES = (
    "关于<script>window.pwned=1</script>整改情况的通报",
    "关于&lt;b&gt;与&amp;copy;整改情况的通报",
    "关于\"引号\"'撇号'与`反引号`整改情况的通报",
    "关于{{ page.title }}{% raw %}整改情况的通报",
    "关于: 冒号 # 井号 - 横线整改情况的通报",
    "关于*星号*_下划线_[链接](a.md)整改情况的通报",
    "关于{: #a .b data-added }整改情况的通报",
    "# &关于!整改|情况>的通报",
)
"""Titles, which also go through front-matter, navigation, the page's head and the home page."""

BATCH = "batch"


def draw(count: int) -> list[str]:
    """Return every hostile text alone, then samples that Hypothesis draws."""
    samples: list[str] = []

    @settings(max_examples=count, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(SAMPLE)
    def collect(sample: str) -> None:
        samples.append(sample)

    collect()
    return [text for text in (*HOSTILE, *samples) if text.strip()]


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones else "")


def report_of(samples: list[str]) -> str:
    """Return a report that has the samples in every place that text can have."""
    lines = ["甲乙区委关于巡视整改进展情况的通报", "", "现将整改情况予以公布。"]
    rest = iter(samples)

    def take() -> str:
        return next(rest, "无")

    part = finding = 0
    while (sample := next(rest, None)) is not None:
        if finding % 9 == 0:
            part += 1
            lines += [f"{chinese(part)}、{sample}", "", take()]
        finding += 1
        lines += [
            f"（{chinese(finding)}）{take()}",
            take(),
            take(),
            "",
            f"1.{take()}",
            f"2.关于办理情况。{take()}",
            take(),
            f"3.针对{take()}问题。一是{take()}；二是{take()}。三是{take()}",
            "",
            f"一是{take()}",
            f"二是{take()}",
            f"　　{take()}",
            f"{take()}  ",
        ]
        assert finding < 99, "too many samples for numbers below 100"
    return "\n".join([*lines, "", "整改工作没有终点，区委将持续抓好落实，并接受监督。", ""])


def titled(title: str) -> str:
    """Return a short report with a title."""
    return f"{title}\n\n现将整改情况予以公布。\n\n一、{title}\n\n已办结。\n\n（一）{title}\n\n已办结。\n"


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    # In a process of its own: what is drawn depends on the constants of whatever modules are loaded.
    drawing = "import json, tests.conftest; from tests.test_markdown_survives import draw; print(json.dumps(draw(800)))"
    drawn = subprocess.run([sys.executable, "-c", drawing], cwd=ROOT, capture_output=True, check=True, text=True)
    project.add_source(BATCH, report_of(json.loads(drawn.stdout)))
    for number, title in enumerate(TITLES):
        project.add_source(f"title-{number}", titled(title))
    project.add_source("set", titled("关于整改情况的通报"), f"title: {TITLES[0]!r}\npunctuation: full-width\n")
    project.must("build", "--site-dir", project.site)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose reports are hostile text, built and verified by the real command."""
    return Project(once(tmp_path_factory, "hostile", _build) / "project")


def _source(project: Project, slug: str) -> str:
    path = project.root / "docs_src" / slug / "source.txt"
    return path.read_bytes().decode("utf-8")


def test_nothing_of_the_text_is_taken_for_chrome(hostile: Project) -> None:
    assert set_aside(hostile.site, BATCH) == {}


def test_section_pages_show_the_text(hostile: Project) -> None:
    found = section_pages_text(hostile.root / "docs_src", hostile.site, BATCH)
    difference = first_difference(source_text(_source(hostile, BATCH)), found)
    assert not difference, difference


def test_full_page_shows_the_text(hostile: Project) -> None:
    difference = first_difference(source_text(_source(hostile, BATCH)), full_page_text(hostile.site, BATCH))
    assert not difference, difference


def test_batch_was_cut_into_pages(hostile: Project) -> None:
    """Guards the test itself: hostile headings were read as headings."""
    assert len(reading_order(hostile.root / "docs_src" / BATCH)) > 60


@pytest.mark.parametrize("slug", [BATCH, "title-0"])
def test_a_browser_shows_the_text(hostile: Project, browser: Browser, slug: str) -> None:
    page = browser.new_page()
    page.goto((hostile.site / slug / "full" / "index.html").as_uri())
    shown = page.evaluate(
        """() => {
          const article = document.querySelector('article').cloneNode(true);
          article.querySelectorAll('[data-added]').forEach(element => element.remove());
          return article.textContent;
        }"""
    )
    difference = first_difference(source_text(_source(hostile, slug)), squeeze(shown))
    assert not difference, difference
    for name in ("index", "p1", "p1f1"):
        page.goto(built(hostile.site, slug, name).as_uri())
        assert page.evaluate("window.pwned") is None
    page.close()


def test_page_heads_and_navigation_show_headings_as_text(hostile: Project) -> None:
    for slug in (BATCH, *(f"title-{number}" for number in range(len(TITLES)))):
        folder = hostile.root / "docs_src" / slug
        titles = {}
        for name in reading_order(folder):
            title = front_matter(folder / f"{name}.md")["title"]
            assert isinstance(title, str)
            titles[name] = squeeze(title)
            head = squeeze(parse(built(hostile.site, slug, name)).xpath("string(//head/title)"))
            assert head.startswith(titles[name]), f"{slug}/{name}"
            report = front_matter(folder / f"{name}.md")["report"]
            assert squeeze(str(report)) in head, f"{slug}/{name}"
        page = parse(built(hostile.site, slug, "p1"))
        listed = {squeeze(link.text_content()) for link in page.xpath("//*[@data-md-type='navigation']//a")}
        listed |= {squeeze(label.text_content()) for label in page.xpath("//*[@data-md-type='navigation']//label")}
        for name, title in titles.items():
            if name.startswith("p") and name.count("f") == 0:
                assert title in listed, f"{slug}/{name}"
        stray = page.xpath(
            "//script[not(contains(@type, 'json'))][contains(., 'pwned')]"
            " | //img[@onerror] | //svg[@onload] | //plaintext"
        )
        assert not stray


@pytest.mark.parametrize("number", range(len(TITLES)))
def test_title_is_shown_as_text(hostile: Project, number: int) -> None:
    slug, title = f"title-{number}", squeeze(TITLES[number])
    assert section_pages_text(hostile.root / "docs_src", hostile.site, slug) == source_text(_source(hostile, slug))
    cover = parse(built(hostile.site, slug, "index"))
    assert title in squeeze(cover.xpath("string(//head/title)"))
    heading = cover.xpath("//article//h1")[0]
    assert squeeze("".join(heading.xpath(".//text()[not(ancestor::*[@data-added])]"))) == title
    home = parse(hostile.site / "index.html")
    links = [squeeze(link.text_content()) for link in home.xpath("//article//a")]
    assert title in links
    descriptions = parse(built(hostile.site, slug, "p1")).xpath("//meta[@name='Description']/@content")
    assert [squeeze(text) for text in descriptions] == ["已办结。"]


def test_title_from_the_settings_is_shown_as_text(hostile: Project) -> None:
    cover = parse(built(hostile.site, "set", "index"))
    assert squeeze(TITLES[0]) in squeeze(cover.xpath("string(//head/title)"))


def test_control_characters_survive_or_are_refused(empty_project: Project) -> None:
    """Python-Markdown keeps U+0002 and U+0003 for itself: a text with them must not lose them in silence."""
    told = "甲乙区委关于整改情况的通报\n\n现将整改{0}情况予以公布。\n\n一、办理{0}情况\n\n已办结。\n"
    texts = {f"x{ord(character):02x}": told.format(character) for character in "\x02\x03\x01\x0b\x0c\x1b\x1f\x7f\x85"}
    for slug, text in texts.items():
        empty_project.add_source(slug, text)
    done = empty_project.run("build")
    refused = re.findall(r"docs_src/(x\w\w)/source\.txt:\d+", done.stderr)
    assert done.returncode == (2 if refused else 0), done.stderr
    assert len(refused) < len(texts)
    for slug, text in texts.items():
        if slug not in refused:
            assert full_page_text(empty_project.site, slug) == source_text(text), slug


def test_a_heading_with_struck_out_words_is_proven(empty_project: Project, tmp_path: Path) -> None:
    source = tmp_path / "struck.md"
    source.write_text(
        "# 关于岚溪县巡察整改情况的通报\n\n一、整改情况\n\n1. ~~作废的~~已完成督查。共3次。\n2. 修订制度。共2项。\n",
        encoding="utf-8",
    )
    empty_project.must("add", source, "--slug", "struck")
    empty_project.must("build", "--drafts", "--site-dir", tmp_path / "preview")
    assert "<del>作废的</del>" in (tmp_path / "preview" / "struck" / "p1" / "index.html").read_text(encoding="utf-8")


def test_a_heading_and_a_quotation_with_raised_figures_are_proven(empty_project: Project, tmp_path: Path) -> None:
    """An entry of a list is called H₂O 10⁶, and so is the sentence quoted that states how far a thing is."""
    source = tmp_path / "raised.md"
    source.write_text(
        "# 关于岚溪县巡察整改情况的通报\n\n一、整改情况\n\n1. 水H<sub>2</sub>O降到10<sup>6</sup>个，已完成整改。\n"
        "2. PM<sub>2.5</sub>浓度下降。PM<sub>2.5</sub>治理~~推进中~~已完成，减少10<sup>4</sup>吨。\n",
        encoding="utf-8",
    )
    empty_project.must("add", source, "--slug", "raised")
    empty_project.must("build", "--drafts", "--site-dir", tmp_path / "preview")
    page = (tmp_path / "preview" / "raised" / "p1" / "index.html").read_text(encoding="utf-8")
    assert "H<sub>2</sub>O" in page
    assert "10⁶" in page
