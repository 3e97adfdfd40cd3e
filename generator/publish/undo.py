"""`gongkai correct --undo`: the last correction taken back, as long as nobody can have read it."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.edition.read import SETTINGS, kept_sources, version_folder
from generator.errors import UserError
from generator.files import checksum
from generator.model.pages import EXTRACTED, VERSIONS
from generator.model.source import published_name
from generator.publish.legacy import ORIGINAL
from generator.publish.pending import put_in_place
from generator.readers.beside import FOLDER
from generator.settings.lock import changing
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.settings.standing import Footing, named_in, standings
from generator.wording import say


def undo_correction(project: Project, slug: str, site: Path | None = None) -> str:
    """Put the version before the last correction back with its settings; return in words what was done.

    Raises UserError, with nothing changed, where there is none, or where the built `site` has the correction already.
    """
    with changing(project):
        (standing,) = named_in(standings(project), [slug])
        number = len(standing.settings.corrections)
        if number == 0 or not standing.is_public or standing.source is None:
            raise UserError(say("{slug}: there is no correction to take back.", slug=slug))
        kept_sources(project, slug, standing.settings)
        if ((site or mkdocs_settings(project).site) / slug / VERSIONS / str(number)).exists():
            raise UserError(
                say(
                    "{slug}: version {number} is built already, and may have been read; correct it with another "
                    "`gongkai correct`.",
                    slug=slug,
                    number=number + 1,
                )
            )
        _put_back(project, slug, version_folder(project, slug, number), standing.source)
    return say(
        "{slug}: the last correction is taken back; version {number} is current again.", slug=slug, number=number
    )


def published_source(project: Project, standing: Footing, site: Path | None, folder: Path) -> Path:
    """Return the source that is public: the report's own, or where that was edited, a copy of the site's in `folder`.

    Raises UserError where it is nowhere.
    """
    source, record = standing.source, standing.settings.published
    assert source is not None  # asked of a report that has one
    if record is None or checksum(source) == record.sha256:
        return source
    published = (site or mkdocs_settings(project).site) / standing.slug / published_name(source.name)
    if not published.is_file() or checksum(published) != record.sha256:
        raise UserError(
            say(
                "{source}: it was edited after it was published, and {published} does not have the published one "
                "(SHA-256 {sum}); restore it, and give the edited text as another file.",
                source=source,
                published=published,
                sum=record.sha256,
            )
        )
    shutil.copyfile(published, folder / source.name)
    if (source.parent / FOLDER).is_dir():
        shutil.copytree(source.parent / FOLDER, folder / FOLDER)
    return folder / source.name


def _put_back(project: Project, slug: str, folder: Path, source: Path) -> None:
    here, root, yml = project.docs / slug, project.root, project.settings_path(slug)
    kept = [path for path in folder.rglob("*") if path.is_file()]
    received = ("source.", f"{ORIGINAL}.")
    back = [path for path in kept if path.name.startswith(received) or path.is_relative_to(folder / FOLDER)]
    files = {here / path.relative_to(folder): path.read_bytes() for path in back}
    settings = (folder / SETTINGS).read_bytes()
    if settings:
        files[yml] = settings
    beside = [path for path in (*here.glob(f"{ORIGINAL}.*"), *(here / FOLDER).rglob("*")) if path.is_file()]
    gone = {source, *beside, *kept, here / EXTRACTED, *([] if settings else [yml])} - files.keys()
    put_in_place(
        project,
        {path.relative_to(root).as_posix(): data for path, data in files.items()},
        [path.relative_to(root).as_posix() for path in gone if path.is_file()],
    )
