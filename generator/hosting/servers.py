"""The settings for Netlify, Cloudflare Pages, nginx and Caddy: the same headers and redirects in each one's syntax."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from generator.hosting.fingerprints import FINGERPRINTED
from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import TEXT, in_charset, with_charset
from generator.model.pages import BESIDE, CHANGES, FULL, HIDDEN, HOSTING, NAMED, STYLES, VERSIONS

_UNKNOWN = ("csv", "md", "jsonl", "webmanifest", "bib", "ris", "csl")
"""File name extensions that a server's own list of media types may lack."""
_CHARSET_TYPES = (
    "application/atom+xml application/feed+json application/javascript application/json application/jsonl "
    "application/ld+json application/manifest+json application/rss+xml application/xml image/svg+xml text/css text/csv "
    "text/javascript text/markdown text/plain text/xml"
)
_OF_REPORTS = re.compile(rf"[pa]u?[0-9][0-9a-z-]*|[0-9]{{1,3}}|data|{'|'.join((FULL, CHANGES, VERSIONS, *BESIDE))}")
"""Matches the names that folders within a report's folder can have: p2f1, full, versions, 1."""
Rule = tuple[str, str]
"""A regular expression for old paths, and the format of the new one."""
_GENERATED = "# Made by gongkai build; changes are lost.\n"


def server_files(
    headers: Mapping[str, str],
    kept: list[str],
    charsets: Mapping[str, str],
    moved: Mapping[str, str],
    inside: Collection[str] = (),
) -> dict[str, str]:
    """Return the texts of the settings files by path in the site.

    `headers` are those of every response, `kept` the paths of files that browsers may cache for ever, `charsets` the
    encodings of files that are not UTF-8, by path, and `moved` the slugs of renamed reports by former slug. `inside`
    are names of folders within other folders of the site.
    """
    rules = _moved_rules(moved, inside)
    redirects = {"_redirects": _redirects_file(moved)} if moved else {}
    return redirects | {
        "_headers": _headers_file(headers, kept, charsets),
        f"{HOSTING}/nginx-http.conf": _nginx_http(charsets, rules),
        f"{HOSTING}/nginx-server.conf": _nginx_server(headers, moved),
        f"{HOSTING}/Caddyfile": _caddyfile(headers, charsets, rules),
    }


def _headers_file(headers: Mapping[str, str], kept: list[str], charsets: Mapping[str, str]) -> str:
    """Return `_headers` for Netlify and Cloudflare Pages, which combine all rules that match a path.

    Hence there is no rule with no-cache for all paths; by default both services make browsers revalidate.
    """
    rules = [("/*", dict(headers))]
    inline = re.compile(rf"(?:^|/){STYLES}/[^/]+$")
    rules += [(f"/{name}", {"Cache-Control": KEPT}) for name in kept if not inline.search(name)]
    if any(name.startswith(f"{STYLES}/") for name in kept):
        rules.append((f"/{STYLES}/*", {"Cache-Control": KEPT}))
    if any(f"/{STYLES}/" in name for name in kept):
        rules.append((f"/:report/{STYLES}/*", {"Cache-Control": KEPT}))
    rules += [(f"/{name}", {"Content-Type": in_charset(name, charset)}) for name, charset in charsets.items()]
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items()) for path, values in rules
    )


def _redirects_file(moved: Mapping[str, str]) -> str:
    """Return `_redirects` for Netlify and Cloudflare Pages, which use the first rule that matches."""
    own = [f"/{old}/{old}{ending} /{new}/{new}{ending} 301" for old, new in moved.items() for ending in NAMED]
    return "\n".join([*own, *(f"/{old}/* /{new}/:splat 301" for old, new in moved.items()), ""])


def _moved_rules(moved: Mapping[str, str], inside: Collection[str]) -> list[Rule]:
    """Return a regular expression for the paths below each former slug, with the format of the new path.

    The format has `{1}` and `{2}` for the two groups, since each server has its own syntax for them. The site may stand
    in a folder of its server; but a former slug that folders within others have as well (full, 2021) leads on only at
    the server's top: else the pages in those folders, of other reports, would lead elsewhere.
    """
    found = []
    for old, new in moved.items():
        found.append((rf"^(.*)/{old}/{old}((?:-large|-offline)?\.[a-z]+)$", rf"{{1}}/{new}/{new}{{2}}"))
        before = "" if old in inside or _OF_REPORTS.fullmatch(old) else ".*"
        found.append((rf"^({before})/{old}(/.*)$", rf"{{1}}/{new}{{2}}"))
    return found


