"""Selectors of style sheets: for which elements a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.readers.html.sheets.escapes import unescaped
from generator.readers.html.sheets.positions import Styled, is_nth, nth, places

Weight = tuple[int, int, int]
"""Specificity: number of ids, of classes and the like, of tags."""

_MOST_COMPOUNDS = 30
"""Maximum number of elements that a selector names one around or beside the other."""
_MOST_NESTED = 4
"""Maximum number of selectors within selectors: `:not(:is(…))`."""
_MOST_AROUND = 2_000
"""Number of elements whose answers a group keeps: no less than an element can have around it."""

_TAG = re.compile(r"\*|[a-zA-Z][\w-]*")
_NAME = re.compile(r"[.#]((?:\\.|[^\s.#\[\]():>+~,\\])+)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"\[\s*([\w-]+)\s*(?:([~^$*|]?=)\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]*))\s*(i|s)?\s*)?\]", re.IGNORECASE
)
_PSEUDO = re.compile(r":([\w-]+)(\()?")
_IN_BRACKETS = re.compile(r"[()]|\"[^\"]*\"|'[^']*'|\\.", re.DOTALL)
"""Matches a bracket, or what brackets can stand in without being any: a string, or an escape."""
_TOP = re.compile(r"(?:html|:root)(?=[\s>])\s*>?\s*", re.IGNORECASE)
"""Matches the page itself at a selector's beginning: every element stands in it."""
_MOMENTS = frozenset(
    {"hover", "focus", "focus-within", "focus-visible", "active", "visited", "target", "target-within", "fullscreen"}
)
"""States of an element that it has only while somebody does something with it."""
_GROUPS = frozenset({"is", "where", "matches", "-webkit-any", "-moz-any"})


_Condition = Callable[[Styled], bool]


