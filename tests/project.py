"""A throw-away copy of the project, and the real command line run in it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.metadata import entry_points
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.build import digests
from generator.cli import main
from generator.hosting import compress
from tests.remembering import remembering

ROOT = Path(__file__).parent.parent
"""The project under test."""

GONGKAI = Path(sys.executable).with_name("gongkai")
"""The console script as installed."""

FIRST = "huadu-2021"
"""The report that the project comes with."""

SECOND = "yunxi-2023"
"""An invented report, which the fixtures add to the project with `gongkai add`."""

SMALL = "云溪区整改通报\n一、总体情况\n（一）关于制度不全的问题\n1.针对台账不全的问题。已完成3份。\n"
"""The source of a report with one measure, for tests that need a site but not much in it."""

LONGEST_RUN = 900
"""Timeout in seconds of a command or a server: many times what any needs, also on a busy machine."""

_AT_ONCE = frozenset(
    {
        *("add", "build", "check", "check-site", "convert", "correct", "export", "outline", "publish", "quote"),
        *("rename", "retract", "search", "sign", "status", "verify"),
    }
)
"""The commands that can run in this process, as they keep no state (a build, if it starts no processes)."""

_TASKS_OF_A_PROCESS = "generator.build.workers.pool._MOST"
"""The number of tasks after which a new process, which has to load all modules, takes over from a build's process."""


class _Compiled(BytecodeCache):
    """Jinja's cache of compiled templates, in memory: templates are found by name and checksum of their source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's compiled code into a bucket, if it is in the cache."""
        if code := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a bucket's compiled code into the cache."""
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_COPIES = {ending: lru_cache(maxsize=300)(copy) for ending, copy in compress._COPIES.items()}  # noqa: SLF001 - made of bytes
_hashes_in = digests.hashes_in
_package = cache(partial(_hashes_in, digests._PACKAGE))  # noqa: SLF001 - which no test changes
_entry_points = cache(entry_points)
"""`entry_points`, cached: MkDocs finds plugins and themes by it, and it reads all distributions' metadata."""


@contextmanager
def one_process() -> Iterator[None]:
    """Make builds in this block do all their work in this process, and share what depends on nothing but its input.

    Shared are compiled templates, plugins, the hashes of gongkai's own files, and compressed copies of the same bytes,
    mostly the theme's files.
    """
    made = Environment.__init__

    def make(self: Environment, *given: object, **named: object) -> None:
        made(self, *given, **named)  # type: ignore[arg-type]
        self.bytecode_cache = _COMPILED

    def hashes_in(folder: Path) -> digests.Hashes:
        return _package() if folder == digests._PACKAGE else _hashes_in(folder)  # noqa: SLF001 - as above

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_TASKS_OF_A_PROCESS, 10**6)
        patch.setattr("generator.build.digests.hashes_in", hashes_in)
        patch.setattr(Environment, "__init__", make)
        patch.setattr("generator.hosting.compress._COPIES", _COPIES)
        for place in ("mkdocs.plugins", "mkdocs.utils"):
            patch.setattr(f"{place}.entry_points", _entry_points)
        yield


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of the project in a temporary folder."""

    root: Path

    @property
    def site(self) -> Path:
        """The folder in which the fixtures build the site."""
        return self.root / "site"

    def run(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run `gongkai` with arguments in the project's folder; `before` are words before the command, such as `nice`.

        It runs in this process, where all modules are loaded, unless it needs an environment, a command before it, or a
        scheduler: then it runs as in `really`.
        """
        if arguments and arguments[0] in _AT_ONCE and not env and not before and "--scheduler" not in arguments:
            one = ["--jobs", "1"] if arguments[0] == "build" and "--jobs" not in arguments else []
            return self._run_here([*map(str, arguments), *one])
        return self.really(*arguments, env=env, before=before)

    def really(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run `gongkai` as users do: the installed script, in a new process that may start others."""
        return subprocess.run(
            [*before, str(GONGKAI), *map(str, arguments)],
            cwd=self.root,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_RUN,
            check=False,
        )

    def _run_here(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        def stop(_number: int, _frame: FrameType | None) -> None:
            raise TimeoutError(arguments)

        before = signal.signal(signal.SIGALRM, stop)
        signal.alarm(LONGEST_RUN)
        try:
            with chdir(self.root), one_process():
                done = CliRunner().invoke(main, arguments, prog_name="gongkai")
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)
        error = done.exception
        shown = "" if error is None or isinstance(error, SystemExit) else "".join(traceback.format_exception(error))
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr + shown)

    def must(self, *arguments: str | Path, really: bool = False) -> str:
        """Run `gongkai` (in a new process if `really`), fail the test if it fails, and return what it printed."""
        done = self.really(*arguments) if really else self.run(*arguments)
        assert done.returncode == 0, f"gongkai {' '.join(map(str, arguments))}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def fails_proof(self, site: Path, *words: str) -> str:
        """Run `gongkai verify` and return its messages; fail the test unless the proof fails with all these words."""
        with remembering():
            done = self.run("verify", "--site-dir", site)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        for word in words:
            assert word in done.stderr
        return done.stderr

    def add_source(self, slug: str, text: str | bytes, settings: str = "") -> Path:
        """Write a report's source, and its yml if there are `settings`, where `gongkai add` would put them."""
        source = self.root / "docs_src" / slug / "source.txt"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        if settings:
            (self.root / "site_config" / "reports" / f"{slug}.yml").write_text(settings, encoding="utf-8")
        return source

    def remove_reports(self) -> None:
        """Remove all reports from the copy."""
        for folder in (self.root / "docs_src").iterdir():
            if any(folder.glob("source.*")):
                shutil.rmtree(folder)
        for path in (self.root / "site_config" / "reports").glob("*.yml"):
            path.unlink()


def copy_project(target: Path, *, reports: bool = True) -> Project:
    """Copy what a build needs of the project to a folder; without its reports if `reports` is False."""
    for name in ("docs_src", "site_config"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    project = Project(target)
    if not reports:
        project.remove_reports()
    return project


def mkdocs_build(project: Project, site: Path) -> MkDocsConfig:
    """Build a project with MkDocs itself, in strict mode, and return the configuration that it used."""
    with one_process():
        config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(site), strict=True)
        build(config)
    return config


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the content of a folder as {path: checksum of its bytes}; it includes folders and links.

    Caches are left out: their content differs from machine to machine.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if {"__pycache__", ".gongkai-cache"} & set(path.parts):
            continue
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_dir():
            found[name] = "folder"
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
        else:
            found[name] = "special"
    return found


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` fills once in a test run, even if several workers ask for it."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # the run's own folder, shared by its workers
    folder = base / f"shared-{name}"
    with (base / f"shared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / ".made"
        if not done.exists():
            # A folder that `make` has only half filled would mislead the next worker.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
