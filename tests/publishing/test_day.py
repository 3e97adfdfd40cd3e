"""A day at the desk through the command line alone: after each step what had to stay has stayed, byte for byte.

The day runs once undisturbed, every step of it told by what it changed in the built site. Then it runs again, each
command killed on the way and given once more, and must come to the same site after every step.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest

from tests.project import Project, fingerprint, once
from tests.publishing.desk import LATER, NEAR, REPORT, edit
from tests.stopping import stopped

DAY = "qinghe-2024"
"""The report that the day is about."""
RENAMED = "yunxi-xian-2021"
NUMBER = "11010519491231002X"
"""An identity number that is nobody's, with the right check digit."""
DRAFT = REPORT.format(place="青禾", year=2024).replace("召开会议4次", f"约谈{NUMBER}等4人")
MENDED = DRAFT.replace(NUMBER, "张某")
AROUND = re.compile(
    r"(?:index|404|check/index|compare/index|documents/index)\.html|manifest\.json|\.receipt\.jsonl|offline\.zip"
    r"|feed\.xml|feeds/[0-9a-f]+\.xml|data/.+|search/search_index\..+|_hosting/.+|_headers|_redirects|web\.config"
    r"|assets/inline/page\.[0-9a-f]+\.css"
)
"""What is around the reports and tells of them; of style, what the pages around them have of their own."""


@dataclass
class Day:
    """A day, step by step."""

    project: Project
    folder: Path
    """For the files that are taken in."""
    run: Callable[..., object]
    """Runs a command that must succeed."""
    sites: dict[str, dict[str, str]] = field(default_factory=dict)
    """The built site after each step: each path with a checksum."""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same of sources and settings."""

    def build(self, step: str) -> None:
        """Build, and keep what there is then."""
        self.run("build", "--jobs", "1")
        self.sites[step] = fingerprint(self.project.site)
        folders = [fingerprint(self.project.root / name) for name in ("docs_src", "site_config")]
        self.sources[step] = {name: one for found in folders for name, one in found.items()}

    def text(self, name: str, text: str) -> Path:
        """Write a file that is to be taken in."""
        path = self.folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        return path


def live(day: Day, refused: Callable[[Project], None]) -> Day:
    """Live the day; `refused` looks at the draft that can't be published."""
    desk = day.project
    day.build("morning")
    day.run("add", day.text("draft", DRAFT), "--slug", DAY)
    refused(desk)
    day.build("draft")
    edit(desk, DAY, NUMBER, "张某")
    day.run("check", DAY)
    day.run("publish", DAY, "--yes")
    day.build("published")
    for number, date in (("13", "2024-12-01"), ("14", "2024-12-02")):
        file = day.text(f"corrected-{number}", MENDED.replace("12笔", f"{number}笔"))
        day.run("correct", DAY, file, "--reason", "笔数有误", "--date", date, "--yes")
        if number == "13":
            day.build("corrected")
    day.run("correct", DAY, "--undo")
    day.build("undone")
    day.run("rename", NEAR, RENAMED)
    day.build("renamed")
    day.run("retract", DAY, "--reason", "核实后重新公布", "--date", "2024-12-03")
    day.build("retracted")
    return day


def _refused(desk: Project) -> None:
    before = fingerprint(desk.root)
    for command in (("check", DAY), ("publish", DAY, "--yes")):
        done = desk.run(*command)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "identity" in done.stdout + done.stderr
    assert fingerprint(desk.root) == before


