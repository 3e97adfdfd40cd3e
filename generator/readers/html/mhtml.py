"""Web archives (.mhtml), as Chromium saves a page in one file → the page's text and its pictures."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from generator.errors import UserError
from generator.readers.html.charset import decode_page
from generator.wording import say

_MOST_PARTS = 2_000


def unpack_mhtml(data: bytes, name: str, encoding: str | None) -> tuple[str, str, dict[str, bytes]]:
    """Return (the page's text, its codec, the bytes of its pictures by address and by cid:).

    Raises UserError for a file that is no web archive.
    """
    if data.count(b"\n--") > _MOST_PARTS:
        raise UserError(
            say(
                "{name}: the web archive has more than {most_parts:,} parts; save the page again in the browser as "
                "“网页，仅 HTML”.",
                name=name,
                most_parts=_MOST_PARTS,
            )
        )
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError, AssertionError):
        raise UserError(
            say("{name}: the web archive is damaged; save the page again in the browser as “网页，仅 HTML”.", name=name)
        ) from None
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise UserError(
            say(
                "{name}: the file is no web archive with a page in it; save the page again in the browser as “网页，仅 "
                "HTML”.",
                name=name,
            )
        )
    text, codec = decode_page(_bytes(page), name, encoding)
    # Pages saved by Chromium refer to pictures by their whole address, others by the path from the page's folder.
    folder = _field(page, "Content-Location").rpartition("/")[0] + "/"
    files: dict[str, bytes] = {}
    for part in parts:
        if part is not page and part.get_content_maintype() == "image":
            location, identity = _field(part, "Content-Location"), _field(part, "Content-ID").strip("<>")
            address = location.removeprefix(folder)
            for key in (location, address, f"cid:{identity}"):
                files.setdefault(key, _bytes(part))
    return text, codec, files


def _field(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip()


def _bytes(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""
