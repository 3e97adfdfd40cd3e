"""The rules that give a number its subject, in order; the words around it decide, never its value.

A place is (start, end) in the sentence; “name” is the words for what a number counts or measures.
"""

from __future__ import annotations

import re

from generator.facts.figures.changes import Told, basis_before, before_next, change_from, change_of_verb, leads_to_new
from generator.facts.figures.numbers import Amount
from generator.facts.figures.ranks import RANK
from generator.facts.figures.said import BASIS, OF_PLAN, SHARE_OF, Said
from generator.facts.figures.sentence import REACH, Sentence
from generator.facts.figures.subjects import (
    Place,
    is_verb,
    load_words,
    name_after,
    name_before,
    stripped,
    undone_after,
    verb_end,
)
from generator.facts.figures.units import units

_SINCE = "(?:(?<![交经案理事自转改缘])由(?!于)|从(?![业事严]))"
"""Matches 由 or 从 before an old value; not in 理由 or 从事."""
_FROM = re.compile(rf"{_SINCE}(?:[^,。;:]{{0,6}}|[^,。;:]{{1,24}}的)$")
"""Matches before an old value: in 由35%提高到54% the name of both figures stands before 由."""
_FROM_TO = re.compile(r"(?:由(?!于)|从(?![业事严]))[^,。;:]{0,60}$")
_ORIGIN = re.compile(rf"{_SINCE}[^,。;:]{{0,6}}$")
_NEAR = 8
_SHORT = 2
"""Length in characters of a noun that makes one with a verb before it: 修缮|资金, but 退还|医保基金."""
_GIVEN = re.compile(
    "(?:安排|投入|拨付|拨出|划拨|下达|下拨|发放|筹集|筹措|争取|落实|给予|支付|统筹|整合|配套|动用|套取|骗取|挪用|侵占|截留|归还|追缴|追回|收缴|退缴|清退|盘活|节约|挽回|兑付|缴纳|补缴|获得)了?$"
)
"""Matches before money whose name follows it, whoever gave it: 县财政安排150万元|经费."""
_NEXT_OF_A_ROW = re.compile("[\u4e00-\u9fff][、和]")
"""Matches before a later number of a row, whose name follows it: 2亿元 in 投资3亿元的水厂、2亿元的管网."""
_ROW_NAME = re.compile("[、和及](?![新撤合设增减建改完关停取处查清投节退已未])[\u4e00-\u9fff“”]{2,12}")
_ACTOR = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:[局委组镇县区市院校乡办]|公司|企业|部门|单位|街道|中心|后)(?:已|共|累计|先后|主动|将|可|能够?){0,2}(?=[削压精核缩裁减降增扩净调上下提新砍大小明显])"
)
"""Matches who or what changes something, before the verb: 局党组压减例会5个, 建成后将增加车位135个."""
_PERSONS = frozenset({"人", "户", "名"})
_DONE_TO = re.compile("(?:进行|开展|实施)了?")
"""Matches between persons and what is done to them: 对341人进行了|问卷调查."""
_ALONE_BEHIND = re.compile("(?:以[内上下]|左右)?(?:[,。;、)]|$)")
"""Matches after a number that no name follows."""
_ALONE = re.compile(r"[,。;:]?(?:[全我][\u4e00-\u9fff])?(?:目前|现)?(?:已|共|另)?有?")
_DEED = re.compile(
    r"(?:已|均|全部|先后|依法){0,2}(?P<deed>(?:被|受[到聘过]?|获|得到|实现|稳定|享受|参[加与]|通过|取得|考取|入选|当选|就业|脱贫|搬[迁进入]|返乡|入住|[喝用住]上"
    r"|落户|上岗|纳入|签约)[\u4e00-\u9fff“”]{0,12})"
)
"""60人|受到党纪政纪处分: behind who did it or to whom it was done, where nothing else names them."""
_REST = re.compile("(?:剩余|其余|余下|剩下|剩)的?$")
"""Matches before a number after which a mere verb is no name: 剩余12户改造."""
_FULFILLED = re.compile("(?:业已|已经?|均|全部|全面|基本|实际){0,3}(?:完成|实现|达成)?")
"""Matches words that are no name but refer to a quantity named before: 旅客吞吐量突破10亿人次,完成10.1亿人次."""
_PLAN = re.compile("的?(?:年初|调整)?(?:预算|计划|目标|任务)数(?=$)")
_COMPARED = re.compile("相比|相较")
"""Matches the end of a basis that a name may follow: 与上年相比税收增长5%."""
_PART_OF = re.compile(
    r"^[、,]?(?:(?:已?(?:超额|提前|如期)?完成|约?为|是|相当于|恢复[到至]|达到?)[^,]{1,14}|占(?:年度|全年|目标|任务|计划|预算|规划|应)[^,]{0,12})的$"
)
"""Matches before a share of a figure named before: 为年度预算的71%, 完成年度目标的85%."""
_BESIDE = re.compile("(?:与|和|跟|同(?![比期]))[^,与和跟]{1,24}相[比较]$")
"""Matches what a change is measured against, right before it: 与上年同期增幅相比|低13.5个百分点."""
_ABOVE = re.compile(r"[高低快慢多少长短](?:出|了)?$")
"""Matches before a difference, which is one of the figure named before: 较全省平均水平高6.3个百分点."""
_COMPARES = re.compile("[比较于](?![例重])")
AGAINST = re.compile(r"[\u4e00-\u9fff](?<![同环])(比|较(?![快大多高好低小强少]))(?![重率例])[^比较]{1,14}$")
"""Matches the basis of a change; the name stands before 比: 常住人口比十年前增加8.6万人."""


