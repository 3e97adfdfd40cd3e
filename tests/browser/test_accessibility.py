"""axe-core finds no violation on any kind of page, light and dark, on a desktop and on a phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from generator.writers.portal.statement import read_tested
from tests.browser.conftest import FIRST, ROOT, SECOND, Scheme, Visits, Watch, drawn_in

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
    f"{SECOND}/figures/",  # a sixth of the first report's rows, and all that these have
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
    if not page.evaluate("'axe' in window"):
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


def violations_light_and_dark(page: Page, address: str, first: Scheme) -> list[str]:
    """Open a page in one colour scheme and run axe on it, then in the other the rules that depend on colours."""
    page.emulate_media(color_scheme=first)
    page.goto(address)
    found = violations(page)
    second: Scheme = "dark" if first == "light" else "light"
    page.emulate_media(color_scheme=second)
    drawn_in(page, second)
    # What an element is called and where it stands is the same in any colour.
    return found + violations(page, LOOKS)


EACH_SIZE = pytest.mark.parametrize(
    ("size", "first"),
    [((read_tested().desktop, 900), "light"), ((read_tested().phone, 780), "dark")],
    ids=["desktop", "phone"],
)
"""Marks a test of both sizes that the accessibility statement names: pages open light on one, dark on the other."""


@EACH_SIZE
def test_axe(visits: Visits, watch: Watch, site_url: str, size: tuple[int, int], first: Scheme) -> None:
    watch.expected_missing.add(site_url + MISSING)
    page = visits.page(size, first, reduced_motion="reduce")
    found = [line for path in PAGES for line in violations_light_and_dark(page, site_url + path, first)]
    assert not found, "\n".join(found)
