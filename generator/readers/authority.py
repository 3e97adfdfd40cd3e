"""Region and level of the body that issued a report, by its name, and the round of inspections, by the text."""

from __future__ import annotations

import re

from generator.model.level import Level

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_UNIT = r"[^省市区县旗州盟镇乡]{1,8}?"
_REGION = re.compile(
    rf"^(?![省市区县旗州盟])(?P<province>{_UNIT}(?:省|自治区|特别行政区))?"
    rf"(?P<city>(?:{_UNIT}(?:自治州|州|盟|地区)|[^省区县旗州盟镇乡]{{1,8}}?市))?"
    rf"(?P<county>[^省州盟镇乡]{{1,10}}?(?:自治县|自治旗|新区|县|旗|区|市))?(?=.)"
)
_GOVERNING = re.compile(r"^(?:党?委(?:员会)?|政府|人民政府|纪委|纪律检查委员会|常委会|人大常委会|政协)")
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_ROUND = re.compile(
    r"(?:[一二三四五六七八九十]+届[^,。;、（(]{0,8}?委员?会?|[^,。;、（(\s]{0,4}?委)?第?[一二三四五六七八九十\d]+轮"
    r"(?:常规|专项|提级|交叉|机动)?(?:巡视|巡察)"
)


def region_of(body: str | None) -> str | None:
    """Return the region that a body's name begins with, like 广州市花都区; None if it names none."""
    name = _PARTY.sub("", body or "")
    match = _REGION.match(name)
    return (match[0] or None) if match else None


def level_of(body: str | None) -> Level | None:
    """Return the level of an issuing body, None without one.

    A region's own committee, government, congress or the like has the region's level; any other body is a unit.
    """
    if not body:
        return None
    name = _PARTY.sub("", body)
    match = _REGION.match(name)
    if not match or not match[0] or not _GOVERNING.match(name[match.end() :]):
        return Level.UNIT
    if match["county"] and (match["city"] or not match["county"].endswith("市")):
        return Level.COUNTY
    city = match["city"] or match["county"]
    return Level.PROVINCE if not city or city in _MUNICIPALITIES else Level.CITY


def round_of(folded: str) -> str | None:
    """Return the round of inspections that a text (folded to half width) first names, like 十二届省委第八轮巡视."""
    match = _ROUND.search(folded)
    return match[0] if match else None
