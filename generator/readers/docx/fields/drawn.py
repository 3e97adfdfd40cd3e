"""Fields that draw text without a result: EQ, SYMBOL, AUTONUM, LISTNUM, MACROBUTTON, form fields, QUOTE."""

from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element

from generator.model.marks import MarkKind
from generator.readers.docx.fields import equations
from generator.readers.docx.names import W, below, number, value
from generator.readers.docx.symbols import symbol
from generator.text.list_numbers import FORMS

SILENT = frozenset(
    {
        "ADDIN", "ADVANCE", "ASK", "BOOKMARK", "FORMTEXT", "HYPERLINK", "INDEX", "NEXT", "NEXTIF", "PRINT", "PRIVATE",
        "RD", "SET", "SHAPE", "SKIPIF", "TA", "TC", "TOA", "TOC", "XE",
    }
)  # fmt: skip
"""Fields that show nothing of the report's text if they have no result."""
_LIST_FORMS = {
    "NumberDefault": ("%d)", "%a)", "%i)", "(%d)", "(%a)", "(%i)", "%d.", "%a.", "%i."),
    "OutlineDefault": ("%I.", "%A.", "%d.", "%a)", "(%d)", "(%a)", "(%i)", "(%a)", "(%i)"),
}
"""How the built-in lists of LISTNUM number each level; for the letter behind % see `_NUMBER`."""
_NUMBER = {"d": "decimal", "a": "lowerLetter", "i": "lowerRoman", "I": "upperRoman", "A": "upperLetter"}
_SWITCHES = {
    "ARABIC": "decimal", "alphabetic": "lowerLetter", "ALPHABETIC": "upperLetter", "roman": "lowerRoman",
    "ROMAN": "upperRoman", "CHINESENUM1": "chineseCounting", "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand", "CIRCLENUM": "decimalEnclosedCircle", "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen", "GB3": "decimalEnclosedCircle", "GB4": "ideographEnclosedCircle",
    "DBCHAR": "decimalFullWidth", "DBNUM1": "chineseCounting", "DBNUM2": "chineseLegalSimplified",
    "ZODIAC1": "ideographTraditional", "ZODIAC2": "ideographZodiac",
}  # fmt: skip
"""The form of numbers that each format switch asks for."""
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class UnknownFieldError(Exception):
    """Raised for a field that draws text in a way that is not known here."""


class FieldDrawer:
    """Draws the fields of one part, and counts those that number paragraphs."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._levels: dict[str, Counter[int]] = {}

    def draw(self, code: str, data: _Element | None) -> list[tuple[str, tuple[MarkKind, ...]]] | None:
        """Return what a field without a result shows, as (text, kinds of marks); None if its words are not in the file.

        `data` is the w:ffData of a form field. Raises UnknownFieldError.
        """
        words = [quoted or plain for quoted, plain in _TOKEN.findall(code)]
        name = words[0].upper() if words else ""
        if name == "EQ":
            try:
                return equations.draw(code)
            except equations.UnknownEquationError:
                raise UnknownFieldError from None
        if not name and below(data, "checkBox") is not None:
            name = "FORMCHECKBOX"
        if name in SILENT or not name:
            return []
        simple = {
            "SYMBOL": lambda: _symbol(words),
            "MACROBUTTON": lambda: _after(code, 2),
            "GOTOBUTTON": lambda: _after(code, 2),
            "QUOTE": lambda: " ".join(word for word in words[1:2]),
            "AUTONUM": lambda: self._autonum(words),
            "AUTONUMLGL": lambda: self._autonum(words),
            "AUTONUMOUT": lambda: self._autonum(words),
            "LISTNUM": lambda: self._listnum(words),
            "FORMDROPDOWN": lambda: _chosen(data),
            "FORMCHECKBOX": lambda: _ticked(data),
        }.get(name)
        if simple is not None:
            return [(simple(), ())]
        if name in {"BARCODE", "DISPLAYBARCODE", "MERGEBARCODE"}:
            raise UnknownFieldError
        return None

    def _autonum(self, words: list[str]) -> str:
        self._counts["AUTONUM"] += 1
        form = next((_SWITCHES[word] for word in words if word in _SWITCHES), "decimal")
        mark = words[words.index("\\s") + 1] if "\\s" in words[:-1] else "."
        return FORMS[form](self._counts["AUTONUM"]) + ("" if "\\e" in words else mark[:1])

    def _listnum(self, words: list[str]) -> str:
        name = next((word for word in words[1:2] if not word.startswith("\\")), "NumberDefault")
        level = _stated(words, "\\l") or 1
        counts = self._levels.setdefault(name, Counter())
        start = _stated(words, "\\s")
        counts[level] = start if start is not None else counts[level] + 1
        for lower in [other for other in counts if other > level]:
            del counts[lower]
        if name == "LegalDefault":
            return ".".join(str(counts[at] or 1) for at in range(1, level + 1)) + "."
        if name not in _LIST_FORMS or not 1 <= level <= len(_LIST_FORMS[name]):
            raise UnknownFieldError
        return re.sub("%(.)", lambda m: FORMS[_NUMBER[m[1]]](counts[level]), _LIST_FORMS[name][level - 1])


def _after(code: str, skipped: int) -> str:
    """Return what follows the first `skipped` words of a code."""
    parts = code.split(None, skipped)
    return parts[skipped].strip() if len(parts) > skipped else ""


def _stated(words: list[str], switch: str) -> int | None:
    """Return the number behind a switch of a field, None if there is none."""
    at = words.index(switch) if switch in words[:-1] else None
    text = words[at + 1] if at is not None else ""
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _symbol(words: list[str]) -> str:
    text = words[1] if len(words) > 1 else ""
    font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,6}", text):
        code = int(text, 16)
    elif re.fullmatch(r"\d{1,6}", text):
        code = int(text)
    elif len(text) == 1:
        code = ord(text)
    else:
        raise UnknownFieldError
    if 0x80 <= code < 0x100 and not font.lower().startswith(("wingdings", "symbol", "webdings")) and "\\u" not in words:
        return bytes([code]).decode("cp1252", "replace")
    return symbol(code, font)


def _chosen(data: _Element | None) -> str:
    box = below(data, "ddList")
    entries = [value(item) or "" for item in box.iterfind(f"{W}listEntry")] if box is not None else []
    chosen = number(below(box, "result"))
    at = (number(below(box, "default")) or 0) if chosen is None else chosen
    return entries[at] if 0 <= at < len(entries) else ""


def _ticked(data: _Element | None) -> str:
    box = below(data, "checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    return "☑" if state is not None and (value(state) or "1") not in {"0", "false", "off"} else "☐"
