"""Whether a picture of a PDF lets through what lies below it: a seal over the signature hides none of it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.shapes import Box

_MOST_PIXELS = 40_000_000
_OPAQUE = 128
"""Of 255: from there on nothing is read through a pixel."""
_AROUND = (-0.35, -0.17, 0.0, 0.17, 0.35)
"""Where it is looked, in heights of a character from its middle."""
_COVERED = 0.75
"""Share of these places that are opaque from which a character can't be read: a stroke of a seal covers less."""


@dataclass(frozen=True, slots=True)
class Layer:
    """How opaque a picture is, pixel by pixel from its top left."""

    width: int
    height: int
    alpha: bytes

    def covers(self, box: Box, middle: tuple[float, float], height: float) -> bool:
        """Say whether a character is covered by the picture, which takes a box of the page."""
        wide, high = max(box[2] - box[0], 0.01), max(box[3] - box[1], 0.01)
        places = [(middle[0] + x * height, middle[1] + y * height) for x in _AROUND for y in _AROUND]
        opaque = 0
        for x, y in places:
            column = int((x - box[0]) / wide * self.width)
            row = int((box[3] - y) / high * self.height)
            if 0 <= column < self.width and 0 <= row < self.height:
                opaque += self.alpha[row * self.width + column] >= _OPAQUE
        return opaque >= _COVERED * len(places)


def layer_of(page: Any, item: Any) -> Layer | None:
    """Return how opaque a picture is; None for one that is opaque all over."""
    if pdfium.FPDFPageObj_HasTransparency(item):
        return Layer(1, 1, b"\0")
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, item)
    if not bitmap:
        return None
    try:
        kind = pdfium.FPDFBitmap_GetFormat(bitmap)
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        if kind not in {pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRA_Premul} or width * height > _MOST_PIXELS:
            return None
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    alpha = b"".join(data[row * stride + 3 : row * stride + 4 * width : 4] for row in range(height))
    return None if min(alpha, default=255) >= _OPAQUE else Layer(width, height, alpha)
