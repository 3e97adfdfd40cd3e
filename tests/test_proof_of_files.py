"""`gongkai verify` finds damage in the files that people take along: PDF, single file, bundle, checksums."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import brotli
import pytest

from generator.proof.files import copies
from generator.proof.files.copies import holds
from generator.proof.files.manifest import MANIFEST, listed, manifest_text, read_manifest
from tests.project import FIRST, SECOND, Project

OUTPUTS = (
    "section pages",
    "full page",
    "single file",
    "PDF",
    "PDF, large print",
    *(
        f"{bundle}: {output}"
        for bundle in (f"{FIRST}-offline.zip", "offline.zip")
        for output in ("section pages", "full page", "single file")
    ),
)

NOISE = hashlib.shake_256(b"7").digest(3_000_000)
"""What no packer makes smaller."""


def _sum_again(folder: Path) -> None:
    """Make the checksums fit, as someone would who wants the change to pass."""
    path = folder / "SHA256SUMS"
    names = [line.split("  ")[1] for line in path.read_text(encoding="utf-8").splitlines()]
    sums = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    path.write_text("".join(sums), encoding="utf-8")


def test_every_output_has_its_row(project: Project, built_site: Path) -> None:
    told = project.must("verify", "--site-dir", built_site)
    rows = [line.split("│") for line in told.splitlines() if line.startswith(f"│ {FIRST} ")]
    assert [row[2].strip() for row in rows] == list(OUTPUTS)
    assert {row[4].strip() for row in rows} == {"13,116 of 13,116"}


def test_proof_is_told_to_people_and_machines(built_site: Path) -> None:
    proof = json.loads((built_site / FIRST / "proof.json").read_text(encoding="utf-8"))
    # A report's own proof says nothing of the bundle of all reports, which changes with any of them.
    own = [name for name in OUTPUTS if not name.startswith("offline.zip")]
    assert [output["output"] for output in proof["outputs"]] == own
    assert {(o["characters_proven"], o["characters_in_source"]) for o in proof["outputs"]} == {(13_116, 13_116)}
    for name, digest in proof["sha256"].items():
        assert hashlib.sha256((built_site / FIRST / name).read_bytes()).hexdigest() == digest
    assert {"source.txt", f"{FIRST}.pdf", f"{FIRST}-offline.zip"} <= set(proof["sha256"])
    page = (built_site / FIRST / "proof" / "index.html").read_text(encoding="utf-8")
    assert all(digest in page for digest in proof["sha256"].values())
    assert page.count("13,116 / 13,116") == len(own)


def test_pdf_with_another_text(project: Project, copy: Path) -> None:
    """The PDF of another report, with fitting checksums, is not this report's."""
    shutil.copy(copy / SECOND / f"{SECOND}.pdf", copy / FIRST / f"{FIRST}.pdf")
    project.fails_proof(copy, f"{FIRST}.pdf: the file is not the one that manifest.json names")
    _sum_again(copy / FIRST)
    project.fails_proof(copy, f"{FIRST}/{FIRST}.pdf, page 1: at source.txt:")


def test_pdf_that_is_none(project: Project, copy: Path) -> None:
    (copy / FIRST / f"{FIRST}.pdf").write_bytes(b"%PDF-1.7 nothing")
    _sum_again(copy / FIRST)
    project.fails_proof(copy, f"{FIRST}.pdf: the PDF can't be read")


def test_single_file_with_another_digit(project: Project, copy: Path) -> None:
    path = copy / FIRST / f"{FIRST}.html"
    html = path.read_text(encoding="utf-8")
    assert html.count("985份") == 1
    path.write_text(html.replace("985份", "986份"), encoding="utf-8")
    _sum_again(copy / FIRST)
    project.fails_proof(copy, f"{FIRST}/{FIRST}.html: at source.txt:", "“5份", "“6份")


