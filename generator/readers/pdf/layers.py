"""Layers of a PDF that are off (optional content): what stands on them is not shown."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.bounds import PdfObjects

_OFF = re.compile(rb"/OFF\s*\[([^\]]*)\]")
_NAME = re.compile(rb"/Name\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\))", re.DOTALL)
_MOST_MARKS = 50
_LONGEST = 512


def layers_off(objects: PdfObjects) -> frozenset[bytes]:
    """Return the names of the layers that are off when the file is opened, as the file has them."""
    names = set()
    for item in objects.found.values():
        if b"/OCProperties" not in item.words and b"/OCGs" not in item.words and b"/OFF" not in item.words:
            continue
        for listed in _OFF.findall(item.words):
            for number in re.findall(rb"(\d+)\s+\d+\s+R", listed):
                layer = objects.found.get(int(number))
                name = _NAME.search(layer.words) if layer else None
                if name:
                    names.add(bytes.fromhex(name[1].decode()) if name[1] is not None else _plain(name[2]))
    return frozenset(names)


def is_off(item: Any, off: frozenset[bytes]) -> bool:
    """Say whether an object of a page stands on a layer that is off."""
    if not off:
        return False
    buffer = ctypes.create_string_buffer(_LONGEST)
    size = ctypes.c_ulong()
    for index in range(min(max(pdfium.FPDFPageObj_CountMarks(item), 0), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), _LONGEST, size)
        if buffer.raw[: max(size.value - 2, 0)] != "OC".encode("utf-16-le"):
            continue
        data = (ctypes.c_ubyte * _LONGEST)()
        if (
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", data, _LONGEST, size)
            and bytes(data)[: size.value] in off
        ):
            return True
    return False


def _plain(text: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", text, flags=re.DOTALL)
