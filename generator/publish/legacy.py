"""Converts files in old formats of Word and WPS to .docx with LibreOffice, when a report is added."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import UserError
from generator.readers.filekinds import OLE
from generator.wording import say

LONGEST = 180
"""Timeout of a conversion in seconds."""

_MARKS = {OLE: ".doc", b"{\\rtf": ".rtf"}
"""The first bytes of files in these formats, with the ending by which LibreOffice recognises them."""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # Any request that is made all the same goes to a proxy that does not exist.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of LibreOffice's profile: no macros, no requests to other hosts."""


def docx_of(data: bytes, file: Path) -> bytes:
    """Return the content of the .docx that LibreOffice makes of a file in an old format; `file` is for messages.

    LibreOffice runs with a temporary profile. Raises UserError if it is not installed or can't open the file.
    """
    # Today's .wps files are .doc files inside; by the ending .wps LibreOffice would take them for Microsoft Works.
    ending = next((ending for mark, ending in _MARKS.items() if data.startswith(mark)), None)
    if ending is None:
        raise UserError(
            say(
                "{file}: the file is no Word, WPS or RTF file whatever its name says; "
                "give it the ending of what it is, or open it in Word or WPS and save it as .docx.",
                file=file,
            )
        )
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise UserError(
            say(
                "{file}: a file in an old format of Word or WPS needs LibreOffice, which is not installed; "
                "install it, or open the file in Word or WPS and save it as .docx.",
                file=file,
            )
        )
    with TemporaryDirectory(prefix="gongkai-") as made:
        folder = Path(made)
        name = f"report{ending}"
        (folder / name).write_bytes(data)
        _write_profile(folder / "profile")
        _run(program, folder, name)
        result = folder / "made" / "report.docx"
        if not result.is_file():
            raise UserError(
                say(
                    "{file}: LibreOffice can't open the file (is it encrypted or damaged?); "
                    "open it in Word or WPS and save it as .docx.",
                    file=file,
                )
            )
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(program: str, folder: Path, name: str) -> None:
    """Run LibreOffice; kill it and its children at the timeout, or if the user interrupts the command."""
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--nolockcheck", "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"),
        str(folder / name),
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - the program is the user's own, the file's name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "HOME": str(folder)},
    ) as running:
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(LONGEST)
        finally:
            if running.returncode is None:
                _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
