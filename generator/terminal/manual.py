"""`gongkai manual`: shows a page of the manual in the terminal, or the whole manual in the browser."""

from __future__ import annotations

import difflib
import re
import tempfile
from pathlib import Path

import click
from markdown import markdown

from generator.errors import UserError
from generator.files import write_all
from generator.wording import language, say

_FOLDER = Path(__file__).parent.parent / "manual"
_FIRST = ("quickstart", "adding", "outline", "facts", "checks", "publishing")
"""The first pages, in the order in which a new publisher needs them; the others follow sorted by name."""
_STYLE = (
    "body{max-width:48em;margin:2em auto;padding:0 1em;line-height:1.7;font-family:sans-serif}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left}"
    "pre{background:#f4f4f4;padding:.8em;overflow:auto}"
)


def show_manual(topic: str | None, *, in_browser: bool) -> str:
    """Return a page, or the list of pages if `topic` is None.

    With `in_browser`, open the manual at the page in the browser, and return a message with its path.
    """
    if in_browser:
        return say("Open: {path}", path=open_manual(topic))
    return page(topic).rstrip() if topic else contents()


def topics() -> list[str]:
    """Return the names of the manual's pages."""
    names = {path.stem for path in (_FOLDER / language()).glob("*.md")}
    return [name for name in _FIRST if name in names] + sorted(names - set(_FIRST))


def page(topic: str) -> str:
    """Return a page of the manual as Markdown; raises UserError if there is no such page."""
    known = topics()
    if topic not in known:
        close = difflib.get_close_matches(topic, known, 1)
        raise UserError(
            say("the manual has no page “{topic}”; did you mean {close}?", topic=topic, close=close[0])
            if close
            else say("the manual has no page “{topic}”; its pages are: {known}.", topic=topic, known=", ".join(known))
        )
    return (_FOLDER / language() / f"{topic}.md").read_text(encoding="utf-8")


def contents() -> str:
    """Return the list of pages, each with its title."""
    lines = [f"{topic:<14} {_title(topic)}" for topic in topics()]
    return "\n".join([*lines, "", say("One page: gongkai manual {topic}; in the browser: --open.", topic=topics()[0])])


def open_manual(topic: str | None) -> Path:
    """Write the manual as HTML into a temporary folder, open a page in the browser, and return the page's path."""
    first = topic or topics()[0]
    page(first)
    folder = Path(tempfile.mkdtemp(prefix="gongkai-manual-"))
    links = " · ".join(f'<a href="{name}.html">{_title(name)}</a>' for name in topics())
    write_all({folder / f"{name}.html": _as_html(name, links) for name in topics()})
    click.launch(str(folder / f"{first}.html"))
    return folder / f"{first}.html"


def _title(topic: str) -> str:
    return page(topic).partition("\n")[0].removeprefix("# ")


def _as_html(topic: str, links: str) -> str:
    text = re.sub(r"\]\((\w[\w-]*)\.md", r"](\1.html", page(topic))
    body = markdown(text, extensions=["tables", "fenced_code", "sane_lists", "toc"])
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8"><title>{_title(topic)}</title>'
        f"<style>{_STYLE}</style><nav>{links}</nav>{body}</html>\n"
    )
