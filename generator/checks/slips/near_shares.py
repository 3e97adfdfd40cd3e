"""Shares and rates that no two amounts around them give: 449份满意 of 462份, told as 99.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.numbers.amounts import Quantity, last_place
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, WithAmounts, is_slip, kind_of, number, passages, unsure
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_OF = re.compile(
    r"(?:(?<![侵挤抢霸强])占|相当于|(?:仅|只|刚|才|约)?(?:为|是)|完成(?:了)?|达到?)(?:了)?(?P<of>[^,。;:\d%]{0,16}?)(?:的?(?:比重|比例)|的|占比)?(?:约|已?达到?|高达|仅?为|仅有)?$"
)
"""Matches before a share of something: 仅相当于|预算数|的, 占."""
_RATE = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2})(?P<kind>率|度|进度|比例|比重|占比)(?:仅|已|只|约|高)?(?:达到?|为|是|有|提[高升][到至]|实现)?(?:了|超过?|接近|近|逾|不足|不到|约)?(?:[合总共]计(?:达到?|为)?)?$"
)
"""Matches before a rate: 满意|度|为."""
_SCOPES = re.compile("^(?:全[国省市县区镇乡村校部局体]|其|总)|(?:总[人户件个家]?[数量额]?|全部|[人户件个家]?数|的)$")
_OTHER = re.compile(
    "按[期时]|及时|准时|限时|一次|平均|累计进度|当[场年]|同比|增|毛|净|计划|目标|提前|[降减升]|利率|税率|折|[分比]点|左右|以上|以下|每|优[良秀]|负债|汇|费率|负荷|概率|成活|容积|出生|死亡|权重|控股|持股|股权|股份|[上去]年|\\d{4}年|同期|此前|首次"
)
"""Matches in the words before a rate what makes it another than that of all parts."""
_LEADS = re.compile("占比?|比[例重]|仅|约|只|已|均|更|还|就|各|即")
_COUNTED_BY = re.compile("按[^,。;]{1,10}(?:计算?|算)|(?:问题|总体)?整改|任务|目前|现|其|总体|最终|实际")
_OF_WHOLE = re.compile("(?<![约近])(?:占|相当于)[^,。;:\\d]{0,14}$")
_AIM = re.compile("的?(?:目标|要求|标准|任务|指标|及格线|底线|红线)")
"""Matches behind a share that is only meant."""
_NEAR = Decimal(25)
"""Maximum percentage points between the told share and the amounts' for one of them to be a mistake."""
_TENTHS = re.compile(
    r"(?P<n>[一二三四五六七八九])成(?P<more>[多半]|以[上下]|左右)?(?![立为效员果本长功分交品都人套语])"
)
"""Matches a share in tenths: 七成."""
_ABOVE, _BELOW = re.compile("超过?|逾|高于|过(?!去)"), re.compile("不足|不到|低于|将?近|接近")
_OF_TENTHS = re.compile("(?:超过?|逾|高于|不足|不到|低于|近|接近|将近|过)(?P<of>[^,。;:\\d%]{0,16}?)的?$")
"""Matches before a share in tenths what it is of: 超过|全镇行政村总数|的."""
_YEAR = re.compile(r"(?<![比较与])(?:\d{4}年|[上去今]年|[上下]半年|同期)")
_RISES = re.compile("(?:上升|提[高升]|下降|降低?|增[长加]|回升|增)[到至为]")
_FROM = re.compile("[由从][^,。;:\\d]{0,10}$")
"""With `_RISES`, matches around the former value of a rate: 合格率|由上半年的|91%|上升至|98.5%."""
_ANY_DONE = re.compile("完成|建成|办结|整改|竣工|完工|落实|销号|投用|通车|交付|到位|实施|办理|答复|解决|化解|兑现")
_OF_ANY_DONE = frozenset({"完成", "办结", "落实", "整改", "销号", "到位", "竣工", "完工"})
"""Words of a rate that may be told of whatever was done."""
_ANY_FOUND = re.compile("存在|发现|检出|查出|问题|违规|超标|异常")
_OF_ANY_FOUND = frozenset({"发生", "发现", "检出", "违规", "问题", "超标", "异常"})
"""Words of a rate that may be told of whatever was found."""
_LEAST, _WIDE = 2, 24
_MORE = re.compile("增|升|降|减|少|下滑|压")
_BOUND = re.compile("[,、;(中]")
_COMMON = frozenset("工办理完成到开建")
_TOGETHER = re.compile("和|及|与|合计|[两三]项")
_LITTLE, _FAR = 3, 3
_COMES = 40
"""Maximum characters between a part and its share."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A told share, as the lowest and highest percentage that it may mean."""

    low: Decimal
    high: Decimal
    told: str
    span: Span
    found: Decimal
    words: str
    """The words of its clause before it."""
    tenths: bool = False

    def fits(self, exact: Decimal) -> bool:
        return self.low < exact < self.high


