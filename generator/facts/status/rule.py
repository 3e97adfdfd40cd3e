"""The entries of status.yml: rules, whose words state a status, and signs, which change how words are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.facts.status.reading import ASPECTS, Answers, Aspect, Modality, Polarity, Scope
from generator.model.status import Status


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that state a status."""

    name: str
    status: Status
    pattern: re.Pattern[str]
    """Matches the words in a clause; its group `at`, if any, begins with the verb, which a number may follow."""
    unless: re.Pattern[str] | None
    """The rule does not apply to a clause that this matches."""
    in_name: bool
    """Whether it applies to the name of a measure as well: 一是违规借款已全部收回。"""
    field: bool
    """Whether it applies only to the value of a field (完成情况：已完成) or to a bracket (已完成)."""
    counts: Literal["", "may", "must", "rest", "sum", "left", "deed"]
    """How the number in or beside its words is read; empty if it is ignored.

    `may`, `must`: it may be, or must be, a part of a whole that is stated before. `rest`: so too, and the text must say
    what becomes of the rest. `sum`: several numbers in the words must make up such a whole. `left`: it is what is left
    of what is counted before. `deed`: it is the whole if no whole is stated.
    """
    ahead: bool
    """Whether it applies only to a year (group `year` of its patterns) after the report's own, if that is known."""
    problem: Answers | None
    """What the words must have to do with a problem named before them; None if nothing."""
    deadline: bool
    """Whether it applies only to the value of a deadline field (整改时限：长期坚持)."""
    alone: bool
    """Whether it counts only if no other rule states anything in its paragraph."""
    after: re.Pattern[str] | None
    """If given, it must match in the clauses before this one in the sentence."""
    states: tuple[str, ...]
    """Texts for the tests in which the rule must state something."""
    silent: tuple[str, ...]
    """Texts for the tests in which it must state nothing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Surroundings of a rule's words that change how they are meant.

    It applies if one of `pattern`, `words`, `carries`, `governs` and `follows` matches.
    """

    number: int
    """Its place among the signs."""
    name: str
    says: Modality | Scope | Polarity
    pattern: re.Pattern[str] | None
    """Matched in the clause with the rule's words as ◆ (strong) or ◇ (weak); see `rules.STRONG`."""
    words: re.Pattern[str] | None
    """Matched in the clause as it is."""
    carries: re.Pattern[str] | None
    """Matched in the clauses before it in the sentence, only for weak words."""
    governs: re.Pattern[str] | None
    """Matched in the clauses before it in the sentence, for strong words as well."""
    follows: re.Pattern[str] | None
    """Matched in the clauses after it up to the full stop."""
    aspects: frozenset[Aspect]
    """The aspects of the rules that it applies to; empty for all."""
    spares: frozenset[str]
    """Names of rules that it does not apply to."""
    only: frozenset[str]
    """Names of the only rules that it applies to; empty for all."""
    where: re.Pattern[str] | None
    """If given, it must match in the clause as it is."""
    states: tuple[str, ...]
    """Texts for the tests that state something in spite of the sign."""
    silent: tuple[str, ...]
    """Texts for the tests that state nothing, or something else, because of the sign."""

    def may_tell_of(self, rule: Rule) -> bool:
        """Tell whether the sign can apply to a rule's words at all, whatever stands around them."""
        if rule.name in self.spares or (self.only and rule.name not in self.only):
            return False
        return not self.aspects or ASPECTS[rule.status] in self.aspects

    def tells(self, text: str, seen: str, around: tuple[str, str], *, weak: bool) -> bool:
        """Tell whether the sign applies to a rule's words in a clause.

        `text` is the clause, `seen` the clause with ◆ or ◇ in the words' place, `around` are the texts before and
        after it; `weak` says that the words are ◇.
        """
        if self.where is not None and not self.where.search(text):
            return False
        before, after = around
        return bool(
            (self.pattern is not None and self.pattern.search(seen))
            or (self.words is not None and self.words.search(text))
            or (weak and self.carries is not None and self.carries.search(before))
            or (self.governs is not None and self.governs.search(before))
            or (self.follows is not None and self.follows.search(after))
        )
