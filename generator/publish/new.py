"""`gongkai new`: makes a new site, a folder with commented settings and without copies of gongkai's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.errors import UserError
from generator.files import Content, write_all
from generator.settings.project import Project
from generator.wording import say

_SITE = Path(__file__).parent / "site"
"""The folder with the files of a new site."""
_HIDDEN = {"gitignore", "gitattributes"}
"""Files that get a dot before their names in a site: tools that build packages easily leave dot files out."""
_THEME = Path(__file__).parents[1] / "site" / "theme"
_OLD_HOOK = "generator/site/mkdocs/hook.py"
"""The hook that mkdocs.yml named before gongkai was a plugin."""


def new_site(folder: Path) -> list[Path]:
    """Write a new site into a new or existing folder; return the paths written.

    Raises UserError if one of the files exists: nothing is overwritten. For an older site with a copied theme the
    message says what to delete.
    """
    project = Project(folder)
    if project.config.is_file():
        raise UserError(_told_of(project))
    files = _files(folder)
    for path in files:
        if path.exists() or path.is_symlink():
            raise UserError(
                say("{path}: it is there already, and nothing is overwritten; choose an empty folder.", path=path)
            )
    for above in (folder, *folder.parents):
        if above.exists() and not above.is_dir():
            raise UserError(say("{path}: it is no folder; choose another name.", path=above))
    write_all(files)
    return [*files]


def left_over(project: Project) -> list[str]:
    """Return the paths of an older site's copies of gongkai's own files, which would override upgraded ones."""
    theme = project.theme
    ours = sorted(path.relative_to(_THEME) for path in _THEME.rglob("*") if path.is_file())
    found = [theme / name for name in ours if (theme / name).is_file()]
    found += [path for path in (project.paper_template, project.site_config / "single.css") if path.is_file()]
    return [path.relative_to(project.root).as_posix() for path in found]


def _told_of(project: Project) -> str:
    """Return the message for a folder that has a site already, with what to change if it is an old one."""
    told = [say("{path}: there is a site already; nothing was written.", path=project.config)]
    if _OLD_HOOK in project.config.read_text(encoding="utf-8", errors="replace"):
        told.append(
            say(
                "Its mkdocs.yml is of an older gongkai: take out `hooks`, `custom_dir`, `extra_css`, "
                "`extra_javascript` and `markdown_extensions`, and put `- gongkai` under `plugins`."
            )
        )
    if copied := left_over(project):
        told.append(
            say(
                "These files stand in for gongkai's own; delete those that you have not changed yourself: {files}.",
                files=", ".join(copied),
            )
        )
    return " ".join(told)


def _files(folder: Path) -> dict[Path, Content]:
    found: dict[Path, Content] = {}
    for path in sorted(_SITE.rglob("*")):
        if path.is_file():
            inside = path.relative_to(_SITE)
            name = f".{inside.name}" if inside.name in _HIDDEN else inside.name
            found[folder / inside.parent / name] = path.read_bytes()
    site = Project(folder)
    found[site.theme / ".gitkeep"] = ""
    found[site.report_settings / ".gitkeep"] = ""
    return found


def next_commands(folder: Path) -> Iterator[str]:
    """Yield the commands that a publisher needs next."""
    if folder.resolve() != Path.cwd():
        yield f"cd {folder}"
    yield "gongkai add report.docx --slug place-2024"
    yield "gongkai outline place-2024"
    yield "gongkai check place-2024"
    yield "gongkai publish place-2024"
    yield "gongkai build"
