"""Pictures and attachments saved beside a page or inside it, recognised by their bytes; nothing is ever downloaded."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from math import inf
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import FILES, Attached
from generator.readers.pictures import LARGEST_PICTURE, Pictures
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

LARGEST_ATTACHMENT = 20_000_000
"""Maximum size of an attachment in bytes."""
LARGEST_TOTAL = 60_000_000
"""Maximum size of all pictures and attachments of a page together, in bytes."""
MOST_ATTACHMENTS = 100
_LARGEST_SHEET = 2_000_000
"""Maximum size of a style sheet in bytes; a larger one is not looked at."""
_MOST_SHEETS = 60

_ATTACHMENTS = {
    ".pdf": re.compile(rb"%PDF-"),
    ".docx": re.compile(rb"PK\x03\x04(?s:.*)word/"),
    ".xlsx": re.compile(rb"PK\x03\x04(?s:.*)xl/"),
}
"""Matches the bytes of a file that is what its ending says."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)
_HEAD = 4096
"""Number of bytes at the start of a file in which a drawing begins."""
_NAME = 40
"""Maximum number of characters of a picture's name in a message."""
_SVG = re.compile(rb"<svg\b([^>]*)>", re.IGNORECASE)
"""Matches the start tag of a drawing in SVG, with its attributes as group 1."""
_SIDE = re.compile(rb"\b(?:width|height)\s*=\s*[\"']\s*([0-9.]+)\s*(?:px)?\s*[\"']", re.IGNORECASE)
"""Matches the width or the height of such a drawing in pixels."""
_VIEW = re.compile(rb"\bviewBox\s*=\s*[\"']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)", re.IGNORECASE)
"""Matches the size of its coordinates, by which it is judged where it has neither width nor height."""
_ICON = 48
"""Maximum width and height in pixels of a picture that is taken for an icon or a visitor counter."""


def picture_elsewhere(names: Sequence[str]) -> Message:
    """Return the message about pictures that could not be taken along; `names` are their names, at least one."""
    return Message("pictures-elsewhere", 1, 1, (("count", str(len(names))), ("name", excerpt(names[0] or "…", _NAME))))


def addresses_of(attributes: Mapping[str, str]) -> list[str]:
    """Return the addresses at which an <img> may have its picture, the most likely one first.

    Pages that load a picture only when it scrolls into view keep its address in data-src or data-original. The
    placeholder in src, embedded in the page, is then left out.
    """
    later = [address for key in ("data-src", "data-original") if (address := attributes.get(key))]
    shown = attributes.get("src", "")
    return later if not shown or (later and _stands_in(shown)) else [*later, shown]


