"""The house: every room of generator/ is as tests/house.yml draws it; read off the import statements, none is followed.

A failure names the module and what to do: move what does not belong there, or, if the house is to change, its map.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent / "generator"
MAP = Path(__file__).with_name("house.yml")

MOST_MODULES = 14
"""Of a room."""
MOST_AT_THE_ROOT = 8
"""Beside `__init__` and `__main__`."""
MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class Import:
    """An import of one module of generator/ by another, or of something else by one."""

    line: int
    name: str
    late: bool
    """Inside a function."""
    hidden: bool
    """For type checkers alone."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as its file is written."""

    name: str
    """Its path in generator/ without the ending: readers/html/tree."""
    lines: int
    imports: tuple[Import, ...]
    classes: tuple[str, ...]
    """Public ones, those inside others included."""

    @property
    def room(self) -> str:
        """The room that it stands in; a module at the root is a room of its own."""
        return room_of(self.name)


def room_of(name: str) -> str:
    """Return the room of a module named by its path."""
    return name.rpartition("/")[0] or name


@cache
def the_map() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(MAP.read_text(encoding="utf-8"))
    return found


@cache
def paths() -> dict[str, Path]:
    """Return the files by the modules' names; a package is its folder, the whole is called `generator`."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).with_suffix("").as_posix()
        found["generator" if name == "__init__" else name] = path
    return found


@cache
def modules() -> tuple[Module, ...]:
    return tuple(read(name, path.read_text(encoding="utf-8")) for name, path in paths().items())


def read(name: str, text: str) -> Module:
    """Return what a module's text says of it."""
    tree = ast.parse(text)
    classes = (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name[0] != "_")
    return Module(name, text.count("\n"), tuple(_imports(tree, late=False, hidden=False)), tuple(classes))


