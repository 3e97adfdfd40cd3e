"""Percentages: shares over 100%, two shares that should make 100%, rates that disagree with the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise

from generator.checks.numbers.amounts import Quantity, amounts, last_place
from generator.checks.numbers.counts import Passage, sentences, status_of
from generator.checks.numbers.proportions import RATE_OF_WORD, shares_around, shares_in_order, stated_shares
from generator.checks.numbers.totals import first_part
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_PERCENT = r"(?<![\d.])(?P<p>\d{1,9}(?:\.\d{1,6})?)\s?%"
_SHARE = re.compile(
    rf"(?P<label>占(?![用地道有领据])[^\d,。;、%]{{0,20}}|(?:率|比重|比例|满意度|知晓度|认可度)[^\d,。;、%率]{{0,8}}){_PERCENT}"
    r"(?:[,]?(?:提高|提升|上升|增加|增长)[到至](?P<to>\d{1,9}(?:\.\d{1,6})?)\s?%)?"
)
_RATE = re.compile(
    r"(?:占比|整改率|整改完成率|办结率|销号率|结案率|合格率|达标率|覆盖率|优良率|优秀率|满意率|满意度|认可度|知晓度|知晓率|参与率|参训率|"
    r"受理率|入户率|普及率|签约率|到位率|落实率|上岗率|准确率|公开率|拨付率|支付率|发放率|兑付率|归还率|接种率|治愈率|恢复率|修复率|挂牌率|成活率|持证率|登记率|配备率|安装率|通水率|回收率|出席率|(?<!毛)入学率|升学率|巩固率|到课率|返还率|退费率|追缴率|清退率|到账率|到会率|出勤率|签订率|建档率|公示率|巡察率|调解率|(?<!目标)(?<!任务)完成率)$"
)
"""Matches rates that are shares of a whole; rates of growth, load or debt may exceed 100%, and so may plans."""
_ANY_RATE = re.compile(r"[\u4e00-\u9fff]{2}率$")
_OF_MORE = re.compile(
    r"增|速|毛|使用|参保|[开竣完]工|负债|杠杆|覆盖|利用|产销|完成|执行|贡献|回报|利润|收益|周转|通胀|溢价|偿债|进度|变化|[汇利税费]率|比率|容积|密度|出生|自给|上座|满载|负荷|超|出[租借]|征收|入库|储备|拨备|换手|倍|效率|[降减]|达产|投产|产能|保障|保值|准备|替代|补偿|资本"
)
"""Matches the names of rates that may be over 100%: of growth, of debt, of what was planned, of what is used."""
_PLAN = re.compile(r"目标|计划|预算|任务|指标|产值|投资|收入|超额|进度")
_TASK = re.compile("任务|指标|目标|计划|考核|超额")
"""Matches words of a sentence whose 完成率 may be over 100%: more may be done than was planned."""
_GROWTH = re.compile(r"同比|环比|增长|下降|增加|减少|上升|提高了|提升了|增幅|增速|倍")
_REST = re.compile(
    rf"{_PERCENT}(?:[^\d。;%]{{0,8}}?|;\s{{0,8}})(?:剩余|其余|余下|剩下)的?(?P<rest>\d{{1,3}}(?:\.\d{{1,6}})?)\s?%"
)
_X = "[\u4e00-\u9fff]{2}"
_OPPOSED = re.compile(
    rf"(?:(?P<x>{_X})的?(?P<y>率?[占为]?){_PERCENT}[,、;]而?[未不](?P=x)的?(?:(?P=y)|率?[占为])"
    rf"|男性?占(?P<m>\d{{1,3}}(?:\.\d{{1,6}})?)%[,、;]女性?占"
    rf"|成活率(?:为|达)?(?P<z>\d{{1,3}}(?:\.\d{{1,6}})?)%[,、;](?:死亡|枯死)率(?:为|达)?)(?P<rest>\d{{1,3}}(?:\.\d{{1,6}})?)%"
)
"""Matches a share and its opposite: 达标的占96.5%,未达标的占4.5%."""
_STATED = re.compile(
    rf"[,、;(](?:(?:问题|总体)?(?:整改)?(?:任务)?(?:完成|整改|办结|办复|落实|化解|处置|销号|结案)率|占(?:比|总数的?)?)"
    rf"(?:已?达到?|为|是)?{_PERCENT}"
)
_DEALT = (
    "付|收回|回收|追回|追缴|收缴|退缴|清退|退还|清偿|偿还|归还|化解|支付|拨付|兑付|盘活|处置|消化|清收"
    "|复垦|拆除|修复|整改|完成"
)
_PART = re.compile(rf"[,、;(](?:目前|现|累计|实际)?已(?:经|累计|实际)?(?P<verb>{_DEALT})[^\d,。;]{{0,6}}")
_RATE_OF_IT = re.compile(rf"[,、(](?P<rate>{_DEALT})率(?:已?达到?|为|是)?")
_DUE = re.compile(r"应[\u4e00-\u9fff]{1,8}$")
_MET = re.compile(r"[\u4e00-\u9fff]{0,8}[,、(](?:目前|现)?(?:已|实际?)(?!增|新)[\u4e00-\u9fff]{1,8}")
_RATE_OF_DUE = re.compile(
    r"[,、(](?!满意|合格|优[良秀]|增长|同比|[使利]用|入住|空置|知晓|支持|完好|及格|持证|达标|在岗|出勤)[\u4e00-\u9fff]{1,3}率"
    r"(?:已?达到?|为|是)?"
)
"""With `_DUE` and `_MET`, matches around what was due and what came: 应缴费人数32000人,已缴费30400人,参保率为95%."""
_WORD = re.compile(
    r"[,、(](?:其中)?(?:已|共|实际)?(?P<word>满意|合格|达标|签约|签订|办结|通过|入住|入户|到位|交付|发放|录用|上岗)"
)
_ANY_WORD = re.compile(
    r"(?:中?[,、(]|[\u4e00-\u9fff]{0,8}中,?)(?:目前|现)?(?:已|共|实际?|累计)(?:经|累计|实际)?(?P<word>(?![增上下减超])[\u4e00-\u9fff]{2})(?:到位)?"
)
"""Matches between a total and its part a verb that a rate may repeat: 127户应搬迁户中已搬迁110户,搬迁率86.6%."""
_BARE_WORD = re.compile(r"[,、(](?P<word>(?!整改|办结|完成|增|下|减|超)[\u4e00-\u9fff]{2})")
_AMONG = re.compile(r"[^,。;:()\d]{0,8}中,?(?:已有|共有|仅有|只有|有)?[\u4e00-\u9fff]{0,4}")
_RATE_OF_CLAUSE = re.compile(r"(?P<clause>[\u4e00-\u9fff]{0,10}),(?P<word>[\u4e00-\u9fff]{2})率(?:已?达到?|为|是|仅)?")
"""With `_AMONG`, matches around a part whose clause has the characters of its rate: 中有116名参加培训,参训率90.6%."""
_SHARE_OF = re.compile(r"[,、(]?(?:仅|共|已)?(?:占|为|是|相当于)[^\d,。;、%近]{0,16}")
_OF_THEM = re.compile(r"(?:户|家|个|件|宗|人)?的")
"""Matches between a total and the share of it: 共化解412件,占受理总数458件的89.96%."""
_OF_THE_SAME = ("其中", "目前", "现已", "截至目前")
"""Beginnings of a sentence that tells more of what the sentence before it tells."""
_SIZES = frozenset({"元", "亩", "平方米", "立方米", "公里", "米", "吨", "公顷"})
"""Units of measured amounts; counts are the business of `_stated`."""
_ROOM = 12
"""Maximum characters before a rate or a total that are searched for words of a plan, or of what is due."""


def check_rates(report: Report) -> Iterator[Message]:
    """Yield shares over 100%, two shares that should make 100% and do not, and rates that disagree with the counts."""
    before: Passage | None = None
    for sentence in sentences(report):
        if "%" in sentence.text:
            if before and sentence.text.lstrip().startswith(_OF_THE_SAME):
                yield from _continued(report, before, sentence)
            yield from _over(report, sentence)
            yield from _rests(report, sentence)
            yield from _opposed(report, sentence)
            # A rate may be read by both, which name its numbers with and without their units.
            both = (*_stated(report, sentence), *_of_amounts(report, sentence))
            yield from {(message.line, message.column): message for message in reversed(both)}.values()
        before = sentence


def _continued(report: Report, before: Passage, sentence: Passage) -> Iterator[Message]:
    """Yield wrong rates of a sentence that tells the parts of a total of the sentence before it: 共420户。其中…."""
    between = report.source.fold(Span(before.span.end, sentence.span.start))
    if between.strip() or len(between) > _ROOM:
        return
    after = sentence.text.lstrip()
    blanks = " " * (len(between) + len(sentence.text) - len(after))
    both = replace(
        sentence, text=f"{blanks}{before.text[:-1]},{after}", span=Span(before.span.start, sentence.span.end)
    )
    for part, total, rate in stated_shares(both.text, list(amounts(both.text))):
        if total.span.end < len(blanks) + len(before.text) <= part.span.start:
            yield from _unlike(report, both, part, total, rate)


def _over(report: Report, sentence: Passage) -> Iterator[Message]:
    for match in _SHARE.finditer(sentence.text):
        label = match["label"]
        before = sentence.text[max(0, match.start() - _ROOM) : match.start()]
        if label.startswith("占"):
            share = not _PLAN.search(label)
        else:
            word = before + re.split("(?<=率|重|度)|(?<=比例)", label, maxsplit=1)[0]
            word = re.split(r"[,。;、:()]", word)[-1]
            known = _RATE.search(word) or (_ANY_RATE.search(word) and not _OF_MORE.search(word))
            share = bool(known) and (not _PLAN.search(word) or "整改" in word)
            share = share and not (word.endswith("完成率") and _TASK.search(sentence.text) and "整改" not in word)
        if not share or _GROWTH.search(label):
            continue
        for group in ("p", "to"):
            if match[group] and Decimal(match[group]) > 100:
                span = Span(sentence.span.start + match.start(group), sentence.span.start + match.end(group))
                yield message_at(report, "over-whole", span, found=match[group])


def _rests(report: Report, sentence: Passage) -> Iterator[Message]:
    for match in _REST.finditer(sentence.text):
        clause = re.split(r"[,。;、(]", sentence.text[: match.start()])[-1]
        both = Decimal(match["p"]) + Decimal(match["rest"])
        more = re.findall(r"([\d.]{1,9})%", sentence.text[match.end() : match.end() + 2 * _ROOM])
        if any(both + Decimal(third) == 100 for third in more if third.count(".") < 2 and third[0] != "."):
            continue  # 满意的占82%,其余15%基本满意,3%不满意
        if both != 100 and not _GROWTH.search(clause):
            span = Span(sentence.span.start + match.start("p"), sentence.span.start + match.end("p") + 1)
            parts = f"{match['p']}% + {match['rest']}%"
            yield message_at(report, "rest-share", span, parts=parts, sum=f"{both}%")


def _opposed(report: Report, sentence: Passage) -> Iterator[Message]:
    """Yield a share and its opposite that make more than 100%; they may leave a rest (基本满意的占5%)."""
    for match in _OPPOSED.finditer(sentence.text):
        group = next(name for name in "pmz" if match[name])
        rest = Decimal(match["rest"])
        both = Decimal(match[group]) + rest
        if both - 100 > last_place(rest):
            span = Span(sentence.span.start + match.start(group), sentence.span.start + match.end(group) + 1)
            parts = f"{match[group]}% + {match['rest']}%"
            yield message_at(report, "rest-share", span, parts=parts, sum=f"{both}%")


def _stated(report: Report, sentence: Passage) -> Iterator[Message]:
    """Yield a rate of completion that is not the quotient of the two counts before it, however it was rounded."""
    first = first_part(sentence, "done")
    if first is None:
        return
    for match in _STATED.finditer(sentence.text):
        at = sentence.span.start + match.start()
        counts = [count for count in sentence.counts if count.span.end <= at]
        anew = sentence.span.start + sentence.text.rfind(";", 0, match.start())
        if len(others := [count for count in counts if count.span.start > anew]) > 1 and anew >= sentence.span.start:
            # 14个问题已完成6个,完成率43%;29个问题已完成28个,完成率97%
            counts = others
            first = first_part(replace(sentence, counts=tuple(counts)), "done") or len(counts)
        if first >= len(counts) or re.search("含|部分|另", sentence.text[: match.start()]):
            continue
        total, parts = counts[first - 1], counts[first:]
        fits = all(part.exact and part.alike(total) and status_of(part.label) for part in parts)
        if not fits or not total.exact or not 0 < parts[0].value <= total.value:
            continue
        found = Decimal(match["p"])
        unit = last_place(found)
        values = [parts[-1].value] if "占" in match[0] else accumulate(part.value for part in parts)
        quotients = [Decimal(100 * value) / total.value for value in values]
        if all(abs(quotient - found) >= unit for quotient in quotients):
            yield message_at(
                report,
                "rate",
                Span(sentence.span.start + match.start("p"), sentence.span.start + match.end("p")),
                part=parts[0].value,
                total=total.value,
                expected=quotients[0].quantize(unit),
                found=match["p"],
            )


def _of_amounts(report: Report, sentence: Passage) -> Iterator[Message]:
    """Yield a rate that is not the quotient of the two amounts before it.

    These are a total and the part of it that was dealt with, or a part and the total that it is a share of.
    """
    text, found = sentence.text, list(amounts(sentence.text))
    for at, ((total, part), rate) in enumerate(zip(pairwise(found), found[2:], strict=False)):
        alike = rate.unit == "%" and part.kind == total.kind and total.kind not in {"", "%"}
        if not alike or not total.value or not part.value or "余" in text[total.span.start : rate.span.start]:
            continue
        if _SHARE_OF.fullmatch(text, total.span.end, part.span.start):
            if not _OF_THEM.fullmatch(text, part.span.end, rate.span.start):
                continue
            total, part = part, total  # noqa: PLW2901 - the part stands first
            if any(before.kind == part.kind for before in found[:at]):
                continue  # 甲类3件、乙类5件,占总数10件的80%: both counts are the part
        elif not (_of_due(text, total, part, rate) or _same_word(text, total, part, rate)) and (
            total.kind not in _SIZES or not _dealt(text, total, part, rate)
        ):
            continue
        yield from _unlike(report, sentence, part, total, rate)
    for shares in (shares_around, stated_shares, shares_in_order):
        for part, total, rate in shares(text, found):
            yield from _unlike(report, sentence, part, total, rate)


def _unlike(report: Report, sentence: Passage, part: Quantity, total: Quantity, rate: Quantity) -> Iterator[Message]:
    """Yield a message if a rate is not the quotient of a part and its total, however these were rounded."""
    low, high = _quotients(part, total)
    unit = last_place(rate.written)
    if not low - unit < rate.value < high + unit:
        text = sentence.text
        span = Span(sentence.span.start + rate.span.start, sentence.span.start + rate.span.end)
        exact = (100 * part.value / total.value).quantize(unit)
        shown = {"part": part.shown(text), "total": total.shown(text), "expected": exact, "found": rate.digits}
        yield message_at(report, "rate", span, **shown)


def _same_word(text: str, total: Quantity, part: Quantity, rate: Quantity) -> bool:
    """Say whether a part and a rate are told by one word, so that the rate is the part's: 合格471批次,合格率98.1%."""
    word = _WORD.fullmatch(text, total.span.end, part.span.start)
    sent = re.search("共|发放|应", text[max(0, total.span.start - _ROOM) : total.span.start])
    word = word or (_BARE_WORD.fullmatch(text, total.span.end, part.span.start) if sent else None)
    word = word or _ANY_WORD.fullmatch(text, total.span.end, part.span.start)
    named = RATE_OF_WORD.fullmatch(text, part.span.end, rate.span.start)
    among = _AMONG.fullmatch(text, total.span.end, part.span.start)
    clause = _RATE_OF_CLAUSE.fullmatch(text, part.span.end, rate.span.start)
    if among and clause and set(clause["word"]) & set(among[0][-6:] + clause["clause"]):
        return part.value <= total.value
    return bool(word and named and word["word"] == named["word"] and part.value <= total.value)


