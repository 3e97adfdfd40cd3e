"""The check that a built site carries the page labels (网页标签) that government sites must carry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.errors import CheckFailed, UserError
from generator.site.machines.labels import LABELS, Label, carries
from generator.site.machines.published import REPORT, SECTION

_FORMS = {
    "PubDate": (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII), "YYYY-MM-DD HH:MM"),
    "SiteIDCode": (re.compile(r"\d{10}|bm\d{8}", re.ASCII), "ten digits, or bm and eight"),
}
"""What a label's content must look like, and how to say it."""
_KINDS = {
    "home": "the home page",
    "cover": "cover",
    "full": "full page",
    "section": "section page",
    "other": "other page",
}


@dataclass(frozen=True, slots=True)
class _LabelledPage:
    """A built page."""

    name: str
    """Its path in the site."""
    kind: str
    slug: str
    """The report that it is a page of; empty for any other."""
    labels: tuple[tuple[str, str], ...]
    """Names and contents of its meta elements."""

    def has(self, label: Label) -> bool:
        """Say whether it carries a label that says something."""
        return any(name == label.name and content.strip() for name, content in self.labels)


def check_site(site: Path) -> str:
    """Return in a sentence that nothing is missing; raise CheckFailed with a sentence for each label that is.

    Nothing but the site's own pages is read.
    """
    if not (site / "index.html").is_file():
        raise UserError(f"{site}: there is no built site; run `gongkai build` first.")
    pages = [page for path in sorted(site.rglob("*.html")) if (page := _read(path, site))]
    faults = [fault for label in LABELS for fault in (*_missing(label, pages), *_misshapen(label, pages))]
    if faults:
        raise CheckFailed("the site does not carry the page labels of 国办发〔2017〕47号:\n" + "\n".join(faults))
    return f"All required page labels are on all {len(pages)} pages."


def _read(path: Path, site: Path) -> _LabelledPage | None:
    """Read a page; None for one that is not made with the theme, such as an attachment or a report in a single file."""
    name = path.relative_to(site).as_posix()
    tree = LexborHTMLParser(path.read_bytes().decode("utf-8", "replace"))
    shown = tree.css_first("div.page")
    if tree.css_first("script#__config") is None:
        return None
    classes = (shown.attributes.get("class") or "").split() if shown else []
    kind = next((word.removeprefix("page--") for word in classes if word.startswith("page--")), "other")
    if name == "index.html":
        kind = "home"
    elif kind not in REPORT:
        kind = "other"
    metas = ((meta.attributes.get("name"), meta.attributes.get("content")) for meta in tree.css("head meta[name]"))
    labels = tuple((word or "", content or "") for word, content in metas)
    return _LabelledPage(name, kind, name.partition("/")[0] if kind in REPORT else "", labels)


def _missing(label: Label, pages: Sequence[_LabelledPage]) -> Iterator[str]:
    """Yield a sentence if a required label is missing; one for each report if it is the report's own to say."""
    if not label.required:
        return
    without = [page for page in pages if carries(page.kind, label) and not page.has(label)]
    own = "{slug}" in label.put
    for slug in sorted({page.slug if own else "" for page in without}):
        found = [page for page in without if not own or page.slug == slug]
        where = f"report {slug}: " if own else ""
        put = label.put.format(slug=slug)
        yield f"{where}{label.name} ({label.what}) is missing on {_listed(found)}; put {put}."


def _misshapen(label: Label, pages: Iterable[_LabelledPage]) -> Iterator[str]:
    """Yield a sentence if a label has the wrong form, or stands twice on one page."""
    pattern, form = _FORMS.get(label.name, (None, ""))
    for page in pages:
        contents = [content for name, content in page.labels if name == label.name]
        wrong = next((content for content in contents if pattern and content and not pattern.fullmatch(content)), None)
        if wrong is not None:
            yield f"{page.name}: {label.name} ({label.what}) is “{wrong}”; it must be {form}."
            return
        if len(contents) > 1:
            yield f"{page.name}: {label.name} ({label.what}) stands {len(contents)} times; leave one in the theme."
            return


def _listed(pages: Sequence[_LabelledPage]) -> str:
    """Return which kinds of page, and how many of each: `the home page, 1 cover and 22 section pages`."""
    numbers = Counter("section" if page.kind in SECTION else page.kind for page in pages)
    parts = [
        words if kind == "home" else f"{numbers[kind]} {words}{'s' if numbers[kind] > 1 else ''}"
        for kind, words in _KINDS.items()
        if numbers[kind]
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
