"""A report's yml changed as text: what a publisher wrote stays as it is, comments and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator.errors import UserError
from generator.settings.yml import load_yml
from generator.wording import say

_KEY = "corrections"
_BY_LINE = ("outline", "chrome")
"""The settings whose entries name a line of the source."""

Entry = dict[str, Any]
Fate = Callable[[str, Entry], Entry | None]
"""Key and entry → what the entry is now, None if it is to go into a comment."""


def bytes_in(yml: Path) -> bytes:
    """Return what a settings file holds; nothing where there is none."""
    return yml.read_bytes() if yml.is_file() else b""


def with_correction(text: str, name: str, entry: Mapping[str, date | str]) -> str:
    """Return a settings file with a correction after those that it has.

    Raises UserError for a file that is laid out so that nothing can be put in as text.
    """
    end = _end_of_line(text)
    before = load_yml(text) or {}
    wanted = {**before, _KEY: [*(before.get(_KEY) or []), dict(entry)]}
    node = _root(text).get(_KEY)
    for indent, place in _places(text, node):
        opening = "" if node else f"{end if place else ''}{_KEY}:{end}"
        gap = end if place and not text[:place].endswith("\n") else ""
        lines = (
            f"{indent}{'  ' if at else '- '}{key}: {_words(value)}" for at, (key, value) in enumerate(entry.items())
        )
        found = f"{text[:place]}{gap}{opening}{end.join(lines)}{end}{text[place:]}"
        if _says(found, wanted):
            return found
    raise UserError(
        say(
            "{name}: the correction can't be put into a file that is laid out like this; write every key at the "
            "start of a line, and `corrections` with an entry `- date: …` a line.",
            name=name,
        )
    )


def with_values(text: str, name: str, values: Mapping[str, Any]) -> str:
    """Return a settings file with keys that have these values, each on a line of its own; None takes a key out.

    Raises UserError for a file that is laid out so that this can't be done as text.
    """
    for key, value in values.items():
        text = _with_value(text, name, key, value)
    return text


def with_issued(text: str, name: str) -> str:
    """Return a settings file in which the day of the report's publication has the key `issued`.

    It had the key `published` before that told what is public. Raises UserError as `with_values` does.
    """
    for key, node in _pairs(text):
        if key.value == "published" and isinstance(node, yaml.ScalarNode) and node.value:
            found = f"{text[: key.start_mark.index]}issued{text[key.end_mark.index :]}"
            wanted = load_yml(text)
            if _says(found, {("issued" if one == "published" else one): value for one, value in wanted.items()}):
                return found
            raise _laid_out(name, "issued")
    return text


def _with_value(text: str, name: str, key: str, value: Any) -> str:
    end = _end_of_line(text)
    wanted = {one: found for one, found in (load_yml(text) or {}).items() if one != key}
    line = ""
    if value is not None:
        wanted[key] = value
        flow = None if isinstance(value, dict | list) else False
        dumped = yaml.safe_dump({key: value}, allow_unicode=True, width=10**9, default_flow_style=flow, sort_keys=False)
        line = dumped.replace("\n", end)
    places = [
        (_lines_of(text, one)[0], _lines_of(text, node)[1]) for one, node in _pairs(text) if one.value == key
    ] or [(at, at) for at in (_behind_state(text), len(text))]
    for start, stop in places:
        gap = end if start and not text[:start].endswith("\n") and line else ""
        found = f"{text[:start]}{gap}{line}{text[stop:]}"
        if _says(found, wanted):
            return found
    raise _laid_out(name, key)


def _laid_out(name: str, key: str) -> UserError:
    return UserError(
        say(
            "{name}: `{key}` can't be put into a file that is laid out like this; "
            "write every key at the start of a line.",
            name=name,
            key=key,
        )
    )


def _behind_state(text: str) -> int:
    """Return where the line of the state ends; where there is none, the file's first comment and blank lines."""
    for key, node in _pairs(text):
        if key.value == "state":
            return _lines_of(text, node)[1]
    at = 0
    blank = False
    for line in text.splitlines(keepends=True):
        if line.strip() and (blank or not line.startswith("#")):
            return at
        blank = blank or not line.strip()
        at += len(line)
    return at


