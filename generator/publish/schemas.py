"""JSON Schemas of the settings files, with which text editors complete settings and mark mistakes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from generator.facts.mentions import Names
from generator.settings.paper import PaperSettings
from generator.settings.project import Project
from generator.settings.report import ReportSettings
from generator.settings.site import SiteSettings

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "names": Names,
    "paper": PaperSettings,
    "report": ReportSettings,
    "site": SiteSettings,
}
"""The model of each kind of settings file."""

FOLDER = Path(__file__).parent / "site" / "site_config" / "schema"
"""The folder with the schemas as files of a new site; a test checks that they are those of the models."""


def schema_of(name: str) -> str:
    """Return the JSON Schema of a kind of settings file; in site.yml any key may be empty, as in a new site's."""
    schema = SCHEMAS[name].model_json_schema()
    if name == "site":
        for model in (schema, *schema.get("$defs", {}).values()):
            for key, value in model.get("properties", {}).items():
                model["properties"][key] = {"anyOf": [value, {"type": "null"}]}
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1) + "\n"


def named_in(project: Project, path: Path) -> str:
    """Return the first line of a settings file, which names its schema for editors."""
    kind = "report" if path.parent == project.report_settings else path.stem
    up = "../" if kind == "report" else ""
    return f"# yaml-language-server: $schema={up}{project.schemas.name}/{kind}.json"


def schema_files(project: Project) -> dict[Path, bytes]:
    """Return the content of a site's schema files by path; it replaces the schemas of an older gongkai."""
    return {project.schemas / f"{name}.json": (FOLDER / f"{name}.json").read_bytes() for name in SCHEMAS}
