"""A text's quotations checked from the command line, with the same answers as the site's page."""

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

    Raises UserError for a file that can't be read.
    """
    project.chosen(())  # a project without reports is told so
    text = read_file(path, ReportSettings()).text
    return text, Checker(Engine(index_of(project))).check(text)


def told_as_text(text: str, found: list[Quoted]) -> str:
    """Return the passages for a terminal: how each stands, its words, where; what differs is marked."""
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
    """Return the passages as JSON, with their words."""
    passages = [{**asdict(one), "words": text[one.start : one.end]} for one in found]
    return json.dumps(passages, ensure_ascii=False, indent=2)


def _words(text: str, one: Quoted) -> str:
    if not one.pieces:
        return " ".join(text[one.start : one.end].split())
    return "".join(
        stands if same else (f"[-{pasted}-]" if pasted else "") + (f"{{+{stands}+}}" if stands else "")
        for pasted, stands, same in one.pieces
    )
