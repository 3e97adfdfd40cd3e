"""The name of what a figure counts or measures, found in the words before or after the number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from generator.facts.kept_yml import kept_yml
from generator.text.quotes import enclosed
from generator.text.spacing import solid

Place = tuple[int, int]
"""(start, end) as offsets in a text."""

_SPLIT = re.compile(r"以及|[、,]|(?<![共总饱缓温调平中])和(?![谐平])|(?<![普涉触波顾遍])及(?![时格率])|(?<!参)与")
_STOPS = re.compile("[、,]")
_NUMERAL = re.compile("[一二三四五六七八九十]")
"""Matches on both sides of a mark that parts no names: 一、二类人员."""
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”‘’&/·《》()〔〕\-]{1,40}")
_EDGE = re.compile(
    r"(?:\([\u4e00-\u9fff]{1,2}\)(?=[、,])|[的、,和及与以等该\s:]|了(?![结解])|在(?![建编校职逃岗线册途园押读诊训籍])|中(?![低小型央部西学国心共医欧高等外草药职考标层级长青介午])|其(?![余他])|以及){1,40}"
)
_HAN = re.compile(r"[\u3400-\u9fffA-Za-z]")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("‘", "’"), ("〔", "〕"))
_BRACKETS = re.compile("[()“”《》‘’〔〕]")
_COMPARES = re.compile("[比较于过出先距欠]")
"""Matches a character that every match of `Words.above` contains: a quick test."""
_PLACE_WORD = re.compile(r"(?<![其集])[中里内]$")
_JOINT = re.compile(r"(?:以及|[、和及与的]){1,9}$")
_LONGEST = 40
_WINDOW = 120
"""Maximum characters before a number that are searched for its name."""


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of subjects.yml, which explains each."""

    particles: re.Pattern[str]
    leads: re.Pattern[str]
    verbs: re.Pattern[str]
    transitive: re.Pattern[str]
    deeds: re.Pattern[str]
    enders: re.Pattern[str]
    not_names: re.Pattern[str]
    clauses: re.Pattern[str]
    trailers: re.Pattern[str]
    attributes: re.Pattern[str]
    sums: re.Pattern[str]
    funds: re.Pattern[str]
    money: re.Pattern[str]
    moved: re.Pattern[str]
    tasks: re.Pattern[str]
    planned: re.Pattern[str]
    share: re.Pattern[str]
    negation: re.Pattern[str]
    undone: re.Pattern[str]
    done: re.Pattern[str]
    fulfilled: re.Pattern[str]
    acts: re.Pattern[str]
    seconds: re.Pattern[str]
    whom: re.Pattern[str]
    above: re.Pattern[str]
    predicates: re.Pattern[str]
    dealt: re.Pattern[str]


_DATA = Path(__file__).with_name("subjects.yml")


@cache
def load_words() -> Words:
    """Return the patterns of subjects.yml."""
    return kept_yml(_DATA, _make_words)


def _make_words(data: Mapping[str, str]) -> Words:
    found = {key: solid(value) for key, value in data.items()}
    whole = f"(?!{found.pop('halves')})"
    noun = f"(?!{found.pop('nouns')})"
    heads, deeds = found.pop("heads"), f"(?:{found['transitive']})"
    found["transitive"] = f"(?<!{found.pop('kinds')}){deeds}(?:出(?![租让口资])|了)?{noun}(?!{deeds}?(?:{heads})$)"
    found["deeds"] += f"|{found['transitive']}"
    found["enders"] += f"|{deeds}(?!{heads}|等){whole}(?=[\u4e00-\u9fff“《])"
    found["verbs"] += f"|{found['transitive']}"
    found["leads"] = f"(?:{found['leads']}){noun}(?!(?:{found.pop('sizes')})$)"
    found["whom"] += f"(?:{found['leads']}){whole}"
    found["seconds"] += f"|{found['transitive']}{whole}(?=[\u4e00-\u9fff]{{2}})"
    found |= {key: f"(?:{found[key]}){whole}" for key in ("particles", "leads", "verbs")}
    found |= {key: f"(?:{found[key]})$" for key in ("trailers", "planned", "done", "fulfilled")}
    return Words(**{key: re.compile(pattern) for key, pattern in found.items()})


