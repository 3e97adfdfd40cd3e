"""Makes the PDF of a report with Typst and its fonts, and explains to the publisher why one could not be made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from generator.edition.edition import Edition
from generator.errors import UserError
from generator.model.report import Node
from generator.paper.document import PaperSize, write_paper
from generator.settings.office import OfficeLine
from generator.settings.paper import PaperSettings
from generator.settings.project import Project
from generator.text.invisible import INVISIBLE
from generator.wording import say

_UNSHOWN = re.compile(
    r"the text `(?P<text>.+?)` could not be displayed|the disallowed codepoint `(?P<code>.+?)`", re.DOTALL
)
_UNKNOWN_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation date that a PDF states if its report states no date of publication; never the clock's time."""


_LAST = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
"""Fonts that come with Typst: they have signs that a Chinese font lacks (‱, ☑, ⁶)."""
_MOST_TRIED = 200
"""Maximum number of rare characters that are tried one by one to find those that no font has."""


def _is_common(character: str) -> bool:
    """Say whether every Chinese font has a character: white space, and what GB 2312 has."""
    if character.isspace() or character in INVISIBLE:
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class NotShownError(Exception):
    """A character of the report is in none of the fonts, so that no PDF can have the same text."""


class Press:
    """Makes a project's PDFs."""

    def __init__(self, root: Path, settings: PaperSettings, office: Iterable[OfficeLine] = ()) -> None:
        """Load the template and the fonts; `root` is the project's folder.

        `office` are the cover's lines about the office that runs the site. Raises UserError if the template, a folder
        of fonts or a font is missing.
        """
        self.settings = settings
        self._office = tuple(office)
        own = Project(root).paper_template
        self.template = own if own.is_file() else Path(__file__).with_name("report.typ")
        folders = [root / folder for folder in settings.fonts]
        for path in (self.template, *folders):
            if not path.exists():
                raise UserError(
                    say("{path}: it is not there; restore it, or correct site_config/paper.yml.", path=path)
                )
        paths = [str(pylopdf_fonts_zh_cn.serif_path().parent), *map(str, folders)]
        self.fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
        self._check_faces(paths)

    def print(self, edition: Edition, address: str, size: PaperSize, part: Node | None = None) -> bytes:
        """Return the PDF of a report or of a `part` of it; `address` is the report's on the web, empty if unknown.

        Raises NotShownError for a character that no font has, UserError for a mistake in the template.
        """
        published = edition.metadata.published
        when = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else _UNKNOWN_DATE
        data = write_paper(edition, address, size, self._faces(), part, office=self._office)
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
                first = (unshown["text"] or unshown["code"]).strip('"')
                raise NotShownError(self._unshown(edition.report.source.text) or f'"{first}"') from None
            raise UserError(
                say("{template}: Typst stopped ({reason}); correct the template.", template=self.template, reason=error)
            ) from None
        assert isinstance(made, bytes)
        return made

    def _faces(self) -> dict[str, list[str]]:
        """Return the font families by the template's names, each followed by its fallbacks."""
        known = set(self.fonts.families())
        own = self.settings.faces
        return {
            name: list(dict.fromkeys((*first, *others, *(face for face in _LAST if face in known))))
            for name, first, others in (("song", own.song, own.hei), ("hei", own.hei, own.song))
        }

    def _unshown(self, text: str) -> str:
        """Return the characters of a text that no font has, each in quotation marks; empty if none is found."""
        faces = ", ".join(json.dumps(face, ensure_ascii=False) for face in self._faces()["song"]) + ","
        rare = [one for one in dict.fromkeys(text) if not _is_common(one)]
        return ", ".join(f'"{one}"' for one in rare[:_MOST_TRIED] if not self._has(one, faces))

    def _has(self, character: str, faces: str) -> bool:
        words = json.dumps(character, ensure_ascii=False)
        set_so = f'#set document(title: "a")\n#set text(font: ({faces}), fallback: false, lang: "zh")\n'
        try:
            typst.compile(
                f"{set_so}#{words}".encode(),
                font_paths=self.fonts,
                pdf_standards=["ua-1"],
            )
        except typst.TypstError:
            return False
        return True

    def _check_faces(self, paths: list[str]) -> None:
        """Raise UserError if a font that the settings name is not installed."""
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        known = {name.lower() for name in fonts.families()}
        for face in (*self.settings.faces.song, *self.settings.faces.hei):
            if face.lower() not in known:
                raise UserError(
                    say(
                        "site_config/paper.yml: the font “{face}” was not found; put its file into a folder named "
                        "under `fonts`, or run `pip install pylopdf-fonts-zh-cn` and use Noto Serif SC and Noto Sans "
                        "SC.",
                        face=face,
                    )
                )
