"""What the manual lists is whole: codes of findings (and each is found in its example), options, settings, data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

from generator.build.evidence import write_evidence_files
from generator.checks import check
from generator.checks.formats import Checked, as_json
from generator.cli import main
from generator.data import layout
from generator.data.figures import write_all_figures
from generator.data.portal import write_portal_data
from generator.data.tables import figures_table, ledger_table
from generator.edition.edition import Edition
from generator.facts.mentions import Names
from generator.model.messages import SEVERITY, WORDING, Message, Severity
from generator.model.report import Report
from generator.model.status import Status
from generator.outline import outline
from generator.progress import Proven
from generator.proof.files.manifest import write_manifest
from generator.proof.seen.found import Looked, Unseen
from generator.readers import LARGEST_FILE, READERS, beside, docx, html, markdown
from generator.readers.docx import package
from generator.readers.filekinds import LEGACY
from generator.readers.html.tables import MOST_COLUMNS, MOST_PLACES
from generator.readers.pdf import bounds, pages
from generator.readers.pictures import LARGEST_PICTURE, MOST_PICTURES
from generator.readers.text import LONGEST_LINE, source_of
from generator.search.answer import Answer, Result
from generator.search.quoting.quotations import Quoted
from generator.settings.paper import PaperSettings
from generator.settings.report import ReportSettings
from generator.settings.site import SiteSettings
from generator.settings.words import CHROME, HEADINGS, PUNCTUATION, STATES, STATUSES
from generator.site.machines.labels import LABELS
from generator.site.mkdocs.states import PREVIEW
from generator.terminal.shape import Shown
from generator.terminal.status import Stand
from tests.project import FIRST, ROOT

MANUAL = Path(__file__).parent.parent / "generator" / "manual"
LANGUAGES = ["en", "zh"]
SEVERITIES = {
    "en": {"note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR},
    "zh": {"提示": Severity.NOTE, "警告": Severity.WARNING, "错误": Severity.ERROR},
}
IN_WORDS = {"no-title", "row-missing", "invisible-character"}
"""Codes of the checks whose example is told and not shown, beside those that reading a file brings up."""


def rows(language: str, page: str, below: str = "") -> list[list[str]]:
    """Return the cells of the rows of a page that begin with `code`; `below` is the heading of its part, or empty."""
    text = (MANUAL / language / page).read_text(encoding="utf-8")
    if below:
        (text,) = re.findall(rf"(?ms)^## {below}\n(.*?)(?=^## |\Z)", text)
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines() if row.startswith("| `")]


def code(cell: str) -> str:
    """Return what stands between the marks of a cell of code."""
    assert cell.startswith("`"), cell
    assert cell.endswith("`"), cell
    return cell.strip("`")


def findings(language: str) -> dict[str, list[str]]:
    """Return the other cells of the tables of findings by code, each code once."""
    told = [(code(first), others) for first, *others in rows(language, "checks.md")]
    assert len(told) == len(dict(told)), "a code stands in two rows"
    return dict(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_row_and_every_row_its_code(language: str) -> None:
    told = findings(language)
    assert WORDING.keys() - told.keys() == set(), "codes that the manual lacks: add a row to checks.md"
    assert told.keys() - WORDING.keys() == set(), "rows for codes that do not exist: take them out of checks.md"
    assert {name: SEVERITIES[language][cells[0]] for name, cells in told.items()} == SEVERITY
    assert all(len(cells) == 4 and all(cells) for cells in told.values())


def test_both_languages_have_the_codes_in_the_same_order() -> None:
    assert list(findings("en")) == list(findings("zh"))


SHOWN = {
    code(first): example
    for first, _, _, example, _ in rows("en", "checks.md", "What is looked for")
    if code(first) not in IN_WORDS
}


def read(example: str) -> Report:
    """Return an example as a report; a slash stands between two of its lines."""
    settings = ReportSettings(title="甲局关于整改的通报")
    return outline(source_of("\n".join(example.split(" / ")), "report.txt", "utf-8", "", settings), settings)


@pytest.mark.parametrize("name", SHOWN)
def test_the_example_of_a_code_is_found_as_that(name: str) -> None:
    assert findings("zh")[name][2] == SHOWN[name], "another example in the other language"
    assert {message.code for message in check(read(SHOWN[name]))} == {name}


def options_told(language: str) -> list[tuple[str, str]]:
    """Return (command, option) of each row of the table of options; a row may be about several of both."""
    heading = {"en": "Options", "zh": "选项"}[language]
    return [
        (command, option)
        for first, second, _ in rows(language, "commands.md", heading)
        for command in re.findall("`([^`]+)`", first)
        for option in re.findall(r"`(-[\w-]+)", second)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_has_its_row_and_every_row_its_option(language: str) -> None:
    told = options_told(language)
    taken = {
        (name, option)
        for name, command in main.commands.items()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert taken - set(told) == set(), "options that the manual lacks: add a row to commands.md"
    assert set(told) - taken == set(), "rows for options that do not exist: take them out of commands.md"
    assert len(told) == len(set(told)), "an option stands in two rows"


def keys_of(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Yield the keys of a settings file, those below another as `above.key`."""
    for name, field in model.model_fields.items():
        below = models_in(field.annotation)
        if field.annotation not in below:  # a key that holds nothing but others needs no row
            yield above + name
        for one in below:
            yield from keys_of(one, f"{above}{name}.")


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for part in get_args(annotation) for one in models_in(part)]


