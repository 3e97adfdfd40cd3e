"""The offline bundle: a zip file with a whole site, or one report of it, that works when opened from a disk."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from os import cpu_count
from pathlib import Path

from generator.data.citings import CITINGS
from generator.data.figures import FIGURES, PACKED, PIECE, ROWS
from generator.edition.edition import Edition
from generator.errors import UserError
from generator.files import names_in
from generator.model.pages import COPIES, HIDDEN, HOSTING, RECEIPT
from generator.search.index import Index, build_index, merged
from generator.search.manifest import MANIFEST
from generator.search.write import REPORT_INDEX, SCRIPT, StoredIndices, index_files
from generator.settings.project import is_source
from generator.site.downloads.archive import Deflated, Deflations, copy_in, entries_of, prefixed, write_archive
from generator.site.downloads.relink import Relinked
from generator.site.machines.crawlers import ROBOTS, SITEMAP, SITEMAP_AROUND
from generator.site.machines.feed import FEED, FEEDS
from generator.site.machines.moved import SCRIPT as MOVED
from generator.wording import say

LONGEST_PATH = 120
"""Maximum length in characters of a path in a bundle, so that Windows can unpack it below a user's folders."""

_NOT_ON_WINDOWS = re.compile(r'[\\:*?"<>|\x00-\x1f]|[. ](?:/|$)')
_LEFT_OUT = frozenset(
    {
        *("404.html", ROBOTS, FEED, SITEMAP, SITEMAP_AROUND, *HIDDEN),
        *(
            RECEIPT,
            CITINGS,
            FIGURES,
            PACKED,
            PIECE,
            ROWS,
            REPORT_INDEX,
            "manifest.json",
            "manifest.json.sig",
            posixpath.basename(MOVED),
        ),
    }
)
"""Names of files for a web server, its visitors or gongkai itself, which a bundle leaves out, wherever they are."""
_ENDINGS = (".map", ".zip", *COPIES)
"""Ends of the names of more such files."""
_STOCK_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Folders of Material's own search, which is not used."""

_ASSETS = "assets"
"""The folder of the theme's files."""
_HOME = "li.tree__home"
"""Selects the menu entry that leads to the site's home, which a single report's bundle does not have."""

OPEN = "打开.html"
READ_ME = "使用说明.txt"
SINGLES = "各文件夹里与文件夹同名的 html 文件"
"""What the instructions in the bundle of all reports name as the files with the whole texts."""
_HOW = """{title}

一、先把整个压缩包解压到一个文件夹（在压缩包里直接打开，只有“{single}”能看到全文）。
二、双击“打开.html”（与 index.html 相同），用任意浏览器阅读，不需要网络，也不会连接网络。
三、右上角可以搜索，原文里有的字句一定能找到。
四、需要打印时，用 PDF 文件，或打开“全文（一页）”后打印。
五、核对：SHA256SUMS 里是各文件的校验码，在本文件夹运行 sha256sum -c SHA256SUMS 即可逐一核对；
    没有这个命令的 Windows 电脑，运行 certutil -hashfile 文件名 SHA256，与 SHA256SUMS 里的比较。
    文字与发布单位原文逐字一致，核对的方法和结果见“完整性核验”一页。
"""


_HEADER = '<header class="md-header"'
"""The element before which `ALONE` is inserted."""
ALONE = (
    '<p class="alone">这个网页没有和它的文件夹在一起，所以显示不全。'
    "请先把整个压缩包（zip）解压到一个文件夹，再双击其中的“打开.html”；在微信里收到的，请用电脑解压，或改看 PDF。</p>"
)
"""A notice on a page that is opened inside a zip file or a chat; the style sheets hide it if they can be loaded."""


def pack_report(site: Path, slug: str, edition: Edition) -> bytes:
    """Return the bundle of one report as a zip file: its cover is at the top with its pages beside it.

    The same site gives the same bytes.
    """
    places = {"index.html": "index.html"}  # links to home lead to the cover
    places |= {path: path for path in _files(site, "assets")}
    pages = _files(site, slug)
    places |= {path: flat(path.removeprefix(f"{slug}/")) for path in pages}  # the report's folder becomes the top
    # Home itself is not packed: the cover takes its place.
    files = _moved(lambda path: site / path, places, places.keys() - {"index.html"}, without=_HOME)
    index = _files_of(build_index([(slug, edition)], "{page}.html"))
    files |= _beside(files, index, edition.title, f"{slug}.html")
    buffer = io.BytesIO()
    write_archive(buffer, _entries(files, slug))
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Packed:
    """The present bundle of all reports, and the reports in it that have not changed since."""

    path: Path
    reports: frozenset[str] = frozenset()
    """The slugs of the unchanged reports."""


def pack_site(path: Path, tops: Mapping[str, Path], reports: Collection[str], name: str, old: Packed) -> None:
    """Write the bundle of all reports, with home at the top.

    `tops` are the present paths of the site's top-level files and folders by name, `reports` the slugs, `name` the
    site's name. The entries of unchanged reports are copied from the `old` bundle.
    """
    found = {path for top, at in tops.items() for path in ([top] if at.is_file() else names_in(at, f"{top}/"))}
    places = places_of(found, reports)

    def at(path: str) -> Path:
        top, _, rest = path.partition("/")
        return tops[top] / rest

    stands = entries_of(old.path, {*old.reports, _ASSETS})
    kept = {place: entry for place, entry in stands.items() if not place.startswith(f"{_ASSETS}/")}
    taken = {path for path, place in places.items() if place not in kept}
    files = _moved(at, places, taken)
    copies = (copy_in(at(f"{path}.gz").read_bytes()) for path in sorted(taken) if f"{path}.gz" in found)
    own = [tops[slug] / f"{slug}-offline.zip" for slug in sorted({*reports} - old.reports)]
    known = Deflations(chain(filter(None, copies), stands.values(), *(entries_of(bundle).values() for bundle in own)))
    indices = index_of_all({slug: tops[slug] for slug in reports})
    entries = _entries(files | _beside(files, indices, name, SINGLES), known=known)
    held = set(places.values())
    whole = {place: entry for place, entry in kept.items() if place in held}
    with path.open("wb") as file:
        write_archive(file, whole | entries)


