"""Compressed copies beside a site's files: which are written, and which stay as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from generator.hosting import compress as module
from generator.hosting.compress import compress

_TEXT = b"<p>" + "整改".encode() * 1000


def test_a_copy_that_its_writer_made_stays(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(_TEXT)
    copy = gzip.compress(_TEXT, 1, mtime=5)
    (tmp_path / "table.csv.gz").write_bytes(copy)
    compress(tmp_path, ())
    assert (tmp_path / "table.csv.gz").read_bytes() == copy
    assert brotli.decompress((tmp_path / "table.csv.br").read_bytes()) == _TEXT


def test_the_sitemaps_copy_does_not_tell_when_it_was_built(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_bytes(_TEXT)
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(_TEXT, mtime=5))
    compress(tmp_path, ())
    assert (tmp_path / "sitemap.xml.gz").read_bytes() == gzip.compress(_TEXT, 9, mtime=0)


def test_a_table_too_large_for_brotli_has_the_other_copy_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGEST", len(_TEXT) - 1)
    (tmp_path / "table.csv").write_bytes(_TEXT)
    (tmp_path / "page.html").write_bytes(_TEXT[:-10])
    compress(tmp_path, ())
    assert {path.name for path in tmp_path.iterdir()} == {
        *("table.csv", "table.csv.gz"),
        *("page.html", "page.html.gz", "page.html.br"),
    }
