"""更正对照: the versions of a corrected report, paragraph by paragraph; and the pages of earlier versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from generator.model import Node
from generator.pages import CHANGES, COVER, PAGED, VERSIONS
from generator.writers.added import Added, added_page
from generator.writers.cover import provenance
from generator.writers.days import day
from generator.writers.display import Display, Version
from generator.writers.escape import escape
from generator.writers.frontmatter import front_matter
from generator.writers.full import whole_text
from generator.writers.places import place_of

_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?%?|.", re.DOTALL)
"""What is changed as a whole: a number, a word in Latin letters; else a character."""
_UNLIKE = 0.4
"""Below this the words of a changed paragraph are shown one after the other, not into each other."""


def write_changes(display: Display, slug: str) -> str:
    """Return the Markdown of the page with the differences between a report's versions, the last correction first."""
    blocks: list[str] = [
        "这里逐段列出更正前后的不同，由程序比较两版原文得出：删去的字句加删除线并标“删”，新增的字句加下划线并标“增”。",
    ]
    shown = [*(version.display for version in display.versions), display]
    for version, (old, new) in reversed(list(zip(display.versions, pairwise(shown), strict=True))):
        blocks.append(
            f"## 第 {version.number} 版 → 第 {version.number + 1} 版（{day(version.until)}） {{: #v{version.number} }}"
        )
        blocks.append(f"更正说明：{escape(version.reason)}（[第 {version.number} 版全文]({_page(version)})）")
        blocks.extend(_differences(old, new, _page(version), current=new is display))
    page = Added(CHANGES, "更正对照", "发布后的更正：时间、原因，和更正前后逐段的不同。")
    return added_page(display, slug, page, blocks)


def write_version(version: Version, latest: Display) -> str:
    """Return the Markdown of the page with the whole text of an earlier version."""
    number, display = version.number, version.display
    banner = (
        f"这是旧版本（第 {number} 版），已于{day(version.until)}更正（{escape(version.reason)}）。"
        f"请以[现行版本](../../{COVER}.md)为准；[逐段查看改动](../../{CHANGES}.md#v{number})。"
    )
    body = whole_text(display, ['<div class="corrected corrected--old" data-added markdown>', banner, "</div>"])
    body.append(provenance(display))
    values: dict[str, object] = {
        "title": f"{display.title}（第 {number} 版，已更正）",
        "number": None,
        "kind": "version",
        "report": latest.title,
        "path": [],
        "description": f"{display.title}更正前的第 {number} 版全文。",
        "previous": None,
        "next": None,
        "search": {"exclude": True},
    }
    return front_matter(values) + "\n\n".join(body) + "\n"


def write_gone(display: Display, slug: str) -> dict[str, str]:
    """Return a page for each section that an earlier version had and this one has not, by file name."""
    current = {node.id for node in display.report.walk()}
    files = {}
    for version in display.versions:
        for node in version.display.report.walk():
            if node.kind in PAGED and node.id not in current:
                label = version.display.label(node)
                told = (
                    f"“{escape(label)}”一节在更正后的通报里已经没有。"
                    f"[更正前的原文]({_page(version)}#{node.id})；[更正对照]({CHANGES}.md)；[现行版本]({COVER}.md)。"
                )
                page = Added("gone", label, "更正后已经没有的一节。")
                files[f"{node.id}.md"] = added_page(display, slug, page, [told])
    return files


def _page(version: Version) -> str:
    return f"{VERSIONS}/{version.number}/{COVER}.md"


def _differences(old: Display, new: Display, page: str, *, current: bool) -> Iterator[str]:
    """Yield a block a paragraph that differs; of those between only how many they are."""
    before = {node.id: node for node in old.report.walk() if node.pieces}
    after = {node.id: node for node in new.report.walk() if node.pieces}
    same = 0
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        gone = [name for name in list(before)[i1:i2] if name not in after] if tag != "equal" else []
        rows = [("删去", _marked("del", _words(old, before[name])), f"{page}#{name}") for name in gone]
        for name in list(after)[j1:j2]:
            address = place_of(new.report, after[name].span).markdown if current else f"{page}"
            words = _words(new, after[name])
            if name not in before:
                rows.append(("新增", _marked("ins", words), address))
            elif words != (was := _words(old, before[name])):
                rows.append(("改动" if tag == "equal" else "移动并改动", _merged(was, words), address))
            elif tag != "equal":
                rows.append(("移动", escape(words), address))
            else:
                yield from _told(rows)
                rows = []
                same += 1
                continue
            if same:
                yield _unchanged(same)
                same = 0
        if rows and same:
            yield _unchanged(same)
            same = 0
        yield from _told(rows)
    if same:
        yield _unchanged(same)


def _told(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    for what, words, address in rows:
        yield f"**[{what}]({address})** {words}\n{{: .change }}"


def _unchanged(count: int) -> str:
    return f"（{count} 段没有改动）\n{{: .unchanged }}"


def _words(display: Display, node: Node) -> str:
    return " ".join(filter(None, (display.text(piece) for piece in node.pieces)))


def _marked(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words)}</{tag}>" if words else ""


def _merged(was: str, words: str) -> str:
    """Return two wordings in one, what is taken out and what is put in marked."""
    before, after = _WORD.findall(was), _WORD.findall(words)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _UNLIKE:
        return _marked("del", was) + _marked("ins", words)
    return "".join(
        escape("".join(before[i1:i2]))
        if tag == "equal"
        else _marked("del", "".join(before[i1:i2])) + _marked("ins", "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    )
