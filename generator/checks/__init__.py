"""Checks of a report's text before it is published: each rule is a function in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from generator.checks.days.dates import check_dates
from generator.checks.days.order import check_order
from generator.checks.days.periods import check_periods
from generator.checks.days.tabled import check_date_columns
from generator.checks.days.weekdays import check_weekdays
from generator.checks.lists.listed import check_listed
from generator.checks.lists.referred import check_referred
from generator.checks.lists.respective import check_respective
from generator.checks.lists.tallied import check_tallied
from generator.checks.numbers.growth import check_growth
from generator.checks.numbers.multiples import check_multiples
from generator.checks.numbers.quotients import check_quotients
from generator.checks.numbers.rates import check_rates
from generator.checks.numbers.tabled import check_columns
from generator.checks.numbers.totals import check_totals
from generator.checks.numbers.twice import check_twice
from generator.checks.slips.above import check_above
from generator.checks.slips.balances import check_balances
from generator.checks.slips.hundreds import check_hundreds
from generator.checks.slips.jumping_units import check_jumping_units
from generator.checks.slips.named_bases import check_named_bases
from generator.checks.slips.near_changes import check_near_changes
from generator.checks.slips.near_shares import check_near_shares
from generator.checks.slips.near_sums import check_near_sums
from generator.checks.slips.products import check_products
from generator.checks.slips.sums_behind import check_sums_behind
from generator.checks.slips.swapped import check_swapped
from generator.checks.slips.told_in_words import check_told_in_words
from generator.checks.structure.annexes import check_annexes
from generator.checks.structure.cut import check_cut
from generator.checks.structure.empty import check_empty
from generator.checks.structure.missing import check_missing
from generator.checks.structure.numbering import check_numbering
from generator.checks.structure.restarts import check_restarts
from generator.checks.structure.squeezed import check_squeezed
from generator.checks.structure.unsplit import check_unsplit
from generator.checks.structure.untold import check_untold
from generator.checks.sums.halves import check_halves
from generator.checks.sums.itemised import check_parts
from generator.checks.wording.doubled import check_doubled
from generator.checks.wording.invisible import check_invisible
from generator.checks.wording.names import check_names
from generator.checks.wording.pairs import check_pairs
from generator.checks.wording.personal import check_personal
from generator.checks.wording.placeholders import check_placeholders
from generator.checks.wording.private import check_private
from generator.checks.wording.repeats import check_repeats
from generator.checks.wording.widths import check_widths
from generator.model.messages import Message, Severity
from generator.model.report import Report
from generator.wording import say

OF_NUMBERS: tuple[Callable[[Report], Iterator[Message]], ...] = (
    check_totals,
    check_parts,
    check_halves,
    check_rates,
    check_growth,
    check_multiples,
    check_quotients,
    check_columns,
    check_twice,
    check_listed,
    check_tallied,
    check_referred,
    check_respective,
)
"""The rules that read numbers."""
OF_SLIPS: tuple[Callable[[Report], Iterator[Message]], ...] = (
    check_near_sums,
    check_sums_behind,
    check_balances,
    check_products,
    check_near_shares,
    check_named_bases,
    check_near_changes,
    check_told_in_words,
    check_jumping_units,
    check_hundreds,
    check_swapped,
    check_above,
)
"""The rules that read numbers in whatever words they are told; silent about a place that another rule tells of."""
OF_DATES: tuple[Callable[[Report], Iterator[Message]], ...] = (
    check_dates,
    check_weekdays,
    check_periods,
    check_order,
    check_date_columns,
)
OF_MARKS: tuple[Callable[[Report], Iterator[Message]], ...] = (check_pairs, check_widths, check_invisible)
"""The rules that read characters as they stand; for all others quotation marks and years are typed in one way."""
CLOSED_UP = frozenset({*OF_NUMBERS, *OF_SLIPS, *OF_DATES, check_names, check_private})
"""The rules for which no blanks stand around numbers and beside commas (排查 126 个), nor commas in them (1,204)."""
RULES: tuple[Callable[[Report], Iterator[Message]], ...] = (
    check_numbering,
    check_restarts,
    check_squeezed,
    check_unsplit,
    check_missing,
    check_untold,
    check_empty,
    check_cut,
    check_annexes,
    check_repeats,
    check_doubled,
    check_placeholders,
    check_personal,
    check_private,
    *OF_NUMBERS,
    *OF_SLIPS,
    *OF_DATES,
    check_names,
    *OF_MARKS,
)
"""All rules; if two report the same place, the message of the earlier rule comes first."""


def check(report: Report, ignored: Collection[str] = ()) -> list[Message]:
    """Return the messages of all rules in reading order, without duplicates and without the codes in `ignored`."""
    alike = replace(report, source=report.source.read_alike())
    closed = replace(alike, source=alike.source.read_closed_up())
    views = ((rule, report if rule in OF_MARKS else closed if rule in CLOSED_UP else alike) for rule in RULES)
    told: list[Message] = []
    for rule, view in views:
        told += _elsewhere(rule(view), told) if rule in OF_SLIPS else rule(view)
    if closed.source is not alike.source:
        same = [message for message in told if message.code == "placeholder"]
        told += _elsewhere(check_placeholders(closed), same)
    found = dict.fromkeys(message for message in told if message.code not in ignored)
    return sorted(found, key=lambda message: (message.line, message.column))


def _elsewhere(messages: Iterable[Message], told: Iterable[Message]) -> list[Message]:
    """Return the messages about places of which no message is told."""
    places = {(one.line, one.column + at) for one in told for at in range(one.length)}
    return [one for one in messages if not any((one.line, one.column + at) in places for at in range(one.length))]


def judged(report: Report, ignored: Collection[str], allowed: Collection[str]) -> tuple[list[Message], list[Message]]:
    """Return the errors that block publishing, and the warnings; an error whose code is `allowed` is among these."""
    found = check(report, ignored)
    errors = [one for one in found if one.severity is Severity.ERROR and one.code not in allowed]
    return errors, [one for one in found if one.severity is not Severity.NOTE and one not in errors]


def way_out(slug: str, code: str) -> str:
    """Return the sentence that tells what to do about an error that blocks publishing."""
    return say(
        "{slug}: it can't be published with that; mend it, or let it through with `gongkai publish {slug} "
        "--allow {code} --because …`.",
        slug=slug,
        code=code,
    )
