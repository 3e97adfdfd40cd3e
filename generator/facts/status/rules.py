"""The compiled content of status.yml: rules, signs, table and other patterns, and how rules are applied to a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from generator.facts.kept_yml import kept_yml
from generator.facts.status.clauses import Clause, clauses
from generator.facts.status.needed import Needed, grams_of, needed_of
from generator.facts.status.reading import ASPECTS, Answers, Aspect, Modality, Polarity, Row, Scope, Sense
from generator.facts.status.rule import Rule, Sign
from generator.model.status import Status
from generator.text.folding import fold

STRONG, WEAK = "◆", "◇"
"""In a sign's pattern these stand for a rule's words: with a word of aspect (已, 正在, 尚未), and without one."""

_Word = TypeVar("_Word", bound=StrEnum)
_Answered = Callable[[Answers, re.Match[str]], bool]
_ATTRIBUTE = re.compile(r"(?<=[对将把])(?!已|[^,]{0,6}(?:部分|其中|一些|个别))[^,]{2,40}的(?=[^,的]{2,})")
"""Matches what is said of an object before it: 违法搭建的 in 对违法搭建的亭棚进行了拆除."""
_LIST = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's words in a clause, and how they are meant."""

    rule: Rule
    match: re.Match[str]
    """The match of the rule's pattern in the clause's text."""
    reading: Sense


