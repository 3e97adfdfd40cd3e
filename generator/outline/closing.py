"""Find the closing of a report: contact, notice (特此通报), signature, date and list of attachments."""

from __future__ import annotations

import re

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.outline.markers import read_marker
from generator.readers.metadata import attachment_line, is_body
from generator.text.dates import date_of_line

_ATTACHMENT = re.compile(
    r"^附\s*(?:件\s*\d*|[录表图]\s*(?:\d+|[一二三四五六七八九十]{1,3}|[A-Z])?|\d*)\s*(?::|$|\s|[.、])"
)
_NOTICE = re.compile(r"^(?:特此\S{1,8}|\([^()。]{2,20}\))[。!]?$")
_WAY = (
    r"(?:电\s*话|邮\s*箱|信\s*箱|邮政编码|邮\s*编|电子邮[件箱]|传\s*真|通[信讯]地址|联系地址"
    r"|地\s*址|联系方式|联\s*系\s*人|邮寄地址|来信来访|网\s*址|[Ee]-?[Mm]ail)"
)
"""Matches the label of a way to contact somebody: 电话, 邮箱, 地址."""
_RARER_WAY = (
    r"(?:[热专]\s*线|拨打|手\s*机|(?:接待|来访|接访|受理|办公|通讯)(?:地点|时间)"
    r"|(?:反映|反馈|监督|举报|受理|投诉|征集)(?:渠道|途径|方式)|公众号|邮寄|信函|来函|来信|来电|来访|现场反映|短信[\u4e00-\u9fff]{0,4})"
)
"""Matches a label that other text has as well (办理12345热线工单340件), so that a number must follow it."""
_CONTACT_LINE = re.compile(
    rf"^\(?\d?[.、]?[^\s,。;:]{{0,10}}(?:{_WAY}(?:[/及和、]{_WAY})?(?:\s*如下)?\s*(?:\([^)]*\))?\s*(?::|\d)"
    r"|附\s*(?:件\s*)?:\s*[^\s,。;:]{0,6}(?:联系|举报|监督|反映|反馈|受理|投诉)(?:方式|渠道|途径|办法|电话|地址)(?:$|[。:])"
    r"|[A-Za-z0-9][\w.+-]{1,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4}$"
    rf"|{_RARER_WAY}(?:\s*如下|设在|位于|[至到往])?\s*(?::|(?:[48]00|请?邮?寄[至到往]|0\d\d|1[23]\d{{3}}(?!\d))))"
)
_CONTACT = re.compile(
    rf"{_WAY}[^。]{{0,40}}[\d@]|^欢迎.{{0,60}}(?:监督|反映|反馈|意见|建议)"
    r"|^(?:如果?|若|对|凡|广大|干部|群众|社会各界|党员)[^。]{0,40}(?:意见|建议|异议|疑问|诉求|线索)"
    r"(?:[^。]{0,16}(?:可|请|欢迎)[^。]{0,16}(?:联系|反映|反馈)|[^。]{0,24}(?:拨打|来电|来信|致电|发送))"
    r"|^[^。,;]{0,24}\(?0\d{2,3}\)?[-—–―]{1,2}(?:\d{7,8}|\d{3,4}[- ]\d{4})(?!\d)"
)
_NUMBERED = re.compile(
    r"^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)[^。]{4,40}(?:问题|方面|不[\u4e00-\u9fff]{1,3})。"
)
"""Matches a finding, which is no contact line even if it states an address: (二)关于公开不及时问题。…电子邮箱…."""
_CONTACT_HEADING = re.compile(r"联系|监督|反馈|反映|公示")
"""Matches a heading under which contact lines are text of its section."""
_LISTED = re.compile(r"^\d{1,2}[.、]")
_LONGEST_CONTACT = 400
"""Maximum length of a contact paragraph in characters; a longer one with a telephone number is report text."""


def ending_kind(text: str) -> Kind | None:
    """Return the kind of a folded line if it can be part of a closing, else None."""
    if _ATTACHMENT.match(text) and attachment_line(text) and "。" not in text:
        return Kind.ATTACHMENT
    if date_of_line(text):
        return Kind.DATE
    if _NOTICE.match(text):
        return Kind.NOTICE
    if _CONTACT_LINE.match(text) or (len(text) <= _LONGEST_CONTACT and _CONTACT.search(text)):
        return Kind.CONTACT
    return Kind.SIGNATURE if is_body(text) else None


def is_listed(text: str) -> bool:
    """Say whether a folded line can be an entry in a list of attachments: `2.任务分工清单`."""
    return bool(_LISTED.match(text)) and "。" not in text


def find_closing(source: Source, lines: tuple[Line, ...]) -> dict[Line, Kind]:
    """Return the lines of a report's closing with their kinds, searched upwards from the last line.

    Contact lines directly under a numbered heading of their own (四、联系方式) are left out: they are its text.
    """
    closing: dict[Line, Kind] = {}
    listed: list[Line] = []
    for line in reversed(lines):
        text = source.fold(line.span)
        kind = ending_kind(text)
        if kind is Kind.ATTACHMENT:
            closing.update(dict.fromkeys(listed, kind))
            listed = []
        elif kind is None and is_listed(text):
            listed.append(line)  # An entry of the list of attachments, if a line 附件: stands above it.
            continue
        if kind is None or listed or (kind is Kind.CONTACT and _NUMBERED.match(text)):
            break
        closing[line] = kind
    top = min((line.span.start for line in closing), default=0)
    above = [line for line in lines if line.span.start < top]
    if above and read_marker(source, above[-1]) and _CONTACT_HEADING.search(source.fold(above[-1].span)):
        for line in sorted(closing, key=lambda line: line.span.start):
            if closing[line] is not Kind.CONTACT:
                break
            del closing[line]
    return closing
