"""Building again: what has not changed is left alone, what was cut short is completed."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator.build.around import CountFigures, WriteData, WritePages, finish_around
from generator.build.build import build_site
from generator.build.digests import digest_of_all
from generator.build.receipt import sizes_in
from generator.build.swap import Stage
from generator.build.task import Bench
from generator.build.workers.pool import Pool
from generator.errors import UserError
from generator.hosting.compress import compress
from generator.model.pages import RECEIPT
from generator.progress import Steps
from generator.proof.files.manifest import ListedFile
from generator.proof.verify import SITE_BUNDLE, ProvenReport
from generator.search.write import write_portal
from generator.settings.project import Project as Sources
from tests.project import GONGKAI, LONGEST_RUN, ROOT, Project, copy_project, fingerprint, once, one_process
from tests.stopping import stopped

REPORT = """中共云溪县委关于巡视整改进展情况的通报

根据统一部署，2023年3月至5月，省委巡视组对云溪县进行了巡视。现将整改进展情况予以公布。

一、整改落实情况

（一）关于学习不够深入的问题

1.针对制度不全问题。一是修订制度3项，已完成。二是召开会议4次。

（二）关于监管不到位的问题

1.针对账目不清问题。一是清理账目12笔，已全部整改到位。

中共云溪县委员会

{year}年11月3日
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with three small reports, built; never written to."""
    return Project(once(tmp_path_factory, "whole", _build) / "project")


def _build(folder: Path) -> None:
    copy = copy_project(folder / "project", reports=False)
    for year in (2021, 2023):
        copy.add_source(f"yunxi-{year}", REPORT.format(year=year))
    copy.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽"))
    copy.must("build")


@pytest.fixture
def project(whole: Project, tmp_path: Path) -> Project:
    """Return a built project of one's own."""
    return Project(Path(shutil.copytree(whole.root, tmp_path / "project")))


def moments(folder: Path) -> dict[str, int]:
    """Return when each file and folder was last written, what a build remembers for the next one left out."""
    paths = [path for path in sorted(folder.rglob("*")) if ".gongkai-cache" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in paths}


def test_nothing_is_written_where_nothing_changed(project: Project) -> None:
    before = moments(project.root)
    told = project.must("build")
    assert moments(project.root) == before
    assert "3 reports were not built again" in told


def test_only_what_changed_is_built_again(project: Project) -> None:
    before = moments(project.site)
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    told = project.must("build")
    after = moments(project.site)
    assert "2 reports were not built again" in told
    assert all(after[name] == before[name] for name in before if name.startswith("yunxi"))
    assert after["lanze/index.html"] != before["lanze/index.html"]
    assert "13笔" in (project.site / "lanze" / "full" / "index.html").read_text(encoding="utf-8")
    assert "13笔" in (project.site / "search" / "search_index.json").read_text(encoding="utf-8")


def test_what_every_page_depends_on_builds_every_page(project: Project) -> None:
    overrides = project.root / "site_config" / "theme"
    for name in ("main.html", "assets/stylesheets/text.css"):
        (overrides / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "generator" / "site" / "theme" / name, overrides / name)
    before = digest_of_all(Sources(project.root))
    for changed in (
        "mkdocs.yml",
        "site_config/site.yml",
        "site_config/names.yml",
        "site_config/theme/main.html",
        "site_config/theme/assets/stylesheets/text.css",
    ):
        path = project.root / changed
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "\n", encoding="utf-8")
        assert digest_of_all(Sources(project.root)) != before, changed
        path.write_text(text, encoding="utf-8")
        assert digest_of_all(Sources(project.root)) == before, changed
    sheet = project.root / "site_config/theme/assets/stylesheets/text.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "/* changed */", encoding="utf-8")
    assert "not built again" not in project.must("build")


