"""Where the article of a page ends, on pages whose containers have no name or a misleading one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readers.test_html import read, shown

SENTENCE = "整改办公室逐项核查完成情况。"
CASES = re.findall(
    r"^# (.+)\n((?:.+\n)+?)\.\n(.+)\n", (Path(__file__).parent / "files" / "edges.txt").read_text("utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_line_is_on_its_side_of_the_edge(html: str, expected: str) -> None:
    page = re.sub(r"{句}(?:×(\d+))?", lambda match: SENTENCE * int(match[1] or 1), html)
    assert ", ".join(line.partition("|")[0] for line in shown(read(page))) == expected


def test_the_cases_are_all_read() -> None:
    assert len(CASES) == 16
