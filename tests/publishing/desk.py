"""A desk with three small reports: what the tests of publishing have in common."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import brotli

from tests.project import Project, fingerprint

REPORT = """中共{place}县委关于巡视整改进展情况的通报

根据统一部署，{year}年3月至5月，省委巡视组对{place}县进行了巡视。现将整改进展情况予以公布。

一、整改落实情况

（一）关于学习不够深入的问题

1.针对{place}制度不全问题。一是修订{place}制度3项，已完成。二是召开会议4次。

（二）关于监管不到位的问题

1.针对{place}账目不清问题。一是清理{year}年账目12笔，已全部整改到位。

中共{place}县委员会

{year}年11月3日
"""

NEAR, LATER, OTHER = "yunxi-2021", "yunxi-2023", "lanze-2022"
"""Two reports of one body, and one of another."""
REPORTS = {NEAR: ("云溪", 2021), LATER: ("云溪", 2023), OTHER: ("岚泽", 2022)}


def text_of(slug: str) -> str:
    """Return the text of a report as it was published."""
    place, year = REPORTS[slug]
    return REPORT.format(place=place, year=year)


def yml(project: Project, slug: str) -> Path:
    """Return the path of a report's settings."""
    return project.root / "site_config" / "reports" / f"{slug}.yml"


def source(project: Project, slug: str) -> Path:
    """Return the path of a report's source."""
    return project.root / "docs_src" / slug / "source.txt"


def edit(project: Project, slug: str, old: str, new: str) -> None:
    """Edit a report's source in place."""
    path = source(project, slug)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def pages(project: Project, slug: str) -> dict[str, str]:
    """Return what the site has of a report: each path with a checksum."""
    return fingerprint(project.site / slug)


def told(project: Project, *arguments: str | Path, code: int = 2) -> str:
    """Run a command that must end with a code; return what it said on standard error."""
    done = project.run(*arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def words_in(folder: Path) -> str:
    """Return all text in a folder, that in archives and compressed copies included."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.append(path.name)
            found.extend(_words(path.name, path.read_bytes()))
    return "\n".join(found)


def _words(name: str, data: bytes) -> list[str]:
    if name.endswith(".gz"):
        return _words(name.removesuffix(".gz"), gzip.decompress(data))
    if name.endswith(".br"):
        return _words(name.removesuffix(".br"), brotli.decompress(data))
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [piece for one in archive.namelist() for piece in (one, *_words(one, archive.read(one)))]
    return ["".join(data.decode("utf-8", "replace").split())]
