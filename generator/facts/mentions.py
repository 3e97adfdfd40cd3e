"""Bodies and places that a report names, as far as the publisher's list names them."""

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
    """Read names.yml; nothing if there is none. Raises UserError that names file, key and reason."""
    return read_yml(path, Names)


def find_mentions(report: Report, names: Names) -> tuple[Mention, ...]:
    """Return where a report names them, in reading order; of names that begin together the longest."""
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
