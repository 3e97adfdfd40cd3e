"""The built site behind a web server, and a browser that reports whatever goes wrong on a page."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError, expect

from tests.project import FIRST, ROOT, SECOND
from tests.reading import reading_order

DESKTOP = (1280, 900)
PHONE = (390, 844)
Scheme = Literal["light", "dark"]
SLOWEST = 60_000
"""Milliseconds that a page may take for what takes a few of them on an idle machine."""
expect.set_options(timeout=SLOWEST)


def settled(page: Page) -> None:
    """Wait until whatever fades or moves has come to its end."""
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))")


def drawn_in(page: Page, scheme: Scheme) -> None:
    """Wait until a page has followed the system into a colour scheme."""
    name = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
    settled(page)


class SubPathHandler(SimpleHTTPRequestHandler):
    """Serves a folder under /sub/, with the site's own 404 page, as a static host does."""

    def translate_path(self, path: str) -> str:
        """Map /sub/… into the folder and everything else to nothing."""
        if not path.startswith("/sub/"):
            return os.devnull + "/none"
        return super().translate_path(path.removeprefix("/sub"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with 404.html."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class named it
        """Keep quiet."""


class QuietServer(ThreadingHTTPServer):
    """A server that a browser may leave in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a connection that the browser dropped."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine and yield its address."""
    with QuietServer(("127.0.0.1", 0), partial(SubPathHandler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
        finally:  # also where who asked has seen enough: on a closed socket the thread would turn without end
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site."""
    yield from serve(built_site)


_TAP_HELD_BACK = "Ignored attempt to cancel a touchstart event"
"""What Chromium says, without an address, when Playwright holds back a tap that would hit something that still moves
(its own listener, not a page's script, which has an address); Playwright then taps again."""


@dataclass
class Watch:
    """What went wrong in a browser context."""

    expected_missing: set[str] = field(default_factory=set)
    """Addresses that a test asks for knowing that they are missing."""
    problems: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Listen to everything that the context's pages ask for and complain about."""
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._message)
        context.on("weberror", self._error)

    def detach(self, context: BrowserContext) -> None:
        """Listen no longer."""
        context.remove_listener("request", self._request)
        context.remove_listener("response", self._response)
        context.remove_listener("console", self._message)
        context.remove_listener("weberror", self._error)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:", "about:")):
            self.problems.append(f"a request off the machine: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and response.url not in self.expected_missing:
            self.problems.append(f"{response.status} for {response.url}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"script error: {error.error}")

    def _message(self, message: ConsoleMessage) -> None:
        kind, text, url = message.type, message.text, message.location["url"]
        if text.startswith(_TAP_HELD_BACK) and not url:
            return
        if kind in ("error", "warning") and url not in self.expected_missing:
            self.problems.append(f"console {kind}: {text} ({url})")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Whatever goes wrong on the test's pages; the test fails at its end if anything did."""
    watch = Watch()
    yield watch
    assert not watch.problems, "\n".join(watch.problems)


def new_context(
    browser: Browser, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", **options: Any
) -> BrowserContext:
    """Return a browser context that has seen nothing yet."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN", **options
    )
    context.set_default_timeout(SLOWEST)
    return context


class Visits:
    """Opens browser contexts of any size and scheme and closes them at the end of the test."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._watch = watch
        self._contexts: list[BrowserContext] = []

    def page(self, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", **options: Any) -> Page:
        """Return a page in a fresh context."""
        context = new_context(self._browser, size, scheme, **options)
        self._watch.attach(context)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close all contexts."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visits(browser: Browser, watch: Watch) -> Iterator[Visits]:
    """A maker of pages."""
    visits = Visits(browser, watch)
    yield visits
    visits.close()


@pytest.fixture(scope="session")
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """What pages of a desktop in the light scheme have in common: styles and scripts that were loaded already."""
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture
def page(desktop: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A desktop page in the light scheme, of a reader who has been on the site and has chosen nothing there."""
    watch.attach(desktop)
    yield desktop.new_page()
    for opened in desktop.pages:
        opened.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch {}")
        opened.close()
    watch.detach(desktop)
    desktop.clear_cookies()
    desktop.clear_permissions()


@pytest.fixture
def phone(visits: Visits) -> Page:
    """A page as wide as a phone."""
    return visits.page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture(scope="session")
def paths(built_site: Path) -> list[str]:
    """The paths of all pages of the site, as in an address, the home page first."""
    found = (path.parent.relative_to(built_site).as_posix() for path in built_site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in found)


@pytest.fixture(scope="session")
def first_pages(built_site: Path) -> list[str]:
    """The paths of the first report's section pages in reading order."""
    names = reading_order(built_site.parent / "docs_src" / FIRST)
    return [f"{FIRST}/" if name == "index" else f"{FIRST}/{name}/" for name in names]


__all__ = ["DESKTOP", "FIRST", "PHONE", "ROOT", "SECOND", "Scheme", "Visits", "Watch", "drawn_in", "serve", "settled"]
