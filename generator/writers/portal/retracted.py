"""The pages of a retracted report: its addresses tell what stood there, and when and why it was retracted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.edition.edition import Edition
from generator.edition.history import Version, history_of
from generator.edition.series import body_id
from generator.model.pages import CHANGES, COVER, VERSIONS
from generator.settings.state import Publication, Retraction
from generator.writers.markdown.days import day
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.report.corrections import full_stop, name_of
from generator.writers.versions.version import version_files

RETRACTED = "retracted"
"""The `kind` of these pages in their front-matter."""
_TITLE = "已撤回的通报"
_TO_CHANGES = re.compile(rf"\[([^]\n]*)\]\({CHANGES}\.md[^)\n]*\)")


def write_retracted(
    retraction: Retraction,
    public: Publication | None,
    slug: str,
    kept: Edition | None,
    formerly: Sequence[str] = (),
) -> dict[str, str | bytes]:
    """Return the files of a retracted report, by path in its folder.

    `public` tells what was published, if it is known; `kept` is the report if its versions stay readable, None if all
    text was removed. Each other page that the report had links to the cover, whose front-matter also lists the slugs
    that the report had `formerly`.
    """
    values = _values(retraction, slug)
    known = {**values, "formerly": list(formerly)} if formerly else values
    cover = front_matter(known) + "\n\n".join(_told(retraction, public, kept)) + "\n"
    note = f"这一页所在的通报已于{day(retraction.date)}撤回，见[撤回说明]({COVER}.md)。"
    other = front_matter(values) + "\n\n".join([_heading(retraction), *_aside(note)]) + "\n"
    files: dict[str, str | bytes] = {f"{COVER}.md": cover, **{f"{name}.md": other for name in retraction.pages}}
    for version in history_of(kept).versions if kept else ():
        for name, content in version_files(version, slug, _banner(version, retraction)).items():
            # The comparison of versions is gone with the report: links to it become plain words.
            files[name] = (
                _TO_CHANGES.sub(r"\1", content) if isinstance(content, str) and name.endswith(".md") else content
            )
    return files


def _values(retraction: Retraction, slug: str) -> dict[str, object]:
    feed = retraction.feed or body_id(retraction.body)
    return {
        "title": f"{retraction.title}（已撤回）" if retraction.title else _TITLE,
        "kind": RETRACTED,
        "retracted": slug,
        "retracted_on": str(retraction.date),
        **({"retracted_feed": feed} if feed else {}),
        "reason": retraction.reason,
        "description": f"{day(retraction.date)}撤回：{retraction.reason}",
        "robots": "noindex",
        "search": {"exclude": True},
    }


def _heading(retraction: Retraction) -> str:
    return f"# {escape(retraction.title or _TITLE)} {{: #title data-added }}"


def _aside(*told: str) -> list[str]:
    return ['<aside class="old" data-added aria-label="已撤回" markdown>', *told, "</aside>"]


def _told(retraction: Retraction, public: Publication | None, kept: Edition | None) -> list[str]:
    who = f"{escape(retraction.body)}的" if retraction.body else ""
    when = f"（{day(retraction.issued)}）" if retraction.issued else ""
    what = f"《{escape(retraction.title)}》" if retraction.title else "一份整改进展情况的通报"
    since = f"这里自{day(public.date)}起公布过" if public else "这里公布过"
    found = [
        _heading(retraction),
        *_aside(
            f"**本通报已于{day(retraction.date)}撤回。**",
            f"撤回原因：{escape(full_stop(retraction.reason))}",
        ),
        '<section class="retracted" data-added markdown>',
        f"{since}{who}{what}{when}。",
    ]
    if public:
        found.append(f"当时公布的原始文件的校验码（SHA-256）：  \n`{public.sha256}`。")
    if kept:
        versions = reversed(history_of(kept).versions)
        links = [f"- [{name_of(one)}全文]({VERSIONS}/{one.number}/{COVER}.md)" for one in versions]
        found += ["撤回前公布过的文本保留在下列网址，仅供查考：", "\n".join(links)]
    else:
        found.append("公布过的文本已全部移除，不再提供。")
    return [*found, "</section>"]


def _banner(version: Version, retraction: Retraction) -> list[str]:
    source = version.edition.report.source.published_name
    return _aside(
        f"**这份通报已撤回**：{name_of(version)}，{day(retraction.date)}撤回，仅供查考。",
        f"撤回原因：{escape(full_stop(retraction.reason))}",
        f"[看撤回说明](../../{COVER}.md) · [本版原始文件]({source})",
    )
