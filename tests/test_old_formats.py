"""Files in Word's old formats: LibreOffice makes a .docx of them, once, when they are taken in."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.evidence import write_evidence_files
from generator.errors import UserError
from generator.publish import legacy
from generator.publish.add import add_report
from generator.readers import read_file
from generator.settings.project import Project
from tests.readers.word import files, p, packed

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"
LIBREOFFICE = """#!{python}
import shutil, sys, pathlib
told, out, name = sys.argv[1:], sys.argv[sys.argv.index("--outdir") + 1], pathlib.Path(sys.argv[-1])
profile = name.parent / "profile/user/registrymodifications.xcu"
pathlib.Path({log!r}).write_text("\\n".join([name.name, *told, profile.read_text()]))
if {works}:
    pathlib.Path(out).mkdir()
    shutil.copy({made!r}, pathlib.Path(out) / "report.docx")
"""
"""Stands in LibreOffice's place: writes down what it was asked, and gives a .docx that is ready."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "docs_src").mkdir()
    (tmp_path / "site_config").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return Project(tmp_path)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, works: bool = True) -> Path:
    """Put a LibreOffice on the path that makes a .docx, or none; return where it says what it was asked."""
    made, log, program = folder / "ready.docx", folder / "log", folder / "bin" / "soffice"
    made.write_bytes(packed(files(p("甲县关于整改的通报") + p("一、整改情况") + p("已完成3项。"))))
    program.parent.mkdir()
    text = LIBREOFFICE.format(python=sys.executable, log=str(log), works=works, made=str(made))
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return log


@pytest.mark.parametrize(("name", "data", "asked"), [
    ("report.doc", OLD, "report.doc"), ("report.WPS", OLD, "report.doc"), ("report.rtf", b"{\\rtf1 x}", "report.rtf"),
])  # fmt: skip
def test_the_docx_is_the_source_and_the_original_stands_beside_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, asked: str
) -> None:
    log = install(tmp_path, monkeypatch)
    file = tmp_path / name
    file.write_bytes(data)
    _, source = add_report(project, file, "jia-2031")
    folder = project.docs / "jia-2031"
    original = folder / f"original{file.suffix.lower()}"
    assert [path.name for path in sorted(folder.iterdir())] == [original.name, "source.docx", "text.txt"]
    assert original.read_bytes() == data
    assert (folder / "source.docx").read_bytes() == (tmp_path / "ready.docx").read_bytes()
    assert "已完成3项" in source.text
    told = log.read_text(encoding="utf-8")
    assert told.startswith(f"{asked}\n-env:UserInstallation=file:///")
    assert all(word in told for word in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "ooInetProxyType"))
    # Nothing but taking it in asks LibreOffice for anything.
    log.unlink()
    read_file(folder / "source.docx")
    sums = write_evidence_files(folder, [], "source.docx", {}, signed=False)[folder / "SHA256SUMS"]
    assert original.name in sums
    assert not log.exists()


def test_without_libreoffice_a_sentence_says_what_to_do(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "report.doc").write_bytes(OLD)
    with pytest.raises(UserError, match=r"report\.doc: .*LibreOffice, which is not installed; .*save it as \.docx\."):
        add_report(project, tmp_path / "report.doc", "jia-2031")
    assert not list(project.docs.iterdir())


def test_what_libreoffice_can_not_open_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, works=False)
    (tmp_path / "report.doc").write_bytes(OLD)
    with pytest.raises(UserError, match=r"LibreOffice can't open the file .*save it as \.docx\."):
        add_report(project, tmp_path / "report.doc", "jia-2031")
    (tmp_path / "report.wps").write_bytes("甲县关于整改的通报".encode("gb18030"))
    with pytest.raises(UserError, match=r"no Word, WPS or RTF file whatever its name says"):
        add_report(project, tmp_path / "report.wps", "jia-2031")
    assert not list(project.docs.iterdir())


def test_a_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(3600)\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(legacy, "LONGEST", 0.5)
    with pytest.raises(UserError, match="LibreOffice can't open the file"):
        legacy.docx_of(OLD, tmp_path / "report.doc")


def test_who_has_enough_leaves_no_libreoffice_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(3600)\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    started: list[subprocess.Popen[bytes]] = []

    def interrupted(running: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if started:  # the second wait is the one that collects what was ended
            return wait(running, timeout)
        started.append(running)
        raise KeyboardInterrupt

    wait = subprocess.Popen.wait
    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        legacy.docx_of(OLD, tmp_path / "report.doc")
    assert started[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("ending", "way"), [(".doc", "gongkai add"), (".wps", "gongkai add"), (".ofd", "PDF with text")]
)
def test_a_file_that_no_reader_reads_names_a_way_out(tmp_path: Path, ending: str, way: str) -> None:
    with pytest.raises(UserError, match=f"{way}.*docx"):
        read_file(tmp_path / f"report{ending}")
