"""The commands' help texts in the publisher's language."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Sequence
from typing import Any, TypeVar

import click

from generator.wording import say, teach_click

_Kind = TypeVar("_Kind", bound=click.Command)


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, translated anew, since click caches the option with its first text."""
        return _help_option(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the publisher's language."""
        super(Command, _said(self)).format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 80) -> str:
        """Return the first sentence of the help, for the list of commands."""
        return super(Command, _said(self)).get_short_help_str(limit)


class CommandGroup(Command, click.Group):
    """A group of commands with translated help."""

    command_class = Command

    def main(self, args: Sequence[str] | None = None, *given: Any, **named: Any) -> Any:
        """Run the command line, with click's own messages in the publisher's language as well."""
        teach_click()
        return super().main(args, *given, **named)


def texts_of(command: click.Command) -> list[str]:
    """Return the texts of a command's help that are to be translated: its help, its example, each option's help."""
    found = [command.help, command.epilog, *(option.help for option in _options(command))]
    return [inspect.cleandoc(text) for text in found if text]


def _help_option(option: click.Option | None) -> click.Option | None:
    if option:
        option.help = say("Show this message and exit.")
    return option


def _options(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option)]


def _said(command: _Kind) -> _Kind:
    """Return a copy of a command with its help in the publisher's language."""
    said = copy.copy(command)
    said.help, said.epilog = (text and _plainly(text) for text in (command.help, command.epilog))
    said.options_metavar = say("[OPTIONS]")
    if isinstance(said, click.Group):
        said.subcommand_metavar = say("COMMAND [ARGS]...")
    said.params = [copy.copy(option) for option in command.params]
    for option in _options(said):
        option.help = option.help and _plainly(option.help)
    return said


def _plainly(text: str) -> str:
    """Return the translation of a help text; braces in it are not placeholders."""
    return say(inspect.cleandoc(text).replace("{", "{{").replace("}", "}}"))
