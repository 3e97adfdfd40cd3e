"""Hostile and broken pages: a Source or one sentence, soon."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UserError
from generator.model.source import Source
from generator.readers import html as reader
from generator.readers.html import read_html, read_mhtml, tree
from generator.settings.report import ReportSettings

PAGES = Path(__file__).parent / "files" / "pages"
SETTINGS = ReportSettings()


def read(html: str) -> Source:
    return read_html(html.encode(), "page.html", SETTINGS)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "整改。",
        "<table><tr><td>" * 50_000 + "整改。",
        "<ul><li>" * 50_000 + "整改。",
        "".join(f"<b id={number}><p>" for number in range(100_000)),
        "".join(f"<b id={number}><table><tr><td></b></table>" for number in range(50_000)) + "<p>整改。" * 100_000,
        "<a href=x><p>" * 100_000,
        "<div " + " ".join(f"a{number}=1" for number in range(100_000)) + ">整改。",
        "<button>整改。" * 100_000,
        "<select><option>" * 100_000,
    ],
    ids=["div", "table", "ul", "b", "b in cells", "a", "attributes", "button", "select"],
)
def test_nesting_is_refused_before_it_is_parsed(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: bytes) -> None:
        pytest.fail("the parser would be busy for minutes")

    monkeypatch.setattr(tree, "LexborHTMLParser", parse)
    with pytest.raises(UserError, match="within one another"):
        read(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1_400 + "<p>整改。" * 500,
        "<div>" * 400 + "<p>整改。<b>x</b>" * 5_000,
        "<table><tr><td>" * 450 + "<tr><td>一<td>二。" * 1_000,
        "<span style=display:block>" * 1_400 + "整改。" * 10_000,
        "<p>整改。" + "<i>字</i>" * 15_000,
        "<ol>" + "<li>整改。" * 5_000,
        "<!--" * 500_000 + "整改。",
        "整" * 90_000 + "。",
        "<td>" * 100_000 + "整改。",
        "<table>" + "整<tr>" * 10_000,
        "&amp;" * 50_000 + "&" * 50_000,
        "<p>整改。</p>" + "<ruby>汉<rt>a" * 600,
        f"<table><tr><td colspan=9999 rowspan=99999>一<td>二{'<tr><td colspan=9999>x<td>y' * 900}</table>",
    ],
    ids=lambda html: html[:12],
)
def test_a_large_page_is_read_or_refused_in_time(html: str) -> None:
    """Whichever; tests/test_linear.py counts the steps that it takes."""
    with suppress(UserError):
        read(html)


def test_the_number_of_lines_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader.MOST_BLOCKS == 50_000
    monkeypatch.setattr(reader, "MOST_BLOCKS", 500)
    assert read("<p>整改。" * 500).text.count("\n") == 500
    with pytest.raises(UserError, match="has 501 lines and may have 500"):
        read("<p>整改。" * 501)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"<html></html>", "no text"),
        (b"<script>var x = '<p>1</p>'</script>", "not in this file"),
        (b"<frameset><frame src=a.html></frameset>", "frames"),
        (b"\xff\xd8\xff\xe0" + bytes(range(128, 256)) * 20, "neither UTF-8 nor GB18030"),
        ("<p>關於巡視整改情況的通報</p>".encode("big5"), "as Chinese is written"),
        ("<p>整改\x01完成</p>".encode(), "U\\+0001"),
        (f"<p>{'字' * 100_001}".encode(), "may have 100,000"),
    ],
)
def test_what_is_no_page_is_told(data: bytes, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read_html(data, "page.html", SETTINGS)


@pytest.mark.parametrize(
    "data",
    [
        b"From: x\n\nno archive",
        b"Content-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 900,
        b"Content-Type: text/html; charset=x-unknown\nContent-Transfer-Encoding: base64\n\n!!!",
        b"\n--" * 5_000,
    ],
)
def test_what_is_no_archive_is_told(data: bytes) -> None:
    with pytest.raises(UserError):
        read_mhtml(data, "page.mhtml", SETTINGS)


_TAGS = re.findall(
    "<[^>]*>",
    "<p></p><div></div><table><tr><td></table><th><br><ol><li></ol><b></b><a href=x></a><ruby><rt><rp><pre></pre><svg>"
    "</svg><math><mi><select><template><noscript><h1></h1><nav><footer><i hidden></i><tfoot><caption><form><button>"
    "<plaintext><textarea><title><!-- --><font><body><frameset><dialog><details><summary><object>",
)
_WORDS = st.sampled_from(
    ["整改。", "一、", "1.", " ", "\n", "　", "&nbsp;", "\u2028", "\x85", "\t", "来源：某网", "x" * 60, "\u200b"]
)


@given(st.lists(st.one_of(st.sampled_from(_TAGS), _WORDS, st.text(max_size=4)), max_size=40))
def test_any_page_is_read_whole_or_refused(parts: list[str]) -> None:
    """A page of which the account misses text is a mistake of the reader: no such page is known."""
    try:
        read("".join(parts))
    except UserError as error:
        if "can't be placed" in error.message:
            pytest.fail("".join(parts))


@given(
    st.binary(max_size=400),
    st.sampled_from(["trs-editor.html", "layout-tables-gb2312.html", "saved-by-chromium.mhtml"]),
    st.integers(0, 3000),
)
def test_any_bytes_are_read_or_refused(noise: bytes, name: str, at: int) -> None:
    data = (PAGES / name).read_bytes()
    reader = read_mhtml if name.endswith(".mhtml") else read_html
    for broken in (noise, data[:at], data[:at] + noise + data[at:]):
        with suppress(UserError):
            reader(broken, name, SETTINGS)
