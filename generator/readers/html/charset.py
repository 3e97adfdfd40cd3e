"""Bytes of a web page → text: what the bytes are counts, what the page says of itself hardly ever does."""

from __future__ import annotations

import codecs
import re

from generator.errors import UserError
from generator.readers.decoding import decode
from generator.wording import say

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_COMMON_SHARE = 0.9
"""Share of the characters beyond ASCII that GB2312 has, below which GB18030 was not the encoding."""
_SAMPLE = 20_000


def decode_page(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return a page's text and the codec that gave it.

    Valid UTF-8 with a character beyond ASCII is UTF-8 whatever the page declares, and what is no UTF-8 is GB18030
    whatever it declares: pages are saved in one encoding and declare another. Big5 is believed where neither fits.
    Raises UserError where none of them fits.
    """
    if encoding or data.startswith(_MARKS) or b"\0" in data or not data.strip():
        return decode(data, name, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_HEAD])
    text, codec = _try(data, "gb18030"), "gb18030"
    if not _is_common(text) and declared and declared[1].lower().startswith(b"big5"):
        text, codec = _try(data, "big5hkscs"), "big5hkscs"
    if text is None or (codec == "gb18030" and not _is_common(text)):
        raise UserError(
            say(
                "{name}: the page is neither UTF-8 nor GB18030 as Chinese is written; save it again in the browser, "
                "or name its `encoding` in the report's yml.",
                name=name,
            )
        )
    return text, codec


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_common(text: str | None) -> bool:
    """Say whether a text's characters beyond ASCII are those of everyday Chinese."""
    beyond = [character for character in text or "" if character > "\x7f"][:_SAMPLE]
    return bool(beyond) and sum(map(_in_gb2312, beyond)) >= _COMMON_SHARE * len(beyond)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