def _imports(node: ast.AST, *, late: bool, hidden: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        within = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        checked = hidden or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
        match child:
            case ast.Import(names=names):
                yield from (Import(child.lineno, alias.name, within, checked) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                assert module and not level, "imports are written in full"  # noqa: PT018 - one thing
                yield from (Import(child.lineno, _from(module, alias.name), within, checked) for alias in names)
            # A name put together while the program runs is an import as well.
            case ast.Call(func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module")):
                told = child.args[0]
                name = told.value if isinstance(told, ast.Constant) else "?"
                yield Import(child.lineno, str(name), within, checked)
        yield from _imports(child, late=within, hidden=checked)


def _from(module: str, name: str) -> str:
    """Return what `from module import name` loads: a module of ours where the name is one."""
    within = f"{module}.{name}".removeprefix("generator.").replace(".", "/")
    return f"{module}.{name}" if within in paths() or f"{within}/__init__" in paths() else module


def target(found: Import) -> str | None:
    """Return the module of ours that is imported, by its path; None if it is not ours."""
    top, _, rest = found.name.partition(".")
    if top != "generator":
        return None
    name = rest.replace(".", "/") or "generator"
    return name if name in paths() else f"{name}/__init__"


def rooms() -> dict[str, list[Module]]:
    found: dict[str, list[Module]] = defaultdict(list)
    for module in modules():
        if not module.name.endswith("__init__"):
            found[module.room].append(module)
    return found


def crossings() -> Iterator[tuple[Module, Import, str]]:
    """Yield each import that leads from one room into another."""
    for module in modules():
        for found in module.imports:
            if (there := target(found)) and room_of(there) != module.room:
                yield module, found, room_of(there)


def test_the_map_shows_every_room_with_its_noun() -> None:
    drawn = the_map()["rooms"]
    there = {module.room for module in modules()}
    assert there - drawn.keys() == set(), "a room that the map does not show: draw it, or move what is in it"
    assert drawn.keys() - there == set(), "a room on the map that is not there: take it off"
    for room, told in drawn.items():
        assert told.keys() == {"noun", "imports"}, room
        assert told["noun"].endswith(".") and "\n" not in told["noun"], room  # noqa: PT018 - one line, one sentence


def test_rooms_import_as_the_map_allows() -> None:
    drawn = the_map()["rooms"]
    wrong = [
        f"generator/{module.name}.py:{found.line}: {module.room} may not import {there}"
        for module, found, there in crossings()
        if there not in drawn[module.room]["imports"]
    ]
    assert not wrong, "\n".join(wrong)


def test_the_map_allows_no_import_that_nobody_makes() -> None:
    made: dict[str, set[str]] = defaultdict(set)
    for module, _, there in crossings():
        made[module.room].add(there)
    unused = [
        f"{room}: {other}"
        for room, told in the_map()["rooms"].items()
        for other in told["imports"]
        if other not in made[room]
    ]
    assert not unused, "allowed in tests/house.yml, and not made any more; take them off:\n" + "\n".join(unused)


def test_imports_lead_downwards() -> None:
    """Rooms stand on the map from top to bottom; within one, its own rooms may know each other."""
    order = {room: at for at, room in enumerate(the_map()["rooms"])}
    upwards = [
        f"{room} imports {other}, which stands above it"
        for room, told in the_map()["rooms"].items()
        for other in told["imports"]
        if room.partition("/")[0] != other.partition("/")[0] and order[other] < order[room]
    ]
    assert not upwards, "\n".join(upwards)


def test_no_room_is_crowded() -> None:
    crowded = {room: len(found) for room, found in rooms().items() if len(found) > MOST_MODULES}
    assert not crowded
    at_the_root = [module.name for module in modules() if "/" not in module.name]
    assert len(set(at_the_root) - {"generator", "__main__"}) <= MOST_AT_THE_ROOT


def test_nothing_is_imported_late_but_where_the_map_says_why() -> None:
    late = {module.name: found.line for module in modules() for found in module.imports if found.late}
    told = the_map()["late"]
    assert late.keys() - told.keys() == set(), f"an import inside a function: put it at the top: {late}"
    assert told.keys() - late.keys() == set(), "nothing is imported late there any more; take it off the map"


def test_nothing_is_imported_for_type_checkers_alone() -> None:
    hidden = {module.name for module in modules() for found in module.imports if found.hidden}
    assert hidden <= {"cli"}, "a room that needs another's types imports it"


def test_no_public_class_has_a_namesake() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        for name in module.classes:
            named[name].append(module.name)
    assert not {name: found for name, found in named.items() if len(found) > 1}


def test_modules_have_one_name_each_unless_the_map_says_so() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        name = module.name.rpartition("/")[2]
        if name not in {"__init__", "__main__", "generator"}:
            named[name].append(module.room)
    again = {name: sorted(found) for name, found in named.items() if len(found) > 1}
    assert again == {name: sorted(found) for name, found in the_map()["namesakes"].items()}


def test_no_module_is_long() -> None:
    assert not {module.name: module.lines for module in modules() if module.lines > MOST_LINES}


def test_every_way_to_import_is_seen() -> None:
    """Guards the reading itself."""
    text = """
import generator.model.level
from generator.readers import docx
from generator.text import span as s, order
from generator import __version__
if typing.TYPE_CHECKING:
    from generator.site.machines import feed
class A:
    class B:
        def f(self):
            try:
                import generator.files
            finally:
                x = lambda: importlib.import_module("generator.errors")
class _C: ...
"""
    found = read("checks/x", text)
    assert found.classes == ("A", "B")
    assert [(target(it), it.late, it.hidden) for it in found.imports] == [
        ("model/level", False, False),
        ("readers/docx/__init__", False, False),
        ("text/span", False, False),
        ("text/order", False, False),
        ("generator", False, False),
        ("site/machines/feed", False, True),
        ("files", True, False),
        ("errors", True, False),
    ]
    assert [room_of(target(it) or "") for it in found.imports][:5] == [
        "model",
        "readers/docx",
        "text",
        "text",
        "generator",
    ]


def test_a_data_file_reads_alike_with_each_of_pyyaml_s_loaders() -> None:
    """A machine without libyaml has the slow loader alone, which takes some plain words in lists for an error."""
    read = 0
    for path in sorted(ROOT.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader), path
        read += 1
    assert read