def _nginx_http(charsets: Mapping[str, str], rules: Iterable[Rule]) -> str:
    """Return nginx' settings for the http block, outside the server blocks."""
    exceptions = "".join(f'    "~/{re.escape(name)}$" {charset};\n' for name, charset in charsets.items())
    types = "".join(f"    {TEXT[ending]} {ending};\n" for ending in _UNKNOWN)
    leads = "".join(f'    "~{pattern}" "{place.format("", "$1", "$2")}";\n' for pattern, place in rules)
    return (
        f"{_GENERATED}"
        f'map $uri $gongkai_cache {{\n    default "{REVALIDATED}";\n    "~/assets/.+{FINGERPRINTED}" "{KEPT}";\n}}\n'
        f"map $uri $gongkai_charset {{\n    default utf-8;\n{exceptions}}}\n"
        f'map $uri $gongkai_moved {{\n    default "";\n{leads}}}\n'
        f"types {{\n{types}}}\n"
    )


def _nginx_server(headers: Mapping[str, str], moved: Mapping[str, str]) -> str:
    """Return nginx' settings for a server block or a location."""
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    hidden = "|".join([*(f"{re.escape(name)}$" for name in HIDDEN), f"{HOSTING}/"])
    leads = "if ($gongkai_moved) {\n    return 301 $gongkai_moved;\n}\n" if moved else ""
    return (
        f"{_GENERATED}"
        "index index.html;\nautoindex off;\nabsolute_redirect off;\netag on;\ngzip_static on;\ngzip_vary on;\n"
        f"charset $gongkai_charset;\ncharset_types {_CHARSET_TYPES};\n"
        f"add_header Cache-Control $gongkai_cache always;\n{lines}"
        f"{leads}location ~ /({hidden}) {{\n    return 404;\n}}\n"
    )


def _caddyfile(headers: Mapping[str, str], charsets: Mapping[str, str], rules: Iterable[Rule]) -> str:
    """Return Caddy's snippet `gongkai`.

    Headers for certain files have the matcher `file`: else the 404 page, sent for a missing file, would have them, too.
    """
    lines = "".join(f'\t\t\t{name} "{value}"\n' for name, value in headers.items())
    types = [(f"*.{ending}", with_charset(TEXT[ending])) for ending in (*_UNKNOWN, "txt")]
    types += [(f"*/{name}", in_charset(name, charset)) for name, charset in charsets.items()]
    typed = "".join(
        _caddy_header(f"type{at}", f"path {path}", "Content-Type", value) for at, (path, value) in enumerate(types)
    )
    leads = "".join(
        f"\t\t@moved{at} path_regexp moved{at} {pattern}\n"
        f"\t\tredir @moved{at} {place.format('', f'{{re.moved{at}.1}}', f'{{re.moved{at}.2}}')} 301\n"
        for at, (pattern, place) in enumerate(rules)
    )
    kept = _caddy_header("kept", f"path_regexp /assets/.+{FINGERPRINTED}", "Cache-Control", KEPT)
    return (
        f"{_GENERATED}(gongkai) {{\n"
        # A route runs its directives in order: headers for certain files come last, to override the general ones.
        f'\troute {{\n\t\theader {{\n\t\t\tCache-Control "{REVALIDATED}"\n\t\t\t?Vary Accept-Encoding\n{lines}\t\t}}\n'
        f"{kept}{typed}{leads}"
        "\t\tfile_server {\n\t\t\tprecompressed br gzip\n"
        f"\t\t\thide {' '.join(HIDDEN)} {HOSTING}\n\t\t}}\n\t}}\n}}\n"
    )


def _caddy_header(name: str, matcher: str, header: str, value: str) -> str:
    return f'\t\t@{name} {{\n\t\t\t{matcher}\n\t\t\tfile\n\t\t}}\n\t\theader @{name} {header} "{value}"\n'
