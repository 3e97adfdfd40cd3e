"""`gongkai export`: writes a report, or a part of it, as one file."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.data.tables import as_csv, ledger_table
from generator.data.workbook import as_xlsx
from generator.data.write import write_json
from generator.edition.edition import Edition
from generator.edition.read import read_report
from generator.errors import UserError
from generator.files import write_all
from generator.model.report import Node
from generator.paper.document import PaperSize
from generator.paper.plain import as_markdown, as_text
from generator.paper.press import NotShownError, Press
from generator.settings.office import office_of
from generator.settings.paper import load_paper_settings
from generator.settings.project import Project
from generator.settings.site import load_site_settings
from generator.site.mkdocs.runner import MkDocs
from generator.wording import say

TABLES = ("json", "csv", "xlsx")
"""The formats for whole reports only."""
_BINARY = (".pdf", ".xlsx")
TEXTS = ("pdf", "md", "txt")
"""The formats for a whole report or a part of it."""


def export_report(project: Project, slug: str, form: str, section: str | None = None) -> bytes:
    """Return a report in a format of `TABLES` (csv and xlsx: its ledger) or `TEXTS`; `section` is the id of a part.

    Raises UserError if there is no such report or section, or the format has no parts.
    """
    project.chosen((slug,))
    edition = read_report(project, slug)
    part = _part(edition, section) if section else None
    if form in TEXTS:
        return _as_text(project, slug, edition, form, part)
    if part:
        raise UserError(
            say(
                "--format {form} is of a whole report; leave out --section, or choose {others}.",
                form=form,
                others=", ".join(TEXTS),
            )
        )
    if form == "json":
        return write_json(edition, slug)
    ledger = ledger_table(edition, slug, "")
    return as_csv(ledger) if form == "csv" else as_xlsx(ledger, edition.title)


def put_out(data: bytes, name: str, file: Path | None) -> None:
    """Write an export to a file, or to standard output if `file` is None; `name` is a proposed file name.

    Raises UserError if binary data would go to a terminal.
    """
    if file:
        write_all({file: data})
    elif sys.stdout.isatty() and name.endswith(_BINARY):
        raise UserError(say("{name} is no text for a terminal; name a file: --output {name}.", name=name))
    else:
        sys.stdout.buffer.write(data)


def _as_text(project: Project, slug: str, edition: Edition, form: str, part: Node | None) -> bytes:
    site = MkDocs(project, lambda _note: None).address
    address = f"{site.rstrip('/')}/{slug}/" if site else ""
    if form == "md":
        return as_markdown(edition, part, address).encode()
    if form == "txt":
        return as_text(edition, part, address).encode()
    try:
        office = office_of(load_site_settings(project.site_settings))
        press = Press(project.root, load_paper_settings(project.paper_settings), office)
        return press.print(edition, address, PaperSize.STANDARD, part)
    except NotShownError as unshown:
        raise UserError(
            say(
                "{slug}: no font has {characters}, so there is no PDF; put a font that has it under `faces` and "
                "`fonts` in site_config/paper.yml.",
                slug=slug,
                characters=str(unshown),
            )
        ) from None


def _part(edition: Edition, section: str) -> Node:
    wanted = section.strip().strip("/").replace("/#", "").replace("#", "")
    for node in edition.report.walk():
        if node.id == wanted:
            return node
    raise UserError(
        say(
            "{section}: the report has no section, item or paragraph of this id; take it from an address of the site, "
            "as p2t2f5 or p2t2f5#i2.",
            section=section,
        )
    )
