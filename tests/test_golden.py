"""Golden Markdown: what is written for some of the invented reports, file by file, in tests/golden/.

To accept a change after reading it in the diff: `python -m tests.test_golden`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.edition.edition import Edition
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import ReportSettings
from generator.writers.folder import write_report

HERE = Path(__file__).parent
CASES = {
    "title-twice": ReportSettings(),
    "two-arabic-levels": ReportSettings(),
    "parts-above-han": ReportSettings.model_validate({"punctuation": "full-width", "title": "国资委党委的整改"}),
    "no-numbering": ReportSettings(),
}
"""The reports, each with its settings."""


def written(name: str) -> dict[str, str | bytes]:
    """Return the files of a report."""
    settings = CASES[name]
    source = read_file(HERE / "reports" / f"{name}.txt", settings)
    return write_report(Edition(outline(replace(source, name="source.txt"), settings), settings), name)


@pytest.mark.parametrize("name", CASES)
def test_markdown(name: str) -> None:
    golden = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "golden" / name).glob("*")}
    found = written(name)
    assert sorted(found) == sorted(golden)
    for file, text in found.items():
        assert text == golden[file], file


if __name__ == "__main__":
    for case in CASES:
        folder = HERE / "golden" / case
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*"):
            old.unlink()
        for file, text in written(case).items():
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
