"""A built report's outputs → what each shows of the text, piece by piece in reading order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.errors import CheckFailed
from generator.model.pages import FULL, VERSIONS, page_file
from generator.proof.files.prints import Print, print_of
from generator.proof.html import BuiltPage, read_page
from generator.proof.pages.article import TextBlock
from generator.proof.pages.entries import Headings
from generator.proof.pages.sheets import unknown_rules
from generator.proof.pdf import read_pdf
from generator.settings.project import is_source
from generator.wording import say

PRINT = re.compile(r"\.[0-9a-f]{8}(?=\.(?:min\.)?(?:css|js)$)")
"""The fingerprint in a name that changes with the content."""
_MARKUP = re.compile(r"<[^>]*>")
_EARLIER = re.compile(rf"{VERSIONS}/(\d+)(?:/|\.html)")
"""The page of an earlier version, whose number it is called by."""
Name = Callable[[Path], str]
"""What a file is called in messages."""


def name_in(path: Path, site: Path) -> str:
    """Return what a file of a site is called in messages: its path there."""
    return path.relative_to(site).as_posix() if path.is_relative_to(site) else str(path)


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of an output."""

    name: str
    """For messages."""
    text: str
    """White space left out."""
    blocks: tuple[TextBlock, ...] = ()
    """The text block by block; none of a PDF."""
    faults: tuple[str, ...] = ()
    """What may not stand there, each in the words that end a sentence about the page."""
    file: str = ""
    """The page's path in the report's folder."""
    ends: bool = False
    """Whether it is the part of the cover that stands at the report's end."""


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


