"""The problems that a text names before a clause, and whether a deed in the clause answers one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.facts.status.clauses import Clause
from generator.facts.status.reading import Answers
from generator.facts.status.rules import Rules

_PROBLEM = "问题"
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_EVERYWHERE = re.compile(
    "问题|情况|工作|整改|整治|管理|单位|部门|项目|资金|人员|方面|部分|个别|存在|落实|反馈|针对|关于|违规|有关|相关|进行|群众|干部"
)
"""Matches words that any problem and any deed may share, so that they prove nothing."""


@dataclass(slots=True)
class Problems:
    """The problems named in a text so far. Clauses are searched only when `answered` asks for it."""

    rules: Rules
    folded: str
    about: str
    """The problem in a heading above the text; empty if there is none."""
    unread: list[Clause] = field(default_factory=list)
    """Clauses not yet searched for whether they name a problem."""
    named: bool = False
    """Whether a searched clause names a problem."""
    told: list[Clause] = field(default_factory=list)
    """Clauses not yet searched for what the problem is."""
    pairs: set[str] = field(default_factory=set)
    """Pairs of neighbouring characters of the problems that a deed can put right."""
    remedied: set[int] = field(default_factory=set)
    """Indices in `Rules.remedies` of the remedies that the problems call for."""
    kin: set[str] = field(default_factory=set)
    """Pairs of neighbouring characters of problems which may also be of how work is done."""

    def __post_init__(self) -> None:
        if self.about and not self.rules.units.search(self.about):
            self._take(self.about)

    def read(self, clause: Clause) -> None:
        """Add the next clause of the text."""
        self.unread.append(clause)
        self.told.append(clause)

    def answered(self, how: Answers, found: re.Match[str]) -> bool:
        """Tell whether a rule's words, found in the last clause that was read, answer a problem as `how` demands."""
        if how is Answers.NAMED:
            return self._is_named()
        self._look()
        if how is Answers.REMEDY:
            deed = found[0][found.start("at") - found.start() :]
            return any(self.rules.remedies[at][1].match(deed) for at in self.remedied)
        pairs = self.kin if how is Answers.KIN else self.pairs
        return any(pair in pairs for pair in _pairs(found.groupdict().get("of") or found[0]))

    def _is_named(self) -> bool:
        while self.unread and not self.named:
            self.named = self._names(self.unread.pop())
        return self.named

    def _look(self) -> None:
        """Search for problems in all clauses but the last."""
        *before, last = self.told
        self.told = [last]
        for clause in before:
            told = self.folded[clause.span.start : clause.span.end]
            # 反馈问题：财物保管混乱
            self._take(told + _PROBLEM * clause.label.endswith(_PROBLEM))

    def _take(self, told: str) -> None:
        """Remember the words and remedies of a clause or a heading if it names a problem."""
        if self.rules.topic.search(told):
            self.pairs.update(_pairs(told))
            self.remedied.update(at for at, (wrong, _) in enumerate(self.rules.remedies) if wrong.search(told))
        if self.rules.work_topic.search(told):
            self.kin.update(_pairs(told))

    def _names(self, clause: Clause) -> bool:
        return bool(self.rules.problem.search(self.folded, clause.span.start, clause.span.end + 1))


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in the words of a text."""
    words = _WORD.findall(_EVERYWHERE.sub(" ", text))
    return {word[at : at + 2] for word in words for at in range(len(word) - 1)}
