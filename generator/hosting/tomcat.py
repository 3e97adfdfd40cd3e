"""What Tomcat reads of a site: a deployment descriptor, which site_config/deploy/tomcat.xml names."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from generator.hosting.iis import as_xml
from generator.hosting.types import TEXT, with_charset
from generator.model.pages import HIDDEN, HOSTING


def tomcat_file(charsets: Mapping[str, str]) -> dict[str, str]:
    """Return the descriptor by its path in the site; `charsets` are the files that are no UTF-8.

    Tomcat gives types by the end of a name alone: where a report's text is in another encoding, .txt has none, and
    browsers find out.
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
