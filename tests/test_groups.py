"""Reports by body and by round: in the order that a reader expects, what is not stated last."""

from __future__ import annotations

import re

from generator.edition.listed import Listed
from generator.writers.portal.groups import write_groups
from tests.compare.test_comparison import report as compared


def report(slug: str, body: str | None, round_: str | None, year: int) -> Listed:
    """Return a report as lists show it."""
    return compared(slug, body, year).model_copy(update={"round": round_})


REPORTS = [
    report("a", None, None, 2024),
    report("b", "中共云溪县委", "十二届第三轮", 2019),
    report("c", "中共安岭县委", "十二届第三轮", 2020),
    report("d", "中共云溪县委", "十三届第一轮", 2023),
    report("e", "望松市教育局", "十二届第二轮", 2018),
    report("f", "中共白坊县委", None, 2010),
]


def test_bodies_stand_in_the_order_of_their_reading() -> None:
    page = write_groups(REPORTS)["bodies.md"] or ""
    rows = [line.split(" | ") for line in page.splitlines() if "index.md" in line]
    assert [re.sub(r"\| | \{.*", "", row[0]) for row in rows] == [
        *("中共安岭县委", "中共白坊县委", "望松市教育局", "中共云溪县委", "中共云溪县委", "未载明"),
    ]
    assert [row[1] for row in rows] == [f"[通报]({slug}/index.md)" for slug in "cfebda"]
    assert [" {: #g" in row[0] for row in rows] == [True, True, True, True, False, True]


def test_the_latest_round_stands_first() -> None:
    page = write_groups(REPORTS)["rounds.md"] or ""
    assert re.findall(r"^## (\S+)", page, re.MULTILINE) == ["十三届第一轮", "十二届第三轮", "十二届第二轮", "未载明"]
    assert re.findall(r"\((\w)/index\.md\)", page) == list("dbcefa")


def test_few_reports_need_no_groups() -> None:
    assert write_groups(REPORTS[:5]) == {"bodies.md": None, "rounds.md": None}
