"""Tables of all reports without and with `gongkai[parquet]`."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from generator.compare.compared import Compared, Read
from generator.data.figures import PACKED, PIECE, ROWS, Kept, write_all_figures, write_figures
from generator.data.gzipped import piece_of

_FIGURE = Compared("学位（个）", "=学位", "3个", 3.0, None, "个", "", "2021年", "新增3个。", "p1.md#i1")
_OTHER = Compared("水厂（座）", "水厂", "5座", 5.0, None, "座", "", "2022年", "建成5座。", "p2.md#i1")


@pytest.mark.parametrize("has", [True, False])
def test_csv_does_not_depend_on_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has: bool) -> None:
    monkeypatch.setattr("generator.data.parquet.find_spec", lambda name: name if has else None)
    write_figures(tmp_path, "jia", Read((_FIGURE, _OTHER)), flat=False)
    assert list(Kept(tmp_path)) == [_FIGURE, _OTHER]
    assert Kept(tmp_path).indicators == ["学位（个）", "水厂（座）"]
    assert Kept(tmp_path).at([1]) == [_OTHER]
    write_all_figures(tmp_path, [("jia", tmp_path)], flat=False)
    head, first, second = (tmp_path / "figures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "report,address,indicator,subject,text,value,high,unit,change,period,sentence"
    assert first == "jia,jia/p1/#i1,学位（个）,'=学位,3个,3.0,,个,,2021年,新增3个。", "no cell is a formula"
    assert second == "jia,jia/p2/#i1,水厂（座）,水厂,5座,5.0,,座,,2022年,建成5座。"
    assert (tmp_path / "figures.parquet").exists() == has


def test_what_reports_keep_of_the_table_is_what_their_figures_give(tmp_path: Path) -> None:
    """Rows that a report's folder lacks, or has of other columns, are made of its figures: the same bytes."""
    built = [("jia", tmp_path / "jia"), ("yi", tmp_path / "yi")]
    for slug, folder in built:
        folder.mkdir()
        write_figures(folder, slug, Read((_FIGURE, _OTHER)), flat=True)
    write_all_figures(tmp_path, built, flat=True)
    files = [tmp_path / "figures.csv", tmp_path / "figures.parquet", tmp_path / "figures.csv.gz"]
    before = [path.read_bytes() for path in files]
    table = pq.read_table(files[1]).to_pylist()
    assert [row["address"] for row in table] == ["jia/p1.html#i1", "jia/p2.html#i1", "yi/p1.html#i1", "yi/p2.html#i1"]
    assert table[0]["subject"] == "=学位"
    (tmp_path / "jia" / ROWS).unlink()
    (tmp_path / "yi" / PACKED).unlink()
    (tmp_path / "jia" / PIECE).unlink()
    (tmp_path / "yi" / PIECE).write_bytes(b"no piece")
    write_all_figures(tmp_path, built, flat=True)
    assert [path.read_bytes() for path in files] == before


def test_the_table_of_many_reports_is_made_without_reading_a_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_figures(tmp_path, "jia", Read((_FIGURE, _OTHER)), flat=False)
    monkeypatch.setattr(Kept, "__iter__", None)
    write_all_figures(tmp_path, [("jia", tmp_path)], flat=False)
    assert pq.read_table(tmp_path / "figures.parquet").num_rows == 2


def test_the_tables_copy_is_put_together_of_the_reports_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither packing nor reading a thousand reports' rows again; one member, which every browser reads to its end."""
    built = [(slug, tmp_path / slug) for slug in ("jia", "yi", "bing")]
    for slug, folder in built:
        folder.mkdir()
        write_figures(folder, slug, Read((_FIGURE, _OTHER) * 40), flat=False)
    packed: list[bytes] = []

    def noted(data: bytes) -> bytes:
        packed.append(data)
        return piece_of(data)

    monkeypatch.setattr("generator.data.figures.piece_of", noted)
    write_all_figures(tmp_path, built, flat=False)
    assert len(packed) == 1, "the heads of the columns"
    table, copy = (tmp_path / "figures.csv").read_bytes(), (tmp_path / "figures.csv.gz").read_bytes()
    assert gzip.decompress(copy) == table
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert reader.decompress(copy) == table
    assert reader.eof
    assert not reader.unused_data
    assert len(copy) < len(table) / 10
