"""无障碍声明: the page that tells which tests this version of gongkai passed, and whom to ask for other formats."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator import __version__
from generator.settings.office import OfficeLine
from generator.settings.yml import Strict, read_yml
from generator.writers.markdown.escape import escape
from generator.writers.markdown.frontmatter import front_matter

TITLE = "无障碍声明"


class Tested(Strict):
    """What gongkai's own tests run with, as tested.yml has it."""

    axe: str
    """The version of axe-core."""
    desktop: int
    """Width of a desktop screen in CSS pixels."""
    phone: int
    """Width of a phone's screen in CSS pixels."""
    engines: dict[str, str]
    """Names of the browsers for readers, by the name of the function in the tests that starts each."""


@cache
def read_tested() -> Tested:
    """Return what this version of gongkai is tested with."""
    return read_yml(Path(__file__).with_name("tested.yml"), Tested)


def write_statement(contact: list[OfficeLine], *, own_looks: bool) -> str:
    """Return the Markdown of the page.

    `contact` are the contact lines of the office; `own_looks` says whether the site has its own templates, styles or
    scripts, which gongkai's tests did not run.
    """
    values: dict[str, object] = {
        "title": TITLE,
        "description": "本站的无障碍测试做到哪一步，需要其他格式时向谁要。",
        "search": {"exclude": True},
    }
    told = read_tested()
    engines = "、".join(told.engines.values())
    untested = "这些改动没有经过上述测试" if own_looks else "如有改动，改动没有经过上述测试"
    checked = (
        f"用 axe-core {told.axe} 检查各种网页：电脑（宽 {told.desktop} 像素）和手机（宽 {told.phone} 像素）上，浅色和"
        "深色都没有不合规则的地方。"
    )
    own = "有" if own_looks else "没有"
    limits = (
        f"自动检查发现不了所有的障碍。本站{own}自己的模板、样式或脚本（`site_config/theme`），{untested}；"
        "本站自己写的网页也不在其中。"
    )
    offered = (
        "各份通报的封面列有 PDF、大字版 PDF、单个网页和离线包等格式。需要别的格式，或者有读不了、用不了的地方，请联系："
    )
    blocks = (
        f"# {TITLE} {{: #title data-added }}",
        "## 测试 {: #tested data-added }",
        f"本站由 gongkai {__version__} 生成。这一版做过的测试是：",
        f"- {checked}\n- 在 {engines} 里逐项试用搜索、筛选、永久链接、手机版面和打印。",
        limits,
        "## 其他格式 {: #formats data-added }",
        offered,
        "\n".join(f"- {line.label}：{_linked(line)}" for line in contact),
    )
    return front_matter(values) + "\n\n".join(blocks) + "\n"


def _linked(line: OfficeLine) -> str:
    words = escape(line.words)
    return f"[{words}]({line.link})" if line.link else words
