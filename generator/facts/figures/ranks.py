"""Ranks: 排名全市第二, 居全省第三位、第五位, 居全省首位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.facts.fact import Change
from generator.facts.figures.frame import Setting
from generator.facts.figures.numbers import Amount
from generator.text.numerals import number_of

RANK = "名次"
"""The unit of a rank."""
_PLACES = "(?:全国|全省|全市|全区|全县|全州|全盟|全旗|全疆|全球|世界|国内|省内|市内|区域内|同类|全行业)"
_TOLD = "(?:排名|排位|位列|位居|名列|排在|排(?=第|[全国省市县区])|居|列)"
_MOVED = "(?:跃居|稳居|高居|上升到|上升至|提升到|提升至|跃升到|跃升至|下降到|下降至|升至|升到|前移至|前移到|退至|降至"
_MOVED += "|下滑至|下滑到|滑落至|回落至|退居)"
_WORDS = r"(?:(?!第)[^,。;:、]){0,8}"
_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_RANK = re.compile(
    rf"(?:(?:{_TOLD}|{_MOVED}){_WORDS}|{_PLACES}(?:(?!第)[^,。;:、]){{0,4}})"
    rf"第(?P<n>{_NUMERAL})(?:(?:位次|位|名)?(?![\u4e00-\u9fff])|位次|位|名|(?=[和且并的]))"
    rf"|(?:{_TOLD}|{_MOVED})(?![住民家宅])(?:{_PLACES}|[^,。;:、第]{{0,4}}?[省市区县州盟旗院校业])?(?P<top>首位|榜首|之首)"
)
_REGIONS = "长三角|珠三角|京津冀|环渤海|大湾区|[东中西]部|东北|华[东北南中]|西[南北]|沿[海江边]"
_REGIONS += r"|[全同]?[两二三四五六七八九十\d]{0,3}(?:省会|副省级|地级|设区|县级|同类)?(?:省|市|县|区|州|城市)"
"""Regions of which only a later rank of a list is told without a verb: 居全省第三,长三角第一."""
_AMONG = f"(?:{_PLACES}|{_REGIONS})"
_NEXT = re.compile(rf"(?:、|和|,)(?P<whole>{_AMONG}?第(?P<n>{_NUMERAL})(?:位次|位|名)?)(?![\u4e00-\u9fff])")
_NUMBERED = re.compile(rf"第{_NUMERAL}(?:位|名|[,。;、:)和且并的]|$)")
_CAME = re.compile("[由从][^第]{0,8}(?=第)")
"""Matches words before an old rank, which are left out of its span: 由二季度 in 排名由二季度第6位下滑至第8位."""
_UP = re.compile("[升跃]|前移")
_DOWN = re.compile("[退降落]|下滑")


def holds_a_rank(text: str) -> bool:
    """Say whether a sentence may hold a rank."""
    told = ("第" in text and _NUMBERED.search(text)) or "首" in text
    return bool(told and _RANK.search(text))


def find_ranks(frame: Setting) -> Iterator[Amount]:
    """Yield the ranks of a sentence as amounts with the unit RANK; 首位 is 1."""
    if not holds_a_rank(frame.text):
        return
    end = 0
    for match in _RANK.finditer(frame.text):
        if frame.hidden[match.start()] or match.start() < end:
            continue
        end = match.end()
        came = _CAME.search(match[0])
        yield from _rank(match["n"] or "1", match.start() + (came.end() if came else 0), end)
        while more := _NEXT.match(frame.text, end):
            yield from _rank(more["n"], more.start("whole"), more.end())
            end = more.end()


def _rank(written: str, start: int, end: int) -> Iterator[Amount]:
    number = number_of(written)
    if number is not None:
        yield Amount(start, end, Decimal(number), None, RANK, "", None)


def change_of_rank(written: str) -> Change | None:
    """Return how a rank changed, by its own words: `up_to` for a better one (升至第二); None if unchanged."""
    if _UP.search(written):
        return "up_to"
    return "down_to" if _DOWN.search(written) else None
