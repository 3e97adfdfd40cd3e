"""Layers of a PDF that are off (optional content), and replacement text for what it draws (ActualText)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.bounds import PdfObjects

# Patterns for the dictionaries of optional content (PDF 32000-1, 8.11): a layer is an OCG, a rule over layers an OCMD.
_OFF = re.compile(rb"/OFF\s*\[([^\]]*)\]")
_NAME = re.compile(rb"/Name\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\))", re.DOTALL)
_LAYER = re.compile(rb"/Type\s*/OCG\b(?!s)")
_ALL_OFF = re.compile(rb"/BaseState\s*/OFF\b")
_ON = re.compile(rb"/ON\s*\[([^\]]*)\]")
_BY_USE = re.compile(rb"/AS\s*\[")
_NOT_VIEWED = re.compile(rb"/ViewState\s*/OFF\b")
_RULED = re.compile(rb"/Type\s*/OCMD\b")
_DRAWN = re.compile(rb"/Subtype\s*/(?:Form|Image)\b")
_ON_LAYER = re.compile(rb"/OC\s+\d+\s+\d+\s+R")
_HAN = re.compile("[\u3400-\u9fff]")
_MOST_MARKS = 50
"""Maximum number of content marks that are looked at on one object."""
_LONGEST = 512
"""Maximum length in bytes of a name or a replacement text that is read."""


def layers_off(objects: PdfObjects) -> frozenset[bytes]:
    """Return the names, undecoded, of the layers that are off when the file is opened."""
    names = set(_off_by_rule(objects))
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


def _off_by_rule(objects: PdfObjects) -> Iterator[bytes]:
    """Yield the names of layers that are off without being listed: all are, or those not for screens are."""
    words = [item.words for item in objects.found.values()]
    layers = {number: item.words for number, item in objects.found.items() if _LAYER.search(item.words)}
    if any(_ALL_OFF.search(item) for item in words):
        on = {int(n) for item in words for listed in _ON.findall(item) for n in re.findall(rb"(\d+)\s+\d+\s+R", listed)}
        shown = {number for number in layers if number in on}
    elif any(_BY_USE.search(item) for item in words):
        shown = {number for number, item in layers.items() if not _NOT_VIEWED.search(item)}
    else:
        shown = set(layers)
    for number in layers.keys() - shown:
        if name := _NAME.search(layers[number]):
            yield bytes.fromhex(name[1].decode()) if name[1] is not None else _plain(name[2])


def unfollowed_layers(objects: PdfObjects) -> bool:
    """Say whether layers are used in a way that is not supported: with rules, or for whole forms and pictures."""
    words = (item.words for item in objects.found.values())
    return any(_RULED.search(item) or (_DRAWN.search(item) and _ON_LAYER.search(item)) for item in words)


def is_off(item: Any, off: frozenset[bytes]) -> bool:
    """Say whether an object of a page is on one of the layers `off`."""
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


def spoken_of(item: Any) -> Iterator[str]:
    """Yield the Chinese replacement texts (ActualText) of an object of a page, which may differ from what it draws."""
    size = ctypes.c_ulong()
    for index in range(min(max(pdfium.FPDFPageObj_CountMarks(item), 0), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        data = (ctypes.c_ubyte * _LONGEST)()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", data, _LONGEST, size):
            words = bytes(data)[: min(size.value, _LONGEST)]
            text = words[2:].decode("utf-16-be", "ignore") if words.startswith(b"\xfe\xff") else ""
            # Browsers give single characters an ActualText, to tell which of two forms they have: these are left out.
            if len(_HAN.findall(text)) > 1:
                yield text


def _plain(text: bytes) -> bytes:
    """Return a string of a PDF without the backslashes that escape characters in it."""
    return re.sub(rb"\\(.)", rb"\1", text, flags=re.DOTALL)
