"""What is said to a publisher: every message has its Chinese, with the same names in it.

`python -m tests.test_wording` takes in what is said now, keeps what is translated, and compiles the catalogue; it
names the messages that still lack their Chinese.
"""

from __future__ import annotations

import ast
import io
import re
import shutil
import string
from contextlib import chdir
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click
import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from generator.cli import main
from generator.model.messages import WORDING
from generator.settings.office import NEEDED
from generator.site.machines.labels import LABELS
from generator.terminal.help import texts_of
from generator.wording import say
from tests.project import ROOT, Project, copy_project, fingerprint

PACKAGE = ROOT / "generator"
PO = PACKAGE / "terminal" / "locale" / "zh" / "LC_MESSAGES" / "gongkai.po"
MO = PO.with_suffix(".mo")
CLICK = Path(click.__file__).parent
OWN = {"say": None, "Notice": None}
CLICKS = {"_": None, "ngettext": (1, 2)}
HEADER = """\
# What gongkai says to a publisher, in Chinese. `python -m tests.test_wording` adds what is new and compiles it.
#
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
REPORT = "云溪区整改通报\n一、总体情况\n（二）关于制度不全的问题\n1.针对台账不全的问题。已完成3份。\n"

Texts = str | tuple[str, ...]


@cache
def said() -> list[tuple[Texts, str]]:
    """Return every message and the file that says it: ours, the commands' help, the checks' wording, click's own."""
    found: list[tuple[Texts, str]] = []
    for folder, keywords, start in ((PACKAGE, OWN, "generator"), (CLICK, CLICKS, "click")):
        told = extract_from_dir(folder, [("**.py", "python")], keywords=keywords)
        found += [(texts, f"{start}/{name}") for name, _, texts, _, _ in sorted(told, key=lambda it: it[:2])]
    for command in (main, *main.commands.values()):
        texts = texts_of(command)
        found += [(text.replace("{", "{{").replace("}", "}}"), "generator/cli") for text in texts]
    found += [(text, "generator/model/messages.py") for text in WORDING.values()]
    found += [(label.put, "generator/site/machines/labels.py") for label in LABELS]
    found += [(need.put, "generator/settings/office.py") for need in NEEDED]
    return found


def catalogue(old: Catalog | None) -> Catalog:
    """Return the catalogue of what is said now, with what an old one translates of it."""
    new = Catalog("zh", project="gongkai", fuzzy=False)
    for texts, name in said():
        known = old.get(texts if isinstance(texts, str) else texts[0]) if old else None
        new.add(texts, known.string if known else None, locations=[(name, None)])  # type: ignore[list-item]
    return new


def written(new: Catalog) -> bytes:
    """Return a catalogue as its file: no date, no line numbers, which change with everything."""
    buffer = io.BytesIO()
    write_po(buffer, new, width=118, sort_by_file=True, omit_header=True)
    return HEADER.encode() + buffer.getvalue()


def compiled(new: Catalog) -> bytes:
    """Return a catalogue as gettext reads it, without the day on which it was made."""
    buffer = io.BytesIO()
    new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(buffer, new)
    return buffer.getvalue()


@cache
def committed() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, "zh")


def names_in(text: str) -> set[str]:
    """Return what the braces and percent signs of a message name, with how it is written."""
    braces = {
        f"{name}!{kind or ''}:{form}" for _, name, form, kind in string.Formatter().parse(text) if name is not None
    }
    return braces | set(re.findall(r"%\(\w+\)\w", text))


def test_every_message_has_its_chinese() -> None:
    lacking = {texts for texts, _ in said() if not all(translated(texts))}
    assert not lacking, "run `python -m tests.test_wording`, translate what it names, and run it again"


def translated(texts: Texts) -> tuple[str, ...]:
    """Return the Chinese of a message; of one with a plural its only form."""
    found = committed().get(texts if isinstance(texts, str) else texts[0])
    strings = found.string if found else ""
    return tuple(map(str, strings)) if isinstance(strings, (tuple, list)) else (str(strings or ""),)


def test_no_message_is_kept_that_nobody_says() -> None:
    known = {texts if isinstance(texts, str) else texts[0] for texts, _ in said()}
    kept = {it.id if isinstance(it.id, str) else it.id[0] for it in committed() if it.id}
    assert kept == known, "run `python -m tests.test_wording`"


def test_the_chinese_names_the_same() -> None:
    for texts, _ in said():
        wanted = names_in(texts if isinstance(texts, str) else texts[-1])
        for chinese in translated(texts):
            assert names_in(chinese) == wanted, texts


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert MO.read_bytes() == compiled(committed()), "run `python -m tests.test_wording`"
    assert PO.read_bytes() == written(catalogue(committed())), "run `python -m tests.test_wording`"


