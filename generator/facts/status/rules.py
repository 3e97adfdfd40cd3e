"""The rules of status.yml: which words state a status, and what around them makes them say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from generator.facts.status.clauses import Clause
from generator.model.status import Status
from generator.settings.yml import LOADER

STRONG, WEAK = "◆", "◇"
"""What stands for the found words in a screen's pattern: words with an aspect (已, 正在, 尚未), words without."""

_LIST = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that state a status."""

    name: str
    status: Status
    pattern: re.Pattern[str]
    """Over a clause; group `at`, if it has one, is where the words begin that a number can follow."""
    unless: re.Pattern[str] | None
    """The rule is silent in a clause where this is found."""
    in_name: bool
    """It holds in a measure's name too: 一是违规借款已全部收回。"""
    field: bool
    """It holds only for the value of a field (完成情况：已完成) or between brackets (已完成)."""
    counts: Literal["", "may", "must"]
    """Whether the number in or beside its words may be, or must be, a part of a whole that is told before."""
    states: tuple[str, ...]
    """Texts in which it must state something."""
    silent: tuple[str, ...]
    """Texts in which it must not."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Surroundings in which found words state nothing."""

    name: str
    pattern: re.Pattern[str] | None
    """Over the clause, the found words as ◆ or ◇."""
    carries: re.Pattern[str] | None
    """Over the clauses before it in the sentence; silences ◇ only."""
    spares: frozenset[str]
    """Rules that it does not silence."""
    states: tuple[str, ...]
    """Texts that state something in spite of it."""
    silent: tuple[str, ...]
    """Texts that state nothing because of it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All of status.yml."""

    aspects: re.Pattern[str]
    """Words that make found words strong: they say that something is so."""
    void_labels: re.Pattern[str]
    """Fields whose value states nothing: 整改时限."""
    status_labels: re.Pattern[str]
    """Fields whose value is a status: 完成情况."""
    rest: re.Pattern[str]
    """Words that tell what is to be done besides a part that is done."""
    remainder: re.Pattern[str]
    """How a clause about all that is left begins."""
    units: re.Pattern[str]
    """A number and its unit, in groups `number`, `scale` and `unit`."""
    plan_headings: re.Pattern[str]
    """Headings under which all is planned."""
    whole_item: re.Pattern[str]
    """Clauses that say of a whole item that it is completed."""
    rules: tuple[Rule, ...]
    """In order: in a clause the first that finds something is the one."""
    screens: tuple[Screen, ...]

    def find(self, clause: Clause, before: str) -> tuple[Rule, re.Match[str]] | None:
        """Return what a clause states, given the sentence before it, None if nothing."""
        if clause.label and self.void_labels.search(clause.label):
            return None
        is_value = bool(clause.label and self.status_labels.search(clause.label))
        bracketed = clause.label == "()"
        for rule in self.rules:
            if (rule.field and not is_value) or (bracketed and not rule.field) or (clause.name and not rule.in_name):
                continue
            if rule.unless and rule.unless.search(clause.text):
                continue
            for match in rule.pattern.finditer(clause.text):
                if not self.silenced(rule, clause, match, before):
                    return rule, match
        return None

    def silenced(self, rule: Rule, clause: Clause, match: re.Match[str], before: str) -> bool:
        """Tell whether a screen silences found words."""
        weak = not self.aspects.search(match[0])
        seen = clause.text[: match.start()] + (WEAK if weak else STRONG) + clause.text[match.end() :]
        return any(
            (screen.pattern is not None and screen.pattern.search(seen))
            or (weak and screen.carries is not None and screen.carries.search(before))
            for screen in self.screens
            if rule.name not in screen.spares
        )


@cache
def load_rules() -> Rules:
    """Return the rules of status.yml."""
    data = yaml.load((files(__package__) / "status.yml").read_text("utf-8"), LOADER)  # noqa: S506 - a safe loader
    lists: dict[str, str] = {}
    for name, words in data["lists"].items():
        lists[name] = _expand("|".join(words.split()), lists)
    rules = tuple(
        Rule(
            entry["name"],
            Status(entry["status"]),
            _compile(entry["pattern"], lists),
            _optional(entry, "unless", lists),
            entry.get("in_name", False),
            entry.get("field", False),
            entry.get("counts", ""),
            tuple(entry["states"]),
            tuple(entry.get("silent", ())),
        )
        for entry in data["rules"]
    )
    screens = tuple(
        Screen(
            entry["name"],
            _optional(entry, "pattern", lists),
            _optional(entry, "carries", lists),
            frozenset(entry.get("spares", ())),
            tuple(entry.get("states", ())),
            tuple(entry["silent"]),
        )
        for entry in data["screens"]
    )
    patterns = {name: re.compile(_expand(pattern, lists)) for name, pattern in data["patterns"].items()}
    return Rules(**patterns, rules=rules, screens=screens)


def _optional(entry: Mapping[str, Any], key: str, lists: Mapping[str, str]) -> re.Pattern[str] | None:
    return _compile(entry[key], lists) if key in entry else None


def _compile(pattern: str | list[str], lists: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern, which may be told as a list of what is looked for, one form a line."""
    return re.compile(_expand(pattern if isinstance(pattern, str) else "|".join(pattern), lists))


def _expand(pattern: str, lists: Mapping[str, str]) -> str:
    """Put the lists' words in the place of their names."""
    return _LIST.sub(lambda match: f"(?:{lists[match[1]]})", pattern)
