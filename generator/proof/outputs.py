"""Reads a built report's outputs: what each shows of the text, piece by piece in reading order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.errors import CheckFailed
from generator.model.pages import FULL, VERSIONS, page_file
from generator.proof.files.prints import PRINT, Print, print_of
from generator.proof.html import BuiltPage, read_page
from generator.proof.pages.article import TextBlock
from generator.proof.pages.entries import Headings
from generator.proof.pages.sheets import unknown_rules
from generator.proof.pdf import read_pdf
from generator.settings.project import is_source
from generator.wording import say

_MARKUP = re.compile(r"<[^>]*>")
_EARLIER = re.compile(rf"{VERSIONS}/(\d+)(?:/|\.html)")
"""Matches the path of an earlier version's page; the group is the version's number."""
Name = Callable[[Path], str]
"""Returns the name of a file in messages."""


def name_in(path: Path, site: Path) -> str:
    """Return the name of a site's file in messages: its path in the site."""
    return path.relative_to(site).as_posix() if path.is_relative_to(site) else str(path)


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of an output, or one of the cover's two parts."""

    name: str
    """The page's name in messages."""
    text: str
    """The report's text on it, white space left out."""
    blocks: tuple[TextBlock, ...] = ()
    """The same text in blocks; empty for a PDF."""
    faults: tuple[str, ...] = ()
    """What must not be on the page, each as the end of a sentence about it: “<b> is no element of …”."""
    file: str = ""
    """The page's path in the report's folder; empty for a PDF."""
    ends: bool = False
    """Whether it is the closing part of the cover: the end of the report's body, such as its signature."""


@dataclass(frozen=True, slots=True)
class Output:
    """One way to read a whole report: its section pages, full page, single file, a PDF, or an earlier version."""

    name: str
    file: str
    """Its file beside the cover; empty if it is HTML pages of the site."""
    pages: int
    pieces: tuple[Piece, ...]
    size: int
    """Bytes of its files."""
    version: int | None = None
    """The number of the earlier version that it shows; None for the current text."""


@dataclass(slots=True)
class ReportPages:
    """The built pages of a report's folder."""

    folder: Path
    name: Name
    pages: dict[str, BuiltPage] = field(default_factory=dict)
    """All pages, by path in the folder."""
    outputs: list[Output] = field(default_factory=list)
    """The outputs that the pages make up, the earlier versions last."""
    single: str = ""
    """The path of the single-file page; empty if the report has none."""
    kept: str = ""
    """The path of the first old version of a retracted report; empty for any other report."""

    def prints(self) -> dict[str, Print]:
        """Return the fingerprints of all pages but the single file, which a bundle has byte for byte."""
        return {
            path: print_of(page.whole, path, in_site=True) for path, page in self.pages.items() if path != self.single
        }

    def shown(self) -> frozenset[str]:
        """Return the paths of the pages that show the report's text."""
        return frozenset(piece.file for output in self.outputs for piece in output.pieces)

    def add(self, path: Path) -> BuiltPage:
        """Read a page of the folder and keep it in `pages`."""
        page = read_within(self.folder, path, self.name)
        self.pages[path.relative_to(self.folder).as_posix()] = page
        return page

    def piece(self, page: BuiltPage, *more: str) -> Piece:
        """Return a page as one piece; `more` are faults to add to those of the page."""
        blocks = (*page.blocks, *page.last)
        return Piece(
            self.name(page.path), page.text + page.closing, blocks, (*page.faults, *more), self._file(page.path)
        )

    def parts_of_cover(self, cover: BuiltPage) -> tuple[Piece, Piece]:
        """Return the cover's two parts: the beginning of the report and its closing."""
        name, file = self.name(cover.path), self._file(cover.path)
        return (
            Piece(name, cover.text, cover.blocks, cover.faults, file),
            Piece(name, cover.closing, cover.last, (), file, ends=True),
        )

    def check_others(self) -> None:
        """Read the folder's remaining pages; raises CheckFailed as `check_other` does."""
        for stray in sorted(self.folder.rglob("*.html")):
            if stray.relative_to(self.folder).as_posix() in self.pages or is_source(stray.name):
                continue
            self.check_other(self.add(stray))

    def check_other(self, page: BuiltPage) -> None:
        """Raise CheckFailed if a page outside the reading order shows report text, or is no page of a site."""
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
        """Yield a sentence for each fault that the pages show when compared with each other, or outside an output."""
        headings = Headings()
        for path, page in self.pages.items():
            # A report's title may differ from the first line of its text: the cover's <title> has it.
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
            # A retracted report's cover has a frame without the report's name and menu, so compare old versions alone.
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
        """Yield a sentence for each rule of the pages' style sheets that could hide the report's words or add some."""
        asked = {(path, address) for path, page in self.pages.items() for address in page.sheets}
        addresses = {posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) for path, address in asked}
        for address in sorted(addresses):
            file = self.folder / unquote(urlsplit(address).path)
            if not file.is_file():  # during a build the theme's files have no fingerprint in their names yet
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
        """Yield a sentence for the first block of each output that has another kind or extent in the section pages."""
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
"""A block's page (its name in messages), its kind (`heading` or the tag), its text, whether it is in the closing."""


def _cuts(output: Output) -> list[Cut]:
    """Return the blocks into which an output cuts the report's text."""
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
    """Read the HTML of a report's folder: section pages along rel=next, full page, single file, earlier versions.

    Raises CheckFailed if a page is missing, comes twice, or shows report text outside the reading order.
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
    """Read the HTML of a retracted report's folder: its old versions, by number.

    Raises CheckFailed if any other page shows report text.
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
    """Yield the outputs of the PDFs in a report's folder, if there are any."""
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
    """Read a page of a report's folder; raises CheckFailed if it does not exist or lies outside the folder."""
    if not path.is_relative_to(folder) or not path.is_file():
        raise CheckFailed(say("{page}: the page is missing; run `gongkai build`.", page=name(path)))
    return read_page(path, name(path))


def _unheaded(page: BuiltPage) -> Iterator[str]:
    """Yield the faults in the headings of a section's page: it must begin with its only h1."""
    if not page.blocks or page.blocks[0].tag != "h1":
        yield say("the page does not begin with its heading")
    elif sum(block.tag == "h1" for block in page.blocks) > 1:
        yield say("the page has more than one heading of its own")
