"""Comparison of a report's data, search index, proof.json and proof page with the source and the proof's results."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from generator.model.pages import PROOF, page_file
from generator.progress import Proven
from generator.proof.files.manifest import SUMS
from generator.proof.outputs import Name
from generator.proof.standard import Standard
from generator.search.write import REPORT_INDEX
from generator.text.folding import fold_marks
from generator.text.invisible import visible
from generator.text.spacing import solid
from generator.wording import say

_DATA = "data/report.json"
PROVEN = "proof.json"
"""The file of a report's folder with the proof's results, for programs."""
_DEEPEST = 60
"""Maximum nesting depth of a report's data."""


def wrong_told(folder: Path, name: Name, standard: Standard, rows: Sequence[Proven]) -> Iterator[str]:
    """Yield a sentence for each of these files in a report's folder that disagrees with the proof.

    `name` returns a file's name in messages; `rows` are the proof's results for the report, in order.
    """
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        (PROVEN, lambda: _proof_is_right(_json(folder / PROVEN), folder, rows)),
        (REPORT_INDEX, lambda: _index_is_right(_json(folder / REPORT_INDEX), standard)),
        (_DATA, lambda: _data_is_right(_json(folder / _DATA), standard)),
        (page_file(folder, PROOF).relative_to(folder).as_posix(), lambda: _page_is_right(folder, rows)),
    )
    for file, is_right in checks:
        path = folder / file
        if not path.is_file():
            if file in {PROVEN, REPORT_INDEX}:
                yield say("{file}: the file is missing; run `gongkai build --repair`.", file=name(path))
            continue
        try:
            right = is_right()
        except (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError):
            right = False
        if not right:
            yield say("{file}: it does not tell what the proof finds; run `gongkai build --repair`.", file=name(path))


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _proof_is_right(told: Any, folder: Path, rows: Iterable[Proven]) -> bool:
    outputs = [
        (one["output"], one["file"] or "", one["pages"], one["characters_proven"], one["characters_in_source"],
         one["compared"])
        for one in told["outputs"]
    ]  # fmt: skip
    found = [(row.output, row.file, row.pages, row.proven, row.total, row.compared) for row in rows]
    return (
        told["report"] == folder.name
        and outputs == found
        and [f"{digest}  {name}" for name, digest in told["sha256"].items()] == _sums(folder)
    )


def _page_is_right(folder: Path, rows: Sequence[Proven]) -> bool:
    """Return whether the proof page has the right row for each output (pages, characters) and the right checksums."""
    tree = LexborHTMLParser(page_file(folder, PROOF).read_text(encoding="utf-8"))
    cells = [[cell.text().strip() for cell in row.css("td")] for row in tree.css("div.proof table:not(.sums) tbody tr")]
    right = [[str(row.pages), f"{row.proven:,} / {row.total:,}", "一致"] for row in rows]
    sums = {
        f"{code.text().strip()}  {row.css_first('a').text().strip()}"  # type: ignore[union-attr]  # else no row of ours
        for row in tree.css("table.sums tbody tr")
        for code in row.css("code")
    }
    return cells == right and sums == set(_sums(folder))


def _sums(folder: Path) -> list[str]:
    """Return the lines of a report's SHA256SUMS; empty if the file is missing."""
    return (folder / SUMS).read_text(encoding="utf-8").splitlines() if (folder / SUMS).is_file() else []


def _index_is_right(told: Any, standard: Standard) -> bool:
    """Return whether the lines of the search index are the source's text: each is in it, together they are as long."""
    lines = [_folded("".join(piece[0] for piece in line)) for line in told["lines"]]
    text = _folded(standard.expected.text)
    return sum(map(len, lines)) == len(text) and all(line in text for line in lines)


def _data_is_right(told: Any, standard: Standard) -> bool:
    if told["source"]["text"] != standard.text:
        return False
    waiting: list[tuple[Any, int]] = [(told, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            return False
        if isinstance(value, dict):
            if "span" in value and isinstance(words := value.get("text"), str):
                start, end = value["span"]
                if standard.text[start : start + len(words)] != words and not _folded(
                    standard.text[start:end]
                ).startswith(_folded(words)):
                    return False
            waiting += [(one, depth + 1) for key, one in value.items() if key != "source"]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
    return True


def _folded(text: str) -> str:
    return fold_marks(visible(solid(text)))