def check_near_shares(report: Report) -> Iterator[Message]:
    """Yield shares and rates that are bound to an amount by their words, and that no two amounts give."""
    for passage in passages(report):
        if "%" in passage.text or "成" in passage.text:
            for share in (*_percentages(passage), *_tenths(passage)):
                yield from _judged(report, passage, share)


def _percentages(passage: WithAmounts) -> Iterator[_Share]:
    for at, rate in enumerate(passage.amounts):
        if rate.unit == "%" and passage.exact(at):
            begin = passage.amounts[at - 1].span.end if at else 0
            step = last_place(rate.written)
            words = re.split("[,。;:、(]", passage.text[begin : rate.span.start])[-1]
            if at and passage.amounts[at - 1].unit == "%" and _RISES.fullmatch(words):
                before = passage.text[
                    max(0, passage.amounts[at - 1].span.start - _WIDE) : passage.amounts[at - 1].span.start
                ]
                words = _FROM.sub("", re.split("[,。;:、(]", before)[-1])
            yield _Share(rate.value - step, rate.value + step, rate.digits, rate.span, rate.value, words)


def _tenths(passage: WithAmounts) -> Iterator[_Share]:
    for match in _TENTHS.finditer(passage.text):
        begin = max((one.span.end for one in passage.amounts if one.span.end <= match.start()), default=0)
        words = re.split("[,。;:、(]", passage.text[begin : match.start("n")])[-1]
        found = Decimal(10 * number(match["n"]))
        low, high = found - 6, found + 6
        if _ABOVE.search(words) or match["more"] in {"多", "以上"}:
            low, high = found - 1, found + 10
        elif _BELOW.search(words) or match["more"] == "以下":
            low, high = found - 10, found + 1
        elif match["more"] == "半":
            low, high = found, found + 10
        yield _Share(low, high, f"{found}", Span(match.start("n"), match.end("n") + 1), found, words, tenths=True)


def _judged(report: Report, passage: WithAmounts, share: _Share) -> Iterator[Message]:
    """Yield a message about a share if it is bound to a part and a total, and no two amounts give it."""
    if _OTHER.search(share.words) or _AIM.match(passage.text, share.span.end) or _any_fits(passage, share):
        return
    pairs = [pair for pair in _bound(passage, share) if not _told_before(passage, share, pair)]
    if not pairs:
        yield from _of_several(report, passage, share)
        return
    exact = [100 * part.value / whole.value for part, whole in pairs]
    at = min(range(len(pairs)), key=lambda n: abs(exact[n] - share.found))
    low, high = sorted((exact[at], share.found))
    far = high > _FAR * low and not is_slip(
        f"{high.quantize(Decimal('0.1'))}".replace(".", ""), share.told.replace(".", "")
    )
    if high - low > (_NEAR if not far else _FAR):
        return
    part, whole = pairs[at]
    step = Decimal(1).scaleb(-len(share.told.partition(".")[2]))
    shown = {"part": part.shown(passage.text), "total": whole.shown(passage.text), "found": share.told}
    span = Span(passage.start + share.span.start, passage.start + share.span.end)
    yield message_at(report, "rate", span, expected=exact[at].quantize(step), **shown)


def _told_before(passage: WithAmounts, share: _Share, pair: tuple[Quantity, Quantity]) -> bool:
    """Say whether a part is the share of its total that is told before: 适用率为95.8%,达到90%的目标."""
    before = (other for other in _percentages(passage) if pair[0].span.end <= other.span.start < share.span.start)
    return any(_gives(pair[:1], pair[1:], other) for other in before)


def _of_several(report: Report, passage: WithAmounts, share: _Share) -> Iterator[Message]:
    """Yield a message about a share of several parts together that no such parts give: 满意和基本满意率合计96.7%."""
    before = [one for one in passage.amounts if one.span.end <= share.span.start and one.unit not in COUNTLESS]
    if not _TOGETHER.search(share.words) or len(before) <= _LEAST or len({*map(kind_of, before)}) > 1:
        return
    whole, parts = before[0], before[1:]
    runs = [parts[at:end] for at in range(len(parts)) for end in range(at + _LEAST, len(parts) + 1)]
    exact = [100 * sum((one.value for one in run), Decimal(0)) / whole.value for run in runs if whole.value]
    step = last_place(Decimal(share.told))
    for run, rate in zip(runs, exact, strict=False):
        if rate <= 100 and (abs(rate - share.found) <= _LITTLE or is_slip(f"{rate.quantize(step)}", share.told)):
            listed = " + ".join(one.shown(passage.text) for one in run)
            shown = {"part": listed, "total": whole.shown(passage.text), "found": share.told}
            span = Span(passage.start + share.span.start, passage.start + share.span.end)
            yield message_at(report, "rate", span, expected=rate.quantize(step), **shown)
            return


