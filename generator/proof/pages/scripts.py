"""The inline scripts of the theme, known by their digests: no page may have another one.

Any other script in a page comes from a mistake, from a report or from an attacker.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

EXECUTED = frozenset({"", "text/javascript", "application/javascript", "module", "importmap", "speculationrules"})
"""The types of script that a browser executes."""
DATA = frozenset({"application/json", "application/ld+json"})
"""The types of script elements that hold data and are not executed."""

_KNOWN = frozenset(
    {
        "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e",
        "3907d77c1c78f2658c4fefb1c0cb8a4caf9e66479edaeace65c6c1e213f47107",
        "39786d23164f4a957d209d58194ffb708b7aa9a301e08f254f35e4ecc52d5f82",
        "b8bab4f4db254aabc5540bfcac8960ca2aa6a1adb5484f25e6b391bc698b06e5",
        "d74bb3b582599bb38b62d1eb15a60a0af4ce0147e3335efe0a811693984b71ce",
        "e441dbdde5a0501b99527bb443d86875df7b1a02ed15df77ed97b4c8234e4b70",
        "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f",
    }
)
"""The digests of the scripts of Material for MkDocs 9.8, addresses left out; another version's are computed."""
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ADDRESS = re.compile(r'new URL\("([^"\\<>{}]*)"')
"""Matches the only part of a script that differs from page to page: the address of the site's top."""
_FILLED = re.compile(r'new URL\("\{\{[^}]*\}\}"')
"""Matches the same in a template, where the address is a placeholder."""
_PLACE = re.compile(r"(?!//)[\w.~%/-]*", re.ASCII)
"""Matches an address within the site."""
_OPEN = 'new URL("'


def is_known(script: str) -> bool:
    """Return whether an inline script is one of the theme's."""
    if any(not _PLACE.fullmatch(address) for address in _ADDRESS.findall(script)):
        return False
    digest = _digest(_ADDRESS.sub(_OPEN, script))
    return digest in _KNOWN or digest in _installed()


@cache
def _installed() -> frozenset[str]:
    """Return the digests of the inline scripts in the installed theme's templates."""
    spec = find_spec("material")
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []
    paths = [path for folder in folders for path in folder.glob("templates/partials/javascripts/*.html")]
    scripts = [script for path in paths for script in _SCRIPT.findall(path.read_text(encoding="utf-8"))]
    return frozenset(_digest(_FILLED.sub(_OPEN, script)) for script in scripts)


def _digest(script: str) -> str:
    return sha256(script.encode("utf-8", "surrogateescape")).hexdigest()
