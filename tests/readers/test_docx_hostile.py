"""Word files that are damaged, made to harm, or say two things at once: a sentence, never a traceback."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UserError
from generator.readers.docx import package, read_docx
from generator.settings.report import ReportSettings
from tests.readers.fuzz import FUZZ
from tests.readers.word import PNG, files, p, packed, read

GOOD = files(p("甲"))
FIXTURE = (Path(__file__).parent / "files" / "all-kinds.docx").read_bytes()
WORD = "word/document.xml"


def _sentence(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_docx(data, "a.docx", ReportSettings())
    assert caught.value.message.startswith("a.docx: ")
    return caught.value.message


def _changed(**parts: bytes) -> bytes:
    return packed({**GOOD, **{name.replace("_", "/", 1) + ".xml": data for name, data in parts.items()}})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no .docx"),
        (b"<html></html>", "is no .docx"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "old format (.doc)"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (FIXTURE[:5000], "damaged"),
        (FIXTURE[:3000] + FIXTURE[4000:], "damaged"),
        (packed({"a": b"b"}), "no Word document"),
        (packed({**GOOD, WORD: b"<a/>"}), "no Word document"),
        (packed({**GOOD, WORD: GOOD[WORD][:-5]}), "damaged"),
        (packed({**GOOD, WORD: b"\0" * 9}), "damaged"),
        (packed({**GOOD, WORD: b'<?xml version="1.0" encoding="UTF-7"?><a/>'}), "encoding UTF-7"),
        (packed({**GOOD, WORD: GOOD[WORD].replace("甲".encode(), b"")}), "holds no text"),
    ],
)
def test_what_is_no_whole_word_file_is_told(data: bytes, words: str) -> None:
    assert words in _sentence(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("entity", ['<!DOCTYPE w [<!ENTITY a SYSTEM "file:///a">]>', '<!DOCTYPE w SYSTEM "file:///a">'])
def test_a_document_type_is_refused(encoding: str, entity: str) -> None:
    text = GOOD[WORD].decode().replace("UTF-8", encoding).replace("?>", f"?>{entity}", 1).replace("甲", "&a;")
    assert "document type" in _sentence(packed({**GOOD, WORD: text.encode(encoding)}))


def test_a_part_that_unpacks_to_much_more_is_refused() -> None:
    assert "grows more than 200 times" in _sentence(_changed(word_document=b" " * 15_000_000))


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("MOST_ENTRIES", 2, "has 4 parts and may have 2"),
        ("LARGEST_TOTAL", 500, "bytes and may have 500"),
        ("LARGEST_XML", 100, "has more than 100 bytes"),
        ("DEEPEST", 3, "more than 3 elements within one another"),
        ("MOST_ELEMENTS", 3, "more than 3 elements"),
    ],
)
def test_each_limit_is_named(limit: str, value: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read(p("甲"))
    monkeypatch.setattr(package, limit, value)
    assert words in _sentence(packed(GOOD))


@pytest.mark.parametrize("depth", [120, 300, 60_000])
def test_elements_deep_within_one_another_are_refused(depth: int) -> None:
    assert "within one another" in _sentence(packed(files("<w:tbl>" * depth + "</w:tbl>" * depth)))


def test_tables_as_deep_as_the_limit_are_read() -> None:
    table = p("甲")
    for _ in range(30):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    assert read(table).text.count("甲") == 1


def test_too_much_text_is_refused() -> None:
    assert "characters of text and may have 1,000,000" in _sentence(
        packed(files("".join(p(f"{at:04}" * 50) for at in range(5001))))
    )


@pytest.mark.parametrize("flags", [(0, 0x1), (8, 99)])
def test_encrypted_and_unknown_entries_are_told(flags: tuple[int, int]) -> None:
    data = bytearray(packed(GOOD))
    at = data.index(b"PK\x01\x02")
    data[at + 8 + (2 if flags[0] else 0)] = flags[1]
    assert any(word in _sentence(bytes(data)) for word in ("encrypted", "damaged"))


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(packed(GOOD))
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("word/DOCUMENT.xml", GOOD[WORD])
    assert "two parts of the same name" in _sentence(stream.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        "<w:ins w:id='1'><w:r><w:t>新增</w:t></w:r></w:ins>",
        "<w:del w:id='1'><w:r><w:delText>新增</w:delText></w:r></w:del>",
        "<w:moveFrom w:id='1'><w:r><w:t>新增</w:t></w:r></w:moveFrom>",
        "<w:moveTo w:id='1'><w:r><w:t>新增</w:t></w:r></w:moveTo>",
    ],
)
def test_tracked_changes_are_refused(change: str) -> None:
    message = _sentence(packed(files(f"<w:p>{change}</w:p>")))
    assert "tracked changes" in message
    assert "“新增”" in message
    assert "accept or reject all" in message
    assert "tracked changes" in _sentence(packed(files(p("甲"), footnotes=f"<w:footnote>{change}</w:footnote>")))


def test_a_changed_paragraph_mark_or_row_is_a_tracked_change() -> None:
    assert "tracked changes (1)" in _sentence(packed(files(p("甲", "<w:rPr><w:del w:id='1'/></w:rPr>"))))
    assert read(p("甲", "<w:pPrChange w:id='1'><w:pPr/></w:pPrChange>")).text == "甲\n"


def test_hidden_text_is_refused_by_format_and_by_style() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r></w:p>"
    assert "hidden text (“内部”)" in _sentence(packed(files(hidden)))
    style = '<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert "hidden text (“内部”)" in _sentence(packed(files(p("内部", '<w:pStyle w:val="h"/>'), styles=style)))
    shown = (
        "<w:p><w:pPr><w:pStyle w:val='h'/></w:pPr><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>公开</w:t></w:r></w:p>"
    )
    assert read(shown, styles=style).text == "公开\n"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<w:altChunk r:id="x"/>', "another file (altChunk)"),
        ('<w:p><w:subDoc r:id="x"/></w:p>', "a subdocument"),
        ('<w:p><w:r><w:drawing><a:graphicData uri="http://a/2006/diagram"/></w:drawing></w:r></w:p>', "SmartArt"),
        ('<w:p><w:r><w:drawing><a:blip r:link="none"/></w:drawing></w:r></w:p>', "picture is linked"),
        ('<w:p><w:r><w:drawing><a:blip r:embed="image1"/></w:drawing></w:r></w:p>', "“image1.png” is no PNG"),
        ("<w:p><w:r><w:drawing><a:t>甲乙</a:t></w:drawing></w:r></w:p>", "can't be placed, the first “甲乙”"),
    ],
)
def test_what_would_be_lost_is_refused(inside: str, words: str) -> None:
    assert words in _sentence(packed(files(p("甲") + inside, image1=b"<svg onload='x'/>")))


def test_pictures_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    body = p("甲") + '<w:p><w:r><w:drawing><a:blip r:embed="image1"/></w:drawing></w:r></w:p>' * 2
    assert len(read(body, image1=PNG).files) == 2
    monkeypatch.setattr("generator.readers.pictures.LARGEST_PICTURE", 20)
    assert "may have 20" in _sentence(packed(files(body, image1=PNG)))
    monkeypatch.undo()
    monkeypatch.setattr("generator.readers.pictures.MOST_PICTURES", 1)
    assert "more than 1 pictures" in _sentence(packed(files(body, image1=PNG)))


def test_macros_are_not_looked_at() -> None:
    data = packed({**GOOD, "word/vbaProject.bin": b"\0" * 100})
    assert read_docx(data, "a.docx", ReportSettings()).text == "甲\n"


FLIPS = st.lists(st.tuples(st.integers(0, 1 << 30), st.integers(0, 255)), min_size=1, max_size=8)


def _read_or_told(data: bytes) -> None:
    with contextlib.suppress(UserError):
        read_docx(data, "a.docx", ReportSettings())


@FUZZ
@given(FLIPS)
def test_flipped_bytes_of_the_zip_end_in_text_or_a_sentence(flips: list[tuple[int, int]]) -> None:
    data = bytearray(FIXTURE)
    for at, value in flips:
        data[at % len(data)] = value
    _read_or_told(bytes(data))


@FUZZ
@given(st.integers(0, 20), FLIPS, st.integers(0, 1 << 30))
def test_flipped_bytes_of_a_part_end_in_text_or_a_sentence(part: int, flips: list[tuple[int, int]], cut: int) -> None:
    with zipfile.ZipFile(io.BytesIO(FIXTURE)) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    name = list(entries)[part % len(entries)]
    data = bytearray(entries[name])
    for at, value in flips:
        data[at % len(data)] = value
    entries[name] = bytes(data[: cut % (4 * len(data)) + 1])
    _read_or_told(packed(entries))


WORDS = (  # noqa: SIM905 - a list of thirty lines says no more
    "w:p w:r w:t w:tbl w:tr w:tc w:sdt w:sdtContent w:numPr w:pPr w:fldChar w:numId w:ilvl w:footnoteReference w:br "
    "w:drawing w:pict wps:txbx w:txbxContent mc:AlternateContent mc:Choice mc:Fallback w:ruby w:rt w:sym m:oMath m:f "
    "w:gridSpan w:vMerge w:hMerge w:tcPr w:instrText w:rPr w:vanish w:webHidden w:color w:sz w:strike w:fldSimple "
    "w:ffData w:ddList w:listEntry w:checkBox w:default"
).split()
VALUES = ["", "0", "1", "-1", "999999999999", "begin", "separate", "end", "TOC", "x" * 50, "restart", "FFFFFF", "EQ"]
TREES = st.recursive(
    st.sampled_from(["", "甲", "乙丙"]),
    lambda inner: st.builds(
        lambda name, value, below: (
            f'<{name} w:val="{value}" w:fldCharType="{value}" w:id="{value}" w:char="{value}">{"".join(below)}</{name}>'
        ),
        st.sampled_from(WORDS),
        st.sampled_from(VALUES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)


@FUZZ
@given(st.lists(TREES, max_size=4))
def test_elements_in_any_order_end_in_text_or_a_sentence(trees: list[str]) -> None:
    body = p("首") + "".join(trees)
    _read_or_told(
        packed(files(body, footnotes=f'<w:footnote w:id="1">{body}</w:footnote>', numbering=body, styles=body))
    )
