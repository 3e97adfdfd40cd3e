"""更正对照: each version of a report beside the one before it, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape as escape_html
from itertools import groupby

from generator.edition.change import Change, Fate
from generator.edition.edition import Edition
from generator.edition.history import Version, history_of
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
    Fate.SPLIT: "拆分",
    Fate.JOINED: "合并",
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
    """Return unchanged paragraphs as one folded HTML block."""
    shown = "".join(f"<p>{escape_html(unit.text)}</p>" for unit in units)
    return f'<details class="unchanged"><summary>未变 {len(units)} 段</summary>{shown}</details>'


def _change(before: Version, after: Version, change: Change, *, current: bool) -> Iterator[str]:
    yield f'<div class="change change--{change.fate}" id="v{after.number}-{change.id}" markdown>'
    others = [unit.id for unit in change.old if unit.id != change.id]
    yield from (f'<a id="v{after.number}-{identifier}"></a>' for identifier in others)
    links = [f"**{_told(change)}**"]
    if change.before:
        links.append(f"[{name_of(before)}中的这一段]({before.folder}/{COVER}.md#{change.id})")
    if change.after and current:
        unit = change.after
        links.append(f"[{name_of(after)}中的这一段]({unit.page}.md" + ("" if unit.paged else f"#{unit.anchor}") + ")")
    elif change.after:
        links.append(f"[{name_of(after)}中的这一段]({after.folder}/{COVER}.md#{change.id})")
    yield " · ".join(links) + "\n{: .change__head }"
    yield from (f'<p class="change__text">{text}</p>' for text in _compared(change))
    yield "</div>"


def _told(change: Change) -> str:
    """Return in words what became of a paragraph; if it was split or joined, also whether its words changed."""
    if change.fate not in {Fate.SPLIT, Fate.JOINED}:
        return _WORDS[change.fate]
    words = "文字有改动" if change.reworded else "文字未变"
    done = f"拆分为 {len(change.parts)} 段" if change.fate is Fate.SPLIT else f"由 {len(change.parts)} 段合并"
    return f"段落{done}，{words}"


def _compared(change: Change) -> Iterator[str]:
    """Yield the paragraphs of the later version as HTML, with added and removed words marked."""
    bounds = [len(unit.text) for unit in change.new[:-1]]
    ends = [sum(bounds[: at + 1]) for at in range(len(bounds))]
    shown: list[str] = []
    at = 0
    for piece in pieces("".join(unit.text for unit in change.old), "".join(unit.text for unit in change.new)):
        if piece.removed and not piece.same:
            shown.append(_marked("del", "删去：", piece.removed))
        added = piece.added
        while added:
            end = min(len(added), ends[0] - at) if ends else len(added)
            part, added = added[:end], added[end:]
            if part:
                shown.append(escape_html(part) if piece.same else _marked("ins", "增加：", part))
            at += end
            if ends and at == ends[0]:
                ends.pop(0)
                yield "".join(shown)
                shown = []
    yield "".join(shown)


def _marked(tag: str, words: str, text: str) -> str:
    """Return added or removed words in the element `tag`, with hidden words for screen readers, which ignore `tag`."""
    opening, closing = f'<span class="unseen">［{words}</span>', '<span class="unseen">］</span>'
    return f"<{tag}>{opening}{escape_html(text)}{closing}</{tag}>"
