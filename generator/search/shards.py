"""Reports' indices → the shards of a portal: which report holds which gram, in files that one query needs few of.

A line of a shard is a gram, a tab and its posting; the lines are in order, the manifest's stamp is the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.search.grams import grams_of, hashed
from generator.search.index import Index
from generator.search.manifest import MANIFEST, Manifest, ordered
from generator.search.normal import variant_pairs
from generator.search.postings import encode


def shard_path(number: int) -> str:
    """Return where a shard stands in the site."""
    return f"search/grams/{number}.txt"


def build_shards(reports: Iterable[tuple[str, Index]]) -> dict[str, str]:
    """Return manifest and shards of (slug, index) pairs, by path in the site."""
    titles: dict[str, str] = {}
    grams: dict[str, frozenset[str]] = {}
    size = 0
    for slug, index in reports:
        size += size_of(index)
        titles[slug] = index.pages[0][1]
        grams[slug] = grams_of(index)
    known = {gram for found in grams.values() for gram in found}
    manifest = Manifest(ordered(titles.items()), sum(map(len, grams.values())), size, variant_pairs(known))
    holders: dict[str, list[int]] = {gram: [] for gram in known}
    for slug, number in sorted(manifest.numbers.items(), key=lambda pair: pair[1]):
        for gram in grams[slug]:
            holders[gram].append(number)
    return written(manifest, holders)


def size_of(index: Index) -> int:
    """Return how many bytes a report's own index has as a file."""
    return len(index.as_text().encode())


def written(manifest: Manifest, holders: Mapping[str, list[int]]) -> dict[str, str]:
    """Return manifest and shards, given the ascending numbers of the reports that hold each gram."""
    lines: dict[int, list[str]] = defaultdict(list)
    for gram, numbers in holders.items():
        lines[hashed(gram) % manifest.shards].append(f"{gram}\t{encode(numbers)}")
    files = {MANIFEST: manifest.as_text()}
    stamp = manifest.stamp
    for shard in range(manifest.shards):
        files[shard_path(shard)] = joined(stamp, sorted(lines[shard]))
    return files


def joined(stamp: str, lines: Iterable[str]) -> str:
    """Return a shard of ordered lines."""
    return "\n".join([stamp, *lines])


def lines_of(files: Mapping[str, str], shard: int, stamp: str) -> list[str]:
    """Return the lines that a shard was made of; raise ValueError if it has another stamp."""
    found, *lines = files[shard_path(shard)].split("\n")
    if found != stamp:
        raise ValueError(f"{shard_path(shard)} is of another build")
    return lines
