"""axe-core finds no violation on any kind of page, light on a desktop and dark on a phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from generator.writers.portal.statement import read_tested
from tests.browser.conftest import FIRST, ROOT, Scheme, Visits, Watch

AXE = ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "no-such-page/"
PAGES = (
    "",
    f"{FIRST}/",
    f"{FIRST}/p2t1f1/",  # a section
    f"{FIRST}/p2t1/",  # a section's contents
    f"{FIRST}/full/",
    f"{FIRST}/proof/",
    f"{FIRST}/ledger/",
    f"{FIRST}/documents/",
    f"{FIRST}/figures/",
    f"{FIRST}/timeline/",
    "compare/",
    "check/",
    "documents/",
    "accessibility/",
    MISSING,
)
"""One of each kind."""


LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules of axe that depend on colours and widths, as laid out."""


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Run axe on a page, all of it or some rules, and return what it objects to, one line a node."""
    page.add_script_tag(path=AXE)
    # What passes need not be told node by node; from a disk axe may not fetch the style sheets a second time.
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": not page.url.startswith("file:")}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [
        f"{urlsplit(page.url).path}: {rule['id']} ({rule['impact']}): {node['html'][:160]} — "
        f"{node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(read_tested().desktop, 900), (read_tested().phone, 780)], ids=["desktop", "phone"])
def test_axe(visits: Visits, watch: Watch, site_url: str, scheme: Scheme, size: tuple[int, int]) -> None:
    watch.expected_missing.add(site_url + MISSING)
    whole = (scheme == "light") == (size[0] > size[1])
    page = visits.page(size, scheme, reduced_motion="reduce")
    found = []
    for path in PAGES:
        page.goto(site_url + path)
        # What an element is called and where it stands is the same in any colour.
        found += violations(page, () if whole else LOOKS)
    assert not found, "\n".join(found)
