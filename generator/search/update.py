"""Updates a portal's shards when some reports were added, changed or removed, without reading the other reports.

The result has the same bytes as a new build.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from generator.search.grams import grams_of, hashed
from generator.search.index import Index
from generator.search.manifest import MANIFEST, Manifest
from generator.search.normal import variant_pairs
from generator.search.postings import with_number, without_number
from generator.search.shards import joined, lines_of, shard_path, size_of


def update_shards(
    read: Callable[[str], str], reports: Mapping[str, Index], changed: Collection[str], before: Callable[[str], Index]
) -> dict[str, str]:
    """Return the files to write, so that manifest and shards are what `build_shards` makes of the reports.

    `read` returns the text of an old file by its path; `changed` are the slugs of reports that are new or have another
    text; `before` returns the index with which a report came into the old files. Raises ValueError if the old files
    do not fit that index, or if the layout changes, so that every line of every shard would change.
    """
    old = Manifest.from_text(read(MANIFEST))
    gone = old.titles.keys() - reports.keys()
    left = {slug: before(slug) for slug in sorted({*gone, *changed}) if slug in old.titles}
    come = {slug: reports[slug] for slug in sorted({*changed, *(reports.keys() - old.titles.keys())})}
    titles = {slug: title for slug, title in old.titles.items() if slug not in gone}
    titles |= {slug: index.pages[0][1] for slug, index in come.items()}
    had = {slug: grams_of(index) for slug, index in left.items()}
    has = {slug: grams_of(index) for slug, index in come.items()}
    grams = old.grams + sum(map(len, has.values())) - sum(map(len, had.values()))
    size = old.size + sum(map(size_of, come.values())) - sum(map(size_of, left.values()))
    new = Manifest(dict(sorted(titles.items())), grams, size, "")
    if new.layout != old.layout:
        raise ValueError("another layout")
    return _edited(read, old, new, _edits(old, new, had, has, before))


@dataclass(slots=True)
class _Edit:
    """A change of a gram's posting."""

    without: list[int] = field(default_factory=list)
    """Numbers of reports to take out."""
    with_: list[int] = field(default_factory=list)
    """Numbers of reports to put in."""


def _edits(
    old: Manifest,
    new: Manifest,
    had: Mapping[str, AbstractSet[str]],
    has: Mapping[str, AbstractSet[str]],
    before: Callable[[str], Index],
) -> dict[str, _Edit]:
    """Return the changes by gram, of the reports that changed and of those whose number changed.

    `had` and `has` are the grams of the changed reports, before and now, by slug.
    """
    was, now = old.numbers, new.numbers
    edits: dict[str, _Edit] = defaultdict(_Edit)
    moved = {slug for slug in was.keys() & now.keys() if was[slug] != now[slug]}
    for slug in sorted(moved | had.keys() | has.keys()):
        here = had[slug] if slug in had else grams_of(before(slug)) if slug in was else frozenset[str]()
        there = has.get(slug, here if slug in now else frozenset[str]())
        stays = here & there if slug not in moved else frozenset[str]()
        for gram in here - stays:
            edits[gram].without.append(was[slug])
        for gram in there - stays:
            edits[gram].with_.append(now[slug])
    return edits


def _edited(read: Callable[[str], str], old: Manifest, new: Manifest, edits: Mapping[str, _Edit]) -> dict[str, str]:
    """Return the manifest and the changed shards, with the edits made in their lines."""
    by_shard: dict[int, list[str]] = defaultdict(list)
    for gram in edits:
        by_shard[hashed(gram) % old.shards].append(gram)
    plain = set(old.variants[1::2])
    was, now = old.stamp, new.stamp
    shards = range(old.shards) if was != now else sorted(by_shard)
    result: dict[str, str] = {}
    for shard in shards:
        lines = lines_of(read, shard, was)
        for gram in by_shard[shard]:
            (plain.add if _edit(lines, gram, edits[gram]) else plain.discard)(gram)
        result[shard_path(shard)] = joined(now, lines)
    result[MANIFEST] = replace(new, variants=variant_pairs(plain)).as_text()
    return result


def _edit(lines: list[str], gram: str, edit: _Edit) -> bool:
    """Change the posting of a gram in the lines of its shard; return whether any report still holds the gram."""
    at = bisect_left(lines, f"{gram}\t")
    known = at < len(lines) and lines[at].startswith(f"{gram}\t")
    posting = lines[at][len(gram) + 1 :] if known else ""
    for number in edit.without:
        posting = without_number(posting, number)
    for number in edit.with_:
        posting = with_number(posting, number)
    lines[at : at + known] = [f"{gram}\t{posting}"] if posting else []
    return bool(posting)
