"""What every command does when it ends early."""

from __future__ import annotations

import click

from generator.errors import UserError


class Commands(click.Group):
    """The commands; what ends one early is told in a sentence."""

    def invoke(self, ctx: click.Context) -> None:
        """Run a command; exit with 130 when interrupted."""
        try:
            super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Interrupted; what was there before is still there.", err=True)
            ctx.exit(130)
        except OSError as error:
            raise UserError(
                f"{error.filename or 'the disk'}: {error.strerror or error}; check it and try again."
            ) from None
