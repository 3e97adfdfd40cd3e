"""Builds the committed Markdown with other builders, and compares the text of their pages with MkDocs'.

properdocs may replace MkDocs one day: each of its pages must have the same text, or the exit code is 1. Zensical is
built for information only and does not change the exit code. The builders are installed in an environment of their
own, `.venv-other-builders`, from tests/other-builders.lock.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.project import Project, copy_project  # noqa: E402 - a script finds its project first
from tests.reading import article, text_of  # noqa: E402

ENVIRONMENT = ROOT / ".venv-other-builders"
LOCKS = [ROOT / "requirements.lock", ROOT / "tests" / "other-builders.lock"]
SHOWN = 5
"""Maximum number of differing pages that are shown for each builder."""
LONGEST = 600
"""Timeout of one build in seconds."""


def pinned_in(lock: Path) -> str:
    """Return the versions in a lock file without hashes: pip, given hashes, wants one for a local folder as well."""
    return "".join(
        f"{found}\n" for found in re.findall(r"^[\w.-]+==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    )


def make_environment() -> Path:
    """Install the builders, unless they are installed, and return the folder of their commands."""
    commands = ENVIRONMENT / "bin"
    stamp = ENVIRONMENT / "installed"
    wanted = "".join(path.read_text(encoding="utf-8") for path in (*LOCKS, ROOT / "pyproject.toml"))
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        pip = [str(commands / "pip"), "install", "--quiet", "--quiet", "--disable-pip-version-check"]
        constraints = ENVIRONMENT / "constraints.txt"
        constraints.write_text(pinned_in(LOCKS[0]), encoding="utf-8")
        pinned = ["--constraint", str(constraints)]
        subprocess.run([*pip, *pinned, "--requirement", str(LOCKS[1]), "hatchling"], check=True)
        # The plugin imports gongkai, so its dependencies are needed, in the versions that the tests run on.
        subprocess.run([*pip, *pinned, "--no-build-isolation", str(ROOT)], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return commands


def build(project: Project, command: list[str]) -> str:
    """Run a builder in a project; return its error message, empty if it succeeded."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command,
        cwd=project.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    if done.returncode == 0:
        return ""
    lines = (done.stderr or done.stdout).strip().splitlines()
    return f"exit code {done.returncode}: " + "\n    ".join(lines[-3:])


def pages(site: Path) -> dict[str, str]:
    """Return the report's text on every page, without white space and without elements with `data-added`."""
    paths = (path for path in sorted(site.rglob("*.html")) if "<article" in path.read_text(encoding="utf-8"))
    return {path.relative_to(site).as_posix(): text_of(article(path)) for path in paths}


def difference(ours: str, theirs: str) -> str:
    """Describe the first difference of two texts."""
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            return f"MkDocs {ours[a:b][:40]!r}, here {theirs[c:d][:40]!r}, after {ours[max(a - 12, 0) : a]!r}"
    return ""


def compare(ours: dict[str, str], theirs: dict[str, str]) -> bool:
    """Print the number of pages and the differences of their text; return whether there are none."""
    print(f"  {len(theirs)} pages, MkDocs {len(ours)}")
    for name in sorted(ours.keys() - theirs.keys()):
        print(f"  missing: {name}")
    for name in sorted(theirs.keys() - ours.keys()):
        print(f"  only here: {name}")
    differing = [name for name in ours if name in theirs and ours[name] != theirs[name]]
    print(f"  {len(differing)} pages differ in text")
    for name in differing[:SHOWN]:
        print(f"    {name}: {difference(ours[name], theirs[name])}")
    if len(differing) > SHOWN:
        print(f"    and {len(differing) - SHOWN} more")
    return not differing and ours.keys() == theirs.keys()


def in_one_file(project: Project) -> None:
    """Write the navigation, which our plugin puts together, into mkdocs.yml for a builder that does not run plugins."""
    config = project.root / "mkdocs.yml"
    reports = sorted((project.root / "docs_src").glob("*/.nav.yml"))
    navigation = ["index.md", *(yaml.safe_load(path.read_text(encoding="utf-8")) for path in reports)]
    told = yaml.safe_dump({"nav": navigation}, allow_unicode=True, width=10**6)
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{told}", encoding="utf-8")


def show(name: str, project: Project, command: list[str], ours: dict[str, str]) -> bool:
    """Build with another builder and print how it compares; return whether it built the same."""
    start = time.perf_counter()
    problem = build(project, command)
    print(f"{name}: {problem or 'built'} in {time.perf_counter() - start:.1f} s")
    return not problem and compare(ours, pages(project.site))


def inform(commands: Path, folder: Path, ours: dict[str, str]) -> None:
    """Build with Zensical, which runs no plugin of ours, and print how it compares."""
    project = copy_project(folder / "zensical")
    in_one_file(project)
    show("zensical", project, [str(commands / "zensical"), "build", "-f", "mkdocs.yml"], ours)


def main() -> int:
    """Build with each builder, print how it compares, and return the exit code."""
    commands = make_environment()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reference = copy_project(folder / "mkdocs")
        if problem := build(reference, [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet"]):
            print(f"mkdocs itself: {problem}")
            return 1
        ours = pages(reference.site)
        command = [str(commands / "properdocs"), "build", "--quiet", "-f", "mkdocs.yml"]
        same = show("properdocs", copy_project(folder / "properdocs"), command, ours)
        try:
            inform(commands, folder, ours)
        except Exception:  # noqa: BLE001 - only for information: the run goes on whatever goes wrong
            traceback.print_exc(limit=2, file=sys.stdout)
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
