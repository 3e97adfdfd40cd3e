"""How the words of a clause are meant (modality, aspect, scope, polarity), and the table that makes a status of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.status import Status


class Modality(StrEnum):
    """What kind of utterance a clause is."""

    REPORT = "report"
    """It reports a fact: nothing around its words says otherwise."""
    PLAN = "plan"
    """It tells what will be done."""
    INTENTION = "intention"
    """It tells what is striven for: 确保, 力促, 加快."""
    ORDER = "order"
    """It tells what others must do: 责令, 须, 请."""
    CONDITION = "condition"
    """It is a condition or a time: 整改完成后, 凡."""
    OBJECT = "object"
    """It uses the words to name something: 对已完成的任务, 完成率."""
    PROBLEM = "problem"
    """It tells what was found to be wrong."""


class Aspect(StrEnum):
    """How far the deed of a clause has come."""

    TO_COME = "to come"
    GOING_ON = "going on"
    HABITUAL = "habitual"
    NEARLY_DONE = "nearly done"
    DONE = "done"


class Scope(StrEnum):
    """How much of a thing a clause is about."""

    ALL = "all"
    PART = "part"
    """A part of a whole that is stated before; the text does not say what becomes of the rest."""
    PART_BESIDE_REST = "part beside rest"
    """A part of a whole that is stated before; the text tells of the rest separately."""
    AMOUNT = "amount"
    """A number of things; the text does not say of how many."""
    STAGE = "stage"
    """A step of a longer work: 招标, 勘探, 第一阶段."""
    MOST = "most"
    """Nearly all: 基本, 大体, 八成以上."""
    OTHER = "other"
    """Something that puts nothing right, or nothing that the lists know: 3家企业均已道歉."""
    ONE_OF_PAIR = "one of a pair"
    """One half of a pair whose other half is not done: 能够立即整改的, … 需要一定时间的, …."""


class Polarity(StrEnum):
    """Whether a clause affirms or denies."""

    SO = "so"
    NOT = "not"


class Answers(StrEnum):
    """What a rule's words must have to do with a problem."""

    NAMED = "named"
    """A problem is named in the clause of the words or before it."""
    SAME = "same"
    """The object of the words (group `of`, or else all words) occurs in a problem named before their clause."""
    REMEDY = "remedy"
    """The verb (group `at`) undoes what is wrong in a problem named before their clause: 维修 for something broken."""
    KIN = "kin"
    """As SAME, but the problem may also be of how work is done: 闲置土地清理不力."""


ASPECTS: Mapping[Status, Aspect] = {
    Status.PLANNED: Aspect.TO_COME,
    Status.IN_PROGRESS: Aspect.GOING_ON,
    Status.ONGOING: Aspect.HABITUAL,
    Status.MOSTLY_COMPLETED: Aspect.NEARLY_DONE,
    Status.COMPLETED: Aspect.DONE,
}
"""The aspect of a rule's words, by the rule's status: the one that they state if nothing around them says otherwise."""


@dataclass(frozen=True, slots=True)
class Sense:
    """How the words of a clause are meant."""

    aspect: Aspect
    modality: Modality = Modality.REPORT
    scope: Scope = Scope.ALL
    polarity: Polarity = Polarity.SO
    signs: tuple[str, ...] = ()
    """The names of the signs in status.yml that applied."""

    def __str__(self) -> str:
        return f"{self.modality} × {self.aspect} × {self.scope} × {self.polarity}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table in status.yml: the senses that it fits, and the status that they state."""

    modality: frozenset[Modality]
    """The modalities that fit; empty if any does. The same holds for the next three."""
    aspect: frozenset[Aspect]
    scope: frozenset[Scope]
    polarity: frozenset[Polarity]
    says: Status | None
    """None if such words state nothing."""

    def fits(self, reading: Sense) -> bool:
        """Tell whether the row fits a sense."""
        return (
            (not self.modality or reading.modality in self.modality)
            and (not self.aspect or reading.aspect in self.aspect)
            and (not self.scope or reading.scope in self.scope)
            and (not self.polarity or reading.polarity in self.polarity)
        )


def says(table: tuple[Row, ...], reading: Sense) -> Status | None:
    """Return the status of the first row that fits a sense, None if such words state nothing; some row fits any."""
    return next(row.says for row in table if row.fits(reading))
