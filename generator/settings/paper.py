"""The settings of the PDF: site_config/paper.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from generator.settings.yml import Strict, read_yml

Standard = Literal["ua-1", "a-2a"]


class Faces(Strict):
    """Font families, the first that has a character showing it."""

    song: list[str] = Field(default=["Noto Serif SC"], min_length=1)
    """Font families for the text, where official documents use 仿宋, 楷体 and 小标宋."""
    hei: list[str] = Field(default=["Noto Sans SC"], min_length=1)
    """Font families for the highest headings, where official documents use 黑体."""


class PaperSettings(Strict):
    """All settings of the PDF."""

    faces: Faces = Faces()
    fonts: tuple[str, ...] = ()
    """Folders with further font files, relative to the project."""
    standards: tuple[Standard, ...] = ("ua-1",)


def load_paper_settings(path: Path) -> PaperSettings:
    """Read paper.yml; the defaults if there is none. Raises a UserError that names file, key and reason."""
    return read_yml(path, PaperSettings)
