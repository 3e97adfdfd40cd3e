"""The main command `gongkai`, of which all others are subcommands, and the options that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.terminal.commands import Commands
from generator.terminal.streams import open_missing_streams, speak_plainly

DAY = click.DateTime(["%Y-%m-%d"])
YES = click.option("--yes", is_flag=True, help="Ask nothing.")
SITE_DIR = click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the built site; if not given, `site_dir` of mkdocs.yml, else `site` beside it.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai")
def main() -> None:
    """Turn official rectification reports into a website that says exactly what they say."""
    open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        speak_plainly(stream)
