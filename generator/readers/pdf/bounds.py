"""Limits on how much a PDF draws, checked before any page is drawn, so that a small file can't take all memory.

Forms (drawings with a name) may use each other: with seven of them, each using the next ten times, the last one is
drawn a million times. What is counted is bytes, depth and uses, never time or memory, so that every machine refuses
the same files.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]  # it has no annotations

from generator.errors import UserError
from generator.wording import say

MOST_UNPACKED = 300_000_000
"""Maximum size in bytes of all compressed streams but pictures, once unpacked; a report has one to five million."""
MOST_DRAWN = 10_000_000
"""Maximum size in bytes of what one page draws, with every use of a form counted; a page of text has ten thousand."""
MOST_USES = 20_000
"""Maximum number of times that one page uses forms."""
DEEPEST = 20
"""Maximum depth of forms within forms."""
MOST_OBJECTS = 300_000
"""Maximum number of objects in a file."""

_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10}) \d{1,5} obj\b")
_LENGTH = re.compile(rb"/Length (\d{1,10})\b")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,10})\s+\d{1,5}\s+R")
_USED = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_CHUNK = 65_536
_ASSUMED = 50
"""Number of uses assumed for each form of a drawing whose compression is not supported here."""


@dataclass(slots=True)
class PdfObject:
    """An object of a PDF: its dictionary as text, and its stream."""

    words: bytes
    stream: bytes = b""


@dataclass(slots=True)
class PageContent:
    """How much a page or a form draws, the forms in it included."""

    size: int = 0
    """Bytes of drawing."""
    uses: int = 0
    """Number of times that forms are used."""
    depth: int = 0
    """Depth of forms within forms."""


@dataclass(slots=True)
class PdfObjects:
    """The objects of a PDF, parsed from a copy that PDFium saved without encryption and object streams.

    Raises UserError if there are too many.
    """

    name: str
    """Name of the file, for messages."""
    data: bytes
    """The bytes of the copy."""
    found: dict[int, PdfObject] = field(default_factory=dict)
    """The objects by object number."""

    def __post_init__(self) -> None:
        at = 0
        while (match := _OBJECT.search(self.data, at)) is not None:
            if len(self.found) > MOST_OBJECTS:
                raise UserError(
                    say(
                        "{name}: the PDF has over {most_objects:,} objects; give the Word file.",
                        name=self.name,
                        most_objects=MOST_OBJECTS,
                    )
                )
            end = self.data.find(b"endobj", match.end())
            end = len(self.data) if end < 0 else end
            begins = _STREAM.search(self.data, match.end(), end)
            words = self.data[match.end() : begins.start() if begins else end]
            length = _LENGTH.search(words) if begins else None
            if begins and length:
                stop = begins.end() + int(length[1])
                self.found[int(match[1])] = PdfObject(words, self.data[begins.end() : stop])
                end = max(end, stop) if stop <= len(self.data) else end
            else:
                self.found[int(match[1])] = PdfObject(words)
            at = max(end, match.end())

    def pages(self) -> Iterator[PdfObject]:
        """Yield the page objects."""
        for item in self.found.values():
            if re.search(rb"/Type\s*/Page\b(?!s)", item.words):
                yield item

    def forms(self, item: PdfObject, inherited: dict[bytes, int]) -> dict[bytes, int]:
        """Return the numbers of the forms and pictures that a page or form may use, by their names in it.

        `inherited` is returned for an object without resources of its own or of a parent.
        """
        words = item.words
        for _ in range(DEEPEST):
            if b"/Resources" in words:
                break
            parent = re.search(rb"/Parent (\d+) \d+ R", words)
            if parent is None or int(parent[1]) not in self.found:
                return inherited
            words = self.found[int(parent[1])].words
        near = words[words.find(b"/Resources") :] if b"/Resources" in words else b""
        words = self._followed(near, b"/Resources")
        at = words.find(b"/XObject")
        if at < 0:
            return {}
        listed = self._followed(words[at:], b"/XObject")
        return {match[1]: int(match[2]) for match in _REFERENCE.finditer(listed.partition(b">>")[0])}

    def _followed(self, words: bytes, key: bytes) -> bytes:
        """Return the value of the key with which `words` begins; for a reference, the words of its object."""
        found = re.match(rb"%s\s+(\d+)\s+\d+\s+R" % key, words)
        return self.found[int(found[1])].words if found and int(found[1]) in self.found else words[len(key) :]

    def contents(self, page: PdfObject) -> Iterator[PdfObject]:
        """Yield the content streams of a page."""
        found = re.search(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)", page.words)
        if found is None:
            return
        if found[2] is not None:
            target = self.found.get(int(found[2]))
            if target is not None and not target.stream and (listed := re.search(rb"\[([^\]]*)\]", target.words)):
                yield from self._listed(listed[1])
            elif target is not None:
                yield target
            return
        yield from self._listed(found[1])

    def _listed(self, words: bytes) -> Iterator[PdfObject]:
        for number in re.findall(rb"(\d+)\s+\d+\s+R", words):
            if int(number) in self.found:
                yield self.found[int(number)]


def check_packing(data: bytes, name: str) -> None:
    """Raise UserError for a file whose compressed streams, pictures aside, unpack to over `MOST_UNPACKED` bytes."""
    total = 0
    for match in _STREAM.finditer(data):
        words = data[max(0, match.start() - 400) : match.start()]
        words = words[words.rfind(b"obj") :]
        if b"Flate" not in words and b"/Fl" not in words:
            continue
        if b"/Image" in words and b"/ObjStm" not in words and b"/Form" not in words:
            continue
        total += sum(map(len, _unpacked(data, match.end())))
        if total > MOST_UNPACKED:
            raise UserError(
                say(
                    "{name}: unpacked, the PDF has over {most_unpacked:,} bytes; give the Word file.",
                    name=name,
                    most_unpacked=MOST_UNPACKED,
                )
            )


def _unpacked(data: bytes, start: int) -> Iterator[bytes]:
    """Yield the compressed stream at an offset, unpacked, in pieces; it ends at an error or after `MOST_UNPACKED`."""
    unpacker = zlib.decompressobj()
    rest = data[start : start + _CHUNK]
    at = start + _CHUNK
    total = 0
    while rest and total <= MOST_UNPACKED:
        try:
            piece = unpacker.decompress(rest, _CHUNK)
        except zlib.error:
            return
        total += len(piece)
        yield piece
        if unpacker.eof:
            return
        rest = unpacker.unconsumed_tail
        if not rest:
            rest = data[at : at + _CHUNK]
            at += _CHUNK


def objects_of(document: Any, name: str) -> PdfObjects:
    """Return the objects of an open document; `name` is for messages."""
    out = io.BytesIO()
    document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    return PdfObjects(name, out.getvalue())


def check_drawing(objects: PdfObjects, name: str) -> None:
    """Raise UserError if a page draws more than the limits allow."""
    known: dict[int, PageContent] = {}
    for page in objects.pages():
        forms = objects.forms(page, {})
        whole = PageContent()
        for content in objects.contents(page):
            _add(whole, _drawn(objects, content, forms, known, ()), 1)
        if words := _too_much(whole):
            raise UserError(
                say(
                    "{name}: a page of the PDF {words}, as no report's does; give the Word file.",
                    name=name,
                    words=words,
                )
            )


def _too_much(page: PageContent) -> str:
    """Return how a page exceeds the limits, for the message; empty if it does not."""
    if page.size > MOST_DRAWN:
        return say("draws over {most:,} bytes", most=MOST_DRAWN)
    if page.uses > MOST_USES:
        return say("uses forms over {most:,} times", most=MOST_USES)
    if page.depth > DEEPEST:
        return say("has over {most} forms within each other", most=DEEPEST)
    return ""


def _drawn(
    objects: PdfObjects,
    item: PdfObject,
    forms: dict[bytes, int],
    known: dict[int, PageContent],
    around: tuple[int, ...],
) -> PageContent:
    """Return how much a stream draws, with the forms that it uses.

    `forms` are the forms that it may use, `known` the contents of forms already counted, `around` the numbers of the
    forms that it is in.
    """
    text = _plain(item)
    whole = PageContent(len(text) if text is not None else len(item.stream))
    used = Counter(_USED.findall(text)) if text is not None else Counter(dict.fromkeys(forms, _ASSUMED))
    for name, times in used.items():
        number = forms.get(name)
        form = objects.found.get(number) if number is not None else None
        if number is None or form is None or number in around or not re.search(rb"/Subtype\s*/Form\b", form.words):
            continue
        if len(around) > DEEPEST:
            whole.depth = DEEPEST + 1
            return whole
        if number not in known:
            own = objects.forms(form, forms)
            known[number] = _drawn(objects, form, own, known, (*around, number))
        _add(whole, known[number], times)
        whole.uses += times
        whole.depth = max(whole.depth, known[number].depth + 1)
    return whole


def _add(whole: PageContent, part: PageContent, times: int) -> None:
    """Add a part that is drawn so many times to `whole`."""
    whole.size += part.size * times
    whole.uses += part.uses * times
    whole.depth = max(whole.depth, part.depth)


def _plain(item: PdfObject) -> bytes | None:
    """Return an object's stream, unpacked; None if its compression is not supported here."""
    filters = re.search(rb"/Filter\s*(\[[^\]]*\]|/\w+)", item.words)
    names = re.findall(rb"/(\w+)", filters[1]) if filters else []
    if not names:
        return item.stream
    if names not in ([b"FlateDecode"], [b"Fl"]) or b"/DecodeParms" in item.words:
        return None
    out = bytearray()
    for piece in _unpacked(item.stream, 0):
        out += piece
        if len(out) > MOST_DRAWN:
            break
    return bytes(out)