def name_is_from(text: str, start: int, end: int) -> bool:
    """Say whether a number is the old value of a change: 35% in 由35%提高到54%."""
    return bool(_ORIGIN.search(text[max(start, end - _NEAR) : end]))


def change_from_old(sentence: Sentence, index: int) -> Told | None:
    """Return the change from the number before the one at `index`, if it is an old value; None if none is told."""
    if index >= len(sentence.amounts) or not of_old(sentence, index):
        return None
    text, old, amount = sentence.text, sentence.amounts[index - 1], sentence.amounts[index]
    if old.value == amount.value:
        return None
    time = sentence.time_of(amount.start)
    end = time.start if time else amount.start + len(amount.hedge)
    alone = _ALONE_BEHIND.match(text, amount.end) is not None
    return change_from(text, old.end, end, grown=amount.value > old.value, alone=alone)


def of_old(sentence: Sentence, index: int) -> bool:
    """Say whether the number before the one at `index` is an old value of its clause and unit: 由|60个|调整为45个."""
    if not index or not ("由" in sentence.text or "从" in sentence.text):
        return False
    old, amount = sentence.amounts[index - 1], sentence.amounts[index]
    clause = sentence.frame.clause(amount.start)
    alike = old.unit.partition("/")[0] == amount.unit.partition("/")[0]
    if old.start < clause or not alike:
        return False
    start = max(clause, old.start - REACH)
    return bool(_FROM.search(sentence.text[start : old.start]))


def own_name(sentence: Sentence, index: int, start: int, said: Said) -> Place | None:
    """Return the name of a number in its own clause: after a measure word, before an amount; None if there is none."""
    text, amount = sentence.text, sentence.amounts[index]
    after, stop = sentence.room_behind(index)
    grown = said.told.named if said.told else None
    leads = leads_to_new(text, amount.end) or change_from_old(sentence, index + 1)
    behind = grown or (None if leads else _behind(sentence, amount, after, stop, said))
    if behind or sentence.bounds(amount) or sentence.taken(amount):
        return behind
    end = said.told.name_end if said.told else amount.start
    if text.startswith("(", amount.start - 1) and text.startswith(")", amount.end):
        if index and sentence.amounts[index - 1].end == amount.start - 1:
            return None  # 已完成120条(95%)
        opened = sentence.frame.clause(amount.start - 1)  # 生产总值(239.6亿元)同比增长9.5%
        start, end = (start, end) if _COMPARES.search(text, opened, amount.start) else (opened, amount.start - 1)
    before = _before(sentence, start, end, said, share=amount.unit in units().shares)
    mostly = before and before[1] == amount.start and text.startswith("基本", before[0])  # 完成15个,基本完成2个
    if before and (said.last or said.earlier) and not (said.told or mostly) and _FULFILLED.fullmatch(text, *before):
        of = text.startswith("的", after) and amount.unit in units().sizes  # 完成了600公里的砂石路铺设
        return (name_after(text, after + 1, stop, measured=True) if of else None) or _of_plan(text, said.last)
    if said.told:
        return before or (name_after(text, after, stop) if amount.unit in units().counts else None)
    given = amount.unit in units().money and _GIVEN.search(text, max(start, amount.start - _NEAR), amount.start)
    bare = not before or given or is_verb(text[slice(*before)])
    return (_late_name(sentence, index, start, said) if bare else None) or before


