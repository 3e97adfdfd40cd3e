"""Finds rules in style sheets that could hide, cover, cut or redraw a report's text, or add words to it.

No browser is needed: the elements of a report's text are a short list (kinds.py), and a selector is tried on the list
instead of on pages. The few rules of this kind that the theme needs are listed in `KNOWN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256

from generator.model.report import Kind
from generator.proof.pages.kinds import AROUND_BLOCKS, BLOCKS, IN_BLOCKS
from generator.text.spacing import solid

PAPER = re.compile(r"(?:@page[^{}]*\{(?:[^{}]|\{[^{}]*\})*\})+")
"""Matches a style with nothing but @page rules, which only affect printing."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BLOCK = re.compile(r"((?:[^{}\"']|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*)([{}])", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_HIDES = re.compile(
    r"(?:display:none|content-visibility:(?!visible|auto$)|visibility:(?!visible|inherit)|opacity:(?:0|0?\.[0-6]\d*|[0-5]?\d%)$|"
    r"font-size:(?:0|0?\.[0-4]\d*r?em|[0-6](?:\.\d+)?p[xt]|[0-2]?\d%)$|line-height:(?:0|0?\.[0-7]\d*)(?:px|r?em|%)?$|"
    r"(?:-webkit-text-fill-)?color:(?:transparent|rgba\([^)]*,0?\.?[0-3]?\)|hsla\([^)]*,0?\.?[0-3]?\))|"
    r"text-indent:-|position:(?:absolute|fixed)|clip(?:-path)?:(?!auto|none)|(?:-webkit-)?mask(?:-image)?:(?!none)|"
    r"transform:(?!none)|scale:(?!none)|rotate:(?!none)|translate:(?!none)|zoom:|(?:-webkit-)?filter:(?!none)|"
    r"mix-blend-mode:(?!normal)|text-overflow:(?!clip)|(?:-webkit-)?line-clamp:(?!none)|(?:max-)?(?:height|width):0|"
    r"max-height:\d|(?:-webkit-)?text-security:(?!none)|text-transform:(?!none)|text-decoration(?:-line)?:.*line-through|"
    r"direction:rtl|unicode-bidi:|writing-mode:(?!horizontal)|order:|(?:flex-direction|flex-flow):.*reverse|"
    r"letter-spacing:-(?!0?\.0[0-5])|word-spacing:-|font-size-adjust:|(?:all|appearance):|content:(?!none$|normal$|\"\"$|''$)|"
    r"(?:margin|left|right|top|bottom|inset)(?:-[a-z]+)*:-\d{3}|font:[^;]*?(?<![\d.])0(?:px|pt|r?em)?/|"
    r"animation(?:-name)?:(?!none)|"
    # Values that are computed, or relative to the window, and so could hide text.
    r"(?:display|visibility|position|content|text-decoration(?:-line)?):var\(|(?:opacity|line-height):calc\(|"
    r"font-size:calc\((?!(?:0\.[5-9]\d*|[1-9]\d*(?:\.\d+)?)\*var\(--u\)\))|font-size:(?:var\(|(?:min|clamp)\(0)|font-size:0?\.\d+(?:v[a-z]+|cm|mm|in|pc|q)|"
    r"(?:margin|left|right|top|bottom|inset|text-indent)(?:-[a-z]+)*:(?:calc\(-|-?\d{2,}v[a-z]+)|"
    r"(?:-webkit-text-fill-)?color:(?:#[0-9a-f]{3}[0-3]$|#[0-9a-f]{6}[0-4][0-9a-f]$|[a-z]+\([^)]*/0?\.?[0-3]?%?\))|"
    r"(?:max-)?(?:block|inline)-size:[\d.]|(?:max-)?height:0?\.\d|contain:(?:size|strict)|"
    r"text-emphasis(?:-style)?:(?!none)|list-style(?:-type|-image)?:.*[\"'(]|hyphenate-character:(?!auto)|"
    r"offset(?:-path)?:(?!none)|perspective:(?!none)|-webkit-mask-box-image|-webkit-box-reflect:(?!none)|"
    r"-webkit-text-stroke(?:-width)?:(?!0)|text-shadow:(?!none)|text-decoration(?:-line)?:.*overline|"
    r"font-feature-settings:.*[\"'](?:sups|subs|frac|sinf|ordn|zero|salt|ss\d\d|cv\d\d)[\"']|"
    r"font-variant(?:-[a-z]+)?:.*(?:sub|super|fractions|ordinal|slashed)|text-orientation:(?!mixed)|"
    r"grid-(?:area|row|column):|border-image(?:-source)?:(?!none)|outline:\d{2,}em|column-width:\d?px)"
)
"""Matches declarations, without white space, that could hide text from readers or show other text in its place."""
_INITIAL = re.compile(r"::?first-(?:letter|line)")
"""Matches selectors of a part of a text; gongkai's own style sheets have none."""
_WORDS_ADDED = re.compile(r"content:.*[\"'][^\"']*[^\W_]")
"""Matches a declaration that adds words; it is reported whatever its selector is."""
_ASKS = re.compile(r"@import\b[^;]*|@font-face\s*\{[^{}]*\burl\([^{}]*\}", re.IGNORECASE)
"""Matches rules that load other rules, or fonts in which a letter could look like another."""
_STEP = re.compile(r"(?:[\d.]+%|from\b|to\b)", re.IGNORECASE)
"""Matches the head of an animation's keyframe; keyframes are not judged, as any rule that starts an animation is."""

_OF_TEXT = """
    md-content__inner md-typeset md-content md-main md-main__inner md-grid md-container page closing measure row
    untitled kind wide no-js js
"""
_CLASSES = frozenset(_OF_TEXT.split()) | {str(kind) for kind in Kind}
_PREFIXES = ("page--", "kind--")
_TAGS = BLOCKS | AROUND_BLOCKS | IN_BLOCKS | {"html", "body", "main", "*", ""}
_DEEPEST = 8
"""Number of nested blocks that may be left open at the end of a sheet; they are closed as a browser does."""
_IDS = re.compile(r"title$|[a-z]u?[0-9][a-z0-9_-]*$")
_NAMES = """
    id class href lang dir colspan rowspan data-cells data-name data-annex data-closing data-md-color-scheme
    data-md-color-primary data-md-color-accent data-md-component
"""
_ATTRIBUTES = frozenset(_NAMES.split())
_COMPOUND = re.compile(
    r"\[[^\]]*\]|[.#][^\s.#\[\]:>+~,()]+|::?[a-zA-Z-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?|\*|[a-zA-Z][\w-]*"
)
_WORDS = re.compile(r"(?:\s*([>+~])\s*|\s+)(?![^\[(]*[\])])")


KNOWN = frozenset(
    {
        # Material's capital letters in h5: such headings are Chinese, and Latin names in them are in capitals anyway.
        ".md-typeset h5{text-transform:uppercase}",
        # The space above an article, which keeps targets of anchors clear of the header.
        ".md-content__inner::before{display:none}",
        # On a phone each cell of a table is shown alone, with the head of its column before it.
        ".md-typeset table[data-cells] thead{display:none}",
        ".md-typeset table[data-cells] td:empty{display:none}",
        ".md-typeset table[data-cells] td[data-name]::before{content:attr(data-name)}",
    }
)
"""The rules of this kind that are right, with the reason for each."""
_KNOWN_SHEETS = frozenset({"57a0d79d880c51fe0fa86e34640429eefc664e85f1906c885beed544fd00a9ed"})
"""The digests of sheets that were checked once and are skipped to save time: Material's largest."""


@dataclass(frozen=True, slots=True)
class HidingRule:
    """A rule of a style sheet that could hide a report's words or add some."""

    selector: str
    declaration: str

    def __str__(self) -> str:
        return f"{self.selector}{{{self.declaration}}}"


@lru_cache(maxsize=64)
def unknown_rules(sheet: str) -> tuple[HidingRule, ...]:
    """Return the rules of a sheet that could hide a report's words or add some, and are not in `KNOWN`."""
    if sha256(sheet.encode("utf-8", "surrogateescape")).hexdigest() in _KNOWN_SHEETS:
        return ()
    return tuple(rule for rule in hiding_rules(sheet) if str(rule) not in KNOWN)


def hiding_rules(sheet: str) -> Iterator[HidingRule]:
    """Yield the rules of a sheet that could select an element of a report's text and hide it, or add words to it."""
    # Close the blocks that are left open at the end, as a browser does.
    text = _COMMENT.sub(" ", sheet) + "}" * _DEEPEST
    for asked in _ASKS.finditer(text):
        yield HidingRule(asked[0].partition("{")[0].split()[0], _squeezed(asked[0])[:80])
    opened: list[str] = []
    for match in _BLOCK.finditer(text):
        before, mark = match[1], match[2]
        if mark == "{":
            opened.append(before.rpartition(";")[2].strip())
            continue
        head = opened.pop() if opened else ""
        if head and not head.startswith("@") and not _STEP.match(head):
            declared = list(_declared(before))
            if _INITIAL.search(head):
                yield from (HidingRule(_squeezed(head), one) for one in declared)
                continue
            worded = [one for one in declared if _WORDS_ADDED.match(one)]
            yield from (HidingRule(_squeezed(head), one) for one in worded)
            told = [one for one in declared if one not in worded and _HIDES.match(one)]
            if told:
                for selector in _COMMA.split(head):
                    if _could_fit(selector.strip()):
                        yield from (HidingRule(_squeezed(selector), one) for one in told)


def _declared(block: str) -> Iterator[str]:
    """Yield the declarations of a block in lower case, without white space and `!important`, escapes decoded."""
    for one in re.split(r";(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", block):
        if ":" in one:
            yield solid(_unescaped(one).lower().replace("!important", ""))


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if not match[1]:
            return match[2]
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _squeezed(selector: str) -> str:
    return " ".join(selector.split())


@cache
def _could_fit(selector: str) -> bool:
    """Return whether a selector could select an element of a report's text, or one around it."""
    parts = _WORDS.split(_unescaped(selector))
    # parts: compound selector, combinator (None for a descendant), compound selector, …
    compounds, how = parts[0::2], parts[1::2]
    if not _is_possible(compounds[-1]):
        return False
    # A sibling (+ or ~) may be any element; a parent must be on the list as well.
    return all(
        _is_possible(compound) for compound, sign in zip(compounds[:-1], how, strict=True) if sign not in {"+", "~"}
    )


@cache
def _is_possible(compound: str) -> bool:
    for part in _COMPOUND.findall(compound):
        if part.startswith("."):
            if part[1:] not in _CLASSES and not part[1:].startswith(_PREFIXES):
                return False
        elif part.startswith("#"):
            if not _IDS.match(part[1:]):
                return False
        elif part.startswith("["):
            name, _, value = part[1:-1].partition("=")
            value = re.sub(r"\s+[is]$", "", value.strip()).strip(" \"'")
            if name.rstrip(" ~^$*|") not in _ATTRIBUTES or (name == "id" and value and not _IDS.match(value)):
                return False
        elif not part.startswith(":") and part.lower() not in _TAGS:
            return False
    return True