def test_nothing_is_built_upon_what_another_gongkai_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search of a portal, and compressed copies, are taken from the old site only if this gongkai made it."""
    upon: list[Path | None] = []

    def noted(target: Path, folders: Mapping[str, Path], old: Path | None) -> None:
        upon.append(old)
        write_portal(target, folders, old)

    copied: list[Path | None] = []

    def compressed(site: Path, used: Collection[str], *, old: Path | None) -> None:
        copied.append(old)
        compress(site, used, old=old)

    monkeypatch.setattr("generator.build.around.write_portal", noted)
    monkeypatch.setattr("generator.build.around.compress", compressed)
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    build(project)
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽"))
    monkeypatch.setattr("generator.build.digests.digest_of_package", lambda: "another")
    build(project)
    assert upon == [project.site, None]
    assert copied == [project.site, project.site, None, None]


@pytest.mark.parametrize(("most", "remembered"), [(3, 3), (2, 0)])
def test_what_proves_a_report_is_remembered_only_for_a_bundle_of_all(
    project: Project, monkeypatch: pytest.MonkeyPatch, most: int, remembered: int
) -> None:
    """Of many reports there is no bundle that holds all, and it takes memory."""
    proven: list[set[int]] = []

    def noted(*taken: Any, **named: Any) -> None:
        proven.append({id(one) for one in gc.get_objects() if isinstance(one, ProvenReport)})
        finish_around(*taken, **named)

    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, ProvenReport)}
    monkeypatch.setattr("generator.build.plan.plan.MOST_BUNDLED", most)
    monkeypatch.setattr("generator.build.around.MOST_BUNDLED", most)
    monkeypatch.setattr("generator.build.surroundings.finish_around", noted)
    monkeypatch.setattr("generator.build.digests.digest_of_package", lambda: "another")
    build(project)
    assert [len(found - before) for found in proven] == [remembered]
    assert (project.site / SITE_BUNDLE).is_file() == (remembered > 0)


def test_a_kept_reports_manifest_is_named_as_the_build_wrote_it(project: Project) -> None:
    """Else whoever edits a file of a report, and its manifest, has the next build put its name to both."""
    manifest = project.site / "lanze" / "manifest.json"
    head, first, second, *rest = manifest.read_text(encoding="utf-8").split("\n")
    manifest.write_text("\n".join((head, second, first, *rest)), encoding="utf-8")
    (project.root / "docs_src" / "about.md").write_text("# 关于本站\n", encoding="utf-8")
    project.must("build")
    (project.root / "docs_src" / "about.md").unlink()
    run = project.run("verify")
    assert run.returncode == 1
    assert "lanze/manifest.json" in run.stdout + run.stderr


def test_settings_of_a_report_count_for_it_alone(project: Project) -> None:
    (project.root / "site_config" / "reports" / "lanze.yml").write_text("title: 换过的标题\n", encoding="utf-8")
    assert "2 reports were not built again" in project.must("build")
    assert "换过的标题" in (project.site / "index.html").read_text(encoding="utf-8")


def test_a_page_that_is_missing_is_made_again(project: Project) -> None:
    whole = fingerprint(project.site)
    (project.site / "lanze" / "p1f1" / "index.html").unlink()
    (project.site / "index.html").unlink()
    assert "2 reports were not built again" in project.must("build")
    assert fingerprint(project.site) == whole


def test_a_report_that_is_gone_leaves_nothing(project: Project, tmp_path: Path) -> None:
    shutil.rmtree(project.root / "docs_src" / "lanze")
    project.must("build")
    clean = Project(Path(shutil.copytree(project.root, tmp_path / "clean")))
    shutil.rmtree(clean.site)
    shutil.rmtree(clean.root / "dist")
    clean.must("build")
    assert fingerprint(project.root) == fingerprint(clean.root)


def test_reports_of_one_body_lead_to_each_other(project: Project) -> None:
    earlier = (project.site / "yunxi-2021" / "index.html").read_text(encoding="utf-8")
    later = (project.site / "yunxi-2023" / "index.html").read_text(encoding="utf-8")
    alone = (project.site / "lanze" / "index.html").read_text(encoding="utf-8")
    assert "后续通报" in earlier
    assert 'href="../yunxi-2023/"' in earlier
    assert "前次通报" not in earlier
    assert "前次通报" in later
    assert 'href="../yunxi-2021/"' in later
    assert "前次通报" not in alone
    assert "后续通报" not in alone
    shutil.rmtree(project.root / "docs_src" / "yunxi-2023")
    project.must("build")
    assert "后续通报" not in (project.site / "yunxi-2021" / "index.html").read_text(encoding="utf-8")


def test_a_bad_report_leaves_its_old_pages(project: Project) -> None:
    before = fingerprint(project.site)
    (project.root / "docs_src" / "lanze" / "source.txt").write_bytes(b"\x00\x01")
    done = project.run("build")
    assert done.returncode == 2
    assert done.stderr.count("docs_src/lanze/source.txt") == 1
    assert fingerprint(project.site) == before


def test_a_bad_report_of_an_older_gongkai_keeps_its_pages(project: Project) -> None:
    folder = project.site / "lanze"
    (folder / RECEIPT).rename(folder / ".receipt.json")
    (project.root / "docs_src" / "lanze" / "source.txt").write_bytes(b"\x00\x01")
    assert project.run("build").returncode == 2
    assert (folder / "index.html").is_file()
    assert "lanze/" not in (project.site / "index.html").read_text(encoding="utf-8")


def build(project: Project) -> None:
    """Build in this process."""
    sources = Sources(project.root)
    with one_process(), Steps() as steps:
        build_site(sources, (), None, steps, jobs=1)


def test_other_processes_leave_the_same_bytes(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many reports they make what is around one that changed; what comes out is what one process makes."""
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    (project.site / "yunxi-2021" / "index.html").unlink()
    twin = Project(Path(shutil.copytree(project.root, tmp_path / "twin")))
    build(twin)
    pools: list[int] = []

    def pool(jobs: int, *given: Any, **named: Any) -> ProcessPoolExecutor:
        pools.append(jobs)
        return ProcessPoolExecutor(jobs, *given, **named)

    here: list[str] = []

    def counted(work: Callable[[Any, Bench], Any]) -> Callable[[Any, Bench], Any]:
        def run(task: Any, bench: Bench) -> Any:
            here.append(task.name)
            return work(task, bench)

        return run

    for kind in (CountFigures, WritePages, WriteData):
        monkeypatch.setattr(kind, "run", counted(kind.run))
    monkeypatch.setattr("generator.build.workers.pool.ProcessPoolExecutor", pool)
    monkeypatch.setattr("generator.build.workers.pool._MANY", 0)
    sources = Sources(project.root)
    with Steps() as steps:
        build_site(sources, (), None, steps, jobs=2)
    assert pools == [2]
    assert here == ["pages"]
    assert fingerprint(project.root) == fingerprint(twin.root)


