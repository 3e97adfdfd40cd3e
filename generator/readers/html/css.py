"""The rules of a page's own <style> elements, as far as they decide what a browser shows: by class, id and tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

from generator.readers.html.drawn.media import on_screen

LARGEST_SHEET = 1_000_000
"""Maximum number of characters of all style elements together; the rest is ignored."""
MOST_RULES = 5_000
MOST_DRAWN = 40
"""Maximum number of rules that draw words of their own; a page has a few."""
_MOST_TRIED = 400
"""Maximum number of rules that are tried on one element."""

_MARKUP = re.compile("<!--|-->")
"""Matches the comment signs in which old pages wrap their style sheets; CSS ignores them."""
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
"""Matches values of `content` with which a quotation keeps the marks that a browser draws."""


Side = Literal["before", "after"]
"""Where a style draws words: before or after an element's text."""


class Styled(Protocol):
    """An element to which rules can apply."""

    tag: str
    attributes: dict[str, str]

    @property
    def above(self) -> Styled | None:
        """The element around it."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """The conditions that a selector sets for one element: `td.num`."""

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
    """A rule with one selector."""

    compounds: tuple[_Compound, ...]
    """Conditions for the elements around an element, from the outermost on; the last is for the element itself."""
    direct: tuple[bool, ...]
    """For all but the first, whether the element must be a child (`>`) of the one before."""
    weight: tuple[int, int, int]
    """Specificity: number of ids, of classes and attributes, of tags."""
    declarations: dict[str, tuple[str, bool]]
    """Property → (value, whether it is important)."""

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
    """The rules of a page, indexed by an id, class or tag that their element must have."""

    _by_key: dict[str, list[tuple[int, _Rule]]] = field(default_factory=dict)
    _count: int = 0
    _drawn: list[tuple[Side, _Rule]] = field(default_factory=list)
    """Rules that draw words that are no text of the page, each with the side on which it draws them."""

    def words_drawn(self, element: Styled) -> list[tuple[Side, str]]:
        """Return the words that a browser draws before and after an element's text (`::before`)."""
        drawn = ((side, _words(rule, element)) for side, rule in self._drawn if rule.fits(element))
        return [(side, words) for side, words in drawn if any(character.isalnum() for character in words)]

    def marks_drawn(self, element: Styled) -> dict[Side, str]:
        """Return the signs that rules draw around a <q>, '' for none; a side that keeps the usual mark is left out."""
        found: dict[Side, _Rule] = {}
        for side, rule in self._drawn:
            if rule.fits(element) and (side not in found or found[side].weight <= rule.weight):
                found[side] = rule
        kept = {side: _words(rule, element) for side, rule in found.items() if not _QUOTES.search(rule.content)}
        return {side: "" if any(map(str.isalnum, words)) else words for side, words in kept.items()}

    def draw(self, side: Side, selector: str, declarations: dict[str, tuple[str, bool]]) -> None:
        """Add a rule that draws words before or after an element."""
        rule = _rule(selector or "*", declarations)
        if rule and len(self._drawn) < MOST_DRAWN:
            self._drawn.append((side, rule))

    def styles(self, element: Styled) -> dict[str, str]:
        """Return the properties that the sheet and an element's own style="" give it; most elements have none."""
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
        """Add a rule; it is left out if its selector has more than tags, ids, classes, attributes and nesting."""
        rule = _rule(selector, declarations)
        if rule is None or self._count >= MOST_RULES:
            return
        last = rule.compounds[-1]
        names = [*(f"#{name}" for name in last.ids), *(f".{name}" for name in last.classes), last.tag or "*"]
        self._by_key.setdefault(names[0], []).append((self._count, rule))
        self._count += 1


_NOTHING: dict[str, str] = {}


def style_sheet(texts: Iterable[str]) -> StyleSheet:
    """Return the rules of a page's style elements, in order, without those for print and for small windows."""
    sheet = StyleSheet()
    text = "\n".join(texts)[:LARGEST_SHEET]
    for selectors, block in _rules(_COMMENT.sub(" ", _MARKUP.sub(" ", text))):
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
    """Return the words that a rule draws at an element; a counter, whose value is not known, is written as `1…`."""
    said = []
    for match in _STRING.finditer(rule.content):
        own = element.attributes.get(match[4] or "", "")
        said.append(match[1] or match[2] or (own if match[3] == "attr" else "1…" if match[3] else ""))
    return "".join(said)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) for the rules of a sheet, without those that do not apply to a screen."""
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
    """Say whether a block's head is an at-rule (`@media print`) whose rules do not apply to a screen."""
    if not head.startswith("@"):
        return False
    words = head.lower()
    if words.startswith("@media"):
        return not on_screen(words.removeprefix("@media"))
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
    r"""Return CSS with its escapes replaced by characters: `d\69splay` becomes `display`."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _character(match[1]) if match[1] else match[2], text)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _rule(selector: str, declarations: dict[str, tuple[str, bool]]) -> _Rule | None:
    """Return the rule of a selector, None if the selector is not understood."""
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
