"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import io

import segno

_MASK = 3
"""The mask pattern, fixed: all eight can be scanned, and choosing the best of them would take most of the time."""


def qr_svg(address: str) -> str:
    """Return the QR code of an address as an SVG element without width and height, its quiet zone included."""
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, nl=False, omitsize=True, border=4, svgclass=None, lineclass=None)
    return drawn.getvalue().decode()
