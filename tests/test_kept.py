"""What was worked out of a data file is kept for the next process; never is it stale, nor believed when damaged."""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path

import pytest

from generator import kept as room
from generator.facts.figures.units import units
from generator.facts.status.rules import load_rules
from generator.kept import kept


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "words.yml"
    path.write_text("a", encoding="utf-8")
    return path


def place(data: Path) -> Path:
    (found,) = data.parent.glob("__pycache__/words.*")
    return found


def never(_content: bytes) -> str:
    raise AssertionError


def test_it_is_made_once_for_the_same_data_and_the_same_program(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(data, lambda _content: "made") == "made"
    assert kept(data, never) == "made"
    data.write_text("b", encoding="utf-8")
    assert kept(data, lambda _content: "of b") == "of b"
    monkeypatch.setattr(room, "_program", lambda: b"another")
    assert kept(data, lambda _content: "by another") == "by another"


def test_whatever_is_damaged_is_made_anew(data: Path) -> None:
    kept(data, lambda _content: "made")
    whole = place(data).read_bytes()
    for at in range(len(whole)):
        place(data).write_bytes(bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]))
        assert kept(data, lambda _content: "anew") == "anew", at
        place(data).write_bytes(whole[:at])
        assert kept(data, lambda _content: "anew") == "anew", at


def test_a_folder_that_can_not_be_written_keeps_nothing(data: Path) -> None:
    (data.parent / "__pycache__").write_text("in the way", encoding="utf-8")
    assert kept(data, lambda _content: "made") == "made"
    assert kept(data, lambda _content: "again") == "again"


def test_what_a_killed_process_left_goes(data: Path) -> None:
    kept(data, lambda _content: "made")
    there = place(data)
    beside = there.with_name("words.kept-by-hand")
    for path in (there.with_name(f"{there.name}.4711"), beside):
        path.write_text("left", encoding="utf-8")
    data.write_text("b", encoding="utf-8")
    assert kept(data, lambda _content: "of b") == "of b"
    assert sorted(there.parent.iterdir()) == sorted([there, beside])
    assert kept(data, never) == "of b"


def test_kept_patterns_are_what_python_compiles(data: Path) -> None:
    patterns = [
        re.compile("已(?P<at>完成)|(?P<rest>[^一-龥]+)(?i:a)"),
        re.compile(r"(?<!\d)\d{2,}(?=年)", re.ASCII | re.MULTILINE),
        *(rule.pattern for rule in load_rules().rules),
        units().pattern,
    ]
    kept(data, lambda _content: patterns)
    again: list[re.Pattern[str]] = kept(data, lambda _content: [])
    assert again == [re.compile(pattern.pattern, pattern.flags) for pattern in patterns]
    for pattern, other in zip(patterns, again, strict=True):
        assert (other.groups, other.groupindex) == (pattern.groups, pattern.groupindex)
    assert b"_compile" not in place(data).read_bytes(), "one would be compiled again"


def test_rules_come_out_as_they_went_in() -> None:
    rules = load_rules()
    again = pickle.loads(room._pickled(rules))  # noqa: S301, SLF001 - written a moment ago
    assert again == rules
