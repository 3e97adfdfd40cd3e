"""What Internet Information Services reads: web.config, at the top of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import TEXT, in_charset, with_charset
from generator.model.pages import HIDDEN, HOSTING

WEB_CONFIG = "web.config"


def iis_file(headers: Mapping[str, str], kept: Sequence[str], charsets: Mapping[str, str]) -> dict[str, str]:
    """Return web.config by its path; `kept` and `charsets` as for other servers.

    It names neither modules nor paths of a machine, so that it works in any folder of any site.
    """
    root = Element("configuration")
    server = SubElement(root, "system.webServer")
    documents = SubElement(server, "defaultDocument", enabled="true")
    _list(documents, "files", [("clear", {}), ("add", {"value": "index.html"})])
    _types(server, {f".{ending}": with_charset(kind) for ending, kind in TEXT.items()})
    errors = SubElement(server, "httpErrors", errorMode="Custom", existingResponse="Auto")
    SubElement(errors, "remove", statusCode="404")
    SubElement(errors, "error", statusCode="404", path="404.html", responseMode="File")
    SubElement(server, "directoryBrowse", enabled="false")
    _headers(server, {**headers, "Cache-Control": REVALIDATED})
    hidden = SubElement(SubElement(SubElement(server, "security"), "requestFiltering"), "hiddenSegments")
    for name in (HOSTING, *(name for name in HIDDEN if name != WEB_CONFIG)):  # which the server hides by itself
        SubElement(hidden, "remove", segment=name)
        SubElement(hidden, "add", segment=name)
    for name in kept:
        _headers(_at(root, name), {"Cache-Control": KEPT})
    for name, charset in charsets.items():
        _types(_at(root, name), {name[name.rfind(".") :]: in_charset(name, charset)})
    return {WEB_CONFIG: as_xml(root)}


def as_xml(root: Element) -> str:
    """Return the text of a file that a build makes anew each time."""
    indent(root)
    note = "<!-- Made by gongkai build; changes are lost. -->\n"
    told = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{note}{told}\n'


def _at(root: Element, name: str) -> Element:
    return SubElement(SubElement(root, "location", path=name), "system.webServer")


def _types(server: Element, types: Mapping[str, str]) -> None:
    content = SubElement(server, "staticContent")
    for ending, kind in types.items():
        # A type that the server knows already can't be added again.
        SubElement(content, "remove", fileExtension=ending)
        SubElement(content, "mimeMap", fileExtension=ending, mimeType=kind)


def _headers(server: Element, headers: Mapping[str, str]) -> None:
    custom = SubElement(SubElement(server, "httpProtocol"), "customHeaders")
    for name, value in headers.items():
        SubElement(custom, "remove", name=name)
        SubElement(custom, "add", name=name, value=value)


def _list(above: Element, name: str, entries: list[tuple[str, dict[str, str]]]) -> None:
    found = SubElement(above, name)
    for tag, attributes in entries:
        SubElement(found, tag, attributes)
