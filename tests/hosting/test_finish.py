"""What the hosting step does to a folder of built pages."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import shutil
import time
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from generator.hosting.finish import finish_hosting
from generator.hosting.servers import server_files
from tests.project import FIRST, Project, fingerprint

SCRIPT = (
    "var target=document.getElementById(location.hash.slice(1));"
    'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
)
"""A script of the theme's own."""
AT_DEPTH = (
    'var el=document.querySelector("[data-md-component=outdated]"),base=new URL("{}"),'
    'outdated=__md_get("__outdated",sessionStorage,base);!0===outdated&&el&&(el.hidden=!1)'
)
"""One that says where the top folder is."""
STYLE = '@page{@top-center{content:"通报"}}'
TEXT = 'writes &lt;script src="../own.js"&gt; and href="../own.css" and “../own.js”'


def page(up: str, *, before: str = "", after: str = "") -> str:
    """Return a page as MkDocs writes one, `up` being its way to the top folder."""
    config = json.dumps({"base": up.rstrip("/") or ".", "search": f"{up}search/engine.js"})
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="{up}own.css">'
        f'<link rel="stylesheet" href="{up}theme.0123abcd.min.css"><style>{STYLE}</style>{before}</head>'
        f'<body><p>{TEXT}</p><script id="__config" type="application/json">{config}</script>'
        f'<script>{SCRIPT}</script><script src="{up}own.js" defer></script>{after}</body></html>'
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site: home, a page two folders down, and a 404 page for a host's path /sub/."""
    site = tmp_path / "site"
    for name, text in {
        "index.html": page(""),
        "a/b/index.html": page("../../"),
        "404.html": page("/sub/"),
        "own.css": "p{}",
        "own.js": "own()",
        "theme.0123abcd.min.css": "q{}",
        "search/engine.js": "engine()",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


def finish(site: Path) -> list[str]:
    """Finish a site and return what was noted."""
    notes: list[str] = []
    finish_hosting(site, notes.append)
    return notes


def named(site: Path, pattern: str) -> str:
    """Return the one file whose name has eight hexadecimal digits in the place of `#`."""
    wanted = re.compile(re.escape(pattern).replace(r"\#", "[0-9a-f]{8}"))
    (found,) = [name for name in fingerprint(site) if wanted.fullmatch(name)]
    return found


def policy(site: Path) -> str:
    """Return the content security policy that the site was given."""
    (line,) = [
        line for line in (site / "_headers").read_text("utf-8").splitlines() if "Content-Security-Policy" in line
    ]
    return line.partition(": ")[2]


def test_pages_ask_for_names_with_the_content_in_them(site: Path) -> None:
    assert finish(site) == []
    css, js, engine = (named(site, pattern) for pattern in ("own.#.css", "own.#.js", "search/engine.#.js"))
    assert css == f"own.{sha256(b'p{}').hexdigest()[:8]}.css"
    assert not (site / "own.css").exists()
    style = named(site, "assets/inline/page.#.css")
    assert (site / style).read_text(encoding="utf-8").endswith(STYLE)
    for name, up in (("index.html", ""), ("a/b/index.html", "../../"), ("404.html", "/sub/")):
        wanted = page(up)
        for old, new in (
            (f'<link rel="stylesheet" href="{up}own.css"', f'<link rel="stylesheet" href="{up}{css}"'),
            (f'<script src="{up}own.js"', f'<script src="{up}{js}"'),
            (f'"{up}search/engine.js"', f'"{up}{engine}"'),
            (f"<style>{STYLE}</style>", f'<link rel="stylesheet" href="{up}{style}" media="print">'),
        ):
            assert old in wanted
            wanted = wanted.replace(old, new)
        assert (site / name).read_text(encoding="utf-8") == wanted


def test_a_name_changes_with_the_content_alone(site: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(site, tmp_path / "other"))
    (other / "own.css").write_text("p{color:red}", encoding="utf-8")
    finish(site)
    finish(other)
    assert named(site, "own.#.css") != named(other, "own.#.css")
    assert named(site, "own.#.js") == named(other, "own.#.js")


def test_what_a_page_asks_for_in_other_words_keeps_its_name(site: Path) -> None:
    (site / "lib.js").write_text("lib()", encoding="utf-8")
    (site / "index.html").write_text(page("", after="<script defer src='lib.js'></script>"), encoding="utf-8")
    finish(site)
    assert (site / "lib.js").exists()


@pytest.mark.parametrize(
    ("address", "lasting"),
    [
        ("../../a/../own.css", 2),
        ("https://a.example/own.css", 1),
        ("../../a/", 1),
        ("http://[", 1),
        ("../../%6Fwn.css", 0),
        ("../../own.css?v=1", 0),
        ("../../own.css#a", 0),
    ],
)
def test_a_sheet_has_a_lasting_name_where_every_address_of_it_can_be_written_anew(
    site: Path, address: str, lasting: int
) -> None:
    """So many of the two of a page lead to that name; one in other words leaves the file its own."""
    path = site / "a" / "b" / "index.html"
    path.write_text(page("../../", before=f'<link rel="stylesheet" href="{address}">'), encoding="utf-8")
    finish(site)
    assert (site / "own.css").exists() == (lasting == 0)
    assert len(re.findall(r'href="[^"]*/own\.[0-9a-f]{8}\.css"', path.read_text(encoding="utf-8"))) == lasting


def test_a_name_that_one_page_writes_in_other_words_stays_for_it(site: Path) -> None:
    """A file is renamed only where every page that asks for it can be told."""
    (site / "by-hand.html").write_text("<script defer src='own.js'></script>", encoding="utf-8")
    finish(site)
    assert (site / "own.js").exists()
    assert '<script src="own.js"' in (site / "index.html").read_text(encoding="utf-8")


def test_only_the_themes_own_scripts_are_allowed_by_their_hashes(site: Path) -> None:
    """A script that got into a page by a fault does not run, however it got there."""
    more = (
        f'<script type="module">m()</script><script>{SCRIPT} </script><script type="application/ld+json">{{}}</script>'
    )
    (site / "index.html").write_text(page("", after=more), encoding="utf-8")
    finish(site)
    (scripts,) = re.findall(r"script-src ([^;]*)", policy(site))
    assert set(scripts.split()) == {"'self'", f"'sha256-{_base64(SCRIPT)}'"}
    assert "style-src 'self';" in policy(site)


def _base64(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()


def test_no_script_of_a_source_is_allowed(site: Path) -> None:
    cover = page("../", after='<aside data-source="source.html" data-encoding="gb18030"></aside>')
    (site / "r").mkdir()
    (site / "r" / "index.html").write_text(cover, encoding="utf-8")
    source = "<style>b{}</style><script>steal()</script><p style='x:y'>通报".encode("gb18030")
    (site / "r" / "source.html").write_bytes(source)
    finish(site)
    assert (site / "r" / "source.html").read_bytes() == source
    assert _base64("steal()") not in policy(site)
    assert "style-src-attr" not in policy(site)
    assert "  Content-Type: text/html; charset=gb18030" in (site / "_headers").read_text(encoding="utf-8")


def test_many_inline_styles_are_allowed_without_a_list(site: Path) -> None:
    styles = "".join(f'<i style="width:{at}%"></i><svg><style>a{at}{{}}</style></svg>' for at in range(13))
    (site / "index.html").write_text(page("", after=styles), encoding="utf-8")
    finish(site)
    assert "style-src-attr 'unsafe-inline'" in policy(site)
    assert "style-src-elem 'self' 'unsafe-inline'" in policy(site)
    (scripts,) = re.findall(r"script-src ([^;]*)", policy(site))
    assert "unsafe" not in scripts


def test_a_policy_too_long_for_cloudflare_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    styles = "".join(f'<i style="width:{at}%"></i><svg><style>a{at}{{}}</style></svg>' for at in range(12))
    scripts = "".join(f"<script>{AT_DEPTH.format('../' * depth)}</script>" for depth in range(12))
    (site / "index.html").write_text(page("", after=styles + scripts), encoding="utf-8")
    (note,) = finish(site)
    assert "Cloudflare" in note
    shutil.rmtree(site / "assets")
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    (site / "index.html").write_text(page("", after=styles + scripts), encoding="utf-8")
    (note,) = finish(site)
    assert note.startswith("页面内的样式太多")


def test_compressed_copies_hold_the_file(site: Path) -> None:
    (site / "large.txt").write_text("整改" * 1000, encoding="utf-8")
    (site / "large.bin").write_bytes(b"a" * 5000)
    (site / "assets").mkdir()
    (site / "assets" / "unused.js").write_text("a" * 5000, encoding="utf-8")
    finish(site)
    large = (site / "large.txt").read_bytes()
    assert gzip.decompress((site / "large.txt.gz").read_bytes()) == large
    assert brotli.decompress((site / "large.txt.br").read_bytes()) == large
    names = fingerprint(site)
    for name in ("large.bin", "assets/unused.js", named(site, "own.#.css")):
        assert f"{name}.gz" not in names, name


def test_the_same_site_is_the_same_bytes(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "large.txt").write_text("整改" * 1000, encoding="utf-8")
    (site / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset/>", mtime=7))
    later = Path(shutil.copytree(site, tmp_path / "later"))
    (later / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset/>", mtime=8))
    os.utime(later / "large.txt", (1, 1))
    finish(site)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000)  # another second, which is what gzip writes down
    finish(later)
    assert fingerprint(site) == fingerprint(later)


def test_the_real_site(project: Project) -> None:
    """Every style sheet and script that a page asks for is there and has a fingerprint; no page holds a style."""
    for path in project.site.rglob("*.html"):
        if path.stem == path.parent.name:
            continue  # a report in a single file asks for nothing
        html = path.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', html)
        asked += re.findall(r'"search": "([^"]+)"', html)
        assert len(asked) > 10
        for address in asked:
            target = project.site / address.removeprefix("/sub/") if address.startswith("/") else path.parent / address
            assert target.resolve().is_file(), f"{path}: {address}"
            assert re.search(r"\.[0-9a-f]{8}\.", address), f"{path}: {address}"
        assert not re.search(r"<style| style=| on[a-z]+=", html), path
    assert (project.site / FIRST / "index.html.br").is_file()


def test_mkdocs_alone_needs_no_hosting(plain_site: Path) -> None:
    assert (plain_site / "assets" / "stylesheets" / "text.css").is_file()
    assert not (plain_site / "_headers").exists()


@pytest.mark.parametrize(
    ("old", "path", "leads"),
    [
        ("yunxi", "/yunxi/p1/", "/lanze/p1/"),
        ("yunxi", "/zgtb/yunxi/p1/", "/zgtb/lanze/p1/"),
        ("p1", "/p1/p2/", "/lanze/p2/"),
        ("p1", "/another/p1/", None),  # a page of another report
        ("full", "/another/full/", None),
        ("2021", "/images/2021/a.png", None),  # a file of the publisher's own
    ],
)
def test_a_former_address_leads_on_and_no_folder_of_its_name(old: str, path: str, leads: str | None) -> None:
    told = server_files({}, [], {}, {old: "lanze"}, {"2021"})["_hosting/nginx-http.conf"]
    rules = re.findall(r'"~(\^[^"]*)" "([^"]*)";', told)
    found = (
        re.sub(r"\$(\d)", lambda group: match[int(group[1])], to)
        for rule, to in rules
        if (match := re.match(rule, path))
    )
    assert next(found, None) == leads
