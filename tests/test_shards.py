"""The shards of a portal: candidates never miss, and an update gives the bytes of a build from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.engine import Engine
from generator.search.grams import hashed
from generator.search.index import Index, merged
from generator.search.manifest import MANIFEST, Manifest
from generator.search.normal import spaced, unified
from generator.search.numbers import numbered, room_for
from generator.search.postings import decode, encode, with_number, without_number
from generator.search.shards import build_shards, shard_path
from generator.search.update import update_shards
from generator.search.write import search_files, updated_files, write_portal
from generator.text.spacing import squeeze
from generator.text.variants import simplified
from tests.searching import Corpus, corpus, parted, wanted_grams

# Few characters, so that grams meet: widths, cases, traditional ones, blanks, numbers with commas, one beyond the BMP.
TEXT = st.text("整改治村區区级ａA1２3,.，。 %\u3000𠀀", min_size=1, max_size=24).map(squeeze).filter(bool)
LINES = st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4)
SLUGS = st.sampled_from([f"r{number}" for number in range(30)])
REPORTS = st.dictionaries(SLUGS, LINES, min_size=1, max_size=20)

LARGEST = st.sampled_from([0, 4000, 10**6])
"""Bytes of one index: none, so that all is sharded; between; more than there are."""


@pytest.fixture(scope="module")
def texts() -> Corpus:
    return corpus()


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

    found = {number for text in (term, unified(term)) for number in set.intersection(*map(holding, wanted_grams(text)))}
    return {slug for slug, number in manifest.numbers.items() if number in found}


@given(REPORTS, st.data())
def test_no_report_is_missed_and_a_gram_alone_decides(reports: dict[str, list[list[str]]], data: st.DataObject) -> None:
    found = indices(reports)
    files = build_shards(found)
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


@given(REPORTS, st.dictionaries(SLUGS, LINES, max_size=6), st.sets(SLUGS, max_size=6), LARGEST)
def test_an_update_gives_the_bytes_of_a_build(
    reports: dict[str, list[list[str]]], changed: dict[str, list[list[str]]], removed: set[str], largest: int
) -> None:
    old = indices(reports)
    new = {slug: index for slug, index in old.items() if slug not in removed} | indices(changed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.write.LARGEST", largest)
        files, built = search_files(old), search_files(new)
        try:
            updated = updated_files(files.__getitem__, new, list(changed), old.__getitem__)
        except ValueError:
            assert _layout(files) != _layout(built) or not _layout(built)
        else:
            assert files | updated == built


def _layout(files: Mapping[str, str]) -> tuple[int, int] | None:
    """Return what all lines of the shards depend on; None where all is one index."""
    return Manifest.from_text(files[MANIFEST]).layout if shard_path(0) in files else None


def test_one_more_report_is_an_update(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.search.write.LARGEST", 0)
    monkeypatch.setattr("generator.search.manifest._GRAMS_A_SHARD", 1000)
    new = {f"r{number}": index_of(f"r{number}", [["整改治村", str(number)]]) for number in range(9)}
    old = dict(list(new.items())[:8])
    read: list[str] = []

    class Noted(dict[str, Index]):
        def __getitem__(self, slug: str) -> Index:
            read.append(slug)
            return super().__getitem__(slug)

    files = search_files(old)
    assert files | updated_files(files.__getitem__, Noted(new), ["r8"], old.__getitem__) == search_files(new)
    assert read == ["r8"], "no other report's index is read"


def test_an_update_moves_a_report_whose_number_another_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.search.write.LARGEST", 0)
    monkeypatch.setattr("generator.search.manifest._GRAMS_A_SHARD", 1000)
    old = {f"r{number}": index_of(f"r{number}", [["整改治村", str(number)]]) for number in range(5)}
    new = {**old, "r10": index_of("r10", [["区级"]])}
    assert numbered(old)["r1"] != numbered(new)["r1"]
    files = search_files(old)
    assert files | updated_files(files.__getitem__, new, ["r10"], old.__getitem__) == search_files(new)


def test_a_portal_is_updated_from_the_site_that_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build writes after some reports have changed, come and gone is what a first build of them writes."""
    monkeypatch.setattr("generator.search.write.LARGEST", 0)

    def site(name: str, reports: Mapping[str, list[list[str]]], old: str) -> dict[str, bytes]:
        top = tmp_path / name
        for slug, lines in reports.items():
            (top / slug).mkdir(parents=True)
            (top / slug / "search.json").write_text(index_of(slug, lines).as_text(), encoding="utf-8")
        write_portal(top, {slug: top / slug for slug in reports}, tmp_path / old)
        return {path.name: path.read_bytes() for path in (top / "search").rglob("*") if path.is_file()}

    first = {f"r{number}": [["整改治村区", f"{number}"], ["一是 2,000"]] for number in range(20)}
    then = {**first, "r3": [["改治"]], "r30": [["村區"]]}
    del then["r7"]
    site("one", first, "none")
    assert site("two", then, "one") == site("three", then, "none")
    assert site("four", then, "two") == site("five", then, "none"), "nothing has changed"


@given(REPORTS)
def test_one_index_of_many_is_that_of_all_reports(reports: dict[str, list[list[str]]]) -> None:
    old = indices(reports)
    assert parted(merged(old.values())) == old


def test_one_index_of_many_is_what_all_reports_give(texts: Corpus) -> None:
    assert merged(parted(texts.index).values()) == texts.index
    shards = build_shards(parted(texts.index))
    assert Manifest.from_text(shards[MANIFEST]).variants == texts.index.as_dict()["config"]["variants"]


@given(st.lists(st.integers(0, 300), min_size=1, unique=True).map(sorted), st.data())
def test_postings(numbers: list[int], data: st.DataObject) -> None:
    posting = encode(numbers)
    assert decode(posting) == numbers
    assert "\n" not in posting
    other = data.draw(st.sampled_from(numbers))
    rest = [number for number in numbers if number != other]
    assert without_number(posting, other) == (encode(rest) if rest else "")
    assert with_number(encode(rest) if rest else "", other) == posting
    with pytest.raises(ValueError, match="not in"):
        without_number(posting, 301)


def test_numbers_stay() -> None:
    slugs = [f"area-{number}" for number in range(1000)]
    numbers = numbered(slugs)
    assert len(set(numbers.values())) == 1000
    assert max(numbers.values()) < room_for(1000) <= 2000
    moved = 0
    for at in range(0, 1000, 20):
        fewer = numbered(slugs[:at] + slugs[at + 1 :])
        moved += sum(numbers[slug] != number for slug, number in fewer.items())
    assert moved < 100


def test_files_of_another_build_are_refused(texts: Corpus) -> None:
    reports = parted(texts.index)
    slug = min(reports)
    files = build_shards(reports)
    fewer = {name: index for name, index in reports.items() if name != slug}
    other = {**files, shard_path(0): "0" + files[shard_path(0)]}
    with pytest.raises(ValueError, match="another build"):
        update_shards(other.__getitem__, fewer, [], reports.__getitem__)
    wrong = reports[max(reports)]
    with pytest.raises(ValueError, match="not in"):
        update_shards(files.__getitem__, fewer, [], lambda _: wrong)