def places_of(paths: Iterable[str], reports: Collection[str]) -> dict[str, str]:
    """Return the path in the bundle of all `reports` of each file of a site, by path in the site.

    Files that bundles leave out are left out.
    """
    covers = {f"{slug}/index.html" for slug in reports}
    return {path: flat(path, covers) for path in sorted(paths) if not path.startswith("search/") and is_wanted(path)}


def index_of_all(folders: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the files of the search index of the bundle of all reports, by path in it.

    `folders` are the reports' built folders by slug, in the order that the index has them in.
    """
    indices = StoredIndices(folders)
    return _files_of(merged(indices[slug].at(_as_file) for slug in folders))


def _files_of(index: Index) -> dict[str, bytes]:
    return {path: text.encode() for path, text in index_files(index).items()}


def _files(site: Path, folder: str) -> list[str]:
    return sorted(path for path in names_in(site / folder, f"{folder}/") if is_wanted(path))


def is_wanted(path: str) -> bool:
    """Return whether bundles hold a file of the site, given its path."""
    name = posixpath.basename(path)
    # Dot entries such as .nojekyll and .well-known serve visitors on the web.
    if path.startswith((".", f"{HOSTING}/", FEEDS)):
        return False
    return name not in _LEFT_OUT and not name.endswith(_ENDINGS) and not path.startswith(_STOCK_SEARCH)


def _beside(files: Mapping[str, bytes], index: Mapping[str, bytes], title: str, single: str) -> dict[str, bytes]:
    """Return the files that only a bundle has: its search index, 打开.html and the instructions."""
    return {**index, OPEN: files["index.html"], READ_ME: read_me(title, single)}


def read_me(title: str, single: str) -> bytes:
    """Return a bundle's instructions; `single` is the file that shows the whole text even inside the zip file."""
    # Windows' editor reads them best with a byte order mark and CRLF.
    return _HOW.format(title=title, single=single).replace("\n", "\r\n").encode("utf-8-sig")


def _as_file(url: str) -> str:
    """Return the name of a page's file where there is no server: `a/p1.html` for `a/p1/`, `a/index.html` for `a/`."""
    if url.endswith(".html"):
        return url
    return f"{url}index.html" if url.count("/") == 1 else f"{url.removesuffix('/')}.html"


def flat(path: str, covers: Collection[str] = ()) -> str:
    """Return the path in a bundle of a page: `a/p1.html` for `a/p1/index.html`, which a server would show for `a/p1/`.

    Other files, the top's index.html and the pages in `covers` keep their paths.
    """
    folder, name = posixpath.split(path)
    return f"{folder}.html" if folder and name == "index.html" and path not in covers else path


def _moved(
    at: Callable[[str], Path], places: Mapping[str, str], taken: Collection[str], without: str = ""
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    relinked = Relinked(places)
    for path, place in places.items():
        if path not in taken:
            continue
        data = at(path).read_bytes()
        linked = is_linked(path, data)
        files[place] = _told_alone(relinked.page(data.decode(), path, without)).encode() if linked else data
    return files


def is_linked(path: str, data: bytes) -> bool:
    """Return whether a file that holds `data` is a page whose links are rewritten for a bundle.

    A page of the publisher's own that is not in UTF-8 is taken along as it is.
    """
    # The single file is not: it has no links to other files, and its checksum is published.
    return path.endswith(".html") and not _is_single(path) and not is_source(path) and _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _told_alone(html: str) -> str:
    return html.replace(_HEADER, ALONE + _HEADER, 1)


def _is_single(path: str) -> bool:
    folder, _, name = path.removesuffix(".html").rpartition("/")
    return bool(folder) and folder == name


def _entries(files: Mapping[str, bytes], folder: str = "", known: Deflations | None = None) -> dict[str, Deflated]:
    """Return files as entries of an archive; those in the stock `known` are not packed again.

    `folder` is the report's slug for messages, or empty. Raises UserError for a name that Windows can't unpack.
    """
    for name in files:
        if len(name) > LONGEST_PATH or _NOT_ON_WINDOWS.search(name):
            raise UserError(
                say(
                    "{path}: Windows can't unpack a file of that name from the offline bundle; give it one of up to "
                    '{longest} characters without \\ : * ? " < > |, or a dot or blank at its end.',
                    path=posixpath.join("docs_src", folder, name),
                    longest=LONGEST_PATH,
                )
            )
    # The search index as a script is the index as JSON after a few characters: pack it once.
    script, index = files.get(SCRIPT, b""), files.get(MANIFEST, b"")
    begins = script.removesuffix(index) if index and script.endswith(index) else None
    rest = {name: data for name, data in files.items() if name != SCRIPT or begins is None}
    with ThreadPoolExecutor(cpu_count()) as pool:
        found = dict(zip(rest, pool.map((known or Deflations()).deflated, rest.values()), strict=True))
    return found if begins is None else found | {SCRIPT: prefixed(begins, found[MANIFEST], index)}
