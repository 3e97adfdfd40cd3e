"""The form above a table of facts, with which a script filters and sorts its rows.

The options and their numbers of rows are written into the HTML at build time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

ALL = "全部"


@dataclass(frozen=True, slots=True)
class Choice:
    """A select box of the form: a filter with its options."""

    name: str
    """The parameter in the address, `?name=value`; a row's value may be in a cell's attribute `data-name`."""
    label: str
    values: tuple[tuple[str, str, int], ...]
    """The options in the order in which they are offered, each as (value, words, number of rows)."""
    column: int | None = None
    """Index of the column whose text is the value; None if the value is in an attribute."""
    part: bool = False
    """Whether the cells of `column` may have other words beside the value."""


def choice(name: str, label: str, found: Iterable[tuple[str, str]], order: Sequence[str] = ()) -> Choice:
    """Return a choice made of the (value, words) of each row; the options are in `order`, by default in row order."""
    rows = list(found)
    counted, words = Counter(value for value, _ in rows), dict(rows)
    return Choice(
        name, label, tuple((value, words[value], counted[value]) for value in order or words if counted[value])
    )


def by_column(name: str, label: str, column: int, words: Iterable[str], *, part: bool = False) -> Choice:
    """Return a choice made of the words of each row in a column, sorted; `column` and `part` are as in `Choice`."""
    counted = Counter(words)
    return Choice(name, label, tuple((word, word, counted[word]) for word in sorted(counted)), column, part)


def attributes(**values: str | None) -> str:
    """Return the attribute list for the end of a Markdown cell that holds its row's values: ` {: data-status=… }`."""
    told = " ".join(f"data-{name}={value}" for name, value in values.items() if value)
    return f" {{: {told} }}" if told else ""


def filters(
    label: str, unit: str, choices: Iterable[Choice], sorted_by: Sequence[tuple[int, str]] = (), words: str = "q"
) -> str:
    """Return the form as HTML, hidden until a script shows it.

    `label` names the form for screen readers; `unit` is the measure word for rows (项); `sorted_by` are the columns
    that rows can be sorted by, as (index, name); `words` names the text field, and so its parameter in the address.
    A choice without values is left out.
    """
    fields = [_select(one) for one in choices if one.values]
    fields.append(f'<label>含有文字 <input type="search" name="{words}"></label>')
    if sorted_by:
        ways = "".join(
            f'<option value="{sign}{column}">{escape(name)}{way}</option>'
            for column, name in sorted_by
            for sign, way in (("", " ↑"), ("-", " ↓"))
        )
        fields.append(f'<label>排序 <select name="sort"><option value="">原来的次序</option>{ways}</select></label>')
    fields.append('<span class="filters__count" role="status"></span>')
    return (
        f'<form class="filters" role="search" aria-label="{escape(label)}" data-unit="{escape(unit)}" data-variants="" '
        f"hidden>{''.join(fields)}</form>"
    )


def _select(one: Choice) -> str:
    options = "".join(
        f'<option value="{escape(value)}">{escape(words)}（{count}）</option>' for value, words, count in one.values
    )
    column = "" if one.column is None else f' data-column="{one.column}"'
    part = " data-part" if one.part else ""
    return (
        f'<label>{escape(one.label)} <select name="{one.name}"{column}{part}><option value="">{ALL}</option>{options}'
        "</select></label>"
    )
