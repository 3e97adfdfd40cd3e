"""The settings of mkdocs.yml that gongkai itself needs: the folder of the built site and the form of addresses."""

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
"""Characters that can't stand in an address."""


@dataclass(frozen=True, slots=True)
class MkDocsSettings:
    """The settings that a build needs before MkDocs is loaded."""

    site: Path
    """Absolute path of the built site's folder."""
    flat: bool
    """Whether a page is a file, p1.html, instead of a folder with an index.html: `use_directory_urls: false`."""


def mkdocs_settings(project: Project) -> MkDocsSettings:
    """Read mkdocs.yml; raises UserError if it can't be read, or sets a value that gongkai does not support."""
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
    """Return the keys and values of mkdocs.yml, inherited ones included; raises UserError if it is no valid YAML."""
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - slow to import, as pydantic is
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415
    from yaml import YAMLError  # noqa: PLC0415

    _check_all_written(config)
    try:
        with config.open("rb") as file:
            found = yaml_load(file) or {}
    except YAMLError as error:
        told = " ".join(str(error).split())
        raise UserError(say("{path}: is no YAML ({reason}); correct that line.", path=config, reason=told)) from None
    except (OSError, MkDocsException) as error:
        told = " ".join(str(error).split())
        raise UserError(say("{path}: can't be read ({reason}); correct it.", path=config, reason=told)) from None
    except TypeError as error:  # MkDocs takes whatever `INHERIT` says for a path
        told = f"INHERIT: {error}"
        raise UserError(say("{path}: can't be read ({reason}); correct it.", path=config, reason=told)) from None
    if not isinstance(found, Mapping):
        raise UserError(say("{path}: expected `key: value` lines; write them as MkDocs reads them.", path=config))
    return found


def _check_all_written(config: Path) -> None:
    """Raise UserError for a mistake in mkdocs.yml, or in a file that it inherits from, that MkDocs could not report."""
    from generator.settings.yml import check_written  # noqa: PLC0415 - pydantic is slow to import, and --help needs none

    known: set[Path] = set()
    while config.resolve() not in known:
        known.add(config.resolve())
        parent = check_written(config).get("INHERIT")
        if parent is None or not (config.parent / parent).is_file():
            return
        config = config.parent / parent
    raise UserError(say("{path}: a file inherits from itself (`INHERIT`); take one of these lines out.", path=config))


def check_address(address: str, config: Path) -> None:
    """Raise UserError for a `site_url` that is not a plain http(s) address; an empty one is accepted as not set."""
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
