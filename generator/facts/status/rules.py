"""The rules of status.yml: which words state a status, and what around them makes them say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from generator.facts.kept_yml import kept_yml
from generator.facts.status.clauses import Clause
from generator.facts.status.needed import Needed, needed_of
from generator.facts.status.reading import ASPECTS, Answers, Aspect, Modality, Polarity, Row, Scope, Sense
from generator.facts.status.rule import Rule, Sign
from generator.model.status import Status

STRONG, WEAK = "◆", "◇"
"""What stands for the found words in a sign's pattern: words with an aspect (已, 正在, 尚未), words without."""

_Word = TypeVar("_Word", bound=StrEnum)
_Answered = Callable[[Answers, re.Match[str]], bool]
_LIST = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """Words in a clause that tell how far something is, and how they are meant."""

    rule: Rule
    match: re.Match[str]
    reading: Sense


@dataclass(frozen=True, slots=True)
class Rules:
    """All of status.yml."""

    problem: re.Pattern[str]
    """Where a problem has been named; what follows tells how it was put right."""
    topic: re.Pattern[str]
    """Clauses that say which problem the text is about, where it is one that deeds put right."""
    remedies: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What is wrong in a problem, and the verbs that undo it."""
    work_topic: re.Pattern[str]
    """The same, where it may also be one of how work is done."""
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
    left_over: re.Pattern[str]
    """How a clause begins that tells what becomes of the rest of a part of which no whole is told."""
    units: re.Pattern[str]
    """A number and its unit, in groups `number`, `scale` and `unit`."""
    plan_headings: re.Pattern[str]
    """Headings under which all is planned."""
    so_far: re.Pattern[str]
    """Words by which a clause under a heading of plans is of today all the same."""
    upkeep: re.Pattern[str]
    """Plans to keep up what is done."""
    further: re.Pattern[str]
    """Words of a plan that has more to do than that."""
    outcome: re.Pattern[str]
    """Clauses that tell what the steps before them in their sentence came to: 目前已全部拆除."""
    same_work: re.Pattern[str]
    """Clauses that tell of the end of a work whose beginning an earlier sentence may tell: 工程于8月15日竣工."""
    taken_back: re.Pattern[str]
    """Words after what is completed that tell that something is not as it should be: 不过雨天仍有积水."""
    told_done: re.Pattern[str]
    """Words in a clause that tell of what is done."""
    told_open: re.Pattern[str]
    """Words in a sentence that tell of what is not: without the former, nothing in it is completed."""
    whole_item: re.Pattern[str]
    """Clauses that say of a whole item that it is completed."""
    rules: tuple[Rule, ...]
    """In order: in a clause the first that finds something is the one."""
    needed: Needed
    """What the rules' patterns can't match without."""
    signs: tuple[Sign, ...]
    table: tuple[Row, ...]
    """In order: of a reading the first that fits is the one."""
    _signs_of: dict[str, tuple[Sign, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The signs that may tell of a rule's words, by its name; filled as they are asked for."""

    def find(
        self, clause: Clause, before: str, after: str, answered: _Answered, own_year: int | None
    ) -> Iterator[Found]:
        """Yield what tells in a clause how far something is, the rules in order, given the sentence around it.

        `answered` says whether words answer a problem; it is asked only where that decides. `own_year` is the report's
        own, if it is known.
        """
        void = bool(clause.label and self.void_labels.search(clause.label))
        is_value = bool(clause.label and self.status_labels.search(clause.label))
        bracketed = clause.label == "()"
        text = clause.text
        for rule in map(self.rules.__getitem__, self.needed.likely(text)):
            if (clause.name and not rule.in_name) or void != rule.deadline:
                continue
            if (rule.field and not is_value) or (bracketed and not rule.field) or not rule.pattern.search(text):
                continue
            told = rule.after.search(before) if rule.after else None
            if (rule.after and not told) or (rule.unless and rule.unless.search(text)):
                continue
            for match in rule.pattern.finditer(text):
                if rule.problem and not answered(rule.problem, match):
                    continue
                if not (rule.ahead and own_year and _year_of(match, told) <= own_year):
                    yield Found(rule, match, self.read(rule, clause, match, before, after))

    def read(self, rule: Rule, clause: Clause, match: re.Match[str], before: str, after: str) -> Sense:
        """Return how found words are meant; of several signs for one thing the first tells."""
        weak = not self.aspects.search(match[0])
        at = rule.pattern.groupindex.get("at", 0)
        verb = match.start(at) if match[at] else match.start()
        seen = clause.text[:verb] + (WEAK if weak else STRONG) + clause.text[match.end() :]
        told: dict[str, Any] = {}
        signs: list[str] = []
        own = self._signs_of.get(rule.name)
        if own is None:
            own = self._signs_of[rule.name] = tuple(sign for sign in self.signs if sign.may_tell_of(rule))
        for sign in own:
            kind = type(sign.says).__name__.lower()
            if kind not in told and sign.tells(clause.text, seen, (before, after), weak=weak):
                told[kind] = sign.says
                signs.append(sign.name)
                if kind == "modality":
                    break  # whatever else is told, the table asks no more
        return Sense(ASPECTS[rule.status], **told, signs=tuple(signs))


