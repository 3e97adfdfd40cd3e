"""Lists the systems for which distributions of the lock file have no wheel: a command, not a test.

    python tests/wheels.py [--index https://pypi.org/simple]

It reads requirements.lock, asks the index for the files of each distribution, and prints what would have to be compiled
on Windows, on both kinds of macOS and of Linux, for each Python that gongkai supports. Exits with 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

from packaging.markers import Marker
from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename

LOCK = Path(__file__).parent.parent / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {
    "Windows, x86-64": (r"win_amd64", "win32", "AMD64"),
    "macOS, Intel": (r"macosx_\d+_\d+_(x86_64|universal2|intel)", "darwin", "x86_64"),
    "macOS, Apple": (r"macosx_\d+_\d+_(arm64|universal2)", "darwin", "arm64"),
    "Linux, x86-64": (r"manylinux[\d_]*_x86_64|manylinux\d+_x86_64", "linux", "x86_64"),
    "Linux, ARM": (r"manylinux[\d_]*_aarch64|manylinux\d+_aarch64", "linux", "aarch64"),
}
"""For each system a pattern of its platform tags, and the names that its Python has for it."""


def locked() -> Iterator[tuple[str, str, Marker | None]]:
    """Yield name, version and marker of each distribution in the lock file."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([\w.-]+)==([\w.!+]+)(?: *; *(.+?))?(?: *\\)?$", line):
            yield found[1], found[2], Marker(found[3]) if found[3] else None


def wheels(index: str, name: str, version: str) -> list[frozenset[Tag]]:
    """Ask the index for the wheels of a distribution; return the tags of each."""
    asked = Request(  # noqa: S310 - the index that is named
        f"{index}/{canonicalize_name(name)}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urlopen(asked, timeout=60) as answer:  # noqa: S310
        files = [file["filename"] for file in json.load(answer)["files"]]
    return [parse_wheel_filename(file)[3] for file in files if file.endswith(".whl") and file.split("-")[1] == version]


def fits(tag: Tag, python: str, platforms: str) -> bool:
    """Say whether a wheel with a tag can be installed for a Python on a system."""
    digits = python.replace(".", "")
    if tag.platform != "any" and not re.fullmatch(platforms, tag.platform):
        return False
    if tag.abi == "abi3" and (since := re.fullmatch(r"cp3(\d+)", tag.interpreter)):
        return int(since[1]) <= int(python.split(".")[1])
    if tag.abi == "none":
        return tag.interpreter in {"py3", "py2.py3", f"py{digits}", f"cp{digits}"}
    return tag.interpreter == tag.abi == f"cp{digits}"


def main() -> int:
    """Print which wheels are missing for which system; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", default="https://pypi.org/simple")
    index = parser.parse_args().index.rstrip("/")
    lock = list(locked())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda entry: wheels(index, entry[0], entry[1]), lock))
    missing = False
    for system, (platforms, platform, machine) in SYSTEMS.items():
        for python in PYTHONS:
            environment = {
                "sys_platform": platform,
                "platform_machine": machine,
                "python_version": python,
                "python_full_version": f"{python}.9",
            }
            lacking = [
                f"{name}=={version}"
                for (name, version, marker), tags in zip(lock, found, strict=True)
                if (marker is None or marker.evaluate(environment))
                and not any(fits(tag, python, platforms) for wheel in tags for tag in wheel)
            ]
            missing = missing or bool(lacking)
            print(f"{system}, Python {python}: {', '.join(lacking) or f'all {len(lock)} have a wheel'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