def _late_name(sentence: Sentence, index: int, start: int, said: Said) -> Place | None:
    """Return what stands behind a number that has no name else: 4个未完成, 覆盖98%自然村, 8户、29人|稳定脱贫."""
    text, amount = sentence.text, sentence.amounts[index]
    after, stop = sentence.room_behind(index)
    if undone := undone_after(text, amount.end):
        return undone
    if amount.unit in units().counts:
        return _of_row(sentence, index, start, said)
    of = text.startswith("的", after)
    if amount.unit in units().money and (funds := _funds(text, after + of, stop)):
        return funds
    first = of and amount.unit in units().sizes and stripped(text, start, amount.start) >= amount.start
    if first or amount.unit in units().parts:
        return name_after(text, after + of, stop, measured=True)
    return None


def _funds(text: str, start: int, stop: int) -> Place | None:
    """Return the name of money at `start`, up to `stop`: 300万元|奖补资金; None if another name or a verb is there."""
    name = name_after(text, start, stop)
    funds = load_words().funds.match(text, *name) if name else None
    if funds is None or 0 < verb_end(text, funds.span()) < funds.end() - _SHORT:
        return None
    return funds.span()


def _of_row(sentence: Sentence, index: int, start: int, said: Said) -> Place | None:
    """Return whom or what the last number of a row counts, or what they did, of the first as well."""
    text, amount = sentence.text, sentence.amounts[index]
    last = index + max(1, sentence.lengths[index]) - 1
    after, stop = sentence.room_behind(last)
    together = last > index and sentence.amounts[index + 1].start == amount.end
    if together and (found := _behind(sentence, sentence.amounts[last], after, stop, said)):
        return found
    again = said.unit == amount.unit and not (said.deed and said.deed == said.last)
    if amount.unit not in _PERSONS or again or not _ALONE.fullmatch(text, start, amount.start):
        return None
    deed = _DEED.match(text, after, stop)
    said.deed = deed.span("deed") if deed else said.deed
    return said.deed if deed else None


def _of_plan(text: str, last: Place | None) -> Place | None:
    """Return the name of a plan without 预算数: 收入 of 收入预算数8亿元,实际完成8.4亿元; None if `last` is no plan."""
    plan = _PLAN.search(text, last[0] + 2, last[1]) if last else None
    return (last[0], plan.start()) if last and plan else None


