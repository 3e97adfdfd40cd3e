"""阅读工具: size, contrast, reading aloud by a voice of the machine, printing one place; hosted and from a disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FIRST, Visits
from tests.browser.test_accessibility import violations

SIZE = "() => getComputedStyle(document.querySelector('article p[id]')).fontSize"
CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const found = [...document.querySelectorAll("article :is(p, h1, h2, a, summary, strong, b, li)")].map((element) => {
    const ink = light(getComputedStyle(element).color);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  });
  return Math.min(...found);
}"""
VOICES = """
window.spoken = [];
const voice = { lang: "zh-CN", name: "fake", localService: LOCAL };
const speech = {
  getVoices: () => [voice],
  addEventListener() {},
  cancel() {},
  speak(told) { window.spoken.push(told); },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

FIRST_SEEN = """
new MutationObserver((_, watch) => {
  if (!document.body) return;
  window.sizeAtFirst = document.documentElement.dataset.size;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
"""Notes what size the text has when the body begins, before which nothing is painted."""
SIZES = pytest.mark.parametrize("size", [(1366, 768), (360, 800)], ids=["desktop", "phone"])
"""What offices and small phones have."""
Address = Callable[[str], str]


@pytest.fixture(params=["hosted", "disk"])
def address(request: pytest.FixtureRequest, site_url: str, built_site: Path) -> Address:
    """What a page of the first report is opened by: the server's address, or the file's."""
    if request.param == "disk":
        return lambda page: (built_site / FIRST / page / "index.html").as_uri()
    return lambda page: f"{site_url}{FIRST}/{page}/"


def open_tools(page: Page) -> None:
    page.locator("details.tools > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tools__menu")).to_be_visible()


@SIZES
def test_text_grows_and_stays_so(visits: Visits, address: Address, size: tuple[int, int]) -> None:
    page = visits.page(size)
    page.add_init_script(FIRST_SEEN)
    page.goto(address("p2t2f5"))
    assert float(page.evaluate(SIZE).removesuffix("px")) >= 18
    open_tools(page)
    for _ in range(9):
        page.get_by_role("button", name="放大字号").press("Enter")
    assert page.evaluate(SIZE) == "30.006px"
    page.get_by_label("高对比").check()
    assert page.evaluate(CONTRAST) >= 7
    if page.url.startswith("http"):
        assert violations(page) == []  # of the same page that opens from a disk
    page.keyboard.press("Escape")
    expect(page.locator(".tools__menu")).to_be_hidden()
    page.goto(address("full"))
    assert page.evaluate("sizeAtFirst") == "30"
    assert page.evaluate("document.documentElement.dataset.size") == "30"
    assert page.evaluate(SIZE) == "30.006px"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@SIZES
def test_report_is_read_aloud_by_a_local_voice(visits: Visits, address: Address, size: tuple[int, int]) -> None:
    page = visits.page(size)
    page.add_init_script(VOICES.replace("LOCAL", "true"))
    page.goto(address("p2t2f5"))
    page.locator("[id='i1m2']").get_by_role("button", name="引用本段").click()
    page.get_by_role("button", name="从这里朗读").click()

    def said() -> str:
        return str(page.evaluate("spoken[spoken.length - 1].text"))

    assert said() == "二是强化考核结果运用。"
    assert "".join(page.locator("mark.spoken").all_text_contents()) == "二是强化考核结果运用。"
    page.evaluate("spoken[spoken.length - 1].onend()")
    assert said().startswith("将落实抓早抓小工作要求情况纳入")
    expect(page.locator("mark.spoken").first).to_be_in_viewport()
    page.get_by_role("button", name="暂停").click()
    page.get_by_label("语速").select_option("1.6")
    page.get_by_role("button", name="继续").click()
    assert page.evaluate("spoken[spoken.length - 1].rate") == 1.6
    for _ in range(3):
        page.evaluate("spoken[spoken.length - 1].onend()")
    assert said() == "目前，相关单位均已开展问题排查和整改。"
    page.evaluate("spoken[spoken.length - 1].onend()")
    assert said() == "2.加强以案促改工作。"  # not 通报所述, which is added
    assert violations(page) == []
    page.get_by_role("button", name="停止").click()
    expect(page.locator("mark.spoken")).to_have_count(0)


def test_nothing_is_read_by_a_voice_of_another_machine(visits: Visits, address: Address) -> None:
    page = visits.page()
    page.add_init_script(VOICES.replace("LOCAL", "false"))
    page.goto(address("p2t2f5"))
    assert page.evaluate("window.gongkaiAloud") is None  # a script that few readers need comes when it is asked for
    open_tools(page)
    page.wait_for_function("window.gongkaiAloud")
    expect(page.get_by_role("button", name="朗读本页")).to_be_hidden()


@SIZES
def test_one_item_prints_alone(visits: Visits, address: Address, size: tuple[int, int]) -> None:
    page = visits.page(size)
    page.add_init_script("window.print = () => {}")
    page.goto(address("p2t2f5"))
    page.locator("[id='i2']").get_by_role("button", name="引用本段").click()
    page.get_by_role("button", name="打印此处").click()
    page.emulate_media(media="print")
    shown = re.sub(r"\s", "", page.locator("article").inner_text())
    assert "（五）关于主体责任压得不紧问题" in shown
    assert "2.加强以案促改工作。" in shown
    assert "1.从严落实" not in shown
    assert "3.严格干部出入国" not in shown
    assert f"{FIRST}/p2t2f5/" in shown  # the address in clear beside its code
    expect(page.get_by_role("img", name="本页网址的二维码")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("[id='i1']")).to_be_visible()
