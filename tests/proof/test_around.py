"""Files around the reports say what the reports' own pages and data say: one edit at a time, manifests made to fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.hosting.again import wrong_server_files
from generator.progress import Steps
from generator.proof.files.manifest import MANIFEST, files_in, listed, manifest_text, read_manifest
from generator.proof.verify import verify_site
from tests.project import Project, copy_project, once
from tests.proof.conftest import SLUG
from tests.proof.test_ways import changed, told_of
from tests.remembering import remembering

ADDRESS = "https://www.example.gov.cn/zgtb/"
OLD, LAST = "old-2022", "hangzhou-2026"
OWN = '<html><head><meta charset="gbk"><title>旧站</title></head><body><p>旧站的说明。</p></body></html>'.encode("gbk")
MANY = (SLUG, "linan-2023", "fuyang-2024", "tonglu-2025", "jiande-2025", LAST)


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    text = (Path(__file__).with_name("report.txt")).read_text(encoding="utf-8")
    for at, slug in enumerate(MANY):
        own = f"formerly: [{OLD}]\n" if slug == LAST else ""
        project.add_source(slug, text.replace("栖霞岭", f"栖霞{'岭山江河湖海'[at]}"), own)
    config = project.root / "mkdocs.yml"
    told = config.read_text(encoding="utf-8").replace('site_url: ""', f"site_url: {ADDRESS}")
    assert ADDRESS in told
    config.write_text(told, encoding="utf-8")
    (project.root / "docs_src" / "说明.md").write_text("# 说明\n\n本站另有说明。\n", encoding="utf-8")
    (project.root / "docs_src" / "old.html").write_bytes(OWN)
    project.must("build")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address and six reports, one of which was renamed: built once a run, a copy for each worker."""
    built = Project(once(tmp_path_factory, "proof-many", _build) / "project").site
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("many") / "site"))


def proven(site: Path) -> list[str]:
    """Prove a site that is right; return the notes."""
    with Steps() as steps, remembering():
        assert verify_site(site, steps, (wrong_server_files,)).rows
        return list(steps._notes)  # noqa: SLF001 - what would be printed


@contextmanager
def fitting(site: Path) -> Iterator[None]:
    """Make the site's manifest fit what is there, as someone would who wants a change to pass."""
    known = read_manifest(site, MANIFEST)
    files = {name: listed(site / name) for name in known if (site / name).is_file()}
    with changed(site / MANIFEST, manifest_text("site", files)):
        yield


@contextmanager
def without(site: Path, *names: str) -> Iterator[None]:
    """Have some of a site's files not be there, nor in the list of files to upload."""
    with ExitStack() as stack:
        upload = site / "_hosting" / "upload.tsv"
        lines = upload.read_text(encoding="utf-8").splitlines(keepends=True)
        stack.enter_context(changed(upload, "".join(line for line in lines if line.partition("\t")[0] not in names)))
        for name in names:
            if (site / name).is_file():
                stack.enter_context(changed(site / name, None))
        yield


def test_a_site_with_an_address_and_a_renamed_report_is_proven(many: Path) -> None:
    assert proven(many) == []


def test_a_page_of_ones_own_that_is_not_in_utf8_is_taken_along_as_it_is(many: Path) -> None:
    with ZipFile(many / "offline.zip") as bundle:
        assert bundle.read("old.html") == (many / "old.html").read_bytes() == OWN
    with changed(many / "old.html", OWN.replace("旧站的".encode("gbk"), "新站的".encode("gbk"))):
        assert "offline.zip/old.html: " in told_of(many)


