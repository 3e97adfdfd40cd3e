"""A published report corrected: the new source in its place, what was published kept as a version."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import rmtree

import click
import yaml

from generator.errors import UserError
from generator.files import Content, write_all
from generator.outline import outline
from generator.pages import VERSIONS
from generator.project import Project
from generator.readers import files_beside, read_file
from generator.readers.beside import FOLDER
from generator.settings import ReportSettings, load_report_settings
from generator.versions import SETTINGS, version_folders
from generator.yml import read_text


@click.command(epilog="Example: gongkai correct huadu-2021 new.txt --reason 附表第3行金额更正")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reason", required=True, help="Why, in words that the site's readers see.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="When; today if not given.")
def correct(slug: str, file: Path, reason: str, day: str | None) -> None:
    """Put a corrected source in a published report's place; what was published stays readable as a version."""
    number = correct_report(Project.find(Path.cwd()), slug, file, reason, _day(day))
    click.echo(f"{slug} is now version {number + 1}; version {number} is kept in docs_src/{slug}/{VERSIONS}/{number}.")
    click.echo("Next: `gongkai check`, then `gongkai build`. Corrections by line in its yml may need other lines.")


def correct_report(project: Project, slug: str, file: Path, reason: str, when: date) -> int:
    """Keep a report's source as a version, put another in its place, write down why; return the version's number.

    Raises UserError for a file that can't be read or is the same, no reason, or a date that can't be; then nothing
    is written.
    """
    (slug,) = project.chosen((slug,))
    old, path = project.source(slug), project.settings_path(slug)
    settings = load_report_settings(path)
    if not reason.strip():
        raise UserError(f"{slug}: a correction needs a reason that readers can understand; give it with --reason.")
    before = read_file(old, settings)
    after = read_file(file, ReportSettings(encoding=settings.encoding))
    outline(after)
    if after.text == before.text:
        raise UserError(f"{file}: says the same as {old}; there is nothing to correct.")
    told = [settings.published or before.metadata.published, *(item.date for item in settings.corrections)]
    earliest = max((_date(moment) for moment in told if moment), default=when)
    if not earliest <= when <= datetime.now(UTC).astimezone().date():
        raise UserError(
            f"{slug}: can't be corrected on {when}: that is still to come, or before {earliest}, when it was published "
            "or last corrected; give the right --date."
        )
    number = len(version_folders(old.parent)) + 1
    kept, new = old.parent / VERSIONS / str(number), old.parent / f"source{file.suffix.lower()}"
    files: dict[Path, Content] = {kept / old.name: old.read_bytes(), old: None}
    files |= {kept / FOLDER / name: data for name, data in files_beside(old, settings).items()}
    if path.is_file():
        files[kept / SETTINGS] = path.read_bytes()
    beside = old.parent / FOLDER
    files |= {item: None for item in beside.rglob("*") if item.is_file()}
    come = files_beside(file)
    files |= {new: file.read_bytes(), **{beside / name: data for name, data in come.items()}}
    files[path] = _with_correction(read_text(path), str(path), reason.strip(), when)
    write_all(files)
    if not come:
        rmtree(beside, ignore_errors=True)
    return number


def _with_correction(text: str, name: str, reason: str, when: date) -> str:
    """Return settings with one correction more, all else as it stands, comments too."""
    entry = yaml.safe_dump({"date": when, "reason": reason}, allow_unicode=True, default_flow_style=True, width=10**6)
    lines = text.splitlines()
    at = next((number for number, line in enumerate(lines) if line.startswith("corrections:")), None)
    if at is None:
        lines += ["corrections:", f"  - {entry.strip()}"]
    elif lines[at].partition(":")[2].partition("#")[0].strip():
        raise UserError(f"{name}: `corrections` stands in one line; give each a line of its own, `  - {{…}}`.")
    else:
        end = at + 1
        while end < len(lines) and lines[end][:1] in {" ", "-"}:
            end += 1
        lines.insert(end, f"  - {entry.strip()}")
    return "\n".join(lines) + "\n"


def _date(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no date; write it as 2026-11-23.") from None
