"""A settings file: safe YAML, read through a model, every mistake told in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from generator.errors import UserError

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, the fast one where PyYAML was built with it."""


class Strict(BaseModel):
    """Settings that know their keys and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def read_yml(path: Path, model: type[Model]) -> Model:
    """Read a yml; the model's defaults if there is none.

    Raises UserError that names the file, the key and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: can't be read ({error}); save it as UTF-8 text.") from None
    return parse_yml(text, path, model)


def parse_yml(text: str, path: Path, model: type[Model]) -> Model:
    """Return what the text of a yml says; `path` is where it stands, for messages. Raises UserError as above."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it can't be parsed"
        raise UserError(f"{path}{place}: not valid YAML ({problem}); correct that line.") from None
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise UserError(f"{path}: expected `key: value` lines; found a {type(data).__name__}.")
    try:
        return model.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        raise UserError(f"{path}: {_sentence(error, model)}") from None


def _sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """Word pydantic's first error as one sentence that names the key."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = ", ".join(_at(model, first["loc"]).model_fields)
        return f"`{key}` is not a setting; remove it or use one of: {known}."
    if first["type"] == "unknown_code":
        return f"`{key}`: {first['msg']}"
    reason = first["msg"].removeprefix("Value error, ")
    return f"`{key}` is wrong ({reason}); found {first['input']!r}; correct it."


def _at(model: type[BaseModel], keys: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model that the last of the keys stands in."""
    for key in keys[:-1]:
        if isinstance(key, str) and key in model.model_fields:
            annotation: Any = model.model_fields[key].annotation
            below = (part for part in (annotation, *get_args(annotation)) if isinstance(part, type))
            model = next((part for part in below if issubclass(part, BaseModel)), model)
    return model