EDITS: list[tuple[str, str, str]] = [
    ("robots.txt", "Allow: /", "Disallow: /"),
    ("robots.txt", ADDRESS, "https://other.example.cn/"),
    ("sitemap.xml", f"{ADDRESS}{SLUG}/sitemap.xml", "https://other.example.cn/sitemap.xml"),
    ("sitemap.xml", "2022-09-08", "2032-09-08"),
    ("sitemap-pages.xml", f"<loc>{ADDRESS}bodies/</loc>", f"<loc>{ADDRESS}{SLUG}/</loc>"),
    (f"{SLUG}/sitemap.xml", f"<loc>{ADDRESS}{SLUG}/p1f1/</loc>", f"<loc>{ADDRESS}{SLUG}/p9/</loc>"),
    ("_headers", "script-src 'self'", "script-src 'self' https://other.example.cn"),
    ("_headers", "X-Content-Type-Options: nosniff\n", "X-Content-Type-Options: none\n"),
    ("_headers", "/*\n", "/*\n  Refresh: 0; url=https://other.example.cn/\n"),
    ("_redirects", f"/{LAST}/:splat", f"/{SLUG}/:splat"),
    ("_redirects", "301\n", "301\n/* https://other.example.cn/:splat 302\n"),
    ("_hosting/Caddyfile", "\t\tfile_server", "\t\tredir https://other.example.cn/ 302\n\t\tfile_server"),
    ("_hosting/nginx-server.conf", "autoindex off", "autoindex on"),
    ("_hosting/nginx-http.conf", f"/{LAST}$2", f"/{SLUG}$2"),
    ("_hosting/upload.tsv", "text/html", "text/plain"),
    ("_hosting/tomcat-web.xml", "404.html", "index.html"),
    ("web.config", "404.html", "index.html"),
    ("404.html", "没有这个页面</h1>", "没有这个页面，通报已撤销</h1>"),
    ("404.html", "由 gongkai 生成", "通报已撤销。由 gongkai 生成"),
    ("feed.xml", "<title>公开</title>", "<title>通报已撤销</title>"),
    ("feed.xml", "<subtitle>", "<subtitle>已撤销："),
    ("feed.xml", "<generator>gongkai<", "<generator>another<"),
    ("feed.xml", "<updated>2022", "<updated>2032"),
    ("feed.xml", f"<id>{ADDRESS}{OLD}/</id>", f"<id>{ADDRESS}new-2022/</id>"),
    ("feed.xml", "<name>中共栖霞山县委", "<name>中共栖霞海县委"),
    ("index.html", "推进中 1，未说明 1", "已完成 2"),
    ("index.html", 'not_stated"><a href="linan-2023/">中共', 'not_stated"><a href="linan-2023/">撤销中共'),
    ("index.html", 'not_stated"><a href="linan-2023/"', 'not_stated"><a href="fuyang-2024/"'),
    ("index.html", 'not_stated"><a href="linan', 'not_stated"><a href="https://other.example.cn/linan'),
    ("index.html", "<p>共 6 份通报。", "<p>均已撤销。</p><p>共 6 份通报。"),
    ("index.html", "<tbody>\n<tr>", "<tbody>\n<tr hidden>"),
    ("index.html", 'data-status="in_progress,', 'data-status="completed,'),
    ("index.html", 'data-name="地区"', 'data-name="撤销"'),
    ("index.html", "<p>共 6 份通报。", '<p><img src="assets/images/favicon.png" alt="均已撤销">共 6 份通报。'),
    ("index.html", "<p>共 6 份通报。", "<p><s>共 6 份通报。</s>"),
    ("index.html", "<head>", '<head><base href="https://other.example.cn/">'),
    ("index.html", "</title>", '</title><meta http-equiv="Refresh" content="0; url=//other.example.cn/">'),
    ("404.html", "<head>", '<head><meta http-equiv="refresh" content="0; url=https://other.example.cn/">'),
    ("bodies/index.html", "<head>", '<head><base href="https://other.example.cn/">'),
    ("bodies/index.html", "推进中 1，未说明 1", "已完成 2"),
    ("bodies/index.html", "2022年9月8日", "2032年9月8日"),
    ("rounds/index.html", '"><a href="../tonglu-2025/">中共', '"><a href="../tonglu-2025/">撤销中共'),
    ("data/portal.json", '"in_progress": 1', '"in_progress": 0'),
    ("data/portal.json", "中共栖霞山县委关于", "中共栖霞山县委撤销关于"),
    ("data/portal.json", '"region": "栖霞山县"', '"region": "栖霞海县"'),
    ("data/portal.json", '"signed": "2022', '"signed": "2032'),
    ("data/portal.csv", "中共栖霞山县委关于", "中共栖霞山县委撤销关于"),
    ("data/figures.csv", "98.5", "99.5"),
]


def rounds() -> Iterator[dict[str, tuple[str, str]]]:
    """Yield the edits by file, one of each file at a time: one proof for a round, since each is told of its own file.

    An edit of the data is alone in its round: what is compared with the data is not looked at where they are wrong.
    """
    left = list(EDITS)
    while left:
        taken: dict[str, tuple[str, str]] = {}
        for name, find, put in left:
            if not taken or not any(other.startswith("data/") for other in (name, *taken)):
                taken.setdefault(name, (find, put))
        yield taken
        left = [edit for edit in left if taken.get(edit[0]) != edit[1:]]


