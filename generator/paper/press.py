"""The PDF of a report: Typst, its fonts, and what a publisher can do where it fails."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from generator.edition.edition import Edition
from generator.errors import UserError
from generator.paper.document import PaperSize, write_paper
from generator.settings.paper import PaperSettings

_UNSHOWN = re.compile(
    r"the text `(?P<text>.+?)` could not be displayed|the disallowed codepoint `(?P<code>.+?)`", re.DOTALL
)
_UNKNOWN_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""When a PDF was made, as it says, if its report does not say when it was published: never the clock's time."""


class NotShownError(Exception):
    """A character of the report is in none of the fonts: there can be no PDF that says the same."""


class Press:
    """Makes a project's PDFs."""

    def __init__(self, root: Path, settings: PaperSettings) -> None:
        """Take the project's folder and settings; raises UserError for a template or folder that is not there."""
        self.settings = settings
        self.template = root / "site_config" / "paper" / "report.typ"
        folders = [root / folder for folder in settings.fonts]
        for path in (self.template, *folders):
            if not path.exists():
                raise UserError(f"{path}: it is not there; restore it, or correct site_config/paper.yml.")
        paths = [str(pylopdf_fonts_zh_cn.serif_path().parent), *map(str, folders)]
        self.fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
        self._check_faces(paths)

    def print(self, edition: Edition, address: str, size: PaperSize) -> bytes:
        """Return a report's PDF; `address` is where the report stands on the web, empty if nobody knows.

        Raises NotShownError for a character that no font has, UserError for a mistake in the template.
        """
        published = edition.metadata.published
        when = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else _UNKNOWN_DATE
        data = write_paper(edition, address, size, self.settings.faces.model_dump())
        try:
            made = typst.compile(
                str(self.template),
                font_paths=self.fonts,
                sys_inputs={"report": data, "archive": str("a-2a" in self.settings.standards)},
                pdf_standards=list(self.settings.standards),
                timestamp=when,
            )
        except typst.TypstError as error:
            unshown = _UNSHOWN.search(str(error))
            if unshown:
                raise NotShownError(unshown["text"] or unshown["code"]) from None
            raise UserError(f"{self.template}: Typst stopped ({error}); correct the template.") from None
        assert isinstance(made, bytes)
        return made

    def _check_faces(self, paths: list[str]) -> None:
        """Raise UserError for a face that is not installed."""
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        known = {name.lower() for name in fonts.families()}
        for face in (*self.settings.faces.song, *self.settings.faces.hei):
            if face.lower() not in known:
                raise UserError(
                    f"site_config/paper.yml: the font “{face}” was not found; put its file into a folder named under "
                    "`fonts`, or run `pip install pylopdf-fonts-zh-cn` and use Noto Serif SC and Noto Sans SC."
                )