def _of_due(text: str, total: Quantity, part: Quantity, rate: Quantity) -> bool:
    """Say whether `total` was due, `part` is what has come of it, and `rate` its share: 应缴费…人,已缴费…人,参保率…."""
    due = _DUE.search(text, max(0, total.span.start - _ROOM), total.span.start)
    met = _MET.fullmatch(text, total.span.end, part.span.start)
    return bool(due and met and _RATE_OF_DUE.fullmatch(text, part.span.end, rate.span.start))


def _dealt(text: str, total: Quantity, part: Quantity, rate: Quantity) -> bool:
    """Say whether `part` is what was dealt with of `total`, and `rate` its share: 应追缴…元,已追缴…元,追缴率…."""
    dealt = _PART.fullmatch(text, total.span.end, part.span.start)
    of_it = _RATE_OF_IT.fullmatch(text, part.span.end, rate.span.start)
    if not dealt or not of_it or part.value > total.value:
        return False
    return of_it["rate"] in {"整改", "完成"} or bool(set(dealt["verb"]) & set(of_it["rate"]))


def _quotients(part: Quantity, total: Quantity) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest percentage that a part may be of a total, given how both were rounded."""
    return (
        100 * (part.value - part.rounding) / (total.value + total.rounding),
        100 * (part.value + part.rounding) / (total.value - total.rounding),
    )
