"""JSON-LD and Open Graph: the graph hangs together at any address, and no title breaks out of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.machines.conftest import HOSTILE, LISTS, NAMES, STATEMENT, Site

SLUGS = (*NAMES, "hostile", "day-only", "undated")

BESIDE = tuple(f"/{name}/index.html" for name in ("documents", "earlier", "figures", "ledger", "proof", "timeline"))
"""Ends of the names of pages of which every word is added."""


def whole(site: Site, page: str, url: str) -> str:
    """Return an address of a page's JSON-LD, resolved as a reader of the page resolves it."""
    address = site.address or "https://anywhere.example/a/b/"
    return urljoin(address + page.removesuffix("index.html"), url)


def is_page(site: Site, url: str) -> bool:
    address = site.address or "https://anywhere.example/a/b/"
    path = urlsplit(urldefrag(url).url).path.removeprefix(urlsplit(address).path)
    return url.startswith(address) and (site.root / path / "index.html").is_file()


def test_a_cover_describes_its_report(below: Site) -> None:
    things = below.things("hostile/index.html")
    report = things["Report"]
    cover = "https://www.yunchuan.gov.cn/xxgk/hostile/"
    assert report["@id"] == f"{cover}#report"
    assert report["name"] == report["headline"] == HOSTILE
    assert report["url"] == cover
    assert report["inLanguage"] == "zh-CN"
    assert report["datePublished"] == "2024-03-02T09:05:07+08:00"
    assert report["author"] == {"@type": "Organization", "name": "甲县县委"}
    assert report["publisher"] == {
        "@type": "GovernmentOrganization",
        "name": "中共云川市委巡察工作领导小组办公室",
        "url": "https://www.yunchuan.gov.cn/",
    }
    assert report["encoding"]["contentUrl"] == f"{cover}source.txt"
    assert [part["name"] for part in report["hasPart"]] == ["一、总体情况", "（一）关于</script>问题", "二、下一步"]
    assert [part["position"] for part in report["hasPart"]] == [1, 2, 3]


def test_a_day_without_a_time_is_given_none(below: Site) -> None:
    assert below.things("day-only/index.html")["Report"]["datePublished"] == "2024-03-02"
    assert "datePublished" not in below.things("no-numbering/index.html")["Report"]


def test_without_an_organization_the_issuing_body_publishes(bare: Site) -> None:
    publisher = bare.things("hostile/index.html")["Report"]["publisher"]
    assert publisher == {"@type": "GovernmentOrganization", "name": "甲县县委"}


def test_every_section_is_part_of_its_report_and_the_report_has_it(site: Site) -> None:
    for slug in SLUGS:
        page = f"{slug}/index.html"
        report = site.things(page)["Report"]
        parts = [whole(site, page, part["url"]) for part in report.get("hasPart", [])]
        of_report = []
        for name in site.pages:
            if not name.startswith(f"{slug}/") or name in {page, f"{slug}/full/index.html"} or name.endswith(BESIDE):
                continue
            section = site.things(name)["CreativeWork"]
            of_report.append(whole(site, name, section["url"]))
            assert whole(site, name, section["isPartOf"]["@id"]) == whole(site, page, report["@id"])
            assert section["isPartOf"]["@type"] == "Report"
            assert section["position"] == parts.index(of_report[-1]) + 1
        assert sorted(parts) == sorted(of_report)
        assert all(is_page(site, part) for part in parts)
        full = site.things(f"{slug}/full/index.html")["Report"]
        assert whole(site, f"{slug}/full/index.html", full["@id"]) == whole(site, page, report["@id"])


def test_home_lists_every_report(site: Site) -> None:
    website = site.things("index.html")["WebSite"]
    listed = [whole(site, "index.html", part["@id"]) for part in website["hasPart"]]
    assert sorted(listed) == sorted(
        whole(site, f"{slug}/index.html", site.things(f"{slug}/index.html")["Report"]["@id"]) for slug in SLUGS
    )


def test_breadcrumbs_lead_from_home_to_the_page(site: Site) -> None:
    for page in site.pages:
        if page in {"404.html", "index.html"} or page.endswith((*BESIDE, *LISTS, STATEMENT)):
            continue
        items: list[dict[str, Any]] = site.things(page)["BreadcrumbList"]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        steps = [whole(site, page, item["item"]) for item in items]
        assert len(set(steps)) == len(steps)
        assert all(is_page(site, step) for step in steps)
        assert steps[0] == whole(site, "index.html", "")
        assert steps[-1] == whole(site, page, "")
    items = site.things("hostile/p1f1/index.html")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["公开", HOSTILE, "一、总体情况", "（一）关于</script>问题"]


def test_with_an_address_every_url_is_whole(below: Site) -> None:
    def urls(thing: Any) -> list[str]:
        if isinstance(thing, dict):
            own = [value for key, value in thing.items() if key in {"@id", "url", "item", "contentUrl"}]
            return [*own, *(url for value in thing.values() for url in urls(value))]
        return [url for value in thing for url in urls(value)] if isinstance(thing, list) else []

    for page in below.pages:
        if page != "404.html" and not page.endswith((*BESIDE, *LISTS, STATEMENT)):
            found = urls(list(below.things(page).values()))
            assert found
            assert all(url.startswith("https://www.yunchuan.gov.cn/") for url in found), page


def test_open_graph(below: Site, bare: Site) -> None:
    found = dict(below.metas("hostile/index.html", "property"))
    assert found["og:type"] == "article"
    assert found["og:title"] == HOSTILE
    assert found["og:url"] == "https://www.yunchuan.gov.cn/xxgk/hostile/"
    assert found["og:image"] == "https://www.yunchuan.gov.cn/xxgk/images/seal.png"
    assert found["article:published_time"] == "2024-03-02T09:05:07+08:00"
    assert dict(below.metas("index.html", "property"))["og:type"] == "website"
    plain = dict(bare.metas("hostile/index.html", "property"))
    assert "og:url" not in plain
    assert "og:image" not in plain


def test_no_title_breaks_out(site: Site) -> None:
    for page in site.pages:
        scripts = site.head(page).xpath("//script[not(@src) and not(@type)]")
        assert all("alert(1)" not in script.text for script in scripts), page
        for script in site.head(page).xpath("//script[@type='application/ld+json']"):
            assert not set("<>&") & set(script.text)
