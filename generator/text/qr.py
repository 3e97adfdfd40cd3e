"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import io

import segno

_MASK = 3
"""One of the eight patterns, all of which are read; to weigh them against each other takes most of the time."""


def qr_svg(address: str) -> str:
    """Return a QR code of an address with its quiet zone, as an SVG element without a size."""
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, nl=False, omitsize=True, border=4, svgclass=None, lineclass=None)
    return drawn.getvalue().decode()
