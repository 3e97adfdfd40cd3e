"""Makes the output streams accept any character, so that none that the encoding lacks ends a command."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TextIO


def speak_plainly(stream: TextIO) -> None:
    r"""Make a stream write an escape such as \u203a for a character that its encoding lacks.

    Redirected output on Chinese Windows is GBK, which lacks `›` and many rare characters of names; a path in another
    locale may have bytes that are no text at all.
    """
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
