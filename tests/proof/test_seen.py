"""What a reader sees: pages in a browser, each edit of a style or a script found, nothing told of pages as built."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.proof.seen import browser as looking
from generator.proof.seen.browser import VIEWS, look_at
from generator.proof.seen.reasons import told
from tests.project import Project
from tests.proof.conftest import SLUG

WAYS = {
    "display": ("p{display:none}", "is not laid out"),
    "visibility": ("article p{visibility:hidden}", "is invisible"),
    "size": ("article p{font-size:1px}", "is smaller than can be read"),
    "white": ("article p{color:#fff}", "hardly differs from what lies behind"),
    "fill": ("article p{-webkit-text-fill-color:#fefefe}", "hardly differs from what lies behind"),
    "opacity": ("article{opacity:.1}", "hardly differs from what lies behind"),
    "covered": ("body:after{content:'';position:fixed;inset:0;background:#fff;z-index:99}", "is covered or cut off"),
    "cut": ("article p{height:1px;overflow:hidden}", "is covered or cut off"),
    "away": ("article p{position:absolute;left:-9999px}", "stands outside the page"),
    "turned": ("article p{transform:scaleX(-1)}", "is turned or moved"),
    "filter": ("article{filter:blur(9px)}", "is drawn through a filter"),
    "words": ("article p::before{content:'不实'}", "has words that a style adds"),
    "struck": ("article p{text-decoration:line-through}", "is struck out"),
    "order": ("article,article>div{display:flex;flex-direction:column-reverse}", "stands above what comes before it"),
    "dots": ("article p{-webkit-text-security:disc}", "is shown as dots"),
    "clicks let through": (
        "body:after{content:'';position:fixed;inset:0;background:#fff;pointer-events:none!important}",
        "is covered or cut off",
    ),
    "small cover": (
        "p{position:relative}p:after{content:'';position:absolute;left:0;top:0;width:4em;height:2em;background:#fff;pointer-events:none}",
        "is covered or cut off",
    ),
    "cover of its own end": (
        "p:after{content:'';display:inline-block;width:9em;margin-left:-9em;background:#fff;height:1em;position:relative}",
        "is covered or cut off",
    ),
    "cover beside": (
        "article h1{position:relative;z-index:9;background:#fff;margin-bottom:-9em!important;height:12em}",
        "is covered or cut off",
    ),
    "outline": ("article h1{outline:20em solid #fff}", "is covered or cut off"),
    "outline within": ("article{outline:400em solid #fff;outline-offset:-400em}", "is covered or cut off"),
    "colour by a property": (
        "article{--x:color-mix(in srgb,white 99%,red)}article p{color:var(--x)}",
        "hardly differs",
    ),
    "colour of another space": ("article p{color:oklch(1 0 0)}", "hardly differs"),
    "dark behind": ("body{background-image:linear-gradient(#000,#000)}", "stands on a picture"),
    "dark below": (
        "article{position:relative}article:before{content:'';position:absolute;display:block!important;left:0;top:0;width:99vw;height:999em;background:#222;z-index:-1}",
        "hardly differs",
    ),
    "size by calc": ("article p{font-size:calc(1px*2)}", "is smaller"),
    "zoom": ("article p{zoom:.2}", "is smaller"),
    "clip": ("article p{position:absolute;clip:rect(0,0,0,0)}", "is cut by a path"),
    "clip-path": ("article p{clip-path:circle(0)}", "is cut by a path"),
    "mask": ("article p{-webkit-mask-image:linear-gradient(transparent,transparent)}", "is masked"),
    "scale": ("article{scale:-1 1}", "is turned or moved"),
    "blend": ("article p{mix-blend-mode:screen}", "is blended"),
    "upright": ("article p{writing-mode:vertical-rl}", "is written in another direction"),
    "right to left": ("article p{direction:rtl;unicode-bidi:bidi-override}", "is written in another direction"),
    "animated": ("@keyframes x{99%{opacity:0}}article p{animation:x 9s infinite}", "is animated"),
    "first letter": ("article p::first-letter{color:#fff}", "hardly differs"),
    "no first letter": ("article p::first-letter{font-size:0}", "is not laid out"),
    "first line": ("article p::first-line{color:#fefefe}", "hardly differs"),
    "counted": ("article{counter-reset:x 12}article p:before{content:counter(x)}", "has words that a style adds"),
    "an address": ("article p:after{content:attr(id)}", "has words that a style adds"),
    "drawn words": ("article p:before{content:url(data:image/png;base64,AA==)}", "has words that a style adds"),
    "emphasis": ("article p{text-emphasis:'否'}", "has words that a style adds"),
    "marker": ("article p{display:list-item;list-style:'否' inside}", "has words that a style adds"),
    "stroke": ("article p{-webkit-text-stroke:9px #fff}", "is drawn with a shadow"),
    "reflected": ("article p{-webkit-box-reflect:below}", "is drawn with a shadow"),
    "crowded": ("article p{letter-spacing:-.8em}", "is drawn into what stands beside it"),
    "raised figures": ("article p{font-feature-settings:'sups'}", "is shown in other letters"),
    "ordinals": ("article p{font-variant-numeric:diagonal-fractions}", "is shown in other letters"),
    "a font": (
        "@font-face{font-family:x;src:local('Noto Sans CJK SC'),local('DejaVu Sans')}article p{font-family:x}",
        "is drawn in a font",
    ),
    "away by indent": ("article p{text-indent:-999em!important}", "stands outside the page"),
    "one line": (
        "article p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:4em}",
        "is covered or cut off",
    ),
    "clamped": (
        "article p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;width:9em}",
        "is covered or cut off",
    ),
    "beside in reverse": (
        ".page{display:flex;flex-direction:row-reverse}.page>*{flex:1;min-width:0}",
        "stands above what comes before it",
    ),
    "one over another": ("article p{position:absolute;top:9em;left:0;background:#fff}", "is covered or cut off"),
}
"""Rules of a style sheet, and what each does to a reader."""


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[object]:
    """Return a page of the tests' browser, for all that this module's tests look at."""
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


@pytest.fixture
def pages(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look with the one browser."""
    monkeypatch.setattr(looking, "_page", lambda: nullcontext(opened))


