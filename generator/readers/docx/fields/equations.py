"""EQ fields of Word: what their code draws, as one line of text (㉑ for a 21 in a circle, 3/4 for a fraction)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from generator.model.marks import MarkKind

Drawn = list[tuple[str, tuple[MarkKind, ...]]]
"""Pieces of text, each with the kinds of its marks."""

_DEEPEST = 20
"""Maximum depth of arguments within arguments."""
_FORMATS = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)')
r"""Matches switches that say how a phonetic guide looks: \* jc2, \* "Font:宋体"."""
_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|([(),;])|([^\\(),;]+)", re.DOTALL)
_OPTIONS = {
    "a": {"al", "ac", "ar", "co", "vs", "hs"},
    "b": {"lc", "rc", "bc"},
    "d": {"fo", "ba", "li"},
    "f": set(),
    "i": {"su", "pr", "in", "fc", "vc"},
    "l": set(),
    "o": {"al", "ac", "ar", "ad"},
    "r": set(),
    "s": {"ai", "up", "di", "do"},
    "x": {"to", "bo", "le", "ri"},
}
"""The options that each switch takes; \\ad stands in WPS's and Word's phonetic guides."""
_SHAPES = "○〇◯oO"
"""Characters that authors use as the circle around a number."""
_CIRCLED = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for block in (range(0x24B6, 0x24EA), range(0x3280, 0x32C0), range(0x3251, 0x3260), range(0x2460, 0x2474))
    for code in block
    if unicodedata.decomposition(chr(code)).startswith("<circle>")
}
"""What stands in a circle, and the one character that shows both: 21 and ㉑."""


class UnknownEquationError(Exception):
    """Raised for a code that is not understood, so that it is not known what it draws."""


def draw(code: str) -> Drawn:
    """Return what the code of an EQ field draws; raises UnknownEquationError."""
    parser = _Parser(_FORMATS.sub("", re.sub(r"^\s*eq\b", "", code, flags=re.IGNORECASE)))
    found = parser.argument(0, top=True)
    return [(text, kinds) for text, kinds in found if text]


class _Parser:
    """A recursive parser of an EQ field's code: switches with options, and arguments in brackets."""

    def __init__(self, code: str) -> None:
        self._tokens = list(_TOKEN.finditer(code.strip()))
        self._at = 0

    def argument(self, depth: int, *, top: bool = False) -> Drawn:
        """Return what is drawn up to the comma or bracket that ends an argument."""
        if depth > _DEEPEST:
            raise UnknownEquationError
        found: Drawn = []
        while self._at < len(self._tokens):
            switch, escaped, mark, text = self._tokens[self._at].groups()
            if mark in {",", ";", ")"} and not top:
                return found
            self._at += 1
            if switch:
                found.extend(self._switch(switch.lower(), depth))
            elif mark == "(" and not top:
                # A bracket that follows no switch is a character.
                inner = self._arguments(depth, begun=True)
                found.append(("(", ()))
                for index, part in enumerate(inner):
                    found.extend([(",", ())] * bool(index) + part)
                found.append((")", ()))
            else:
                found.append((escaped or mark or text or "", ()))
        return found

    def _switch(self, name: str, depth: int) -> Drawn:
        if name not in _OPTIONS:
            raise UnknownEquationError
        options: list[tuple[str, str]] = []
        while self._at < len(self._tokens):
            option, _, _, text = self._tokens[self._at].groups()
            if option and option.lower() in _OPTIONS[name]:
                self._at += 1
                options.append((option.lower(), self._value(option.lower())))
            elif text is not None and not text.strip():
                self._at += 1
            elif text is not None and options and re.fullmatch(r"\s*-?\d+\s*", text):
                self._at += 1  # \up 9: by how many points
            else:
                break
        return _DRAWN[name](self._arguments(depth), options)

    def _value(self, option: str) -> str:
        r"""Return the bracket that an option such as \lc\{ names; '' for an option that names none."""
        if option not in {"lc", "rc", "bc", "fc", "vc"} or self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        if token[2]:
            self._at += 1
            return str(token[2])
        return ""

    def _arguments(self, depth: int, *, begun: bool = False) -> list[Drawn]:
        """Return the arguments in the bracket that follows, [] if none does; with `begun` it is already open."""
        if not begun:
            if self._at >= len(self._tokens) or self._tokens[self._at][3] != "(":
                return []
            self._at += 1
        found = []
        while True:
            found.append(self.argument(depth + 1))
            if self._at >= len(self._tokens):
                return found
            mark = self._tokens[self._at][3]
            self._at += 1
            if mark == ")":
                return found


