"""A new report taken in: its folder, and a settings file with what could be read."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.errors import UserError
from generator.files import Content, differs, write_all
from generator.model.report import Report
from generator.model.source import Source
from generator.outline import outline
from generator.publish.legacy import LEGACY, ORIGINAL, docx_of
from generator.publish.schemas import named_in, schema_files
from generator.readers import READERS, bytes_of, files_beside, read_file
from generator.readers.beside import FOLDER
from generator.settings.lock import changing
from generator.settings.project import Project, check_slug
from generator.settings.report import ReportSettings

_KEYS = (
    ("title", "the report's title, for lists and page heads"),
    ("issuing_body", "who issued it"),
    ("source", "where the page says it comes from"),
    ("issued", "when it was published"),
    ("signed", "the date of the signature"),
    ("inspector", "who inspected"),
    ("inspected", "when they inspected, in words"),
)


def add_report(project: Project, file: Path, slug: str, article: int | None = None) -> tuple[list[Path], Source]:
    """Copy a report and what stands beside it into the project, byte for byte, and write its settings.

    Of a file in an old format (.doc) the .docx that LibreOffice makes of it is the source, with the file beside it.
    Returns the paths written and what was read, with the encoding that was detected and what there is to tell.

    Raises UserError if the file can't be read or the report is there already.
    """
    folder = project.docs / check_slug(slug)
    settings = project.settings_path(slug)
    with changing(project):
        for path in (folder, settings):
            if path.exists():
                raise UserError(f"{path}: there is a report “{slug}” already; choose another --slug.")
        chosen = ReportSettings(article=article)
        ending = file.suffix.lower()
        if ending in LEGACY:
            original = bytes_of(file)
            data, ending = docx_of(original, file), ".docx"
            report = outline(READERS[ending](data, str(file), chosen), chosen)
            beside: dict[Path, Content] = {folder / f"{ORIGINAL}{file.suffix.lower()}": original}
        else:
            report = outline(read_file(file, chosen), chosen)
            data = file.read_bytes()
            beside = {folder / FOLDER / path: content for path, content in files_beside(file, chosen).items()}
        taken: dict[Path, Content] = {
            folder / f"source{ending}": data,
            settings: _settings(project, report, slug, article),
            **beside,
        }
        schemas = {path: content for path, content in schema_files(project).items() if differs(path, content)}
        write_all(taken | schemas)
    return [*taken], report.source


def _settings(project: Project, report: Report, slug: str, article: int | None) -> str:
    """Return a commented settings file: what was read stands in comments, ready to be corrected."""
    lines = [
        named_in(project, project.settings_path(slug)),
        f"# Settings of the report {slug}.",
        "",
        "state: draft  # nobody else sees it; `gongkai publish` makes it public",
        "",
        "# What stands in a comment was read from the text; take away the # to correct it.",
        "",
    ]
    for key, meaning in _KEYS:
        value = getattr(report.source.metadata, "published" if key == "issued" else key)
        shown = yaml.safe_dump({key: value}, allow_unicode=True, width=10**6).strip()
        lines.append(f"# {shown if value is not None else key + ':'}  # {meaning}{'' if value else '; not found'}")
    lines += [
        "",
        f"article: {article}  # which article of the page it is"
        if article
        else "# article: 1  # of a page with several",
        f"# encoding: {report.source.encoding}  # detected",
        "# punctuation: full-width  # show ,:;()!? between Chinese characters in full width",
        "",
        "# For lists of reports, if the name of the body and the text do not say it:",
        "# region: 广州市花都区",
        "# level: 县区  # 省, 市, 县区, 单位",
        "# round: 十二届省委第八轮巡视",
        "",
        "# For the page labels that government sites carry:",
        "# author:  # who wrote or edited the page; the site's author if not set",
        "# keywords: [整改, 巡视]  # who issued and who inspected if not set",
        "",
        "# Lines whose place in the outline was read wrongly (see `gongkai outline`):",
        "# outline:",
        "#   - {line: 12, heading: finding}  # part, theme, finding, item, measure",
        "#   - {line: 30, heading: false}    # no heading",
        "# Lines that are, or are not, part of the web page around the report:",
        "# chrome:",
        "#   - {line: 3, chrome: byline}",
        "#   - {line: 5, chrome: false}",
        "# Messages of `gongkai check` that are not wanted, by code:",
        "# checks:",
        "#   ignore: [total-rest]",
        "",
    ]
    return "\n".join(lines)