@dataclass(frozen=True, slots=True)
class Rules:
    """All of status.yml, compiled; patterns match in folded text."""

    problem: re.Pattern[str]
    """Matches where a problem is named; the text after it may tell how it was put right."""
    topic: re.Pattern[str]
    """Matches a clause that says which problem the text is about, if a deed can put that right."""
    remedies: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Pairs of (what is wrong in a problem, the verbs that undo it)."""
    work_topic: re.Pattern[str]
    """As `topic`, but the problem may also be of how work is done."""
    problem_name: re.Pattern[str]
    """Matches a clause that begins with the name of a problem (the group `name`) and goes on to what became of it."""
    aspects: re.Pattern[str]
    """Matches words of aspect (已), which make a rule's words strong: they say that something is so."""
    void_labels: re.Pattern[str]
    """Matches labels of fields whose value states nothing: 整改时限."""
    status_labels: re.Pattern[str]
    """Matches labels of fields whose value is a status: 完成情况."""
    rest: re.Pattern[str]
    """Matches words that tell what is to be done with the rest of what is done in part."""
    remainder: re.Pattern[str]
    """Matches the beginning of a clause about all that is left."""
    left_over: re.Pattern[str]
    """Matches the beginning of a clause that tells what becomes of the rest of a part whose whole is not stated."""
    units: re.Pattern[str]
    """Matches a number and its unit, with the groups `number`, `scale` and `unit`."""
    plan_headings: re.Pattern[str]
    """Matches headings under which everything is planned."""
    so_far: re.Pattern[str]
    """Matches words by which a clause under a heading of plans is about the present all the same."""
    upkeep: re.Pattern[str]
    """Matches plans to keep up what is done."""
    further: re.Pattern[str]
    """Matches words of a plan that is for more than upkeep."""
    outcome: re.Pattern[str]
    """Matches a clause that tells the outcome of the steps before it in its sentence: 目前已全部拆除."""
    same_work: re.Pattern[str]
    """Matches a clause on the end of a work whose beginning an earlier sentence may tell: 工程于8月15日竣工."""
    taken_back: re.Pattern[str]
    """Matches words after a completion which say that something is still wrong: 不过雨天仍有积水."""
    told_done: re.Pattern[str]
    """Matches words of a clause that say that something is done."""
    told_open: re.Pattern[str]
    """Matches words of a sentence about what is not done: with them, only clauses with `told_done` are completed."""
    whole_item: re.Pattern[str]
    """Matches a clause which says that a whole item is completed."""
    rules: tuple[Rule, ...]
    """The rules in order: in a clause the first that states something decides."""
    needed: Needed
    """The prefilter of the rules' patterns."""
    signs: tuple[Sign, ...]
    signs_needed: tuple[Needed, Needed, Needed]
    """The prefilters of the signs' patterns: of those that match in a clause, before it, and after it."""
    table: tuple[Row, ...]
    """The rows in order: the first that fits a sense decides."""
    _signs_of: dict[str, tuple[Sign, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """A cache of the signs that may apply to a rule's words, by the rule's name."""

    def find(
        self, clause: Clause, before: str, after: Callable[[], str], answered: _Answered, own_year: int | None
    ) -> Iterator[Found]:
        """Yield the words that the rules find in a clause, in order of the rules.

        `before` is what stands before it in its sentence, `after()` what stands behind it. `answered` says whether
        words answer a problem; it is called only if that decides. `own_year` is the report's own year, None if it is
        unknown.
        """
        _, earlier, later = self.signs_needed
        around, likely = (before, ""), set[int]()
        for number, (rule, match) in enumerate(self._matches(clause, before, answered, own_year)):
            if not number:  # most clauses have no match
                around = before, after()
                likely = earlier.likely(grams_of(before)) | later.likely(grams_of(around[1]))
            yield Found(rule, match, self.read(rule, clause, match, around, likely))

    def _matches(
        self, clause: Clause, before: str, answered: _Answered, own_year: int | None
    ) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Yield (rule, match of its pattern) for the words that `find` yields."""
        void = bool(clause.label and self.void_labels.search(clause.label))
        is_value = bool(clause.label and self.status_labels.search(clause.label))
        bracketed = clause.label == "()"
        text = clause.text
        for rule in map(self.rules.__getitem__, sorted(self.needed.likely(grams_of(text)))):
            if (clause.name and not rule.in_name) or void != rule.deadline:
                continue
            if (rule.field and not is_value) or (bracketed and not rule.field) or not rule.pattern.search(text):
                continue
            told = rule.after.search(before) if rule.after else None
            if (rule.after and not told) or (rule.unless and self._excepted(rule, rule.unless, text)):
                continue
            for match in rule.pattern.finditer(text):
                if rule.problem and not answered(rule.problem, match):
                    continue
                if not (rule.ahead and own_year and _year_of(match, told) <= own_year):
                    yield rule, match

    def _excepted(self, rule: Rule, unless: re.Pattern[str], text: str) -> bool:
        """Tell whether words of a clause keep a rule from it.

        The name of a problem before the rule's words does not (路面不平整问题得到解决: 不 is of the name), nor does
        what is said of the object (对违法搭建的亭棚进行了拆除).
        """
        attribute = _ATTRIBUTE.search(text)
        deed = attribute and rule.pattern.search(text)
        if attribute and deed and deed.end() > attribute.end():
            text = text[: attribute.start()] + text[attribute.end() :]
        name = self.problem_name.match(text)
        found = name and rule.pattern.search(text)
        if name and found and found.start() >= name.end("name"):
            return bool(unless.search(text, name.end("name")))
        return bool(unless.search(text))

    def read(
        self, rule: Rule, clause: Clause, match: re.Match[str], around: tuple[str, str], likely: AbstractSet[int]
    ) -> Sense:
        """Return how a rule's words are meant; of several signs of one kind (modality, say) the first decides.

        `around` are the texts before and after the clause, `likely` the numbers of the signs that may apply by them.
        """
        weak = not self.aspects.search(match[0])
        at = rule.pattern.groupindex.get("at", 0)
        verb = match.start(at) if match[at] else match.start()
        seen = clause.text[:verb] + (WEAK if weak else STRONG) + clause.text[match.end() :]
        told: dict[str, Any] = {}
        signs: list[str] = []
        own = self._signs_of.get(rule.name)
        if own is None:
            own = self._signs_of[rule.name] = tuple(sign for sign in self.signs if sign.may_tell_of(rule))
        likely = likely | self.signs_needed[0].likely(grams_of(clause.text) | grams_of(seen))
        for sign in own:
            if sign.number not in likely:
                continue
            kind = type(sign.says).__name__.lower()
            if kind not in told and sign.tells(clause.text, seen, around, weak=weak):
                told[kind] = sign.says
                signs.append(sign.name)
                if kind == "modality":
                    break  # the table asks for nothing else then
        return Sense(ASPECTS[rule.status], **told, signs=tuple(signs))


def _year_of(*matches: re.Match[str] | None) -> int:
    """Return the group `year` of the first match that has one."""
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
            entry.get("alone", False),
            _optional(entry, "after", lists),
            tuple(entry["states"]),
            tuple(entry.get("silent", ())),
        )
        for entry in data["rules"]
    )
    signs = tuple(
        Sign(
            number,
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
        for number, entry in enumerate(data["signs"])
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
    entries: tuple[Rule | Sign, ...] = (*rules, *signs)
    examples = [fold(text) for entry in entries for text in (*entry.states, *entry.silent)]
    # A sign's words are looked for beside ◆ or ◇.
    texts = [clause.text + STRONG + WEAK for text in examples for clause in clauses(text)]
    needed = needed_of([[[rule.pattern]] for rule in rules], texts)
    signs_needed = (
        needed_of([[[one, sign.where] for one in (sign.pattern, sign.words) if one] for sign in signs], texts),
        needed_of([[[one] for one in (sign.carries, sign.governs) if one] for sign in signs], examples),
        needed_of([[[one] for one in (sign.follows,) if one] for sign in signs], examples),
    )
    remedies = tuple((_compile(wrong, lists), _compile(verbs, lists)) for wrong, verbs in data["remedies"].items())
    return Rules(
        **patterns,
        remedies=remedies,
        rules=rules,
        needed=needed,
        signs=signs,
        signs_needed=signs_needed,
        table=table,
    )


def _told(entry: Mapping[str, Any]) -> Modality | Scope | Polarity:
    """Return the modality, scope or polarity of a sign."""
    if "modality" in entry:
        return Modality(entry["modality"])
    return Scope(entry["scope"]) if "scope" in entry else Polarity(entry["polarity"])


def _any_of(kind: type[_Word], entry: Mapping[str, Any], key: str) -> frozenset[_Word]:
    """Return the value of a key, one word or a list, as members of `kind`; empty if the key is missing."""
    words = entry.get(key, [])
    return frozenset(kind(word) for word in ([words] if isinstance(words, str) else words))


def _optional(entry: Mapping[str, Any], key: str, lists: Mapping[str, str]) -> re.Pattern[str] | None:
    return _compile(entry[key], lists) if key in entry else None


def _compile(pattern: str | list[str], lists: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern; a list of patterns is compiled as their alternatives."""
    return re.compile(_expand(pattern if isinstance(pattern, str) else "|".join(pattern), lists))


def _expand(pattern: str, lists: Mapping[str, str]) -> str:
    """Replace each {name} in a pattern by the words of that list."""
    return _LIST.sub(lambda match: f"(?:{lists[match[1]]})", pattern)
