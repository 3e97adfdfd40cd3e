"""Web archives (.mhtml), as Chromium saves a page in one file → the page's text, its own styles and its pictures."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import Message

from generator.errors import UserError
from generator.readers.html.charset import decode_page
from generator.wording import say

_MOST_PARTS = 2_000


_OWN_STYLE = "cid:css-"
"""How the address of a part begins that holds one of the page's <style> elements: a <link> stands in its place."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The parts of a web archive that are read."""

    text: str
    """The page's HTML."""
    encoding: str
    """The codec that decoded it."""
    files: dict[str, bytes]
    """The pictures and style sheets, each under every address by which the page may refer to it."""
    sheets: dict[str, str]
    """The text of each of the page's <style> elements, by the address in the <link> that stands in its place."""


def unpack_mhtml(data: bytes, name: str, encoding: str | None) -> Unpacked:
    """Take a web archive apart; `encoding` is the codec that the settings give for the page, None to find it.

    Style sheets that were files of their own are among the files, as they lie beside a page saved as HTML.
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
    sheets: dict[str, str] = {}
    for part in parts:
        location = _field(part, "Content-Location")
        if part.get_content_type() == "text/css" and location.startswith(_OWN_STYLE):
            sheets[location] = _bytes(part).decode("utf-8", "replace")
        elif part is not page and (part.get_content_type() == "text/css" or part.get_content_maintype() == "image"):
            identity = _field(part, "Content-ID").strip("<>")
            address = location.removeprefix(folder)
            for key in (location, address, f"cid:{identity}"):
                files.setdefault(key, _bytes(part))
    return Unpacked(text, codec, files, sheets)


def _field(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip()


def _bytes(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""
