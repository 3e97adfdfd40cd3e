"""Lays built pages out in a browser to check that every character of the report is visible, in order and uncovered.

The proof of the files shows that the characters are in the HTML; this one that readers see them when styles and
scripts have run: at the width of a phone, at that of a desktop, and in print.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.errors import UserError
from generator.model.pages import ARTICLE
from generator.proof.html import BuiltPage
from generator.proof.outputs import name_in, read_pages
from generator.proof.seen.found import LONGEST, Looked, Unseen
from generator.proof.seen.reasons import told
from generator.text.invisible import INVISIBLE
from generator.text.spacing import solid
from generator.wording import say

VIEWS = {"390": (390, "screen"), "1366": (1366, "screen"), "print": (794, "print")}
"""Width in pixels and medium of each view that pages are laid out in; A4 paper is 794 pixels wide."""
_HIGH = 1600
"""Height of the window in pixels: a long page is scrolled through, as drawing all of it at once takes seconds."""
_FIRST = next(iter(VIEWS))
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_FLAGS = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
"""Chromium's sandbox does not work for root, who runs it in containers."""


def look_at(site: Path, folders: list[Path]) -> Looked:
    """Lay out every page with report text in the reports' `folders`; return the result with all unseen text.

    Raises UserError if no browser is found.
    """
    script = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
    unseen: list[Unseen] = []
    pages = characters = 0
    with _page() as page:
        site = site.resolve()
        for folder in (site / folder.name for folder in folders):
            name = partial(name_in, site=site)
            for built in read_pages(folder, folder.name, name).pages.values():
                wanted = _text(built)
                if wanted:
                    pages += 1
                    characters += len(wanted)
                    unseen.extend(_unseen(page, script, built, wanted, name(built.path)))
    return Looked(pages, characters, tuple(unseen))


def _text(page: BuiltPage) -> str:
    return "".join(solid(block.plain) for block in (*page.blocks, *page.last))


def _unseen(page: Any, script: str, built: BuiltPage, wanted: str, name: str) -> Iterator[Unseen]:
    """Yield the text of a page that is not seen in each view; views change without reloading, as on a turned phone.

    `script` is layout.js, `wanted` the page's report text without white space, `name` its name in messages.
    """
    for view, (width, media) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": _HIGH})
        page.emulate_media(media=media)
        if view == _FIRST:
            page.goto(built.path.as_uri(), wait_until="load")
        found = page.eval_on_selector(ARTICLE, script, "".join(sorted(INVISIBLE)))
        yield from (Unseen(name, view, told(fault["why"]), fault["text"]) for fault in found["faults"])
        if not found["faults"] and found["text"] != wanted:
            at = next((at for at, pair in enumerate(zip(found["text"], wanted, strict=False)) if len(set(pair)) > 1), 0)
            yield Unseen(name, view, say("is shown as other words"), wanted[at : at + LONGEST])


@contextmanager
def _page() -> Iterator[Any]:
    """Yield a new page of a headless browser; raises UserError if driver or browser is missing or does not run."""
    if find_spec("playwright") is None:
        raise UserError(say("--seen needs a browser's driver; install it with pip install 'gongkai[seen]'."))
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if executable is None:
        raise UserError(say("--seen needs Chromium; install it, or name it in the environment: CHROMIUM=/path/to/it."))
    api = import_module("playwright.sync_api")
    try:
        with api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
            try:
                yield browser.new_page(reduced_motion="reduce")
            finally:
                browser.close()
    except api.Error as error:
        reason = str(error).split("\n", 1)[0]
        raise UserError(
            say("{program}: does not run ({reason}); name another in CHROMIUM.", program=executable, reason=reason)
        ) from None