def _any_fits(passage: WithAmounts, share: _Share) -> bool:
    """Say whether any two amounts of one kind give the share, as a part or a rest; neighbours may make one of them."""
    for kind in dict.fromkeys(map(kind_of, passage.amounts)):
        values = [one for one in passage.amounts if kind_of(one) == kind and one.value]
        if kind in COUNTLESS or len(values) < _LEAST:
            continue
        runs = [values[at:end] for at in range(len(values)) for end in range(at + 1, len(values) + 1)]
        whole = values[0]
        if any(_is_of_rest(part, whole, less, share) for part in values for less in values):
            return True
        for one in runs:
            for other in runs:
                of_sum = len(other) > 1
                if (len(one) == 1 if of_sum and not share.tenths else not of_sum) and _gives(one, other, share):
                    return True
    return False


def _is_of_rest(part: Quantity, whole: Quantity, less: Quantity, share: _Share) -> bool:
    """Say whether a part is the told share of what is left of the whole: 52个有4个取消,建成45个,建成率93.75%."""
    rest = whole.value - less.value
    return part is not less and part.value < rest and share.fits(100 * part.value / rest)


def _gives(one: Sequence[Quantity], other: Sequence[Quantity], share: _Share) -> bool:
    """Say whether the sum of some amounts is the told share of that of others."""
    part, whole = (sum((value.value for value in values), Decimal(0)) for values in (one, other))
    if part > whole:
        return False
    exact = 100 * part / whole
    slack = 100 * (unsure(one) + unsure(other)) / whole
    return any(
        share.low - slack < told < share.high + slack for told in (exact, *([100 - exact] if len(other) == 1 else []))
    )


def _bound(passage: WithAmounts, share: _Share) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield each part and total that a share may be told of."""
    text = passage.text
    before = [
        at for at, one in enumerate(passage.amounts) if one.span.end <= share.span.start and one.unit not in COUNTLESS
    ]
    if len(before) < _LEAST:
        return
    at = before[-1]
    part = passage.amounts[at]
    of_whole = _OF_WHOLE.search(text[: part.span.start]) and text[part.span.end : share.span.start] == "的"
    if (
        of_whole
        and kind_of(passage.amounts[before[-2]]) == kind_of(part)
        and passage.amounts[before[-2]].value < part.value
    ):
        yield passage.amounts[before[-2]], part  # 收回412万元,占全部欠款586万元的六成
        return
    between = text[part.span.end : share.span.start]
    if len(between) > _COMES or "。" in between or ";" in between or not passage.exact(at):
        return
    wholes = [
        n
        for n in before[:-1]
        if kind_of(passage.amounts[n]) == kind_of(part)
        and passage.amounts[n].value > part.value
        and _BOUND.search(text[passage.amounts[n].span.end : part.span.start])
        and passage.exact(n)
        and not _YEAR.search(text[passage.amounts[n].span.end : part.span.start])
    ]
    if not wholes or not part.value:
        return
    for n in wholes:
        if passage.amounts[n + 1].unit != "%" and _is_of(text, share, part, passage.amounts[n]):  # 开工262户,开工率102%
            yield part, passage.amounts[n]


def _is_of(text: str, share: _Share, part: Quantity, whole: Quantity) -> bool:
    """Say whether the words before a share bind it to a part, and name the whole if they name one."""
    rate, of = _RATE.search(share.words), (share.tenths and _OF_TENTHS.search(share.words)) or _OF.search(share.words)
    if rate and not (rate["kind"] in {"比例", "比重"} and of and of["of"]):
        more = _COUNTED_BY.sub("", share.words[: rate.start()])
        told = not more or more in text[: share.span.start - len(share.words)]  # 收回900万元,逾期租金回收率85%
        own = _clause(text, part)
        return told and (_is_rate_of(rate["word"], own) or (len(more) > _LEAST and more in own))
    if not of or _LEADS.sub("", share.words[: of.start()]) not in text[: part.span.end]:
        return False  # 支出3920万元,其中人员支出占77%
    name = _SCOPES.sub("", of["of"])
    return set(name) <= set(_clause(text, whole)) if name else not of["of"].startswith("全")


def _is_rate_of(word: str, own: str) -> bool:
    """Say whether the word of a rate is told of a part: by its own words, or as what was done or found."""
    done = word in _OF_ANY_DONE and _ANY_DONE.search(own)
    found = word in _OF_ANY_FOUND and _ANY_FOUND.search(own)
    return bool(word in own or done or found or (set(word) - _COMMON) & set(own))


def _clause(text: str, amount: Quantity) -> str:
    """Return the words of the clause of an amount."""
    begin = max(text.rfind(mark, 0, amount.span.start) for mark in ",。;:、(")
    ends = [found for mark in ",。;:、()" if (found := text.find(mark, amount.span.end)) >= 0]
    return text[begin + 1 : min(ends, default=len(text))]
