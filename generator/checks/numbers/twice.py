"""One thing for which two places of a report state different amounts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.moments import Written
from generator.text.sentences import split_sentences
from generator.text.span import Span

_SHORTEST_NAME = 5
"""Minimum characters that two places must share right before their amounts to be about one thing."""
_SHORT_NAME = 4
"""The same minimum for numbers of four or more digits of which two are swapped: 违规资金77.38万元."""
_LENGTHS = (4, 5, 6, 8, 10)
"""Numbers of characters at the end of a name by which it is looked up."""
_LONG_NAME, _LONGEST_NAME = 8, 12
_SCOPE = re.compile("[全本][国省市区县镇乡村校院局系]")
_EDGE = re.compile("[,;:。\\t]")
_FEWEST_DIGITS, _ROOM = 3, 60
_FILLING = re.compile(r"[的了\s“”\"《》]|(?:共计|累计|合计|总计|金额|资金共|约|共|达到?|为|近|超过?|逾)$")
_COMPARED = re.compile(
    r"较|比|[由从](?=[^,。;]{0,20}\d[^,。;]{0,12}[到至为成])"
    r"|同比|环比|惠及|受益|覆盖|(?<!虚)增(?!补)|(?<!核)减(?!免)|降|升|其中|分别|每|平均|计划|目标|规划|预算|余额|剩余|尚|另|原报|[账净原估]值"
)
"""Matches words of a clause whose amounts are of more than one time or thing; it is left out."""


_NOUN_AFTER = re.compile("的?(?P<noun>资金|补贴|补助|款项|经费|费用|租金|工程款)")
"""Matches a noun of the name behind its amount: 虚报冒领的35.26万元资金."""
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期次轮笔季]|[上下]半年|[本上去前]年|首[批期次轮笔]")
_ALREADY = re.compile("已[将把对]?$")
_LEAD = re.compile(
    "^.{0,20}(?:[将把对就]|针对|关于|指出|反映|发现|查明|查实|涉及|存在|责成|督促|要求|追究|该[\u4e00-\u9fff]{1,6}?(?:单位|部门|公司|[局院校镇村县]))(?:其|存在|的)?"
)
"""Matches the words of a name that lead to what it names: 区财政局督促其将|闲置资金, 审计指出|闲置资金."""
_SHIFTED = re.compile(
    "[应拟需待未仍再另又原新余]|计划|规划|预算|目标|其[他它余]|剩余|追加|部分|[本上]级|年[初末底中]|期[初末]|复核|核[定实]|审[定核]|一审|二审|[城农]|预计|申报"
)
"""Matches in what one of two names has more a word that makes it another thing or time: 应, 年初, 本级."""
_AGAIN = re.compile("上述|前述|以上|这[些一]?|该")
_EACH = re.compile("全部|均|全额|悉数|逐[一个项户件]")
_ALL = re.compile("全部|均|全额|悉数|逐[一个项户件]|完毕|到位|完成")
_ORDER = re.compile("责令|责成|要求")
_BY_NOW = re.compile(
    "(?:已|共|累计)[^,;]{0,4}(?:清退|追[缴回]|收[回缴]|退[回还缴]|上缴|整改|完成|办结|处[理置]|化解|拆除|拨付|发放|兑付|归还|盘活)|整改"
)
_FILLED = re.compile(
    "^(?:关于|目前|截至|经查|其中|该|上述|共有?|现有|有|累计|所|被|将|把|对|全[区市县镇局省乡村校院部]?|我[区市县局]|已|又){1,4}"
)
_AT_START = re.compile("(?:^|[,。;:])(?:目前|现|将|对|上述|该|已){0,2}$")
_START = 5
"""Maximum characters that `_AT_START` matches."""
_QUOTES = re.compile("[的“”]")
_FOR = re.compile("用[于来]|[为给对在向与和及以由从]|进行|实施|开展|作为|支持")
_SETS = re.compile(r"\([台套件个]{1,2}\)")
"""Matches behind an amount the rest of its unit: 34台(套)."""
_TO = re.compile("[对将把]$")
_IN_FULL = re.compile("率(?:已?达到?|为)?100%")
_SO_FAR = ("截至", "截止", "截止到", "到")
_WHOSE = re.compile(r".?[镇乡县区市村局院校司组队站所厂]")
"""Matches where the words end that name a body or place, whose last character two names may share."""
_DEEDS = (
    "清退|追缴|收回|上缴|退还|整改|完成|办结|处理|[排复审抽]查|摸[排查底]|清查|发现|查[处出明]|受理|核[查销减]|新[增建]|剩余|拨付|投入|下达|落实|到位|收缴|立案|处置|腾退|拆除|清理|整治|销号|改造|移交"
    "|注销|归[垫还]|盘活|划转|入账|偿还|登记|化解|发放|兑付|退[回缴]|追回|收取|建[成设档]|安装|更换"
)
_STATE = re.compile(_DEEDS + "|已|未|拟|应|需")
"""Matches words that tell the state of the thing that is counted."""
_BEHIND = re.compile(
    rf"已?(?P<noun>(?:(?![已均全逐被由予进也正尚仍])[\u4e00-\u9fff“”]){{2,10}}?)(?=[,、;:()。]|[已均全逐被由予进也正尚仍]|{_DEEDS}|$)"
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
    before: str
    """The words of its clause before it."""
    clause: str
    when: frozenset[str]
    so_far: bool
    """Whether each date in `when` only tells as of when the amount holds: 截至10月底."""

    @property
    def core(self) -> str:
        """The name without the words that only lead to it: 关于, 将, 已."""
        rest = _LEAD.sub("", self.name)
        return _FILLED.sub("", rest if len(rest) >= _SHORT_NAME else self.name)

    def of_time(self, other: _Told) -> bool:
        """Say whether two places are of one time: the same dates, or one has none and the other only says 截至."""
        if _AGAIN.search(other.clause) or (
            other.so_far and (_EACH.search(other.clause) or other.before.endswith("的"))
        ):
            return True  # 截至5月底,制定的14条措施已全部落实
        told = self.so_far if self.when else other.so_far
        problem = "问题" in (other.sentence if self.when else self.sentence)  # a heading names no day
        return self.when == other.when or ((told or problem) and not (self.when and other.when))


def check_twice(report: Report) -> Iterator[Message]:
    """Yield an amount if the same thing has a similar one elsewhere: 48.6万元 and 46.8万元.

    The words before both must be the same, and the numbers differ by two swapped digits or by one digit.
    """
    things: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for told in _all(report):
        for length in _LENGTHS:
            if len(told.name) >= length and (length > _SHORT_NAME or told.amount.figures >= _FEWEST_DIGITS):
                things[told.name[-length:], told.amount.scale, told.amount.kind].append(told)
        if len(told.core) > _SHORTEST_NAME:  # 医保基金违规结算, 违规结算医保基金
            things["".join(sorted(told.core)), told.amount.scale, told.amount.kind].append(told)
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
            dates = [w for w in find_dates(words) if not w.now]
            begins = [w.span.start for w in dates]
            of_sentence = _when(words, dates)
            cells, tabs = words.split("\t"), [at for at, mark in enumerate(words) if mark == "\t"]
            edges = [-1, *(mark.start() for mark in _EDGE.finditer(words)), len(words)]
            for amount in amounts(words):
                if not amount.unit or amount.figures < _FEWEST_DIGITS - 1:
                    continue
                here = amount.span.start
                at = bisect_right(edges, here)
                begin = max(edges[at - 1] + 1, here - _ROOM)
                clause = words[begin : min(edges[at], here + _ROOM)]
                if _COMPARED.search(clause):
                    continue
                own = dates[bisect_right(begins, begin - 1) : bisect_right(begins, here)]
                when, so_far = _when(words, own) if own else of_sentence
                span = Span(line.span.start + sentence.start + here, line.span.start + sentence.start + amount.span.end)
                cell = cells[bisect_right(tabs, here)]
                for name in _names_of(words, amount):
                    if len(name) >= _SHORT_NAME and len(_STATE.sub("", name)) > 1:
                        before = words[begin:here]
                        yield _Told(name, amount, span, line.number, cell, before, clause, when, so_far)


def _when(words: str, dates: Sequence[Written]) -> tuple[frozenset[str], bool]:
    """Return the dates of a clause or sentence, and whether each only tells as of when something holds."""
    told = frozenset(words[w.span.start : w.span.end] for w in dates)
    return told, all(words.endswith(_SO_FAR, 0, w.span.start) for w in dates)


def _names_of(words: str, amount: Quantity) -> Iterable[str]:
    """Return the words that name what an amount is of: those before it, behind it, or both (清退的72名护林员)."""
    name = _name(words, amount.span.start)
    sets = _SETS.match(words, amount.span.end)
    behind = _BEHIND.match(words, sets.end() if sets else amount.span.end)
    things = (behind["noun"], behind["noun"].rpartition("的")[0]) if behind else ()
    nouns = [_QUOTES.sub("", noun) for noun in things if len(noun) > 1]
    if words.endswith("的", 0, amount.span.start) or len(name) < _SHORT_NAME:
        joined = name[-1:] not in {"金", "款", "费", "元"} and nouns
        return dict.fromkeys((name + noun)[-_LONGEST_NAME:] for noun in nouns) if joined else (name,)
    after = _NOUN_AFTER.match(words, amount.span.end)
    if after and name and not name.endswith(after["noun"]):
        name = (name + after["noun"])[-_LONGEST_NAME:]
    if nouns and after is None and len(nouns[0]) > _SHORTEST_NAME and not _FOR.match(nouns[0]):
        return dict.fromkeys((name, *nouns))
    return (name,)


def _name(text: str, end: int) -> str:
    """Return the words right before an amount without filler words; empty if they contain a number."""
    end -= text.endswith(("(", "\t"), 0, end)  # 截留扶贫资金(18.4万元)
    clause = re.split(r"[,、;:()。\t]", text[max(0, end - 2 * _LONGEST_NAME) : end])[-1]
    clause = re.split(r"\d[年月日]", clause)[-1]
    while clause != (clause := _FILLING.sub("", clause)):
        pass
    return "" if re.search(r"\d", clause) else clause[-_LONGEST_NAME:]


def _alike(one: _Told, other: _Told) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether two amounts are of one thing by the words before them, without a word that makes them two.

    排查隐患1260处 and 整改隐患1206处 are two things, and so are amounts of two places, times or instalments.
    """
    if any(_ORDINAL.search(told.clause) for told in (one, other)):
        return False  # 第一批下达水利资金83.2万元,第二批下达水利资金82.3万元
    if one.core != other.core and sorted(one.core) == sorted(other.core):
        return True
    scopes = [_SCOPE.findall(told.name) for told in (one, other)]
    if all(scopes) and scopes[0] != scopes[1]:
        return False
    common = len(one.name) if one.name == other.name else _shared(one.core, other.core)
    left = [told.core[: max(0, len(told.core) - common)] for told in (one, other)]
    if common < _SHORT_NAME or any(_SHIFTED.search(rest) for rest in left):
        return False
    again = _AGAIN.search(one.clause + other.clause)
    if common == _SHORT_NAME and one.amount.figures <= _FEWEST_DIGITS and not (again or _ALL.search(other.clause)):
        return False
    if one.amount.figures < _FEWEST_DIGITS and not (common >= _SHORTEST_NAME or again or not any(left)):
        return False
    if one.sentence == other.sentence and one.line == other.line and any(map(_STATE.search, left)):
        return False  # 应清退津补贴48.6万元,已清退津补贴46.8万元
    if all(left) and not _same_end(*left) and not _are_deeds(left, one, other, common):
        return False  # 小学配备保安136名,中学配备保安163名
    return not _is_rest(left, one, other)


