"""Old and other engines, driven: Chromium by its own protocol over a pipe, Firefox and WebKitGTK by WebDriver.

Each driver does what a reader does, with one interface, so that one list of tests holds for all.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from tests.project import free_port

LONGEST = 15.0
"""Seconds that an engine may take for a step."""
_START = 90.0
"""Seconds that it may take to start."""
_STEP = 0.05


class Engine(ABC):
    """A browser with one page."""

    name: str
    sheets: bool
    """Whether it prints into a file here."""

    @abstractmethod
    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def run(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page, `arguments[0]` the first of the given, and return what it returns."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click in the middle of the first element that a selector finds, as a mouse does."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type into what has the focus."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press Escape, Tab or Enter."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Make the page so wide and high."""

    @abstractmethod
    def sheets_of(self) -> bytes:
        """Print the page as PDF."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def back(self) -> None:
        """Go back."""
        self.run("history.back()")

    def until(self, body: str, *arguments: Any) -> Any:
        """Wait until the body of a function returns something true, and return that."""
        end = time.monotonic() + LONGEST
        found: Any = None
        while time.monotonic() < end:
            try:
                found = self.run(body, *arguments)
            except EngineError:  # between two pages there is none
                found = None
            if found:
                return found
            time.sleep(_STEP)
        try:
            shown = self.run("return [location.href, document.documentElement.innerText.slice(0, 500)]")
        except EngineError as error:
            shown = error
        raise AssertionError(f"{self.name}: not within {LONGEST:.0f} seconds: {body} {arguments}; it shows {shown}")


class EngineError(Exception):
    """What an engine answers instead of a result."""


class Chromium(Engine):
    """A Chromium by the DevTools protocol, over a pipe: nothing listens on a port."""

    sheets = True
    _KEYS: ClassVar[dict[str, Any]] = {"Escape": 27, "Tab": 9, "Enter": 13}

    def __init__(self, name: str, binary: Path) -> None:
        """Start it."""
        self.name = name
        self._profile = tempfile.mkdtemp(prefix="engine-")
        to_read, self._out = os.pipe()
        self._in, to_write = os.pipe()
        flags = ["--headless", "--no-sandbox", "--single-process", "--no-zygote", "--disable-gpu", "--lang=zh-CN"]
        flags += ["--remote-debugging-pipe", f"--user-data-dir={self._profile}", "--window-size=1366,900"]
        flags += ["--hide-scrollbars", "--no-first-run", "--disable-background-networking", "about:blank"]
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', str(binary), *flags],
            pass_fds=(to_read, to_write),
            cwd=binary.parent,
            env={**os.environ, "HOME": self._profile},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._buffer = b""
        self._number = 0
        self._session = ""
        self._loads = 0
        self.thrown: list[str] = []
        """Errors that no script caught."""
        try:
            self._attach()
        except BaseException:
            self.close()
            raise

    def _attach(self) -> None:
        pages = [one for one in self._ask("Target.getTargets", _longest=_START)["targetInfos"] if one["type"] == "page"]
        target = pages[0]["targetId"] if pages else self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True, _longest=_START)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime"):
            self._ask(f"{domain}.enable", _longest=_START)
        self.resize(1366, 900)

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        loads = self._loads
        self._ask("Page.navigate", url=address)
        end = time.monotonic() + LONGEST
        while self._loads == loads:
            self._receive(end)

    def run(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        call = f"(function () {{ {body.strip()} }}).apply(null, {json.dumps(arguments)})"
        told = self._ask("Runtime.evaluate", expression=call, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise EngineError(json.dumps(told["exceptionDetails"])[:500])
        return told["result"].get("value")

    def click(self, selector: str) -> None:
        """Click in the middle of the first element that a selector finds."""
        x, y = _middle(self, selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button: dict[str, Any] = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        for character in text:
            self._ask("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self._ask("Input.dispatchKeyEvent", type="keyUp", key=character)

    def press(self, key: str) -> None:
        """Press a key."""
        code = self._KEYS[key]
        for kind in ("keyDown", "keyUp"):
            text: dict[str, Any] = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self._ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def resize(self, width: int, height: int) -> None:
        """Make the page so wide and high."""
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def sheets_of(self) -> bytes:
        """Print the page as PDF."""
        told = self._ask("Page.printToPDF", _longest=_START, preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(told["data"])

    def picture(self) -> bytes:
        """Return what is seen, as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot")["data"])

    def close(self) -> None:
        """End the browser."""
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _ask(self, method: str, *, _longest: float = LONGEST, **parameters: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + _longest
        while True:
            told = self._receive(end)
            if told.get("id") == self._number:
                if "error" in told:
                    raise EngineError(f"{method}: {told['error']}")
                return told["result"]

    def _receive(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(end - time.monotonic(), 0))
            read = os.read(self._in, 1 << 20) if ready else b""
            if not read:
                raise EngineError(f"{self.name} does not answer")
            self._buffer += read
        line, _, self._buffer = self._buffer.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        if told.get("method") == "Page.loadEventFired":
            self._loads += 1
        if told.get("method") == "Runtime.exceptionThrown":
            details = told["params"]["exceptionDetails"]
            self.thrown.append(details.get("exception", {}).get("description") or details["text"])
        return told


class WebDriver(Engine):
    """A browser by WebDriver."""

    _KEYS: ClassVar[dict[str, Any]] = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007"}

    def __init__(self, name: str, command: list[str], capabilities: dict[str, Any], *, sheets: bool) -> None:
        """Start its driver, and it."""
        self.name, self.sheets = name, sheets
        port = free_port()
        self._home = tempfile.mkdtemp(prefix="engine-")
        self._process = subprocess.Popen(
            [*command, f"--port={port}"],
            env={**os.environ, "HOME": self._home, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._base = f"http://127.0.0.1:{port}"
        end = time.monotonic() + _START
        while True:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < end, f"{command[0]} does not answer"
            time.sleep(_STEP)
        told = self._ask("POST", "/session", capabilities={"alwaysMatch": capabilities})
        self._base += f"/session/{told['sessionId']}"
        self.resize(1366, 900)

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self._ask("POST", "/url", url=address)

    def run(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._ask("POST", "/execute/sync", script=body, args=list(arguments))

    def click(self, selector: str) -> None:
        """Click in the middle of the first element that a selector finds."""
        x, y = _middle(self, selector)
        move = {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y), "origin": "viewport"}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        actions = [{"type": kind, "value": character} for character in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": actions})

    def press(self, key: str) -> None:
        """Press a key."""
        self.type(self._KEYS[key])

    def resize(self, width: int, height: int) -> None:
        """Make the window so large that the page is so wide and high."""
        for _ in range(3):
            frame = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
            self._ask("POST", "/window/rect", width=width + frame[0], height=height + frame[1])
            time.sleep(4 * _STEP)

    def sheets_of(self) -> bytes:
        """Print the page as PDF."""
        return base64.b64decode(self._ask("POST", "/print", background=True))

    def picture(self) -> bytes:
        """Return what is seen, as PNG."""
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        """End browser and driver."""
        try:
            self._ask("DELETE", "")
        finally:
            self._process.terminate()
            self._process.wait()
            shutil.rmtree(self._home, ignore_errors=True)

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", actions=[source])

    def _ask(self, method: str, path: str, **values: Any) -> Any:
        body = None if method in {"GET", "DELETE"} else json.dumps(values).encode()
        request = urllib.request.Request(  # noqa: S310 - this machine
            self._base + path, body, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=_START) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise EngineError(error.read().decode(errors="replace")[:500]) from None


def _middle(engine: Engine, selector: str) -> tuple[float, float]:
    """Scroll to an element, wait until it stands still, and return the middle of what is seen of it.

    What still widens or slides may stand at the same place twice: an engine that is busy draws nothing in between.
    """
    last = None
    while True:
        found = engine.until(
            """const element = document.querySelector(arguments[0]);
            if (!element || document.getAnimations().some((one) => one.transitionProperty)) return null;
            element.scrollIntoView({ block: "center" });
            const box = element.getClientRects()[0];
            return box && [box.left + box.width / 2, box.top + box.height / 2];""",
            selector,
        )
        if found == last:
            return found[0], found[1]
        last = found
        time.sleep(_STEP)