def name_before(text: str, start: int, end: int) -> Place | None:
    """Return the place of the name that stands before a number, between `start` and `end`; None if there is none.

    It begins with the clause, or after the last verb: 全区累计已完成|教师继续教育培训经费.
    """
    words = load_words()
    start = max(start, end - _WINDOW)
    above = words.above.search(text, start, end) if _COMPARES.search(text, start, end) else None
    end = above.start() if above else end
    listed = text.endswith(("的有", "的共有"), start, end)  # 推进缓慢的有3项
    clause = listed or text.endswith("的", start, end)
    end = _without_trailers(text, start, end)
    if words.sums.fullmatch(text, stripped(text, start, end, words.sums), end):
        return stripped(text, start, end, words.sums), end
    if not clause and "已" in text[start:end]:
        dealt = words.dealt.search(text[start:end])
        end = start + dealt.start() if dealt and dealt.start() > 1 else end
    share = None if listed else words.share.search(text, start, end)
    if share and _HAN.search(text, stripped(text, start, share.start()), share.start()):
        end = _without_trailers(text, start, share.start())
        clause = text.endswith("的", start, share.start())
    # 得到解决或基本解决的212件: a clause that ends in 的 is the name, with its verbs.
    cut, negated = (start, False) if clause else _last_verb(text, start, end)
    begin = cut if negated else stripped(text, cut, end)
    if cut > start and (second := words.seconds.match(text, begin, end)):
        begin = second.end()
    # 完成|整治提升面积: after a verb, another one is part of the name.
    lead = None if cut > start or listed else words.whom.match(text, cut, end) or words.leads.match(text, begin, end)
    # If a clause ends with its verb or two (整合搬迁59家, 关停取缔118家), these are the name.
    if lead and _HAN.search(text, lead.end(), end):
        second = words.seconds.match(text, lead.end(), end)
        named = stripped(text, second.end() if second else lead.end(), end)
        begin = begin if words.leads.fullmatch(text, named, end) or words.deeds.fullmatch(text, named, end) else named
    return _whole(text, begin, end)


def _last_verb(text: str, start: int, end: int) -> tuple[int, bool]:
    """Return (end of the last verb that a name follows, False); if it is denied, (start of its denial, True)."""
    words = load_words()
    cut, negated = start, False
    for verb in words.verbs.finditer(text, start, end):
        two = words.deeds.fullmatch(text, verb.end(), end) and words.transitive.match(text, verb.start())
        if two or not _HAN.search(text, verb.end(), end):  # 移交办理29件
            break
        denial = words.negation.search(text[max(start, verb.start() - 6) : verb.start()])
        if denial:
            cut, negated = max(start, verb.start() - 6) + denial.start(), True
        else:
            cut, negated = verb.end(), False
    return cut, negated


def _whole(text: str, start: int, end: int) -> Place | None:
    """Return a name cut to a proper length, with whole brackets; None for words that name nothing by themselves."""
    words = load_words()
    tail = text[max(start, end - 6) : end]
    if (
        end - 2 > start
        and tail.endswith(("完成", "实现"))
        and (words.done.search(tail) or words.fulfilled.search(tail))
    ):
        end -= 2 + 2 * text.endswith("累计完成", start, end)
    goes_on = words.tasks.fullmatch(text, start, end) and text.endswith("完成", 0, start)
    if goes_on or (words.money.fullmatch(text, start, end) and words.moved.search(text, max(0, start - 2), start)):
        start -= 2
    elif planned := words.planned.search(text[max(0, start - 6) : start]):
        start = max(0, start - 6) + planned.start()
    if end - start > _LONGEST:
        start = max(end - _LONGEST, text.rfind("、", start, end) + 1)
    start += text.startswith("占", start, end) and bool(words.share.match(text, start, end))  # 占|投资计划11.7亿元的90%
    start, end = _outside_brackets(text, start, end)
    empty = not _HAN.search(text, start, end) or words.attributes.fullmatch(text, start, end)
    return None if empty or words.planned.fullmatch(text, start, end) else (start, end)


def _outside_brackets(text: str, start: int, end: int) -> Place:
    """Return a name that contains no bracket without its partner."""
    for opener, closer in _PAIRS if _BRACKETS.search(text, start, end) else ():
        depth = 0
        first = start
        for at in range(start, end):
            if text[at] == opener:
                depth += 1
            elif text[at] == closer:
                if depth:
                    depth -= 1
                else:
                    first = at + 1
        if depth:
            end = text.rindex(opener, start, end)
        start = min(first, end)
    return start, end


