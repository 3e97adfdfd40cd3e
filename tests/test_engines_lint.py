"""Scripts and style sheets say nothing that an engine of 2020 can't read (tests/lint/targets.mjs names them).

Without their comments the scripts say the same.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT

BIN = ROOT / "tests" / "node_modules" / ".bin"
LINT = ROOT / "tests" / "lint"
THEME = ROOT / "generator" / "site"
ASSETS = THEME / "theme" / "assets"
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

# Whether pairs of scripts are the same program: what a parser reads, without places and without blanks before a line.
ALIKE = """
const { parse } = require("acorn");
const read = (script) =>
  JSON.stringify(parse(script, { ecmaVersion: 2020 }), (key, value) =>
    ["start", "end"].includes(key) ? undefined : typeof value === "string" ? value.replace(/\\n +/g, "\\n") : value);
const pairs = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(pairs.map(([one, other]) => read(one) === read(other))));
"""


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


def test_lean_scripts_are_the_same_programs(built_site: Path) -> None:
    ours = sorted(path.relative_to(ASSETS).with_suffix("").as_posix() for path in ASSETS.rglob("*.js"))
    served = {
        re.sub(r"\.[0-9a-f]{8}$", "", path.relative_to(built_site / "assets").with_suffix("").as_posix()): path
        for path in built_site.joinpath("assets").rglob("*.js")
    }
    pairs = [
        ((ASSETS / f"{name}.js").read_text(encoding="utf-8"), served[name].read_text(encoding="utf-8")) for name in ours
    ]
    assert len(pairs) > 10
    for _, lean in pairs:
        assert " // " not in lean
    done = subprocess.run(
        [shutil.which("node") or "node", "-e", ALIKE],
        cwd=ROOT / "tests",
        input=json.dumps([*pairs, ("a; // b", "a;"), ("a", "b")]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == [*[True] * len(pairs), True, False]
