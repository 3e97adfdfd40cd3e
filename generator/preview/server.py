"""The preview's web server on this machine: serves the parts of the site, shows errors in browser and terminal."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import click

from generator.errors import UserError
from generator.hosting.types import TEXT, type_of, with_charset
from generator.preview.shown import CHANGED, mistake, watching, with_downloads
from generator.settings.project import Project
from generator.wording import language, say

_LONGEST = 20.0
"""Timeout in seconds of a page's request that waits for a change."""
_BETWEEN = 0.1
"""Seconds between two checks of the files."""


def serve_site(project: Project, port: int) -> None:
    """Serve the site on this machine until Ctrl-C; raises UserError if the port is taken."""
    with TemporaryDirectory(prefix="gongkai-preview-") as folder:
        desk = Desk(project, Path(folder) / "site")
        try:
            server = Server(("127.0.0.1", port), partial(Handler, desk))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            raise UserError(
                say(
                    "port {port} can't be used ({reason}); choose another: gongkai serve --port {other}.",
                    port=port,
                    reason=error.strerror,
                    other=port + 1 if port >= 1024 and port < 65535 else 8001,
                )
            ) from None
        with server:
            click.echo(say("Preview: {address} (Ctrl-C ends it)", address=f"http://127.0.0.1:{port}/"))
            Thread(target=desk.warm, daemon=True).start()
            try:
                server.serve_forever(poll_interval=0.1)
            except KeyboardInterrupt:
                click.echo(say("The preview has ended."))


class Server(ThreadingHTTPServer):
    """A server whose pending requests end with it."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"
    """Off on Windows, where it would let two servers use the same port; other systems never do."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error, except that a browser has closed its connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Desk:
    """Answers requests from the parts of the site; only one thread at a time builds."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project
        self._folder = folder
        self._lock = Lock()
        self._beginning = Lock()
        self._parts: Any = None
        self._told = ""

    def warm(self) -> None:
        """Load what every page needs, before the first request."""
        with self._lock:
            try:
                self.parts.begin()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next change of a file may correct it
                self.tell(_sentence(error))

    @property
    def parts(self) -> Any:
        """The `Parts`; the first access imports the build, which takes a while."""
        with self._beginning:  # not `_lock`: requests that wait for a change need the parts while a page is built
            if self._parts is None:
                from generator.preview.parts import Parts  # noqa: PLC0415 - slow to import: the address is shown before

                self._parts = Parts(self._project, self._folder)
            return self._parts

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Return status, media type and content for an address; an error becomes a page that shows it."""
        with self._lock:
            stamp = self.stamp(path)
            try:
                found = self.parts.file(path)
                status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
                found = found or self.parts.missing()
                data = found.read_bytes() if found else b""
                charset = self.parts.charset(path)
                for note in self.parts.notes():
                    click.echo(note, err=True)
            except Exception as error:  # noqa: BLE001 - as above
                told = _sentence(error)
                self.tell(told)
                page = watching(mistake(told, language()), stamp)
                return HTTPStatus.INTERNAL_SERVER_ERROR, with_charset("text/html"), page.encode()
            self._told = ""
        name = found.name if found else "404.html"
        if name.endswith(".html") and not name.startswith(
            ("source.", f"{path.partition('/')[0]}.")
        ):  # a page of the site, neither a source nor a report's single file
            html = data.decode("utf-8", "surrogateescape")
            slug, _, page = path.partition("/")
            if slug and page in {"", "index.html"}:  # a cover
                html = with_downloads(html, slug)
            return status, with_charset("text/html"), watching(html, stamp).encode("utf-8", "surrogateescape")
        ending = name.rpartition(".")[2]
        return status, with_charset(TEXT[ending], charset) if ending in TEXT else type_of(name), data

    def stamp(self, path: str) -> str:
        """Return a digest of all that a page depends on now, or of the error."""
        try:
            told = repr(self.parts.stamp(path))
        except (click.ClickException, OSError) as error:
            told = str(error)
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def changed(self, path: str, stamp: str) -> str:
        """Wait until a page's stamp differs from `stamp`, at most 20 seconds; return the present one."""
        end = time.monotonic() + _LONGEST
        while (now := self.stamp(path)) == stamp and time.monotonic() < end:
            time.sleep(_BETWEEN)
        return now

    def tell(self, sentence: str) -> None:
        """Show an error in the terminal, unless it was the last one shown."""
        if sentence != self._told:
            click.echo(say("Error: {message}", message=sentence), err=True)
        self._told = sentence


def _sentence(error: Exception) -> str:
    """Return the message for an error."""
    if isinstance(error, click.ClickException):
        return error.message
    if isinstance(error, OSError) and error.filename:
        return say("{path}: {reason}; check it.", path=error.filename, reason=error.strerror)
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return say("the page can't be made ({reason}); please report this.", reason=told)


def is_own_name(host: str) -> bool:
    """Say whether a request's `Host` may be this machine's: empty, an IP address or localhost.

    Any other name may be one that a foreign page's owner lets lead to this machine, so that the page can read drafts.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name in {"", "localhost"} or name.endswith(".localhost") or bool(ip_address(name))
    except ValueError:
        return False


class Handler(BaseHTTPRequestHandler):
    """Answers a browser's requests."""

    protocol_version = "HTTP/1.1"

    def __init__(self, desk: Desk, *given: object) -> None:
        self.desk = desk
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, a page or an error page; or, for `CHANGED`, with a page's stamp when it has changed."""
        if not is_own_name(self.headers.get("Host", "")):
            port = self.connection.getsockname()[1]
            told = say("the preview answers on this machine alone; open http://127.0.0.1:{port}/.", port=port)
            self._send(HTTPStatus.MISDIRECTED_REQUEST, with_charset("text/html"), mistake(told, language()).encode())
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == CHANGED:
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            now = self.desk.changed(unquote(asked.get("path", "/")).lstrip("/"), asked.get("at", ""))
            self._send(HTTPStatus.OK, with_charset("text/plain"), now.encode())
            return
        status, kind, data = self.desk.answer(path.lstrip("/"))
        last = path.rpartition("/")[2]
        if status is HTTPStatus.OK and kind.startswith("text/html") and last and "." not in last:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{parts.path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send(status, kind, data)

    do_HEAD = do_GET  # noqa: N815 - the same

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Log no requests: the messages for the publisher would be lost among them."""
