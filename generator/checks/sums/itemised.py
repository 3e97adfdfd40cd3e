"""A total with the list of its parts right behind it, told as amounts: 共计56.8万元：现金23.5万元，转账31.3万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.numbers.counts import is_series
from generator.checks.numbers.totals import OVERLAP, UNSURE
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.numerals import SIGNS
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_OPENS = re.compile(r"(?:[\u4e00-\u9fff]{0,4})(?:[:(](?:包括|分别(?:为|是)?:?)?|,即:?|,其中:?|[\u4e00-\u9fff]{0,6}中,)")
"""Matches between a total and the list of its parts."""
_NAMED = re.compile(r"[\u4e00-\u9fff“”]{1,14}")
"""Matches the name of a part, without a number or a mark."""
_BETWEEN = re.compile(r"(?P<mark>[、,;])(?:和|及)?(?P<name>[\u4e00-\u9fff“”]{1,14})")
_ENDS = re.compile(r"(?!等)[\u4e00-\u9fff]{0,4}(?:[).。;]|,(?:截至|目前|现[均已]|均|已|全部|以上|上述)|$)")
MEASURED = frozenset({"元", "亩", "平方米", "立方米", "米", "公斤"})
"""Base units of what is measured; counts are the business of `totals`."""
_COUNTED = frozenset("户人件个项起名宗条处份座所家场册篇批期张辆台套次")
"""Units of counts whose parts are read only behind a colon; those in brackets are the business of `totals`."""
NO_PARTS = re.compile(r"[平均每]|比|较|增|减|降|升|(?<![挤侵])占(?![用地])|余额|结余|节约")
_SUMMED = re.compile(r"(?:[总合共]计|总额|(?<![公一])共)[\u4e00-\u9fff]{0,6}$")
_NONE_TWICE = re.compile("[无没不未][^,。;]{0,6}(?:重[复叠合]|交叉|两种|兼)")
_ANY_SUM = re.compile("[共计额]")
_PART_OF_LINES = re.compile(
    rf"(?:\(?[一二三四五六七八九十\d]{{1,3}}[)、.]|[一二三四五六七八九十]是|—{{1,2}}|[{SIGNS}])"
    r"(?P<part>[^,。;:]{1,40}?[\d\u4e00-\u9fff])(?:[,。;:]|$)"
)
"""Matches the beginning of a line up to the first mark, where it may tell one part of a total."""
_RESPECTIVELY = re.compile(
    r"(?:[^。;\d]|\d(?=[类种档级片批块组])){0,60}?分别(?P<verb>[为是有达计占]|设有|建有)?(?:到|有|为)?:?"
)
"""Matches between a total and its parts, told in one row: 136座分三类,分别为61座、58座、15座."""
_KINDS = re.compile(
    r"分[为成作属布]|划分|归[为入]|(?:[二三四五六七八九两\d]个?|[按、][\u4e00-\u9fff]{2,8})[类种档级片批块组等]|去向"
)
"""Matches in these words that the total is divided, so that nothing of it is left."""
_SPENT = re.compile("(?:全[部数额]|均)[^。;]{0,20}分别")
"""Matches the same words where all of it was dealt with: 已全部拨付,分别用于."""
_FINISHED = re.compile(r"[^,。;:\d]{0,20},?(?:全[部数]|悉数|均|逐[\u4e00-\u9fff])[^,。;:\d]{0,12}[:,]")
"""Matches between a total and the list of what became of it: 53份到期合同已全部处置完毕:终止29份、续签17份、…."""
_STEPS = re.compile("发现|查[出实明]|存在|问题|隐患|整改|涉及|[不异]")
"""Matches in such a list what was found in only some of all: 53户已全部走访,发现隐患29户、整改17户."""
_MORE = re.compile("另|其余|其他|剩余|余下|还有|不[予计列]")
"""Matches behind a list what says that it was not all."""
_PIECE = re.compile(r"[、,;](?:并|和|及|以及)?|和(?=\d)|以及")
_BEHIND = re.compile("[\u4e00-\u9fff“”]{1,14}(?=[、,;。]|$)")
"""Matches the name of a part behind its number: 29份终止、17份续签."""
_CONTRARY = (("收", "支"), ("收", "付"), ("入", "出"))
"""Pairs of characters of deeds that lead to and from, of which one tells no sum of the other."""
_STOPS = frozenset({"", "。", ";", ","})
_TENTH = 10
_LONGEST, _ROOM = 400, 10
_LEAST, _FEWEST_OF_SOME = 2, 3
_LITTLE = Decimal("0.06")
"""Maximum share of a total that parts under 其中 may leave for it to be told."""
_ALIKE = {"名": "人", "宗": "件", "起": "件"}


def check_parts(report: Report) -> Iterator[Message]:
    """Yield totals whose parts stand in a list right behind them, in brackets or after a colon, and do not add up."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start <= _LONGEST:
                words = text[sentence.start : sentence.end]
                yield from _in_sentence(report, line.span.start + sentence.start, words)
    yield from _over_lines(report)


