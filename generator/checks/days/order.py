"""Dates of successive events that are out of order: 3月立项, 2月开工."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.checks.days.chains import CHAINS, stage_of
from generator.checks.days.follows import goes_on, told_to_follow
from generator.checks.days.phases import BEFORE, BY_THE_WAY, OTHER, comes_before, out_of_phase, tells_of_a_thing
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.outline.tables import is_row
from generator.text.dates import find_dates
from generator.text.moments import Written, day_of
from generator.text.numerals import SIGNS
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_LIST = re.compile(r"\s?[、和及]\s?")
_IN_TURN = re.compile(r"先后|依次|陆续|相继")
_UNORDERED = re.compile(r"分别|对应|各自")
_EACH = re.compile("[,先后]{0,2}[^,。;]{0,4}[两二三四五六七八九十\\d]{1,3}(?:名|家|个|所|处|位|座|条|镇|村)")
"""Matches behind a list of dates several things, of which each may have one of them: ,两名教师先后退休."""
ON_PURPOSE = re.compile("立行立改|即[知查]即改|立[知查]立改|边.边改|未[批招]先")
"""Matches words of what was done before its time, as problem or deed: a work built before it was allowed (未批先建)."""
_BACKWARD = re.compile(f"{BEFORE.pattern}|恢复|重新")
_AT_ONCE = re.compile("(?:经[^,。;]{0,10}?)?(?:才|又|正式|全面|顺利|启动|完成|实现|开始|通过|组织){0,2}")
"""Matches before the name of a stage if its clause names no other thing: 2021年9月|正式开工."""
_SEVERAL = re.compile(r"[\d两二三四五六七八九十]\s?(?:个|座|处|条|项|栋|所|家|公里|批|期|标段)|各|等")
"""Matches words of a sentence that tells of several works, of which one may be done before another begins."""
_WORK, _BEGUN, _BUILT, _PAPERS = 0, 3, 5, 5
"""The chain of a construction work, its stages from the beginning to the last of building, and the chain of a paper."""
_OF_TWO = frozenset({2, 8, 9})
"""The chains of a letter, an application and an inspection, whose steps are done by two bodies."""
_TEAM = re.compile("(?:调查|核查|工作|检查|巡察|审计)组$|^(?:执法|工作|办案|检查)人员$|^民警$")
"""Matches a body that acts on the matter of another."""
_ONE_BY_ONE, _THIS = frozenset({1, 3}), re.compile("该|此|中标通知")
"""The chains of a case and of a tender, of which an earlier step told later is of the same matter by such words."""
_THIS_ONE = re.compile("该|上述|此(?![前后])")
"""Matches what says that a clause is of the matter before it, whoever acts: 将该资金拨付到户."""
_APPLIED = frozenset({3, 8})
"""The chains of a tender and an application, of which an earlier step is of the same matter by its name."""
_ROW = 4
_MARK = re.compile("[,、;。:()]")
_LINK = re.compile(
    "^(?:并|再|又|后|随后|然后|之后|其后|最终|同时|且){1,3}|(?:已经?|才|就|即|均|便|分别|经[^,。;]{0,8})?(?:于|在|至|到|自|从)?$"
)
"""Matches what links a clause to the one before, at its start, and a date to its subject, at its end."""
_OF = re.compile("([\u4e00-\u9fff]{2,6})的[^已均]{1,12}[已均]")
"""Matches an act by which a thing is called and what has come of it since: 12月|招标的项目已验收."""
_ANOTHER = re.compile("[旧老应]|上一|另")
"""Matches words of such a thing that is another one: 12月|到期的旧贷款已收回."""
_TITLE = re.compile("《[^《》]{1,60}》")
_NAME, _BARE, _CLAUSE = 2, 4, 30
_HEAD = re.compile(r"[,;]\s{0,8}(?:并|再|又)?(?:于|在|到)?$")
_BEFORE = 12
_MARKER = re.compile(rf"(?:\(?[一二三四五六七八九十\d]{{1,2}}[)、.]|—{{1,2}}|[一二三四五六七八九十]是|[{SIGNS}])?于?$")
"""Matches before a date the number of its line or clause."""
_STEPS, _STEP = 3, 36
"""Minimum clauses in a row that are steps, and maximum characters of one; longer ones may be of several matters."""
_LONGEST = 400
_ANY_YEAR = 2000
"""The year of dates that name none, in a report without a date: a leap year, so that 2月29日 exists."""


def check_order(report: Report) -> Iterator[Message]:
    """Yield dates that are earlier than the date before, although the words say that they follow it.

    These are dates of a list told in turn (先后于), of successive stages of one matter, and of a row of clauses.
    """
    published = day_of(report.source.metadata.published or report.source.metadata.signed)
    year = published.year if published else _ANY_YEAR
    yield from _in_lines(report, year)
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in _joined(text):
            if sentence.end - sentence.start > _LONGEST:
                continue
            words = text[sentence.start : sentence.end]
            found = _dated(words, year)
            places = {**_listed(words, found), **_staged(words, found), **_in_a_row(words, found)}
            for place in places.values():
                span = Span(
                    line.span.start + sentence.start + place.start, line.span.start + sentence.start + place.end
                )
                yield message_at(report, "date-order", span, found=report.source[span])


def _in_lines(report: Report, year: int) -> Iterator[Message]:
    """Yield the one date that breaks the order of three or more clauses or lines in a row that begin with a date."""
    row: list[tuple[Written, Span, date]] = []
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        dated = {} if is_row(report.source, line) else _beginnings(text, row[-1][2].year if row else year)
        for clause in split_sentences(text) if dated else ():
            words = text[clause.start : clause.end].strip()
            if not words:
                continue
            step = dated.get(_begin_of(text, clause)) if len(words) <= _STEP else None
            if step and not tells_of_a_thing(text[step[0].span.end : clause.end]):
                written, day = step
                place = Span(line.span.start + written.span.start, line.span.start + written.span.end)
                row.append((written, place, day))
            else:
                yield from _broken(report, row)
                row = []
        if not dated:
            yield from _broken(report, row)
            row = []
    yield from _broken(report, row)


def _beginnings(text: str, year: int) -> dict[int, tuple[Written, date]]:
    """Return the dates of a line with their first days, by where they or a number such as （一） before them begin."""
    found = {}
    for written, day in _dated(text, year):
        start = written.span.start
        marker = _MARKER.search(text, max(0, start - _BEFORE - 1), start)
        found[marker.start() if marker else start] = written, day
    return found


def _broken(report: Report, row: list[tuple[Written, Span, date]]) -> Iterator[Message]:
    falls = [at for at, (one, other) in enumerate(pairwise(row), 1) if comes_before(other[0], other[2], one[2])]
    if len(row) >= _STEPS and len(falls) == 1 and row[falls[0]][2].year == row[falls[0] - 1][2].year:
        place = row[falls[0]][1]
        yield message_at(report, "date-order", place, found=report.source[place])


def _begin_of(text: str, span: Span) -> int:
    """Return the offset of the first character of a span that is no blank."""
    return span.end - len(text[span.start : span.end].lstrip())


def _joined(text: str) -> Iterator[Span]:
    """Yield the sentences of a line, each with those after it on the same matter: they begin with a date or 此后."""
    starts = {written.span.start for written in find_dates(text)}
    whole: Span | None = None
    for sentence in split_sentences(text, FULL_STOPS):
        begin = _begin_of(text, sentence)
        follows = begin in starts or goes_on(text[begin : sentence.end])
        if whole and follows and sentence.end - whole.start <= _LONGEST:
            whole = Span(whole.start, sentence.end)
            continue
        if whole:
            yield whole
        whole = sentence
    if whole:
        yield whole


def _dated(text: str, own: int) -> list[tuple[Written, date]]:
    """Return the dates of a sentence that name a month, each with its first day.

    A date without a year has the year named before it, or else `own`.
    """
    found = []
    named: int | None = None
    for written in find_dates(text):
        moment = written.start
        if moment is None or written.bound or not moment.month or not moment.exists:
            continue
        try:
            days = written.days(own, named)
        except ValueError:
            continue
        if days and days[0]:
            found.append((written, days[0]))
            named = days[0].year if moment.tells_year else named
    return found


def _listed(text: str, found: list[tuple[Written, date]]) -> dict[int, Span]:
    turn = _IN_TURN.search(text)
    if (
        not turn
        or (_UNORDERED.search(text) and turn[0] != "依次")
        or (found and _EACH.match(text, found[-1][0].span.end))
    ):
        return {}
    return {
        later.span.start: later.span
        for (earlier, first), (later, second) in pairwise(found)
        if second < first and _LIST.fullmatch(text, earlier.span.end, later.span.start)
    }


def _in_a_row(text: str, found: list[tuple[Written, date]]) -> dict[int, Span]:
    """Return the one date, by its offset, that breaks the order of four or more dates: 3月…, 4月…, 2月…, 6月….

    Each of the dates must begin its clause.
    """
    if len(found) < _ROW or _BACKWARD.search(text) or _UNORDERED.search(text):
        return {}
    heads = all(_HEAD.search(text[max(0, w.span.start - _BEFORE) : w.span.start]) for w, _ in found[1:])
    if not heads or any(w.end for w, _ in found) or any(w.start and w.start.tells_year for w, _ in found[1:]):
        return {}
    days = [day for _, day in found]
    odd = [
        at
        for at in range(1, len(days))
        if all(a < b for a, b in pairwise(days[:at] + days[at + 1 :])) and days != sorted(days)
    ]
    return {found[odd[0]][0].span.start: found[odd[0]][0].span} if len(odd) == 1 else {}


def _alone(text: str, written: Written, stage: re.Pattern[str], stop: int) -> bool:
    """Say whether a clause begins with a date and names nothing but a stage of the work told before."""
    told = stage.search(text, written.span.end, stop)
    begins = _HEAD.search(text[max(0, written.span.start - _BEFORE) : written.span.start])
    return bool(begins and told and _AT_ONCE.fullmatch(text, written.span.end, told.start()))


def _of_another(text: str, written: Written, end: int) -> bool:
    """Say whether words before a date name something that its sentence has not named: 东干渠…,西干渠2022年8月竣工.

    `end` is the end of the date before.
    """
    other = OTHER.match(text, written.span.end)
    if other and other[0].lstrip(",") not in text[: written.span.start]:
        return True  # 2031年5月,南湖公园竣工
    clause = _MARK.split(text[max(end, written.span.start - _CLAUSE) : written.span.start])[-1].strip()
    name = _LINK.sub("", clause)
    if _TEAM.search(name) or any(stage_of(chain, clause) is not None for chain in CHAINS):
        return False  # 合同于…签订,中标通知书于…发出
    return len(name) >= _NAME and name[-2 * _NAME :] not in text[: max(0, written.span.start - len(clause))]


def _is_quality(stage: re.Pattern[str], clause: str) -> bool:
    """Say whether a clause tells of a stage only to say which thing it is about: 12月|到期的旧贷款已收回."""
    told = stage.search(clause)
    return bool(told and clause.startswith("的", told.end()))


def _same_thing(text: str, before: str) -> bool:
    """Say whether the words before a date begin with a thing that has been named: 环评批复时间为…,|环评申请时间为."""
    return len(before) > _BARE and before[:_NAME] in text


def _of_another_paper(before: str, clause: str) -> bool:
    """Say whether a clause names a document, and the words before it others alone."""
    named = _TITLE.search(clause)
    return bool(named and "《" in before and named[0] not in before)


def _staged(text: str, found: list[tuple[Written, date]]) -> dict[int, Span]:
    if ON_PURPOSE.search(text):
        return {}
    wrong = {} if _UNORDERED.search(text) else out_of_phase(text, found)
    wrong.update(told_to_follow(text, found))
    return wrong if _BACKWARD.search(text) else {**wrong, **_in_chains(text, found)}


def _in_chains(text: str, found: list[tuple[Written, date]]) -> dict[int, Span]:
    """Return by its offset each date of a stage that is earlier than that of a stage before it in its chain."""
    wrong: dict[int, Span] = {}
    seen: dict[int, list[tuple[int, date]]] = {}
    by_the_way = False
    for at, (written, day) in enumerate(found):
        stop = found[at + 1][0].span.start if at + 1 < len(found) else len(text)
        before = _MARK.split(text[max(0, written.span.start - _CLAUSE) : written.span.start])[-1]
        before = _LINK.sub("", before.strip())
        clause = re.split("[,;。]", text[written.span.end : stop].lstrip(","))[0]
        if text.startswith(",", written.span.end) and any(stage_of(chain, before) is not None for chain in CHAINS):
            clause = ""  # 环评批复时间为6月11日,环评申请时间为…
        if at and _of_another_paper(text[: written.span.start], clause):
            seen.clear()  # 审议通过《采购办法》,印发《采购细则》
        by_the_way, was_so = bool(BY_THE_WAY.match(clause)), by_the_way
        clause = of[1] if (of := _OF.match(clause)) else clause
        if (at and by_the_way and (was_so or not of)) or (of and _ANOTHER.search(of[0])):
            continue  # 2021年7月开工的甲厂与2021年2月竣工的乙厂
        if at and not _THIS_ONE.search(clause) and _of_another(text, written, found[at - 1][0].span.end):
            seen = {number: steps for number, steps in seen.items() if number in _OF_TWO}
        for number, chain in enumerate(CHAINS):
            stage = stage_of(chain, clause)
            stage = stage_of(chain, before + clause) if stage is None else stage
            if stage is None or _is_quality(chain[stage], clause):
                continue
            steps = seen.setdefault(number, [])
            if any(stage > earlier and comes_before(written, day, then) for earlier, then in steps):
                wrong[written.span.start] = written.span
            finished, when = steps[-1] if steps else (0, day)
            work = number == _WORK and _BEGUN <= stage < finished and finished >= _BUILT
            late = (work or (number == _PAPERS and stage < finished)) and day > when
            earlier = stage < finished and day > when
            this = number in _ONE_BY_ONE and _THIS.search(before + clause)
            named = number in _APPLIED and _same_thing(text[: found[at - 1][0].span.start], before)
            if (earlier and (this or named)) or (
                late and not _SEVERAL.search(text) and _alone(text, written, chain[stage], stop)
            ):
                wrong[written.span.start] = written.span  # 2021年7月竣工验收,2021年9月开工
            steps.append((stage, day))
    return wrong
