"""Finishes built pages for hosting, before they are proven: all that depends on the bytes that MkDocs wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.files import names_in
from generator.hosting.compress import compress
from generator.hosting.fingerprints import FINGERPRINTED, new_names, renamed, sheet, style_names
from generator.hosting.iis import iis_file
from generator.hosting.pages import read_pages
from generator.hosting.policy import InlineCode, all_inline, inline_of, security_headers
from generator.hosting.references import elsewhere
from generator.hosting.servers import server_files
from generator.hosting.tomcat import tomcat_file
from generator.wording import say

_LONGEST_LINE = 2000
"""Maximum length in characters of a line of `_headers` that Cloudflare Pages reads."""


@dataclass(frozen=True, slots=True)
class Hosted:
    """What a web server must know about a part of the site; all paths are paths in the site."""

    inline: InlineCode = field(default_factory=InlineCode)
    """The inline scripts and styles of its pages."""
    used: tuple[str, ...] = ()
    """The style sheets and scripts that its pages load, by their names with fingerprints."""
    charsets: dict[str, str] = field(default_factory=dict)
    """The encoding of each published source that is not UTF-8, as a `charset` parameter, by path."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """The files that its pages need from other parts of the site, each with the first page that needs it."""


def finish_pages(site: Path, folder: str = "") -> tuple[Hosted, dict[str, str]]:
    """Make the pages load style sheets and scripts by names with fingerprints; return what a server must know.

    `folder` is the pages' folder in the site, empty for the whole site. The second value gives the new name of each
    file that has no fingerprint yet; `finish_site` renames these files.
    """
    pages = read_pages(site, folder)
    names, styles = new_names(site, pages), style_names(pages, f"{folder}/" if folder else "")
    for page in pages:
        if page.references or page.head_styles:
            (site / page.name).write_bytes(renamed(page, names, styles))
    for style, name in styles.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(sheet(style))
    needed = elsewhere(site, ((page.name, page.targets) for page in pages))
    used = {names.get(reference.target, reference.target) for page in pages for reference in page.references}
    return Hosted(
        inline_of(pages),
        tuple(sorted({*used, *styles.values()})),
        charsets_of(site, (pair for page in pages for pair in page.encodings)),
        needed,
    ), names


def finish_site(
    site: Path,
    names: dict[str, str],
    hosted: Iterable[Hosted],
    note: Callable[[str], None],
    moved: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Rename a site's style sheets and scripts, and write the settings for web servers.

    `names` are the new names by present name, `hosted` is what a server must know about each part of the site, `moved`
    gives the slug of each renamed report by its former slug; `note` is called with warnings.
    """
    for old, new in names.items():
        (site / old).rename(site / new)
    parts = list(hosted)
    headers = security_headers(all_inline(part.inline for part in parts))
    if len(headers["Content-Security-Policy"]) > _LONGEST_LINE - len("  Content-Security-Policy: "):
        note(
            say(
                "the pages hold so many inline styles that the policy in site/_headers is too long a line for "
                "Cloudflare Pages; move those of your own into files (extra_css)."
            )
        )
    used = {name for part in parts for name in part.used}
    charsets = {source: label for part in parts for source, label in part.charsets.items()}
    files = all_server_files(headers, used, charsets, moved, names_in(site) if moved else ())
    for name, text in files.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def all_server_files(
    headers: Mapping[str, str],
    used: Iterable[str],
    charsets: Mapping[str, str],
    moved: Mapping[str, str],
    around: Iterable[str],
) -> dict[str, str]:
    """Return the texts of the settings for every web server, by path in the site.

    `used` are the style sheets and scripts that pages load, `around` the paths of the files outside the reports'
    folders; the others are those of `server_files`.
    """
    kept = sorted(name for name in used if re.search(FINGERPRINTED, name))
    # The folders of a path between its first and its last part.
    inside = {name for path in around for name in path.split("/")[1:-1]}
    return (
        server_files(headers, kept, charsets, moved, inside) | iis_file(headers, kept, charsets) | tomcat_file(charsets)
    )


def finish_hosting(site: Path, note: Callable[[str], None]) -> None:
    """Finish a site that was built in one piece, as by `mkdocs build`, and write its compressed copies."""
    hosted, names = finish_pages(site)
    finish_site(site, names, [hosted], note)
    compress(site, hosted.used)


def charsets_of(site: Path, encodings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the `charset` parameter of each published source that is not UTF-8; `encodings` are (path, encoding)."""
    found = {}
    for source, encoding in sorted(set(encodings)):
        label = encoding.lower().replace("_", "-").replace("utf-16-", "utf-16")
        # utf-16 and utf-8-sig have a byte order mark, which has precedence over any header in browsers.
        if re.fullmatch(r"[a-z0-9-]+", label) and not label.startswith("utf-8") and label != "utf-16":
            found[source] = label
    return {source: label for source, label in found.items() if (site / source).is_file()}