def _over_lines(report: Report) -> Iterator[Message]:
    """Yield a total in a paragraph whose parts each begin one of the lines below it, as in (一)已完成的27项,…."""
    total: tuple[Quantity, int, str] | None = None
    parts: list[Quantity] = []
    for line in (*report.source.text_lines, None):
        text = report.source.fold(Span(line.span.start, min(line.span.end, line.span.start + _LONGEST))) if line else ""
        if not total and not _ANY_SUM.search(text):
            continue
        part = _PART_OF_LINES.match(text)
        told = list(amounts(part["part"])) if part else []
        if total and len(told) == 1 and told[0].unit == total[0].unit:
            parts.append(told[0])
            continue
        if total and len(parts) >= _LEAST:
            whole, start, shown = total
            both = sum((one.value for one in parts), Decimal(0))
            if both != whole.value and abs(both - whole.value) * _TENTH <= whole.value:
                span = Span(start + whole.span.start, start + whole.span.end)
                listed = " + ".join(f"{one.written:f}" for one in parts)
                yield message_at(report, "total", span, parts=listed, sum=f"{both / whole.size:f}", total=shown)
        total, parts = None, []
        sums = [one for one in amounts(text) if _SUMMED.search(text[max(0, one.span.start - _ROOM) : one.span.start])]
        if line and len(sums) == 1 and sums[0].unit:
            total = sums[0], line.span.start, sums[0].shown(text)


def _in_sentence(report: Report, start: int, text: str) -> Iterator[Message]:
    found = list(amounts(text))
    yield from _in_rows(report, start, text, found)
    at = 0
    while at < len(found) - _LEAST:
        parts = _parts(text, found, at)
        if len(parts) >= _LEAST:
            yield from _unequal(report, start, text, found[at], parts)
        at += max(len(parts), 1)


def _in_rows(report: Report, start: int, text: str, found: list[Quantity]) -> Iterator[Message]:
    """Yield a total whose parts follow 分别 in a row, or in a list that says what became of all, and do not make it."""
    for at, total in enumerate(found[:-_LEAST]):
        before = text[max(0, total.span.start - _ROOM) : total.span.start]
        if not total.unit or re.search(r"第|约|近|超|逾|[\d、和与及]$|(?<![公一])至[^,。;]{0,4}$", before):
            continue
        row = _RESPECTIVELY.match(text, total.span.end)
        opener = row or _FINISHED.match(text, total.span.end)
        if not opener or "其中" in text[total.span.end : opener.end() + 2]:
            continue
        parts = _pieces(
            text, found[at + 1 :], opener.end(), bare=bool(row) and text[opener.end() : opener.end() + 1].isdecimal()
        )
        if len(parts) < _LEAST or any(kind_of(part) != kind_of(total) for part in parts):
            continue
        over = sum((part.value for part in parts), Decimal(0)) - total.value
        told = text[opener.end() : parts[-1].span.end]
        least = min(part.value for part in parts)
        unsure = total.rounding + sum((part.rounding for part in parts), Decimal(0))
        if not unsure <= abs(over) < least or not over or (over > 0 and OVERLAP.search(told)):
            continue
        if row and not (_KINDS.search(row[0]) or _SPENT.search(text[total.span.end : parts[0].span.start])):
            continue
        if UNSURE.search(opener[0] + told) or _MORE.search(text, parts[-1].span.end) or is_series(_PIECE.split(told)):
            continue
        if not NO_PARTS.search(row[0] + told if row else told) and (row or not _STEPS.search(told)):
            span = Span(start + total.span.start, start + total.span.end)
            yield message_at(report, "total", span, **shown_sum(text, total, parts))


