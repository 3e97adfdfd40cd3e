"""Characters of symbol fonts (Symbol, Wingdings) as the Unicode characters that look like them."""

from __future__ import annotations

_PRIVATE = range(0xE000, 0xF900)
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB9: "≠", 0xD7: "·"}
    | {0x41 + at: letter for at, letter in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")}
    | {0x61 + at: letter for at, letter in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    "wingdings": {
        0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
        0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
        0xD8: "➢", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    }
    | {0x80 + count: "⓪①②③④⑤⑥⑦⑧⑨⑩"[count] for count in range(11)}
    | {0x8B + count: "⓿❶❷❸❹❺❻❼❽❾❿"[count] for count in range(11)},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□"}
    | {0x6A + count: "①②③④⑤⑥⑦⑧⑨⑩"[count] for count in range(10)},
}  # fmt: skip


_PUA = 0xF000
"""Added to the codes of a symbol font: its characters are in the private use area of Unicode."""


def in_font(text: str, font: str) -> str:
    """Return text as a font shows it: in Wingdings the letter þ is a ticked box. Chinese characters stay."""
    if font.strip().lower() not in _FONTS:
        return text
    return "".join(symbol(ord(c), font) if 0x21 <= ord(c) < 0x100 or ord(c) >> 8 == _PUA >> 8 else c for c in text)


def symbol(code: int, font: str) -> str:
    """Return a character of a font by its code; for a symbol font, the Unicode character that looks like it.

    Symbol fonts keep their characters at U+F000 + code. One that is not known here stays there, in the private use
    area, where a check, or the making of the PDF, finds it. '' for a code that is no printable character.
    """
    table = _FONTS.get(font.strip().lower())
    if table is not None and (code in _PRIVATE or code < 0x100):
        return table.get(code & 0xFF, chr(code) if code not in range(0x20) else "")
    return chr(code) if 0x20 <= code < 0x110000 and code not in range(0xD800, 0xE000) else ""