def one_page(small: Path, folder: Path, style: str) -> Path:
    """Return a site of which only the single file is looked at, with a style of its own."""
    made = folder / SLUG
    made.mkdir(parents=True)
    single = (small / SLUG / f"{SLUG}.html").read_text(encoding="utf-8")
    (made / "index.html").write_text(single.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
    return folder


def unseen(monkeypatch: pytest.MonkeyPatch, site: Path) -> list[tuple[str, str]]:
    """Look at the one page of a site; return view and fault of each thing that is not seen."""
    from generator.proof.outputs import ReportPages  # noqa: PLC0415 - beside its one use

    def alone(folder: Path, _slug: str, name: Callable[[Path], str]) -> ReportPages:
        found = ReportPages(folder, name)
        found.add(folder / "index.html")
        return found

    monkeypatch.setattr(looking, "read_pages", alone)
    return [(found.view, found.why) for found in look_at(site, [site / SLUG]).unseen]


@pytest.mark.usefixtures("pages")
def test_pages_as_built_are_seen(small: Path) -> None:
    looked = look_at(small, [small / SLUG])
    assert looked.unseen == ()
    assert looked.pages > 3


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("way", WAYS)
def test_what_a_style_does_is_told(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    style, why = WAYS[way]
    found = unseen(monkeypatch, one_page(small, tmp_path, style))
    assert {view for view, words in found if words.startswith(why)} == set(VIEWS)


@pytest.mark.usefixtures("pages")
def test_what_is_hidden_from_one_view_alone(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    style = "@media print{article p{display:none}}"
    assert {view for view, _ in unseen(monkeypatch, one_page(small, tmp_path, style))} == {"print"}


BARE = """青禾县委关于巡察整改进展情况的通报
第一部分 下一步工作
1、持续推进河道管护，需长期坚持。
2、计划2031年6月底前完成老旧管网改造35公里。
联系电话：0999-8880001；电子邮箱：qhsw@example.cn
中共青禾县水务局党组
2030年11月5日
"""


@pytest.mark.usefixtures("pages")
def test_a_number_alone_stands_beside_its_words_and_a_link_to_touch_covers_none(empty_project: Project) -> None:
    empty_project.add_source("qinghe-2030", BARE)
    empty_project.must("build")
    assert look_at(empty_project.site, [empty_project.site / "qinghe-2030"]).unseen == ()


def test_each_reason_has_its_words() -> None:
    """What the script calls by a key is told in words, in Chinese in Chinese."""
    script = Path(looking.__file__).with_name("layout.js").read_text(encoding="utf-8")
    keys = set(re.findall(r'(?:says\(|tell\(|why = |told = |return |\? |: )"([a-z-]+)"', script)) - {"instant"}
    assert len(keys) > 20
    assert {told(key) for key in keys}


def test_verify_tells_and_keeps_what_is_found(small_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "seen.json"
    told = small_project.must("verify", "--seen", "--report", file, really=True)
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["unseen"] == []
    assert re.search(rf"seen in a browser: {found['pages']} pages in 3 views", told)


def test_without_a_browser_it_is_a_sentence(small_project: Project) -> None:
    done = small_project.really("verify", "--seen", env={"CHROMIUM": "/no/such/browser"})
    assert done.returncode == 2
    assert "/no/such/browser: does not run (" in done.stderr
    assert "Traceback" not in done.stderr
