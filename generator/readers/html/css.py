"""The rules of a page's own <style> elements, as far as they decide what a browser shows: by class, id and tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

LARGEST_SHEET = 1_000_000
"""Characters of all style elements that are looked at; what stands beyond them decides nothing."""
MOST_RULES = 5_000
MOST_DRAWN = 40
"""Rules that draw words of their own; a page has a few."""
_MOST_TRIED = 400
"""Rules that are tried on one element."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)([{}])")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_COMPOUND = re.compile(
    r"(?P<tag>\*|[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][^\s.#\[\]:>+~,]+|\[[^\]]*\])*)(?P<other>[:+~].*)?", re.DOTALL
)
_PART = re.compile(
    r"(?P<mark>[.#])(?P<name>[^\s.#\[\]]+)|\[\s*(?P<key>[\w-]+)\s*(?:(?P<how>[~^$*|]?=)\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]"
)
_PSEUDO = re.compile(r"::?(before|after)\Z", re.IGNORECASE)
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'|\b(attr|counters?)\(\s*([\w-]+)[^)]*\)")
_QUOTES = re.compile("-quote|revert")
"""Values of `content` that leave a quotation the marks that a browser draws."""
_WIDTH = re.compile(r"\((min|max)-width:\s*(\d+)")
_SCREEN = 1280
"""Pixels of the window that a page is read in."""


Side = Literal["before", "after"]
"""Of an element's text, where words are drawn."""


class Styled(Protocol):
    """What a rule can fit: an element with its attributes and what stands around it."""

    tag: str
    attributes: dict[str, str]

    @property
    def above(self) -> Styled | None:
        """The element around it."""


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    values: tuple[tuple[str, str, str], ...]
    """(attribute, way of comparing, value)."""

    def fits(self, element: Styled) -> bool:
        if self.tag not in {"", "*", element.tag}:
            return False
        own = element.attributes
        if any(own.get("id") != identifier for identifier in self.ids):
            return False
        if self.classes and not set(self.classes) <= set(own.get("class", "").split()):
            return False
        return all(_compares(own.get(key), how, value) for key, how, value in self.values)


def _compares(found: str | None, how: str, value: str) -> bool:
    if found is None or not how:
        return found is not None
    return {
        "=": found == value,
        "~=": value in found.split(),
        "^=": found.startswith(value),
        "$=": found.endswith(value),
        "*=": value in found,
        "|=": found == value or found.startswith(f"{value}-"),
    }[how]


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[_Compound, ...]
    """The last is the element itself."""
    direct: tuple[bool, ...]
    """Whether each but the first stands directly in the one before (`>`)."""
    weight: tuple[int, int, int]
    declarations: dict[str, tuple[str, bool]]

    @property
    def content(self) -> str:
        return self.declarations["content"][0]

    def fits(self, element: Styled) -> bool:
        if not self.compounds[-1].fits(element):
            return False
        at: Styled | None = element
        for compound, direct in zip(reversed(self.compounds[:-1]), reversed(self.direct), strict=True):
            at = at.above if at else None
            while at is not None and not direct and not compound.fits(at):
                at = at.above
            if at is None or not compound.fits(at):
                return False
        return True


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page, each to be found by what its element must be called."""

    _by_key: dict[str, list[tuple[int, _Rule]]] = field(default_factory=dict)
    _count: int = 0
    _drawn: list[tuple[Side, _Rule]] = field(default_factory=list)
    """For each rule by which a browser draws words that are no text of the page, where, and the rule."""

    def words_drawn(self, element: Styled) -> list[tuple[Side, str]]:
        """Return the words that a browser draws before and after an element's text (`::before`)."""
        drawn = ((side, _words(rule, element)) for side, rule in self._drawn if rule.fits(element))
        return [(side, words) for side, words in drawn if any(character.isalnum() for character in words)]

    def marks_drawn(self, element: Styled) -> dict[Side, str]:
        """Return what rules draw round an element in place of a quotation's marks: other signs, or none."""
        found: dict[Side, _Rule] = {}
        for side, rule in self._drawn:
            if rule.fits(element) and (side not in found or found[side].weight <= rule.weight):
                found[side] = rule
        kept = {side: _words(rule, element) for side, rule in found.items() if not _QUOTES.search(rule.content)}
        return {side: "" if any(map(str.isalnum, words)) else words for side, words in kept.items()}

    def draw(self, side: Side, selector: str, declarations: dict[str, tuple[str, bool]]) -> None:
        """Take in a rule by which words are drawn."""
        rule = _rule(selector or "*", declarations)
        if rule and len(self._drawn) < MOST_DRAWN:
            self._drawn.append((side, rule))

    def styles(self, element: Styled) -> dict[str, str]:
        """Return what the sheet and its own style="" say of an element, by property; none for the most."""
        own = element.attributes
        keys = [element.tag, "*", *(f".{name}" for name in own.get("class", "").split())]
        if "id" in own:
            keys.append(f"#{own['id']}")
        tried = [rule for key in keys for rule in self._by_key.get(key, ())][:_MOST_TRIED] if self._by_key else []
        inline = own.get("style", "")
        if not tried and not inline:
            return _NOTHING
        found: dict[str, tuple[tuple[bool, tuple[int, int, int], int], str]] = {}
        fitting = ((rule.weight, order, rule.declarations) for order, rule in tried if rule.fits(element))
        for weight, order, declarations in (*fitting, ((1_000_000, 0, 0), 0, declarations_of(inline))):
            for key, (value, important) in declarations.items():
                rank = (important, weight, order)
                if key not in found or found[key][0] <= rank:
                    found[key] = rank, value
        return {key: value for key, (_, value) in found.items()}

    def add(self, selector: str, declarations: dict[str, tuple[str, bool]]) -> None:
        """Take in a rule; one whose selector asks for more than names and places is left out."""
        rule = _rule(selector, declarations)
        if rule is None or self._count >= MOST_RULES:
            return
        last = rule.compounds[-1]
        names = [*(f"#{name}" for name in last.ids), *(f".{name}" for name in last.classes), last.tag or "*"]
        self._by_key.setdefault(names[0], []).append((self._count, rule))
        self._count += 1


