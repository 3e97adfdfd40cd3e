"""Precision and recall of the matches of problems against hand labels: `python -m tests.compare.score [--all]`.

The figures of the held-out sets are shown, their mistakes only with --all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.compare.matches import Worded, match_problems
from tests.quick_yml import loaded

LABELS = Path(__file__).parent / "problems.yml"
_NUMBER = re.compile(r"^\s*(?:（[一二三四五六七八九十]+）|\d+\.)")


@dataclass(frozen=True, slots=True)
class Score:
    """How the matches compare with the labels."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / (self.right + len(self.missed))


def load() -> list[dict[str, Any]]:
    """Return the labelled sets."""
    sets: list[dict[str, Any]] = loaded(LABELS.read_text(encoding="utf-8"))
    return sets


def worded(problems: Mapping[str, str]) -> list[Worded]:
    """Return the problems of one report of a set."""
    found = []
    for name, text in problems.items():
        above, _, words = text.rpartition(" > ")
        found.append(Worded(name, _NUMBER.sub("", words), _NUMBER.sub("", above)))
    return found


def score(sets: Sequence[Mapping[str, Any]]) -> Score:
    """Return how the matches of several sets compare with their labels."""
    right = 0
    wrong: list[str] = []
    missed: list[str] = []
    for pair in sets:
        earlier, later = pair["earlier"], pair["later"]
        found = {(match.earlier, match.later) for match in match_problems(worded(earlier), worded(later))}
        wanted = {(one, other) for one, other in pair["same"]}
        right += len(found & wanted)
        wrong += [f"{earlier[one]} | {later[other]}" for one, other in sorted(found - wanted)]
        missed += [f"{earlier[one]} | {later[other]}" for one, other in sorted(wanted - found)]
    return Score(right, tuple(wrong), tuple(missed))


if __name__ == "__main__":
    for name, held_out in (("chosen on", False), ("held out", True)):
        sets = [pair for pair in load() if pair["held_out"] is held_out]
        found = score(sets)
        pairs = sum(len(pair["earlier"]) * len(pair["later"]) for pair in sets)
        print(  # noqa: T201 - printing is its job
            f"{name}: {pairs} pairs, {found.right + len(found.missed)} the same; "
            f"precision {found.precision:.2f}, recall {found.recall:.2f}"
        )
        if not held_out or "--all" in sys.argv:
            print("\n".join([*(f"  wrong {w}" for w in found.wrong), *(f"  missed {m}" for m in found.missed)]))  # noqa: T201