def test_another_process_looks_at_the_files_of_what_is_kept(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it finds damaged is built after what has changed, even if it was not named."""
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    twin = Project(Path(shutil.copytree(project.root, tmp_path / "twin")))
    build(twin)
    looked: list[str] = []

    def sizes(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, int]:
        if wanted is not None:
            looked.append(folder.name)
        return sizes_in(folder, wanted)

    monkeypatch.setattr("generator.build.receipt.sizes_in", sizes)
    monkeypatch.setattr("generator.build.workers.pool._MANY", 0)
    (project.site / "yunxi-2021" / "full" / "index.html").unlink()
    for named in ("lanze",), ():
        copy = Project(Path(shutil.copytree(project.root, tmp_path / f"copy-{len(named)}")))
        with Steps() as steps:
            told = build_site(Sources(copy.root), named, None, steps, jobs=2)
        assert not any(line.startswith("Not named") for line in told.after)
        assert fingerprint(copy.root) == fingerprint(twin.root)
    assert looked == [], "by this process"


def test_no_page_that_is_missing_is_missing_in_the_bundle_of_all(project: Project, tmp_path: Path) -> None:
    """A build that names another report makes the page again first; if its report has changed itself, it is refused."""
    for slug, number in (("lanze", "13笔"), ("yunxi-2023", "14笔")):
        text = next((project.root / "docs_src" / slug).glob("source.*")).read_text(encoding="utf-8")
        project.add_source(slug, text.replace("12笔", number))
    twin = Project(Path(shutil.copytree(project.root, tmp_path / "twin")))
    build(twin)
    unchanged, other = (project.site / f"yunxi-{year}" / "full" / "index.html" for year in (2021, 2023))
    unchanged.unlink()
    with one_process(), Steps() as steps:
        told = build_site(Sources(project.root), ("lanze",), None, steps, jobs=1)
    assert unchanged.is_file()
    assert any(line.startswith("Not named") and "yunxi-2023" in line for line in told.after)
    other.unlink()
    before = fingerprint(project.root)
    with pytest.raises(UserError, match="yunxi-2023: it has changed, and the site lacks a file"), Steps() as steps:
        build_site(Sources(project.root), ("lanze",), None, steps, jobs=1)
    assert fingerprint(project.root) == before
    build(project)
    assert fingerprint(project.root) == fingerprint(twin.root)


def test_a_feed_that_is_as_it_was_is_no_new_file(project: Project) -> None:
    """Of a thousand feeds, each with two copies, one is another; a file costs fifteen times what a name costs."""
    feeds = project.site / "feeds"
    before = {path.name: path.stat().st_ino for path in feeds.iterdir()}
    project.add_source("qinghe", REPORT.format(year=2023).replace("云溪", "青禾"))
    build(project)
    after = {path.name: path.stat().st_ino for path in feeds.iterdir()}
    assert {name for name in before if after[name] == before[name]} == set(before)
    assert len(after) > len(before)
    old = min(before)
    (feeds / old).write_text("edited", encoding="utf-8")
    project.add_source("baishi", REPORT.format(year=2023).replace("云溪", "白石"))
    build(project)
    assert (feeds / old).stat().st_ino != before[old]
    assert (feeds / old).read_text(encoding="utf-8") != "edited"


def test_what_a_publisher_has_beside_the_tables_may_change_while_they_are_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A style sheet in data/ gets its lasting name just then: whoever had seen the other looked for it in vain."""
    looked, named = threading.Event(), threading.Event()

    def read(size: int, digest: str) -> ListedFile:
        if threading.current_thread() is not threading.main_thread():
            looked.set()
            assert named.wait(LONGEST_RUN)
        return ListedFile(size, digest)

    def finished(*taken: Any, **given: Any) -> None:
        assert looked.wait(LONGEST_RUN)
        try:
            finish_around(*taken, **given)
        finally:
            named.set()

    monkeypatch.setattr("generator.proof.files.manifest.ListedFile", read)
    monkeypatch.setattr("generator.build.surroundings.finish_around", finished)
    own = project.root / "docs_src" / "data" / "own.css"
    own.parent.mkdir()
    own.write_text("p { color: black }\n", encoding="utf-8")
    config = project.root / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}extra_css: [data/own.css]\n", encoding="utf-8")
    build(project)
    project.must("verify")


