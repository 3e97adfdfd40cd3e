"""Pictures that come with a file: recognised by their bytes, given safe file names."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from generator.errors import UserError
from generator.model.source import Attached
from generator.wording import say

LARGEST_PICTURE = 5_000_000
"""Maximum size of a picture in bytes; a scanned page of A4 has about 1 million."""
MOST_PICTURES = 200

_TYPES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
)
"""The formats that are accepted: (pattern of the first bytes, file name ending)."""
_OTHERS = (
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL), "EMF"),
    (re.compile(rb"\xd7\xcd\xc6\x9a|[\x01\x02]\0\x09\0"), "WMF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!DOCTYPE svg)"), "SVG"),
)
"""Formats that are refused by name: (pattern of the first bytes, name)."""
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40


class Pictures:
    """The pictures of one file, in the order in which they are met."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._taken: set[str] = set()

    def attach(self, data: bytes, called: str, words: str) -> Attached:
        """Return a picture under a safe and unique file name.

        `called` is its name in the file, `words` its alternative text. Raises UserError for a picture that is too
        large, one too many, or no PNG, JPEG, GIF or WebP: pictures that browsers can't show, or that can hold
        scripts, are refused and not left out in silence.
        """
        if len(self._taken) == MOST_PICTURES:
            raise UserError(
                say(
                    "{name}: the file has more than {most_pictures} pictures; take some out.",
                    name=self._name,
                    most_pictures=MOST_PICTURES,
                )
            )
        if len(data) > LARGEST_PICTURE:
            raise UserError(
                say(
                    "{name}: the picture {called} has {count:,} bytes and may have {largest_picture:,}; make it "
                    "smaller.",
                    name=self._name,
                    called=_shown(called),
                    count=len(data),
                    largest_picture=LARGEST_PICTURE,
                )
            )
        suffix = next((suffix for pattern, suffix in _TYPES if pattern.match(data)), None)
        if suffix is None:
            kind = next((f" ({kind})" for pattern, kind in _OTHERS if pattern.match(data)), "")
            raise UserError(
                say(
                    "{name}: the picture {called} is no PNG, JPEG, GIF or WebP{kind}; save it as a PNG and put that "
                    "in its place, or take it out.",
                    name=self._name,
                    called=_shown(called),
                    kind=kind,
                )
            )
        stem = _UNSAFE.sub("-", PurePosixPath(called).stem.lower()).strip("-")[:_LONGEST_NAME] or "picture"
        free, count = stem, 1
        while f"{free}{suffix}" in self._taken:
            count += 1
            free = f"{stem}-{count}"
        self._taken.add(f"{free}{suffix}")
        return Attached(f"{free}{suffix}", data, " ".join(words.split()))


def _shown(called: str) -> str:
    return f"“{PurePosixPath(called).name[:_LONGEST_NAME]}”"
