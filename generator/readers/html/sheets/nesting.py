"""The rules of a style sheet's text: which declarations stand for which selectors, rules within rules included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.readers.html.sheets.media import on_screen
from generator.readers.html.sheets.selectors import selectors_in

_STRING = r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?"
"""Matches a string; one that nothing closes ends with its line."""
_BLOCK = re.compile(rf"((?:[^{{}}\"']++|{_STRING})*+)([{{}}])", re.DOTALL)
"""Matches a text up to the next bracket; one in a string (`content: "}"`) is none."""
_PART = re.compile(rf"(?:[^;\"']++|{_STRING})++", re.DOTALL)
"""Matches what stands between two semicolons."""
_LONGEST = 500
"""Maximum length in characters of the selectors of a rule within rules, those around it included."""
_MOST = 5_000
"""Maximum number of rules within rules."""


def rules_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) for the rules of a sheet, without those that do not apply to a screen.

    A rule within a rule has the selectors of both: `.a { .b, &.c { … } }` is for `.a .b, .a.c`.
    """
    opened: list[tuple[str, bool]] = []
    at = count = 0
    while match := _BLOCK.match(text, at):
        before, mark, at = match[1], match[2], match.end()
        around, apart = opened[-1] if opened else ("", False)
        if mark == "}":
            if opened and around and not apart:
                yield around, before
            del opened[-1:]
            continue
        declared, head = _parted(before)
        if declared and around and not apart:
            yield around, declared
        if head.startswith("@"):
            opened.append((around, apart or _is_apart(head)))  # its declarations are those of the rule around it
        elif not around:
            opened.append((head, apart))
        else:
            count += 1
            inner = _nested(head, around) if count <= _MOST and not apart else ""
            opened.append((inner, apart or not inner))


def parts_of(block: str) -> list[str]:
    """Return what semicolons part in a block; one in a string (`content: ";"`) parts nothing."""
    return block.split(";") if '"' not in block and "'" not in block else _PART.findall(block)


def _parted(before: str) -> tuple[str, str]:
    """Return (declarations, head of a block) of what stands before its bracket."""
    if ";" not in before:
        return "", before.strip()
    *_, head = parts_of(before + " ")
    return before[: len(before) + 1 - len(head)], head.strip()


def _nested(head: str, around: str) -> str:
    """Return the selectors of a rule within a rule with selectors `around`; '' if they are too long."""
    names = [one.strip() for one in selectors_in(head)]
    if len(names) * len(around) > _LONGEST:  # before they are joined: the product of two long lists fills any memory
        return ""
    alone = len(list(selectors_in(around))) == 1
    group = around if alone else f":is({around})"
    found = ", ".join(_joined(one, around, group) for one in names)
    return found if len(found) <= _LONGEST else ""


def _joined(own: str, around: str, group: str) -> str:
    if "&" not in own:
        return f"{group} {own}"
    return f"{group}{own[1:].replace('&', f':is({around})')}" if own[0] == "&" else own.replace("&", f":is({around})")


def _is_apart(head: str) -> bool:
    """Say whether a block's head is an at-rule (`@media print`) whose rules do not apply to a screen."""
    words = head.lower()
    if words.startswith("@media"):
        return not on_screen(words.removeprefix("@media"))
    return not words.startswith(("@supports", "@layer"))
