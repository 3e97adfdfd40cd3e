"""The group of all commands: turns interrupts and errors of the system into messages and exit codes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator.errors import UserError
from generator.files import full_disk, is_full
from generator.terminal.help import CommandGroup
from generator.wording import say


class Commands(CommandGroup):
    """The group of all commands; a command that ends early does so with a message."""

    def invoke(self, ctx: click.Context) -> None:
        """Run a command; exit with 130 if the user interrupts it."""
        try:
            super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(say("Interrupted; what was there before is still there."), err=True)
            ctx.exit(130)
        except BrokenPipeError:  # the reader of the pipe has ended, as in `gongkai build | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            if is_full(error):
                raise full_disk(error, Path(error.filename2 or error.filename or ".").parent) from None
            where, reason = error.filename or say("the disk"), error.strerror or error
            raise UserError(say("{where}: {reason}; check it and try again.", where=where, reason=reason)) from None
