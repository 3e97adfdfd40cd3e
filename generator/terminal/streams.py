"""Where output goes: a console or file whose code page lacks a character never ends a command."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TextIO


def speak_plainly(stream: TextIO) -> None:
    r"""Let a stream write \u203a in place of a character that its encoding lacks, and of bytes that are no text.

    A redirect on Chinese Windows is GBK, which has no `›` and few rare characters of names; a path of another locale
    holds bytes that no encoding has.
    """
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
