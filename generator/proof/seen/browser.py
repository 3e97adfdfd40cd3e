"""Built pages as a browser lays them out: every character of the report is seen, in order, and nothing covers it.

The proof of the files says that the characters stand there; this one that a reader sees them, styles and scripts
included: at the width of a phone, at that of a desk, and as they are printed.
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
from generator.wording import say

VIEWS = {"390": (390, "screen"), "1366": (1366, "screen"), "print": (794, "print")}
"""The widths, in pixels, and media that each page is laid out for; A4 is 794 wide."""
_HIGH = 1600
"""Pixels of a window's height: a long page is scrolled through, since to draw all of it at once takes seconds."""
_FIRST = next(iter(VIEWS))
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_FLAGS = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
"""Root, as in a container, has no sandbox of Chromium's."""


def look_at(site: Path, folders: list[Path]) -> Looked:
    """Lay out every page of some reports' folders that holds report text; return what is not seen.

    Raises UserError where no browser can be had.
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
    return "".join("".join(block.plain.split()) for block in (*page.blocks, *page.last))


def _unseen(page: Any, script: str, built: BuiltPage, wanted: str, name: str) -> Iterator[Unseen]:
    """Yield what is not seen of a page, in each view; it is loaded once, as whoever turns a phone does."""
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
    """Yield a page of a browser; raises UserError where there is none."""
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
