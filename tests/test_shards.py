"""The shards of a portal: candidates never miss, and an update gives the bytes of a build from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.engine import Engine
from generator.search.grams import hashed, wanted_grams
from generator.search.index import Index
from generator.search.manifest import MANIFEST, Manifest
from generator.search.normal import simplified, spaced, ungrouped
from generator.search.postings import decode
from generator.search.shards import build_shards, shard_path
from generator.search.update import update_shards

# Few characters, so that grams meet: widths, cases, traditional ones, blanks, numbers with commas, one beyond the BMP.
TEXT = st.text("整改治村區区级ａA1２3,.，。 %\u3000𠀀", min_size=1, max_size=24).map(str.strip).filter(bool)
LINES = st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4)
SLUGS = st.sampled_from([f"r{number}" for number in range(30)])
REPORTS = st.dictionaries(SLUGS, LINES, min_size=1, max_size=20)


@pytest.fixture(scope="module", autouse=True)
def small_shards() -> Iterator[None]:
    """So many shards that a few lines fill some, and an update is often one more or less."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.manifest._GRAMS_A_SHARD", 60)
        yield


def index_of(slug: str, lines: list[list[str]]) -> Index:
    """Return an index of lines in pieces; every second one is a heading, every line a unit."""
    pages = [(f"{slug}/", f"{slug}的通报", ()), (f"{slug}/p1/", "一、页", (f"{slug}的通报",))]
    units = [(f"{number}", min(number, 1)) for number in range(len(lines))]
    return Index(
        list(pages),
        units,
        [[(piece, f"a{unit}", unit, at % 2) for at, piece in enumerate(line)] for unit, line in enumerate(lines)],
    )


def indices(reports: Mapping[str, list[list[str]]]) -> dict[str, Index]:
    return {slug: index_of(slug, lines) for slug, lines in reports.items()}


def candidates(files: Mapping[str, str], term: str) -> set[str]:
    """Return the slugs that the shards give for a folded term."""
    manifest = Manifest.from_text(files[MANIFEST])

    def holding(gram: str) -> set[int]:
        lines = files[shard_path(hashed(gram) % manifest.shards)].split("\n")[1:]
        return next((set(decode(line[len(gram) + 1 :])) for line in lines if line.startswith(f"{gram}\t")), set())

    found = {
        number for text in (term, ungrouped(term)) for number in set.intersection(*map(holding, wanted_grams(text)))
    }
    return {slug for slug, number in manifest.numbers.items() if number in found}


@given(REPORTS, st.data())
def test_no_report_is_missed_and_a_gram_alone_decides(reports: dict[str, list[list[str]]], data: st.DataObject) -> None:
    found = indices(reports)
    files = build_shards(found.items())
    line = "".join(data.draw(st.sampled_from(data.draw(st.sampled_from(sorted(reports.items())))[1])))
    start = data.draw(st.integers(0, len(line) - 1))
    query = data.draw(st.one_of(st.just(line[start : start + data.draw(st.integers(1, 9))]), TEXT))
    term = spaced(query, simplified())
    if not term:
        return
    there = {slug for slug, index in found.items() if Engine(index)._find(term)}  # noqa: SLF001 - what a candidate is
    given_ = candidates(files, term)
    assert there <= given_
    if wanted_grams(term) == (term,):
        assert there == given_


@given(REPORTS, st.dictionaries(SLUGS, LINES, max_size=6), st.sets(SLUGS, max_size=6))
def test_an_update_gives_the_bytes_of_a_build(
    reports: dict[str, list[list[str]]], changed: dict[str, list[list[str]]], removed: set[str]
) -> None:
    check_update(indices(reports), indices(changed), removed - set(changed))


def check_update(old: dict[str, Index], changed: dict[str, Index], removed: set[str]) -> None:
    files = build_shards(old.items())
    new = {slug: index for slug, index in old.items() if slug not in removed} | changed
    if not new:
        return
    done = {**files, **update_shards(files, changed, removed, old.__getitem__)}
    assert {path: text for path, text in done.items() if text is not None} == build_shards(new.items())
