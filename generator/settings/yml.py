"""Read settings files: safe YAML, validated by a pydantic model, with each mistake as a sentence for the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from reprlib import Repr
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from generator.errors import UserError
from generator.settings.words import in_chinese
from generator.wording import language, say

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's safe loader, in C if PyYAML was built with it."""


class _ByHand(LOADER):  # type: ignore[misc, valid-type]
    """A safe loader for files written by hand: a duplicate key is an error, and an impossible date stays a string."""

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Raise ConstructorError for a duplicate key: YAML would silently drop the first value."""
        if isinstance(node, yaml.MappingNode) and (twice := _twice(node)):
            key, told = twice
            raise yaml.constructor.ConstructorError(None, None, told, key.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """Return a date that the calendar does not have as its string: the model then reports it with its key."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_ByHand.add_constructor("tag:yaml.org,2002:timestamp", _ByHand.construct_yaml_timestamp)


def _twice(node: yaml.MappingNode) -> tuple[yaml.Node, str] | None:
    """Return the second occurrence of the first duplicate key in a mapping, with the message about it; None if none.

    The merge key (`<<: *base`) may occur several times.
    """
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
            if first := lines.get(key.value):
                return key, say("`{key}` stands here and in line {line}; keep one of them", key=key.value, line=first)
            lines[key.value] = key.start_mark.line + 1
    return None


_DEEPEST = 40
"""Maximum number of values within one another; settings have four."""
_DEEPEST_OF_OTHERS = 100
"""The same for the files of other programs, of which Python's parser takes some two hundred."""
_SHORT = Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother = 3, 200, 200
"""How a wrong value is shown: a few letters can stand for one of gigabytes (`&a [*b, *b]`)."""
_LATIN = {"：": ":", "，": ","}
"""Full-width marks, typed on a Chinese keyboard by mistake, with the marks that YAML needs."""


class _TooDeepError(yaml.MarkedYAMLError):
    """Values within values, more than any file of settings has."""


