"""Namespaces of WordprocessingML, and reading of attributes and elements without trust in the file."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    "http://purl.oclc.org/ooxml/officeDocument/math": M,
    "http://purl.oclc.org/ooxml/drawingml/main": A,
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP,
}
"""The namespaces of ISO 29500 Strict, which Word writes as “Strict Open XML Document”."""
_NAME = re.compile(r"\{(.*?)\}(.*)", re.DOTALL)
_INTEGER = re.compile(r"[+-]?\d{1,9}")
_OFF = {"0", "false", "off", "none"}
"""Values with which a property is switched off."""


def strict_to_plain(root: _Element) -> _Element:
    """Change the Strict namespaces of a tree to the Transitional ones, in place; return its root."""
    if not any(uri in _STRICT for uri in root.nsmap.values()):
        return root
    for element in root.iter(etree.Element):
        element.tag = _plain(str(element.tag))
        for key, value in element.attrib.items():
            if (name := _plain(str(key))) != key:
                del element.attrib[key]
                element.set(name, value)
    return root


def _plain(name: str) -> str:
    match = _NAME.fullmatch(name)
    return _STRICT[match[1]] + match[2] if match and match[1] in _STRICT else name


def value(element: _Element | None, name: str = "val") -> str | None:
    """Return an attribute of the w: namespace, None where there is no element or no attribute."""
    return None if element is None else element.get(W + name)


def number(element: _Element | None, name: str = "val") -> int | None:
    """Return an attribute of the w: namespace as an integer; None if it is missing or no integer."""
    text = (value(element, name) or "").strip()
    return int(text) if _INTEGER.fullmatch(text) else None


def switch(element: _Element | None) -> bool | None:
    """Return whether a property is switched on; None if its element is not there."""
    return None if element is None else (value(element) or "1").lower() not in _OFF


def below(element: _Element | None, *names: str) -> _Element | None:
    """Return the first element at a path of w: names below an element, None if there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element
