"""What nginx and Caddy answer, asked over the wire."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest

from tests.project import FIRST, SECOND
from tests.webservers import get

PAGE = f"{FIRST}/p2t2f9/"
SECURITY = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")
KEPT = "public, max-age=31536000, immutable"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def sheet(site: Path, name: str = "text") -> str:
    """Return the address of a style sheet of ours."""
    (found,) = (site / "assets" / "stylesheets").glob(f"{name}.*.css")
    return found.relative_to(site).as_posix()


def kinds(site: Path) -> list[str]:
    """Return an address of each kind of file."""
    return ["", PAGE, "search/search_index.json", "sitemap.xml", f"{FIRST}/source.txt", sheet(site), "no/such/page"]


def directives(policy: str) -> dict[str, list[str]]:
    """Part a policy."""
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def test_every_answer_has_the_security_headers(server: str, root_site: Path) -> None:
    pages = [get(server + path) for path in kinds(root_site)]
    for header in SECURITY:
        assert len({page[header] for page in pages}) == 1, header
    assert pages[0]["X-Content-Type-Options"] == "nosniff"
    assert pages[0]["Referrer-Policy"] == "same-origin"
    assert "camera=()" in pages[0]["Permissions-Policy"]


def test_policy_allows_nothing_that_is_not_named(server: str) -> None:
    policy = directives(get(server)["Content-Security-Policy"])
    for name in ("default-src", "object-src", "base-uri"):
        assert policy[name] == ["'none'"], name
    for name in ("connect-src", "worker-src", "form-action", "frame-ancestors", "style-src"):
        assert policy[name] == ["'self'"], name
    assert policy["script-src"][0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", value) for value in policy["script-src"][1:])
    assert "unsafe-inline" not in str(policy)
    # The page by hand has two aligned columns.
    assert policy["style-src-attr"][0] == "'unsafe-hashes'"
    assert len(policy["style-src-attr"]) == 3


def test_fingerprinted_is_kept_and_the_rest_asked_about(server: str, root_site: Path) -> None:
    kept = [
        sheet(root_site),
        sheet(root_site, "main"),
        f"{SECOND}/assets/inline/{next((root_site / SECOND / 'assets/inline').iterdir()).name}",
    ]
    for path in kept:
        assert get(server + path)["Cache-Control"] == KEPT, path
    others = [path for path in kinds(root_site) if path not in kept] + ["assets/images/favicon.svg", "404.html"]
    for path in [*others, "assets/stylesheets/gone.00000000.css"]:
        assert get(server + path)["Cache-Control"] == "no-cache", path


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_unchanged_is_not_sent_again(server: str, root_site: Path, encoding: str) -> None:
    for path in kinds(root_site)[:-1]:
        first = get(server + path, Accept_Encoding=encoding)
        assert first.status == 200
        again = get(server + path, Accept_Encoding=encoding, If_None_Match=first["ETag"])
        assert (again.status, again.body) == (304, b""), path
        assert again["Cache-Control"] == first["Cache-Control"]
        assert get(server + path, Accept_Encoding=encoding, If_None_Match='"other"').status == 200


@pytest.mark.parametrize(
    ("accepted", "sent"), [("gzip, deflate, br", "br"), ("br", "br"), ("gzip", "gzip"), ("identity", "")]
)
def test_compressed_as_asked(server: str, root_site: Path, accepted: str, sent: str) -> None:
    for path in ["", PAGE, "search/search_index.json", f"{FIRST}/source.txt", sheet(root_site)]:
        answer = get(server + path, Accept_Encoding=accepted)
        assert answer["Content-Encoding"] == sent, path
        file = root_site / path
        there = (file / "index.html" if file.is_dir() else file).read_bytes()
        assert (UNPACK[sent](answer.body) if sent else answer.body) == there, path
        assert not sent or len(answer.body) < len(there)
        assert "Accept-Encoding" in answer["Vary"], path


@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_types(server: str, served_site: Path, accepted: str) -> None:
    for name in ("notes.md", "data.jsonl", "data.csv", "own.bib", "own.ris", "own.csl"):
        (served_site / name).write_text("字", encoding="utf-8")
    wanted = {
        "": "text/html; charset=utf-8",
        f"{FIRST}/source.txt": "text/plain; charset=utf-8",
        f"{SECOND}/source.txt": "text/plain; charset=gb18030",
        sheet(served_site): "text/css; charset=utf-8",
        "notes.md": "text/markdown; charset=utf-8",
        "data.csv": "text/csv; charset=utf-8",
        "data.jsonl": "application/jsonl; charset=utf-8",
        "own.bib": "text/plain; charset=utf-8",
        "own.ris": "text/plain; charset=utf-8",
        "own.csl": "application/xml; charset=utf-8",
        "no/such.txt": "text/html; charset=utf-8",
        "assets/images/favicon.png": "image/png",
    }
    for path, type_ in wanted.items():
        assert get(server + path, Accept_Encoding=accepted)["Content-Type"].lower() == type_, path
    for path in ("search/search_index.json", "assets/images/favicon.svg", "sitemap.xml"):
        assert re.match(
            r"(application/json|image/svg\+xml|(text|application)/xml)\b", get(server + path)["Content-Type"]
        )


def test_missing_is_missing(server: str, below: str, root_site: Path, built_site: Path) -> None:
    for address, site in ((server, root_site), (below, built_site)):
        for path in (
            "no-such-page",
            f"{FIRST}/no-such/",
            "no.css",
            "no.txt",
            "_headers",
            "_hosting/nginx-http.conf",
            "_hosting/Caddyfile",
        ):
            answer = get(address + path)
            assert answer.status == 404, path
            assert answer.body == (site / "404.html").read_bytes(), path


def test_folders_are_not_listed(server: str, below: str) -> None:
    for address in (server, below):
        for path in ("assets/", "search/", "assets/stylesheets/"):
            answer = get(address + path)
            assert answer.status in (403, 404)
            assert b"search_index" not in answer.body
            assert b"frame." not in answer.body.replace(b"assets/stylesheets/frame.", b"").replace(
                b"assets/javascripts/frame.", b""
            )


def test_addresses_end_in_a_stroke(server: str, below: str) -> None:
    for address in (server, below):
        assert get(f"{address}{FIRST}/").status == 200
        moved = get(f"{address}{FIRST}")
        assert moved.status in (301, 308)
        assert moved["Location"].endswith(f"{FIRST}/")
        path = "/" + f"{address}{FIRST}".split("/", 3)[3]
        assert moved["Location"] in (f"{path}/", f"{FIRST}/")


def test_below_a_path_is_the_same(below: str, built_site: Path) -> None:
    assert get(below.removesuffix("sub/")).body == b"something else"
    assert get(below.removesuffix("/")).status == 301
    page = get(below + PAGE, Accept_Encoding="br")
    assert brotli.decompress(page.body) == (built_site / PAGE / "index.html").read_bytes()
    assert page["Cache-Control"] == "no-cache"
    assert get(below + sheet(built_site))["Cache-Control"] == KEPT
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert get(below + "no-such-page")["Content-Security-Policy"] == page["Content-Security-Policy"]


def _pattern(rule: str) -> str:
    """Return what a rule of `_headers` matches, as a regular expression."""
    return re.sub(r":\w+", "[^/]+", re.escape(rule[1:]).replace(r"\*", ".*"))


def test_headers_file_says_what_the_servers_say(server: str, root_site: Path) -> None:
    """Netlify and Cloudflare Pages can't be run here; what they read is held to what nginx and Caddy answer."""
    rules: dict[str, dict[str, str]] = {}
    for line in (root_site / "_headers").read_text(encoding="utf-8").splitlines():
        assert len(line) < 2000, "Cloudflare reads no longer line"
        if line.startswith("/"):
            rules[line] = {}
        else:
            name, value = line.strip().split(": ", 1)
            rules[list(rules)[-1]][name] = value
    assert len(rules) <= 100, "Cloudflare reads no more rules"
    everywhere = rules.pop("/*")
    assert set(everywhere) == set(SECURITY)
    names = {path.relative_to(root_site).as_posix() for path in root_site.rglob("*") if path.is_file()}
    for path, headers in rules.items():
        (one, *_) = [name for name in sorted(names) if re.fullmatch(_pattern(path), name)]
        answer = get(server + one)
        for name, value in {**headers, **everywhere}.items():
            assert answer[name] == value, path
    assert rules["/:report/assets/inline/*"] == {"Cache-Control": KEPT}
    assert rules[f"/{sheet(root_site)}"] == {"Cache-Control": KEPT}
    assert rules[f"/{SECOND}/source.txt"] == {"Content-Type": "text/plain; charset=gb18030"}
