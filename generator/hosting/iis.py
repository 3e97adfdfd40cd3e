"""The settings for Internet Information Services: web.config, at the top of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.hosting.policy import KEPT, REVALIDATED
from generator.hosting.types import TEXT, in_charset, with_charset
from generator.model.pages import HIDDEN, HOSTING

WEB_CONFIG = "web.config"


def iis_file(headers: Mapping[str, str], kept: Sequence[str], charsets: Mapping[str, str]) -> dict[str, str]:
    """Return the text of web.config by its path; `kept` and `charsets` are those of `server_files`.

    It names no modules and no absolute paths, so that it works in any folder of any site.
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
    for name in (HOSTING, *(name for name in HIDDEN if name != WEB_CONFIG)):  # the server hides web.config itself
        SubElement(hidden, "remove", segment=name)
        SubElement(hidden, "add", segment=name)
    for name in kept:
        _headers(_at(root, name), {"Cache-Control": KEPT})
    for name, charset in charsets.items():
        _types(_at(root, name), {name[name.rfind(".") :]: in_charset(name, charset)})
    return {WEB_CONFIG: as_xml(root)}


def as_xml(root: Element) -> str:
    """Return XML as the text of a generated file, with a comment that says so."""
    indent(root)
    note = "<!-- Made by gongkai build; changes are lost. -->\n"
    told = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{note}{told}\n'


def _at(root: Element, name: str) -> Element:
    return SubElement(SubElement(root, "location", path=name), "system.webServer")


def _types(server: Element, types: Mapping[str, str]) -> None:
    content = SubElement(server, "staticContent")
    for ending, kind in types.items():
        # Adding a type that the server knows already is an error, so remove it first.
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
