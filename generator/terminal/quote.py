"""`gongkai quote`: checks the quotations in a text, with the same results as the site's page 引文核对."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from generator.readers import read_file
from generator.search.engine import Engine
from generator.search.quoting.quotations import Agreement, Checker, Quoted
from generator.search.write import index_of
from generator.settings.project import Project
from generator.settings.report import ReportSettings

_TOLD = {Agreement.EXACT: "一字不差", Agreement.DIFFERS: "有出入", Agreement.MISSING: "没有找到"}


def check_file(project: Project, path: Path) -> tuple[str, list[Quoted]]:
    """Return a file's text and its passages, checked against all reports of a project.

    Raises UserError if the file can't be read, or the project has no reports.
    """
    project.chosen(())  # raises UserError for a project without reports
    text = read_file(path, ReportSettings()).text
    return text, Checker(Engine(index_of(project))).check(text)


def told_as_text(text: str, found: list[Quoted]) -> str:
    """Return the passages for a terminal: agreement, words and place of each; differing words are marked."""
    counted = Counter(one.agreement for one in found)
    lines = [
        "，".join(f"{_TOLD[kind]} {counted[kind]} 处" for kind in Agreement if counted[kind]) or "没有可以核对的文字"
    ]
    for one in found:
        more = f"（{one.distance} 个字）" if one.distance else ""
        lines.append(f"{_TOLD[one.agreement]}{more}：{_words(text, one)}")
        if one.place:
            place = " › ".join((*one.place.above[:1], one.place.title))
            lines.append(f"  {one.place.address}  {place}")
    return "\n".join(lines)


def told_as_json(text: str, found: list[Quoted]) -> str:
    """Return the passages as a JSON list, each with its words."""
    passages = [{**asdict(one), "words": text[one.start : one.end]} for one in found]
    return json.dumps(passages, ensure_ascii=False, indent=2)


def _words(text: str, one: Quoted) -> str:
    if not one.pieces:
        return " ".join(text[one.start : one.end].split())
    return "".join(
        stands if same else (f"[-{pasted}-]" if pasted else "") + (f"{{+{stands}+}}" if stands else "")
        for pasted, stands, same in one.pieces
    )
