"""The live preview: MkDocs' server, and a watcher that converts what changed."""

from __future__ import annotations

import os
from pathlib import Path

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.build.convert import convert
from generator.edition.read import read_reports
from generator.files import write_all
from generator.settings.project import Project
from generator.site.mkdocs.states import PREVIEW
from generator.wording import say

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Converter(FileSystemEventHandler):
    """Converts again when a source or a setting changes."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Convert if the file that changed is one that conversion reads."""
        if event.event_type not in ("created", "modified", "moved", "deleted") or event.is_directory:
            return
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if any(self._concerns(path) for path in paths):
            self.convert()

    def convert(self) -> None:
        """Convert what changed; a mistake is told and the preview goes on."""
        try:
            files = convert(self._project, read_reports(self._project), self._project.chosen(()))
            write_all(files)
        except click.ClickException as error:
            error.show()
        else:
            if files:
                click.echo(say("{count} files converted", count=len(files)), err=True)

    def _concerns(self, path: Path) -> bool:
        if path.name.startswith("."):
            return False
        settings = self._project.settings_path("any").parent
        return path.stem == "source" or (path.suffix == ".yml" and path.parent == settings)


def serve_site(project: Project, port: int) -> None:
    """Serve the site on this machine until Ctrl-C."""
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - slow to import, and only serving needs it

    os.environ[PREVIEW] = "1"
    converter = _Converter(project)
    converter.convert()
    observer = Observer()
    observer.schedule(converter, str(project.docs), recursive=True)
    observer.schedule(converter, str(project.settings_path("any").parent), recursive=False)
    observer.start()
    try:
        serve(str(project.config), watch=[str(project.site_config)], dev_addr=f"127.0.0.1:{port}")
    finally:
        observer.stop()
        observer.join()
