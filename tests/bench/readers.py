"""Measures the readers: `python tests/bench/readers.py [FILE or FOLDER ...]` prints a table and asserts nothing.

For each format: the number of files, the number of files refused, the characters of their text and how many of them are
set aside, by kind; and the CPU seconds for a megabyte. Without arguments it reads the test files of the readers.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.errors import UserError  # noqa: E402 - a script finds its project first
from generator.model.source import Source  # noqa: E402
from generator.readers import READERS, read_file  # noqa: E402
from generator.settings.report import load_report_settings  # noqa: E402

FILES = (ROOT / "tests" / "readers", ROOT / "tests" / "reports", ROOT / "docs_src" / "huadu-2021")


@dataclass
class Format:
    """Counts of what was read in one format."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0
    characters: int = 0
    refused: list[str] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    """Characters set aside, by kind."""

    def add(self, source: Source) -> None:
        """Count a file's characters: each belongs to the report or to a line that is set aside."""
        kinds = {item.line: str(item.kind) for item in source.chrome}
        for line in source.lines:
            count = len("".join(source[line.span].split()))
            self.characters += count
            if line in kinds:
                self.aside[kinds[line]] += count


def found_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of known formats in the folders among `paths`, and its files whatever their format."""
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in below if file.suffix.lower() in READERS and file.name != "README.md")


def measure(files: Iterable[Path]) -> dict[str, Format]:
    """Read files, and return the counts by format."""
    formats: dict[str, Format] = {}
    for file in files:
        result = formats.setdefault(file.suffix.lower(), Format())
        settings = load_report_settings(file.with_suffix(".yml"))
        start = time.process_time()
        try:
            source = read_file(file, settings)
        except UserError as error:
            result.refused.append(str(error))
            continue
        finally:
            result.seconds += time.process_time() - start
            result.files += 1
            result.size += file.stat().st_size
        result.add(source)
    return formats


def main(arguments: list[str]) -> None:
    """Print the table, and below it the reasons why files were refused."""
    formats = measure(found_in(map(Path, arguments) if arguments else FILES))
    print(f"{'format':8}{'files':>7}{'refused':>9}{'characters':>12}{'of the report':>15}{'s / MB':>9}  set aside")
    for ending, told in sorted(formats.items()):
        aside = ", ".join(f"{kind} {count:,}" for kind, count in told.aside.most_common())
        own = told.characters - sum(told.aside.values())
        speed = told.seconds / told.size * 1_000_000
        print(
            f"{ending:8}{told.files:7}{len(told.refused):9}{told.characters:12,}{own:15,}{speed:9.2f}  {aside or '–'}"
        )
    for told in formats.values():
        print("\n".join(told.refused)) if told.refused else None


if __name__ == "__main__":
    main(sys.argv[1:])
