"""Files around the pages: what is missing, extra, another, damaged, or says something else, and who signed it."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import brotli
import pytest

from generator.errors import CheckFailed
from generator.proof.files.archive import opened
from generator.proof.files.manifest import MANIFEST, SIGNATURE, SUMS, files_in, manifest_text, read_manifest
from generator.site.machines.moved import moved_pages
from tests.project import Project, fingerprint
from tests.proof.conftest import SLUG
from tests.proof.test_ways import changed, told_of

OTHER = "县委召开常委会120次".encode()
Edit = Callable[[bytes], bytes | None]


def cut(data: bytes) -> bytes:
    """Leave the end out."""
    return data[: len(data) // 2]


def gone(_data: bytes) -> None:
    """Take the file away."""


def other(data: bytes) -> bytes:
    """Say another number, in a file of text."""
    assert "12次".encode() in data
    return data.replace("12次".encode(), "120次".encode())


def fewer(data: bytes) -> bytes:
    """Say another count."""
    return data.replace(b"261", b"260").replace(b"12", b"13")


FILES: list[tuple[str, Edit, str]] = [
    ("proof.json", fewer, "proof.json"),
    ("proof/index.html", fewer, "proof/index.html"),
    ("full/index.html.br", lambda _: brotli.compress(OTHER), "index.html.br"),
    ("full/index.html.gz", lambda _: gzip.compress(OTHER), "index.html.gz"),
    ("p1f1/index.html.br", cut, "index.html.br"),
    ("p1f1/index.html.gz", cut, "index.html.gz"),
    ("p1f1/index.html.gz", lambda data: data + b"more", "index.html.gz"),
    (SUMS, gone, SUMS),
    (SUMS, lambda _: b"", SUMS),
    (SUMS, lambda data: data[:-1] + b"\xff", SUMS),
    (f"{SLUG}.pdf", gone, f"{SLUG}.pdf"),
    (f"{SLUG}-large.pdf", gone, f"{SLUG}-large.pdf"),
    (f"{SLUG}-offline.zip", gone, "offline.zip"),
    (f"{SLUG}.html", gone, f"{SLUG}.html"),
    ("data/report.json", other, "report.json"),
    ("data/ledger.csv", gone, "ledger.csv"),
    ("search.json", other, "search.json"),
    ("source.txt", other, "source.txt"),
    (MANIFEST, gone, MANIFEST),
    (MANIFEST, cut, MANIFEST),
    (MANIFEST, lambda _: b"[" * 100_000, MANIFEST),
    (MANIFEST, lambda data: data.replace(b'"path": "', b'"path": "../'), MANIFEST),
    (f"../{MANIFEST}", gone, MANIFEST),
    ("../index.html", lambda data: data + b"<p>x", "index.html"),
    ("../robots.txt", gone, "robots.txt"),
    ("stray.txt", lambda _: b"x", "stray.txt"),
    ("p1/stray.html", lambda _: b"<p>\xff", "stray.html"),
    ("../stray/page.html", lambda _: OTHER, "stray/page.html"),
    ("../stray.html", lambda _: OTHER, "stray.html"),
    ("index.html", lambda _: b"\xff\xfe", "index.html"),
    ("p1f1/index.html", lambda _: b"\xff\xfe", "p1f1/index.html"),
    ("full/index.html", lambda _: b"", "full/index.html"),
]


@pytest.mark.parametrize(("name", "edit", "told"), FILES, ids=[f"{at}-{name}" for at, (name, *_) in enumerate(FILES)])
def test_a_file(small: Path, name: str, edit: Edit, told: str) -> None:
    path = small / SLUG / name
    with changed(path, edit(path.read_bytes() if path.is_file() else b"")):
        assert told in told_of(small)


@contextmanager
def summed_again(site: Path) -> Iterator[None]:
    """Make the manifests and the checksums fit what is there, as someone would who wants a change to pass."""
    folder = site / SLUG
    with ExitStack() as stack:
        files = files_in(folder)
        stack.enter_context(changed(folder / MANIFEST, manifest_text(SLUG, files)))
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines() if (folder / SUMS).is_file() else []
        names = [line.partition("  ")[2] for line in lines]
        sums = "".join(f"{files[name].digest}  {name}\n" for name in names if name in files)
        stack.enter_context(changed(folder / SUMS, sums))
        around = read_manifest(site, MANIFEST)
        data = (folder / MANIFEST).read_bytes()
        around[f"{SLUG}/{MANIFEST}"] = type(next(iter(around.values())))(len(data), hashlib.sha256(data).hexdigest())
        stack.enter_context(changed(site / MANIFEST, manifest_text("site", around)))
        yield


NAMED = frozenset(
    {
        *("proof.json", "proof/index.html", "full/index.html.br", "full/index.html.gz"),
        *("p1f1/index.html.br", "p1f1/index.html.gz", f"{SLUG}.pdf", "data/report.json", "search.json"),
    }
)
SUMMED = [case for case in FILES if case[0] in NAMED]


@pytest.mark.parametrize(("name", "edit", "told"), SUMMED, ids=[f"{at}-{name}" for at, (name, *_) in enumerate(SUMMED)])
def test_a_file_with_fitting_checksums(small: Path, name: str, edit: Edit, told: str) -> None:
    path = small / SLUG / name
    with changed(path, edit(path.read_bytes())), summed_again(small):
        assert told in told_of(small)


@pytest.mark.parametrize(
    ("name", "find", "put", "told"),
    [
        ("feed.xml", "<title>中共栖霞岭", "<title>中共凌霄岭", "is not what its page says"),
        ("feed.xml", "<summary>", "<summary>2023-01-02撤回：误发\n", "is not what its page says"),
        ("feed.xml", "<summary>", "<summary>已撤回。", "is not what its page says"),
        (
            "feed.xml",
            f'href="{SLUG}/full/"',
            f'href="https://other.example.cn/{SLUG}/full/"',
            "is not what its page says",
        ),
        ("feed.xml", f'href="{SLUG}/"', f'href="{SLUG}/p9/"', "is not what its page says"),
        ("feed.xml", f'href="{SLUG}/"', f'href="../{SLUG}/"', "is not what its page says"),
        ("feed.xml", "<feed", "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed", "it is no feed of this site"),
        ("feed.xml", "</feed>", "", "it is no feed of this site"),
        ("search/search_index.json", "12次", "120次", "it is not the index of the reports of this site"),
        ("search/search_index.js", "12次", "120次", "it is not the index of the reports of this site"),
    ],
)
def test_what_leads_to_reports_says_what_they_say(small: Path, name: str, find: str, put: str, told: str) -> None:
    text = (small / name).read_text(encoding="utf-8")
    assert find in text
    with changed(small / name, text.replace(find, put, 1)):
        assert f"{name}: " in told_of(small)
        assert told in told_of(small)


def test_a_feed_in_another_encoding_hides_no_document_type(small: Path) -> None:
    text = (small / "feed.xml").read_text(encoding="utf-8").replace('encoding="utf-8"', 'encoding="utf-16"')
    assert "utf-16" in text
    put = "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed"
    with changed(small / "feed.xml", text.replace("<feed", put, 1).encode("utf-16")):
        assert "feed.xml: it is no feed of this site" in told_of(small)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("", ""),
        (f'data-to="../{SLUG}/"', 'data-to="https://other.example.cn/"'),
        (f"url=../{SLUG}/", "url=https://other.example.cn/"),
        (f'<a href="../{SLUG}/">', '<a href="https://other.example.cn/">'),
        ("新网址</a>", "新网址</a>，内容已撤回"),
        (SLUG, "another-2022"),
    ],
)
def test_a_redirect_leads_to_a_page_of_the_site(small: Path, find: str, put: str) -> None:
    (page,) = moved_pages("old-2022", SLUG, ["index.html"], "").items()
    with changed(small / page[0], page[1].replace(find, put)):
        assert ("old-2022/index.html: it is no redirect" in told_of(small)) is bool(find)


def packed(bundle: Path, edits: dict[str, bytes | None], more: Callable[[ZipFile], None] | None = None) -> bytes:
    """Return a bundle with some files another, more, or gone."""
    with ZipFile(bundle) as old:
        files = {name: old.read(name) for name in old.namelist()}
    for name, data in edits.items():
        if data is None:
            del files[name]
        else:
            files[name] = data
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name, data)
        if more:
            more(new)
    return buffer.getvalue()


def test_data_that_nests_deeper_than_any_report(small: Path) -> None:
    """What is told of it is a sentence, also where the bundle holds the same."""
    path, bundle = small / SLUG / "data" / "report.json", small / SLUG / f"{SLUG}-offline.zip"
    data = path.read_bytes().replace(b"{", b'{"more": ' + b"[" * 100 + b"]" * 100 + b", ", 1)
    with changed(path, data), changed(bundle, packed(bundle, {"data/report.json": data})), summed_again(small):
        assert f"{SLUG}/data/report.json: it does not tell what the proof finds; run `gongkai" in told_of(small)


BUNDLED: list[tuple[str, Edit]] = [
    ("打开.html", lambda _: "本通报已撤销".encode()),
    ("index.html", gone),
    ("index.html", lambda data: data.replace(b"</article>", b"</article><p>x</p>")),
    ("p1f1.html", lambda data: data.replace(b"</head>", b"<style>.measure{display:none}</style></head>")),
    ("p1f1.html", lambda data: data.replace(b"</body>", b"<script>1</script></body>")),
    ("p1f1.html", lambda data: data.replace(b'<p id="d1"', b'<p hidden id="d1"')),
    ("p1f1.html", lambda data: data.replace(b"stylesheets/print.css", b"stylesheets/search.min.css")),
    ("p1f1.html", lambda data: data.replace(b'"assets/stylesheets/', b'"https://a.example/assets/stylesheets/')),
    ("p1f1.html", lambda data: data.replace(b'<link rel="next"', b'<link rel="stylesheet"')),
    ("p1f1.html", lambda data: data.replace(b'src="assets/javascripts/frame.js"', b'src="//a.example/frame.js"')),
    (
        "p1f1.html",
        lambda data: data.replace(b'href="ledger.html"', b'href="https://a.example/ledger.html"'),
    ),
    ("full.html", lambda data: data.replace(b'href="#d1"', b'href="#d2"')),
    ("full.html", lambda data: data.replace(b'"search": "', b'"search": "https://a.example/')),
    ("full.html", lambda data: data.replace(b'"base": "', b'"base": "https://a.example/')),
    ("full.html", lambda data: data.replace(b'"base": "', b'"more": 1, "base": "')),
    ("full.html", lambda data: data.replace(b'"base": "', b'base": "')),
    ("index.html", lambda data: data.replace(b'id="downloads">', b'id="downloads">' + "全部已完成".encode())),
    ("index.html", lambda data: data.replace(b"<ul><li><a href=", b"<ul>1<li><a href=")),
    ("proof.html", lambda data: data.replace(b"</tbody></table><p>", b"</tbody></table>1<p>")),
    ("proof.html", lambda data: data.replace(b"</tbody></table><p>", b"</tbody></table><p>1")),
    ("p1f1.html", lambda _: b"\xff"),
    ("ledger.html", lambda data: data.replace("推进中".encode(), "已完成".encode())),
    ("proof.html", lambda data: data.replace(b"261 / 261", b"999 / 999")),
    (f"{SLUG}.html", lambda data: data.replace("12次".encode(), "13次".encode())),
    (f"{SLUG}.pdf", lambda _: b"%PDF-1.7 another"),
    ("source.txt", lambda _: OTHER),
    ("source.txt", gone),
    ("p1.html", gone),
    ("assets/stylesheets/text.css", lambda data: data + b".measure{display:none}"),
    ("assets/javascripts/frame.js", lambda data: data + b"document.title=1"),
    ("search/search_index.json", lambda data: data.replace("12次".encode(), "13次".encode())),
    ("search/search_index.js", lambda data: data.replace("12次".encode(), "13次".encode())),
    ("search/more.js", lambda _: b"1"),
    ("SHA256SUMS", lambda _: b"0  source.txt\n"),
    ("proof.json", lambda data: data.replace(b"261", b"262")),
    ("使用说明.txt", lambda _: "本通报已撤销".encode()),
    ("autorun.inf", lambda _: b"[autorun]"),
    ("assets/more.js", lambda _: b"1"),
    ("../outside.html", lambda _: b"x"),
    ("n" * 300, lambda _: b"x"),
]


@pytest.mark.parametrize(("name", "edit"), BUNDLED, ids=[f"{at}-{name[:30]}" for at, (name, _) in enumerate(BUNDLED)])
def test_a_file_of_the_bundle(small: Path, name: str, edit: Edit) -> None:
    bundle = small / SLUG / f"{SLUG}-offline.zip"
    with ZipFile(bundle) as old:
        before = old.read(name) if name in old.namelist() else b""
    data = edit(before)
    assert data != before
    with changed(bundle, packed(bundle, {name: data})), summed_again(small):
        told = told_of(small)
    assert f"{SLUG}-offline.zip" in told
    assert name[:40] in told


def encrypted(data: bytes) -> bytes:
    """Say of the first file that it is encrypted, in both places."""
    at = data.index(b"PK\1\2")
    return data[:6] + b"\1" + data[7 : at + 8] + b"\1" + data[at + 9 :]


@pytest.mark.parametrize("damage", [encrypted, cut, lambda data: data[:60] + b"\0" + data[61:]])
def test_a_damaged_bundle(small: Path, damage: Callable[[bytes], bytes]) -> None:
    bundle = small / SLUG / f"{SLUG}-offline.zip"
    with changed(bundle, damage(bundle.read_bytes())), summed_again(small):
        assert f"{SLUG}-offline.zip" in told_of(small)


def test_entries_that_no_build_makes_among_many(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with ZipFile(path, "w") as bundle:
        for at in range(1000):
            bundle.writestr(f"{at}.txt", b"")
    whole = path.read_bytes()
    with opened(path, path.name) as archive:
        assert len(archive.sizes) == 1000
    path.write_bytes(encrypted(whole))
    with pytest.raises(CheckFailed, match=r"0\.txt: no build makes such an entry"), opened(path, path.name):
        pass
    path.write_bytes(whole)
    with ZipFile(path, "a") as bundle, pytest.warns(UserWarning, match="Duplicate name"):
        bundle.writestr("7.txt", b"")
    with pytest.raises(CheckFailed, match=r"7\.txt: no build makes such an entry"), opened(path, path.name):
        pass


@pytest.mark.parametrize(
    ("find", "put", "told"),
    [
        (b'data-encoding="utf-8"', b'data-encoding="undefined"', "undefined"),
        (b'data-encoding="utf-8"', b'data-encoding="idna"', "idna"),
        (b'data-encoding="utf-8"', b'data-encoding="\0"', "the source is not"),
        (b'data-encoding="utf-8"', b'data-encoding="hex"', "hex"),
        (b'data-source="source.txt"', b'data-source="' + b"s" * 5000 + b'"', "sss"),
        (b'data-source="source.txt"', b'data-source="../../index.html"', "missing"),
        (b'data-source="source.txt"', b'data-source="text.txt"', "text.txt"),
        (b'<aside class="provenance"', b'<li data-start="x" data-end="1"></li><aside class="provenance"', ""),
        (b"</aside>", b'<ol><li data-start="x" data-end="2">x</li></ol></aside>', "is no number"),
        (b"</aside>", b'<ol><li data-start="1" data-end="' + b"9" * 5000 + b'">x</li></ol></aside>', "is no number"),
        (
            b"</article>",
            b'<section class="corrections" data-added data-versions="x"></section></article>',
            "is no number",
        ),
        (b'rel="next" href="p1/"', b'rel="next" href="' + b"a/" * 3000 + b'"', ""),
        (b'rel="next" href="p1/"', b'rel="next" href="./"', "comes back"),
        (b'rel="next" href="p1/"', b'rel="next" href="//["', ""),
        (b"<article", b"<div>" * 3000 + b"<article", ""),
    ],
)
def test_a_malformed_cover(small: Path, find: bytes, put: bytes, told: str) -> None:
    cover = small / SLUG / "index.html"
    html = cover.read_bytes()
    assert find in html
    with changed(cover, html.replace(find, put, 1)):
        assert told in told_of(small)


def test_a_build_repairs(small_project: Project, tmp_path: Path) -> None:
    """A stray file and a flipped bit are found, and mended; a build that is not to repair sees neither."""
    project = Project(Path(shutil.copytree(small_project.root, tmp_path / "project")))
    before = fingerprint(project.site)
    page = project.site / SLUG / "p1" / "index.html"
    data = page.read_bytes()
    page.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    (project.site / SLUG / "stray.txt").touch()
    (project.site / "assets" / "stray.txt").touch()
    (project.site / ".own").touch()
    project.fails_proof(project.site, f"{SLUG}/stray.txt", f"{SLUG}/p1/index.html", "assets/stray.txt")
    project.must("build")
    assert page.read_bytes() != data
    done = project.run("build", "--repair")
    assert done.returncode == 0, done.stderr
    assert f"mended: {SLUG}/stray.txt" in done.stderr
    after = fingerprint(project.site)
    assert after.pop(".own")  # dot names are the publisher's
    assert after == before


def test_signed(small: Path, small_project: Project, tmp_path: Path) -> None:
    """What is signed holds for ssh-keygen too; a change shows, and another key's signature does not pass."""
    site = Path(shutil.copytree(small, tmp_path / "site"))
    for name in ("key", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)  # noqa: S607
    public = tmp_path / "key.pub"
    assert "Not signed" in small_project.must("verify", "--site-dir", site)
    assert "2 manifests signed" in small_project.must("sign", "--site-dir", site, "--key", tmp_path / "key")
    assert "each signature holds" in small_project.must("verify", "--site-dir", site, "--key", public)
    signers = tmp_path / "allowed_signers"
    signers.write_text(f'publisher namespaces="gongkai" {public.read_text(encoding="utf-8")}', encoding="utf-8")
    for folder in (site, site / SLUG):
        subprocess.run(
            ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "publisher", "-n", "gongkai", "-s", folder / SIGNATURE],  # noqa: S607
            input=(folder / MANIFEST).read_bytes(), check=True, capture_output=True,
        )  # fmt: skip
    told = small_project.run("verify", "--site-dir", site, "--key", tmp_path / "other.pub")
    assert (told.returncode, "does not hold" in told.stderr) == (1, True)
    told = small_project.run("sign", "--site-dir", site, "--key", public)
    assert (told.returncode, "no private key" in told.stderr) == (2, True)
    for text, english, chinese in (("x\n", "kind ssh-ed25519", "公钥"), ("ssh-ed25519 AAAA\n", "whole line", "整行")):
        (tmp_path / "none.pub").write_text(text, encoding="utf-8")
        command = ("verify", "--site-dir", site, "--key", tmp_path / "none.pub")
        told = small_project.run(*command)
        assert (told.returncode, english in told.stderr) == (2, True), told.stderr
        assert chinese in small_project.run(*command, env={"GONGKAI_LANG": "zh"}).stderr
    (site / "robots.txt").write_text("x", encoding="utf-8")
    told = small_project.run("sign", "--site-dir", site, "--key", tmp_path / "other")
    assert (told.returncode, "Nothing was signed" in told.stderr) == (1, True)
    shutil.copy(small / "robots.txt", site)
    signature = site / SLUG / SIGNATURE
    for data in (b"", b"\xff", signature.read_bytes()[:-40], (site / SIGNATURE).read_bytes()):
        with changed(signature, data):
            told = small_project.run("verify", "--site-dir", site, "--key", public)
            assert (told.returncode, "does not hold" in told.stderr) == (1, True)
    with changed(signature, None):
        told = small_project.run("verify", "--site-dir", site, "--key", public)
        assert (told.returncode, "not signed" in told.stderr) == (1, True)


