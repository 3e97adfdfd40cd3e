"""Settings for IIS, Tomcat, object storage and Pages, as those read them; none of them runs here."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from tests.project import FIRST, ROOT, SECOND

DEPLOY = ROOT / "site_config" / "deploy"


class Iis:
    """What web.config says, read as IIS does: the root's settings, and those of a path that stand above them."""

    def __init__(self, site: Path) -> None:
        self.root = ET.parse(site / "web.config").getroot()  # noqa: S314 - made by the build under test

    def servers(self, path: str) -> list[ET.Element]:
        """Return the parts that count for a path, the nearest last."""
        places = [place for place in self.root.findall("location") if place.get("path") == path]
        return [server for at in (self.root, *places) for server in at.findall("system.webServer")]

    def type(self, path: str) -> str:
        """Return what a path is served as."""
        found = ""
        for server in self.servers(path):
            for mapped in server.iterfind("staticContent/mimeMap"):
                found = mapped.get("mimeType", "") if path.endswith(mapped.get("fileExtension", "?")) else found
        return found

    def header(self, path: str, name: str) -> str:
        """Return a header of a path."""
        found = ""
        for server in self.servers(path):
            for added in server.iterfind("httpProtocol/customHeaders/add"):
                found = added.get("value", "") if added.get("name") == name else found
        return found


def test_iis_serves_text_in_its_encoding(root_site: Path) -> None:
    iis = Iis(root_site)
    assert iis.type(f"{FIRST}/source.txt") == "text/plain; charset=utf-8"
    assert iis.type(f"{SECOND}/source.txt") == "text/plain; charset=gb18030"
    assert iis.type("qinghe/source.md") == "text/markdown; charset=utf-8"
    assert iis.type(f"{FIRST}/report.json") == "application/json; charset=utf-8"
    assert iis.type("data/portal.csv") == "text/csv; charset=utf-8"
    assert [file.get("value") for file in iis.root.iter("add") if file.get("value") == "index.html"]
    policy = iis.header("index.html", "Content-Security-Policy")
    assert policy in (root_site / "_headers").read_text(encoding="utf-8")
    [style] = [path.relative_to(root_site).as_posix() for path in root_site.glob("assets/stylesheets/text.*.css")]
    assert iis.header("index.html", "Cache-Control") == "no-cache"
    assert "immutable" in iis.header(style, "Cache-Control")
    hidden = {segment.get("segment") for segment in iis.root.iterfind(".//hiddenSegments/add")}
    assert hidden == {"_hosting", "_headers", "_redirects"}
    assert iis.type(f"{FIRST}/{FIRST}.ris") == "text/plain; charset=utf-8"


def test_tomcat_reads_the_site_through_its_descriptor(root_site: Path) -> None:
    context = ET.parse(DEPLOY / "tomcat.xml").getroot()  # noqa: S314 - committed here
    named = (context.get("altDDName") or "").replace(context.get("docBase") or "?", str(root_site))
    app = ET.parse(named).getroot()  # noqa: S314 - made by the build under test
    names = {"w": "http://xmlns.jcp.org/xml/ns/javaee"}
    types = {
        mapped.findtext("w:extension", "", names): mapped.findtext("w:mime-type", "", names)
        for mapped in app.iterfind("w:mime-mapping", names)
    }
    assert types["md"] == "text/markdown; charset=utf-8"
    assert types["txt"] == "text/plain", "the second report is GB18030: one type can't say both"
    assert app.findtext("w:welcome-file-list/w:welcome-file", "", names) == "index.html"
    assert app.findtext("w:error-page/w:location", "", names) == "/404.html"
    closed = {pattern.text for pattern in app.iterfind("w:security-constraint//w:url-pattern", names)}
    assert closed == {"/_hosting/*", "/_headers", "/_redirects", "/web.config"}


def test_the_upload_list_names_every_file_that_is_served(root_site: Path) -> None:
    head, *lines = (root_site / "_hosting" / "upload.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["path", "content_type", "cache_control"]
    told = {path: (kind, kept) for path, kind, kept in (line.split("\t") for line in lines)}
    served = {
        name
        for path in root_site.rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".br"}
        for name in [path.relative_to(root_site).as_posix()]
        if not name.startswith(("_", ".", "web.config")) and not path.name.startswith(".")
    }
    assert told.keys() == served
    assert list(told) == sorted(told), "whatever folder it is in"
    assert told[f"{SECOND}/source.txt"] == ("text/plain; charset=gb18030", "no-cache")
    assert told[f"{FIRST}/{FIRST}.pdf"] == ("application/pdf", "no-cache")
    assert not [path for path, (kind, _) in told.items() if kind == "application/octet-stream"]


def test_the_upload_script_hands_each_file_over(root_site: Path, tmp_path: Path) -> None:
    """`aws` is stood in for by a script that writes down what it is told."""
    site = tmp_path / "a site"
    (site / "_hosting").mkdir(parents=True)
    lines = (root_site / "_hosting" / "upload.tsv").read_text(encoding="utf-8").splitlines()[:4]
    (site / "_hosting" / "upload.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "aws").write_text('#!/bin/sh\nprintf "%s|" "$@"\necho\n', encoding="utf-8")
    (tmp_path / "aws").chmod(0o755)
    script = ["/bin/sh", str(DEPLOY / "object-storage.sh"), str(site), "s3://bucket", "--endpoint-url", "https://e"]
    done = subprocess.run(script, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    first = done.stdout.splitlines()[0].split("|")
    path, kind, kept = lines[1].split("\t")
    assert first[first.index("--content-type") + 1] == kind
    assert first[first.index("--cache-control") + 1] == kept
    assert first[-3:-1] == [f"{site}/{path}", f"s3://bucket/{path}"]
    assert len(done.stdout.splitlines()) == len(lines) - 1


def test_the_workflow_for_pages_builds_and_publishes() -> None:
    workflow = yaml.safe_load((DEPLOY / "github-pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["publish"]["steps"]
    assert {"pip install gongkai", "gongkai build"} <= {step.get("run") for step in steps}
    assert next(step["with"]["path"] for step in steps if "upload-pages" in step.get("uses", "")) == "site"
    assert workflow["permissions"]["pages"] == "write"
