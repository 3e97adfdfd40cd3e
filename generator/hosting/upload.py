"""The upload list: the headers that an upload script must set for each file in object storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.hosting.fingerprints import FINGERPRINTED
from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import in_charset, type_of
from generator.model.pages import COPIES, HIDDEN, HOSTING

UPLOAD = f"{HOSTING}/upload.tsv"
_NOT_SERVED = re.compile(rf"{HOSTING}/|(?:{'|'.join(map(re.escape, HIDDEN))})$|\.|.*/\.[^/]*$")
"""Matches files that are not uploaded: settings of other servers, and dot entries."""
_kept = re.compile(FINGERPRINTED).search


def upload_list(folders: Mapping[str, Iterable[str]], charsets: Mapping[str, str]) -> str:
    """Return the list: a line a file with path, Content-Type and Cache-Control, separated by tabs.

    `folders` gives the paths in each report's folder, by the folder's path in the site (`huadu-2021/`), and the other
    files of the site under "". `charsets` gives the encodings of files that are not UTF-8, by path. Compressed copies
    are left out, as object storage compresses itself; so are names with a tab, which a shell script could not read.
    """
    parts = {name: _lines([name], charsets) for name in folders.get("", ())}
    parts |= {
        folder: _lines([folder + name for name in names], charsets) for folder, names in folders.items() if folder
    }
    # A folder's files are adjacent in the order of all paths, so each folder can be sorted alone.
    return "path\tcontent_type\tcache_control\n" + "".join(parts[name] for name in sorted(parts))


def _lines(names: Iterable[str], charsets: Mapping[str, str]) -> str:
    lines = []
    for name in sorted(name for name in names if not name.endswith(COPIES)):
        if not _NOT_SERVED.match(name) and "\t" not in name:
            kind = in_charset(name, charsets[name]) if name in charsets else type_of(name)
            lines.append(f"{name}\t{kind}\t{KEPT if _kept(name) else REVALIDATED}\n")
    return "".join(lines)
