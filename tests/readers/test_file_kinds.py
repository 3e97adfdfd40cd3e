"""Files whose name says another format than their bytes: refused with the name that they should have."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.readers import read_file
from tests.readers.word import files, p, packed

_TEXT = "云溪县关于巡察整改情况的通报\n一、整改情况\n已整改。\n"
_PAGE = f"<!DOCTYPE html>\n<html><body><p>{_TEXT}</p></body></html>"
_ARCHIVE = f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\n{_PAGE}"
_ROW = "<tr><td class=line-number value=1></td><td class=line-content>&lt;p&gt;一、整改情况&lt;/p&gt;</td></tr>"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"%PDF-1.7\n1 0 obj\n", "is a .pdf whatever its name says"),
        ("a.md", b"{\\rtf1\\ansi \\u20013?}", "is a .rtf whatever"),
        ("a.html", bytes.fromhex("D0CF11E0A1B11AE1"), "is a .doc whatever"),
        ("a.txt", packed(files(p("一、整改情况"))), "is a .docx whatever"),
        ("a.txt", _PAGE.encode(), "is a .html whatever"),
        ("a.md", f"\ufeff  <!-- saved -->{_PAGE}".encode(), "is a .html whatever"),
        ("a.html", _ARCHIVE.encode(), "is a .mhtml whatever"),
        ("a.htm", _TEXT.encode(), "is a .txt whatever"),
        ("a.html", f"<html><body><table>{_ROW}</table></body></html>".encode(), "the source code of a page"),
        ("a", b"", "has no ending"),
        ("", b"", "is a folder"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    if name:
        path.write_bytes(data)
    with pytest.raises(UserError, match=told):
        read_file(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"<div>{_TEXT}</div>\n"),
        ("a.html", _PAGE),
        ("a.html", f"\ufeff<p>{_TEXT}"),
        ("a.txt", f"{_TEXT}项目<html>页面已整改。\nContent-Type: text/html\n"),
        ("a.txt", f"Mime-Version: {_TEXT}"),
    ],
)
def test_a_file_of_its_own_kind_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert "一、整改情况" in read_file(path).text


def test_a_page_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(_PAGE.encode("utf-16"))
    assert "一、整改情况" in read_file(path).text


def test_a_word_file_of_pictures_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed(files(p(""))))
    with pytest.raises(UserError, match="holds no text; pictures"):
        read_file(path)
