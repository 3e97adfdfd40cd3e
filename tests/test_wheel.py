"""gongkai as it is installed: a wheel in an environment of its own, used in an empty folder, and upgraded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from generator import __version__
from tests.project import LONGEST_RUN, ROOT, fingerprint, once

REPORT = "云溪区整改通报\n一、总体情况\n（一）关于制度不全的问题\n1.针对台账不全的问题。一是补齐台账。已完成3份。\n"
CORRECTED = REPORT.replace("3份", "4份")
EACH = """
from generator.cli import main

for arguments in commands:
    try:
        main(list(arguments), prog_name="gongkai")
    except SystemExit as ended:
        assert not ended.code, (arguments, ended.code)
"""
"""Runs commands as the installed script does, one after the other."""


def wheel_of(folder: Path, version: str, change: str = "") -> Path:
    """Build a wheel of this tree as a version, with `change` at the end of its style sheet of text; return its path."""
    tree = folder / f"tree-{version}"
    keep = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "generator", tree / "generator", ignore=keep)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tree)
    package = tree / "generator" / "__init__.py"
    package.write_text(package.read_text(encoding="utf-8").replace(__version__, version), encoding="utf-8")
    with (tree / "generator/site/theme/assets/stylesheets/text.css").open("a", encoding="utf-8") as file:
        file.write(change)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=LONGEST_RUN)
    [found] = folder.glob(f"gongkai-{version}-*.whl")
    return found


class Installed:
    """An environment that has a wheel of gongkai, and its libraries from where the tests have them."""

    def __init__(self, folder: Path, *, without: tuple[str, ...] = ()) -> None:
        """Make it; libraries `without` are out of reach in it."""
        self.folder = folder
        venv.create(folder, with_pip=False, symlinks=True)
        self.packages = Path(
            sysconfig.get_path("purelib", scheme="venv", vars={"base": str(folder), "platbase": str(folder)})
        )
        libraries = folder / "libraries"
        libraries.mkdir()
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            name = path.name.lower()
            if not name.startswith(("gongkai", "_gongkai", "__editable__", *without)) and not name.endswith(".pth"):
                (libraries / path.name).symlink_to(path)
        (self.packages / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")

    def install(self, wheel: Path) -> None:
        """Install a wheel in place of what is there of gongkai."""
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--ignore-installed"]
        command += ["--no-warn-script-location", "--prefix", str(self.folder), str(wheel)]
        for old in self.packages.glob("gongkai-*.dist-info"):
            shutil.rmtree(old)
        shutil.rmtree(self.packages / "generator", ignore_errors=True)
        environment = {**os.environ, "PYTHONPATH": ""}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=LONGEST_RUN)
        script = self.folder / "bin" / "gongkai"
        script.unlink(missing_ok=True)
        script.write_text(f"#!{self.folder}/bin/python\nfrom generator.cli import main\nmain()\n", encoding="utf-8")
        script.chmod(0o755)

    def run(self, folder: Path, *arguments: str, code: int = 0, command: str = "gongkai") -> str:
        """Run a command in a folder, fail the test unless it exits with a code; return all that it printed."""
        program = [str(self.folder / "bin" / "python"), "-m", command] if command != "gongkai" else None
        return self._done([*(program or [str(self.folder / "bin" / "gongkai")]), *arguments], folder, code)

    def run_each(self, folder: Path, *commands: tuple[str, ...]) -> None:
        """Run commands one after the other in one process, which loads what each needs, and fail unless all succeed."""
        asked = f"commands = {commands!r}\n"
        self._done([str(self.folder / "bin" / "python"), "-c", asked + EACH], folder, 0)

    def _done(self, command: list[str], folder: Path, code: int) -> str:
        # Libraries keep what is compiled of them where they really are: each new environment would compile them anew.
        ours = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        done = subprocess.run(
            command,
            cwd=folder,
            env={**environment, "PYTHONWARNINGS": "", "NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_RUN,
            check=False,
        )
        assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of two wheels, of version 1.0.0 and of 1.0.1 with another style."""

    def make(folder: Path) -> None:
        wheel_of(folder, "1.0.0")
        wheel_of(folder, "1.0.1", ".new-in-this-version{color:red}")

    return once(tmp_path_factory, "wheels", make)


def test_a_wheel_holds_all_that_is_ours_and_nothing_else(wheels: Path) -> None:
    with zipfile.ZipFile(wheels / "gongkai-1.0.0-py3-none-any.whl") as wheel:
        names = set(wheel.namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if not name.startswith("gongkai-1.0.0.dist-info/")} == ours


def test_from_an_empty_folder_with_every_command_and_through_an_upgrade(wheels: Path, tmp_path: Path) -> None:
    """Every command does its work, and another version builds what this one left without touching a file of the site.

    One environment and one site for both: what stands here before the upgrade is what any site has by then.
    """
    installed = Installed(tmp_path / "env", without=("pyarrow",))
    installed.install(wheels / "gongkai-1.0.0-py3-none-any.whl")
    work = tmp_path / "work"
    work.mkdir()
    for name, text in (("report.txt", REPORT), ("corrected.txt", CORRECTED)):
        (work / name).write_text(text, encoding="utf-8")
    assert "1.0.0" in installed.run(work, "--version")
    assert "总体情况" in installed.run(work, "outline", "report.txt")
    installed.run(work, "new", "s")
    site = work / "s"
    installed.run_each(site, ("add", "../report.txt", "--slug", "yunxi-2021"), ("publish", "yunxi-2021", "--yes"))
    told = installed.run(site, "build")
    assert told.count("gongkai[parquet]") == 1
    assert {path.name for path in (site / "site" / "data").iterdir() if path.suffix != ".gz"} >= {"figures.csv"}
    assert not list((site / "site" / "data").glob("*.parquet"))
    installed.run(site, "verify")
    installed.run_each(
        site,
        ("convert", "--check"),
        ("check",),
        ("search", "台账"),
        ("export", "yunxi-2021"),
        ("explain", "yunxi-2021", "p1f1i1"),
    )
    installed.run(site, "check-site", code=1)
    installed.run(site, "correct", "yunxi-2021", "../corrected.txt", "--reason", "更正份数")
    installed.run_each(site, ("build", "--jobs", "1"), ("verify",))
    installed.run(site, "build", "--strict", "-q", "-d", str(tmp_path / "mkdocs"), command="mkdocs")
    assert "已完成4份" in (tmp_path / "mkdocs" / "yunxi-2021" / "p1f1" / "index.html").read_text(encoding="utf-8")
    # Nothing that is published or committed knows where the tool is installed.
    places = (str(tmp_path).encode(), str(ROOT).encode())
    for path in (path for path in site.rglob("*") if path.is_file()):
        assert not [place for place in places if place in path.read_bytes()], path
    assert not list((site / "site").rglob("*.new-in-this-version*"))
    files = {name: fingerprint(site / name) for name in ("docs_src", "site_config")}
    config = (site / "mkdocs.yml").read_bytes()
    installed.install(wheels / "gongkai-1.0.1-py3-none-any.whl")
    installed.run(site, "build")
    assert {name: fingerprint(site / name) for name in files} == files
    assert (site / "mkdocs.yml").read_bytes() == config
    [style] = (site / "site" / "assets" / "stylesheets").glob("text.*.css")
    assert "new-in-this-version" in style.read_text(encoding="utf-8")
