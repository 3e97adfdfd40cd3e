"""The number in or beside a rule's words: which it is, its unit and its value."""

from __future__ import annotations

import re

from generator.facts.status.clauses import Clause
from generator.facts.status.rules import Rules
from generator.text.numerals import number_in_words

_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
MONEY = "元"
"""The unit of money."""
UNIVERSAL = re.compile("全[部面数额]|足额|超额|圆满|悉数|如数|均|都")
"""Matches words which say that all is meant, so that no number beside them is a part."""
_TO_WHOM = re.compile("(?:[给至向]了?|到(?![账位期岗])了?|为)[^,\\d]{0,2}$")
"""Matches before a number of those who receive something (已退给12名学生), or of what is left (压减为3家)."""
_SAME = {"人": "名"}
"""Units that count the same: 53名干部中已有39人."""
_OF_ITS_OWN = re.compile("^[^,\\d已]{2,}的$|^(?:更|还|也)?(?:让|使)$")
"""Matches before a number that is no part of another: a set of its own (未办案的2名法官退出), an effect (更让20亩…)."""
_QUALIFIED = re.compile("的(?:任务|目标|工作|人员|单位|企业|项目|干部|问题|事项|地块|房屋|账户|合同|设备|车辆)")
"""Matches after a number of things of a certain kind, which are a whole of their own."""
_TAKEN = re.compile("[已经现均都]{1,2}[^,]{0,14}?[将把]")
"""Matches the beginning of words whose number stands before their verb: 已将利息248万元上缴."""
_SIZE = re.compile("(?:宽|高|厚|深|占地|面积|直径|库容|投资)(?:约|为|达)?$|^(?!.*(?:累计|共)).*长(?:约|为|达)?$")
"""Matches before the size of one thing: 宽6米的大桥竣工."""
_OF_THAT_SIZE = re.compile("(?:了)?(?:[^,、\\d]{0,4})面积(?:约|为|达)?")
"""Words between a deed and a size that tell of how much it was done: 已收回面积90亩."""
_SIZED = re.compile("(?<=[米里])(?:[宽长厚深](?![输期江])|高(?![压标速]))")
"""Matches after the size of one thing: 70米宽的险段."""


def number_of(rules: Rules, clause: Clause, found: re.Match[str]) -> tuple[re.Match[str], bool] | None:
    """Return (the number of the found words, whether it stands after their verb); None if they have none."""
    if UNIVERSAL.search(found[0]):
        return None
    verb = found.start("at") if found.groupdict().get("at") else found.start()
    before = last_of(rules.units, clause.text[:verb])
    after = rules.units.search(clause.text, verb)
    if after and _TO_WHOM.search(clause.text, verb, after.start()):
        after = None
    if after and before and after["unit"] == MONEY != before["unit"]:
        # 5名人员已退还报酬3万元: the number is 5名, the money is beside it.
        after = None
    number = after or before
    told = clause.text[: number.start()] if number else ""
    size = _SIZE.search(told) and not (after and _OF_THAT_SIZE.fullmatch(told, found.end()))
    if number is None or _OF_ITS_OWN.search(told) or size or _SIZED.match(clause.text, number.end()):
        return None
    if not after and _QUALIFIED.search(clause.text, number.end(), verb):
        return None
    if rules.remainder.search(clause.text) and not rules.units.search(clause.text, 0, number.start()):
        return None
    return number, after is not None and not (number.end() <= found.end() and _TAKEN.match(found[0]))


def last_of(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match of a pattern in a text."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def unit_of(number: re.Match[str]) -> str:
    """Return the unit of a match of `Rules.units`; units that count the same are one."""
    return _SAME.get(number["unit"], number["unit"])


def value_of(number: re.Match[str]) -> float:
    """Return the value of a match of `Rules.units`."""
    words = number["number"]
    value = float(words) if words[0].isascii() else float(number_in_words(words) or 0)
    for scale in number["scale"]:
        value *= _SCALES[scale]
    return value
