"""`gongkai verify` finds every kind of damage on a built page and says where."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import FIRST, Project

Change = Callable[[str], str]

SECTION = "p2t1f1/index.html"
FULL = "full/index.html"
PARAGRAPH = re.compile(r"<p\b[^>]*\bid=\"(?:p2t1f1)?i(?P<item>\d)m(?P<measure>\d)\".*?</p>", re.DOTALL)


def _measures(html: str) -> list[str]:
    found = [match[0] for match in PARAGRAPH.finditer(html)]
    assert len(found) > 3
    return found


def drop_a_paragraph(html: str) -> str:
    """Leave the second measure out."""
    return html.replace(_measures(html)[1], "", 1)


def double_a_paragraph(html: str) -> str:
    """Say the second measure twice."""
    second = _measures(html)[1]
    return html.replace(second, second * 2, 1)


def swap_two_paragraphs(html: str) -> str:
    """Exchange the first two measures."""
    first, second = _measures(html)[:2]
    return html.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)


def change_a_digit(html: str) -> str:
    """Make another year of 2021."""
    first, second, *_ = (text for text in _measures(html) if "2021年" in text)
    del first
    return html.replace(second, second.replace("2021年", "2022年", 1), 1)


def add_a_word(html: str) -> str:
    """Say that more was done than the report says."""
    second = _measures(html)[1]
    return html.replace(second, second.replace("</p>", "已全部完成</p>"), 1)


def lose_a_character(html: str) -> str:
    """Lose a quotation mark, as a wrong escape would."""
    second = next(text for text in _measures(html) if "“" in text)
    return html.replace(second, second.replace("“", "", 1), 1)


def make_a_tag_of_text(html: str) -> str:
    """Let a browser take a mark of the text for a tag, which it then doesn't show."""
    second = next(text for text in _measures(html) if "“" in text)
    return html.replace(second, second.replace("“", "<", 1).replace("”", ">", 1), 1)


def hide_as_added(html: str) -> str:
    """Pass off a measure as something that is not the report's."""
    second = _measures(html)[1]
    return html.replace(second, second.replace("<p ", "<p data-added ", 1), 1)


def alter_the_heading(html: str) -> str:
    """Turn a problem into its opposite."""
    return re.sub(r"(<h\d[^>]*id=\"(?:p2t1f1)?i1\"[^>]*>.*?)没有", r"\1已经", html, count=1, flags=re.DOTALL)


CHANGES: list[Change] = [
    drop_a_paragraph,
    double_a_paragraph,
    swap_two_paragraphs,
    change_a_digit,
    add_a_word,
    lose_a_character,
    make_a_tag_of_text,
    hide_as_added,
    alter_the_heading,
]


def test_whole_site_is_proven(project: Project, copy: Path) -> None:
    told = project.must("verify", "--site-dir", copy)
    assert FIRST in told


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_damage_to_a_page(project: Project, copy: Path, change: Change) -> None:
    """Of two pages that are damaged alike each is told, with its place."""
    for page in (SECTION, FULL):
        path = copy / FIRST / page
        html = path.read_text(encoding="utf-8")
        broken = change(html)
        assert broken != html
        path.write_text(broken, encoding="utf-8")
    told = project.fails_proof(copy).splitlines()
    for page in (SECTION, FULL):
        found = [line for line in told if f"{FIRST}/{page}" in line and "source.txt:" in line]
        assert found, "\n".join(told)
        for line in found:
            # p2t1f1 stands on lines 21 to 33 of the source.
            place = re.search(r"source\.txt:(\d+):(\d+)", line)
            assert place, line
            assert 21 <= int(place[1]) <= 33
            assert "expected" in line
            assert "found" in line


def test_place_is_exact(project: Project, copy: Path) -> None:
    """One changed digit is named by the line and column that an editor shows."""
    path = copy / FIRST / "p2t1f3" / "index.html"
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("554.66万", "554.67万"), encoding="utf-8")
    lines = (copy / FIRST / "source.txt").read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "554.66万" in text)
    column = lines[line - 1].index("554.66万") + len("554.6") + 1
    project.fails_proof(copy, f"source.txt:{line}:{column}", "“6万", "“7万")


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b"])
def test_what_nobody_sees_and_the_source_lacks(project: Project, copy: Path, unseen: str) -> None:
    """A mark that turns the text around, or parts a word, is told with the words before it."""
    path = copy / FIRST / "p2t1f3" / "index.html"
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("554.66万", f"554.{unseen}66万"), encoding="utf-8")
    project.fails_proof(copy, f"{FIRST}/p2t1f3/index.html", "554.”", f"U+{ord(unseen):04X}")


