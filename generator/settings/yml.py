"""A settings file: safe YAML, read through a model, every mistake told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from generator.errors import UserError
from generator.settings.words import in_chinese
from generator.wording import language, say

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, the fast one where PyYAML was built with it."""


class _ByHand(LOADER):  # type: ignore[misc, valid-type]
    """Loads what people wrote: a key that stands twice is an error, an impossible date is a word."""

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Refuse a key that stands twice: the first value would be lost without a word."""
        if isinstance(node, yaml.MappingNode) and (twice := _twice(node)):
            key, told = twice
            raise yaml.constructor.ConstructorError(None, None, told, key.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """Return what looks like a date and is none in the calendar as it is written: the model says of which key."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_ByHand.add_constructor("tag:yaml.org,2002:timestamp", _ByHand.construct_yaml_timestamp)


def _twice(node: yaml.MappingNode) -> tuple[yaml.Node, str] | None:
    """Return the first key of a mapping that stands in it again, and what to say of it; None if none does.

    What is merged into it, `<<: *base`, may be several.
    """
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
            if first := lines.get(key.value):
                return key, say("`{key}` stands here and in line {line}; keep one of them", key=key.value, line=first)
            lines[key.value] = key.start_mark.line + 1
    return None


_LATIN = {"：": ":", "，": ","}
"""The marks of a Chinese keyboard that stand for those of yml."""


class Strict(BaseModel):
    """Settings that know their keys and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def load_yml(text: str) -> Any:
    """Return what a YAML text says; raises yaml.YAMLError for one that is none, or has a key twice."""
    return yaml.load(text, _ByHand)  # noqa: S506 - a safe loader


def check_written(path: Path) -> None:
    """Raise UserError for a yml that another program reads, where that would lose a key that stands twice.

    So does one that is not saved as UTF-8, or can't be parsed; its tags are not looked at.
    """
    try:
        open_nodes = [yaml.compose(path.read_text(encoding="utf-8-sig"), LOADER)]
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    except yaml.YAMLError:
        return  # who reads it says so
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            open_nodes.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            if twice := _twice(node):
                raise _invalid(path, f":{twice[0].start_mark.line + 1}", twice[1])
            open_nodes.extend(value for _, value in node.value)


def read_yml(path: Path, model: type[Model]) -> Model:
    """Read a yml; the model's defaults if there is none.

    Raises UserError that names the file, the key and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    return parse_yml(text, path, model)


def parse_yml(text: str, path: Path, model: type[Model]) -> Model:
    """Return what the text of a yml says; `path` is where it stands, for messages. Raises UserError as above."""
    try:
        data = load_yml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or say("it can't be parsed")
        if mark and (line := _full_width(text, mark.line)):
            problem = say(
                "line {line} has a Chinese “{mark}” where yml wants a Latin one and a blank: “{latin} ”",
                line=line[0], mark=line[1], latin=_LATIN[line[1]],
            )  # fmt: skip
        raise _invalid(path, place, problem) from None
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


def _full_width(text: str, at: int) -> tuple[int, str] | None:
    """Return the line, counted from 1, and the mark of a Chinese keyboard that yml stumbled over at a line.

    It is told of the line after a key without a colon, so that those before it are looked at as well.
    """
    for number, line in list(enumerate(text.splitlines(), 1))[max(0, at - 2) : at + 1][::-1]:
        if found := re.match(r"\s*(?:- )?[\w-]+\s*(：)|[^#]*[{[][^#]*(，)", line):
            return number, found[1] or found[2]
    return None


def _unreadable(path: Path, error: Exception) -> UserError:
    return UserError(say("{path}: can't be read ({reason}); save it as UTF-8 text.", path=path, reason=error))


def _invalid(path: Path, place: str, problem: str) -> UserError:
    told = say("{path}{place}: not valid YAML ({problem}); correct that line.", path=path, place=place, problem=problem)
    return UserError(told)


def _sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """Word pydantic's first error as one sentence that names the key."""
    found = error.errors()
    # A key with a slip of the pen is missing as well.
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
        "`{key}` is wrong ({reason}); found {found!r}; correct it.",
        key=key,
        reason=_reason(first["type"], first["msg"], first.get("ctx", {})),
        found=first["input"],
    )


def _reason(kind: str, words: str, details: Mapping[str, Any]) -> str:
    """Return what is wrong with a value: in pydantic's words where the publisher reads English."""
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
    """Return the model that the last of the keys stands in."""
    for key in keys[:-1]:
        if isinstance(key, str) and key in model.model_fields:
            below = (part for part in _parts(model.model_fields[key].annotation) if issubclass(part, BaseModel))
            model = next(below, model)
    return model


def _parts(annotation: Any) -> Iterator[type]:
    """Yield the classes that an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
