"""The old formats of Word and WPS, which no reader reads, and how their files are recognised."""

from __future__ import annotations

LEGACY = frozenset({".doc", ".rtf", ".wps"})
"""Their file name endings."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of a .doc, also of one that is named .wps; an encrypted .docx begins with them as well."""
