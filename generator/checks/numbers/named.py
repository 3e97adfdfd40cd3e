"""Amounts with the words that name what they are of, for the rule that compares them: 清退津补贴48.6万元."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.checks.numbers.amounts import Quantity, amounts
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.moments import Written
from generator.text.sentences import split_sentences
from generator.text.span import Span

SHORTEST_NAME = 5
"""Minimum characters that two places must share right before their amounts to be about one thing."""
SHORT_NAME = 4
"""The same minimum for numbers of four or more digits of which two are swapped: 违规资金77.38万元."""
LONG_NAME, _LONGEST_NAME = 8, 12
_EDGE = re.compile("[,;:。\\t]")
FEWEST_DIGITS, _ROOM = 3, 60
_FILLING = re.compile(r"[的了\s“”\"《》]|(?:共计|累计|合计|总计|金额|资金共|约|共|达到?|为|近|超过?|逾)$")
_COMPARED = re.compile(
    r"较|比|[由从](?=[^,。;]{0,20}\d[^,。;]{0,12}[到至为成])"
    r"|同比|环比|惠及|受益|覆盖|(?<![虚新])增(?!补)|(?<!核)减(?!免)|降|升|其中|分别|每|平均|计划|目标|规划|预算|余额|剩余|尚|另|原报|[账净原估]值"
)
"""Matches words of a clause whose amounts are of more than one time or thing; it is left out."""
_NOUN_AFTER = re.compile("的?(?P<noun>资金|补贴|补助|款项|经费|费用|租金|工程款)")
"""Matches a noun of the name behind its amount: 虚报冒领的35.26万元资金."""
_LEAD = re.compile(
    "^.{0,20}(?:[将把对就]|针对|关于|指出|反映|发现|查明|查实|涉及|存在|责成|督促|要求|追究|该[\u4e00-\u9fff]{1,6}?(?:单位|部门|公司|[局院校镇村县]))(?:其|存在|的)?"
)
"""Matches the words of a name that lead to what it names: 区财政局督促其将|闲置资金, 审计指出|闲置资金."""
AGAIN = re.compile("上述|前述|以上|这[些一]?|该")
EACH = re.compile("全部|均|全额|悉数|逐[一个项户件家名村校镇所处笔条宗批人]")
_ONE_BY_ONE = re.compile("逐[^,。;]")
ALL = re.compile(EACH.pattern + "|完毕|到位|完成")
_DONE_ON = re.compile(ALL.pattern + "|已[于在]")
_FILLED = re.compile(
    "^(?:关于|目前|截至|经查|其中|该|上述|共有?|现有|有|累计|所|被|将|把|对|全[区市县镇局省乡村校院部]?|我[区市县局]|已|又){1,4}"
)
_QUOTES = re.compile("[的“”]")
OF = re.compile("的(?P<noun>[\u4e00-\u9fff]{4,16})")
"""Matches behind an amount that stands before its thing: 总投资1.68亿元|的公园二期项目."""
_FOR = re.compile("用[于来]|[为给对在向与和及以由从]|进行|实施|开展|作为|支持")
_LAST_NUMBER = re.compile(r"\d[^\u4e00-\u9fff]{0,8}[\u4e00-\u9fff]?(?!.{0,60}\d)")
"""Matches the last number of a clause with its unit: 市属4所|中学食堂超范围列支经费."""
_SETS = re.compile(r"\([台套件个]{1,2}\)")
"""Matches behind an amount the rest of its unit: 34台(套)."""
_SO_FAR = ("截至", "截止", "截止到", "到")
_DEEDS = (
    "清退|追缴|收回|上缴|退还|整改|完成|办结|处理|[排复审抽]查|摸[排查底]|清查|发现|查[处出明]|受理|核[查销减]|新[增建]|剩余|拨付|投入|下达|落实|到位|收缴|立案|处置|腾退|拆除|清理|整治|销号|改造|移交"
    "|注销|归[垫还]|盘活|划转|入账|偿还|登记|化解|发放|兑付|退[回缴]|追回|收取|建[成设档]|安装|更换"
)
STATE = re.compile(_DEEDS + "|已|未|拟|应|需")
"""Matches words that tell the state of the thing that is counted."""
_DEED_BEFORE = re.compile(rf"^.{{0,4}}?(?:{_DEEDS})")
_BEHIND = re.compile(
    rf"已?(?P<noun>(?:(?![已均全逐被由予进也正尚仍])[\u4e00-\u9fff“”]){{2,10}}?)(?=[,、;:()。]|[已均全逐被由予进也正尚仍]|{_DEEDS}|$)"
)
"""Matches the thing itself behind its amount, where a verb and 的 stand before it: 清查出的34处闲置房产."""


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """An amount, with the words that name what it is of and with those around it."""

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
    later: bool
    """Whether each date in `when` stands behind the amount, where it tells when all was done: 已于9月全部追缴."""
    lead: str
    """The words of its sentence before it."""
    behind: str
    """The words of its sentence behind it."""

    @property
    def core(self) -> str:
        """The name without the words that only lead to it: 关于, 将, 已."""
        rest = _LEAD.sub("", self.name)
        return _FILLED.sub("", rest if len(rest) >= SHORT_NAME else self.name)

    @property
    def refers_back(self) -> bool:
        """Whether it is told of all of what was told before: 查出的16处校舍已全部…, 上述16处校舍均已…."""
        back = self.before.endswith("的") or AGAIN.search(self.before)
        return bool(back and EACH.search(self.clause))

    def of_time(self, other: NamedAmount) -> bool:
        """Say whether two places are of one time: the same dates, or one has none and the other only says 截至."""
        if "新增" in self.name + other.name and not other.refers_back:
            return False  # what is new is so each time
        if AGAIN.search(other.clause) or (other.so_far and (EACH.search(other.clause) or other.before.endswith("的"))):
            return True  # 截至5月底,制定的14条措施已全部落实
        if not self.when and _ONE_BY_ONE.search(other.clause):
            return True  # 6月以来,对43家养老机构逐家检查
        dated = self if self.when else other
        if dated.later and not (self.when and other.when) and _DONE_ON.search(dated.sentence.removeprefix(dated.lead)):
            return True
        told = self.so_far if self.when else other.so_far
        problem = "问题" in (other.sentence if self.when else self.sentence)  # a heading names no day
        return self.when == other.when or ((told or problem) and not (self.when and other.when))


def named_amounts(report: Report) -> Iterator[NamedAmount]:
    """Yield the amounts of a report, once for each of the words that may name what they are of."""
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
                if not amount.unit or amount.figures < FEWEST_DIGITS - 1:
                    continue
                here = amount.span.start
                at = bisect_right(edges, here)
                begin = max(edges[at - 1] + 1, here - _ROOM)
                clause = words[begin : min(edges[at], here + _ROOM)]
                if _COMPARED.search(clause):
                    continue
                own = dates[bisect_right(begins, begin - 1) : bisect_right(begins, here)]
                when, so_far = _when(words, own) if own else of_sentence
                later = all(w.span.start > here for w in own or dates)
                span = Span(line.span.start + sentence.start + here, line.span.start + sentence.start + amount.span.end)
                cell = cells[bisect_right(tabs, here)]
                for name in _names_of(words, amount):
                    if len(name) >= SHORT_NAME and len(STATE.sub("", name)) > 1:
                        before = words[begin:here]
                        lead, behind = words[:here], words[amount.span.end :][:_ROOM]
                        yield NamedAmount(
                            name, amount, span, line.number, cell, before, clause, when, so_far, later, lead, behind
                        )


def _when(words: str, dates: Sequence[Written]) -> tuple[frozenset[str], bool]:
    """Return the dates of a clause or sentence, and whether each only tells as of when something holds."""
    told = frozenset(words[w.span.start : w.span.end] for w in dates)
    return told, all(words.endswith(_SO_FAR, 0, w.span.start) for w in dates)


def _names_of(words: str, amount: Quantity) -> Iterable[str]:
    """Return the words that name what an amount is of: those before it, behind it, or both (清退的72名护林员)."""
    name = _name(words, amount.span.start)
    thing = OF.match(words, amount.span.end)
    quality = _DEED_BEFORE.sub("", name)
    if thing and 1 < len(quality) < SHORT_NAME:  # 总投资1.68亿元的公园二期项目
        return (thing["noun"] + quality,)
    own = _LEAD.sub("", name)
    name = own if len(own) < SHORT_NAME else name  # 对全区|43家养老机构
    sets = _SETS.match(words, amount.span.end)
    behind = _BEHIND.match(words, sets.end() if sets else amount.span.end)
    things = (behind["noun"], behind["noun"].rpartition("的")[0]) if behind else ()
    nouns = [_QUOTES.sub("", noun) for noun in things if len(noun) > 1]
    if words.endswith("的", 0, amount.span.start) or len(name) < SHORT_NAME:
        joined = name[-1:] not in {"金", "款", "费", "元"} and nouns
        return dict.fromkeys((name + noun)[-_LONGEST_NAME:] for noun in nouns) if joined else (name,)
    after = _NOUN_AFTER.match(words, amount.span.end)
    if after and name and not name.endswith(after["noun"]):
        name = (name + after["noun"])[-_LONGEST_NAME:]
    if nouns and after is None and len(nouns[0]) > SHORTEST_NAME and not _FOR.match(nouns[0]):
        return dict.fromkeys((name, *nouns))
    return (name,)


def _name(text: str, end: int) -> str:
    """Return the words right before an amount without filler words; empty if they contain a number."""
    end -= text.endswith(("(", "\t"), 0, end)  # 截留扶贫资金(18.4万元)
    clause = re.split(r"[,、;:()。\t]", text[max(0, end - 2 * _LONGEST_NAME) : end])[-1]
    clause = re.split(r"\d[年月日]|[-./]\d{1,2}(?=[\u4e00-\u9fff])", clause)[-1]
    while clause != (clause := _FILLING.sub("", clause)):
        pass
    after = _LAST_NUMBER.split(clause)[-1]
    return after[-_LONGEST_NAME:] if after == clause or len(after) >= LONG_NAME else ""