def test_what_is_said_is_spelled_out_where_it_is_said() -> None:
    """A template that is put together, or stands inside an f-string, is in no catalogue; an error's text neither."""
    known = {texts for texts, _ in said()}
    for path in PACKAGE.rglob("*.py"):
        for call in filter(calls, ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
            assert isinstance(call, ast.Call)
            told, name = call.args[0], path.relative_to(PACKAGE).as_posix()
            if calls(call, "say"):
                looked_up = isinstance(told, (ast.Subscript, ast.Attribute, ast.Call))
                assert looked_up or (isinstance(told, ast.Constant) and told.value in known), (name, call.lineno)
            else:
                assert not isinstance(told, (ast.JoinedStr, ast.Constant)), (name, call.lineno)


def calls(node: ast.AST, *names: str) -> bool:
    """Say whether a node is a call with a template, of one of the names."""
    names = names or ("say", "UserError", "CheckFailed")
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and bool(node.args)


def test_commands_speak_the_publishers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    for command in ((), *((name,) for name in main.commands)):
        shown = CliRunner().invoke(main, [*command, "--help"], prog_name="gongkai").output
        assert "用法： gongkai" in shown
        assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", shown), shown
    refused = CliRunner().invoke(main, ["build", "--no-such"], prog_name="gongkai")
    assert "没有" in refused.output
    assert say("the disk") != "the disk"
    monkeypatch.setenv("GONGKAI_LANG", "en")
    assert "Usage: gongkai" in CliRunner().invoke(main, ["build", "--help"], prog_name="gongkai").output
    assert say("the disk") == "the disk"


def test_a_site_is_the_same_in_either_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, data, receipts, bundles, and the Markdown that is committed."""
    made = []
    for language in ("en", "zh"):
        monkeypatch.setenv("GONGKAI_LANG", language)
        site = copy_project(tmp_path / language, reports=False)
        source = site.add_source("yunxi-2021", REPORT)
        told = site.run("build")
        assert ("警告" in told.stdout + told.stderr) == (language == "zh")
        shutil.copy(source, tmp_path / "report.txt")
        site.must("add", tmp_path / "report.txt", "--slug", "yunxi-2022")
        made.append(fingerprint(site.root))
    assert made[0] == made[1]


def test_a_day_at_the_desk_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an empty folder to a corrected site, and what is told of mistakes on the way."""
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    with chdir(tmp_path):
        told = CliRunner().invoke(main, ["new", "site"], prog_name="gongkai").output
    site = Project(tmp_path / "site")
    report, corrected = tmp_path / "通报.txt", tmp_path / "更正稿.txt"
    report.write_text(REPORT, encoding="utf-8")
    corrected.write_text(REPORT.replace("3份", "4份"), encoding="utf-8")
    name = "yunxi-2021"
    done_well: list[tuple[str | Path, ...]] = [
        ("add", report, "--slug", name),
        ("outline", name),
        ("check", name),
        ("publish", name, "--yes"),
        ("build",),
        ("status",),
        ("explain", name, "p1f2i1"),
        ("correct", name, corrected, "--reason", "更正一个数字", "--yes"),
        ("build",),
        ("verify",),
        ("retract", name, "--reason", "数字有误", "--yes"),
        ("build",),
    ]
    for command in done_well:
        done = site.run(*command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        told += done.stdout + done.stderr
    mistakes: list[tuple[str | Path, ...]] = [
        ("add", tmp_path / "没有.txt", "--slug", "yunxi-2022"),
        ("add", report, "--slug", "云溪"),
        ("add", report, "--slug", name),
        ("outline", "no-such"),
        ("build", "no-such"),
        ("manual", "no-such"),
        ("correct", name, corrected, "--reason", "再次更正"),
    ]
    for command in mistakes:
        done = site.run(*command)
        assert done.returncode == 2, (command, done.stdout)
        told += done.stderr
    words = re.sub(r"\S*[/.`\u2014]\S*|gongkai.*|Usage.*|\[[^\]]*\]", "", told)
    assert not re.findall(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", words)


if __name__ == "__main__":
    PO.parent.mkdir(parents=True, exist_ok=True)
    now = catalogue(committed() if PO.exists() else None)
    PO.write_bytes(written(now))
    committed.cache_clear()  # compiled as the tests do it, from what is written
    MO.write_bytes(compiled(committed()))
    for message in now:
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string):
            print(message.id)  # noqa: T201 - printing is its job
