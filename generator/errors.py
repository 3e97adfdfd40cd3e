"""Errors that a user can cause, each with a sentence that says where it is, what is wrong and what to do."""

from __future__ import annotations

import click


class UserError(click.ClickException):
    """A mistake in the user's files or arguments; click prints the sentence and exits with code 2."""

    exit_code = 2


class CheckFailed(click.ClickException):
    """A check that the user asked for has failed (stale files, a failed proof); exit code 1."""

    exit_code = 1
