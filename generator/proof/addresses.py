"""HTML without its addresses: pages that lie in different places lead to the same by different ones."""

from __future__ import annotations

import re

_OTHER = r'(?:\s(?!(?:href|src)=")[^\s=>"]++(?:="[^"]*+")?+)*+'
_ADDRESS = re.compile(
    rf'(<[a-zA-Z][^\s/>]*+{_OTHER})\s(?:href|src)="[^"]*+"({_OTHER})(?:\s(?:href|src)="[^"]*+")?+',
)
"""Of HTML as the parser prints it: every attribute is quoted, and text has no `<`, but may have ` href="`."""


def without_addresses(html: str) -> str:
    """Return HTML, as the parser prints it, without the attributes that lead somewhere."""
    return _ADDRESS.sub(r"\1\2", html)
