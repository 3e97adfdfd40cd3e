"""Sentences with their amounts, and what the arithmetic of these explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice, product

from generator.checks.numbers.amounts import ROUGHLY, Quantity, amounts
from generator.model.report import Report
from generator.text.numerals import number_of
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

COUNTLESS = frozenset({"", "%", "倍", "个百分点"})
"""Units of numbers that make no sums."""
_LONGEST, _MOST = 400, 24
"""Maximum characters of a sentence that is read, and of its amounts."""
_ALIKE = {"名": "人", "宗": "件", "起": "件"}
_ROUGH = re.compile(r"(?:(?<![签履合预制节大条契])约|近|超过?|逾|第|至少|不足|不到|接近|将近)$")
_EDGE = re.compile(r"[,、;:。()+\t]")
_NEAR = 8
"""A number is near another if it differs by less than an eighth of it."""
_MOST_COMBINED = 7


@dataclass(frozen=True, slots=True)
class WithAmounts:
    """A sentence with its amounts."""

    text: str
    start: int
    """Offset of the sentence in the source."""
    amounts: tuple[Quantity, ...]

    def before(self, at: int) -> str:
        """Return the words of its clause before an amount, from the amount before it at the earliest."""
        begin = self.amounts[at - 1].span.end if at else 0
        return _EDGE.split(self.text[begin : self.amounts[at].span.start])[-1]

    def after(self, at: int) -> str:
        """Return the words of its clause behind an amount, up to the next amount at the latest."""
        end = self.amounts[at + 1].span.start if at + 1 < len(self.amounts) else len(self.text)
        return _EDGE.split(self.text[self.amounts[at].span.end : end])[0]

    def between(self, one: int, other: int) -> str:
        """Return the words between two amounts."""
        return self.text[self.amounts[one].span.end : self.amounts[other].span.start]

    def exact(self, at: int) -> bool:
        """Say whether an amount is told exactly, without 约 or 余."""
        amount = self.amounts[at]
        told = self.text[amount.span.start : amount.span.end]
        lead = self.text[max(0, amount.span.start - 3) : amount.span.start]
        return "余" not in told and not _ROUGH.search(lead) and not self.text.startswith(ROUGHLY, amount.span.end)

    def place(self, at: int) -> Span:
        """Return where an amount stands in the source."""
        span = self.amounts[at].span
        return Span(self.start + span.start, self.start + span.end)


def passages(report: Report) -> Iterator[WithAmounts]:
    """Yield the sentences of a report that hold amounts; those that are too long are left out."""
    for line in report.source.text_lines:
        yield from _of_line(report.source.fold(line.span), line.span.start)


@lru_cache(maxsize=1000)  # Many checks ask for the same lines.
def _of_line(text: str, start: int) -> tuple[WithAmounts, ...]:
    told = []
    for sentence in split_sentences(text, FULL_STOPS):
        if sentence.end - sentence.start <= _LONGEST:
            words = text[sentence.start : sentence.end]
            found = tuple(islice(amounts(words), _MOST))
            if found:
                told.append(WithAmounts(words, start + sentence.start, found))
    return tuple(told)


def kind_of(amount: Quantity) -> str:
    """Return the unit by which amounts are compared, one for 名 and 人."""
    return _ALIKE.get(amount.kind, amount.kind)


def run_sums(numbers: Sequence[Quantity]) -> Iterator[Decimal]:
    """Yield the sum of each run of two and more neighbours."""
    for begin in range(len(numbers)):
        made = numbers[begin].value
        for one in numbers[begin + 1 :]:
            made += one.value
            yield made


def near(told: Decimal, exact: Decimal) -> bool:
    """Say whether two numbers are near, but not the same."""
    return told != exact and abs(told - exact) * _NEAR < max(abs(exact), abs(told))


def unsure(numbers: Sequence[Quantity]) -> Decimal:
    """Return by how much a sum of amounts may differ from the true one."""
    return sum((one.rounding for one in numbers), Decimal(0))


def made_of(value: Decimal, numbers: Sequence[Quantity], slack: Decimal) -> bool:
    """Say whether a value is a sum or difference of some of the numbers; True if these are too many to tell."""
    if len(numbers) > _MOST_COMBINED:
        return True
    return any(
        any(signs)
        and abs(sum((sign * one.value for sign, one in zip(signs, numbers, strict=True)), Decimal(0)) - value) <= slack
        for signs in product((0, 1, -1), repeat=len(numbers))
    )


def shown_sum(text: str, total: Quantity, parts: Sequence[Quantity]) -> dict[str, str]:
    """Return what a message says of a total and its parts."""
    made = sum((part.value for part in parts), Decimal(0))
    return {
        "parts": " + ".join(part.shown(text) for part in parts),
        "total": total.shown(text),
        "sum": as_told(made, total),
    }


def as_told(value: Decimal, other: Quantity) -> str:
    """Return a value as it would be written in the unit of another amount."""
    return f"{(value / other.size).normalize():f}{other.scale}{other.unit}"


def is_slip(one: str, other: str) -> bool:
    """Say whether two numbers as written differ by one digit, or by two neighbouring digits that are swapped."""
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or is_swapped(one, other)


def is_swapped(one: str, other: str) -> bool:
    """Say whether two texts differ by two neighbouring characters that are swapped, and nothing else."""
    if len(one) != len(other):
        return False
    different = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    left, right = (different[0], different[-1]) if different else (0, 0)
    return len(different) == 2 and right == left + 1 and one[left] == other[right] and one[right] == other[left]


def number(words: str) -> int:
    """Return a number that is written in digits or in words, with 两 for 2; 0 for no words."""
    return 2 if words == "两" else int(words) if words.isdecimal() else number_of(words) or 0


def shares_characters(one: str, other: str, size: int = 2) -> bool:
    """Say whether two texts share so many characters in a row."""
    return any(one[at : at + size] in other for at in range(len(one) - size + 1))
