"""HTML without its addresses: pages that lie in different places lead to the same by different ones."""

from __future__ import annotations

import re

_TAG = re.compile(r'<[a-zA-Z][^\s/>]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*\s*/?>')
"""Of HTML as the parser prints it: every attribute is quoted, and text has no `<`, but may have ` href="`."""
_ADDRESS = re.compile(r'\s(?:href|src)="[^"]*"')


def without_addresses(html: str) -> str:
    """Return HTML, as the parser prints it, without the attributes that lead somewhere."""
    return _TAG.sub(lambda tag: _ADDRESS.sub("", tag[0]), html)
