"""A .docx as a zip of XML parts, opened with limits: nothing in it is trusted."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from generator.errors import UserError
from generator.readers.docx.names import R, strict_to_plain
from generator.readers.filekinds import OLE
from generator.wording import say

MOST_ENTRIES = 2_000
"""Maximum number of entries of the zip."""
LARGEST_XML = 20_000_000
"""Maximum size of an unpacked XML part in bytes; a report of 30,000 characters has 1 to 3 million."""
LARGEST_TOTAL = 100_000_000
"""Maximum size of all entries together, unpacked, in bytes."""
HIGHEST_RATIO = 200
"""Maximum growth of an entry over `RATIO_FROM` bytes when it is unpacked; real XML grows 10 to 40 times."""
RATIO_FROM = 1_000_000
DEEPEST = 100
"""Maximum depth of elements within elements; a table in a table in a text box is 30 deep."""
MOST_ELEMENTS = 1_000_000

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    OverflowError,
)
"""What zipfile is known to raise on bytes that are no whole zip."""
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference from a part to another, or to something outside the file."""

    kind: str
    """Last word of its type: image, footnotes, header."""
    part: str
    """Path of the part referred to; '' for what is not in the file."""


class Package:
    """The parts of a .docx, read with limits; an error names the limit that is exceeded.

    Raises UserError for a file that is no .docx, is damaged, encrypted, or made to exhaust the machine.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(OLE):
            if _ENCRYPTED in data:
                raise self._encrypted()
            raise UserError(
                say(
                    "{name}: the file is in Word's old format (.doc); open it in Word or WPS and save it as .docx.",
                    name=name,
                )
            )
        if not data.startswith(b"PK"):
            raise UserError(
                say(
                    "{name}: the file is no .docx whatever its name says; open it in Word or WPS and save it as "
                    ".docx again.",
                    name=name,
                )
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise self._damaged() from None
        self._check(entries)
        self._parts = {entry.filename.lower(): entry for entry in entries}
        if len(self._parts) < len(entries):
            raise UserError(
                say(
                    "{name}: the file holds two parts of the same name; open it in Word or WPS and save it as .docx "
                    "again.",
                    name=name,
                )
            )

    @property
    def main(self) -> str:
        """The path of the part that holds the text."""
        found = [relation.part for relation in self.relations("").values() if relation.kind == "officeDocument"]
        part = found[0] if found else "word/document.xml"
        if part.lower() not in self._parts:
            raise UserError(
                say(
                    "{name}: the file holds no Word document; open it in Word or WPS and save it as .docx again.",
                    name=self.name,
                )
            )
        return part

    def xml(self, part: str) -> _Element | None:
        """Return the root of a part of XML, None if there is no such part."""
        data = self.read(part, LARGEST_XML)
        if data is None:
            return None
        # In UTF-8 and UTF-16 the bytes show whether there is a DTD; without one no entity can expand without end.
        stated = _ENCODING.search(data[:200].replace(b"\0", b""))
        if stated and stated[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"ascii"):
            raise UserError(
                say(
                    "{name}: {part} is in the encoding {stated}; open it in Word or WPS and save it as .docx again.",
                    name=self.name,
                    part=part,
                    stated=stated[1].decode(),
                )
            )
        if b"<!DOCTYPE" in (plain := data.replace(b"\0", b"")) or b"<!ENTITY" in plain:
            raise UserError(
                say(
                    "{name}: {part} declares a document type, which no .docx does; open it in Word or WPS and save "
                    "it as .docx again.",
                    name=self.name,
                    part=part,
                )
            )
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error).lower():
                raise self._deep(part) from None
            raise self._damaged() from None
        self._measure(root, part)
        return strict_to_plain(root)

    def read(self, part: str, limit: int) -> bytes | None:
        """Return the bytes of a part, None if there is no such part; raises UserError for more bytes than `limit`."""
        entry = self._parts.get(part.lower())
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as file:
                data = file.read(limit + 1)
        except _BROKEN:
            raise self._damaged() from None
        if len(data) > limit:
            raise UserError(
                say(
                    "{name}: {filename} in the file has more than {limit:,} bytes; give the report's text alone.",
                    name=self.name,
                    filename=entry.filename,
                    limit=limit,
                )
            )
        return data

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part ('' for the package itself) by id; empty if it has none."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for item in root if root is not None else ():
            target = unquote(item.get("Target", "")).split("#")[0]
            inside = item.get("TargetMode") != "External" and target
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if inside else ""
            found[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], path)
        return found

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        """Raise UserError for entries that are too many, too large, packed too tightly, or encrypted."""
        if len(entries) > MOST_ENTRIES:
            raise UserError(
                say(
                    "{name}: the file has {count:,} parts and may have {most_entries:,}; open it in Word or WPS and "
                    "save it as .docx again.",
                    name=self.name,
                    count=len(entries),
                    most_entries=MOST_ENTRIES,
                )
            )
        if (total := sum(entry.file_size for entry in entries)) > LARGEST_TOTAL:
            raise UserError(
                say(
                    "{name}: unpacked, the file has {total:,} bytes and may have {largest_total:,}; give the "
                    "report's text alone.",
                    name=self.name,
                    total=total,
                    largest_total=LARGEST_TOTAL,
                )
            )
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise self._encrypted()
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise self._damaged()
            if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
                raise UserError(
                    say(
                        "{name}: {filename} grows more than {highest_ratio} times when it is unpacked, as no report "
                        "does; open it in Word or WPS and save it as .docx again.",
                        name=self.name,
                        filename=entry.filename,
                        highest_ratio=HIGHEST_RATIO,
                    )
                )

    def _measure(self, root: _Element, part: str) -> None:
        """Raise UserError for a part whose elements are too many or nested too deeply."""
        depth = count = 0
        for event, _ in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > DEEPEST:
                raise self._deep(part)
            if count > MOST_ELEMENTS:
                raise UserError(
                    say(
                        "{name}: {part} has more than {most_elements:,} elements; give the report's text alone.",
                        name=self.name,
                        part=part,
                        most_elements=MOST_ELEMENTS,
                    )
                )

    def _deep(self, part: str) -> UserError:
        return UserError(
            say(
                "{name}: {part} has more than {deepest} elements within one another; take tables and text boxes out "
                "of each other.",
                name=self.name,
                part=part,
                deepest=DEEPEST,
            )
        )

    def _encrypted(self) -> UserError:
        return UserError(
            say("{name}: the file is encrypted; take its password off in Word or WPS and save it.", name=self.name)
        )

    def _damaged(self) -> UserError:
        return UserError(
            say("{name}: the .docx is damaged; open it in Word or WPS and save it as .docx again.", name=self.name)
        )


def relation_id(element: _Element, *names: str) -> str | None:
    """Return the relation id in the first of these r: attributes that an element has, None if it has none."""
    return next((found for name in names if (found := element.get(R + name))), None)
