"""A built report's outputs → what each shows of the text, piece by piece in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from generator.errors import CheckFailed
from generator.model.pages import FULL, VERSIONS
from generator.proof.html import BuiltPage, read_page
from generator.proof.pdf import read_pdf
from generator.settings.project import is_source

LONGEST_BUNDLE = 1_000_000_000
"""Bytes that a bundle may hold unpacked: far more than any report has, far less than a disk."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of an output."""

    name: str
    """For messages."""
    text: str
    """White space left out."""


@dataclass(frozen=True, slots=True)
class Output:
    """One way in which a report can be read."""

    name: str
    file: str
    """Its file beside the cover; empty where it is a set of pages."""
    pages: int
    pieces: tuple[Piece, ...]
    size: int
    """Bytes."""
    version: int | None = None
    """The earlier version that it shows; None for the current one."""


def pages_outputs(folder: Path, slug: str, name: Callable[[Path], str], prefix: str = "") -> Iterator[Output]:
    """Yield what a report's folder shows as HTML, the earlier versions last.

    The current one is shown by the section pages along rel=next, the full page and the single file.

    Raises CheckFailed for a page that is missing, comes twice, or shows text out of the reading order.
    """
    cover = read_within(folder, folder / "index.html", name)
    chain = [cover]
    while chain[-1].next:
        page = read_within(folder, chain[-1].next, name)
        if any(page.path == seen.path for seen in chain):
            raise CheckFailed(f"{name(page.path)}: the reading order comes back to this page.")
        chain.append(page)
    pieces = [Piece(name(page.path), page.text) for page in chain]
    size = sum(page.path.stat().st_size for page in chain)
    end = next((at for at, page in enumerate(chain) if page.annex), len(chain))
    pieces.insert(end, Piece(name(cover.path), cover.closing))
    yield Output(f"{prefix}section pages", "", len(chain), tuple(pieces), size)
    path = folder / f"{FULL}.html"
    full = read_within(folder, path if path.is_file() else folder / FULL / "index.html", name)
    piece = Piece(name(full.path), full.text + full.closing)
    yield Output(f"{prefix}full page", "", 1, (piece,), full.path.stat().st_size)
    single = folder / f"{slug}.html"
    if single.is_file():
        page = read_page(single)
        piece = Piece(name(single), page.text + page.closing)
        yield Output(f"{prefix}single file", single.name, 1, (piece,), single.stat().st_size)
    twin = cover.path.read_bytes()
    known = {page.path for page in (*chain, full)} | {single}
    for number in range(1, cover.versions + 1):
        path = folder / VERSIONS / f"{number}.html"
        page = read_within(folder, path if path.is_file() else folder / VERSIONS / str(number) / "index.html", name)
        known.add(page.path)
        piece = Piece(name(page.path), page.text + page.closing)
        yield Output(f"{prefix}version {number}", "", 1, (piece,), page.path.stat().st_size, number)
    for stray in sorted(folder.rglob("*.html")):
        # The bundle's cover has a twin under a name that a reader can't miss.
        if stray not in known and not is_source(stray.name) and stray.read_bytes() != twin:
            page = read_page(stray)
            if page.text or page.closing:
                raise CheckFailed(
                    f"{name(stray)}: shows report text but is not in the reading order; link it or remove it."
                )


def file_outputs(folder: Path, name: Callable[[Path], str]) -> Iterator[Output]:
    """Yield the PDFs and the bundle of a report's folder, as far as they are there."""
    slug = folder.name
    for label, pdf in (("PDF", folder / f"{slug}.pdf"), ("PDF, large print", folder / f"{slug}-large.pdf")):
        if pdf.is_file():
            texts = read_pdf(pdf)
            pieces = tuple(Piece(f"{name(pdf)}, page {number}", text) for number, text in enumerate(texts, 1))
            yield Output(label, pdf.name, len(pieces), pieces, pdf.stat().st_size)
    bundle = folder / f"{slug}-offline.zip"
    if bundle.is_file():
        with unpacked(bundle, name(bundle)) as disk:
            yield from disk.outputs("", slug)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A bundle as a reader has it on a disk."""

    name: str
    """For messages."""
    path: Path
    root: Path
    """Where it is unpacked."""

    def outputs(self, inside: str, slug: str) -> Iterator[Output]:
        """Yield what it shows of a report; `inside` is the report's folder in it, empty for the top."""
        for output in pages_outputs(self.root / inside, slug, self._named, f"{self.path.name}: "):
            yield replace(output, file=self.path.name, size=self.path.stat().st_size)

    def _named(self, page: Path) -> str:
        inside = page.relative_to(self.root).as_posix() if page.is_relative_to(self.root) else str(page)
        return f"{self.name}/{inside}"


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[Unpacked]:
    """Unpack a bundle for as long as the block runs; raises CheckFailed for one that can't be unpacked."""
    with TemporaryDirectory() as temporary:
        root = Path(temporary).resolve()
        try:
            with ZipFile(path) as bundle:
                if sum(item.file_size for item in bundle.infolist()) > LONGEST_BUNDLE:
                    raise CheckFailed(f"{name}: unpacked it is larger than any bundle; run `gongkai build`.")
                bundle.extractall(root)
        except BadZipFile:
            raise CheckFailed(f"{name}: the bundle is no zip file; run `gongkai build`.") from None
        yield Unpacked(name, path, root)


def read_within(folder: Path, path: Path, name: Callable[[Path], str]) -> BuiltPage:
    """Read a page of a report's folder; raises CheckFailed for one that is not there, or elsewhere."""
    if not path.is_relative_to(folder) or not path.is_file():
        raise CheckFailed(f"{name(path)}: the page is missing; run `gongkai build`.")
    return read_page(path)
