"""axe-core finds no violation on any kind of page, light on a desktop and dark on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, FIRST, PHONE, ROOT, Scheme, Visits, Watch

AXE = ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "home": "",
    "cover": f"{FIRST}/",
    "section": f"{FIRST}/p2t1f1/",
    "contents": f"{FIRST}/p2t1/",
    "full": f"{FIRST}/full/",
    "proof": f"{FIRST}/proof/",
    "ledger": f"{FIRST}/ledger/",
    "documents": f"{FIRST}/documents/",
    "figures": f"{FIRST}/figures/",
    "timeline": f"{FIRST}/timeline/",
    "compare": "compare/",
    "404": "no-such-page/",
}


def violations(page: Page) -> list[str]:
    """Run axe on a page and return what it objects to, one line a node."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run().then(result => result.violations)")
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} — {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_axe(visits: Visits, watch: Watch, site_url: str, name: str, scheme: Scheme, size: tuple[int, int]) -> None:
    address = site_url + PAGES[name]
    if name == "404":
        watch.expected_missing.add(address)
    page = visits.page(size, scheme, reduced_motion="reduce")
    page.goto(address)
    found = violations(page)
    assert not found, "\n".join(found)