def _behind(sentence: Sentence, amount: Amount, after: int, stop: int, said: Said) -> Place | None:
    """Return the name that follows a number, from `after` up to `stop`: 985份合同, 31万平方米旧住房改造; else None."""
    text, unit = sentence.text, amount.unit
    if sentence.bounds(amount):
        return name_after(text, after + (unit == "%" and text.startswith("的", after)), stop)
    if said.told or unit == RANK:
        return None
    of = text.startswith("的", after)
    if unit in units().shares:
        # The name of a share may follow it: 覆盖98%的自然村.
        return name_after(text, after + 1, stop, measured=True) if of else None
    if unit in units().counted:
        bound = (amount.qualifier or "").endswith(("以上", "以下", "以内"))
        deed = _DONE_TO.match(text, after, stop) if unit in _PERSONS and text.endswith("对", 0, amount.start) else None
        name = None if bound else name_after(text, deed.end() if deed else after, stop)
        late = after > amount.end or _REST.search(text, max(0, amount.start - 4), amount.start)
        name = name and before_next(text, name)
        bare = name and (is_verb(text[slice(*name)]) or load_words().tasks.fullmatch(text, *name))
        return None if late and bare else name
    once = text.endswith(("一次性", "将", "把"), 0, amount.start)  # 给予一次性20万元的补助
    if of and unit in units().sizes and (once or _NEXT_OF_A_ROW.match(text, max(0, amount.start - 2))):
        return name_after(text, after + 1, stop)
    spent = unit in units().money and text.endswith(("的", "将", "把"), 0, amount.start)
    funds = spent and load_words().funds.match(text, after, stop)
    measured = unit in units().measured
    return name_after(text, after, stop, measured=measured) if measured or funds else None


def _changed(text: str, start: int, first: int, end: int, said: Said) -> Place | None:
    """Return the name after a verb of change (削减|审批事项|62项), else None; note the change for the row."""
    actor = _ACTOR.match(text, first, end)
    verb = change_of_verb(text, actor.end() if actor else first, end)
    if verb and (found := name_before(text, verb.start, end)):
        said.told = said.verb = verb
        return found
    if said.verb and _next_of_row(text, start, end, said):
        said.told = said.verb
        return start + 1, end
    said.verb = None
    return None


def _next_of_row(text: str, start: int, end: int, said: Said) -> bool:
    """Say whether only a name stands between two numbers that one verb changes: 压减会议32场、|文件|65份."""
    row = start == said.used and _ROW_NAME.fullmatch(text, start, end)
    verb = load_words().leads.match(text, start + 1, end) or load_words().verbs.match(text, start + 1, end)
    return bool(row) and not verb and name_before(text, start + 1, end) == (start + 1, end)


def _before(sentence: Sentence, start: int, end: int, said: Said, *, share: bool) -> Place | None:
    """Return the name before a number, between `start` and `end`; note the change that a verb there tells.

    None if there is no name, or if the number is a share or a difference of the figure named before.
    """
    text = sentence.text
    end = basis_before(text, start, end)
    reached = said.told is not None and said.told.change.endswith("to")
    origin = (_FROM_TO if reached else _FROM).search(text[start:end])
    end = start + origin.start() if origin else end
    beside = _BESIDE.search(text, start, end) if said.told else None
    end = beside.start() if beside else end
    begin = sentence.after_time(start, end)
    if said.told and (against := AGAINST.search(text, begin, end)):
        end = against.start(1)
    first = stripped(text, begin, end)
    if not said.told and (changed := _changed(text, start, first, end, said)):
        return changed
    if said.last and (_PART_OF.search(text[begin:end]) or _PART_OF.search(text[stripped(text, start, end) : end])):
        return None
    shared = SHARE_OF.match(text, first, end) or (share and SHARE_OF.match(text, stripped(text, start, end), end))
    shared = shared or (share and OF_PLAN.match(text, stripped(text, start, end), end))
    named = text.endswith(("比重", "比例", "份额"), first, end)  # 占工业总产值比重: the share is the name, not 产值
    if (said.last or said.earlier) and shared and not named and (share or text.endswith("的", first, end)):
        return None  # 占一般公共预算收入的66.8%, 占调整预算98%
    if said.told and BASIS.match(text, stripped(text, start, end), end) and not _COMPARED.search(text, start, end):
        return None
    if basis := BASIS.match(text, first, end):
        compared = _COMPARED.search(text, first, end)
        if _ABOVE.search(text, first, end):
            return None
        begin = compared.end() if compared else basis.end()
    found = name_before(text, begin, end)
    if not found and begin > start and (time := sentence.time_within(start, begin)):
        # 旅客吞吐量2030年突破300万人次: the name stands before the words that say when.
        found = name_before(text, start, time.start)
        found = None if found and BASIS.fullmatch(text, *found) else found
    return found
