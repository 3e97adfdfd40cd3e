"""Personal data that should not be published: identity, bank card and mobile numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.model.source import Line
from generator.text.span import Span

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{15}[0-9Xx](?![0-9A-Za-z])"
)
"""Matches 18 characters that begin with the code of a province."""
_IDENTITY_WORD = re.compile(r"身份证[^\d,。;]{0,8}$|某\($")
_IDENTITY_COLUMN = "身份证"
_CARD = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z.])")
_UNIONPAY = ("62",)
_ABROAD = ("4", "51", "52", "53", "54", "55", "60", "95")
"""Prefixes of other card issuers; other numbers begin like these as well, so a word such as 银行 must come before."""
_CARD_WORD = re.compile(r"卡|账[号户]|帐[号户]|银行|信用社")
_CARD_NUMBER = re.compile(r"卡\(?(?:卡?号)?码?(?:为|是)?:?$")
"""Matches right before a number what says that it is a card's, even if its check digit is wrong."""
_NO_CARD = re.compile(r"编[号码]|代码|文号|单号|合同|项目|许可|备案|信用代码")
_NO_PERSON = re.compile(r"索引号?|信用代码")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9](?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9A-Za-z.元万亿号个])")
_CONTACT_HEADING = re.compile(r"联系|监督|反馈|反映|公示")
_CONTACT = re.compile(r"联系(?:方式|电话|人)|(?:监督|举报|咨询|值班|服务|办公)电话|欢迎.{0,60}(?:监督|反映|意见|建议)")
_NUMBER_OF = re.compile(
    r"(?:[\u4e00-\u9fff](?<![机话信系线动卡证障保份件])号|[编票单件]号码|[编代条]码|流水|工单|订单|合同|档案)"
    r"(?:(?:分别)?[为是])?[:“(第]{0,2}(?:[0-9A-Za-z-]{4,24}[、,和]){0,8}+$"
)
"""Matches before a number, or a row of them, what says that it is that of a paper or a thing: 业务号, 编号."""
_PRIVATE = re.compile(
    r"(?:(?:反映|信访|投诉|举报|来[信访]|求助|报[案警]|当事|被害|受害|申请|经办|联络)人|群众|村民|居民|业主|住户|患者|病人|家[长属]|学生|职工|老人)"
    r"[\u4e00-\u9fff]{0,4}[(:,]?(?:(?:联系)?电话|手机号?码?)?:?$"
)
"""Matches before a mobile number words for a private person, whose number is no contact wherever it stands."""
_ROOM, _WIDE = 16, 60


def check_personal(report: Report) -> Iterator[Message]:
    """Yield identity and bank card numbers anywhere, page chrome included, and mobile numbers not given as contact."""
    contact = _contact_lines(report)
    text_lines = set(report.source.text_lines)
    listing = _rows_with_identity(report)
    for line in report.source.lines:
        taken = []
        for match in _IDENTITY.finditer(report.source.fold(line.span)):
            told = _IDENTITY_COLUMN if line.number in listing else ""
            before = _before(match)
            no_person = _NO_PERSON.search(before) or (_is_of_a_thing(match) and not told)
            if _is_identity(match[0], before + told) and not no_person:
                taken.append(match.span())
                yield _told(report, "identity-number", line, match)
        for match in _CARD.finditer(report.source.fold(line.span)):
            if match.span() not in taken and _is_card(match):
                yield _told(report, "bank-card", line, match)
        if line in text_lines:
            given = line.number in contact or _CONTACT.search(report.source.fold(line.span))
            numbers = _MOBILE.finditer(report.source.fold(line.span))
            found = [match for match in numbers if not _is_of_a_thing(match)]
            if not given or any(_PRIVATE.search(_before(match)) for match in found):
                yield from (_told(report, "mobile-number", line, match) for match in found)


def _rows_with_identity(report: Report) -> set[int]:
    """Return the lines of tables with a column of identity numbers, by the words of their first row."""
    tables = [(table, report.source.fold(table.children[0].span)) for table in report.of(Kind.TABLE)]
    return {row.line for table, head in tables if _IDENTITY_COLUMN in head for row in table.children}


def _is_identity(number: str, before: str) -> bool:
    """Say whether a number has a valid birth date and check digit; after 身份证号 the check digit may be wrong."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    told = bool(_IDENTITY_WORD.search(before)) or ric.calc_check_digit(number) == number[-1].upper()
    return 1900 <= born.year <= 2100 and told


def _is_card(match: re.Match[str]) -> bool:
    number = re.sub("[ -]", "", match[0])
    before = _before(match)
    known = number.startswith(_UNIONPAY) or (number.startswith(_ABROAD) and bool(_CARD_WORD.search(before)))
    return known and not _NO_CARD.search(before) and (luhn.is_valid(number) or bool(_CARD_NUMBER.search(before)))


def _is_of_a_thing(match: re.Match[str]) -> bool:
    """Say whether a number is told to be that of a paper or a thing: 合同(编号13812345678)."""
    return bool(_NUMBER_OF.search(match.string, max(0, match.start() - _WIDE), match.start()))


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _ROOM) : match.start()]


def _contact_lines(report: Report) -> set[int]:
    """Return the numbers of the lines that give contact data: at the report's end, or in a part with such a heading."""
    lines = {node.line for node in report.of(Kind.CONTACT)}
    for node in report.walk():
        if node.title and _CONTACT_HEADING.search(report.source.fold(node.title)) and node.kind is Kind.PART:
            lines.update(below.line for below in node.walk() if not below.children)
    return lines


def _told(report: Report, code: str, line: Line, match: re.Match[str]) -> Message:
    return message_at(report, code, Span(line.span.start + match.start(), line.span.start + match.end()))
