"""A name that is spelled two ways: 宏达建设有限公司 and 宏大建设有限公司, 住房和城乡建设局 and 住房与城乡建设局."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.checks.place import message_at
from generator.checks.wording.apart import are_apart
from generator.checks.wording.kinds import EDGE, ENDS, OFFICE, PERSON, SHORT_ENDS, bodies
from generator.checks.wording.likeness import (
    DISTINCT,
    LOOK_ALIKE,
    differ_in_sound_alone,
    is_one_person,
    is_slip,
    may_be,
    same_sound,
    same_sounds,
    sounds_like,
)
from generator.checks.wording.slips import find_documents_of_one_number, find_slips
from generator.checks.wording.surnames import SURNAMES
from generator.facts.cited.documents import find_documents
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_OF_BODY, _LONGEST_OF_BODY = 4, 6
_VILLAGE, _OF_VILLAGE = "村", 3
"""The ending of villages, and how many characters before it are compared.

Names that differ in the first of these, often a family name, are two villages, not one misspelled.
"""
_IN_NAMES = frozenset("和同与")
"""Characters that join two names, and stand in the names of firms as well."""
_LONGEST, _SHORTEST = 10, 3
_LONG_TITLE, _LONGEST_TITLE = 8, 60
"""Minimum and maximum characters of a document's title that is compared."""
_EDGE_OF_TITLE = re.compile(r"[\d省市区县镇乡村办局委年月版期稿]")
"""Matches a character that makes a title with it and a title without it those of two documents."""
_HAN = "[\u4e00-\u9fff]"
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
_FIRMS = ("公司", "合作社", "事务所")
_WORKS, _PARTS_OF_NAMES = ("项目", "工程"), (6, 8)
"""Kinds of names before which verbs stand, and how many of the characters before the kind are compared for them."""
_PARTS_OF_FIRMS, _SHORTEST_PART = (4, 5, 6, 7, 8), 5
"""The same for firms: 扣除恒太市政工程有限公司."""
_OF_PERSON = "同志"
_MOST_PERSONS = 100
_MOST = 400
"""Maximum number of different names of one kind and length; a longer list is not compared."""


@dataclass(frozen=True, slots=True)
class _Name:
    core: str
    """The name without its ending: 宏达建设 of 宏达建设有限公司; of a document, its whole title."""
    kind: str
    """The ending, such as 有限公司; 《》 for the title of a document."""
    span: Span
    line: int


def check_names(report: Report) -> Iterator[Message]:
    """Yield names that occur once and are a likely misspelling of another name of the same kind.

    Two names are compared if they differ in one character that sounds alike or in two neighbours that are swapped;
    titles of documents also if one has a character more. Characters in which names may differ on purpose (东, 二, 甲)
    are no misspelling.
    """
    groups: dict[tuple[str, int], dict[str, list[_Name]]] = defaultdict(lambda: defaultdict(list))
    titles: dict[str, list[_Name]] = defaultdict(list)
    documents = [(document.title, document.number) for document in find_documents(report)]
    for name in (*_names(report), *_titles(report, documents)):
        groups[name.kind, len(name.core)][name.core].append(name)
        if name.kind == "《》":
            titles[name.core].append(name)
    found = []
    for names, pairs in [
        *((names, _alike(list(names), kind)) for (kind, _), names in groups.items()),
        (titles, _one_more(list(titles))),
    ]:
        if len(names) > _MOST:
            continue
        for core, others in pairs:
            kind = names[core][0].kind
            whole = groups.get((kind[1:], len(core)), {})
            if not _are_one(kind, core, others, whole):
                continue
            rare, usual = sorted((names[core], names[others]), key=lambda places: (len(places), -places[0].span.start))
            if len(rare) == 1 and not are_apart(report, rare[0].span, [name.span for name in usual]):
                found.append((rare[0], usual[0]))
    found.extend(_with_and(report))
    found.extend(_of_two_forms(groups))
    ends = {name.span.end for name, _ in found}
    found.extend(pair for pair in _ofsame_sound(report) if pair[0].span.end not in ends)
    found.extend(
        (_name_at(report, one), _name_at(report, other))
        for one, other in (*find_slips(report), *find_documents_of_one_number(report, documents))
        if one.end not in ends
    )
    found.sort(key=lambda pair: (not pair[0].kind.startswith("…"), -pair[0].span.start))
    last = {name.span.end: (name, other) for name, other in found}
    once = {name.span.start: (name, other) for name, other in sorted(last.values(), key=lambda pair: pair[0].span.end)}
    for name, other in sorted(once.values(), key=lambda pair: pair[0].span.start):
        yield message_at(
            report,
            "two-spellings",
            name.span,
            found=report.source[name.span],
            other=report.source[other.span],
            line=other.line,
        )