def _year_of(*matches: re.Match[str] | None) -> int:
    """Return the year that one of some matches has as its group `year`."""
    return next(int(match["year"]) for match in matches if match and "year" in match.re.groupindex)


_DATA = Path(__file__).with_name("status.yml")


@cache
def load_rules() -> Rules:
    """Return the rules of status.yml."""
    return kept_yml(_DATA, _make_rules)


def _make_rules(data: Mapping[str, Any]) -> Rules:
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
            entry.get("ahead", False),
            Answers(entry["problem"]) if "problem" in entry else None,
            entry.get("deadline", False),
            _optional(entry, "after", lists),
            tuple(entry["states"]),
            tuple(entry.get("silent", ())),
        )
        for entry in data["rules"]
    )
    signs = tuple(
        Sign(
            entry["name"],
            _told(entry),
            _optional(entry, "pattern", lists),
            _optional(entry, "words", lists),
            _optional(entry, "carries", lists),
            _optional(entry, "governs", lists),
            _optional(entry, "follows", lists),
            _any_of(Aspect, entry, "aspects"),
            frozenset(entry.get("spares", ())),
            frozenset(entry.get("only", ())),
            _optional(entry, "where", lists),
            tuple(entry.get("states", ())),
            tuple(entry["silent"]),
        )
        for entry in data["signs"]
    )
    table = tuple(
        Row(
            _any_of(Modality, entry, "modality"),
            _any_of(Aspect, entry, "aspect"),
            _any_of(Scope, entry, "scope"),
            _any_of(Polarity, entry, "polarity"),
            Status(entry["says"]) if entry["says"] else None,
        )
        for entry in data["table"]
    )
    patterns = {name: _compile(pattern, lists) for name, pattern in data["patterns"].items()}
    needed = needed_of([rule.pattern for rule in rules])
    remedies = tuple((_compile(wrong, lists), _compile(verbs, lists)) for wrong, verbs in data["remedies"].items())
    return Rules(**patterns, remedies=remedies, rules=rules, needed=needed, signs=signs, table=table)


def _told(entry: Mapping[str, Any]) -> Modality | Scope | Polarity:
    """Return what a sign tells."""
    if "modality" in entry:
        return Modality(entry["modality"])
    return Scope(entry["scope"]) if "scope" in entry else Polarity(entry["polarity"])


def _any_of(kind: type[_Word], entry: Mapping[str, Any], key: str) -> frozenset[_Word]:
    """Return what a row of the table fits, told as one word or as a list; empty for any."""
    words = entry.get(key, [])
    return frozenset(kind(word) for word in ([words] if isinstance(words, str) else words))


def _optional(entry: Mapping[str, Any], key: str, lists: Mapping[str, str]) -> re.Pattern[str] | None:
    return _compile(entry[key], lists) if key in entry else None


def _compile(pattern: str | list[str], lists: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern, which may be told as a list of what is looked for, one form a line."""
    return re.compile(_expand(pattern if isinstance(pattern, str) else "|".join(pattern), lists))


def _expand(pattern: str, lists: Mapping[str, str]) -> str:
    """Put the lists' words in the place of their names."""
    return _LIST.sub(lambda match: f"(?:{lists[match[1]]})", pattern)
