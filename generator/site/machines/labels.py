"""The page labels (网页标签) of 《政府网站发展指引》 (国办发〔2017〕47号): names, who fills them, and their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.site.machines.moments import minute
from generator.site.machines.published import COVER, REPORT, SECTION, Entry, Published, Site

Place = Literal["every page", "home and report pages", "report pages"]


@dataclass(frozen=True, slots=True)
class Label:
    """A page label of the standard."""

    name: str
    on: Place
    """The pages that have it."""
    what: str
    """The name of its content in the standard."""
    put: str
    """Where the publisher sets it, for messages."""
    required: bool = True


_SITE = "site_config/site.yml"
_OWN = "site_config/reports/{slug}.yml"
LABELS = (
    Label("SiteName", "every page", "网站名称", f"the site's official name as `name` in {_SITE}"),
    Label("SiteDomain", "every page", "网站域名", f"the site's domain as `domain` in {_SITE}"),
    Label("SiteIDCode", "every page", "网站标识码", f"the site's ten-character code as `id_code` in {_SITE}"),
    Label("ColumnName", "home and report pages", "栏目名称", f"the column's name as `column.name` in {_SITE}"),
    Label(
        "ColumnDescription",
        "home and report pages",
        "栏目描述",
        f"what the column is for as `column.description` in {_SITE}",
    ),
    Label(
        "ColumnKeywords",
        "home and report pages",
        "栏目关键词",
        f"the column's keywords as `column.keywords` in {_SITE}",
    ),
    Label(
        "ColumnType",
        "home and report pages",
        "栏目类别",
        f"the column's type, like 政策文件, as `column.type` in {_SITE}",
    ),
    Label("ArticleTitle", "report pages", "标题", f"the report's title as `title` in {_OWN}"),
    Label("PubDate", "report pages", "发布时间", f"when it was published as `issued: 2023-05-18 09:30` in {_OWN}"),
    Label("ContentSource", "report pages", "来源", f"who published it first as `source` in {_OWN}"),
    Label("Keywords", "report pages", "关键词", f"`keywords` in {_OWN}", required=False),
    Label("Author", "report pages", "作者", f"`author` in {_OWN} or {_SITE}", required=False),
    Label("Description", "report pages", "摘要", "the text's own beginning; nothing to set", required=False),
    Label("Image", "report pages", "图片", f"`image` in {_SITE}", required=False),
    Label("Url", "report pages", "网址", "`site_url` in mkdocs.yml", required=False),
)


def carries(kind: str, label: Label) -> bool:
    """Return whether pages of a kind have a label."""
    if label.on == "every page":
        return True
    return kind in REPORT or (kind == "home" and label.on == "home and report pages")


def labels_of(site: Site, entry: Entry | None) -> list[tuple[str, str]]:
    """Return names and values of a page's labels, without empty ones; None stands for the page 404.html."""
    kind = entry.kind if entry else "other"
    values = _site_values(site)
    if entry and entry.slug in site.by_slug:
        values |= _report_values(site, site.by_slug[entry.slug], entry)
    found = [(label.name, values.get(label.name)) for label in LABELS if carries(kind, label)]
    return [(name, value) for name, value in found if value]


def _site_values(site: Site) -> dict[str, str | None]:
    settings, column = site.settings, site.settings.column
    return {
        "SiteName": settings.name,
        "SiteDomain": settings.domain,
        "SiteIDCode": settings.id_code,
        "ColumnName": column.name,
        "ColumnDescription": column.description,
        "ColumnKeywords": ",".join(column.keywords),
        "ColumnType": ",".join(column.type),
    }


def _report_values(site: Site, report: Published, entry: Entry) -> dict[str, str | None]:
    return {
        "ArticleTitle": entry.title if entry.kind in {COVER, *SECTION} else report.title,
        "PubDate": minute(report.published) if report.published else None,
        "ContentSource": report.source or report.issuing_body or site.settings.organization.name,
        "Keywords": ",".join(report.keywords),
        "Author": report.author or site.settings.author,
        "Description": entry.description,
        "Image": site.image,
        "Url": site.absolute(entry.url),
    }