def test_a_build_keeps_a_signature_or_takes_it_away(small_project: Project, tmp_path: Path) -> None:
    """Pages lead to the signature where site.yml names a key; it goes with the manifest that it was made for."""
    project = Project(Path(shutil.copytree(small_project.root, tmp_path / "project")))
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)  # noqa: S607
    settings = project.root / "site_config" / "site.yml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(
        told.replace("public_key:", f"public_key: {key.with_suffix('.pub').read_text('utf-8')}"), encoding="utf-8"
    )
    project.must("build")
    page = (project.site / SLUG / "proof" / "index.html").read_text(encoding="utf-8")
    assert f'href="../{SIGNATURE}"' in page
    assert "ssh-keygen -Y verify" in page
    assert 'href="../../allowed_signers"' in page
    assert "Not signed: manifest.json" in project.must("verify")
    project.must("sign", "--key", key)
    project.must("build")
    assert "each signature holds" in project.must("verify")
    (project.root / "docs_src" / "note.md").write_text("# 说明\n", encoding="utf-8")
    done = project.run("build")
    assert "manifest.json: its files have changed" in done.stderr
    assert (project.site / SLUG / SIGNATURE).is_file()
    assert not (project.site / SIGNATURE).is_file()


def test_manifests_are_canonical(small: Path) -> None:
    for folder in (small, small / SLUG):
        told = json.loads((folder / MANIFEST).read_bytes())
        paths = [one["path"] for one in told["files"]]
        assert paths == sorted(paths)
        assert len(paths) == len(set(paths))
        for one in told["files"]:
            data = (folder / one["path"]).read_bytes()
            assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
