"""更正对照: each version of a report beside the one before it, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape as escape_html
from itertools import groupby

from generator.edition.edition import Edition
from generator.edition.history import Change, Fate, Version, history_of
from generator.edition.units import Unit
from generator.model.pages import CHANGES, COVER
from generator.writers.markdown.added import Added, added_page
from generator.writers.markdown.days import day
from generator.writers.markdown.escape import escape
from generator.writers.report.corrections import full_stop, name_of
from generator.writers.versions.words import pieces

_WORDS = {
    Fate.CHANGED: "改动",
    Fate.ADDED: "增加",
    Fate.REMOVED: "删去",
    Fate.MOVED: "移动",
    Fate.SAME: "未变",
}
_NOTE = (
    "本页把相邻两版逐段对照，由程序比较得出，以各版原始文件为准。没有改动的段落折叠起来，只注明段数；"
    "<del>加删除线的</del>是旧版本有、新版本没有的字句，<ins>加下划线的</ins>是新版本增加的字句。"
)


def write_changes(edition: Edition, slug: str) -> str:
    """Return the Markdown of the page; the report must have an earlier version."""
    steps = list(history_of(edition).steps)
    body = [_NOTE]
    for before, after, changes in reversed(steps):
        body.extend(_step(before, after, changes, current=after.number == len(steps) + 1))
    page = Added(CHANGES, "更正对照", "公布后的每次更正改了什么，逐段对照。")
    return added_page(edition, slug, page, body)


def _step(before: Version, after: Version, changes: Iterable[Change], *, current: bool) -> Iterator[str]:
    counts = Counter(change.fate for change in changes)
    told = "，".join(f"{_WORDS[fate]} {counts[fate]} 段" for fate in _WORDS if counts[fate])
    yield f"## {name_of(before)} → {name_of(after)}（{day(after.dated)}） {{: #v{after.number} }}"
    yield f"更正原因：{escape(full_stop(after.reason or ''))}"
    new = f"{COVER}.md" if current else f"{after.folder}/{COVER}.md"
    yield f"{told}。[{name_of(before)}全文]({before.folder}/{COVER}.md) · [{name_of(after)}全文]({new})"
    if set(counts) <= {Fate.SAME}:
        yield "两版的文字没有不同，更正的是文件。"
    for same, group in groupby(changes, lambda change: change.fate is Fate.SAME):
        if same:
            yield _folded([change.after for change in group if change.after])
        else:
            for change in group:
                yield from _change(before, after, change, current=current)


def _folded(units: list[Unit]) -> str:
    """Return paragraphs that stayed as they were, folded."""
    shown = "".join(f"<p>{escape_html(unit.text)}</p>" for unit in units)
    return f'<details class="unchanged"><summary>未变 {len(units)} 段</summary>{shown}</details>'


def _change(before: Version, after: Version, change: Change, *, current: bool) -> Iterator[str]:
    yield f'<div class="change change--{change.fate}" id="v{after.number}-{change.id}" markdown>'
    links = [f"**{_WORDS[change.fate]}**"]
    if change.before:
        links.append(f"[{name_of(before)}中的这一段]({before.folder}/{COVER}.md#{change.id})")
    if change.after and current:
        unit = change.after
        links.append(f"[{name_of(after)}中的这一段]({unit.page}.md" + ("" if unit.paged else f"#{unit.anchor}") + ")")
    elif change.after:
        links.append(f"[{name_of(after)}中的这一段]({after.folder}/{COVER}.md#{change.id})")
    yield " · ".join(links) + "\n{: .change__head }"
    yield f'<p class="change__text">{"".join(_compared(change))}</p>'
    yield "</div>"


def _compared(change: Change) -> Iterator[str]:
    old = change.before.text if change.before else ""
    new = change.after.text if change.after else ""
    for piece in pieces(old, new):
        if piece.same:
            yield escape_html(piece.added)
            continue
        if piece.removed:
            yield _marked("del", "删去：", piece.removed)
        if piece.added:
            yield _marked("ins", "增加：", piece.added)


def _marked(tag: str, words: str, text: str) -> str:
    """Return words that were put in or taken out; screen readers, which pass over such elements, are told in words."""
    opening, closing = f'<span class="unseen">［{words}</span>', '<span class="unseen">］</span>'
    return f"<{tag}>{opening}{escape_html(text)}{closing}</{tag}>"
