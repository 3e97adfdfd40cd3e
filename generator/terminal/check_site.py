"""`gongkai check-site`: checks that a built site has the page labels (网页标签) and footer of a government site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.errors import CheckFailed, UserError
from generator.settings.office import NEEDED, OfficeNeed
from generator.settings.site import ID_CODE
from generator.site.machines.labels import LABELS, Label, carries
from generator.site.machines.published import REPORT, SECTION
from generator.wording import say

_FORMS = {
    "PubDate": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII),
    "SiteIDCode": ID_CODE,
}
"""The pattern that the content of a label must match, by the label's name."""


@dataclass(frozen=True, slots=True)
class _LabelledPage:
    """A built page with its labels."""

    name: str
    """Its path in the site."""
    kind: str
    """A kind in `REPORT`, `home` or `other`."""
    slug: str
    """The report whose text it shows; empty for other pages."""
    labels: tuple[tuple[str, str], ...]
    """Names and contents of its meta elements."""
    shown: frozenset[str]
    """The items that its footer shows: the values of their `data-office` attributes."""

    def has(self, label: Label) -> bool:
        """Return whether the page has a label with some content."""
        return any(name == label.name and content.strip() for name, content in self.labels)


def check_site(site: Path) -> str:
    """Check a built site by its pages alone; return a sentence that nothing is missing.

    Raises CheckFailed with a sentence for each fault, UserError if there is no built site.
    """
    if not (site / "index.html").is_file():
        raise UserError(say("{site}: there is no built site; run `gongkai build` first.", site=site))
    pages = [page for path in sorted(site.rglob("*.html")) if (page := _read(path, site))]
    faults = [fault for label in LABELS for fault in (*_missing(label, pages), *_misshapen(label, pages))]
    told = [say("the site does not carry the page labels of 国办发〔2017〕47号:"), *faults] if faults else []
    unshown = [fault for need in NEEDED for fault in _unshown(need, pages)]
    if unshown:
        told += [say("the pages' foot does not show what a government site's must:"), *unshown]
    if told:
        raise CheckFailed("\n".join(told))
    return say("All required page labels are on all {count} pages, and what their foot must show.", count=len(pages))


def _read(path: Path, site: Path) -> _LabelledPage | None:
    """Read a page; None for one that the theme did not make, such as an attachment or a single file."""
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
    marked = [node for node in tree.css("footer [data-office]") if node.text().strip()]
    foot = frozenset(node.attributes.get("data-office") or "" for node in marked)
    return _LabelledPage(name, kind, name.partition("/")[0] if kind in REPORT else "", labels, foot)


def _unshown(need: OfficeNeed, pages: Sequence[_LabelledPage]) -> Iterator[str]:
    """Yield a sentence if an item is missing in the footer of some page."""
    if found := [page for page in pages if need.key not in page.shown]:
        yield say("{what} is missing on {pages}; put {put}.", what=need.what, pages=_listed(found), put=say(need.put))


def _missing(label: Label, pages: Sequence[_LabelledPage]) -> Iterator[str]:
    """Yield a sentence if a required label is missing; one for each report if the label is set in its settings."""
    if not label.required:
        return
    without = [page for page in pages if carries(page.kind, label) and not page.has(label)]
    own = "{slug}" in label.put
    for slug in sorted({page.slug if own else "" for page in without}):
        found = [page for page in without if not own or page.slug == slug]
        values = {"name": label.name, "what": label.what, "pages": _listed(found), "put": say(label.put, slug=slug)}
        yield (
            say("report {slug}: {name} ({what}) is missing on {pages}; put {put}.", slug=slug, **values)
            if own
            else say("{name} ({what}) is missing on {pages}; put {put}.", **values)
        )


def _misshapen(label: Label, pages: Iterable[_LabelledPage]) -> Iterator[str]:
    """Yield a sentence for the first page on which a label has the wrong form or occurs twice."""
    pattern = _FORMS.get(label.name)
    form = say("ten digits, or bm and eight") if label.name == "SiteIDCode" else "YYYY-MM-DD HH:MM"
    told = {"name": label.name, "what": label.what}
    for page in pages:
        contents = [content for name, content in page.labels if name == label.name]
        wrong = next((content for content in contents if pattern and content and not pattern.fullmatch(content)), None)
        if wrong is not None:
            yield say(
                "{page}: {name} ({what}) is “{wrong}”; it must be {form}.",
                page=page.name,
                wrong=wrong,
                form=form,
                **told,
            )
            return
        if len(contents) > 1:
            yield say(
                "{page}: {name} ({what}) stands {count} times; leave one in the theme.",
                page=page.name,
                count=len(contents),
                **told,
            )
            return


def _listed(pages: Sequence[_LabelledPage]) -> str:
    """Return the number of pages of each kind in words: `the home page, 1 cover and 22 section pages`."""
    numbers = Counter("section" if page.kind in SECTION else page.kind for page in pages)
    one = {
        "home": say("the home page"),
        "cover": say("1 cover"),
        "full": say("1 full page"),
        "section": say("1 section page"),
        "other": say("1 other page"),
    }
    more = {
        "cover": say("{count} covers", count=numbers["cover"]),
        "full": say("{count} full pages", count=numbers["full"]),
        "section": say("{count} section pages", count=numbers["section"]),
        "other": say("{count} other pages", count=numbers["other"]),
    }
    parts = [words if numbers[kind] == 1 else more[kind] for kind, words in one.items() if numbers[kind]]
    if len(parts) == 1:
        return parts[0]
    return say("{first} and {last}", first=say(", ").join(parts[:-1]), last=parts[-1])
