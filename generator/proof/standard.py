"""The standard that a report's outputs are compared with: its published source without what the cover sets aside."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePath

from generator.errors import CheckFailed, UserError
from generator.model.pages import EXTRACTED, VERSIONS
from generator.model.source import Source, published_name
from generator.proof.compare import Difference, EqualForms, Expected, compare, seen
from generator.proof.html import BuiltPage, Provenance
from generator.proof.marks import in_one_form, named, pieces_in_one_form, signs_at
from generator.proof.outputs import Output, name_in, read_within
from generator.proof.pages.added import Following
from generator.proof.pages.order import Gaps, gaps_in, misplaced
from generator.readers import READERS
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.text.invisible import INVISIBLE, visible
from generator.text.spacing import solid
from generator.text.span import line_starts
from generator.wording import say

_INVISIBLE = re.compile(f"[{''.join(sorted(INVISIBLE))}]")


@dataclass(frozen=True, slots=True)
class Standard:
    """What the outputs of one report are compared with; it can be pickled."""

    source: str
    """The file name of the published text, for messages."""
    expected: Expected
    """The characters that outputs must show, in order."""
    text: str
    """The whole published text."""
    gaps: Gaps
    """Where the source has blanks and ends of lines between the expected characters."""
    starts: tuple[int, ...]
    """The offset in the text at which each line starts."""
    full_width: bool
    """Whether outputs may show half-width punctuation marks in full width."""
    by_hand: int
    """Number of lines that the publisher sets aside and the source's reader does not take for page chrome."""
    unseen: Counter[str] = field(default_factory=Counter)
    """How often the source has each invisible character."""
    drawn: Expected | None = None
    """`expected` with signs around text that is struck out, raised or lowered (marks.py); None if there is none."""
    versions: tuple[Standard, ...] = ()
    """The standards of the earlier versions, the first one first."""

    def of(self, output: Output) -> Standard:
        """Return the standard for an output: the earlier version's if it shows one, else this one."""
        return self.versions[output.version - 1] if output.version else self

    @property
    def compared(self) -> str:
        """How the characters are compared, in words."""
        width = "width of marks folded" if self.full_width else "exactly"
        return f"{width}, {self.by_hand} lines set aside by hand" if self.by_hand else width

    def difference(self, output: Output) -> str | None:
        """Return a sentence about the first difference of an output; None if it shows what it must."""
        # Invisible characters may be missing: at a line's ends they are not part of the line. But an output must not
        # have one that the source lacks: some reverse the text, or make a word look like another.
        if not output.file.endswith(".pdf") and (strange := self._strange(output)):
            return strange
        pieces = pieces_in_one_form([visible(piece.text) for piece in output.pieces])
        if output.file.endswith(".pdf"):
            # A PDF's characters do not say whether they are struck out or raised, and none of them is invisible.
            expected, pieces = seen(self.expected), [visible(piece) for piece in pieces]
        else:
            expected = self.drawn or self.expected
        if found := compare(expected, pieces, full_width=self.full_width):
            return self._tell(output.pieces[found.piece].name, found)
        return self._misbuilt(output)

    def _misbuilt(self, output: Output) -> str | None:
        """Return a sentence about the first fault in the markup of an output with the right characters; else None."""
        faults = [(piece.name, fault) for piece in output.pieces for fault in piece.faults]
        for page, fault in faults:
            if not isinstance(fault, Following):
                return say("{page}: {fault}.", page=page, fault=fault)
        placed = [(piece.name, block) for piece in output.pieces for block in piece.blocks]
        found = misplaced([block for _, block in placed], self.gaps, self.expected.text)
        if found is None:
            return next((say("{page}: {fault}.", page=page, fault=fault) for page, fault in faults), None)
        place = place_in(self.source, self.starts, self.expected.offsets[found.character])
        return say("{page}: at {place} {told}.", page=placed[found.block][0], place=place, told=found.told)

    def _strange(self, output: Output) -> str | None:
        """Return a sentence about the first invisible character that the source lacks; None if there is none."""
        left = self.unseen.copy()
        for piece in output.pieces:
            for match in _INVISIBLE.finditer(piece.text):
                character, at = match[0], match.start()
                left[character] -= 1
                if left[character] < 0:
                    near = piece.text[max(at - 6, 0) : at]
                    return say(
                        "{page}: after “{near}” stands {code}, which the source lacks.",
                        page=piece.name,
                        near=near,
                        code=f"U+{ord(character):04X}",
                    )
        return None

    def _tell(self, page: str, difference: Difference) -> str:
        nothing = say("nothing more")
        return say(
            "{page}: at {place} expected {expected}, found {found} ({proven:,} of {total:,} characters agree before "
            "it).",
            page=page,
            place=place_in(self.source, self.starts, difference.offset),
            expected=f"“{named(difference.expected)}”" if difference.expected else nothing,
            found=f"“{named(difference.found)}”" if difference.found else nothing,
            proven=difference.proven,
            total=len(self.expected.text),
        )


def read_standard(site: Path, folder: Path) -> Standard:
    """Read the published source in a report's folder, and those of its earlier versions.

    Raises CheckFailed if the cover and the source do not fit each other.
    """
    return _Reader(site.resolve(), folder.resolve()).standard()


