"""Errors that a user can cause: one sentence that says where, what is wrong and what to do."""

from __future__ import annotations

import click


class UserError(click.ClickException):
    """A mistake in the user's files or arguments; click prints the sentence and exits with code 2."""

    exit_code = 2


class CheckFailed(click.ClickException):
    """What was asked for was checked and does not hold (stale files, a failed proof); exit code 1."""

    exit_code = 1
