"""The form above a table of facts that a script filters and sorts by; its choices and their counts are in the HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

ALL = "全部"


@dataclass(frozen=True, slots=True)
class Choice:
    """What rows can be chosen by."""

    name: str
    """In the address: `?name=value`; the cell that holds a row's values has them as `data-name`."""
    label: str
    values: tuple[tuple[str, str, int], ...]
    """Value, words and number of rows of each, in the order in which they are offered."""
    column: int | None = None
    """The column whose words are the values, where no cell has them as an attribute."""
    part: bool = False
    """Whether the words stand among others in their column."""


def choice(name: str, label: str, found: Iterable[tuple[str, str]], order: Sequence[str] = ()) -> Choice:
    """Return a choice of the (value, words) of all rows, in the given order of values or else that of the rows."""
    rows = list(found)
    counted, words = Counter(value for value, _ in rows), dict(rows)
    return Choice(
        name, label, tuple((value, words[value], counted[value]) for value in order or words if counted[value])
    )


def by_column(name: str, label: str, column: int, words: Iterable[str], *, part: bool = False) -> Choice:
    """Return a choice of the words of a column, sorted; `part` where they stand among others there."""
    counted = Counter(words)
    return Choice(name, label, tuple((word, word, counted[word]) for word in sorted(counted)), column, part)


def attributes(**values: str | None) -> str:
    """Return what a cell of Markdown ends with to hold the values of its row."""
    told = " ".join(f"data-{name}={value}" for name, value in values.items() if value)
    return f" {{: {told} }}" if told else ""


def filters(
    label: str, unit: str, choices: Iterable[Choice], sorted_by: Sequence[tuple[int, str]] = (), words: str = "q"
) -> str:
    """Return the form as HTML, hidden until a script can serve it.

    `unit` counts rows; `sorted_by` are the columns that rows can be sorted by; `words` is what is looked for in the
    address. A choice without values is left out.
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
