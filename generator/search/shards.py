"""Writes the shards of a portal: which reports hold which gram, in so many files that a query needs few of them.

The first line of a shard is the manifest's stamp; each other line is a gram, a tab and its posting, in order of gram.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import groupby

from generator.search.grams import grams_of, hashed
from generator.search.index import Index
from generator.search.manifest import MANIFEST, Manifest
from generator.search.normal import variant_pairs
from generator.search.numbers import numbered
from generator.search.postings import encode

_BATCH = 32
"""Number of reports whose grams are in memory at a time."""


def shard_path(number: int | str) -> str:
    """Return the path of a shard in the site; of all shards, as a pattern, for `*`."""
    return f"search/grams/{number}.txt"


def build_shards(reports: Mapping[str, Index]) -> dict[str, str]:
    """Return the manifest and the shards by path in the site; the reports' indices are read one at a time, by slug."""
    numbers = sorted((number, slug) for slug, number in numbered(reports).items())
    titles: dict[str, str] = {}
    batches: list[bytes] = []
    grams = size = 0
    for start in range(0, len(numbers), _BATCH):
        holders: dict[str, list[int]] = defaultdict(list)
        for number, slug in numbers[start : start + _BATCH]:
            index = reports[slug]
            found = grams_of(index)
            titles[slug] = index.pages[0][1]
            grams += len(found)
            size += size_of(index)
            for gram in found:
                holders[gram].append(number)
        batches.append(_sorted(holders))
    plain: set[str] = set()
    manifest = Manifest(dict(sorted(titles.items())), grams, size, "")
    shards = [bytearray(manifest.stamp.encode()) for _ in range(manifest.shards)]
    for gram, held in _joined(batches):
        shards[hashed(gram) % manifest.shards] += f"\n{gram}\t{encode(held)}".encode()
        if len(gram) == 1:
            plain.add(gram)
    files = {shard_path(number): text.decode() for number, text in enumerate(shards)}
    return {MANIFEST: replace(manifest, variants=variant_pairs(plain)).as_text(), **files}


def _sorted(holders: Mapping[str, list[int]]) -> bytes:
    """Return a batch of grams as sorted lines with their numbers: a dict of all reports' would take too much memory."""
    return "\n".join(f"{gram}\t{' '.join(map(str, holders[gram]))}" for gram in sorted(holders)).encode()


def _joined(batches: Iterable[bytes]) -> Iterator[tuple[str, list[int]]]:
    """Yield the grams of all batches in order, each with the numbers of all batches."""
    lines = heapq.merge(*map(BytesIO, batches), key=_gram)
    for gram, of in groupby(lines, _gram):
        yield gram.decode(), [int(number) for line in of for number in line[len(gram) + 1 :].split()]


def _gram(line: bytes) -> bytes:
    return line[: line.index(b"\t")]


def size_of(index: Index) -> int:
    """Return the bytes of a report's own index as a file."""
    return len(index.as_text().encode())


def joined(stamp: str, lines: Iterable[str]) -> str:
    """Return the text of a shard with a stamp and ordered lines."""
    return "\n".join([stamp, *lines])


def lines_of(read: Callable[[str], str], shard: int, stamp: str) -> list[str]:
    """Return the lines of a shard without its stamp; raise ValueError if it has another stamp."""
    found, *lines = read(shard_path(shard)).split("\n")
    if found != stamp:
        raise ValueError(f"{shard_path(shard)} is of another build")
    return lines
