"""`gongkai verify --seen`: what a browser shows of a built site, told and kept as a file."""

from __future__ import annotations

import json
from pathlib import Path

from generator.errors import CheckFailed, UserError
from generator.files import write_all
from generator.proof.seen.browser import VIEWS, look_at
from generator.proof.verify import report_folders
from generator.wording import say


def tell_seen(site: Path, file: Path | None) -> str:
    """Return a sentence about what is seen of all reports of a site; `file` gets all of it as JSON.

    Raises CheckFailed that names what is not seen, UserError where there is no site or no browser.
    """
    if file is not None and file.is_dir():
        raise UserError(say("{path}: is a folder; name a file for what is found.", path=file))
    looked = look_at(site, report_folders(site))
    if file is not None:
        write_all({file: json.dumps(looked.as_dict(), ensure_ascii=False, indent=1) + "\n"})
    if looked.unseen:
        lines = "\n".join(map(str, looked.unseen))
        raise CheckFailed(say("what a reader sees is not what the files say:\n{lines}", lines=lines))
    return say(
        "seen in a browser: {pages} pages in {count} views ({views}), {characters} characters, all of them.",
        pages=looked.pages,
        count=len(VIEWS),
        views=", ".join(VIEWS),
        characters=looked.characters,
    )
