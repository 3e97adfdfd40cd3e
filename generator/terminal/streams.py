"""Makes the output streams accept any character, so that none that the encoding lacks ends a command."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


def speak_plainly(stream: TextIO) -> None:
    r"""Make a stream write an escape such as \u203a for a character that its encoding lacks.

    Redirected output on Chinese Windows is GBK, which lacks `›` and many rare characters of names; a path in another
    locale may have bytes that are no text at all.
    """
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def open_missing_streams() -> None:
    """Let what is written go nowhere, and what is read be nothing, where a program was started without the streams.

    A service, a task of Windows and `>&-` leave None in their place, which says nothing of itself.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open until the end
