"""What object storage must be told of each file: a list for whatever uploads a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.hosting.fingerprints import FINGERPRINTED
from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import in_charset, type_of
from generator.model.pages import COPIES, HIDDEN, HOSTING

UPLOAD = f"{HOSTING}/upload.tsv"
_NOT_SERVED = re.compile(rf"{HOSTING}/|(?:{'|'.join(map(re.escape, HIDDEN))})$|\.|.*/\.[^/]*$")
"""What only other servers read: a storage compresses by itself."""
_kept = re.compile(FINGERPRINTED).search


def upload_list(folders: Mapping[str, Iterable[str]], charsets: Mapping[str, str]) -> str:
    """Return the files of a site: path, type and how long it may be kept, with tabs between; a line a file.

    `folders` are those of the reports and the site itself, each by its path in the site (`huadu-2021/`, nothing for the
    site) with the paths in it; `charsets` are the files that are no UTF-8. A name with a tab in it, which a shell could
    not read, is left out.
    """
    parts = {name: _lines([name], charsets) for name in folders.get("", ())}
    parts |= {
        folder: _lines([folder + name for name in names], charsets) for folder, names in folders.items() if folder
    }
    # What is in a folder stands together in the order of paths: of a thousand reports not all need be sorted at once.
    return "path\tcontent_type\tcache_control\n" + "".join(parts[name] for name in sorted(parts))


def _lines(names: Iterable[str], charsets: Mapping[str, str]) -> str:
    lines = []
    for name in sorted(name for name in names if not name.endswith(COPIES)):
        if not _NOT_SERVED.match(name) and "\t" not in name:
            kind = in_charset(name, charsets[name]) if name in charsets else type_of(name)
            lines.append(f"{name}\t{kind}\t{KEPT if _kept(name) else REVALIDATED}\n")
    return "".join(lines)
