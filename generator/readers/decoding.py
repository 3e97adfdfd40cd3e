"""Bytes → text: the encoding is detected and returned with the text; a file whose encoding is uncertain is refused."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from generator.errors import UserError
from generator.wording import say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""(byte order mark, codec); UTF-32 stands first because its little-endian mark begins with that of UTF-16."""
_COMMON_SHARE = 0.9
"""Minimum share of ASCII and GB2312 characters in a decoded text; below it, the bytes were in another encoding."""
_SAMPLE = 20_000
"""Number of characters, or bytes, by which an encoding is judged."""


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    UTF-8, UTF-16 (with or without byte order mark) and GB18030 (of which GBK and GB2312 are parts) are
    recognised; `encoding` (from the report's yml) overrides. Raises UserError for anything else.
    """
    if not data.strip():
        raise UserError(say("{name}: the file is empty; save the report's text in it.", name=name))
    if encoding:
        return _decode_as(data, name, encoding), encoding
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, codec), codec
    if b"\0" in data:
        for codec in ("utf-16-le", "utf-16-be"):
            text = decoded(data, codec)
            if text is not None and "\0" not in text and _share_of_common(text) >= _COMMON_SHARE:
                return text, codec
        raise UserError(
            say("{name}: the file is not text; open it in its program and save it as text in UTF-8.", name=name)
        )
    text = decoded(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    text = decoded(data, "gb18030")
    if text is not None and _share_of_common(text) >= _COMMON_SHARE:
        return text, "gb18030"
    raise UserError(_undecodable(data, name))


def decoded(data: bytes, codec: str) -> str | None:
    """Return bytes decoded by a codec; None if they are not in that encoding."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _decode_as(data: bytes, name: str, codec: str) -> str:
    try:
        return data.decode(codec)
    except LookupError:
        raise UserError(
            say("{name}: the encoding “{codec}” is not known; use utf-8, utf-16 or gb18030.", name=name, codec=codec)
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            say(
                "{name}:{line}: byte {start:,} is not {codec}; save the file as UTF-8 in its program.",
                name=name,
                line=line,
                start=error.start,
                codec=codec,
            )
        ) from None


def _share_of_common(text: str) -> float:
    """Return the share of characters that everyday Chinese text uses."""
    sample = text[:_SAMPLE]
    common = sum(character in "\t\n\r\f" or " " <= character <= "~" or in_gb2312(character) for character in sample)
    return common / len(sample) if sample else 0.0


def in_gb2312(character: str) -> bool:
    """Say whether a character beyond ASCII is one of everyday Chinese, by the standard GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character >= "\u00a0"


def _undecodable(data: bytes, name: str) -> str:
    line = 1
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        return say(
            "{name}:{line}: the bytes are neither UTF-8 nor GB18030; save the file as UTF-8 in its program.",
            name=name,
            line=line,
        )
    return say(
        "{name}:{line}: the bytes are neither UTF-8 nor GB18030 (it looks like {guess}); save the file as UTF-8 in "
        "its program.",
        name=name,
        line=line,
        guess=guess.encoding,
    )
