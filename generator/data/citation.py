"""A report as an entry for reference managers: BibTeX (with biblatex's @online) and RIS."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.text.moments import day_of

_ESCAPED = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
_TEX = str.maketrans(_ESCAPED | {mark: f"\\{mark}" for mark in "{}%#&_$"})


def as_bibtex(edition: Edition, slug: str, address: str) -> str:
    """Return the entry for BibTeX; fields that the report does not state are left out, and so is an empty `address`."""
    author, day = _author(edition), _day(edition)
    fields = [
        ("author", f"{{{author.translate(_TEX)}}}" if author else ""),
        ("title", f"{{{edition.title.translate(_TEX)}}}"),
        ("date", day),
        ("url", address),
        ("langid", "chinese"),
    ]
    told = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@online{{{slug},\n{told}\n}}\n"


def as_ris(edition: Edition, address: str) -> str:
    """Return the entry in RIS, whose lines end in CRLF as its standard says; empty fields are left out."""
    day = _day(edition)
    fields = [
        ("TY", "ELEC"),
        ("AU", _author(edition)),
        ("TI", edition.title),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("UR", address),
        ("LA", "zh"),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _author(edition: Edition) -> str:
    body = edition.metadata.issuing_body
    return edition.plain(body) if body else ""


def _day(edition: Edition) -> str:
    published = day_of(edition.metadata.published)
    return published.isoformat() if published else ""
