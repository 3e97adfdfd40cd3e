"""Bodies and places of the publisher's list (names.yml) that a report names."""

from __future__ import annotations

import re
from pathlib import Path

from generator.facts.fact import Mention
from generator.model.report import Report
from generator.settings.yml import Strict, read_yml
from generator.text.span import Span


class Names(Strict):
    """What to look for: site_config/names.yml."""

    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def load_names(path: Path) -> Names:
    """Read names.yml; without the file both lists are empty. Raises UserError that names file, key and reason."""
    return read_yml(path, Names)


def find_mentions(report: Report, names: Names) -> tuple[Mention, ...]:
    """Return the places where a report names them, in reading order; of names with the same beginning, the longest."""
    kinds = {
        name: kind for kind, listed in (("place", names.places), ("body", names.bodies)) for name in listed if name
    }
    if not kinds:
        return ()
    pattern = re.compile("|".join(map(re.escape, sorted(kinds, key=len, reverse=True))))
    return tuple(
        Mention(
            "body" if kinds[match[0]] == "body" else "place",
            Span(piece.start + match.start(), piece.start + match.end()),
        )
        for node in report.walk()
        for piece in node.pieces
        for match in pattern.finditer(report.source[piece])
    )
