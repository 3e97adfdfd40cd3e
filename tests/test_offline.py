"""The offline bundle: everything inside, everything works from a disk with the network off, nothing leaves."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from generator.errors import UserError
from generator.site.downloads import archive, bundle
from generator.site.downloads.single import write_single
from generator.site.mkdocs.stock import THEME
from tests.project import FIRST, SECOND, Project
from tests.reading import parse

ALL = "offline.zip"


@pytest.fixture(scope="session")
def unpacked(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundle of the first report and that of all, unpacked where a name needs escaping in an address."""
    found = {}
    for name, path in ((FIRST, built_site / FIRST / f"{FIRST}-offline.zip"), (ALL, built_site / ALL)):
        folder = tmp_path_factory.mktemp("离线 包 #1 50%25")
        with ZipFile(path) as bundle:
            assert bundle.testzip() is None
            bundle.extractall(folder)
        found[name] = folder
    return found


class Offline:
    """A page without a network that remembers what it asked for."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _failed(self, request: Request) -> None:
        # What a page had not loaded yet when the reader went on to another did not fail.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed: {request.url}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.wrong.append(f"left the machine: {request.url}")


ONE_OF_EACH = {"打开.html", "index.html", "p1.html", "p2t1f1.html", "full.html", "ledger.html", "proof.html"}
"""Pages that a browser opens: one of each kind, of each report; of all, the links are followed."""


@pytest.mark.parametrize("which", [FIRST, ALL])
def test_every_link_leads_to_a_file(unpacked: dict[str, Path], which: str) -> None:
    """Of every page; and what it loads stands on the disk."""
    pages = sorted(unpacked[which].rglob("*.html"))
    assert len(pages) > 25
    for path in pages:
        tree = parse(path)
        assert len(tree.xpath("//h1")) == 1, path
        loaded = tree.xpath("//@src | //@srcset | //link[not(contains('canonical alternate', @rel))]/@href")
        assert not [link for link in loaded if urlsplit(urljoin(path.as_uri(), link)).scheme not in {"file", "data"}], (
            path
        )
        links = tree.xpath("//a/@href | //link/@href | //@src")
        assert links or path.stem in {FIRST, SECOND}, path  # a report in a single file needs none
        for link in links:
            target = urlsplit(urljoin(path.as_uri(), link))
            assert target.scheme != "file" or Path(unquote(target.path)).is_file(), (path, link)


@pytest.mark.parametrize("which", [FIRST, ALL])
def test_every_page_works_and_nothing_leaves(browser: Browser, unpacked: dict[str, Path], which: str) -> None:
    """Pages open, every relative link leads to a file, no request goes anywhere but the disk."""
    folder = unpacked[which]
    offline = Offline(browser)
    pages = [path for path in sorted(folder.rglob("*.html")) if path.name in ONE_OF_EACH]
    assert {path.name for path in pages} == ONE_OF_EACH
    for path in pages:
        offline.page.goto(path.as_uri())
        assert offline.page.locator("h1").count() == 1, path
        for link in offline.page.evaluate("[...document.querySelectorAll('a[href], link[href]')].map(a => a.href)"):
            target = link.split("#")[0].split("?")[0]
            if target.startswith("file:"):
                assert Path(unquote(urlsplit(target).path)).is_file(), (path, link)
    assert offline.requests
    assert offline.wrong == []
    offline.context.close()


@pytest.mark.parametrize("which", [FIRST, ALL])
def test_search_leads_to_the_paragraph(browser: Browser, unpacked: dict[str, Path], which: str) -> None:
    offline = Offline(browser)
    page = offline.page
    page.goto((unpacked[which] / "打开.html").as_uri())
    page.locator(".md-search__input").fill("985份")
    result = page.locator(".md-search-result__item a").first
    expect(result).to_be_visible()
    result.click()
    page.wait_for_url("**/*.html?h=*")
    found = page.locator("mark.found").first
    expect(found).to_have_text("985份")
    expect(found).to_be_in_viewport()
    assert offline.wrong == []
    offline.context.close()


def test_names_survive_windows(built_site: Path) -> None:
    for path in (built_site / FIRST / f"{FIRST}-offline.zip", built_site / ALL):
        with ZipFile(path) as bundle:
            names = bundle.namelist()
        assert len(set(map(str.lower, names))) == len(names)
        for name in names:
            assert len(name) <= 120
            assert not set(name) & set('\\:*?"<>|')
            assert all(part.rstrip(". ") == part and part for part in name.split("/")), name


def test_what_is_inside(built_site: Path, unpacked: dict[str, Path]) -> None:
    folder = unpacked[FIRST]
    assert (folder / "打开.html").read_bytes() == (folder / "index.html").read_bytes()
    assert (folder / "source.txt").read_bytes() == (built_site / FIRST / "source.txt").read_bytes()
    assert (folder / f"{FIRST}.pdf").read_bytes() == (built_site / FIRST / f"{FIRST}.pdf").read_bytes()
    how = (folder / "使用说明.txt").read_bytes()
    assert how.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in how
    assert "双击“打开.html”" in how.decode("utf-8-sig")
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S607
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(checked.stdout.splitlines()) == 6
    assert not list(folder.rglob("*.map"))
    every = unpacked[ALL]
    assert {path.name for path in every.iterdir()} >= {"打开.html", "index.html", FIRST, SECOND, "assets", "search"}
    assert len([*built_site.rglob("sitemap*.xml")]) == 4, "each report's, that of the pages around, and the one of all"
    assert not [*folder.rglob("sitemap*"), *every.rglob("sitemap*")]


def test_bundle_is_handed_out_and_named_on_the_cover(project: Project) -> None:
    for slug in (FIRST, SECOND):
        hosted = project.site / slug / f"{slug}-offline.zip"
        assert (project.root / "dist" / hosted.name).read_bytes() == hosted.read_bytes()
        digest = hashlib.sha256(hosted.read_bytes()).hexdigest()
        cover = (project.site / slug / "index.html").read_text(encoding="utf-8")
        assert digest in cover
        assert hashlib.sha256((project.site / slug / f"{slug}.pdf").read_bytes()).hexdigest() in cover
        size = hosted.stat().st_size
        told = f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
        assert f'{hosted.name}" download>离线包</a> <span class="downloads__what">{told} · ' in cover
        with ZipFile(hosted) as bundle:
            inside = bundle.read("index.html").decode()
        assert digest not in inside
        assert hosted.name not in inside
    names = (f"{FIRST}-offline.zip", f"{SECOND}-offline.zip", "all-offline.zip")
    sums = {name: hashlib.sha256((project.root / "dist" / name).read_bytes()).hexdigest() for name in names}
    listed = (project.root / "dist" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sorted(listed) == sorted(f"{digest}  {name}" for name, digest in sums.items())
    home = (project.site / "index.html").read_text(encoding="utf-8")
    assert hashlib.sha256((project.site / ALL).read_bytes()).hexdigest() in home


def test_single_file_needs_nothing_else(browser: Browser, built_site: Path, tmp_path: Path) -> None:
    """The single file, alone in a folder, shows the whole report with its styles."""
    alone = tmp_path / "alone.html"
    alone.write_bytes((built_site / FIRST / f"{FIRST}.html").read_bytes())
    offline = Offline(browser)
    offline.page.goto(alone.as_uri())
    assert [url for url in offline.requests if url.startswith("file:")] == [alone.as_uri()]
    assert "985份" in offline.page.locator("body").inner_text()
    assert offline.page.locator("h1").evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"
    column = offline.page.locator("article p").nth(3).evaluate("e => e.getBoundingClientRect().width")
    assert 400 < column < 800
    offline.page.set_viewport_size({"width": 390, "height": 800})
    assert offline.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert offline.wrong == []
    offline.context.close()


def test_a_style_sheet_of_the_site_that_is_gone_is_named(built_site: Path, tmp_path: Path) -> None:
    styles = shutil.copytree(THEME / "assets" / "stylesheets", tmp_path / "stylesheets")
    (styles / "single.css").write_text("p { color: red }", encoding="utf-8")
    assert "color: red" not in write_single(built_site, FIRST, styles)
    (styles / "colours.css").unlink()
    with pytest.raises(UserError, match=re.escape(str(styles / "colours.css"))):
        write_single(built_site, FIRST, styles)


def test_bundles_of_two_builds_are_the_same_bytes(empty_project: Project) -> None:
    for slug in ("lianhe-2024", "r00404"):  # whose single file is called almost as the page for no page
        empty_project.add_source(
            slug, "连河县委关于巡察整改进展情况的通报\n一、提高认识\n认真学习。\n二、抓好整改\n已整改到位。\n"
        )
    found = []
    for folder in ("site-a", "site-b"):
        # Two processes: what is kept in sets and dictionaries lies in another order in each.
        empty_project.must("build", "--site-dir", empty_project.root / folder, really=folder == "site-b")
        paths = [*(empty_project.root / folder).rglob("*.zip")]
        assert len(paths) == 3
        found.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths})
    assert found[0] == found[1]


def test_a_name_that_windows_refuses_is_told(empty_project: Project) -> None:
    names = {"附件：表.txt": True, "附件:表.txt": False, "a" * 130 + ".txt": False, "表 .txt": True, "表. ": False}
    for at, name in enumerate(names):  # a full-width colon, or a blank inside, is no harm
        source = empty_project.add_source(f"lianhe-{at}", "连河县委关于巡察整改的通报\n一、整改\n已整改到位。\n")
        (source.parent / name).write_text("附件", encoding="utf-8")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert done.stderr.count("Windows can't unpack a file of that name") == list(names.values()).count(False)
    for at, (name, fine) in enumerate(names.items()):
        assert (empty_project.site / f"lianhe-{at}").exists() == fine
        assert (f"docs_src/lianhe-{at}/{name}: Windows" in done.stderr) != fine


def test_what_is_packed_already_is_not_packed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built_site: Path
) -> None:
    packed: list[bytes] = []

    def counted(data: bytes) -> archive.Deflated:
        packed.append(data)
        return deflated(data)

    deflated = archive.deflated
    monkeypatch.setattr(archive, "deflated", counted)
    tops = {path.name: path for path in sorted(built_site.iterdir())}
    folders = [path.name for path in built_site.iterdir() if (path / "search.json").is_file()]
    bundle.pack_site(tmp_path / ALL, tops, folders, "站", bundle.Packed(built_site / ALL))
    known = {
        "data/figures.csv": built_site / "data" / "figures.csv",
        f"{FIRST}/{FIRST}.pdf": built_site / FIRST / f"{FIRST}.pdf",
        f"{FIRST}/{FIRST}.html": built_site / FIRST / f"{FIRST}.html",
    }
    with ZipFile(tmp_path / ALL) as written:
        assert written.testzip() is None
        names = written.namelist()
        known |= {name: built_site / name for name in names if name.startswith("assets/")}
        assert len(known) > 10
        for name, path in known.items():
            assert written.read(name) == path.read_bytes()
            assert path.read_bytes() not in packed, name
        index, script = written.read("search/search_index.json"), written.read("search/search_index.js")
    assert script == b"var __index=" + index
    assert index in packed
    assert script not in packed


def _known(data: bytes) -> archive.Deflated:
    found = archive.copy_in(gzip.compress(data, 9, mtime=0))
    assert found
    return found


def test_a_gzip_copy_lies_in_an_archive_as_it_is() -> None:
    data = "全部整改到位。".encode() * 400
    found = _known(data)
    assert zlib.decompress(found.data, -zlib.MAX_WBITS) == data
    assert (found.crc, found.size) == (zlib.crc32(data), len(data))
    assert archive.Deflations([found]).deflated(data) is found
    named = io.BytesIO()
    with gzip.GzipFile("a.txt", "wb", 9, named, mtime=0) as file:
        file.write(data)
    for other in (named.getvalue(), b"", b"\x1f\x8b\x08\0", data):
        assert archive.copy_in(other) is None


def test_what_only_seems_to_be_known_is_packed() -> None:
    """Of the same checksum and size, and damaged, or of other bytes."""
    data = b"0123456789" * 100
    real = archive.deflated(data)
    for broken in (
        real.data[:-1],
        b"",
        b"\xff" * 9,
        archive.deflated(b"9876543210" * 100).data,
        real.data[:-3] + b"abc",
    ):
        known = archive.Deflations([archive.Deflated(broken, real.crc, real.size)])
        assert known.deflated(data) == real


@pytest.mark.parametrize("prefix", [b"", b"var __index=", bytes(range(256)) * 200])
def test_a_prefix_stands_before_what_is_deflated(tmp_path: Path, prefix: bytes) -> None:
    data = "全部整改到位。".encode() * 400
    with (tmp_path / "a.zip").open("wb") as file:
        archive.write_archive(file, {"a": archive.prefixed(prefix, archive.deflated(data), data)})
    with ZipFile(tmp_path / "a.zip") as written:
        assert written.testzip() is None
        assert written.read("a") == prefix + data
