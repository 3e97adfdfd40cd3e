"""Templates that Jinja compiled are kept for the next process; never are they stale, damaged, or a publisher's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment, FileSystemLoader

from generator.site.mkdocs import compiled
from generator.site.mkdocs.compiled import CompiledTemplates

Shown = Callable[[], str]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which compiled templates are kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "package" / "compiled.py"))
    (tmp_path / "package").mkdir()
    return tmp_path / "package" / "__pycache__"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "page.html").write_text("page {{ 1 + 1 }}", encoding="utf-8")
    return folder


def compiled_by(theme: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Show the page in a new environment; return what it says, and how many templates were compiled for that."""
    compilations: list[str] = []
    made = Environment._generate  # noqa: SLF001 - what compiles

    def generate(self: Environment, *given: object, **named: object) -> object:
        compilations.append("one")
        return made(self, *given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_generate", generate)
        env = Environment(
            loader=FileSystemLoader(theme), bytecode_cache=CompiledTemplates([installed]), autoescape=True
        )
        said = env.get_template("page.html").render()
    return said, len(compilations)


def test_a_template_is_compiled_once(place: Path, theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled_by(theme, theme, monkeypatch) == ("page 2", 1)
    assert compiled_by(theme, theme, monkeypatch) == ("page 2", 0)
    (theme / "page.html").write_text("page {{ 1 + 2 }}", encoding="utf-8")
    assert compiled_by(theme, theme, monkeypatch) == ("page 3", 1)
    assert len(list(place.iterdir())) == 1
    monkeypatch.setattr(jinja2, "__version__", "another")
    assert compiled_by(theme, theme, monkeypatch) == ("page 3", 1)


def test_whatever_is_damaged_is_compiled_anew(place: Path, theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_by(theme, theme, monkeypatch)
    (path,) = place.iterdir()
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        for damaged in (bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]), whole[:at]):
            path.write_bytes(damaged)
            assert compiled_by(theme, theme, monkeypatch) == ("page 2", 1), at


def test_a_folder_that_can_not_be_written_keeps_nothing(
    place: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write_text("in the way", encoding="utf-8")
    assert compiled_by(theme, theme, monkeypatch) == ("page 2", 1)
    assert compiled_by(theme, theme, monkeypatch) == ("page 2", 1)


def test_a_publishers_own_template_is_not_kept(
    place: Path, theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled_by(theme, tmp_path / "the", monkeypatch) == ("page 2", 1)
    assert compiled_by(theme, tmp_path / "the", monkeypatch) == ("page 2", 1)
    assert not place.exists()
