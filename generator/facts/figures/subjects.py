"""What a figure counts: the name beside the number, as a stretch of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from generator.settings.yml import LOADER
from generator.text.quotes import enclosed

Place = tuple[int, int]
"""Start and end in a text."""

_SPLIT = re.compile(r"以及|[、和及与,]")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”‘’&/·《》()〔〕\-]+")
_EDGE = re.compile(r"(?:[的、,和及与以了等该在中\s:]|其(?![余他])|以及)+")
_HAN = re.compile(r"[\u3400-\u9fffA-Za-z]")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("‘", "’"), ("〔", "〕"))
_PLACE_WORD = re.compile(r"(?<![其集])[中里内]$")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Words:
    """subjects.yml."""

    particles: re.Pattern[str]
    leads: re.Pattern[str]
    verbs: re.Pattern[str]
    enders: re.Pattern[str]
    not_names: re.Pattern[str]
    clauses: re.Pattern[str]
    trailers: re.Pattern[str]


@cache
def load_words() -> Words:
    """Return subjects.yml."""
    data = yaml.load((files(__package__) / "subjects.yml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - safe
    found = {key: "".join(value.split()) for key, value in data.items()}
    whole = f"(?!{found['halves']})"
    return Words(
        re.compile(f"(?:{found['particles']}){whole}"),
        re.compile(f"(?:{found['leads']}){whole}"),
        re.compile(f"(?:{found['verbs']}){whole}"),
        re.compile(found["enders"]),
        re.compile(found["not_names"]),
        re.compile(found["clauses"]),
        re.compile(f"(?:{found['trailers']})$"),
    )


def name_before(text: str, start: int, end: int, dates: Sequence[Place] = ()) -> Place | None:
    """Return where the name stands that ends before a number, between `start` and `end`; None if there is none.

    Its beginning is that of the clause, or the end of the last verb: 全区累计已完成|教师继续教育培训经费.
    """
    words = load_words()
    start = max([start, *(date[1] for date in dates if date[1] <= end)])
    end = _without_trailers(text, start, end)
    verbs = [verb.end() for verb in words.verbs.finditer(text, start, end) if _HAN.search(text, verb.end(), end)]
    start = _stripped(text, max([start, *verbs]), end)
    # 完成|整治提升面积: after a verb, what looks like one is part of the name.
    lead = None if verbs else words.leads.match(text, start, end)
    # A clause that ends with its verb, 整合搬迁59家, is named by it.
    if lead and _HAN.search(text, lead.end(), end):
        start = _stripped(text, lead.end(), end)
    if end - start > _LONGEST:
        start = max(end - _LONGEST, text.rfind("、", start, end) + 1)
    return (start, end) if _HAN.search(text, start, end) else None


def names_before(text: str, start: int, end: int, dates: Sequence[Place] = ()) -> list[Place]:
    """Return the names that stand before a number one after the other: 总产值、投资、零售额."""
    whole = name_before(text, start, end, dates)
    if not whole:
        return []
    inside = enclosed(text[whole[0] : whole[1]])
    places, at = [], whole[0]
    for mark in _SPLIT.finditer(text, whole[0], whole[1]):
        if not inside[mark.start() - whole[0]]:
            places.append((at, mark.start()))
            at = mark.end()
    return [place for place in (*places, (at, whole[1])) if place[1] > place[0]]


def name_after(text: str, start: int, dates: Sequence[Place] = (), stop: int | None = None) -> Place | None:
    """Return where the name stands that follows a number and its unit; None if another word follows.

    It ends at `stop` at the latest, or where a date starts.
    """
    words = load_words()
    for date in dates:
        if date[0] == start:
            start = date[1]
    if words.not_names.match(text, start):
        return None
    name = _NAME.match(text, start, start + _LONGEST)
    if not name:
        return None
    stops = (date[0] for date in dates if start < date[0])
    end = min([name.end(), *stops, *([stop] if stop is not None and start < stop else [])])
    inside = enclosed(text[start:end])
    clause = words.clauses.match(text, start)
    for ender in words.enders.finditer(text, max(start + 1, clause.end() if clause else 0), end):
        if not inside[ender.start() - start]:
            end = ender.start()
            break
    of = text.find("的", start, end)
    if of > start and not clause and not inside[of - start]:
        end = of
    end = start + len(_balanced(_PLACE_WORD.sub("", text[start:end].rstrip("的"))))
    return (start, end) if _HAN.search(text, start, end) else None


def _balanced(name: str) -> str:
    """Return a name without a mark at its end whose partner is outside of it, and without what follows one inside."""
    for opener, closer in _PAIRS:
        surplus = name.count(opener) - name.count(closer)
        if surplus > 0:
            name = name[: name.rindex(opener)]
        elif surplus < 0 and name.endswith(closer):
            name = name[:-1]
    return name


def is_verb(name: str) -> bool:
    """Say whether a name is but the clause's verb: the 投入 of 投入3亿元专项资金."""
    words = load_words()
    return bool(words.leads.fullmatch(name) or words.verbs.fullmatch(name))


def _stripped(text: str, start: int, end: int) -> int:
    """Return where the words begin after particles and marks."""
    while word := load_words().particles.match(text, start, end) or _EDGE.match(text, start, end):
        start = word.end()
    return start


def _without_trailers(text: str, start: int, end: int) -> int:
    while True:
        end = start + len(text[start:end].rstrip(" \u00a0、,:"))
        trailer = load_words().trailers.search(text, start, end)
        if not trailer:
            return end
        end = trailer.start()