def names_before(text: str, start: int, end: int, *, loose: bool = True) -> list[Place]:
    """Return the names listed before a number: 总产值、投资、零售额; if `loose`, they are split at 和 as well."""
    whole = name_before(text, start, end)
    if not whole:
        return []
    inside = enclosed(text[whole[0] : whole[1]])
    places, at = [], whole[0]
    for mark in (_SPLIT if loose else _STOPS).finditer(text, whole[0], whole[1]):
        if not inside[mark.start() - whole[0]]:
            places.append((at, mark.start()))
            at = mark.end()
    found = [place for place in (*places, (at, whole[1])) if place[1] > place[0]]
    torn = any(_NUMERAL.match(text, one[1] - 1) and _NUMERAL.match(text, other[0]) for one, other in pairwise(found))
    return [whole] if torn else found


def name_after(text: str, start: int, stop: int, *, measured: bool = False) -> Place | None:
    """Return the place of the name that follows a number and its unit at `start`; None if no name follows.

    It ends at `stop` at the latest. After a measured amount (`measured`) it must not begin with a verb.
    """
    words = load_words()
    start += 2 * text.startswith(("予以", "给予"), start)
    stop = min(stop, start + _LONGEST)
    if words.not_names.match(text, start):
        return None
    if measured and any(pattern.match(text, start) for pattern in (words.leads, words.verbs, words.acts)):
        return None
    name = _NAME.match(text, start, stop)
    if not name:
        return None
    end = name.end()
    inside = enclosed(text[start:end]) if _BRACKETS.search(text, start, end) else [False] * (end - start)
    clause = words.clauses.match(text, start)
    for ender in words.enders.finditer(text, max(start + 1, clause.end() if clause else 0), end):
        if not inside[ender.start() - start]:
            undone = words.undone.match(text, ender.start(), end)
            end = undone.end() if undone else ender.start()
            break
    of = text.find("的", start, end)
    if of > start and not clause and not inside[of - start]:
        end = of
    whole = _PLACE_WORD.sub("", _JOINT.sub("", text[start:end]))
    end = start + len(_balanced(whole))
    return (start, end) if _HAN.search(text, start, end) else None


def without_predicate(text: str, name: Place) -> Place:
    """Return a name without the verb of its clause at its end: 环卫工人工资|再次提高."""
    verb = load_words().predicates.search(text, name[0] + 1, name[1])
    return (name[0], verb.start()) if verb else name


def topic_of(text: str, start: int, end: int) -> Place | None:
    """Return the name with which a clause without a number begins, before its verb; None if there is none."""
    start += 2 * text.startswith(("实现", "完成"), start)
    verb = load_words().predicates.search(text, start, min(end, start + _LONGEST))
    return name_before(text, start, verb.start()) if verb else None


def undone_after(text: str, start: int) -> Place | None:
    """Return the place of the words after a number that say that something is not done (4个未完成), else None."""
    found = load_words().undone.match(text, start)
    return found.span() if found else None


def _balanced(name: str) -> str:
    """Return a name cut before an opening mark without partner, and without a closing one at its end."""
    for opener, closer in _PAIRS if _BRACKETS.search(name) else ():
        surplus = name.count(opener) - name.count(closer)
        if surplus > 0:
            name = name[: name.rindex(opener)]
        elif surplus < 0 and name.endswith(closer):
            name = name[:-1]
    return name


def is_verb(name: str) -> bool:
    """Say whether a name is only the verb of its clause: 投入 in 投入3亿元专项资金."""
    return bool(load_words().leads.fullmatch(name) or load_words().verbs.fullmatch(name))


def verb_end(text: str, name: Place) -> int:
    """Return where the verb ends with which a name begins, if it has an object (发放|贷款); else 0."""
    verb = load_words().transitive.match(text, *name) or load_words().leads.match(text, *name)
    return verb.end() if verb and verb.end() < name[1] else 0


def stripped(text: str, start: int, end: int, but: re.Pattern[str] | None = None) -> int:
    """Return the offset after the particles and marks with which the words from `start` to `end` begin.

    Those that `but` matches stay.
    """
    while not (but and but.match(text, start, end)) and (
        word := load_words().particles.match(text, start, end) or _EDGE.match(text, start, end)
    ):
        start = word.end()
    return start


def _without_trailers(text: str, start: int, end: int) -> int:
    while True:
        end = start + len(text[start:end].rstrip(" \u00a0、,:"))
        far = text.endswith(("影响", "基础上", "继续", "折算", "折合", "测算", "换算"), start, end)
        reach = max(start, end - (24 if far else 8))  # 个税受政策等影响|下降
        trailer = load_words().trailers.search(text, reach, end)
        if not trailer:
            return end
        end = trailer.start()
