"""Names that begin with a dot: a publisher's own stay in the site, and the web's are published."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

from tests.project import SMALL, Project, fingerprint

GIT = shutil.which("git") or "git"


def test_dot_names_of_the_publisher_stay(empty_project: Project) -> None:
    empty_project.add_source("yunxi-2021", SMALL)
    known = empty_project.root / "docs_src" / ".well-known"
    known.mkdir()
    (known / "security.txt").write_text("Contact: mailto:office@yunxi.example\n", encoding="utf-8")
    empty_project.must("build")
    site = empty_project.site
    assert (site / ".nojekyll").read_bytes() == b""
    assert (site / ".well-known" / "security.txt").is_file()
    assert not (site / ".gitattributes").exists()
    with ZipFile(site / "yunxi-2021" / "yunxi-2021-offline.zip") as bundle:
        assert not [name for name in bundle.namelist() if name.startswith(".")]
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"]):
        subprocess.run([GIT, *command], cwd=site, check=True)
    (site / ".well-known" / "acme-challenge").mkdir()
    (site / ".well-known" / "acme-challenge" / "token").write_text("t", encoding="utf-8")
    history = fingerprint(site / ".git")
    empty_project.must("build")
    assert fingerprint(site / ".git") == history
    shutil.rmtree(known)
    (empty_project.root / "docs_src" / "about.md").write_text("# 关于\n", encoding="utf-8")
    empty_project.must("build")
    assert fingerprint(site / ".git") == history
    assert [name for name, of in fingerprint(site / ".well-known").items() if of != "folder"] == [
        "acme-challenge/token"
    ]
    assert (site / "about" / "index.html").is_file()


def jekyll(site: Path) -> list[str]:
    """Return what GitHub Pages' Jekyll would keep of a site's files under their names."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    if (site / ".nojekyll").is_file():
        return names
    return [name for name in names if not name.endswith(".md") and not any(part[0] in "._" for part in name.split("/"))]


def test_a_source_in_markdown_stays_what_it_is_on_pages(empty_project: Project) -> None:
    folder = empty_project.root / "docs_src" / "qinghe"
    folder.mkdir()
    (folder / "source.md").write_text(
        "---\ntitle: 青禾县整改通报\n---\n\n# 青禾县整改通报\n\n已完成。\n", encoding="utf-8"
    )
    empty_project.must("build")
    kept = jekyll(empty_project.site)
    assert "qinghe/source.md" in kept
    assert "_headers" in kept
