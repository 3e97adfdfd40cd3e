"""The rules of a page's own <style> elements, as far as they decide what a browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from generator.readers.html.sheets.escapes import unescaped
from generator.readers.html.sheets.nesting import parts_of, rules_in
from generator.readers.html.sheets.positions import Styled
from generator.readers.html.sheets.selectors import Selector, parse_selector, selectors_in

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
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_PSEUDO = re.compile(r"::?(before|after)\Z", re.IGNORECASE)
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'|\b(attr|counters?)\(\s*([\w-]+)[^)]*\)")
_QUOTES = re.compile("-quote|revert")
"""Matches values of `content` with which a quotation keeps the marks that a browser draws."""


Side = Literal["before", "after"]
"""Where a style draws words: before or after an element's text."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with one selector."""

    selector: Selector
    declarations: dict[str, tuple[str, bool]]
    """Property → (value, whether it is important)."""

    @property
    def content(self) -> str:
        return self.declarations["content"][0]


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page, indexed by an id, class or tag that their element must have."""

    guess: bool = False
    """Whether what is said by `:has()` counts as true."""
    _by_key: dict[str, list[tuple[int, _Rule]]] = field(default_factory=dict)
    _count: int = 0
    _drawn: list[tuple[Side, _Rule]] = field(default_factory=list)
    """Rules that draw words that are no text of the page, each with the side on which it draws them."""

    def words_drawn(self, element: Styled) -> list[tuple[Side, str]]:
        """Return the words that a browser draws before and after an element's text (`::before`)."""
        drawn = ((side, _words(rule, element)) for side, rule in self._drawn if rule.selector.fits(element))
        return [(side, words) for side, words in drawn if any(character.isalnum() for character in words)]

    def marks_drawn(self, element: Styled) -> dict[Side, str]:
        """Return the signs that rules draw around a <q>, '' for none; a side that keeps the usual mark is left out."""
        found: dict[Side, _Rule] = {}
        for side, rule in self._drawn:
            if rule.selector.fits(element) and (
                side not in found or found[side].selector.weight <= rule.selector.weight
            ):
                found[side] = rule
        kept = {side: _words(rule, element) for side, rule in found.items() if not _QUOTES.search(rule.content)}
        return {side: "" if any(map(str.isalnum, words)) else words for side, words in kept.items()}

    def draw(self, side: Side, selector: str, declarations: dict[str, tuple[str, bool]]) -> None:
        """Add a rule that draws words before or after an element."""
        rule = self._rule(selector or "*", declarations)
        if rule and len(self._drawn) < MOST_DRAWN:
            self._drawn.append((side, rule))

    def styles(self, element: Styled) -> dict[str, str]:
        """Return the properties that the sheet and an element's own style="" give it; most elements have none."""
        own = element.attributes
        keys = [f"#{own['id']}"] if "id" in own else []
        keys += [*(f".{name}" for name in own.get("class", "").split()), element.tag, "*"]
        tried = [rule for key in keys for rule in self._by_key.get(key, ())][:_MOST_TRIED] if self._by_key else []
        inline = own.get("style", "")
        if not tried and not inline:
            return _NOTHING
        found: dict[str, tuple[tuple[bool, tuple[int, int, int], int], str]] = {}
        fitting = (
            (rule.selector.weight, order, rule.declarations) for order, rule in tried if rule.selector.fits(element)
        )
        for weight, order, declarations in (*fitting, ((1_000_000, 0, 0), 0, declarations_of(inline))):
            for key, (value, important) in declarations.items():
                rank = (important, weight, order)
                if key not in found or found[key][0] <= rank:
                    found[key] = rank, value
        return {key: value for key, (_, value) in found.items()}

    def add(self, selector: str, declarations: dict[str, tuple[str, bool]]) -> None:
        """Add a rule; it is left out if its selector is not understood."""
        rule = self._rule(selector, declarations)
        if rule is None or self._count >= MOST_RULES:
            return
        last = rule.selector.compounds[-1]
        names = [*(f"#{name}" for name in last.ids), *(f".{name}" for name in last.classes), last.tag or "*"]
        self._by_key.setdefault(names[0], []).append((self._count, rule))
        self._count += 1

    def _rule(self, selector: str, declarations: dict[str, tuple[str, bool]]) -> _Rule | None:
        """Return the rule of a selector, None if the selector is not understood."""
        parsed = parse_selector(selector, guess=self.guess)
        return _Rule(parsed, declarations) if parsed else None


_NOTHING: dict[str, str] = {}


def style_sheet(texts: Iterable[str], *, guess: bool = False) -> StyleSheet:
    """Return the rules of a page's style elements, in order, without those for print and for small windows.

    With `guess`, what a selector says by `:has()` counts as true; without, such a selector is not understood.
    """
    sheet = StyleSheet(guess=guess)
    text = "\n".join(texts)[:LARGEST_SHEET]
    for selectors, block in rules_in(_COMMENT.sub(" ", _MARKUP.sub(" ", text))):
        declarations = declarations_of(block)
        if declarations:
            for selector in selectors_in(selectors):
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


@lru_cache(maxsize=4096)
def declarations_of(text: str) -> dict[str, tuple[str, bool]]:
    """Return the declarations of a block or a style="": property → (value, whether it is important)."""
    found: dict[str, tuple[str, bool]] = {}
    for declaration in parts_of(_COMMENT.sub("", text)):
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
