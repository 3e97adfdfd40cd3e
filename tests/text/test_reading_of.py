"""Single characters read as pypinyin reads them, without its dictionary of phrases."""

from __future__ import annotations

import subprocess
import sys

from pypinyin import lazy_pinyin

from generator.text.order import reading_of
from tests.project import ROOT

COMMON = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
"""The characters of GB 2312."""


def test_a_character_reads_as_pypinyin_reads_it() -> None:
    characters = [character for character in COMMON if character]
    assert len(characters) == 6763
    theirs = [lazy_pinyin(character, v_to_u=True)[0] for character in characters]
    assert [reading_of(character) for character in characters] == theirs


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert not any(map(reading_of, "a1，。 \ue000"))


def test_the_phrases_are_not_loaded() -> None:
    program = (
        "import sys; from generator.text.order import reading_of; print(reading_of('女'), 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "nü False\n"
