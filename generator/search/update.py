"""A portal's shards with some reports added, changed or removed: the bytes of a new build, without reading the rest."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from generator.search.grams import grams_of, hashed
from generator.search.index import Index
from generator.search.manifest import MANIFEST, Manifest, ordered
from generator.search.normal import variant_pairs
from generator.search.postings import decode, with_number, without_number
from generator.search.shards import joined, lines_of, shard_path, size_of, written


def update_shards(
    files: Mapping[str, str],
    changed: Mapping[str, Index],
    removed: Iterable[str],
    before: Callable[[str], Index],
) -> dict[str, str | None]:
    """Return the files to write, None for one that is to go; all are then what `build_shards` makes of the reports.

    `changed` are indices of reports that are new or have another text, by slug; `before` gives the index with which
    a report came into the `files`. Raises ValueError where that is not so: build the shards from nothing then.
    """
    old = Manifest.from_text(files[MANIFEST])
    gone = set(removed) & set(old.titles)
    titles = {slug: title for slug, title in old.titles.items() if slug not in gone}
    titles |= {slug: index.pages[0][1] for slug, index in changed.items()}
    left = {slug: before(slug) for slug in sorted(gone | set(changed)) if slug in old.titles}
    had = {slug: grams_of(index) for slug, index in left.items()}
    has = {slug: grams_of(index) for slug, index in changed.items()}
    grams = old.grams + sum(map(len, has.values())) - sum(map(len, had.values()))
    size = old.size + sum(map(size_of, changed.values())) - sum(map(size_of, left.values()))
    new = Manifest(ordered(titles.items()), grams, size, "")
    if new.layout != old.layout:
        found: dict[str, str | None] = dict.fromkeys(map(shard_path, range(old.shards)))
        return found | _laid_out_anew(files, old, new, has, set(had))
    return _edited(files, old, new, _edits(old, new, had, has, before))


@dataclass(slots=True)
class _Edit:
    """What happens to a gram's posting."""

    without: list[int] = field(default_factory=list)
    with_: list[int] = field(default_factory=list)


def _edits(
    old: Manifest,
    new: Manifest,
    had: Mapping[str, AbstractSet[str]],
    has: Mapping[str, AbstractSet[str]],
    before: Callable[[str], Index],
) -> dict[str, _Edit]:
    """Return what happens to each gram of the reports that changed, and of those whose number is another one now."""
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


def _edited(
    files: Mapping[str, str], old: Manifest, new: Manifest, edits: Mapping[str, _Edit]
) -> dict[str, str | None]:
    """Return manifest and shards with the edits made in their lines."""
    by_shard: dict[int, list[str]] = defaultdict(list)
    for gram in edits:
        by_shard[hashed(gram) % old.shards].append(gram)
    plain = set(old.variants[1::2])
    was, now = old.stamp, new.stamp
    shards = range(old.shards) if was != now else sorted(by_shard)
    result: dict[str, str | None] = {}
    for shard in shards:
        lines = lines_of(files, shard, was)
        for gram in by_shard[shard]:
            (plain.add if _edit(lines, gram, edits[gram]) else plain.discard)(gram)
        result[shard_path(shard)] = joined(now, lines)
    result[MANIFEST] = replace(new, variants=variant_pairs(plain)).as_text()
    return result


def _edit(lines: list[str], gram: str, edit: _Edit) -> bool:
    """Put an edited posting into its line; return whether there still is one."""
    at = bisect_left(lines, f"{gram}\t")
    known = at < len(lines) and lines[at].startswith(f"{gram}\t")
    posting = lines[at][len(gram) + 1 :] if known else ""
    for number in edit.without:
        posting = without_number(posting, number)
    for number in edit.with_:
        posting = with_number(posting, number)
    lines[at : at + known] = [f"{gram}\t{posting}"] if posting else []
    return bool(posting)


def _laid_out_anew(
    files: Mapping[str, str], old: Manifest, new: Manifest, has: Mapping[str, AbstractSet[str]], left: AbstractSet[str]
) -> dict[str, str]:
    """Return all files with other numbers or in other shards; `left` are reports whose old grams don't count."""
    numbers, was = new.numbers, old.stamp
    now = {number: numbers[slug] for slug, number in old.numbers.items() if slug not in left}
    holders: dict[str, list[int]] = {}
    for shard in range(old.shards):
        for line in lines_of(files, shard, was):
            gram, _, posting = line.partition("\t")
            if kept := sorted([now[number] for number in decode(posting) if number in now]):
                holders[gram] = kept
    for slug, grams in has.items():
        for gram in grams:
            insort(holders.setdefault(gram, []), numbers[slug])
    return written(replace(new, variants=variant_pairs(holders)), holders)