@dataclass(slots=True)
class ReportPages:
    """The built pages of a report's folder."""

    folder: Path
    name: Name
    pages: dict[str, BuiltPage] = field(default_factory=dict)
    """All of them, by path in the folder."""
    outputs: list[Output] = field(default_factory=list)
    """What they show, the earlier versions last."""
    single: str = ""
    """The path of the file that stands alone; empty where there is none."""
    kept: str = ""
    """The path of the first version that was kept of a report that was taken back; empty for any other."""

    def prints(self) -> dict[str, Print]:
        """Return the prints of all pages but the file that stands alone, which is the same wherever it lies."""
        return {path: print_of(page.whole, path) for path, page in self.pages.items() if path != self.single}

    def shown(self) -> frozenset[str]:
        """Return the paths of the pages that show the report's text."""
        return frozenset(piece.file for output in self.outputs for piece in output.pieces)

    def add(self, path: Path) -> BuiltPage:
        """Read a page."""
        page = read_within(self.folder, path, self.name)
        self.pages[path.relative_to(self.folder).as_posix()] = page
        return page

    def piece(self, page: BuiltPage, *more: str) -> Piece:
        """Return a page that shows what it shows in one piece; `more` is what else is wrong with it."""
        blocks = (*page.blocks, *page.last)
        return Piece(
            self.name(page.path), page.text + page.closing, blocks, (*page.faults, *more), self._file(page.path)
        )

    def parts_of_cover(self, cover: BuiltPage) -> tuple[Piece, Piece]:
        """Return the cover's two parts: what the report begins and what it ends with."""
        name, file = self.name(cover.path), self._file(cover.path)
        return (
            Piece(name, cover.text, cover.blocks, cover.faults, file),
            Piece(name, cover.closing, cover.last, (), file, ends=True),
        )

    def check_others(self) -> None:
        """Read the other pages of the folder; raises CheckFailed for one that shows report text, or is none."""
        for stray in sorted(self.folder.rglob("*.html")):
            if stray.relative_to(self.folder).as_posix() in self.pages or is_source(stray.name):
                continue
            self.check_other(self.add(stray))

    def check_other(self, page: BuiltPage) -> None:
        """Raise CheckFailed for a page that shows report text, or is none."""
        if page.text or page.closing:
            raise CheckFailed(
                say(
                    "{page}: shows report text but is not in the reading order; link it or remove it.",
                    page=self.name(page.path),
                )
            )
        if not page.title:
            raise CheckFailed(say("{page}: is no page of the site; remove it.", page=self.name(page.path)))

    def wrong(self) -> Iterator[str]:
        """Yield what is wrong with the pages in the light of each other, each a sentence."""
        headings = Headings()
        for path, page in self.pages.items():
            # A report may be called otherwise than its text's first line: only its cover says so, in its name.
            names = [page.title]
            if path == "index.html":
                names.append(page.name.partition(" - ")[0])
            if version := _EARLIER.match(path):
                names.append(f"第{version[1]}版（旧版本）")
            headings.add(path, names, (*page.blocks, *page.last))
        cover = self.pages["index.html"]
        for path, page in self.pages.items():
            for told in headings.wrong(path, page.entries):
                yield say("{page}: {fault}.", page=self.name(page.path), fault=told)
            # What says that a report was taken back belongs to no report: its frame has no report's name and menu.
            like = self.pages[self.kept] if self.kept and page.blocks else cover
            if page.frame != like.frame if path != self.single else _MARKUP.sub("", page.frame).strip():
                yield say(
                    "{page}: around the article stands something else than on the cover; run `gongkai build`.",
                    page=self.name(page.path),
                )
            if not (page.blocks or page.last):
                for fault in page.faults:
                    yield say("{page}: {fault}.", page=self.name(page.path), fault=fault)
        yield from self._hiding()

    def _hiding(self) -> Iterator[str]:
        """Yield a sentence for each rule of a style sheet that could hide the report's words, or add to them."""
        asked = {(path, address) for path, page in self.pages.items() for address in page.sheets}
        addresses = {posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) for path, address in asked}
        for address in sorted(addresses):
            file = self.folder / unquote(urlsplit(address).path)
            if not file.is_file():  # a build gives the theme's files their lasting names when all pages are made
                file = file.with_name(PRINT.sub("", file.name))
            if not file.is_file():
                yield say("{file}: the style sheet is missing; run `gongkai build`.", file=self.name(file))
                continue
            sheet = file.read_bytes().decode("utf-8", "replace")
            for rule in unknown_rules(sheet):
                yield say(
                    "{file}: the rule {rule} could hide the report's words, or add to them; take it out.",
                    file=self.name(file.resolve()),
                    rule=rule,
                )

    def unlike(self) -> Iterator[str]:
        """Yield the first block that is a heading in one output and none in another, or is cut there in another way."""
        current = [output for output in self.outputs if output.version is None]
        first = _cuts(current[0])
        for output in current[1:]:
            cuts = _cuts(output)
            differing = (at for at, (one, other) in enumerate(zip(first, cuts, strict=False)) if one[1:] != other[1:])
            at = next(differing, min(len(first), len(cuts)) if len(first) != len(cuts) else None)
            if at is not None:
                one, other = first[min(at, len(first) - 1)], cuts[min(at, len(cuts) - 1)]
                yield say(
                    "{page}: {one} here, but in {other_page} {other}.",
                    page=one[0],
                    one=_told(one),
                    other_page=other[0],
                    other=_told(other),
                )

    def _file(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


Cut = tuple[str, str, str, bool]
"""Where a block stands, what kind it is, its text, whether it stands at the report's end."""


def _cuts(output: Output) -> list[Cut]:
    """Return how an output cuts the report's text into blocks."""
    return [
        (piece.name, "heading" if block.is_heading else block.tag, block.plain.replace(" ", ""), block.closing)
        for piece in output.pieces
        for block in piece.blocks
    ]


def _told(cut: Cut) -> str:
    _, kind, text, closing = cut
    what = say("heading") if kind == "heading" else f"<{kind}>"
    if closing:
        return say("“{text}” is a {what} at the report's end", text=text[:20], what=what)
    return say("“{text}” is a {what}", text=text[:20], what=what)


def read_pages(folder: Path, slug: str, name: Name) -> ReportPages:
    """Return what a report's folder shows as HTML: section pages along rel=next, full page, single file, versions.

    Raises CheckFailed for a page that is missing, comes twice, or shows text out of the reading order.
    """
    found = ReportPages(folder, name)
    cover = found.add(folder / "index.html")
    chain = [cover]
    while chain[-1].next:
        page = found.add(chain[-1].next)
        if any(page.path == seen.path for seen in chain):
            raise CheckFailed(say("{page}: the reading order comes back to this page.", page=name(page.path)))
        chain.append(page)
    begins, ends = found.parts_of_cover(cover)
    pieces = [begins, *(found.piece(page, *_unheaded(page)) for page in chain[1:])]
    size = sum(page.path.stat().st_size for page in chain)
    pieces.insert(next((at for at, page in enumerate(chain) if page.annex), len(chain)), ends)
    found.outputs.append(Output("section pages", "", len(chain), tuple(pieces), size))

    def whole(label: str, path: Path, version: int | None = None, file: str = "") -> None:
        page = found.add(path)
        found.outputs.append(Output(label, file, 1, (found.piece(page),), page.path.stat().st_size, version))

    whole("full page", page_file(folder, FULL))
    single = folder / f"{slug}.html"
    if single.is_file():
        found.single = single.name
        whole("single file", single, file=single.name)
    for number in range(1, cover.versions + 1):
        whole(f"version {number}", page_file(folder, f"{VERSIONS}/{number}"), number)
    found.check_others()
    return found


def read_kept(folder: Path, name: Name) -> ReportPages:
    """Return what the folder of a report that was taken back shows: the versions that were kept, by number.

    Raises CheckFailed for another page that shows report text.
    """
    found = ReportPages(folder, name)
    found.check_other(found.add(folder / "index.html"))
    for number in sorted(int(path.name) for path in (folder / VERSIONS).iterdir() if path.name.isdecimal()):
        page = found.add(page_file(folder, f"{VERSIONS}/{number}"))
        found.kept = found.kept or found.piece(page).file
        size = page.path.stat().st_size
        found.outputs.append(Output(f"version {number}", "", 1, (found.piece(page),), size, number))
    found.check_others()
    return found


def pdf_outputs(folder: Path, name: Name) -> Iterator[Output]:
    """Yield the PDFs of a report's folder, as far as they are there."""
    slug = folder.name
    for label, pdf in (("PDF", folder / f"{slug}.pdf"), ("PDF, large print", folder / f"{slug}-large.pdf")):
        if pdf.is_file():
            texts = read_pdf(pdf)
            pieces = tuple(
                Piece(say("{path}, page {number}", path=name(pdf), number=number), text)
                for number, text in enumerate(texts, 1)
            )
            yield Output(label, pdf.name, len(pieces), pieces, pdf.stat().st_size)


def read_within(folder: Path, path: Path, name: Name) -> BuiltPage:
    """Read a page of a report's folder; raises CheckFailed for one that is not there, or elsewhere."""
    if not path.is_relative_to(folder) or not path.is_file():
        raise CheckFailed(say("{page}: the page is missing; run `gongkai build`.", page=name(path)))
    return read_page(path, name(path))


def _unheaded(page: BuiltPage) -> Iterator[str]:
    """Yield what is wrong with how a section's page begins."""
    if not page.blocks or page.blocks[0].tag != "h1":
        yield say("the page does not begin with its heading")
    elif sum(block.tag == "h1" for block in page.blocks) > 1:
        yield say("the page has more than one heading of its own")
