"""Documents cited in 《》: number, issuing body, and what the report did with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.facts.cited.relations import act_of, tells_an_act
from generator.facts.cited.works import is_work
from generator.facts.fact import Document
from generator.facts.sentences import as_read
from generator.model.report import Report
from generator.text.spacing import ClosedUp
from generator.text.span import Span

_TITLE_MARK = re.compile("[《》]")
_NUMBER = re.compile(
    r"\s{0,4}\(?\s{0,4}(?P<number>[\u4e00-\u9fff]{0,8}[〔\[【(]\s{0,4}\d{4}\s{0,4}[〕\]】)]\s{0,4}第?\s{0,4}\d{1,6}\s{0,4}号)"
)
_ISSUER = re.compile(
    r"(?:按照|根据|依据|依照|落实|执行|贯彻|学习|对照|结合|由|经|[零一二三四五六七八九十]{0,4}(?:[年月号]|日(?!照)))*(?P<body>(?:中共|国务院|中央|全国|(?:(?![了的将把在于为及]|对(?!外))[\u4e00-\u9fff]){1,12}?(?:省|市|区|县|镇|乡|州|旗|盟))?(?:(?![了的将把在于为及]|对(?!外))[\u4e00-\u9fff]){0,12}?"
    r"(?:委员会|人民政府|政府|国务院|办公厅|办公室|党委|区委|市委|省委|县委|党组|纪委监委|纪委|组织部|财政部|教育厅|教育局|财政局))"
    r"(?:关于)?(?:制定|印发|出台|发布|下发)?(?:的)?$"
)
_NEAR = 40
"""Maximum characters before a citation in which its issuing body is looked for."""
_CLAUSE = 60
"""Maximum characters before and after a citation that are searched for what was done with the document."""
_SHORT = ("简称", "简称:")
"""Ends of the text before a short title, of which nothing is said to be done: 《…办法》(以下简称《办法》)."""
_BETWEEN = re.compile(r"\((?:以下)?简称:?|\)?(?:[、和及与以, ]{0,4}|[、和及与][^,。;:、《》]{2,14})")
"""Matches between two citations of one row, the second of which may name its issuing body: 根据省厅《…》和市局《…》."""

_FURTHER = re.compile(
    r"\)?(?:(?:的?(?:有关|相关|文件)?(?:精神|要求|规定|部署|通知))|等(?:有关|相关)?(?:法律法规|法律|法规|文件|制度|规定|政策))?(?:[、和及与]|以及)(?P<body>[^,。;:《》]{0,24})"
)
"""Matches between two citations that the verb before them governs: 根据《…》精神和市政府印发的《…》."""
_ASKS = re.compile(r"^\)?的?(?:有关|相关|文件)*(?:精神|要求|规定)")
"""Matches what belongs to the citation before and says nothing of the next one: 要求 in 按照《…》要求修订《…》."""
_ISSUED_BY = re.compile(
    r"(?:(?<=[部委厅局办室府院处会])(?:联合|共同)?|(?<=[\u4e00-\u9fff]{2})(?<!新)(?=..的))(?:印发|出台|发布|颁布|制定|下发)的?$"
)
"""Matches the verb by which a body issued the second of these citations: 印发的 in the example above."""

_DENIED = re.compile(r"(?:未|没有|没)(?:能)?(?:及时|严格|认真)?(?:按照?|根据|依据|依照|参照|结合|对照)$")
"""Matches before a citation by which something was not made: 未根据《条例》制定《办法》."""
_OF_ITS_OWN = re.compile("相(?:衔接|一致|统一|适应|配套|协调)|(?:目前|现)?(?:正在|尚未|仍在|还在|即将)")
"""Matches behind a document of which something else is told: 印发《甲规划》，与《乙规划》相衔接，《丙规划》正在报批."""
_MEANT = re.compile(
    "(?:^|[。;])[^,。;]{0,8}(?:下一步|下一阶段|今后|下步|整改目标)[^,。;]{0,2}[将拟要会]?(?![^。;]*[已了])[^。;]*[,:]$"
)
"""Matches before a clause on what is to be done: 下一步将按照标准，编制《规划》."""
_AND_PASSED = re.compile(r"(审议|研究|讨论|表决|审定),(?=(?:原则)?通过了?$)")
"""Matches a verb that is cut in two by a comma: 经党组会审议,通过《…》."""


def find_documents(report: Report) -> tuple[Document, ...]:
    """Return the documents that a report cites in 《》, in reading order; films, books and the like are left out.

    A citation inside another is part of the outer one's title. A 《 or 》 without its partner is ignored.
    """
    read = as_read(report)
    pieces = (read.inside(piece) for node in report.walk() for piece in node.pieces)
    found = (document for piece in pieces for document in _described(read.text[piece.start : piece.end], piece.start))
    return tuple(map(partial(_placed, read), found) if read.left_out else found)


def _placed(read: ClosedUp, document: Document) -> Document:
    """Return a document of a text that was closed up with its places in the text with the blanks."""
    number, issuer = document.number, document.issuer
    return replace(
        document,
        span=read.outside(document.span),
        title=read.outside(document.title),
        number=number and read.outside(number),
        issuer=issuer and read.outside(issuer),
    )


def _citations(text: str, offset: int) -> Iterator[Document]:
    """Yield the citations of a piece, `text`, that starts at `offset`."""
    opened: list[int] = []
    found: list[Document] = []
    for mark in _TITLE_MARK.finditer(text):
        at = offset + mark.start()
        if mark[0] == "《":
            opened.append(at)
        elif opened:
            start = opened.pop()
            # Citations inside this pair are part of its title. An outer 《 that never closes must not swallow this one.
            while found and found[-1].span.start > start:
                found.pop()
            if at > start + 1:
                found.append(Document(Span(start, at + 1), Span(start + 1, at)))
    yield from found


def _described(text: str, offset: int) -> Iterator[Document]:
    """Yield the documents of a piece, `text`, with number, issuing body and act; several in a row share one act."""
    end, act, denied = 0, None, False
    for row in _rows(list(_citations(text, offset)), text, offset):
        first, last = row[0].span.start - offset, row[-1].span.end - offset
        start = max(end, first - _CLAUSE)
        clause = text[start:first]
        if act == "followed" and start == end:
            clause = _ASKS.sub("", clause)
        clause = re.split("[,。;:!?]", _AND_PASSED.sub(r"\1", clause))[-1]
        after = text[last : last + _CLAUSE]
        if is_work(clause, text[first + 1 : row[0].span.end - offset - 1], after):
            rest = [document for document in row if not _is_title_of_work(document, text, offset)]
            if len(row) == len(rest) or not rest or is_work(clause, "", after):
                end = last
                continue
        else:
            rest = row
        number = _NUMBER.match(after)
        act = act_of(clause, after[number.end() if number else 0 :], text[first + 1 : last - 1])
        if act in {"made", "revised"} and _MEANT.search(text[max(0, first - _CLAUSE) : first - len(clause)]):
            act = None
        goes_on = clause == text[start:first]  # no comma or stop stands between this row and the one before
        if denied and start == end and goes_on:
            act = None
        denied = bool(_DENIED.search(clause)) or (denied and goes_on)
        for document in rest:  # of 学习《求是》和《章程》 only the second
            short = text.endswith(_SHORT, 0, document.span.start - offset)
            yield replace(_issued(document, offset, text, end), act=None if short else act)
            end = document.span.end - offset
            after_it = _NUMBER.match(text, end)
            end = after_it.end() if after_it else end


def _is_title_of_work(document: Document, text: str, offset: int) -> bool:
    return is_work("", text[document.title.start - offset : document.title.end - offset], "")


def _rows(found: list[Document], text: str, offset: int) -> list[list[Document]]:
    """Return the citations grouped in rows; between those of a row stand only 、, 和, a document number or the like.

    `text` is the folded piece, `offset` its start in the source.
    """
    rows: list[list[Document]] = []
    for document in found:
        between = ""
        if rows:
            before = rows[-1][-1].span.end - offset
            number = _NUMBER.match(text, before)
            between = text[number.end() if number else before : document.span.start - offset]
        end = document.span.end - offset
        behind = text[end : end + _CLAUSE]
        own = "," in between and (_OF_ITS_OWN.match(behind) or act_of("", behind, ""))
        if rows and (
            (_BETWEEN.fullmatch(between) and not tells_an_act(between) and not own)
            or (_goes_on(between) and _follows(text[: rows[-1][0].span.start - offset]))
        ):
            rows[-1].append(document)
        else:
            rows.append([document])
    return rows


def _goes_on(between: str) -> bool:
    """Say whether the words between two citations only complete the first (精神) and name the second's issuing body."""
    further = _FURTHER.fullmatch(between)
    return further is not None and not tells_an_act(_ISSUED_BY.sub("", further["body"]))


def _follows(before: str) -> bool:
    """Say whether the clause before a row says that its documents are followed."""
    return act_of(re.split("[,。;:!?]", before[-_CLAUSE:])[-1], "", "") == "followed"


def _issued(document: Document, offset: int, text: str, end: int) -> Document:
    """Return a citation with the number after it and the issuing body before it; `end` is the previous one's end."""
    start = document.span.start - offset
    after = _NUMBER.match(text, document.span.end - offset)
    left = max(end, start - _NEAR)
    issuer = _ISSUER.search(text[left:start])
    return replace(
        document,
        number=_span(offset, *after.span("number")) if after else None,
        issuer=_span(offset, left + issuer.start("body"), left + issuer.end("body")) if issuer else None,
    )


def _span(offset: int, start: int, end: int) -> Span:
    return Span(offset + start, offset + end)
