"""What mkdocs.yml says that counts beside MkDocs: where the site is built, whether pages are folders or files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.errors import UserError
from generator.settings.project import Project
from generator.wording import say

_NO_ADDRESS = frozenset(' \t\r\n"<>\\^`{|}')
"""Characters that no address has."""


@dataclass(frozen=True, slots=True)
class MkDocsSettings:
    """What a build must know before MkDocs is loaded."""

    site: Path
    """The folder of the built site."""
    flat: bool
    """Whether a page is a file, p1.html, and not a folder with an index.html: `use_directory_urls: false`."""


def mkdocs_settings(project: Project) -> MkDocsSettings:
    """Read mkdocs.yml; raises UserError for what gongkai can't follow."""
    given = given_in(project.config)
    docs, site = given.get("docs_dir", "docs"), given.get("site_dir", "site")
    if not isinstance(docs, str) or (project.root / docs).resolve() != project.docs.resolve():
        raise UserError(
            say(
                "{path}: `docs_dir` is {found!r}; reports stand in `docs_src`, write that.",
                path=project.config,
                found=docs,
            )
        )
    if not isinstance(site, str) or not site.strip():
        raise UserError(say("{path}: `site_dir` is {found!r}; name a folder.", path=project.config, found=site))
    if isinstance(given.get("site_url"), str):
        check_address(given["site_url"], project.config)
    return MkDocsSettings((project.root / site).resolve(), given.get("use_directory_urls") is False)


def given_in(config: Path) -> Mapping[str, Any]:
    """Return what a publisher wrote in mkdocs.yml, what it inherits included; raises UserError for what is no YAML."""
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - the same
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415
    from yaml import YAMLError  # noqa: PLC0415

    from generator.settings.yml import check_written  # noqa: PLC0415 - pydantic is slow to import, and --help needs none

    check_written(config)
    try:
        with config.open("rb") as file:
            found = yaml_load(file) or {}
    except YAMLError as error:
        told = " ".join(str(error).split())
        raise UserError(say("{path}: is no YAML ({reason}); correct that line.", path=config, reason=told)) from None
    except (OSError, MkDocsException) as error:
        raise UserError(say("{path}: can't be read ({reason}); correct it.", path=config, reason=error)) from None
    if not isinstance(found, Mapping):
        raise UserError(say("{path}: expected `key: value` lines; write them as MkDocs reads them.", path=config))
    return found


def check_address(address: str, config: Path) -> None:
    """Raise UserError for a `site_url` that is no plain http(s) address; an empty one is none."""
    try:
        parts = urlsplit(address)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        plain = False
    else:
        plain = plain and not (parts.query or parts.fragment or parts.username or _NO_ADDRESS.intersection(address))
    if address and not (plain and address.isprintable()):
        raise UserError(
            say(
                "{path}: `site_url` is {found!r}; write the site's whole address, like https://www.example.gov.cn/zgtb/.",
                path=config,
                found=address,
            )
        )
