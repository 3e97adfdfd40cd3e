"""Edits a report's settings file as text, so that everything else in it stays as the publisher wrote it.

Each edit is checked: the result must parse to the wanted values.
"""

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
"""The settings whose entries have the number of a line of the source."""

Entry = dict[str, Any]
Fate = Callable[[str, Entry], Entry | None]
"""Returns the new value of a list's entry, given its setting and its value; None turns it into a comment."""


def bytes_in(yml: Path) -> bytes:
    """Return the content of a settings file; empty if there is no such file."""
    return yml.read_bytes() if yml.is_file() else b""


def with_correction(text: str, name: str, entry: Mapping[str, date | str]) -> str:
    """Return the text of a settings file with a correction added after the others; `name` is for messages.

    Raises UserError if the layout of the file does not allow it.
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
    """Return the text of a settings file with these keys set, each on a line of its own; the value None removes a key.

    Raises UserError if the layout of the file does not allow it.
    """
    for key, value in values.items():
        text = _with_value(text, name, key, value)
    return text


def with_issued(text: str, name: str) -> str:
    """Return the text of a settings file with the old key `published: DATE` renamed to `issued`.

    Today `published` records what is public. Raises UserError as `with_values` does.
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
    """Return the offset after the line with `state`; without one, after the first comment lines and blank lines."""
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
    """Return the text of a settings file with the line numbers in `outline` and `chrome` changed for a new source.

    `lines` gives the new number of every line of the old source, None for a line that is gone: then the entry becomes a
    comment. Raises UserError if the layout of the file does not allow it.
    """

    def fate(key: str, entry: Entry) -> Entry | None:
        if key not in _BY_LINE:
            return entry
        line = lines.get(int(entry["line"]))  # it may stand in quotation marks
        return {**entry, "line": line} if line else None

    return _edited(text, name, fate)


def without_status(text: str, name: str, ids: frozenset[str]) -> str:
    """Return the text of a settings file in which the entries of `status` for these ids have become comments."""
    return _edited(text, name, lambda key, entry: None if key == "status" and entry["id"] in ids else entry)


def _edited(text: str, name: str, fate: Fate) -> str:
    """Return the text of a settings file in which `fate` was applied to each entry of the three lists."""
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
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:  # unlike the parser in C, by which settings are read, it takes no tab between key and value
        node = yaml.compose(text.replace("\t", " "), yaml.SafeLoader)
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _places(text: str, node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Yield indent and offset of each place where a correction can be inserted; `node` are the present ones."""
    if node is None:
        yield "  ", len(text)
    elif isinstance(node, yaml.SequenceNode) and node.value:
        yield " " * node.start_mark.column, _lines_of(text, node)[1]


def _lines_of(text: str, node: yaml.Node) -> tuple[int, int]:
    """Return the offset of the start of a node's first line, and the offset after the last line with its content."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value:
        found = last.value[-1]
        last = found[1] if isinstance(found, tuple) else found
    end = text.find("\n", last.end_mark.index - (last.end_mark.column == 0))
    return text.rfind("\n", 0, node.start_mark.index) + 1, end + 1 if end >= 0 else len(text)


def _words(value: date | str) -> str:
    """Return a value as YAML on one line, strings in double quotes."""
    style = '"' if isinstance(value, str) else None
    return yaml.safe_dump(value, default_style=style, allow_unicode=True, width=10**9).partition("\n")[0]


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
