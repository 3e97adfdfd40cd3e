"""The manual has the same pages, headings and tables in both languages, and what it says of commands and yml is so.

`python -m tests.test_manual` writes the map of the house anew into the page that shows it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.settings.report import parse_report_settings
from tests.project import ROOT

MANUAL = Path(__file__).parent.parent / "generator" / "manual"
PAGES = sorted(path.name for path in (MANUAL / "en").glob("*.md"))


def shape(language: str, page: str) -> list[tuple[str, int]]:
    """Return the lines that give a page its shape: the level of each heading, the cells of each row."""
    found = []
    for line in (MANUAL / language / page).read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ ", line):
            found.append(("heading", len(heading[0])))
        elif line.startswith("|"):
            found.append(("row", line.count("|")))
    return found


def test_both_languages_have_the_same_pages() -> None:
    assert PAGES
    assert sorted(path.name for path in (MANUAL / "zh").glob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_shape(page: str) -> None:
    assert shape("en", page) == shape("zh", page)


def test_the_glossary_names_the_same_words() -> None:
    """The program's names in `code`, and the Chinese word beside each."""
    words = {}
    for language in ("en", "zh"):
        text = (MANUAL / language / "glossary.md").read_text(encoding="utf-8")
        rows = [row.split("|")[1:3] for row in text.splitlines() if row.startswith("| ") and not row.startswith("| -")]
        words[language] = [tuple(cell.strip() for cell in row) for row in rows[1:]]
    assert words["en"] == [(name, chinese) for chinese, name in words["zh"]]


TEXTS = {
    f"{language}/{page}": (MANUAL / language / page).read_text(encoding="utf-8")
    for language, page in product(("en", "zh"), PAGES)
}
OPENS = re.compile(r"(?m)^```(\w*)\n(.*?)^```", re.DOTALL)


def commands_in(text: str) -> Iterator[str]:
    """Yield each command of gongkai's in a page: lines of its examples, and what stands in `code`."""
    for kind, block in OPENS.findall(text):
        if kind in {"sh", "bat"}:
            yield from (line for line in block.splitlines() if line.startswith("gongkai "))
    yield from re.findall(r"`(gongkai [^`\n]+)`", OPENS.sub("", text))


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_is_one(name: str) -> None:
    for line in commands_in(TEXTS[name]):
        _, command, *words = shlex.split(line)
        known = main.commands[command]
        options = {name: option for option in known.params for name in option.opts}
        given = [word for word in words if word.startswith("-")]
        assert set(given) <= {*options, "--help"}, line
        taken = sum(not (isinstance(option, click.Option) and option.is_flag) for option in map(options.get, given))
        several = any(parameter.nargs < 0 for parameter in known.params)
        arguments = [parameter for parameter in known.params if isinstance(parameter, click.Argument)]
        assert several or len(words) - len(given) - taken <= len(arguments), line


@pytest.mark.parametrize("name", TEXTS)
def test_every_yml_is_read(name: str) -> None:
    for kind, block in OPENS.findall(TEXTS[name]):
        if kind == "yaml" and "plugins:" not in block:
            assert yaml.safe_load(block)
            parse_report_settings(block, Path("report.yml"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", OPENS.sub("", TEXTS[name])):
        path, _, anchor = target.partition("#")
        assert not anchor, "headings have no ids in every reader of Markdown"
        if "://" not in path:
            assert (MANUAL / name).parent.joinpath(path).is_file(), target
    for page in re.findall(r"`gongkai manual ([a-z-]+)`", TEXTS[name]):
        assert f"{page}.md" in PAGES, page


def test_every_file_and_module_that_is_named_is_there() -> None:
    for name, text in TEXTS.items():
        for path in re.findall(r"`((?:generator|tests|site_config)/[\w/.-]+)`", text):
            there = any(ROOT.glob(path)) or "huadu-2021" in path or "qingshi-2024" in path
            assert there or path.startswith(("site_config/theme", "site_config/paper/")), (name, path)
        for module in re.findall(r"python -m (tests[\w.]+)", text):
            assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file(), (name, module)
        for script in re.findall(r"python (tests/[\w/]+\.py)", text):
            assert (ROOT / script).is_file(), (name, script)


def test_figures_are_the_same_in_both_languages() -> None:
    number = re.compile(r"\d[\d,.]*\d|\d")
    assert set(number.findall(TEXTS["en/figures.md"])) == set(number.findall(TEXTS["zh/figures.md"]))


def test_every_command_stands_in_the_manual() -> None:
    for name in main.commands:
        for language in ("en", "zh"):
            assert f"`gongkai {name}" in TEXTS[f"{language}/commands.md"], name


def test_the_readme_is_short_and_leads_to_the_manual() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.encode()) <= 8_000
    for target in re.findall(r'\]\(([^)#]+)\)|src="([^"]+)"', text):
        path = "".join(target)
        assert "://" in path or (ROOT / path).is_file(), path
    assert all(f"generator/manual/en/{page}" in text for page in PAGES)
    assert all(re.search(rf"`(?:gongkai )?{name}\b", text) for name in main.commands)
    pictures = list((MANUAL / "pictures").iterdir())
    assert {path.name for path in pictures} == {"desktop.png", "phone.png"}
    assert all(path.stat().st_size < 80_000 for path in pictures)


def the_map() -> str:
    """Return the map of the house as a table."""
    rooms = yaml.safe_load((ROOT / "tests" / "house.yml").read_text(encoding="utf-8"))["rooms"]
    rows = [f"| `{name}` | {room['noun']} | {', '.join(room['imports'])} |" for name, room in rooms.items()]
    return "\n".join(["| room | noun | may import |", "| --- | --- | --- |", *rows]) + "\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_is_the_house(language: str) -> None:
    assert TEXTS[f"{language}/building.md"].endswith(f"\n\n{the_map()}"), "run `python -m tests.test_manual`"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_are_shown_in_the_terminal(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", language)
    told = CliRunner().invoke(main, ["manual"]).output
    assert all(page.removesuffix(".md") in told for page in PAGES)
    assert CliRunner().invoke(main, ["manual", "checks"]).output == TEXTS[f"{language}/checks.md"]
    refused = CliRunner().invoke(main, ["manual", "check"])
    assert refused.exit_code == 2
    assert "checks" in refused.output


def test_the_manual_opens_in_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("click.launch", opened.append)
    assert CliRunner().invoke(main, ["manual", "facts", "--open"]).exit_code == 0
    (path,) = opened
    html = Path(path).read_text(encoding="utf-8")
    assert 'href="figures.html"' in html
    assert Path(path).with_name("figures.html").is_file()


if __name__ == "__main__":
    for name in ("en/building.md", "zh/building.md"):
        head, _, _ = TEXTS[name].partition("\n| room |")
        (MANUAL / name).write_text(f"{head}\n{the_map()}", encoding="utf-8")
