"""Scripts and style sheets say nothing that an engine of 2020 can't read (tests/lint/targets.mjs names them)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT

BIN = ROOT / "tests" / "node_modules" / ".bin"
LINT = ROOT / "tests" / "lint"
THEME = ROOT / "generator" / "site"
LATE_SCRIPTS = (
    "let a = [1].at(-1);",
    "let a; a ??= 1;",
    'let a = "b".replaceAll("b", "c");',
    "let a = /(?<!b)c/;",
    'document.querySelector(":is(p, div)");',
    "document.adoptedStyleSheets = [];",
    "class A { b = 1; }",
    "structuredClone({});",
)
LATE_STYLES = (
    ":is(p, div) { color: red; }",
    "body:has(p) { color: red; }",
    "p:not(.a, .b) { color: red; }",
    "p { inset: 0; }",
    "p { height: 1lh; }",
    "p { overflow: clip; }",
    "p { padding-inline: 0; }",
    "@layer a { p { color: red; } }",
)


def linted(name: str, folder: Path, pattern: str) -> dict[str, list[str]]:
    """Run a linter over the files of a folder and return what it finds fault with in each, by name."""
    command = [
        str(BIN / name),
        "--config",
        str(LINT / f"{name}.config.mjs"),
        "--format" if name == "eslint" else "--formatter",
        "json",
        pattern,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    told = json.loads(done.stdout or done.stderr)
    key, messages, words = ("filePath", "messages", "message") if name == "eslint" else ("source", "warnings", "text")
    return {Path(file[key]).name: [f"{one['line']}: {one[words]}" for one in file[messages]] for file in told}


@pytest.mark.parametrize(
    ("name", "pattern", "some"), [("eslint", "**/*.js", "box.js"), ("stylelint", "**/*.css", "text.css")]
)
def test_theme(name: str, pattern: str, some: str) -> None:
    found = linted(name, THEME, pattern)
    assert some in found
    assert {file: faults for file, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("name", "ending", "late"), [("eslint", "js", LATE_SCRIPTS), ("stylelint", "css", LATE_STYLES)]
)
def test_what_came_later_is_found(tmp_path: Path, name: str, ending: str, late: tuple[str, ...]) -> None:
    for number, text in enumerate(late):
        (tmp_path / f"late{number}.{ending}").write_text(f"{text}\n", encoding="utf-8")
    if ending == "js":  # what must run in any engine at all
        (tmp_path / "fallback.js").write_text("var a = () => 1;\n", encoding="utf-8")
    found = linted(name, tmp_path, f"**/*.{ending}")
    assert len(found) == len(late) + (ending == "js")
    assert [file for file, faults in found.items() if not faults] == []