def _shared(one: str, other: str) -> int:
    """Return how many characters two names share at their ends."""
    return next(
        (at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other))
    )


def _are_deeds(left: list[str], one: _Told, other: _Told, common: int) -> bool:
    """Say whether what two names have more is told of deeds, and not of whose the thing is."""
    ends = [told.core[: len(told.core) - common + 1] for told in (one, other)]  # 排查 of 排, 查处
    bodies = [bool(_WHOSE.match(told.core, len(rest) - 1)) for told, rest in zip((one, other), left, strict=True)]
    return all(map(_STATE.search, ends)) and not all(bodies)


def _is_rest(left: list[str], one: _Told, other: _Told) -> bool:
    """Say whether one amount may be the part of the other that has been dealt with: 排查隐患1260处, 整改隐患1206处.

    Where the verb stands behind (津补贴46.8万元已清退), or with 全部, it is of all.
    """
    if _AGAIN.search(one.clause + other.clause) or _IN_FULL.search(one.sentence + other.sentence):
        return False
    found, done = sorted((one, other), key=lambda told: -told.amount.value)
    if _ALL.search(done.clause):
        return False
    if _BY_NOW.search(done.before) and not _ORDER.search(done.before) and not _DONE.search(found.before):
        return True
    deeds = [{state[0] for state in _STATE.finditer(rest)} for rest in left]
    if not all(deeds) or deeds[0] & deeds[1]:
        return False
    return not all(map(_FOUND.search, deeds[0] | deeds[1])) and not (
        _FOUND.search(done.before) and _DONE.search(found.before) and not _DONE.search(done.before)
    )


def _same_end(one: str, other: str) -> bool:
    return len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:]


def _slip(first: _Told, second: _Told) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether two numbers differ by two swapped digits, or by one digit."""
    one, other = first.amount.digits, second.amount.digits
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    different = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(different) == 2:
        left, right = different
        return one[left] == other[right] and one[right] == other[left]
    whole = first.core.endswith(second.core) or second.core.endswith(first.core)
    if len(different) == 1 and whole and _EACH.search(second.clause) and first.amount.figures >= _FEWEST_DIGITS:
        return True
    if min(len(first.name), len(second.name)) < _SHORTEST_NAME:
        return False
    # One of only three digits may differ for many reasons, unless the words before the numbers are long.
    if first.amount.figures < _FEWEST_DIGITS:
        return False
    if _AGAIN.search(second.clause):
        return len(different) == 1
    long = first.amount.figures > _FEWEST_DIGITS or min(len(first.name), len(second.name)) >= _LONG_NAME
    return len(different) == 1 and long