class Strict(BaseModel):
    """Settings that know their keys and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def load_yml(text: str) -> Any:
    """Return the data in a YAML text; raises yaml.YAMLError if it has a mistake, a duplicate key or is too deep."""
    _stop_if_deep(text, _DEEPEST)
    return yaml.load(text, _ByHand)  # noqa: S506 - a safe loader


def _widest_indent(text: str) -> int:
    return max((len(line) - len(line.lstrip(" -?:")) for line in text.splitlines()), default=0)


def _stop_if_deep(text: str, most: int) -> None:
    """Raise yaml.YAMLError for values within values that would break off the parser, or the whole program."""
    if text.count("[") + text.count("{") + _widest_indent(text) <= most:
        return
    depth = 0
    for event in yaml.parse(text, LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > most:
            told, mark = say("over {most} values within one another", most=most), event.start_mark
            raise _TooDeepError(problem=told, problem_mark=mark)  # type: ignore[arg-type]  # C's or Python's


def check_written(path: Path) -> dict[str, str]:
    """Raise UserError for a yml that MkDocs could not report on: with a duplicate key, not UTF-8, or nested too deep.

    MkDocs would silently drop a duplicate, and depth would end the program. A text that can't be parsed raises nothing
    here: MkDocs reports it. Tags are not looked at. Returns the words on the file's top level by key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        _stop_if_deep(text, _DEEPEST_OF_OTHERS)
        root = yaml.compose(text, LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from None
    except _TooDeepError as error:
        raise _invalid(path, _place(error), str(error.problem)) from None
    except yaml.YAMLError:
        return {}
    open_nodes, known = [root], set[int]()
    while open_nodes:
        node = open_nodes.pop()
        if id(node) in known:  # `*name` is the node of `&name` again: a few lines can have it a million times
            continue
        known.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            open_nodes.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            if twice := _twice(node):
                raise _invalid(path, f":{twice[0].start_mark.line + 1}", twice[1])
            open_nodes.extend(value for _, value in node.value)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return {key.value: value.value for key, value in pairs if {type(key), type(value)} == {yaml.ScalarNode}}


def read_yml(path: Path, model: type[Model]) -> Model:
    """Read a yml into a model; the model's defaults if the file does not exist.

    Raises a UserError that names the file, the key and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from None
    return parse_yml(text, path, model)


def parse_yml(text: str, path: Path, model: type[Model]) -> Model:
    """Read the text of a yml into a model; `path` is named in messages. Raises UserError as `read_yml` does."""
    data = parsed_yml(text, path)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise UserError(
            say("{path}: expected `key: value` lines; found a {name}.", path=path, name=type(data).__name__)
        )
    try:
        return model.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        raise UserError(f"{path}: " + _sentence(error, model)) from None


def parsed_yml(text: str, path: Path) -> Any:
    """Return the data in the text of a yml; raises UserError, which names `path` and the line, if it has a mistake."""
    try:
        return load_yml(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError for what only looks like a number, as 0x_ does
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or say("it can't be parsed")
        if mark and (line := _full_width(text, mark.line)):
            problem = say(
                "line {line} has a Chinese “{mark}” where yml wants a Latin one and a blank: “{latin} ”",
                line=line[0], mark=line[1], latin=_LATIN[line[1]],
            )  # fmt: skip
        raise _invalid(path, _place(error), problem) from None


def _place(error: Exception) -> str:
    """Return where YAML found a mistake, as `:line:column`; empty if it does not say."""
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _full_width(text: str, at: int) -> tuple[int, str] | None:
    """Return the 1-based line and the full-width mark that made YAML fail at line `at` (0-based), or None.

    YAML reports the line after a key without a colon, so the lines before are looked at as well.
    """
    for number, line in list(enumerate(text.splitlines(), 1))[max(0, at - 2) : at + 1][::-1]:
        if re.match(r"\s*(?:- )?[\w-]+\s*：", line):
            return number, "："
        if re.match(r"[^#{[]*[{[][^#，]*，", line):
            return number, "，"
    return None


def unreadable(path: Path, error: Exception) -> UserError:
    """Return the error for a file that can't be opened, or is not UTF-8."""
    return UserError(say("{path}: can't be read ({reason}); save it as UTF-8 text.", path=path, reason=error))


def _invalid(path: Path, place: str, problem: str) -> UserError:
    told = say("{path}{place}: not valid YAML ({problem}); correct that line.", path=path, place=place, problem=problem)
    return UserError(told)


def _sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """Return pydantic's first error as one sentence that names the key."""
    found = error.errors()
    # A misspelt key causes two errors, “unknown” and “missing”; the first tells the publisher more.
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = list(_at(model, first["loc"]).model_fields)
        meant = get_close_matches(str(first["loc"][-1]).lower(), known, 1)
        if meant and len(known) == 1:
            return say("`{key}` is not a setting; did you mean `{meant}`?", key=key, meant=meant[0])
        if meant:
            return say(
                "`{key}` is not a setting; did you mean `{meant}`? The others are: {known}.",
                key=key,
                meant=meant[0],
                known=", ".join(name for name in known if name != meant[0]),
            )
        return say("`{key}` is not a setting; remove it or use one of: {known}.", key=key, known=", ".join(known))
    if first["type"] == "unknown_code":
        return f"`{key}`: {first['msg']}"
    return say(
        "`{key}` is wrong ({reason}); found {found}; correct it.",
        key=key,
        reason=_reason(first["type"], first["msg"], first.get("ctx", {})),
        found=_SHORT.repr(first["input"]),
    )


def _reason(kind: str, words: str, details: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, in the publisher's language; in English, in pydantic's own words."""
    if language() == "en" or kind == "value_error":
        return words.removeprefix("Value error, ")
    if "expected" in details:
        return say("expected: {expected}", expected=in_chinese(details["expected"]))
    kinds = {
        "missing": say("it must be given"),
        "string": say("expected: {expected}", expected=say("words")),
        "bool": say("expected: {expected}", expected="true, false"),
        "int": say("expected: {expected}", expected=say("a whole number")),
        "greater": say("expected: {expected}", expected=say("a greater number")),
        "date": say("expected: {expected}", expected=say("a day like 2023-05-18")),
        "tuple": say("expected: {expected}", expected=say("a list like [one, another]")),
        "list": say("expected: {expected}", expected=say("a list like [one, another]")),
        "model": say("expected: {expected}", expected=say("settings of its own, each on a line below it")),
        "too": say("too few or too many entries"),
    }
    return kinds.get(kind.partition("_")[0], words)


def _at(model: type[BaseModel], keys: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model that has the last of the keys as a field, found by following the keys before it."""
    for key in keys[:-1]:
        if isinstance(key, str) and key in model.model_fields:
            below = (part for part in _parts(model.model_fields[key].annotation) if issubclass(part, BaseModel))
            model = next(below, model)
    return model


def _parts(annotation: Any) -> Iterator[type]:
    """Yield the classes in a type annotation: int and str of `tuple[int | str, ...]`."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
