"""An earlier version of a report, whole on one page at an address of its own."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.edition.history import Version, history_of
from generator.model.pages import CHANGES, COVER, EXTRACTED
from generator.writers.markdown.common import common
from generator.writers.markdown.days import day
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.report.corrections import full_stop, name_of
from generator.writers.report.cover import provenance
from generator.writers.report.full import whole_text

_UP = "../../"
"""The relative path from the folder of an earlier version to the report's folder."""


def write_versions(edition: Edition, slug: str) -> dict[str, str | bytes]:
    """Return the files of a report's earlier versions, by path in the report's folder."""
    files: dict[str, str | bytes] = {}
    for version in history_of(edition).earlier:
        files.update(version_files(version, slug, _banner(edition, version)))
    return files


def version_files(version: Version, slug: str, banner: list[str]) -> dict[str, str | bytes]:
    """Return the files of one earlier version, by path in the report's folder; `banner` are the blocks at its top."""
    files: dict[str, str | bytes] = {f"{version.folder}/{COVER}.md": _page(version, slug, banner)}
    source = version.edition.report.source
    if source.extracted:
        files[f"{version.folder}/{EXTRACTED}"] = source.text
        files.update({f"{version.folder}/{file.name}": file.data for file in source.files})
    return files


def _page(version: Version, slug: str, banner: list[str]) -> str:
    edition = version.edition
    report = edition.report
    body = [*banner, *whole_text(edition, below_title=[])]
    body.append(provenance(edition))
    values = {
        "title": f"{name_of(version)}（旧版本）",
        "number": None,
        "kind": "version",
        **common(edition, slug),
        "version": version.number,
        "cover": f"{_UP}{COVER}.md",
        "robots": "noindex",
        "path": [],
        "description": f"{edition.title}的旧版本，已更正，供查考。",
        "source_lines": [report.source.lines[0].number, report.source.lines[-1].number],
        "previous": None,
        "next": None,
        "search": {"exclude": True},
    }
    return front_matter(values) + "\n\n".join(body) + "\n"


def _banner(current: Edition, version: Version) -> list[str]:
    history = history_of(current)
    after = history.versions[version.number]
    dated = f"（{day(version.dated)}）" if version.dated else ""
    source = version.edition.report.source.published_name
    return [
        '<aside class="old" data-added aria-label="这是旧版本" markdown>',
        f"**这是旧版本**：{name_of(version)}{dated}，{day(after.dated)}起由{name_of(after)}代替，仅供查考。",
        f"更正原因：{escape(full_stop(after.reason or ''))}",
        " · ".join(
            (
                f"[看现行版本（{name_of(history.current)}）]({_UP}{COVER}.md)",
                f"[更正对照]({_UP}{CHANGES}.md#v{after.number})",
                f"[本版原始文件]({source})",
            )
        ),
        "</aside>",
    ]