def _pieces(text: str, found: list[Quantity], begin: int, *, bare: bool) -> list[Quantity]:
    """Return the amounts of a list that goes on to the end of the sentence, one in each of its pieces; else none.

    More words may follow a comma behind a row of bare amounts, or behind three parts if no more of the kind is told.
    """
    parts: list[Quantity] = []
    end = begin
    for amount in found:
        if amount.span.start < begin:
            continue
        mark = _PIECE.match(text, end) if parts else None
        name = text[mark.end() if mark else end : amount.span.start]
        if parts and (not mark or kind_of(amount) != kind_of(parts[0])):
            break
        if (bare and name) or not _NAMED.fullmatch(name or "甲"):
            break
        parts.append(amount)
        end = amount.span.end
        behind = None if bare else _BEHIND.match(text, end)
        end = behind.end() if behind else end
    more = any(kind_of(other) == kind_of(amount) for amount in parts[:1] for other in found if other.span.start >= end)
    last = text[end : end + 1]
    return parts if last in _STOPS and (last != "," or bare or (len(parts) > _LEAST and not more)) else []


def kind_of(amount: Quantity) -> str:
    """Return the unit by which amounts are compared, one for 名 and 人."""
    return _ALIKE.get(amount.kind, amount.kind)


def are_contrary(own: str, others: str) -> bool:
    """Say whether a sum is told of the contrary of its parts: 收入320万元、46万元,支出合计350万元."""
    return any(
        (one in own and other in others and other not in own) or (other in own and one in others and one not in own)
        for one, other in _CONTRARY
    )


def shown_sum(text: str, total: Quantity, parts: list[Quantity]) -> dict[str, str]:
    """Return what a message says of a total and its parts."""
    made = (sum((part.value for part in parts), Decimal(0)) / total.size).normalize()
    return {
        "parts": " + ".join(part.shown(text) for part in parts),
        "sum": f"{made:f}{total.scale}{total.unit}",
        "total": total.shown(text),
    }


def _parts(text: str, found: list[Quantity], at: int) -> list[Quantity]:
    """Return the amounts of the list right behind an amount, if the list ends with the last of them; else none."""
    total = found[at]
    opener = _OPENS.match(text, total.span.end)
    counted = total.kind in _COUNTED and opener and re.search(":|,即", opener[0])
    if not opener or not (counted or total.kind in MEASURED):
        return []
    parts: list[Quantity] = []
    for amount in found[at + 1 :]:
        end = parts[-1].span.end if parts else opener.end()
        between = (_BETWEEN if parts else _NAMED).fullmatch(text, end, amount.span.start)
        if not between or kind_of(amount) != kind_of(total):
            break
        parts.append(amount)
    if opener[0].endswith("中,") and len(parts) < _FEWEST_OF_SOME:
        return []
    if not parts or _ENDS.match(text, parts[-1].span.end):
        return parts
    # 共计186.4公里,其中…、…、…,建成示范线3条: a list ends as well where no more of its kind is told
    summed = _SUMMED.search(text[max(0, total.span.start - _ROOM) : total.span.start])
    rest = found[found.index(parts[-1]) + 1 :]
    return parts if summed and len(parts) > _LEAST and not any(one.kind == total.kind for one in rest) else []


def _unequal(report: Report, start: int, text: str, total: Quantity, parts: list[Quantity]) -> Iterator[Message]:
    """Yield a message if amounts that are all parts of a total do not add up to it.

    A list may tell only some of the parts, so that without 共 before its total only a gap smaller than each of the
    parts is told, as a note.
    """
    stretch = text[total.span.start : parts[-1].span.end]
    before = text[max(0, total.span.start - _ROOM) : total.span.start]
    both = sum((part.value for part in parts), Decimal(0))
    unsure = total.rounding + sum((part.rounding for part in parts), Decimal(0))
    gap = abs(both - total.value)
    if both > total.value and ",即" in stretch and OVERLAP.search(stretch) and not _NONE_TWICE.search(text):
        return
    if gap <= unsure or UNSURE.search(stretch) or NO_PARTS.search(stretch) or re.search("约|近|超|逾", before[-1:]):
        return
    code = "total" if _SUMMED.search(before) and gap < max(part.value for part in parts) else "total-rest"
    if re.search("其中|中,", stretch):  # three and more of 其中 that leave next to nothing
        code = "total-rest"
        if gap > (_LITTLE if len(parts) >= _FEWEST_OF_SOME else _LITTLE / 2) * total.value:
            return
    if code == "total" or gap < min(part.value for part in parts):
        span = Span(start + total.span.start, start + total.span.end)
        yield message_at(report, code, span, **shown_sum(text, total, parts))
