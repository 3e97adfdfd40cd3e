"""Which titles are one document's, on pairs by hand; and the page that lists them over all reports."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from generator.compare.citing import Cited, citings, document_key
from generator.edition.listed import listed
from generator.writers.portal.cited import MOST_PLACES, PAGE, write_cited
from tests.compare.portal import make, read
from tests.quick_yml import loaded

PAIRS = loaded((Path(__file__).parent / "documents.yml").read_text(encoding="utf-8"))


def test_titles_of_one_document_are_known_and_no_others() -> None:
    same = [pair for group in PAIRS["same"] for pair in combinations(group, 2)]
    different = [pair for group in PAIRS["different"] for pair in combinations(group, 2)]
    assert len(same) + len(different) >= 200
    found = [pair for pair in same if document_key(pair[0]) == document_key(pair[1])]
    wrong = [pair for pair in different if document_key(pair[0]) == document_key(pair[1])]
    missed = [pair for pair in same if pair not in found]
    assert len(found) / (len(found) + len(wrong)) >= 0.99, wrong
    assert len(found) / len(same) >= 0.9, missed


def test_each_document_leads_to_the_places_that_cite_it(tmp_path: Path) -> None:
    reports = read(make(tmp_path / "project"))
    lists = [listed(edition, slug) for slug, edition in reports.items()]
    found = write_cited(lists, lambda slug: citings(reports[slug]))
    page = found.pages[PAGE]
    cited = {slug: {one.key for one in citings(edition).found} for slug, edition in reports.items()}
    for slug, edition in reports.items():
        for one in citings(edition).found:
            assert f"({slug}/{one.link})" in page, one
    every = set().union(*cited.values())
    assert f"{len(lists)} 份通报用书名号提到 {len(every)} 份文件" in page
    assert not write_cited(lists[:1], lambda slug: citings(reports[slug])).pages


def test_a_document_that_all_cite_has_an_end(tmp_path: Path) -> None:
    reports = read(make(tmp_path / "project"))
    slug, edition = next((slug, edition) for slug, edition in reports.items() if citings(edition).found)
    one = listed(edition, slug)
    many = [one.model_copy(update={"slug": f"r{number}"}) for number in range(2 * MOST_PLACES)]
    page = write_cited(many, lambda _slug: Cited(citings(edition).found[:1])).pages[PAGE]
    assert page.count("](r") == MOST_PLACES
    assert f"另有 {MOST_PLACES} 处没有列出" in page