def _name_at(report: Report, span: Span) -> _Name:
    return _Name(report.source.fold(span), "", span, report.source.place(span.start)[0])


def _are_one(kind: str, one: str, other: str, whole: Collection[str]) -> bool:
    """Say whether two names that are nearly alike may be one; `whole` are those of which it is known where they begin.

    The ends 鸿达建设 and 宏达建设 of longer names may be those of two, 东鸿达建设 and 宏达建设.
    """
    if kind == _VILLAGE:
        return _one_village(one, other)
    if not kind.startswith("…"):
        return True
    known = one in whole or other in whole or (one[0] == other[0] and len(one) >= _SHORTEST_PART)
    return differ_in_sound_alone(one, other) and (known or not kind.endswith(_FIRMS))


def _ofsame_sound(report: Report) -> Iterator[tuple[_Name, _Name]]:
    groups: dict[tuple[str, int], dict[str, list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for name in _short_names(report):
        groups[name.kind, len(name.core)][name.core].append(name)
    for (kind, _), names in groups.items():
        for pair in _same_but_one(list(names), person=kind == _OF_PERSON) if len(names) <= _MOST else ():
            rare, usual = sorted(
                (names[core] for core in pair), key=lambda places: (len(places), -places[0].span.start)
            )
            if len(rare) == 1 and not are_apart(report, rare[0].span, [name.span for name in usual]):
                yield rare[0], usual[0]


def _one_village(one: str, other: str) -> bool:
    """Say whether two names are likely to be those of one village: two characters swapped, or one of the same sound."""
    swapped = sorted(one) == sorted(other)
    differ = {a for a, b in zip(one, other, strict=True) if a != b}
    first = one[0] == other[0] or not {one[0], other[0]} & set(SURNAMES)
    return not differ & DISTINCT if swapped else first and same_sounds(one, other)


def _of_two_forms(groups: dict[tuple[str, int], dict[str, list[_Name]]]) -> Iterator[tuple[_Name, _Name]]:
    """Yield the only place where a firm of a name has another form: 有限公司, 有限责任公司."""
    forms = [(kind, names) for (kind, _), names in groups.items() if kind in _FORMS]
    for kind, names in forms:
        for core, places in names.items():
            others = [rest[core][0] for form, rest in forms if form != kind and core in rest]
            if others and len(places) == 1 and places[0].span.start > others[0].span.start:
                yield places[0], others[0]


def _with_and(report: Report) -> Iterator[tuple[_Name, _Name]]:
    """Yield the only place where an office is written with 与, with a place where it is written with 和."""
    places: dict[str, dict[str, list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for line in report.source.text_lines:
        for match in OFFICE.finditer(report.source.fold(line.span)):
            span = Span(line.span.start + match.start(), line.span.start + match.end())
            core = match["a"] + match["b"]
            places[core][match["and"]].append(_Name(core, "局", span, line.number))
    yield from ((by["与"][0], by["和"][0]) for by in places.values() if by["和"] and len(by["与"]) == 1)


def _short_names(report: Report) -> Iterator[_Name]:
    """Yield names of which two are compared only if they sound the same: short ones, offices, persons."""
    for line in report.source.text_lines:
        text, start = report.source.fold(line.span), line.span.start
        for match in SHORT_ENDS.finditer(text):
            yield _Name(match["core"], match["kind"], Span(start + match.start(), start + match.end()), line.number)
        for match in bodies(text):
            core = EDGE.split(match[0])[-1]
            for size in dict.fromkeys((len(core), min(len(core), _LONGEST_OF_BODY))):
                if size >= _OF_BODY:
                    span = Span(start + match.end() - size, start + match.end("kind"))
                    yield _Name(core[-size:], match["kind"], span, line.number)
    yield from _persons(report)


def _persons(report: Report) -> Iterator[_Name]:
    """Yield the names of persons beside an office, and wherever else they, or their like, stand in the text."""
    known: dict[str, None] = {}
    for line in report.source.text_lines:
        for match in PERSON.finditer(report.source.fold(line.span)):
            known[match["a"] or match["b"]] = None
    if not known or len(known) > _MOST_PERSONS:
        return
    shapes = [
        shape for name in known for shape in (f"{name[:-1]}[\u4e00-\u9fff]", f"{name[:-2]}[\u4e00-\u9fff]{name[-1]}")
    ]
    like = re.compile("|".join(dict.fromkeys(shapes)))
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in like.finditer(text):
            if match[0] in known or any(is_one_person(name, match[0]) for name in known):
                span = Span(line.span.start + match.start(), line.span.start + match.end())
                yield _Name(match[0], _OF_PERSON, span, line.number)


def _same_but_one(cores: list[str], *, person: bool = False) -> Iterator[tuple[str, str]]:
    """Yield pairs of names of one length that differ in one character of the same sound."""
    for one, other in _alike(cores, _OF_PERSON if person else ""):
        differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        alike = differ and (
            (person and may_be(*differ[0]))
            or same_sound(*differ[0])
            or any({*differ[0]} <= set(group) for group in LOOK_ALIKE)
        )
        if len(differ) == 1 and alike and not set(differ[0]) <= DISTINCT:
            yield one, other


def _names(report: Report) -> Iterator[_Name]:
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in ENDS.finditer(text):
            left = max(0, match.start() - _LONGEST)
            core = EDGE.split(text[left : match.start()])[-1]
            core = core[-_OF_VILLAGE:] if match[0] == _VILLAGE else core
            sizes = _PARTS_OF_NAMES if match[0] in _WORKS else _PARTS_OF_FIRMS if match[0].endswith(_FIRMS) else ()
            for size in sizes if len(core) >= min(sizes, default=0) else ():
                start = line.span.start + match.start() - size
                if size <= len(core):
                    yield _Name(core[-size:], f"…{match[0]}", Span(start, line.span.start + match.end()), line.number)
            for name in _with_edge(text, match.start() - len(core), core) if match[0].endswith(_FIRMS) else ():
                span = Span(line.span.start + match.start() - len(name), line.span.start + match.end())
                yield _Name(name, match[0], span, line.number)
            if len(core) >= _SHORTEST:
                start = line.span.start + match.start() - len(core)
                yield _Name(core, match[0], Span(start, line.span.start + match.end()), line.number)


def _with_edge(text: str, start: int, core: str) -> Iterator[str]:
    """Yield longer forms of a firm's name if what stands before it may be part of it: 澜和环保科技 of 环保科技."""
    for more in (1, 2):
        before = text[max(0, start - 1 - more) : start]
        if len(before) > more and before[-1] in _IN_NAMES and not EDGE.search(before[:-1]):
            yield before + core


def _alike(cores: list[str], kind: str = "") -> Iterator[tuple[str, str]]:
    """Yield pairs of names of one length that differ in one character that sounds alike, or in two swapped neighbours.

    Names are indexed by what is left of them without one character, so that not every pair must be compared.
    """
    rest: dict[tuple[int, str], list[str]] = defaultdict(list)
    for core in cores:
        for at in range(len(core)):
            key = (at, core[:at] + core[at + 1 :])
            for other in rest[key]:
                slip = is_slip(core, other, at) if kind.endswith(_FIRMS) else kind == _OF_PERSON and at == len(core) - 1
                if slip or sounds_like(core[at], other[at]):
                    yield other, core
            rest[key].append(core)
    known = set(cores)
    for core in cores:
        for at in range(len(core) - 1):
            swapped = core[:at] + core[at + 1] + core[at] + core[at + 2 :]
            if swapped in known and core < swapped:
                yield core, swapped


def _titles(report: Report, documents: Iterable[tuple[Span, Span | None]]) -> Iterator[_Name]:
    for place, _ in documents:
        title = report.source.fold(place)
        if _LONG_TITLE <= len(title) <= _LONGEST_TITLE:
            yield _Name(title, "《》", place, report.source.place(place.start)[0])


def _one_more(titles: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (title, the same title without one character), except for characters that differ on purpose."""
    known = set(titles)
    for title in titles:
        for at, character in enumerate(title):
            shorter = title[:at] + title[at + 1 :]
            if shorter in known and character not in DISTINCT and not _EDGE_OF_TITLE.match(character):
                yield title, shorter
                break
