"""Bytes of a web page → text: the encoding is told from the bytes, hardly ever from what the page declares."""

from __future__ import annotations

import codecs
import re

from generator.errors import UserError
from generator.readers.decoding import decode, decoded, in_gb2312
from generator.wording import say

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
"""Number of bytes at a page's start in which it declares its encoding."""
_COMMON_SHARE = 0.9
"""Minimum share of GB2312 characters among those beyond ASCII; below it, the encoding was not GB18030."""
_SAMPLE = 20_000
"""Number of characters by which an encoding is judged."""


def decode_page(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return a page's text and the codec that gave it.

    Valid UTF-8 is read as UTF-8 and all else as GB18030, whatever the page declares: pages are saved in one encoding
    and declare another. A declared Big5 is tried if neither fits. `encoding`, from the report's yml, overrides all.
    Raises UserError if no encoding fits.
    """
    if encoding or data.startswith(_MARKS) or b"\0" in data or not data.strip():
        return decode(data, name, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_HEAD])
    text, codec = decoded(data, "gb18030"), "gb18030"
    if not _is_common(text) and declared and declared[1].lower().startswith(b"big5"):
        text, codec = decoded(data, "big5hkscs"), "big5hkscs"
    if text is None or (codec == "gb18030" and not _is_common(text)):
        raise UserError(
            say(
                "{name}: the page is neither UTF-8 nor GB18030 as Chinese is written; save it again in the browser, "
                "or name its `encoding` in the report's yml.",
                name=name,
            )
        )
    return text, codec


def _is_common(text: str | None) -> bool:
    """Say whether a text's characters beyond ASCII are those of everyday Chinese."""
    beyond = [character for character in text or "" if character > "\x7f"][:_SAMPLE]
    return bool(beyond) and sum(map(in_gb2312, beyond)) >= _COMMON_SHARE * len(beyond)
