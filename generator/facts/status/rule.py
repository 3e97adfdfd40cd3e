"""A rule's words, which state a status, and the signs around them that tell how they are meant."""

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
    """Over a clause; group `at`, if it has one, is where the words begin that a number can follow."""
    unless: re.Pattern[str] | None
    """The rule is silent in a clause where this is found."""
    in_name: bool
    """It holds in a measure's name too: 一是违规借款已全部收回。"""
    field: bool
    """It holds only for the value of a field (完成情况：已完成) or between brackets (已完成)."""
    counts: Literal["", "may", "must", "rest", "sum", "left", "deed"]
    """Whether the number in or beside its words may be, or must be, a part of a whole that is told before; `rest`: what
    becomes of the rest must be told too; `sum`: several numbers in its words must make up such a whole; `left`: its
    number is what is left besides what is counted before it; `deed`: it is all where no whole is told."""
    ahead: bool
    """It holds only of a year after the report's own, where that is known; group `year` of its patterns is the year."""
    problem: Answers | None
    """It holds only where a problem was named before: what is told then is how it was put right."""
    deadline: bool
    """It holds only for the value of a field that tells until when (整改时限：长期坚持)."""
    after: re.Pattern[str] | None
    """It holds only where this is found in the clauses before it in the sentence."""
    states: tuple[str, ...]
    """Texts in which it must state something."""
    silent: tuple[str, ...]
    """Texts in which it must not."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Surroundings of found words that tell how they are meant."""

    name: str
    says: Modality | Scope | Polarity
    pattern: re.Pattern[str] | None
    """Over the clause, the found words as ◆ or ◇."""
    words: re.Pattern[str] | None
    """Over the clause as it is."""
    carries: re.Pattern[str] | None
    """Over the clauses before it in the sentence; tells of ◇ only."""
    governs: re.Pattern[str] | None
    """Over the clauses before it in the sentence; tells of ◆ too."""
    follows: re.Pattern[str] | None
    """Over the clauses after it up to the full stop."""
    aspects: frozenset[Aspect]
    """Of what it tells: of what is done, say; empty where of anything."""
    spares: frozenset[str]
    """Rules of whose words it tells nothing."""
    only: frozenset[str]
    """Rules of whose words alone it tells; empty where it tells of all."""
    where: re.Pattern[str] | None
    """Over the clause as it is: it tells nothing where this is not found."""
    states: tuple[str, ...]
    """Texts that state something in spite of it."""
    silent: tuple[str, ...]
    """Texts that state nothing, or something else, because of it."""

    def may_tell_of(self, rule: Rule) -> bool:
        """Tell whether it can tell anything of a rule's words, whatever stands around them."""
        if rule.name in self.spares or (self.only and rule.name not in self.only):
            return False
        return not self.aspects or ASPECTS[rule.status] in self.aspects

    def tells(self, text: str, seen: str, around: tuple[str, str], *, weak: bool) -> bool:
        """Tell whether it stands around words found in a clause `text`; `around` are the clauses before and after it.

        `seen` is the clause with a mark in the words' place.
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
