"""Compressed copies beside a site's files: which are written, and which stay as they are."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from generator.hosting import compress as module
from generator.hosting.compress import compress
from generator.proof.files.manifest import MANIFEST, write_manifest
from generator.proof.files.whole import SITE

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


def test_what_only_the_next_build_reads_has_no_copies(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    for name in (".figures.csv", "figures.csv"):
        (folder / name).write_bytes(_TEXT)
    compress(tmp_path, (), "r")
    assert {path.name for path in folder.iterdir()} == {
        *(".figures.csv", "figures.csv", "figures.csv.gz", "figures.csv.br"),
    }


def test_a_file_that_is_linked_from_the_old_site_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for site in (old, new):
        (site / "feeds").mkdir(parents=True)
    (old / "feeds" / "a.xml").write_bytes(_TEXT)
    (old / "b.xml").write_bytes(_TEXT)
    compress(old, ())
    write_manifest(old, SITE)
    (new / "feeds" / "a.xml").hardlink_to(old / "feeds" / "a.xml")
    (new / "b.xml").write_bytes(_TEXT)
    read: Counter[str] = Counter()
    real = module._read  # noqa: SLF001

    def reading(path: str) -> bytes:
        read[Path(path).relative_to(tmp_path).as_posix()] += 1
        return real(path)

    monkeypatch.setattr(module, "_read", reading)
    monkeypatch.setattr(Path, "read_bytes", lambda path: reading(str(path)))
    compress(new, (), old=old)
    copies = {f"old/{name}{ending}" for name in ("feeds/a.xml", "b.xml") for ending in (".gz", ".br")}
    whole = {name: 1 for name in read if "manifest" not in name}
    assert {name: read[name] for name in whole} == whole
    assert whole.keys() == {"new/feeds/a.xml", "new/b.xml", "old/b.xml", *copies}
    assert (new / "feeds" / "a.xml.gz").samefile(old / "feeds" / "a.xml.gz")


def _unended_gzip(data: bytes) -> bytes:
    """Return all of a file, and no word that this is all."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


def _unended_brotli(data: bytes) -> bytes:
    packer = brotli.Compressor()
    return bytes(packer.process(data) + packer.flush())


@pytest.mark.parametrize(
    ("ending", "unpack", "unended", "repack"),
    [
        (".gz", gzip.decompress, _unended_gzip, gzip.compress),
        (".br", brotli.decompress, _unended_brotli, brotli.compress),
    ],
    ids=["gzip", "brotli"],
)
@pytest.mark.parametrize("size", [1, 20])
def test_where_a_file_is_as_it_was_so_are_its_copies(
    ending: str,
    unpack: Callable[[bytes], bytes],
    unended: Callable[[bytes], bytes],
    repack: Callable[[bytes], bytes],
    size: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = _TEXT * size
    old, new = tmp_path / "old", tmp_path / "new"
    for site in (old, new):
        (site / "a").mkdir(parents=True)
        (site / "a" / "page.html").write_bytes(text)
    compress(old, ())
    copy = old / "a" / f"page.html{ending}"
    whole = copy.read_bytes()
    packed: list[int] = []
    makers = {one: _counting(make, packed) for one, make in module._COPIES.items()}  # noqa: SLF001
    monkeypatch.setattr(module, "_COPIES", makers)

    def remade(*, told: bool = True) -> int:
        """Compress the new site again; return how many copies were packed. The old one's manifest tells of its own."""
        if told:
            write_manifest(old, SITE)
        for path in (new / "a").glob("page.html.*"):
            path.unlink()
        packed.clear()
        compress(new, (), old=old)
        made = (new / "a" / copy.name).read_bytes()
        assert unpack(made) == text
        return len(packed)

    assert remade() == 0
    damages = (b"", whole[:-1], whole[:20], whole + b"x", whole + whole, makers[ending](text + b"x"), unended(text))
    for damaged in damages:
        copy.write_bytes(damaged)
        assert remade() == 1, damaged[:30]
    copy.unlink()
    assert remade() == 1
    copy.write_bytes(whole)
    assert remade() == 0
    copy.write_bytes(repack(text))
    assert remade(told=False) == 1, "somebody has packed it for himself"
    (old / MANIFEST).unlink()
    assert remade(told=False) == 2
    copy.write_bytes(whole)
    (old / "a" / "page.html").write_bytes(text[:-1] + b"x")
    assert remade() == 2
    (old / "a" / "page.html").unlink()
    assert remade() == 2


def _counting(make: Callable[[bytes], bytes], packed: list[int]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        packed.append(len(data))
        return make(data)

    return made
