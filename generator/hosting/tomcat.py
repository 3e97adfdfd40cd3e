"""The settings for Tomcat: a deployment descriptor, to which site_config/deploy/tomcat.xml refers."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from generator.hosting.iis import as_xml
from generator.hosting.types import TEXT, with_charset
from generator.model.pages import HIDDEN, HOSTING


def tomcat_file(charsets: Mapping[str, str]) -> dict[str, str]:
    """Return the text of the descriptor by its path; `charsets` has the paths of files that are not UTF-8.

    Tomcat chooses types by file name extension alone: if one report's .txt file is in another encoding, .txt gets a
    type without an encoding, and browsers detect it.
    """
    root = Element(
        "web-app",
        {"xmlns": "http://xmlns.jcp.org/xml/ns/javaee", "version": "4.0", "metadata-complete": "true"},
    )
    others = {name.rpartition(".")[2] for name in charsets}
    for ending, kind in TEXT.items():
        mapping = SubElement(root, "mime-mapping")
        SubElement(mapping, "extension").text = ending
        SubElement(mapping, "mime-type").text = kind if ending in others else with_charset(kind)
    SubElement(SubElement(root, "welcome-file-list"), "welcome-file").text = "index.html"
    error = SubElement(root, "error-page")
    SubElement(error, "error-code").text = "404"
    SubElement(error, "location").text = "/404.html"
    closed = SubElement(root, "security-constraint")
    resources = SubElement(closed, "web-resource-collection")
    SubElement(resources, "web-resource-name").text = "settings of web servers"
    for pattern in (f"/{HOSTING}/*", *(f"/{name}" for name in HIDDEN)):
        SubElement(resources, "url-pattern").text = pattern
    SubElement(closed, "auth-constraint")
    return {f"{HOSTING}/tomcat-web.xml": as_xml(root)}
