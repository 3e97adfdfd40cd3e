"""HTML without its addresses: pages that lie in different places lead to the same by different ones."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r'(<[a-zA-Z][^\s/>]*+(?:\s(?!(?:href|src)=")[^\s=>"]++(?:="[^"]*+")?+)*+)\s(?:href|src)="[^"]*+"',
)
"""Of HTML as the parser prints it: every attribute is quoted, and text has no `<`, but may have ` href="`."""


def without_addresses(html: str) -> str:
    """Return HTML, as the parser prints it, without the attribute of each element that leads somewhere."""
    return _ADDRESS.sub(lambda found: found[1], html)