def test_where_nothing_has_changed_no_process_is_begun(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it is begun before the files of the reports that are kept are looked at, so that it loads meanwhile."""
    seen: list[str] = []

    def sizes(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, int]:
        seen.append("files")
        return sizes_in(folder, wanted)

    monkeypatch.setattr("generator.build.receipt.sizes_in", sizes)
    monkeypatch.setattr(Pool, "begin", lambda _pool, _reports: seen.append("begun"))
    build(project)
    assert set(seen) == {"files"}
    seen.clear()
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    build(project)
    assert seen[0] == "begun"


def test_a_build_leaves_nothing_that_is_never_collected(project: Project) -> None:
    """What is known of all reports is looked through by no collection, but only as long as it is built with."""
    project.add_source("lanze", REPORT.format(year=2022).replace("12笔", "13笔"))
    before = gc.get_freeze_count()
    build(project)
    assert gc.get_freeze_count() == before


def test_killed_and_built_again(project: Project, tmp_path: Path) -> None:
    """A kill leaves the old site whole, or is completed; the next build gives what a build from nothing gives.

    Killed while the new is made, while Markdown is put in its place, when a first entry of the old site is taken out,
    when a report's is and the new one is not in, when all is in its place but nothing cleared away, and while the
    bundles are handed out.
    """
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    old = fingerprint(project.site)
    start = project.root.rename(tmp_path / "start")
    twin = Project(Path(shutil.copytree(start, tmp_path / "twin")))
    counted = stopped(twin, tmp_path, "count", 0, "build", "--jobs", "1")
    assert counted.code == 0, counted.told
    writes = len(counted.log)
    swap = [at for at, write in enumerate(counted.log, 1) if write.startswith(f"os.rename {twin.site}/")]
    report = counted.log.index(f"os.rename {twin.site}/lanze") + 1
    points = [swap[0] // 2, swap[0] - 6, swap[0] + 1, report + 1, swap[-1] + 2, writes - 3]
    assert points == sorted(points), counted.log
    shutil.rmtree(twin.site)
    shutil.rmtree(twin.root / "dist")
    twin.must("build")
    whole, new = fingerprint(twin.root), fingerprint(twin.site)
    for at in points:
        shutil.copytree(start, project.root)
        assert stopped(project, tmp_path, "kill", at, "build", "--jobs", "1").code == -signal.SIGKILL, at
        if not (project.root / ".gongkai-site" / "journal.json").exists():
            assert fingerprint(project.site) in (old, new), f"write {at} of {writes}"
        project.must("build")
        assert fingerprint(project.root) == whole, f"write {at} of {writes}"
        shutil.rmtree(project.root)


def test_disk_that_runs_full(project: Project, tmp_path: Path) -> None:
    """On a disk with room for the old site and a few files more: a sentence, and the old site stands."""
    project.add_source("lanze", REPORT.format(year=2022).replace("云溪", "岚泽").replace("12笔", "13笔"))
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in project.root.rglob("*") if path.is_file())
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size={used + 400}k tmpfs {disk} && cp -a {project.root}/. {disk} && cd {disk} || exit 99\n"
        f"{GONGKAI} build; echo code $?; {GONGKAI} verify --site-dir site >/dev/null; echo proof $?\n"
        f"rm -rf {disk}/site/*/*.zip; cd {disk}/docs_src && find . -name '.*.tmp'"
    )
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run([*unshare, "sh", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "code 2\nproof 0\n", done.stderr
    assert f"{disk}/" in done.stderr
    assert "can't be written (No space left on device); make room there and try again." in done.stderr
    assert "/theme/" not in done.stderr
    assert "Traceback" not in done.stderr


def test_two_builds_at_once_are_refused(project: Project) -> None:
    stage = Stage(project.site)
    try:
        done = project.run("build")
    finally:
        stage.close()
    assert done.returncode == 2
    assert "another build" in done.stderr
    project.must("build")
    assert not (project.root / ".gongkai-site").exists()


def test_receipts_say_what_is_there(project: Project) -> None:
    project.must("build")
    for slug in ("lanze", "yunxi-2021"):
        told = (project.site / slug / RECEIPT).read_text(encoding="utf-8").splitlines()[0]
        folder = project.site / slug
        files = {
            path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()
        }
        del files[RECEIPT]
        assert json.loads(told) == files
