"""What of Material ours relies on, in one file: complete, and there in the Material that is installed.

Material ends on 5 May 2027. Whoever takes its place, or takes it over, finds in generator/site/material.yml every
template, block, class, attribute, property, phrase and message that must go on. `python -m tests.test_material` writes
the lists anew from our theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import material  # type: ignore[import-untyped]  # it has no annotations
import pytest
import yaml

from generator.site.mkdocs.plugin import CORRECTIONS
from tests.project import ROOT

SITE = ROOT / "generator" / "site"
LIST = SITE / "material.yml"
STOCK = Path(material.__file__).parent / "templates"
HEAD = """\
# What of Material for MkDocs ours relies on. Material is maintained until 5 May 2027: this must be taken over then.
# tests/test_material.py holds that the lists are complete and that the Material that is installed has all of it;
# `python -m tests.test_material` writes them anew from generator/site.
"""


@cache
def ours() -> str:
    """Return our templates, styles and scripts, and the modules that look at pages, as one text."""
    paths = [path for path in sorted(SITE.rglob("*")) if path.suffix in {".html", ".css", ".js", ".py"}]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def templates() -> str:
    """Return our templates as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((SITE / "theme").rglob("*.html")))


@cache
def theirs(pattern: str = "**/*.html") -> str:
    """Return files of Material's as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(STOCK.glob(pattern)) if path.is_file())


def relied_on() -> dict[str, list[str]]:
    """Return what our own files name of Material's, by kind."""
    own = {path.relative_to(SITE / "theme").as_posix() for path in (SITE / "theme").rglob("*")}
    named = set(re.findall(r"""{%-? (?:extends|include|import|from) ["']([^"']+)""", templates()))
    words = re.search(r"set words = \[([^]]+)\]", templates())
    assert words is not None
    return {
        "templates": sorted(named - own),
        "blocks": sorted(set(re.findall(r"{% block (\w+)", templates()))),
        "classes": sorted(set(re.findall(r"(?<![\w-])md-[a-z_-]+[a-z](?![\w-]*:)", _without_properties(ours())))),
        "attributes": sorted(set(re.findall(r"data-md-[a-z-]+[a-z]", ours()))),
        "components": sorted(set(re.findall(r"""data-md-component="?'?([a-z-]+)""", ours()))),
        "ids": sorted(set(re.findall(r"""(?:id="|for="|#|'|")(__[a-z]+)\b""", ours())) - {"__init", "__future"}),
        "properties": sorted(set(re.findall(r"--md-[a-z-]+[a-z]", ours()))),
        "words": sorted({*re.findall(r'"([a-z.]+)"', words[1]), *re.findall(r'lang\.t\("([a-z.]+)"\)', templates())}),
        "phrases": [printed for printed, _ in CORRECTIONS],
        "messages": sorted({f"type: {number}" for number in re.findall(r"type(?:: | === )([0-3])\b", _search())}),
    }


def _search() -> str:
    return (SITE / "theme" / "assets" / "javascripts" / "search" / "engine.js").read_text(encoding="utf-8")


def _without_properties(text: str) -> str:
    return re.sub(r"data-md-[a-z-]+|--md-[a-z-]+", "", text)


def listed() -> dict[str, list[str]]:
    """Return the file."""
    found: dict[str, list[str]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return found


def test_the_list_is_complete() -> None:
    assert listed() == relied_on(), "run `python -m tests.test_material`"


def absent() -> Iterator[tuple[str, str]]:
    """Yield what the list names and Material lacks."""
    styles, bundle = theirs("assets/stylesheets/*.css"), theirs("assets/javascripts/*.js")
    worker = theirs("assets/javascripts/workers/*.js")
    every = theirs() + styles + bundle
    there: dict[str, Callable[[str], object]] = {
        "templates": lambda name: (STOCK / name).is_file(),
        "blocks": lambda name: re.search(rf"{{%-? block {name} ", (STOCK / "base.html").read_text(encoding="utf-8")),
        "classes": lambda name: re.search(rf"(?<![\w-]){name}(?![\w-])", every),
        "attributes": lambda name: name in every,
        "components": lambda name: f'data-md-component="{name}"' in theirs(),
        "ids": lambda name: re.search(rf"\b{name}\b", theirs() + bundle),
        "properties": lambda name: name in styles,
        "words": lambda name: (
            f'"{name}"' in (STOCK / "partials/languages/zh.html").read_text(encoding="utf-8")
            or f'"{name}"' in (STOCK / "partials/languages/en.html").read_text(encoding="utf-8")
        ),
        "phrases": _printed,
        "messages": lambda name: name.replace(": ", ":") in worker or name.replace(": ", ":") + ",data" in bundle,
    }
    for kind, names in listed().items():
        for name in names:
            if not there[kind](name):
                yield kind, name


def _printed(phrase: str) -> bool:
    """Say whether Material's templates print a phrase, whatever they put in for its language's words."""
    known = theirs().replace("{{ lang.t('action.skip') }}", "跳转至").replace('{{ lang.t("action.skip") }}', "跳转至")
    known = known.replace("""lang="{{ lang.t('language') }}\"""", 'lang="zh"')
    squeezed = re.sub(r"\s+", " ", known)
    return re.sub(r"\s+", " ", phrase) in squeezed


def test_material_has_all_of_it() -> None:
    assert list(absent()) == []


@pytest.mark.parametrize("kind", ["templates", "blocks", "classes", "attributes", "phrases", "messages"])
def test_what_material_lacks_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_material.listed", lambda: {kind: ["md-no-such-thing"]})
    assert list(absent()) == [(kind, "md-no-such-thing")]


if __name__ == "__main__":
    LIST.write_text(
        HEAD + yaml.safe_dump(relied_on(), allow_unicode=True, sort_keys=False, width=118), encoding="utf-8"
    )
