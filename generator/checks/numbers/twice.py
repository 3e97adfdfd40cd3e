"""One thing for which two places of a report state different amounts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.sentences import split_sentences
from generator.text.span import Span

_SHORTEST_NAME = 5
"""Minimum characters that two places must share right before their amounts to be about one thing."""
_SHORT_NAME = 4
"""The same minimum for numbers of four or more digits of which two are swapped: 违规资金77.38万元."""
_LONG_NAME, _LONGEST_NAME = 8, 12
_FEWEST_DIGITS = 3
_FILLING = re.compile(r"[的了\s“”\"《》]|(?:共计|累计|合计|总计|金额|资金共|约|共|达到?|为|近|超过?|逾)$")
_COMPARED = re.compile(
    r"较|比|[由从](?=[^,。;]{0,20}\d[^,。;]{0,12}[到至为成])"
    r"|同比|环比|增|(?<!核)减(?!免)|降|升|其中|分别|每|平均|计划|目标|预算|余额|剩余|尚"
)
"""Matches words of a sentence whose amounts are of more than one time or thing; it is left out."""


_NOUN_AFTER = re.compile("的?(?P<noun>资金|补贴|补助|款项|经费|费用|租金|工程款)")
"""Matches a noun of the name behind its amount: 虚报冒领的35.26万元资金."""
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期次轮笔季]|[上下]半年|[本上去前]年|首[批期次轮笔]")
_ALREADY = re.compile("已[将把对]?$")
_FILLED = re.compile(
    "^(?:关于|目前|截至|经查|其中|该|上述|共有?|现有|有|累计|所|被|将|把|对|全[区市县镇局省乡村校院部]?|我[区市县局]|已|又){1,4}"
)
_AT_START = re.compile("(?:^|[,。;:])(?:目前|现|将|对|上述|该|已){0,2}$")
_START = 5
"""Maximum characters that `_AT_START` matches."""
_SETS = re.compile(r"\([台套件个]{1,2}\)")
"""Matches behind an amount the rest of its unit: 34台(套)."""
_TO = re.compile("[对将把]$")
_IN_FULL = re.compile("率(?:已?达到?|为)?100%")
_SO_FAR = ("截至", "截止", "截止到", "到")
_WHOSE = re.compile(r".?[镇乡县区市村局院校司组队站所厂]")
"""Matches where the words end that name a body or place, whose last character two names may share."""
_STATE = re.compile(
    "清退|追缴|收回|上缴|退还|整改|完成|办结|处理|排查|发现|查处|受理|核查|新增|剩余|拨付|投入|下达|落实|到位|收缴|立案|已|未|拟|应|需"
)
"""Matches words that tell the state of the thing that is counted."""
_BEHIND = re.compile(
    rf"(?P<noun>(?:(?![已均全逐被由予进也正尚仍])[\u4e00-\u9fff]){{2,10}}?)(?=[,、;:()。]|[已均全逐被由予进也正尚仍]|{_STATE.pattern}|$)"
)
"""Matches the thing itself behind its amount, where a verb and 的 stand before it: 清查出的34处闲置房产."""

_FOUND = re.compile("发现|查出|查明|排查|核查|应")
_DONE = re.compile("清退|追缴|追回|收回|退回|退还|退缴|上缴|收缴|整改|完成|办结|处理|处置|化解|拆除")
"""With `_FOUND`, matches in the names of two amounts of one thing of which no more can be done than was found."""


@dataclass(frozen=True, slots=True)
class _Told:
    name: str
    amount: Quantity
    span: Span
    line: int
    sentence: str
    when: frozenset[str]
    so_far: bool
    """Whether each date in `when` only tells as of when the amount holds: 截至10月底."""

    @property
    def core(self) -> str:
        """The name without the words that only lead to it: 关于, 将, 已."""
        return _FILLED.sub("", self.name)

    def of_time(self, other: _Told) -> bool:
        """Say whether two places are of one time: the same dates, or one has none and the other only says 截至."""
        told = self.so_far if self.when else other.so_far
        problem = "问题" in (other.sentence if self.when else self.sentence)  # a heading names no day
        return self.when == other.when or ((told or problem) and not (self.when and other.when))


def check_twice(report: Report) -> Iterator[Message]:
    """Yield an amount if the same thing has a similar one elsewhere: 48.6万元 and 46.8万元.

    The words before both must be the same, and the numbers differ by two swapped digits or by one digit.
    """
    things: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for told in _all(report):
        for length in (_SHORTEST_NAME, _SHORT_NAME):
            if len(told.name) >= length and (
                length > _SHORT_NAME or len(told.amount.digits.replace(".", "")) > _FEWEST_DIGITS
            ):
                things[told.name[-length:], told.amount.scale, told.amount.unit].append(told)
        if len(told.core) > _SHORTEST_NAME:  # 医保基金违规结算, 违规结算医保基金
            things["".join(sorted(told.core)), told.amount.scale, told.amount.unit].append(told)
    found = []
    for places in things.values():
        # Three different amounts after the same words are of three like things.
        if len({told.amount.digits for told in places}) == 2:
            first = places[0]
            other = next(told for told in places if told.amount.digits != first.amount.digits)
            if _slip(first, other) and first.of_time(other) and _alike(first, other):
                found.append((other, first))
    for told, before in sorted(dict.fromkeys(found), key=lambda pair: pair[0].span.start):
        yield message_at(
            report,
            "two-amounts",
            told.span,
            found=report.source[told.span],
            other=report.source[before.span],
            line=before.line,
        )


def _all(report: Report) -> Iterator[_Told]:
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text):
            words = text[sentence.start : sentence.end]
            if _COMPARED.search(words[:300]):
                continue
            dates = [w for w in find_dates(words) if not w.now]
            when = frozenset(words[w.span.start : w.span.end] for w in dates)
            so_far = all(words.endswith(_SO_FAR, 0, w.span.start) for w in dates)
            cells, tabs = words.split("\t"), [at for at, mark in enumerate(words) if mark == "\t"]
            for amount in amounts(words):
                name = _name(words, amount.span.start)
                thing = _BEHIND.match(words, amount.span.end) if words.endswith("的", 0, amount.span.start) else None
                if thing and name and name[-1:] not in {"金", "款", "费", "元"}:
                    name = (name + thing["noun"])[-_LONGEST_NAME:]
                if not name and _AT_START.search(words, max(0, amount.span.start - _START), amount.span.start):
                    sets = _SETS.match(words, amount.span.end)
                    behind = _BEHIND.match(words, sets.end() if sets else amount.span.end)
                    name = behind["noun"] if behind and len(behind["noun"]) > _SHORTEST_NAME else ""
                noun = None if thing else _NOUN_AFTER.match(words, amount.span.end)
                if noun and name and not name.endswith(noun["noun"]):
                    name = (name + noun["noun"])[-_LONGEST_NAME:]
                if len(name) >= _SHORT_NAME and len(amount.digits.replace(".", "")) >= _fewest(name) and amount.unit:
                    start = line.span.start + sentence.start
                    span = Span(start + amount.span.start, start + amount.span.end)
                    cell = cells[bisect_right(tabs, amount.span.start)]
                    yield _Told(name, amount, span, line.number, cell, when, so_far)


def _fewest(name: str) -> int:
    """Return the minimum digits of an amount with such a name."""
    return _FEWEST_DIGITS if len(name) <= _SHORTEST_NAME else _FEWEST_DIGITS - 1


def _name(text: str, end: int) -> str:
    """Return the words right before an amount without filler words; empty if they contain a number."""
    end -= text.endswith(("(", "\t"), 0, end)  # 截留扶贫资金(18.4万元)
    clause = re.split(r"[,、;:()。\t]", text[max(0, end - 2 * _LONGEST_NAME) : end])[-1]
    while clause != (clause := _FILLING.sub("", clause)):
        pass
    return "" if re.search(r"\d", clause) else clause[-_LONGEST_NAME:]


def _alike(one: _Told, other: _Told) -> bool:
    """Say whether the words before two amounts are the same, without a word that makes them amounts of two things.

    排查隐患1260处 and 整改隐患1206处 are two things: a word of state in one name must stand in the other's sentence, or
    less must be found than is done, and the sentence of what was found must tell nothing of what was done.
    """
    if one.core != other.core and sorted(one.core) == sorted(other.core):
        return not _ORDINAL.search(one.name)
    common = 0
    for a, b in zip(reversed(one.name), reversed(other.name), strict=False):
        if a != b:
            break
        common += 1
    if common < max(_SHORT_NAME, min(len(one.name) - 2, len(other.name) - 2, _LONG_NAME)):
        return False
    left = [name[: len(name) - common] for name in (one.name, other.name)]
    if _are_two(one, other, common, left):
        return False
    # 已处置闲置土地1286亩 and 处置闲置土地1268亩: 已 alone makes no difference.
    pairs = (
        (_ALREADY.sub("", left[0]), other),
        (_ALREADY.sub("", left[1]), one),
    )
    if any(_DONE.search(rest) and _IN_FULL.search(one.sentence + other.sentence) for rest in left):
        return True
    if all(state[0] in there.sentence for rest, there in pairs for state in _STATE.finditer(rest)):
        return True
    found, done = sorted((one, other), key=lambda told: told.amount.value)
    return bool(_FOUND.search(found.name) and _DONE.search(done.name) and not _DONE.search(found.sentence))


def _are_two(one: _Told, other: _Told, common: int, left: list[str]) -> bool:
    """Say whether the words in front of what two names share, `left`, make them two things or instalments."""
    if _ORDINAL.search(one.name) or _ORDINAL.search(other.name):
        return True  # 第一批下达水利资金83.2万元,第二批下达水利资金82.3万元
    if one.sentence == other.sentence and one.line == other.line and one.name != other.name:
        return True  # 应清退津补贴48.6万元,已清退津补贴46.8万元
    verbs = [name[: len(name) - common + 1] for name in (one.name, other.name)]  # 排查 of 排, 查处
    one_body = _same_end(*(_TO.sub("", name) for name in left))  # 区医院收取…, 区医院对收取的…
    if not one_body and all(_FILLED.sub("", name) for name in left) and not any(map(_STATE.search, verbs)):
        return True  # 小学配备保安136名,中学配备保安163名
    # 甲镇清退资金12.6万元,乙镇清退资金16.2万元
    names = zip((one.name, other.name), left, strict=True)
    return not one_body and all(left) and all(_WHOSE.match(name, len(words) - 1) for name, words in names)


def _same_end(one: str, other: str) -> bool:
    return len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:]


def _slip(first: _Told, second: _Told) -> bool:
    """Say whether two numbers differ by two swapped digits, or by one digit."""
    one, other = first.amount.digits, second.amount.digits
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    different = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(different) == 2:
        left, right = different
        return one[left] == other[right] and one[right] == other[left]
    if min(len(first.name), len(second.name)) < _SHORTEST_NAME:
        return False
    # One of only three digits may differ for many reasons, unless the words before the numbers are long.
    if len(one.replace(".", "")) < _FEWEST_DIGITS:
        return False
    if "上述" in first.sentence + second.sentence:
        return len(different) == 1
    long = len(one.replace(".", "")) > _FEWEST_DIGITS or min(len(first.name), len(second.name)) >= _LONG_NAME
    return len(different) == 1 and long
