"""`gongkai verify --seen`: looks at a built site in a browser, reports the result and writes it to a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.errors import CheckFailed, UserError
from generator.files import write_all
from generator.proof.outputs import name_in
from generator.proof.outside import pages_around
from generator.proof.seen.browser import VIEWS, look_at
from generator.proof.seen.found import together
from generator.proof.seen.printed import look_at_paper
from generator.proof.verify import report_folders
from generator.wording import say

_NAMED = 5
"""Maximum number of pages named in the message about those that were not looked at."""


def tell_seen(site: Path, file: Path | None) -> str:
    """Look at all reports of a site; return a message about the result, and write the result to `file` as JSON.

    Raises CheckFailed with a message that names all unseen text, UserError if there is no site or no browser.
    """
    if file is not None and file.is_dir():
        raise UserError(say("{path}: is a folder; name a file for what is found.", path=file))
    folders = report_folders(site)
    paper = (look_at_paper(path, name_in(path, site)) for folder in folders for path in sorted(folder.glob("*.pdf")))
    looked = together(look_at(site, folders), paper, _around(site, {folder.name for folder in folders}))
    if file is not None:
        write_all({file: json.dumps(looked.as_dict(), ensure_ascii=False, indent=1) + "\n"})
    if looked.unseen:
        lines = "\n".join(map(str, looked.unseen))
        raise CheckFailed(say("what a reader sees is not what the files say:\n{lines}", lines=lines))
    told = say(
        "seen in a browser: {pages} pages in {count} views ({views}), {characters} characters, all of them; {sheets} "
        "pages of PDFs.",
        pages=looked.pages,
        count=len(VIEWS),
        views=", ".join(VIEWS),
        characters=looked.characters,
        sheets=looked.sheets,
    )
    if not looked.left_out:
        return told
    first = ", ".join(looked.left_out[:_NAMED])
    more = f" (+{len(looked.left_out) - _NAMED})" if len(looked.left_out) > _NAMED else ""
    return f"{told}\n" + say(
        "Not looked at: pages that only quote reports ({pages}), the bundles, and what scripts show later on.",
        pages=first + more,
    )


def _around(site: Path, reports: set[str]) -> Iterator[str]:
    """Yield the paths of a site's pages around the reports that have an article: they may quote reports."""
    for name in sorted(pages_around(site, reports)):
        if LexborHTMLParser((site / name).read_bytes()).css_first("article") is not None:
            yield name