def _text(drawn: Drawn) -> str:
    return "".join(text for text, _ in drawn).strip()


def _all(parts: Sequence[Drawn], between: str = "") -> Drawn:
    found: Drawn = []
    for index, part in enumerate(parts):
        found.extend([(between, ())] if index and between else [])
        found.extend(part)
    return found


def _part(drawn: Drawn) -> Drawn:
    """Return an argument, in brackets unless it is one character, word or number."""
    text = _text(drawn)
    return drawn if len(text) < 2 or text.isalnum() else [("(", ()), *drawn, (")", ())]


def _over(parts: list[Drawn], _options: list[tuple[str, str]]) -> Drawn:
    """Return characters drawn over each other: a number in a circle, or a word with its reading above it."""
    texts = [_text(part) for part in parts]
    if len(texts) == 2:
        shape = next((text for text in texts if text and text in _SHAPES), None)
        other = next((text for text in texts if text and text not in _SHAPES), "")
        if shape and other in _CIRCLED:
            return [(_CIRCLED[other], ())]
        raised = [_is_raised(part) for part in parts]
        lowered = any(MarkKind.LOWERED in kinds for part in parts for _, kinds in part)
        if raised in ([True, False], [False, True]) and not lowered:
            reading, base = texts if raised[0] else reversed(texts)
            return [(f"{base}（{reading}）" if base and reading else base or reading, ())]
    return _all(parts)


def _is_raised(drawn: Drawn) -> bool:
    return bool(drawn) and all(MarkKind.RAISED in kinds or not text.strip() for text, kinds in drawn)


def _script(parts: list[Drawn], options: list[tuple[str, str]]) -> Drawn:
    names = [name for name, _ in options]
    kind = MarkKind.LOWERED if "do" in names else MarkKind.RAISED
    return [(text, (*kinds, kind) if kind not in kinds else kinds) for part in parts for text, kinds in part]


def _bracketed(parts: list[Drawn], options: list[tuple[str, str]]) -> Drawn:
    pairs = {"{": "}", "[": "]", "(": ")", "<": ">"}
    given = dict(options)
    left = given.get("lc") or given.get("bc") or ("" if "rc" in given else "(")
    both = given.get("bc", "")
    right = given.get("rc") or pairs.get(both, both) or ("" if "lc" in given else ")")
    return [(left, ()), *_all(parts, ","), (right, ())]


def _integral(parts: list[Drawn], options: list[tuple[str, str]]) -> Drawn:
    names = [name for name, _ in options]
    sign = "∑" if "su" in names else "∏" if "pr" in names else dict(options).get("fc") or "∫"
    low, high, inner = [*parts, [], [], []][:3]
    found: Drawn = [(sign, ())]
    found += [(text, (MarkKind.LOWERED,)) for text, _ in low] + [(text, (MarkKind.RAISED,)) for text, _ in high]
    return found + inner


_DRAWN: dict[str, Callable[[list[Drawn], list[tuple[str, str]]], Drawn]] = {
    "a": lambda parts, _: _all(parts, " "),
    "b": _bracketed,
    "d": lambda parts, _: _all(parts),
    "f": lambda parts, _: [*_part(parts[0] if parts else []), ("/", ()), *_part(_all(parts[1:]))],
    "i": _integral,
    "l": lambda parts, _: _all(parts, ","),
    "o": _over,
    "r": lambda parts, _: [*(parts[0] if len(parts) > 1 else []), ("√", ()), *_part(parts[-1] if parts else [])],
    "s": _script,
    "x": lambda parts, _: _all(parts),
}