@dataclass(frozen=True, slots=True)
class Compound:
    """The conditions that a selector sets for one element: `td.num:first-child`."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    others: tuple[_Condition, ...]
    """Conditions by attribute, place and so on."""

    def fits(self, element: Styled) -> bool:
        """Say whether an element fulfils the conditions."""
        if self.tag not in {"", "*", element.tag}:
            return False
        own = element.attributes
        if any(own.get("id") != identifier for identifier in self.ids):
            return False
        if self.classes:
            stated = own.get("class", "")
            # Most elements have none of the names: that is seen before their classes are told apart.
            if any(name not in stated for name in self.classes) or not set(self.classes) <= set(stated.split()):
                return False
        return not self.others or all(condition(element) for condition in self.others)


@dataclass(slots=True)
class Selector:
    """A selector: conditions for an element, and for those around and before it."""

    compounds: tuple[Compound, ...]
    """From the outermost on; the last is for the element itself."""
    joins: tuple[str, ...]
    """For all but the first, how it stands to the one before: ` `, `>`, `+` or `~`."""
    weight: Weight
    _first: dict[tuple[int, Styled | None], int] = field(default_factory=dict)
    """The place of the first element in another one that fits a beginning of the selector, for `~`."""

    def fits(self, element: Styled) -> bool:
        """Say whether the selector is for an element."""
        return self._fits(len(self.compounds) - 1, element) is True

    def _fits(self, last: int, element: Styled) -> bool | None:
        """Say whether the compounds up to `last` fit with an element as `last`; None if they do for none above it."""
        if not self.compounds[last].fits(element):
            return False
        if not last:
            return True
        join, above = self.joins[last - 1], element.above
        if join == "~":
            return self._first_place(last - 1, above) < element.place
        if join != " ":
            beside = element.before if join == "+" else above
            return self._fits(last - 1, beside) if beside else False
        compound = self.compounds[last - 1]
        while above is not None:
            if compound.fits(above) and (fits := self._fits(last - 1, above)) is not False:
                return fits
            above = above.above
        return None

    def _first_place(self, last: int, above: Styled | None) -> int:
        key = (last, above)
        if key not in self._first:
            beside = above.inside if above else ()
            self._first[key] = next((one.place for one in beside if self._fits(last, one)), 1_000_000_000)
        return self._first[key]


def selectors_in(text: str) -> Iterator[str]:
    """Yield the selectors of a list, which commas part."""
    start = depth = 0
    quote = ""
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and not depth:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def parse_selector(text: str, depth: int = 0, *, guess: bool = False) -> Selector | None:
    """Return a selector, None if it has what is not understood.

    `depth` is the number of selectors around it. With `guess`, what is said by `:has()` counts as true: whether it is
    cannot be told, as elements without text are not kept.
    """
    text = _TOP.sub("", text.strip(), count=1)
    compounds: list[Compound] = []
    joins: list[str] = []
    weights: list[Weight] = []
    at = 0
    while at < len(text):
        begun = at
        match = _TAG.match(text, at)
        at = match.end() if match else at
        tag = match[0].lower() if match else ""
        read = _read_conditions(text, at, depth, guess=guess)
        if read is None or len(compounds) == _MOST_COMPOUNDS:
            return None
        at, ids, classes, others, weight = read
        if at == begun:
            return None
        compounds.append(Compound(tag, tuple(ids), tuple(classes), tuple(others)))
        weights += [*weight, (0, 0, int(tag not in {"", "*"}))]
        rest = text[at:].lstrip()
        join = rest[:1] if rest[:1] in {">", "+", "~"} else " "
        if rest and join == " " and len(rest) == len(text) - at:
            return None
        at = len(text) - len(rest.removeprefix(join).lstrip())
        if rest:
            joins.append(join)
    if not compounds or len(joins) >= len(compounds):
        return None
    ids_, classes_, tags = (sum(column) for column in zip(*weights, strict=True))
    return Selector(tuple(compounds), tuple(joins), (ids_, classes_, tags))


def _read_conditions(
    text: str, at: int, depth: int, *, guess: bool
) -> tuple[int, list[str], list[str], list[_Condition], list[Weight]] | None:
    """Read the conditions of one element that stand behind its tag: (end, ids, classes, others, their weights)."""
    ids: list[str] = []
    classes: list[str] = []
    others: list[_Condition] = []
    weights: list[Weight] = []
    while at < len(text) and text[at] in ".#[:":
        if match := _NAME.match(text, at):
            (ids if text[at] == "#" else classes).append(unescaped(match[1]))
            weights.append((1, 0, 0) if text[at] == "#" else (0, 1, 0))
            at = match.end()
        elif match := _ATTRIBUTE.match(text, at):
            value = match[3] or match[4] or match[5] or ""
            others.append(_by_attribute(match[1].lower(), match[2] or "", value, any_case=bool(match[6] in {"i", "I"})))
            weights.append((0, 1, 0))
            at = match.end()
        elif match := _PSEUDO.match(text, at):
            inside, at = _inside(text, match.end()) if match[2] else ("", match.end())
            found = _by_state(match[1].lower(), inside, depth, guess=guess) if at else None
            if found is None:
                return None
            others.append(found[0])
            weights.append(found[1])
        else:
            return None
    return at, ids, classes, others, weights


def _inside(text: str, at: int) -> tuple[str, int]:
    """Return what stands in brackets that were opened before `at`, and their end; 0 if they are not closed."""
    open_ = 1
    for sign in _IN_BRACKETS.finditer(text, at):
        open_ += (sign[0] == "(") - (sign[0] == ")")
        if not open_:
            return text[at : sign.start()], sign.end()
    return "", 0


def _in_group(known: Sequence[Selector], *, denied: bool) -> _Condition:
    """Return the condition that an element fits one of some selectors or, if `denied`, none of them."""

    def fits(element: Styled) -> bool:
        return any(one.fits(element) for one in known) is not denied

    # `:is(:is(a b) c) d` would climb from each element around an element again, as often as there are groups.
    climbs = any(len(one.compounds) > 1 for one in known)
    return lru_cache(_MOST_AROUND)(fits) if climbs else fits


def _by_attribute(key: str, how: str, value: str, *, any_case: bool) -> _Condition:
    def fits(element: Styled) -> bool:
        found = element.attributes.get(key)
        if found is None or not how:
            return found is not None
        return _compares(found.lower(), how, value.lower()) if any_case else _compares(found, how, value)

    return fits


def _compares(found: str, how: str, value: str) -> bool:
    return {
        "=": found == value,
        "~=": value in found.split(),
        "^=": bool(value) and found.startswith(value),
        "$=": bool(value) and found.endswith(value),
        "*=": bool(value) and value in found,
        "|=": found == value or found.startswith(f"{value}-"),
    }[how]


def _by_state(  # noqa: PLR0911 - a kind a line
    name: str, inside: str, depth: int, *, guess: bool
) -> tuple[_Condition, Weight] | None:
    """Return the condition of a pseudo-class and its weight; None if it is not understood."""
    own = (0, 1, 0)
    if name in _MOMENTS:
        return (lambda _: False), own
    if name in {"link", "any-link"}:
        return (lambda element: element.tag == "a" and "href" in element.attributes), own
    if name == "empty":
        return (lambda element: element.bare), own
    if guess and (name == "has" or (name == "not" and ":has(" in inside.lower())):
        return (lambda _: True), own
    if name == "not" or name in _GROUPS:
        nested = selectors_in(inside) if depth < _MOST_NESTED else ()
        found = [parse_selector(one, depth + 1, guess=guess) for one in nested]
        known = [selector for selector in found if selector]
        if not known or (name == "not" and len(known) < len(found)):
            return None
        weight = (0, 0, 0) if name == "where" else max(selector.weight for selector in known)
        return _in_group(known, denied=name == "not"), weight
    if name in {"only-child", "only-of-type"}:
        counted = places(name.removeprefix("only-") == "of-type", from_end=False)
        return (lambda element: counted(element)[1] == 1), own
    step, first = nth(name, inside)
    if step is None:
        return None
    counted = places(name.endswith("of-type"), from_end="last" in name)
    return (lambda element: is_nth(counted(element)[0], step, first)), own
