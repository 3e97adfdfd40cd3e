"""How a clause is meant: modality × aspect × scope × polarity, and the table that makes a status of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.status import Status


class Modality(StrEnum):
    """What a clause does with what it tells."""

    REPORT = "report"
    """It says that it is so: nothing around its words says otherwise."""
    PLAN = "plan"
    """It says what will be."""
    INTENTION = "intention"
    """It says what is striven for: 确保, 力促, 加快."""
    ORDER = "order"
    """It says what others must do: 责令, 须, 请."""
    CONDITION = "condition"
    """It says when or if: 整改完成后, 凡."""
    OBJECT = "object"
    """It names something by it: 对已完成的任务, 完成率."""
    PROBLEM = "problem"
    """It tells what was found to be wrong."""


class Aspect(StrEnum):
    """How far what a clause tells has come."""

    TO_COME = "to come"
    GOING_ON = "going on"
    HABITUAL = "habitual"
    NEARLY_DONE = "nearly done"
    DONE = "done"


class Scope(StrEnum):
    """Of how much a clause tells it."""

    ALL = "all"
    PART = "part"
    """Less than a whole that is told before, and what becomes of the rest is not told."""
    PART_BESIDE_REST = "part beside rest"
    """Less than a whole that is told before; the rest is told for itself."""
    AMOUNT = "amount"
    """So and so many, of what whole is not told."""
    STAGE = "stage"
    """A step of a longer way: 招标, 勘探, 第一阶段."""
    MOST = "most"
    """All but little: 基本, 大体, 八成以上."""
    ONE_OF_PAIR = "one of a pair"
    """One half, and the other half is not done: 能够立即整改的, … 需要一定时间的, …."""


class Polarity(StrEnum):
    """Whether a clause says that it is so or that it is not."""

    SO = "so"
    NOT = "not"


class Answers(StrEnum):
    """What a rule's words have to do with a problem."""

    NAMED = "named"
    """One is named in their clause or before it."""
    SAME = "same"
    """What they were done to is told of one that is named before their clause: group `of`, or all of the words."""
    REMEDY = "remedy"
    """Their verb, group `at`, undoes what is wrong in one that is named before their clause: 维修 what is broken."""
    KIN = "kin"
    """The same, where that one may be of how work is done: 闲置土地清理不力."""


ASPECTS: Mapping[Status, Aspect] = {
    Status.PLANNED: Aspect.TO_COME,
    Status.IN_PROGRESS: Aspect.GOING_ON,
    Status.ONGOING: Aspect.HABITUAL,
    Status.MOSTLY_COMPLETED: Aspect.NEARLY_DONE,
    Status.COMPLETED: Aspect.DONE,
}
"""The aspect of the words of each rule, by the status that they state where nothing around them says otherwise."""


@dataclass(frozen=True, slots=True)
class Sense:
    """How a clause is meant."""

    aspect: Aspect
    modality: Modality = Modality.REPORT
    scope: Scope = Scope.ALL
    polarity: Polarity = Polarity.SO
    signs: tuple[str, ...] = ()
    """The names of the signs in status.yml that tell so."""

    def __str__(self) -> str:
        return f"{self.modality} × {self.aspect} × {self.scope} × {self.polarity}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the readings that it fits, and what they say."""

    modality: frozenset[Modality]
    """Empty where any fits; so are the others."""
    aspect: frozenset[Aspect]
    scope: frozenset[Scope]
    polarity: frozenset[Polarity]
    says: Status | None

    def fits(self, reading: Sense) -> bool:
        """Tell whether it is the row of a reading."""
        return (
            (not self.modality or reading.modality in self.modality)
            and (not self.aspect or reading.aspect in self.aspect)
            and (not self.scope or reading.scope in self.scope)
            and (not self.polarity or reading.polarity in self.polarity)
        )


def says(table: tuple[Row, ...], reading: Sense) -> Status | None:
    """Return the status that a reading states by the first row that fits it, None where it states nothing."""
    return next(row.says for row in table if row.fits(reading))