@pytest.fixture(scope="module")
def day(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The day, undisturbed, lived once a run: what was there after each step is written down."""

    def make(folder: Path) -> None:
        desk = Project(Path(shutil.copytree(built.root, folder / "project", symlinks=True)))
        lived = live(Day(desk, folder, lambda *command: [desk.must(*command)]), _refused)
        (folder / "steps.json").write_text(json.dumps([lived.sites, lived.sources]), encoding="utf-8")

    folder = once(tmp_path_factory, "day", make)
    sites, sources = json.loads((folder / "steps.json").read_text(encoding="utf-8"))
    return Day(Project(folder / "project"), folder, lambda *_: pytest.fail("the day is over"), sites, sources)


def changed(day: Day, before: str, after: str) -> set[str]:
    """Return what a step changed of the site but for what is around the reports; compressed copies left out."""
    one, other = day.sites[before], day.sites[after]
    found = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    found = {path for path in found if "folder" not in (one.get(path), other.get(path))}
    plain = {path.removesuffix(".gz").removesuffix(".br") for path in found}
    return {path for path in plain if not AROUND.fullmatch(path)}


def pages(site: Mapping[str, str], slug: str) -> set[str]:
    """Return a report's pages that have addresses of their own, by path in its folder."""
    return {
        path.removeprefix(f"{slug}/") for path in site if path.startswith(f"{slug}/") and path.endswith("index.html")
    }


@pytest.mark.parametrize(("before", "after"), [("morning", "draft"), ("corrected", "undone")])
def test_a_draft_and_what_is_undone_leave_no_trace(day: Day, before: str, after: str) -> None:
    assert day.sites[before] == day.sites[after]
    if after == "undone":
        assert day.sources[before] == day.sources[after]


@pytest.mark.parametrize(
    ("before", "after"), [("draft", "published"), ("published", "corrected"), ("renamed", "retracted")]
)
def test_a_step_with_one_report_touches_no_other(day: Day, before: str, after: str) -> None:
    found = changed(day, before, after)
    assert f"{DAY}/index.html" in found
    assert {path for path in found if not path.startswith(f"{DAY}/")} == set()


def test_of_a_renamed_report_only_what_leads_to_it_changes(day: Day) -> None:
    found = {path for path in changed(day, "undone", "renamed") if not path.startswith((f"{NEAR}/", f"{RENAMED}/"))}
    assert found == {
        f"{LATER}/{name}" for name in ("index.html", "earlier/index.html", "manifest.json", ".receipt.jsonl")
    }
    before, after = day.sites["undone"], day.sites["renamed"]
    assert pages(before, NEAR) == pages(after, NEAR) == pages(after, RENAMED)
    assert before[f"{NEAR}/source.txt"] == after[f"{RENAMED}/source.txt"]


def test_what_was_published_stays_under_its_version(day: Day) -> None:
    published, corrected, retracted = (day.sites[step] for step in ("published", "corrected", "retracted"))
    first = published[f"{DAY}/source.txt"]
    assert corrected[f"{DAY}/versions/1/source.txt"] == retracted[f"{DAY}/versions/1/source.txt"] == first
    assert retracted[f"{DAY}/versions/2/source.txt"] == corrected[f"{DAY}/source.txt"] != first
    assert pages(published, DAY) < pages(corrected, DAY) < pages(retracted, DAY)


class _Killed:
    """Commands that are each killed at a write of their own, and then given again."""

    AT: ClassVar = {"add": 2, "publish": 1, "correct": 3, "rename": 4, "retract": 5, "build": 25}
    """The write at which a command is killed; each build further on than the one before."""

    def __init__(self, desk: Project, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.killed: list[str] = []
        self.builds = 0

    def __call__(self, *command: str | Path) -> None:
        """Run a command, killed on the way, and again; what was done by then it may refuse to do twice."""
        name = str(command[0])
        self.builds += name == "build"
        at = self.AT.get(name, 1) * (self.builds if name == "build" else 1)
        code = stopped(self.desk, self.folder, "kill", at, *command).code
        assert code in (0, -9), command
        if code == -9:
            self.killed.append(name)
            again = self.desk.run(*command)
            assert again.returncode == 0 or (again.returncode == 2 and name != "build"), again.stderr
            assert "Traceback" not in again.stderr


def test_a_day_in_which_everything_is_killed_comes_to_the_same(day: Day, built: Project, tmp_path: Path) -> None:
    desk = Project(Path(shutil.copytree(built.root, tmp_path / "project", symlinks=True)))
    killed = _Killed(desk, tmp_path)
    again = live(Day(desk, tmp_path, killed), lambda _: None)
    assert len(killed.killed) >= 10, killed.killed
    assert set(killed.killed) == set(killed.AT)
    for step, site in day.sites.items():
        assert again.sites[step] == site, step
        assert again.sources[step] == day.sources[step], step
    desk.must("verify")