PARTS: dict[type[BaseModel], dict[str, list[str]]] = {
    ReportSettings: {"en": ["Of a report", "What commands write"], "zh": ["一份通报的", "命令写入的"]},
    SiteSettings: {"en": ["Of the site"], "zh": ["网站的"]},
    PaperSettings: {"en": ["Of the PDF"], "zh": ["PDF 的"]},
    Names: {"en": ["Names to mark"], "zh": ["要标出的名称"]},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_every_key_of_a_settings_file_has_its_row(model: type[BaseModel], language: str) -> None:
    told = [code(first) for part in PARTS[model][language] for first, _ in rows(language, "settings.md", part)]
    assert sorted(told) == sorted(keys_of(model)), "settings.md and the settings differ"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_setting_has_its_row(language: str) -> None:
    known: dict[str, Mapping[str, object]] = {
        "outline.heading": HEADINGS,
        "chrome.chrome": CHROME,
        "status.status": STATUSES,
        "state": STATES,
        "punctuation": PUNCTUATION,
    }
    wanted = sorted((key, str(value).lower(), word) for key, words in known.items() for word, value in words.items())
    told = [
        (code(key), code(value), word)
        for key, value, words in rows(language, "settings.md", {"en": "Words", "zh": "用词"}[language])
        for word in re.split("、|, ", words)
    ]
    assert sorted(told) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_data_has_its_row(language: str, tmp_path: Path) -> None:
    edition = Edition(read(SHOWN["gap"]), ReportSettings())
    write_portal_data(tmp_path, [])
    write_all_figures(tmp_path, [], flat=False)
    reports, figures = (
        (tmp_path / name).read_text(encoding="utf-8-sig").strip().split(",") for name in ("portal.csv", "figures.csv")
    )
    known = [
        [column.name for column in ledger_table(edition, "", "").columns],
        [column.name for column in figures_table(edition, "", "").columns],
        [name for name in reports if name not in set(Status)],
    ]
    parts = {
        "en": ["The ledger", "The figures of a report", "The reports of a site"],
        "zh": ["台账", "一份通报的数字", "网站上的通报"],
    }
    assert [[code(first) for first, _ in rows(language, "data.md", part)] for part in parts[language]] == known
    text = (MANUAL / language / "data.md").read_text(encoding="utf-8")
    assert all(f"`{status}`" in text for status in Status)
    (of_all,) = re.findall(r"(?m)^(?:In )?`/data/figures.csv` .*", text)
    assert set(re.findall("`([a-z]+)`", of_all)) == set(figures)


OBJECTS: dict[str, type[BaseModel]] = {
    "report": layout.ReportRecord,
    "metadata": layout.MetadataRecord,
    "node": layout.NodeRecord,
    "stated": layout.StatedRecord,
    "statements": layout.StatementRecord,
    "fields": layout.FieldRecord,
    "figures": layout.FigureRecord,
    "periods": layout.PeriodRecord,
    "documents": layout.DocumentRecord,
    "contacts": layout.ContactRecord,
    "mentions": layout.MentionRecord,
    "warnings": layout.WarningRecord,
    "versions": layout.VersionRecord,
    "source": layout.SourceRecord,
    "lines": layout.LineRecord,
    "chrome": layout.ChromeRecord,
    "rows": layout.RowRecord,
    "merged": layout.MergedRecord,
    "marks": layout.MarkRecord,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_report_json_is_told(language: str) -> None:
    objects = {name for name, told in layout.schema()["$defs"].items() if "properties" in told}
    assert {model.__name__ for model in OBJECTS.values()} == {*objects, layout.ReportRecord.__name__}
    told = rows(language, "data.md", {"en": "Inside report.json", "zh": "report.json 里"}[language])
    assert {code(name): set(re.findall("`([^`]+)`", keys)) for name, keys in told} == {
        name: set(model.model_fields) for name, model in OBJECTS.items()
    }


def keys_told(language: str, below: dict[str, str]) -> dict[str, set[str]]:
    """Return what stands as code in the second cells of a part of the page on data, by the first cells."""
    return {code(name): set(re.findall("`([^`]+)`", told)) for name, told in rows(language, "data.md", below[language])}


def names_of(model: Any) -> set[str]:
    """Return the names of a dataclass's fields."""
    return {field.name for field in fields(model)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_commands_print_is_told(language: str) -> None:
    message = Message("no-title", 1, 1, words="一、")
    one = Checked("one", PurePosixPath("one.docx"), (message, Message("bank-card", 1, 1)), {"bank-card": "虚构"})
    told = keys_told(language, {"en": "What commands print as JSON", "zh": "命令输出的 JSON"})
    assert told.pop("quote") - {"results"} == {"words", *names_of(Quoted)}
    assert told.pop("check") == {key for row in json.loads(as_json([one])) for key in row}
    assert told.pop("seen") - {"gongkai verify --seen --report FILE"} == names_of(Looked) | names_of(Unseen)
    known: dict[str, Any] = {"outline": Shown, "status": Stand, "search": Answer, "results": Result}
    assert told == {name: names_of(model) for name, model in known.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_proof_and_manifest_is_told(language: str, tmp_path: Path) -> None:
    row = Proven(tmp_path.name, "section pages", 1, 9, 9, 99, "exactly")
    proof = json.loads(write_evidence_files(tmp_path, [row], "source.txt", {}, signed=False)[tmp_path / "proof.json"])
    (tmp_path / "source.txt").write_text("一", encoding="utf-8")
    write_manifest(tmp_path, "one")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    told = keys_told(language, {"en": "Proof and manifest", "zh": "核对结果和清单"})
    assert told == {
        "/<slug>/proof.json": {*proof, *proof["outputs"][0]},
        "/<slug>/manifest.json": {"/manifest.json", *manifest, *manifest["files"][0]},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_label_is_told(language: str) -> None:
    text = (MANUAL / language / "site.md").read_text(encoding="utf-8")
    assert [label.name for label in LABELS if f"`{label.name}`" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_report_is_told(language: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (MANUAL / language).glob("*.md"))
    names = {path.stem for path in (ROOT / "docs_src" / FIRST).glob("*.md")}
    pages = {name for name in names if not re.fullmatch(r"p\d.*|index", name)}
    assert pages
    assert {name for name in pages if not re.search(rf"`/(?:<slug>|地址)/{name}/`", text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_told(language: str) -> None:
    told = {ending for first, *_ in rows(language, "formats.md") for ending in re.findall(r"`(\.\w+)`", first)}
    assert told == {*READERS, *LEGACY}


LIMITS = [
    (LARGEST_FILE // 10**6,),
    (LONGEST_LINE,),
    (markdown.LONGEST,),
    (package.LARGEST_TOTAL // 10**6,),
    (bounds.MOST_UNPACKED // 10**6,),
    (html.MOST_BLOCKS,),
    (MOST_COLUMNS, MOST_PLACES),
    (LARGEST_PICTURE // 10**6,),
    (beside.LARGEST_ATTACHMENT // 10**6,),
    (beside.LARGEST_TOTAL // 10**6, MOST_PICTURES, beside.MOST_ATTACHMENTS),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_are_those_of_the_readers(language: str) -> None:
    assert markdown.LONGEST == pages.MOST_CHARACTERS == docx.MOST_CHARACTERS, "one row tells of all three"
    text = (MANUAL / language / "formats.md").read_text(encoding="utf-8")
    _, *told = re.findall(
        r"(?m)^\| (?!-).* \| (.*) \|$", text.partition({"en": "## Limits", "zh": "## 上限"}[language])[2]
    )
    assert [tuple(int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", cell)) for cell in told] == LIMITS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_variable_of_the_environment_is_told(language: str) -> None:
    heading = {"en": "Environment variables", "zh": "环境变量"}[language]
    read_there = {
        name
        for path in (MANUAL.parent).rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert {code(first) for first, _ in rows(language, "commands.md", heading)} == {*read_there, PREVIEW} - {"LANGUAGE"}