_NOTHING: dict[str, str] = {}


def style_sheet(texts: Iterable[str]) -> StyleSheet:
    """Return the rules of a page's style elements, in their order; those for print and small windows are left out."""
    sheet = StyleSheet()
    text = "\n".join(texts)[:LARGEST_SHEET]
    for selectors, block in _rules(_COMMENT.sub(" ", text)):
        declarations = declarations_of(block)
        if declarations:
            for selector in selectors.split(","):
                name, side = _PSEUDO.sub("", selector.strip()), _PSEUDO.search(selector.strip())
                if side is None:
                    sheet.add(name, declarations)
                elif "content" in declarations:
                    sheet.draw("before" if side[1].lower() == "before" else "after", name, declarations)
    return sheet


def _words(rule: _Rule, element: Styled) -> str:
    """Return what a rule draws at an element; a counter counts something, so it is told by a first number."""
    said = []
    for match in _STRING.finditer(rule.content):
        own = element.attributes.get(match[4] or "", "")
        said.append(match[1] or match[2] or (own if match[3] == "attr" else "1…" if match[3] else ""))
    return "".join(said)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of a sheet; of an @media that does not fit a screen nothing."""
    opened: list[str] = []
    skipped = 0
    for match in _BLOCK.finditer(text):
        before, mark = match[1].rpartition(";")[2] if match[2] == "{" else match[1], match[2]
        if mark == "{":
            head = before.strip()
            opened.append(head)
            skipped += _is_apart(head)
        elif opened:
            head = opened.pop()
            if not head.startswith("@") and not skipped:
                yield head, before
            skipped -= _is_apart(head)


def _is_apart(head: str) -> bool:
    """Say whether what stands in an at-rule is none of what a screen shows."""
    if not head.startswith("@"):
        return False
    words = head.lower()
    if words.startswith("@media"):
        sizes = ((kind, int(value)) for kind, value in _WIDTH.findall(words))
        return "print" in words or any(value > _SCREEN if kind == "min" else value < _SCREEN for kind, value in sizes)
    return not words.startswith(("@supports", "@layer"))


@lru_cache(maxsize=4096)
def declarations_of(text: str) -> dict[str, tuple[str, bool]]:
    """Return the declarations of a block or a style="": property → (value, whether it is important)."""
    found: dict[str, tuple[str, bool]] = {}
    for declaration in _COMMENT.sub("", text).split(";"):
        key, colon, value = declaration.partition(":")
        name = unescaped(key).strip().lower()
        if not colon or not name:
            continue
        words = unescaped(value).strip().lower()
        plain = _IMPORTANT.sub("", words)
        important = plain != words
        if name not in found or important or not found[name][1]:
            found[name] = plain.strip(), important
    return found


def unescaped(text: str) -> str:
    r"""Return words of CSS with their escapes written out: d\69splay."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _character(match[1]) if match[1] else match[2], text)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _rule(selector: str, declarations: dict[str, tuple[str, bool]]) -> _Rule | None:
    compounds: list[_Compound] = []
    direct: list[bool] = []
    child = False
    for word in re.sub(r"\s*>\s*", " > ", selector).split():
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None or match["other"] or not (match["tag"] or match["rest"]):
            return None
        parts = list(_PART.finditer(match["rest"]))
        compounds.append(
            _Compound(
                (match["tag"] or "").lower(),
                tuple(unescaped(part["name"]) for part in parts if part["mark"] == "#"),
                tuple(unescaped(part["name"]) for part in parts if part["mark"] == "."),
                tuple((part["key"].lower(), part["how"] or "", part["value"] or "") for part in parts if part["key"]),
            )
        )
        if len(compounds) > 1:
            direct.append(child)
        child = False
    if not compounds:
        return None
    weight = (
        sum(len(item.ids) for item in compounds),
        sum(len(item.classes) + len(item.values) for item in compounds),
        sum(item.tag not in {"", "*"} for item in compounds),
    )
    return _Rule(tuple(compounds), tuple(direct), weight, declarations)
