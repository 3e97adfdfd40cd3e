"""The old formats of Word and WPS, which no reader reads: what their files are known by."""

from __future__ import annotations

LEGACY = frozenset({".doc", ".rtf", ".wps"})
"""The endings of their names."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How a .doc begins, also one that is called .wps; an encrypted .docx does as well."""
