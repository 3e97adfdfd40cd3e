"""The names and times of the numbers of a list, in order: A、B、C分别增长6.5%、19.5%、11.3%."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from generator.facts.figures.changes import basis_before
from generator.facts.figures.naming import AGAINST
from generator.facts.figures.said import Said
from generator.facts.figures.sentence import REACH, Sentence
from generator.facts.figures.subjects import Place, name_before, names_before, without_predicate
from generator.facts.figures.times import Time
from generator.text.numerals import number_of

_IN_ORDER = re.compile(r"分别|各自|依次")
_NUMBER_OF = re.compile(r"([两二三四五六七八九\d])(?:个|人|家|项|类|名|所|户|镇|乡|村|街|条|座|大|种|区|县|市|校|院)")
_MARK = re.compile("[、,]")
_KIND = 3
"""Maximum length of a word that tells kinds apart."""
_SHARED = frozenset("第部级类型式线性")
"""Characters that such words have in common: 第一 and 第二, 东部 and 西部; not 甲村 and 乙村."""
_KINDS = ({"城镇", "农村"}, {"城市", "农村"}, {"男", "女"}, {"农业", "工业"}, {"国有", "民营"}, {"公办", "民办"})
"""Words that tell kinds apart and have no character in common, in pairs."""


def names_in_order(sentence: Sentence, index: int, start: int, said: Said) -> list[Place]:
    """Return the names of the numbers of a list, in order: A、B、C同比分别增长6.5%、19.5%、11.3%.

    `index` is that of the list's first number, `start` where the words about it begin. Without names in its clause,
    the names are those of the figures before (主体20万户,资本33亿元,分别增长9.4%和10.4%) or of the clause before.
    Empty if there is no list, or not as many names as numbers.
    """
    count = sentence.lengths[index]
    if count == 1:
        return []
    text, amount = sentence.text, sentence.amounts[index]
    marker = _IN_ORDER.search(text, start, amount.end)
    end = said.told.start if said.told else amount.start
    end = basis_before(text, start, max(start, min(end, marker.start())) if marker else end)
    end = against.start(1) if (against := AGAINST.search(text, start, end)) else end  # 较2019年春运|分别下降31%和51%
    names = names_before(text, sentence.after_time(start, end), end)
    if len(names) > count:  # 蔬菜及食用菌、瓜果产量分别增长
        listed = names_before(text, sentence.after_time(start, end), end, loose=False)
        names = listed if len(listed) == count else names
    if marker and len(names) != count:
        names = _counted(sentence, count, marker.start()) or names
    before = said.named[-count:] if len(said.named) >= count else said.listed if len(said.listed) == count else []
    if not marker:
        together = sentence.amounts[index + 1].start == amount.end  # 问题23起38人: two figures of one thing
        names = [] if together else names
        if not names and said.told and (alike := said.of_units(sentence.units_of(index))):
            return alike
        again = not names and said.told and count == said.count
        return before if again else _with_head(text, _uncounted(text, names)) if len(names) == count else []
    if before and (not names or (len(names) == 1 and _counts_all(text, names[0], count))):
        return before
    if names:
        return _with_head(text, _uncounted(text, names[-count:])) if len(names) >= count else []
    clause = sentence.frame.clause(amount.start) - 1
    if clause > said.used:
        begin = max(sentence.frame.clause(clause), said.used, clause - REACH)
        begin = sentence.after_time(begin, clause)
        names = [*map(partial(without_predicate, text), names_before(text, begin, clause))]
        names = names if len(names) == count else _names_of_parts(text, begin, clause)
    return names if len(names) == count else []


def _counted(sentence: Sentence, count: int, marker: int) -> list[Place]:
    """Return the `count` names before a number that counts them, else none: 冶金业、化工业2个行业分别增长5%、6%.

    The number stands before 分别, at `marker`: 批发、零售两个行业1-7月零售额分别完成3亿元、5亿元.
    """
    start = sentence.frame.clause(marker)
    number = _NUMBER_OF.search(sentence.text, max(start, marker - REACH), marker)
    if number is None or number_of(number[1].replace("两", "二")) != count:
        return []
    end = number.start()
    begin = sentence.after_time(start, end)
    for loose in (True, False):  # 机械和器材制造业、矿物制品业2个行业
        names = names_before(sentence.text, begin, end, loose=loose)
        if len(names) == count:
            return names
    return []


def _counts_all(text: str, name: Place, count: int) -> bool:
    """Say whether a name only counts the figures before: 四项指标分别下降3%、4%、5%、6%."""
    number = _NUMBER_OF.match(text, *name)
    return number is not None and number_of(number[1].replace("两", "二")) == count


def _uncounted(text: str, names: list[Place]) -> list[Place]:
    """Return names, the last without the number that counts them: 东村, 西村 of 东村、西村两个村集体收入."""
    start, end = names[-1]
    number = _NUMBER_OF.search(text, start + 1, end)
    if number and len(names) == number_of(number[1].replace("两", "二")):
        names = [*names[:-1], (start, number.start())]
    return names


def _with_head(text: str, names: list[Place]) -> list[Place]:
    """Return names, or for each the whole list if only the last has their head: 城镇、农村居民人均可支配收入."""
    if not names:
        return names
    *short, (start, end) = names
    kinds = [(text[slice(*name)], text[start : start + name[1] - name[0]]) for name in short]
    if all(len(one) <= _KIND and end - start > len(one) + 1 and _are_kinds(one, other) for one, other in kinds):
        return [(names[0][0], end)] * len(names)
    return names


def _are_kinds(one: str, other: str) -> bool:
    """Say whether two words tell kinds of one thing apart: 城镇 and 农村, 第一 and 第二, 东部 and 西部."""
    return one != other and (
        {one, other} in _KINDS or any(a == b and a in _SHARED for a, b in zip(one, other, strict=True))
    )


def times_in_order(sentence: Sentence, index: int, start: int) -> list[Time]:
    """Return the times of the numbers of a list, in order: 2019年、2020年分别增长4%和5%; else empty."""
    count, amount = sentence.lengths[index], sentence.amounts[index]
    if count == 1 or not _IN_ORDER.search(sentence.text, start, amount.start):
        return []
    times = sentence.times_before(amount.start, count)
    clause = sentence.frame.clause(amount.start)
    joined = all(b.start - a.end <= 1 for a, b in pairwise(times))
    one = len(times) == count and joined and all(time.kind == "dated" and time.start >= clause for time in times)
    return list(times) if one else []


def _names_of_parts(text: str, start: int, end: int) -> list[Place]:
    """Return the name of each part of a list of deeds: 收送礼金、配备公车."""
    marks = [start - 1, *(mark.start() for mark in _MARK.finditer(text, start, end)), end]
    names = [name_before(text, one + 1, other) for one, other in pairwise(marks)]
    return [name for name in names if name] if all(names) else []
