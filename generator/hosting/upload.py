"""What object storage must be told of each file: a list for whatever uploads a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.hosting.fingerprints import FINGERPRINTED
from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import in_charset, type_of
from generator.model.pages import HIDDEN, HOSTING

UPLOAD = f"{HOSTING}/upload.tsv"
_COPIES = (".gz", ".br")
_NOT_SERVED = re.compile(rf"{HOSTING}/|(?:{'|'.join(map(re.escape, HIDDEN))})$|\.|.*/\.[^/]*$")
"""What only other servers read: a storage compresses by itself."""
_kept = re.compile(FINGERPRINTED).search


def upload_list(names: Iterable[str], charsets: Mapping[str, str]) -> str:
    """Return the files of a site: path, type and how long it may be kept, with tabs between; a line a file.

    `charsets` are the files that are no UTF-8. A name with a tab in it, which a shell could not read, is left out.
    """
    lines = ["path\tcontent_type\tcache_control"]
    for name in sorted(name for name in names if not name.endswith(_COPIES)):
        if not _NOT_SERVED.match(name) and "\t" not in name:
            kind = in_charset(name, charsets[name]) if name in charsets else type_of(name)
            lines.append(f"{name}\t{kind}\t{KEPT if _kept(name) else REVALIDATED}")
    return "\n".join(lines) + "\n"