@pytest.mark.parametrize("edits", list(rounds()))
def test_edits_around_the_reports(many: Path, edits: dict[str, tuple[str, str]]) -> None:
    """The bundle of all reports is gone: what is around the reports is compared with these alone."""
    copies = [f"{name}.{ending}" for name in edits for ending in ("gz", "br")]
    with ExitStack() as stack:
        stack.enter_context(without(many, "offline.zip", *copies))
        for name, (find, put) in edits.items():
            before = (many / name).read_bytes().decode("utf-8")
            assert find in before
            stack.enter_context(changed(many / name, before.replace(find, put, 1)))
        for slug in {name.partition("/")[0] for name in edits} & set(MANY):
            stack.enter_context(changed(many / slug / MANIFEST, manifest_text(slug, files_in(many / slug))))
        stack.enter_context(fitting(many))
        told = told_of(many).splitlines()
    assert {line.partition(": ")[0] for line in told[1:]} == set(edits)


@pytest.mark.parametrize("name", ["robots.txt", "sitemap.xml", "sitemap-pages.xml", "feed.xml", "_headers", "404.html"])
def test_a_file_that_is_gone(many: Path, name: str) -> None:
    with without(many, name), fitting(many):
        assert f"\n{name}: " in told_of(many)


def test_a_feed_without_one_of_the_reports(many: Path) -> None:
    text = (many / "feed.xml").read_text(encoding="utf-8")
    start, end = text.index("  <entry>"), text.index("</entry>\n") + len("</entry>\n")
    with changed(many / "feed.xml", text[:start] + text[end:]), fitting(many):
        assert "feed.xml: it lacks “中共栖霞" in told_of(many)


def test_a_feed_of_no_body(many: Path) -> None:
    (feed, *_) = sorted((many / "feeds").glob("*.xml"))
    with changed(many / "feeds" / "none.xml", feed.read_bytes()):
        assert "feeds/none.xml: it is no feed of this site" in told_of(many)


def test_what_the_publisher_has_himself_is_told_and_not_compared(small_project: Project, tmp_path: Path) -> None:
    """A robots.txt and a feed in docs_src stand in place of gongkai's, and a 404.html among the templates."""
    project = Project(Path(shutil.copytree(small_project.root, tmp_path / "project")))
    docs, theme = project.root / "docs_src", project.root / "site_config" / "theme"
    (docs / "robots.txt").write_text("User-agent: *\nDisallow: /data/\n", encoding="utf-8")
    (docs / "feed.xml").write_text("<rss/>\n", encoding="utf-8")
    theme.mkdir(exist_ok=True)
    (theme / "404.html").write_text(
        '{% extends "main.html" %}{% block content %}<h1>查无此页</h1>{% endblock %}', encoding="utf-8"
    )
    project.must("build")
    assert "not compared with the pages: 404.html, feed.xml, robots.txt." in project.run("verify").stderr
    with changed(project.site / MANIFEST, (project.site / MANIFEST).read_bytes().replace(b'"own"', b'"others"')):
        told = told_of(project.site)
        assert all(f"\n{name}: " in told for name in ("404.html", "feed.xml", "robots.txt"))


def test_shards_are_compared_with_the_reports(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.search.write.LARGEST", 1)
    project = Project(Path(shutil.copytree(small_project.root, tmp_path / "project")))
    text = Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
    project.add_source("linan-2023", text.replace("栖霞岭", "临安").encode())
    project.must("build")
    site = project.site
    shard = site / "search" / "grams" / "0.txt"
    lines = shard.read_text(encoding="utf-8").split("\n")
    assert proven(site) == []
    edits: list[tuple[Path, Callable[[str], str]]] = [
        (shard, lambda _: "\n".join(lines[:-1])),
        (shard, lambda _: "\n".join([lines[0], f"甲{lines[1]}", *lines[2:]])),
        (site / "search" / "search_index.json", lambda text: text.replace("临安", "临平")),
        (site / "search" / "grams" / "77.txt", lambda _: lines[0]),
    ]
    for path, edit in edits:
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        with changed(path, edit(before)):
            told = told_of(site)
        name = path.relative_to(site).as_posix()
        assert f"{name}: it is not the index of the reports of this site" in told