class SavedFiles:
    """The pictures and attachments of a page that can be read without the network."""

    def __init__(self, name: str, parts: Mapping[str, bytes] | None = None) -> None:
        """Take the page's path and, for a web archive, the parts that came in the same file, by address."""
        self._name = name
        self._folder = Path(name).parent
        self._parts = parts or {}
        self._pictures = Pictures(name)
        self._read: dict[str, Attached] = {}
        self._lacking: set[str] = set()
        self._total = 0
        self._attachments = 0
        self.files: dict[str, bytes] = {}
        """The bytes of the files beside the page that were taken along, by the relative paths that the page gives."""
        self._sheets: dict[str, bytes] = {}

    def picture_at(self, references: Sequence[str], words: str) -> Attached | None:
        """Return the picture at the first of several addresses that has one; None if `picture` finds none."""
        for reference in references:
            if found := self.picture(reference, words):
                return found
        return None

    def lacks(self, references: Sequence[str]) -> bool:
        """Say whether a picture was looked for at all the addresses and was at none of them, not even as an icon."""
        return bool(references) and self._lacking.issuperset(references)

    def picture(self, reference: str, words: str) -> Attached | None:
        """Return the picture at an address; `words` are its alternative text.

        None if the file is not beside the page, is an icon, or was returned before. Raises UserError if the file is no
        picture that a browser shows, or is too large.
        """
        data = self._once(reference, LARGEST_PICTURE)
        if data is None and reference not in self._read:
            self._lacking.add(reference)
        if data is None or _is_icon(data):
            return None
        called = "picture" if reference[:5].lower() == "data:" else unquote(reference.partition("?")[0])
        return self._taken(reference, self._pictures.attach(data, called, words))

    def attachment(self, reference: str, words: str) -> Attached | None:
        """Return the PDF, Word or Excel file that a link leads to; `words` are the link's text.

        None if the link leads to another kind of file, the file is not beside the page, or it was returned before.
        Raises UserError if the file is not what its name says, or is too large.
        """
        path = unquote(reference.partition("#")[0].partition("?")[0])
        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in _ATTACHMENTS:
            return None
        data = self._once(reference, LARGEST_ATTACHMENT)
        if data is None:
            return None
        if not _ATTACHMENTS[suffix].match(data):
            raise UserError(
                say(
                    "{name}: the attachment “{attachment}” is no {upper} file; save it again, or take it away.",
                    name=self._name,
                    attachment=PurePosixPath(path).name,
                    upper=suffix[1:].upper(),
                )
            )
        self._attachments += 1
        if self._attachments > MOST_ATTACHMENTS:
            raise UserError(
                say(
                    "{name}: the page has more than {most_attachments} attachments; take some away.",
                    name=self._name,
                    most_attachments=MOST_ATTACHMENTS,
                )
            )
        named = f"attachment-{self._attachments}{suffix}"
        return self._taken(reference, Attached(named, data, squeeze(words), picture=False))

    def sheets(self, references: Sequence[str]) -> dict[str, str]:
        """Return the style sheets at those addresses that have one, by address; `take_sheets` takes them along."""
        found = {}
        for reference in references[:_MOST_SHEETS]:
            path = _relative(reference)
            data = self._parts.get(reference)
            if data is None and reference[:5].lower() == "data:":
                data = _embedded(reference)
            elif data is None and path is not None and (data := self._beside(path, _LARGEST_SHEET, strict=False)):
                self._sheets[path] = data
            if data:
                found[reference] = data.decode("utf-8", "replace")
        return found

    def take_sheets(self) -> None:
        """Take along the style sheets beside the page that were looked at."""
        self.files.update(self._sheets)

    def has(self, reference: str) -> bool:
        """Say whether the file at an address was taken along."""
        return reference in self._read

    def _taken(self, reference: str, file: Attached) -> Attached:
        self._read[reference] = file
        self._total += len(file.data)
        if self._total > LARGEST_TOTAL:
            raise UserError(
                say(
                    "{name}: pictures and attachments have more than {largest_total:,} bytes; take some away.",
                    name=self._name,
                    largest_total=LARGEST_TOTAL,
                )
            )
        return file

    def _once(self, reference: str, largest: int) -> bytes | None:
        """Return the bytes at an address, at most `largest`; None if they were taken before or are not to be had."""
        if reference in self._read:
            return None
        if reference in self._parts:
            return self._parts[reference]
        if reference[:5].lower() == "data:":
            return _embedded(reference)
        path = _relative(reference)
        data = None if path is None else self._beside(path, largest)
        if path is not None and data is not None:
            self.files[path] = data
        return data

    def _beside(self, path: str, largest: int, *, strict: bool = True) -> bytes | None:
        """Return the bytes of a file beside the page, None if there is none; `largest` is as in `_file`."""
        folders = (self._folder, self._folder / FILES)
        found = (self._file(folder, path, largest, strict=strict) for folder in folders)
        return next((data for data in found if data is not None), None)

    def _file(self, folder: Path, path: str, largest: int, *, strict: bool) -> bytes | None:
        """Return a file's bytes; None if the folder has no such file, or a symbolic link leads out of the folder.

        For a file of more than `largest` bytes raises UserError or, unless `strict`, returns None.
        """
        try:
            found = (folder / path).resolve()
            if not found.is_relative_to(folder.resolve()) or not found.is_file():
                return None
            if (size := found.stat().st_size) > largest:
                if not strict:
                    return None
                raise UserError(
                    say(
                        "{name}: {path} has {size:,} bytes and may have {largest:,}; make it smaller.",
                        name=self._name,
                        path=path,
                        size=size,
                        largest=largest,
                    )
                )
            return found.read_bytes()
        except (OSError, ValueError, RuntimeError):
            return None


def _relative(reference: str) -> str | None:
    """Return the path relative to the page's folder that a reference names.

    None for a URL with a scheme, an absolute path, or a path that contains `..`.
    """
    path = unquote(reference.partition("#")[0].partition("?")[0]).strip()
    if not path or _SCHEME.match(path) or path.startswith("/") or "\\" in path or "\0" in path:
        return None
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return None if not parts or ".." in parts else "/".join(parts)


def _embedded(reference: str) -> bytes | None:
    """Return the bytes that a data: URL holds, None if it is malformed."""
    match = _DATA.match(reference)
    if not match:
        return None
    payload = unquote_to_bytes(reference[match.end() :])
    if "base64" not in match[2].lower():
        return payload
    try:
        return base64.b64decode(b"".join(payload.split()) + b"==")
    except (binascii.Error, ValueError):
        return None


def _stands_in(reference: str) -> bool:
    """Say whether an address embeds the placeholder of a picture that is loaded later: an SVG, an icon, or nothing."""
    if reference[:5].lower() != "data:":
        return False
    data = _embedded(reference)
    return reference[5:14].lower() == "image/svg" or data is None or _is_icon(data)


def _is_icon(data: bytes) -> bool:
    """Say whether a picture is empty, or a PNG, GIF or SVG (without text) too small to tell anything, as icons are."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return max(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) <= _ICON
    if data.startswith(b"GIF8"):
        return max(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")) <= _ICON
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and (drawing := _SVG.search(data[:_HEAD])):
        sides = _SIDE.findall(drawing[1]) or list(chain.from_iterable(_VIEW.findall(drawing[1])))
        return len(sides) > 1 and max(map(_pixels, sides)) <= _ICON and b"<text" not in data
    return not data


def _pixels(number: bytes) -> float:
    try:
        return float(number)
    except ValueError:
        return inf
