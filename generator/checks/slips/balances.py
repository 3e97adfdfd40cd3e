"""Balances that do not come out: what there was, what came and went, and what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from generator.checks.numbers.amounts import Quantity
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, WithAmounts, as_told, kind_of, made_of, near, passages, unsure
from generator.model.messages import Message
from generator.model.report import Report

_WAS = re.compile("原[^因则]?|年初|期初|月初|结转|此前|起初|上年[末底]|[上去]年结[余存]|旧存|存量|先前|之前")
_CAME = re.compile(
    "开工|受理|立案|新收|[新增又再另][^,。;\\d]{0,2}[增聘招建纳加购调设补选配吸]|增[加聘补配设至]?|拨入|收入|[转划调]入|新|补[充录选]|纳入|[购收]入|入库"
    "|注入|发展|吸收|吸纳|拨款|下达|接[收管]|回[流收归]|招[录聘收]|引进|收购"
)
_WENT = re.compile(
    "竣工|完工|结案|办结|销号|退[出休]|支[出付用]|减少|核销|[调划转][出离走转]|注销|使用|离[职任]|清退|辞[退去]|拨[出付]|发放|出库|领用|撤[销并]|解聘|出列"
    "|归还|偿还|消化|报废|去世|死亡|淘汰|列支|取消|裁撤|合并|划转|划归|移交|外流|流失|出[售栏让]|销售|拍卖|关[停闭]|拆除"
)
"""Match words of what came and of what went."""
_IS = re.compile(
    "现有|目前|现[在共存]|[年期月]末|[年期月]底|余额|结[余存]|剩余|尚?余|达到?|增至|减至|降至|总[数量]|实有|在[册岗编职]|留存|保有"
)
_NOT = re.compile("约|平均|每|其中|含|计划|预计|目标|比|较|同期|占|应")
_LEAST, _QUARTER = 3, 4


def check_balances(report: Report) -> Iterator[Message]:
    """Yield an amount that there is now, which what there was and what came and went nearly give, but do not."""
    for passage in passages(report):
        for kind in dict.fromkeys(map(kind_of, passage.amounts)):
            row = [at for at, one in enumerate(passage.amounts) if kind_of(one) == kind]
            if kind not in COUNTLESS and len(row) >= _LEAST:
                yield from _balance(report, passage, row)


def _balance(report: Report, passage: WithAmounts, row: list[int]) -> Iterator[Message]:
    for last in range(_LEAST - 1, len(row)):
        end = row[last]
        words = _own(passage, end)
        if not _IS.search(words) or _CAME.search(words[-4:]) or not passage.exact(end):
            continue
        begin = next((n for n in range(last - 1) if _WAS.search(_own(passage, row[n]))), None)
        if begin is None:
            continue
        between = row[begin + 1 : last]
        stretch = passage.text[passage.amounts[row[begin]].span.start : passage.amounts[end].span.end]
        signs = [_sign(passage, at) for at in between]
        if not any(signs) or _NOT.search(stretch) or not all(map(passage.exact, between)):
            continue
        values = [passage.amounts[at] for at in (row[begin], *between)]
        total = passage.amounts[end]
        if made_of(total.value, values, unsure((total, *values))):
            continue
        made, parts = min(_balances(passage, values, signs), key=lambda told: (abs(told[0] - total.value), told[1]))
        sure = all(signs) and abs(total.value - made) * _QUARTER <= made
        if near(total.value, made) or sure:
            shown = {"parts": parts, "sum": as_told(made, total), "total": total.shown(passage.text)}
            yield message_at(report, "total", passage.place(end), **shown)
            return


def _sign(passage: WithAmounts, at: int) -> int:
    """Return -1 for an amount that went, 1 for one that came, 0 where its words do not tell."""
    told = _own(passage, at) + passage.after(at)
    return -1 if _WENT.search(told) else 1 if _CAME.search(told) else 0


def _balances(passage: WithAmounts, values: Sequence[Quantity], signs: Sequence[int]) -> Iterator[tuple[Decimal, str]]:
    """Yield what was and what came and went may give, as told; each amount without a sign may be either."""
    for chosen in product(*((sign,) if sign else (1, -1) for sign in signs)):
        made = values[0].value
        told = values[0].shown(passage.text)
        for sign, value in zip(chosen, values[1:], strict=True):
            made += sign * value.value
            told += f" {'-' if sign < 0 else '+'} {value.shown(passage.text)}"
        yield made, told


def _own(passage: WithAmounts, at: int) -> str:
    """Return the words before an amount, from the amount before it, or from the last two marks."""
    begin = passage.amounts[at - 1].span.end if at else 0
    words = passage.text[max(begin, passage.amounts[at].span.start - 30) : passage.amounts[at].span.start]
    parts = re.split("[,;。]", words)
    return parts[-1] if len(parts[-1]) > 1 else "".join(parts[-2:])