@pytest.mark.parametrize("name", ["p2t1f2", "p3", "full", "p1f1"])
def test_page_removed(project: Project, copy: Path, name: str) -> None:
    shutil.rmtree(copy / FIRST / name)
    project.fails_proof(copy, name)


def test_page_out_of_the_chain(project: Project, copy: Path) -> None:
    """A page that no `next` leads to is not read by anyone who reads in order."""
    path = copy / FIRST / "p2t1f1" / "index.html"
    html = path.read_text(encoding="utf-8")
    cut = re.sub(r'(<link\b[^>]*rel="?next"?[^>]*href="?)\.\./p2t1f2/', r"\1../p2t1f3/", html)
    cut = re.sub(r'(<link\b[^>]*href="?)\.\./p2t1f2/("?[^>]*rel="?next)', r"\1../p2t1f3/\2", cut)
    assert cut != html
    path.write_text(cut, encoding="utf-8")
    project.fails_proof(copy, "p2t1f")


def test_chain_that_ends_early(project: Project, copy: Path) -> None:
    path = copy / FIRST / "p2t4" / "index.html"
    html = path.read_text(encoding="utf-8")
    cut = re.sub(r'<link\b[^>]*rel="?next[^>]*>', "", html)
    assert cut != html
    path.write_text(cut, encoding="utf-8")
    project.fails_proof(copy, "p3")


ASIDE = re.compile(r'<li\b[^>]*data-start="?(?P<start>\d+)"?[^>]*data-end="?(?P<end>\d+)"?.*?</li>', re.DOTALL)


def test_line_missing_from_those_set_aside(project: Project, copy: Path) -> None:
    """A line that is neither shown nor listed as set aside is lost."""
    cover = copy / FIRST / "index.html"
    html = cover.read_text(encoding="utf-8")
    item = ASIDE.search(html)
    assert item
    cover.write_text(html.replace(item[0], "", 1), encoding="utf-8")
    project.fails_proof(copy, f"{FIRST}/index.html", "source.txt:1:1")


def test_place_of_a_line_set_aside_stretched_over_text(project: Project, copy: Path) -> None:
    """A cover can't excuse lost text by saying that a line of the web page goes on to hold it."""
    text = (copy / FIRST / "source.txt").read_text(encoding="utf-8")
    title = "中共广州市花都区委关于巡视整改进展情况的通报"
    end = text.index(title) + len(title)
    for name in ("index.html", FULL):
        path = copy / FIRST / name
        html = path.read_text(encoding="utf-8")
        item = ASIDE.search(html)
        if item:
            html = html.replace(item[0], item[0].replace(item["end"], str(end), 1), 1)
        path.write_text(re.sub(r"<h1\b.*?</h1>", "", html, flags=re.DOTALL), encoding="utf-8")
    project.fails_proof(copy, f"{FIRST}/index.html", "source.txt:1:1")


def test_paragraph_passed_off_as_a_line_of_the_web_page(project: Project, copy: Path) -> None:
    """A cover can't excuse lost text by listing it among the lines that were set aside."""
    source = (copy / FIRST / "source.txt").read_text(encoding="utf-8")
    paragraph = next(line.strip() for line in source.split("\n") if line.strip().startswith("一是强化思想武装"))
    start = source.index(paragraph)
    item = (
        f'<li value="133" data-kind="footer" data-start="{start}" data-end="{start + len(paragraph)}">{paragraph}</li>'
    )
    cover = copy / FIRST / "index.html"
    html = cover.read_text(encoding="utf-8")
    first = ASIDE.search(html)
    assert first
    cover.write_text(html.replace(first[0], first[0] + item, 1), encoding="utf-8")
    for page, anchor in (("p3/index.html", "m1"), (FULL, "p3m1")):
        path = copy / FIRST / page
        html = path.read_text(encoding="utf-8")
        cut = re.sub(rf'<p\b[^>]*\bid="{anchor}".*?</p>', "", html, count=1, flags=re.DOTALL)
        assert cut != html
        path.write_text(cut, encoding="utf-8")
    project.fails_proof(copy, FIRST)


def test_source_changed_after_the_build(project: Project, copy: Path) -> None:
    source = copy / FIRST / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("985", "986", 1), encoding="utf-8")
    project.fails_proof(copy, "source.txt")


def test_page_that_nobody_wrote(project: Project, copy: Path) -> None:
    """A stray page among a report's says things in its name."""
    stray = copy / FIRST / "p9"
    shutil.copytree(copy / FIRST / "p3", stray)
    project.fails_proof(copy, "p9")
