"""更正说明: what the pages of a corrected report say about its corrections; all these words are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.edition.change import Fate
from generator.edition.edition import Edition
from generator.edition.history import Gone, Version, history_of
from generator.model.pages import CHANGES, COVER, FULL
from generator.text.spacing import excerpt
from generator.writers.markdown.days import day
from generator.writers.markdown.escape import escape

_TOLD = 40
"""Maximum characters that are quoted of a paragraph that was moved or removed."""


def name_of(version: Version) -> str:
    """Return the name of a version for readers: 第2版."""
    return f"第{version.number}版"


def full_stop(words: str) -> str:
    """Return a sentence with 。 added if it lacks a mark at its end."""
    return words if words.endswith(("。", "！", "？", "；", ".", "!", "?")) else f"{words}。"


def versions_of(edition: Edition) -> list[dict[str, object]]:
    """Return a report's versions as data for the front-matter: number, date, reason, address below the report's."""
    versions = history_of(edition).versions
    return [
        {
            "number": version.number,
            "date": str(version.dated) if version.dated else None,
            "reason": version.reason,
            "address": f"{version.folder}/" if version is not versions[-1] else "",
        }
        for version in versions
    ]


def corrections_of(edition: Edition) -> list[str]:
    """Return the cover's list of all corrections, the latest first; empty for a report that was never corrected."""
    history = history_of(edition)
    if not history.earlier:
        return []
    rows = [
        f"- **{name_of(after)}，{day(after.dated)}**：{escape(full_stop(after.reason or ''))}"
        f"[与{name_of(before)}逐段对照]({CHANGES}.md#v{after.number}) · "
        f"[{name_of(before)}全文]({before.folder}/{COVER}.md)"
        for before, after, _ in reversed(history.steps)
    ]
    first = history.versions[0]
    rows.append(f"- **{name_of(first)}，{day(first.dated)}**。" if first.dated else f"- **{name_of(first)}**。")
    return [
        f'<section class="corrections" data-added data-versions="{len(history.earlier)}" markdown>',
        "## 更正说明 {: #corrections }",
        f"本通报公布后更正过 {len(history.earlier)} 次，现为{name_of(history.current)}。",
        "\n".join(rows),
        "</section>",
    ]


def notice(edition: Edition, page: str) -> list[str]:
    """Return a page's note on the latest correction, with the number of changes on this page; empty without one."""
    history = history_of(edition)
    if not history.earlier:
        return []
    before, after, changes = history.steps[-1]
    touched = sum(
        change.fate is not Fate.SAME
        and (page == FULL or page in {unit.page for unit in (change.before, change.after) if unit})
        for change in changes
    )
    where = "全文" if page == FULL else "本页"
    count = f"{where}有 {touched} 处改动。" if touched else f"{where}没有改动。"
    told = (
        f"**更正说明**：本通报已于{day(after.dated)}更正，现为{name_of(after)}。"
        f"更正原因：{escape(full_stop(after.reason or ''))}{count}"
        f"[更正对照]({CHANGES}.md#v{after.number}) · [{name_of(before)}（旧版本）]({before.folder}/{COVER}.md)"
    )
    return ['<aside class="correction" data-added aria-label="更正说明" markdown>', told, "</aside>"]


def mark(edition: Edition, identifier: str) -> str:
    """Return the note 2022年1月5日更正 for a paragraph that had other words in an earlier version, else empty."""
    history = history_of(edition)
    number = history.corrected.get(identifier)
    if number is None:
        return ""
    when = day(history.versions[number - 1].dated)
    return f' <span class="corrected" data-added>[{when}更正]({CHANGES}.md#v{number}-{identifier})</span>'


def gone_from(edition: Edition, page: str) -> list[str]:
    """Return a section that answers the anchors which a page no longer has: what stood there and where it is now.

    The full page lists only what was taken out: what was merely moved has its anchor there still.
    """
    gone = history_of(edition).gone
    if page == FULL:
        found = {item.id: item for item in reversed(gone) if item.now is None}
        rows = [(identifier, item) for identifier, item in reversed(found.items())]
    else:
        rows = [(item.anchor, item) for item in gone if item.page == page and item.anchor != page]
    if not rows:
        return []
    return [
        '<section class="gone" data-added aria-label="以前在本页的段落" markdown>',
        "**以前在本页、经更正移走或删去的段落**",
        *(f"{''.join(_told(edition, item))}\n{{: #{anchor} }}" for anchor, item in rows),
        "</section>",
    ]


def gone_page(edition: Edition, gone: Gone) -> Iterator[str]:
    """Yield the blocks of the page that stands in for a section that was taken out."""
    yield '<div class="gone" data-added markdown>'
    yield "".join(("这一节已不在现行版本中：", *_what_became(edition, gone)))
    yield "</div>"
    yield from gone_from(edition, gone.page)


def _told(edition: Edition, gone: Gone) -> Iterable[str]:
    yield f"“{escape(excerpt(gone.unit.text, _TOLD))}”："
    yield from _what_became(edition, gone)


def _what_became(edition: Edition, gone: Gone) -> Iterable[str]:
    last = gone.last
    after = history_of(edition).versions[last.number]
    if gone.now:
        place = f"{gone.now.page}.md" + ("" if gone.now.paged else f"#{gone.now.anchor}")
        yield f"{day(after.dated)}更正时移走，[看现在的位置]({place})，"
    else:
        yield f"{day(after.dated)}更正时删去，[看更正对照]({CHANGES}.md#v{after.number}-{gone.id})，"
    yield f"[看{name_of(last)}里的原文]({last.folder}/{COVER}.md#{gone.id})。"