class _Reader:
    """Reads the standard of one version of a report."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.cover: BuiltPage = read_within(folder, folder / "index.html", self.name)
        if self.cover.provenance is None:
            raise CheckFailed(
                say("{path}: the cover does not say which source it shows.", path=self.name(self.cover.path))
            )
        self.provenance: Provenance = self.cover.provenance
        self.source = self._source()
        self.starts = line_starts(self.source.text)

    def standard(self) -> Standard:
        aside, by_hand = self._aside()
        text = self.source.text
        unseen = {at for at, character in enumerate(text) if character.isspace() or character in INVISIBLE}
        offsets = [at for at in range(len(text)) if at not in aside and at not in unseen]
        shown = "".join(text[at] for at in offsets)
        invisible = Counter(text[at] for at in unseen - aside if text[at] in INVISIBLE)
        expected = Expected(shown, offsets, len(text), tuple(self._tables(shown, offsets)))
        earlier = (self.folder / VERSIONS / str(number) for number in range(1, self.cover.versions + 1))
        return Standard(
            self.provenance.source,
            expected,
            text,
            gaps_in(text, offsets),
            self.starts,
            self.provenance.full_width,
            by_hand,
            invisible,
            self._drawn(expected) if self.source.marks else None,
            tuple(_Reader(self.site, folder).standard() for folder in earlier),
        )

    def name(self, path: Path) -> str:
        return name_in(path, self.site)

    def _source(self) -> Source:
        """Read the published source; one of another format than text must give the text published beside it."""
        found = self.provenance
        data = self._published(found.source, found.sha256)
        try:
            text = data.decode(found.encoding)
        except (ValueError, LookupError):  # wrong bytes; or Python has no such encoding, or not as one of text
            raise CheckFailed(
                say(
                    "{path}: the source is not {encoding}; run `gongkai build`.",
                    path=self.name(self.folder / found.source),
                    encoding=found.encoding,
                )
            ) from None
        if not found.origin:
            self._no_other_source()
            return source_of(text, found.source, found.encoding, "", ReportSettings())
        path = self.folder / found.origin
        reader = READERS.get(PurePath(path.name.removesuffix(".txt")).suffix)
        origin = self._published(found.origin, found.origin_sha256)
        if reader is None:
            raise CheckFailed(say("{path}: no reader reads a file of this kind.", path=self.name(path)))
        try:
            read = reader(origin, str(path), ReportSettings())
        except UserError as error:
            raise CheckFailed(error.message) from None
        if read.text != text:
            raise CheckFailed(
                say(
                    "{path}: {source} is not what is read out of it; run `gongkai build`.",
                    path=self.name(path),
                    source=found.source,
                )
            )
        return read

    def _no_other_source(self) -> None:
        """Raise CheckFailed if the text was extracted from another file, and the cover does not name this."""
        names = {published_name(f"source{ending}") for ending in READERS} - {self.provenance.source}
        if self.provenance.source == EXTRACTED or any((self.folder / name).is_file() for name in names):
            raise CheckFailed(
                say(
                    "{page}: the cover does not say which file its text was read out of; run `gongkai build`.",
                    page=self.name(self.cover.path),
                )
            )

    def _published(self, name: str, digest: str) -> bytes:
        path = self.folder / name
        if path.parent != self.folder or not path.is_file():
            raise CheckFailed(
                say("{path}: the source that the cover names is missing; run `gongkai build`.", path=self.name(path))
            )
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise CheckFailed(
                say("{path}: the source is not the one that the cover names (SHA-256 differs).", path=self.name(path))
            )
        return data

    def _aside(self) -> tuple[set[int], int]:
        """Return the offsets that the cover sets aside, and the number of lines set aside by the publisher alone."""
        aside: set[int] = set()
        by_hand = 0
        chrome = {(item.line.span.start, item.line.span.end) for item in self.source.chrome}
        for item in self.provenance.asides:
            cover, place = self.name(self.cover.path), self._place(item.start)
            if solid(self.source.text[item.start : item.end]) != item.text:
                raise CheckFailed(
                    say("{cover}: the line set aside at {place} is not the source's.", cover=cover, place=place)
                )
            if (item.start, item.end) not in chrome:
                # The reader does not take it for page chrome: the publisher may, and the summary then says so.
                if not item.corrected:
                    raise CheckFailed(
                        say(
                            "{cover}: the line set aside at {place} is not page chrome; it belongs to the report.",
                            cover=cover,
                            place=place,
                        )
                    )
                by_hand += 1
            aside.update(range(item.start, item.end))
        return aside, by_hand

    def _drawn(self, expected: Expected) -> Expected:
        """Return the expected characters with signs for marks; a sign has the offset of the character after it."""
        signs = signs_at(self.source)
        places = sorted(signs)
        text: list[str] = []
        offsets: list[int] = []
        at = 0
        for character, offset in zip((*expected.text, ""), (*expected.offsets, expected.size), strict=True):
            # White space and text set aside do not count: a mark's end is put before the next expected character.
            while at < len(places) and places[at] <= offset:
                text.append(signs[places[at]])
                offsets.extend([offset] * len(signs[places[at]]))
                at += 1
            text.append(character)
            offsets.extend([offset] * len(character))
        shown = in_one_form("".join(text))
        return Expected(shown, offsets, expected.size, tuple(self._tables(shown, offsets)))

    def _tables(self, text: str, offsets: Sequence[int]) -> Iterator[EqualForms]:
        for _, group in groupby(self.source.rows, lambda row: row.table):
            lines = [row.line.span for row in group]
            start, first, end = (bisect_left(offsets, at) for at in (lines[0].start, lines[0].end, lines[-1].end))
            yield EqualForms(start, end, text[start:first])

    def _place(self, offset: int) -> str:
        return place_in(self.provenance.source, self.starts, offset)


def place_in(name: str, starts: Sequence[int], offset: int) -> str:
    """Return a place in a text as `name:line:column`, given where its lines start."""
    line = bisect_right(starts, offset)
    return f"{name}:{line}:{offset - starts[line - 1] + 1}"
