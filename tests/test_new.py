"""A new site: `gongkai new`, what it writes, and what it tells of one that is there.

`python -m tests.test_new` writes the schemas anew after a change of the settings' models.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import chdir
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.publish.schemas import FOLDER, SCHEMAS, schema_of
from generator.settings.report import ReportSettings, parse_report_settings
from tests.project import ROOT, SMALL, Project, fingerprint, mkdocs_build

SITE = ROOT / "generator" / "publish" / "site"


def made(tmp_path: Path) -> Project:
    """Make a new site and return it."""
    with chdir(tmp_path):
        done = CliRunner().invoke(main, ["new", "s"], prog_name="gongkai")
    assert done.exit_code == 0, done.output
    assert "Next:\n  cd s\n  gongkai add report.docx --slug place-2024\n" in done.output
    return Project(tmp_path / "s")


def refused(folder: Path, name: str) -> str:
    """Fail the test unless `gongkai new` refuses and writes nothing; return what it told."""
    before = fingerprint(folder)
    with chdir(folder):
        done = CliRunner().invoke(main, ["new", name], prog_name="gongkai")
    assert done.exit_code == 2, done.output
    assert fingerprint(folder) == before
    return " ".join(done.stderr.split())


def test_a_new_site_holds_nothing_of_ours(tmp_path: Path) -> None:
    site = made(tmp_path)
    names = {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}
    assert {"mkdocs.yml", ".gitignore", "docs_src/index.md", "docs_src/.gitattributes", "site_config/site.yml"} <= names
    assert {"site_config/deploy/nginx.conf", "site_config/deploy/Caddyfile"} <= names
    assert not [name for name in names if name.endswith((".html", ".css", ".js", ".typ", ".py"))]
    lines = (site.root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip() and not line.startswith("#")]) <= 12


def test_from_nothing_to_a_built_site(tmp_path: Path) -> None:
    site = made(tmp_path)
    (tmp_path / "report.txt").write_text(SMALL, encoding="utf-8")
    site.must("add", tmp_path / "report.txt", "--slug", "yunxi-2021")
    site.must("publish", "yunxi-2021", "--yes")
    site.must("build")
    site.must("verify")
    assert "云溪区整改通报" in (site.site / "index.html").read_text(encoding="utf-8")
    mkdocs_build(site, tmp_path / "mkdocs")
    assert "已完成3份" in (tmp_path / "mkdocs" / "yunxi-2021" / "p1f1" / "index.html").read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "s" / "docs_src").mkdir(parents=True)
    (tmp_path / "s" / "docs_src" / "index.md").write_text("mine", encoding="utf-8")
    assert "docs_src/index.md: it is there already, and nothing is overwritten" in refused(tmp_path, "s")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    refused(tmp_path, "file")
    refused(tmp_path, "file/s")


def test_a_folder_with_something_else_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "README.md").write_text("mine", encoding="utf-8")
    assert (made(tmp_path).root / "README.md").read_text(encoding="utf-8") == "mine"


def test_an_older_site_is_told_what_to_delete(tmp_path: Path) -> None:
    site = made(tmp_path)
    assert refused(tmp_path, "s").endswith("s/mkdocs.yml: there is a site already; nothing was written.")
    theme = site.root / "site_config" / "theme"
    (theme / "assets" / "stylesheets").mkdir(parents=True)
    shutil.copy(ROOT / "generator" / "site" / "theme" / "main.html", theme)
    (theme / "assets" / "stylesheets" / "text.css").write_text("old", encoding="utf-8")
    (theme / "own.html").write_text("mine", encoding="utf-8")
    with (site.root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks:\n  - generator/site/mkdocs/hook.py\n")
    told = refused(tmp_path, "s")
    assert "take out `hooks`" in told
    assert told.endswith(
        "changed yourself: site_config/theme/assets/stylesheets/text.css, site_config/theme/main.html."
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_the_models(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == schema_of(name), "run `python -m tests.test_new`"


@pytest.mark.parametrize("name", ["site", "names", "paper"])
def test_settings_of_a_new_site_are_valid_and_name_their_schema(name: str) -> None:
    text = (SITE / "site_config" / f"{name}.yml").read_text(encoding="utf-8")
    first = text.splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{name}.json"
    schema = json.loads((SITE / "site_config" / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(text), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"no-such-key": 1}, schema)


def test_a_report_that_is_taken_in_names_its_schema_and_brings_it(tmp_path: Path) -> None:
    site = made(tmp_path)
    schema = site.root / "site_config" / "schema" / "report.json"
    schema.write_text("{}", encoding="utf-8")
    (tmp_path / "report.txt").write_text(SMALL, encoding="utf-8")
    site.must("add", tmp_path / "report.txt", "--slug", "yunxi-2021")
    yml = site.root / "site_config" / "reports" / "yunxi-2021.yml"
    first = yml.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/report.json"
    assert os.path.normpath(yml.parent / first.partition("=")[2]) == str(schema)
    jsonschema.validate({"title": "通报", "outline": [{"line": 3, "heading": False}]}, json.loads(schema.read_text()))


def test_settings_that_are_written_have_an_example_of_every_key(tmp_path: Path) -> None:
    site = made(tmp_path)
    (tmp_path / "report.txt").write_text(SMALL, encoding="utf-8")
    site.must("add", tmp_path / "report.txt", "--slug", "yunxi-2021")
    yml = site.root / "site_config" / "reports" / "yunxi-2021.yml"
    text = yml.read_text(encoding="utf-8")
    keys = set(re.findall(r"(?m)^(?:# )?([a-z_]+):", text))
    assert keys == set(ReportSettings.model_fields)
    by_hand, _, _ = text.partition("# 以下由命令写入")
    examples = re.sub(r"(?m)^# (?=[a-z_]+:|  - |  ignore:)", "", by_hand)
    settings = parse_report_settings(examples, yml)
    assert settings.outline
    assert settings.status
    assert settings.checks.ignore
    assert not re.search(r"(?m)^#.*\b(?:the|of|is)\b", text.partition("\n")[2]), "comments are Chinese"


def test_this_repository_is_such_a_site() -> None:
    for path in (SITE / "site_config").rglob("*"):
        if path.is_file():
            twin = ROOT / path.relative_to(SITE)
            assert twin.read_bytes() == path.read_bytes(), f"{twin} and a new site's differ"
    deploy, new = (folder / "site_config" / "deploy" for folder in (ROOT, SITE))
    assert {path.name for path in deploy.iterdir()} == {path.name for path in new.iterdir()}
    assert not [path for path in (ROOT / "site_config" / "theme").rglob("*") if path.name != ".gitkeep"]


if __name__ == "__main__":
    for kind in SCHEMAS:
        for folder in (FOLDER, ROOT / "site_config" / "schema"):
            (folder / f"{kind}.json").write_text(schema_of(kind), encoding="utf-8")