@pytest.mark.parametrize("name", ["p2t2f9.html", "full.html", f"{FIRST}.html"])
def test_bundle_with_another_digit(project: Project, copy: Path, name: str) -> None:
    path = copy / FIRST / f"{FIRST}-offline.zip"
    with ZipFile(path) as bundle:
        files = {item: bundle.read(item) for item in bundle.namelist()}
    assert "985份".encode() in files[name]
    files[name] = files[name].replace("985份".encode(), "986份".encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        for item, data in files.items():
            bundle.writestr(item, data)
    _sum_again(copy / FIRST)
    project.fails_proof(copy, f"{FIRST}-offline.zip/{name}: at source.txt:")


def _written(path: Path, files: dict[str, bytes]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        for item, data in files.items():
            bundle.writestr(item, data)


OPENS = "打开.html"
AROUND: dict[str, Callable[[bytes], bytes | None]] = {
    "index.html": lambda data: data.replace(b"</main>", b"<p>x</p></main>"),
    OPENS: lambda _: None,
    "compare.html": lambda data: data.replace(b"</main>", b"<p>x</p></main>"),
    "check.html": lambda _: None,
    "data/portal.csv": lambda data: data + b"x",
    "data/figures.csv": lambda _: None,
    "search/search_index.json": lambda data: data.replace("985份".encode(), "986份".encode()),
    "search/search_index.js": lambda data: data.replace("985份".encode(), "986份".encode()),
    "search/more.js": lambda _: b"1",
    "assets/more.js": lambda _: b"1",
    "stray.html": lambda _: b"<p>x",
    "another-2024/index.html": lambda _: b"<p>x",
}
"""Files of the bundle of all reports beside them, and what each is made."""


def test_what_the_bundle_of_all_has_beside_reports(project: Project, copy: Path) -> None:
    """What is around the reports in the bundle is the site's, also where the manifest names the changed bundle.

    All is changed at once, and each file told by itself; but the page that opens the bundle, which tells of the others,
    alone: that it is missing is told because it is.
    """
    path = copy / "offline.zip"
    with ZipFile(path) as bundle:
        right = {item: bundle.read(item) for item in bundle.namelist()}
    assert not [item for item in right if item.startswith(("_", "web.config"))]
    for names in (AROUND.keys() - {OPENS}, {OPENS}):
        found = {name: AROUND[name](right.get(name, b"")) for name in names}
        assert not [name for name, data in found.items() if data == right.get(name)]
        _written(path, {item: had for item, had in {**right, **found}.items() if had is not None})
        files = {**read_manifest(copy, MANIFEST), path.name: listed(path)}
        (copy / MANIFEST).write_text(manifest_text("site", files), encoding="utf-8")
        told = project.fails_proof(copy, *(f"offline.zip/{name}: " for name in names))
        assert {line.split(": ")[0] for line in told.splitlines() if "offline.zip" in line} <= {
            f"offline.zip/{name}" for name in (*names, OPENS)
        }
    _written(path, {item: data for item, data in right.items() if item != "index.html"})
    project.fails_proof(copy, "offline.zip/index.html: the bundle lacks this file")


def test_bundle_that_is_none_or_too_large(project: Project, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy / FIRST / f"{FIRST}-offline.zip"
    path.write_bytes(b"PK nothing")
    _sum_again(copy / FIRST)
    project.fails_proof(copy, "the bundle is no zip file")
    monkeypatch.setattr("generator.proof.files.archive.LONGEST_BUNDLE", 100_000_000)
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle, bundle.open("index.html", "w") as member:
        for _ in range(101):
            member.write(bytes(1_000_000))
    _sum_again(copy / FIRST)
    project.fails_proof(copy, "unpacked it is larger than any bundle")


def test_file_that_is_missing(project: Project, copy: Path) -> None:
    (copy / FIRST / f"{FIRST}-large.pdf").unlink()
    project.fails_proof(copy, f"{FIRST}-large.pdf: the file is missing")


def test_a_large_table_is_listed_without_being_in_memory(tmp_path: Path) -> None:
    """The table of all figures of a thousand reports has a hundred million bytes."""
    table = tmp_path / "figures.csv"
    table.write_bytes(b"0123456789abcdef" * 500_000)
    tracemalloc.start()
    try:
        found = listed(table)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (found.size, found.digest) == (8_000_000, hashlib.sha256(table.read_bytes()).hexdigest())
    assert most < 1_000_000


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: brotli.compress(data, quality=3)], ids=["gz", "br"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"0123456789abcdef" * 200_000,
        hashlib.shake_256(b"7").digest(3_000_000),
        bytes(1 << 20),
        b"ab" * (1 << 20),
    ],
    ids=["nothing", "one", "rows", "noise", "a piece", "two pieces"],
)
def test_a_copy_holds_its_file_and_nothing_else(
    tmp_path: Path, request: pytest.FixtureRequest, data: bytes, pack: Callable[[bytes], bytes]
) -> None:
    file, copy = tmp_path / "a.csv", tmp_path / f"a.csv.{request.node.callspec.id[-2:]}"
    file.write_bytes(data)
    whole = pack(data)
    copy.write_bytes(whole)
    assert holds(copy, listed(file))
    for other in (b"", whole[:-1], whole + b"x", whole + whole, pack(data + b"z"), pack(data[:-1] + b"z"), data):
        copy.write_bytes(other)
        assert not holds(copy, listed(file)), other[:20]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: brotli.compress(data, quality=3)], ids=["gz", "br"])
def test_a_copy_is_unpacked_piece_by_piece_and_no_further_than_its_file(
    tmp_path: Path, request: pytest.FixtureRequest, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[int] = []

    def counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            unpacked.append(len(piece))
            yield piece

    for name in ("_gunzipped", "_unbrotlied"):
        real: Callable[[Iterable[bytes]], Iterator[bytes]] = getattr(copies, name)
        monkeypatch.setattr(copies, name, lambda packed, real=real: counted(real(packed)))
    file, copy = tmp_path / "a.csv", tmp_path / f"a.csv.{request.node.callspec.id}"
    file.write_bytes(bytes(16_000_000))
    copy.write_bytes(pack(bytes(64_000_000)))
    right = tmp_path / f"right.csv.{request.node.callspec.id}"
    right.write_bytes(pack(bytes(16_000_000)))
    tracemalloc.start()
    try:
        assert holds(right, listed(file))
        assert sum(unpacked) == 16_000_000
        assert not holds(copy, listed(file))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8_000_000
    assert sum(unpacked) < 40_000_000