def with_lines(text: str, name: str, lines: Mapping[int, int | None]) -> str:
    """Return a settings file whose corrections of the outline name the lines that they meant in a new source.

    `lines` has the new number of every line of the old source, None for one that is gone: then the entry is put into
    a comment. Raises UserError where that can't be done as text.
    """

    def fate(key: str, entry: Entry) -> Entry | None:
        if key not in _BY_LINE:
            return entry
        line = lines.get(entry["line"])
        return {**entry, "line": line} if line else None

    return _edited(text, name, fate)


def without_status(text: str, name: str, ids: frozenset[str]) -> str:
    """Return a settings file in which the entries of `status` for these ids are put into comments."""
    return _edited(text, name, lambda key, entry: None if key == "status" and entry["id"] in ids else entry)


def _edited(text: str, name: str, fate: Fate) -> str:
    """Return a settings file in which each entry of a list is what `fate` says."""
    wanted = load_yml(text) or {}
    edits: list[tuple[int, int, str]] = []
    for key, node in _root(text).items():
        if key not in {*_BY_LINE, "status"} or not isinstance(node, yaml.SequenceNode):
            continue
        kept = []
        for found, entry in zip(node.value, wanted[key], strict=True):
            now = fate(key, entry)
            if now is None:
                start, end = _lines_of(text, found)
                edits.append((start, start, "# "))
                edits.extend((at + 1, at + 1, "# ") for at in range(start, end - 1) if text[at] == "\n")
            elif now != entry:
                line = next(value for part, value in found.value if part.value == "line")
                edits.append((line.start_mark.index, line.end_mark.index, str(now["line"])))
            kept += [now] if now else []
        if node.value and not kept:
            start = text.rfind("\n", 0, node.start_mark.index - node.start_mark.column - 1) + 1
            edits.append((start, start, "# "))
            del wanted[key]
        else:
            wanted[key] = kept
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    if _says(text, wanted):
        return text
    raise UserError(
        say(
            "{name}: an entry for a paragraph that the new file does not have can't be taken out of a list that is "
            "laid out like this; write each entry of `outline`, `chrome` and `status` on a line of its own, `- "
            "{{line: 12, …}}`.",
            name=name,
        )
    )


def _says(text: str, wanted: Entry) -> bool:
    try:
        return (load_yml(text) or {}) == wanted
    except yaml.YAMLError:
        return False


def _root(text: str) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in _pairs(text)}


def _pairs(text: str) -> list[tuple[yaml.Node, yaml.Node]]:
    node = yaml.compose(text, yaml.SafeLoader)
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _places(text: str, node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Yield where a correction may stand: its indent, and an offset."""
    if node is None:
        yield "  ", len(text)
    elif isinstance(node, yaml.SequenceNode) and node.value:
        yield " " * node.start_mark.column, _lines_of(text, node)[1]


def _lines_of(text: str, node: yaml.Node) -> tuple[int, int]:
    """Return the offsets of the start of a node's first line, and of the end of its last scalar's."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value:
        found = last.value[-1]
        last = found[1] if isinstance(found, tuple) else found
    end = text.find("\n", last.end_mark.index - (last.end_mark.column == 0))
    return text.rfind("\n", 0, node.start_mark.index) + 1, end + 1 if end >= 0 else len(text)


def _words(value: date | str) -> str:
    """Return a value as YAML on one line, words in quotation marks."""
    style = '"' if isinstance(value, str) else None
    return yaml.safe_dump(value, default_style=style, allow_unicode=True, width=10**9).partition("\n")[0]


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
