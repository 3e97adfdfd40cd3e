"""Find the closing of a report: contact, notice (特此通报), signature, date and list of attachments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.outline.markers import read_marker
from generator.readers.metadata import attachment_line, is_body, is_wrapped, signed_and_dated
from generator.text.dates import date_of_line

_ATTACHMENT = re.compile(
    r"^附\s*(?:件\s*\d*|[录表图]\s*(?:\d+|[一二三四五六七八九十]{1,3}|[A-Z])?|\d*)\s*(?::|$|\s|[.、])"
)
_NOTICE = re.compile(r"^(?:特此\S{1,8}|\((?![^)]*(?:牵头|责任|负责|配合|参与|时限))[^()。]{2,20}\))[。!]?$")
"""Matches a notice (特此通报) or a line in brackets, but not (责任单位:区教育局), which belongs to the last item."""
_MONTH = re.compile(r"^[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月$")
"""Matches a date without a day, which closes a report only below a signature."""
_IMPRINT = re.compile(
    r"^(?:抄\s*[送报]|分\s*送|主\s*送|印\s*发\s*机\s*关|公开(?:方式|属性|类别|形式|选项))\s*:"
    r"|^[^\s。:,;]{2,30}\s+\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印\s*发$"
)
"""Matches the imprint of an official paper: who else receives it, who printed it when, whether it is public."""
_NOTE = re.compile(
    r"^(?:(?:备|附)?注(?:释)?\s*\d{0,2}\s*:|\[\^?\w{1,4}\]\s*:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[①-⑳※*]\s*(?=[^\s①-⑳※*]))"
)
"""Matches a note below the text: 注：…, ①…, [1] …."""
_WAY = (
    r"(?:电\s*话|☎|[Tt](?:el|EL)|邮\s*箱|信\s*箱|邮政编码|邮\s*编|电子邮[件箱]|传\s*真|通[信讯]地址|联系地址"
    r"|地\s*址|联系方式|联\s*系\s*人|邮寄地址|来信来访|网\s*址|[Ee]-?[Mm]ail)"
)
"""Matches the label of a way to contact somebody: 电话, 邮箱, 地址."""
_RARER_WAY = (
    r"(?:[热专]\s*线|拨打|手\s*机(?:号码?)?|座\s*机|(?:接待|来访|接访|受理|办公|通讯)(?:地点|时间|窗口|场所)"
    r"|(?:反映|反馈|监督|举报|受理|投诉|征集)(?:渠道|途径|方式)|公众号|邮寄|信函|来函|来信|来电|来访|现场反映|短信[\u4e00-\u9fff]{0,4})"
)
"""Matches a label that other text has as well (办理12345热线工单340件), so that a number must follow it."""
_MOBILE = r"1[3-9]\d(?:\d{8}|[-—–― ]\d{4}[-—–― ]\d{4})"
_NUMBER = rf"(?:[48]00|\(?0\d\d|\+86|(?:1[23]\d{{3}}|\d{{7,8}}|{_MOBILE})(?!\d))"
"""Matches the beginning of a telephone number."""
_CONTACT_LINE = re.compile(
    rf"^(?:\([一二三四五六七八九十\d]{{1,2}}\)\s|\(?\d?[.、]?)[^\s,。;:]{{0,10}}(?:{_WAY}(?:[/及和、]{_WAY})?(?:\s*如下)?\s*(?:\([^)]*\))?\s*(?::|\d)"
    r"|附\s*(?:件\s*)?:\s*[^\s,。;:]{0,6}(?:联系|举报|监督|反映|反馈|受理|投诉)(?:方式|渠道|途径|办法|电话|地址)(?:$|[。:])"
    r"|[A-Za-z0-9][\w.+-]{1,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4}$"
    rf"|{_RARER_WAY}(?:\s*如下|设在|位于|[至到往]|请拨打?)?\s*(?::|请?邮?寄(?:[至到往]|\s?:)|{_NUMBER})"
    r"|[请可][^,。;:]{0,6}?邮?寄(?:[至到往]|\s?:))"
)
_CONTACT = re.compile(
    rf"{_WAY}[^。]{{0,40}}[\d@]|^欢迎.{{0,60}}(?:监督|反映|反馈|意见|建议)"
    r"|^(?:如果?|若|对|凡|广大|干部|群众|社会各界|党员)[^。]{0,40}(?:意见|建议|异议|疑问|诉求|线索)"
    r"(?:[^。]{0,16}(?:可|请|欢迎)[^。]{0,16}(?:联系|反映|反馈)|[^。]{0,24}(?:拨打|来电|来信|致电|发送)"
    r"|[^。]{0,16}[可请][^。]{0,10}(?:到|至|前往)[^。]{4,40}(?:当面|现场|[室楼层厅])(?:反映|反馈|提出|咨询))"
    r"|^[^。,;]{0,24}[,:]?(?:\(0\d{2,3}\)|(?:\+86[- ]?\d{2,3}|(?<!\d)0\d{2,3})[-—–―\s]{1,2})"
    r"\s?(?:\d{7,8}|\d{3,4}[- ]\d{4})(?!\d)"
    rf"|^[^。,;\d号]{{0,24}}[,:]?(?:{_MOBILE}|0\d{{10,11}}|[48]00[-—–― ]\d{{3,4}}[-—–― ]\d{{3,4}})(?!\d)"
    r"|(?:发送?|邮件|联系)[^。,;]{0,12}[A-Za-z0-9_] ?@ ?[A-Za-z0-9]"
)
_NUMBERED = re.compile(
    r"^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)[^。]{4,40}(?:问题|方面|不[\u4e00-\u9fff]{1,3})。"
)
"""Matches a finding, which is no contact line even if it states an address: (二)关于公开不及时问题。…电子邮箱…."""
_HANDLED = re.compile(
    r"(?:受理|办结|收到|接到|接听|接收|处理|解决|答复|回复)[^。;]{0,16}\d\s*[余多]?\s*(?:[件条个起宗批项]|人次)"
)
"""Matches what was done with calls and letters (受理来电35件): text of a report, whatever telephone is before it."""
_INVITES = re.compile(
    r"欢迎|如果?有|如对|请[^。,;]{0,16}(?:联系|反映|反馈|监督|来[电信函]|致电|拨打)|联系(?:电话|方式|人)"
)
"""Matches an invitation to write or call, which makes a numbered line a contact line."""
_SET_UP = re.compile(r"^\S{1,5}?(?:已|均|全面)?(?:设立|公布|开通|公开|增设|设置|畅通|完善|开设)")
"""Matches a numbered line that tells how a telephone was set up (2.公布监督电话12345), so that it is no label."""
_CONTACT_TITLE = re.compile(r"(?:方式|渠道|途径|办法|电话|地址|期|监督|反馈|反映)$")
"""Matches the first sentence of a numbered contact paragraph: 三、监督方式。"""
_ARABIC = frozenset({"1、", "1.", "(1)", "1)", "①"})
"""Styles that open items and measures, and the entries of a list of ways to get in contact."""
_CONTACT_HEADING = re.compile(r"联系|监督|反馈|反映|公示")
"""Matches the heading of a part under which contact lines are text of its section."""
_CONTACT_SUBHEADING = re.compile(
    r"联系|公示|(?:监督|反馈|反映|举报)的?(?:方式|渠道|途径|办法|电话)|(?:接受|社会|群众|各界)[^。]{0,8}监督"
)
"""Matches such a heading below a part; 3.加强监督 is none."""
_LISTED = re.compile(r"^\d{1,2}[.、]")
_LONGEST_CONTACT = 400
"""Maximum length of a contact paragraph in characters; a longer one with a telephone number is report text."""


def ending_kind(text: str) -> Kind | None:
    """Return the kind of a folded line if it can be part of a closing, else None."""
    if _ATTACHMENT.match(text) and attachment_line(text) and "。" not in text:
        return Kind.ATTACHMENT
    if date_of_line(text):
        return Kind.DATE
    contact = _CONTACT_LINE.match(text) or (len(text) <= _LONGEST_CONTACT and _CONTACT.search(text))
    labelled = _CONTACT_LINE.match(text) and not _HANDLED.search(text)
    if (_NOTICE.match(text) or _IMPRINT.match(text)) and not labelled:
        return Kind.NOTICE
    if contact and not _HANDLED.search(text):
        return Kind.CONTACT
    return Kind.SIGNATURE if is_body(text) or signed_and_dated(text) else None


def is_listed(text: str) -> bool:
    """Say whether a folded line can be an entry in a list of attachments: `2.任务分工清单`."""
    return bool(_LISTED.match(text)) and "。" not in text


def find_closing(source: Source, lines: tuple[Line, ...]) -> dict[Line, Kind]:
    """Return the lines of a report's closing with their kinds, searched upwards from the last line.

    Notes below signature and date (注：…, ①…) are part of it; elsewhere they are text. Contact lines directly under a
    numbered heading of their own (四、联系方式) are left out: they are its text. So are items that tell of a telephone
    or an address (3.针对渠道不畅问题。设立举报电话…).
    """
    closing: dict[Line, Kind] = {}
    listed: list[Line] = []
    notes = _notes_below(source, lines)
    closing.update(dict.fromkeys(notes, Kind.NOTICE))
    for at in range(len(lines) - len(notes) - 1, -1, -1):
        line = lines[at]
        text = source.fold(line.span)
        kind = _kind_at(source, lines, at, closing)
        if kind is Kind.ATTACHMENT:
            closing.update(dict.fromkeys(listed, kind))
            listed = []
        elif kind is None and is_listed(text):
            listed.append(line)  # An entry of the list of attachments, if a line 附件: stands above it.
            continue
        if kind is None or listed or (kind is Kind.CONTACT and _is_item(source, lines, at)):
            break
        closing[line] = kind
    top = min((line.span.start for line in closing), default=0)
    above = [line for line in lines if line.span.start < top]
    if above and _is_contact_heading(source, above[-1]):
        for line in sorted(closing, key=lambda line: line.span.start):
            if closing[line] is not Kind.CONTACT:
                break
            del closing[line]
    return closing


def _kind_at(source: Source, lines: tuple[Line, ...], at: int, closing: Mapping[Line, Kind]) -> Kind | None:
    """Return the kind of the line at an index by its words and its neighbours; `closing` holds those below it."""
    text = source.fold(lines[at].span)
    kind = ending_kind(text)
    if kind is Kind.SIGNATURE and read_marker(source, lines[at]):
        return None  # (二)建设区心理健康中心 ends like the name of a body.
    if kind is None and at and _MONTH.match(text) and is_body(source.fold(lines[at - 1].span)):
        return Kind.DATE
    below = lines[at + 1] if at + 1 < len(lines) else None
    if kind is None and below and closing.get(below) is Kind.SIGNATURE and is_wrapped(text, source.fold(below.span)):
        return Kind.SIGNATURE
    return kind


def _is_contact_heading(source: Source, line: Line) -> bool:
    """Say whether a line is a numbered heading without text of its own, whose section is about getting in contact."""
    marker = read_marker(source, line)
    if marker is None or marker.style is None:
        return False
    words = source.fold(marker.rest).rstrip("。")
    pattern = _CONTACT_HEADING if marker.style.name in {"一、", "一."} else _CONTACT_SUBHEADING
    return "。" not in words and bool(pattern.search(words))


def _is_item(source: Source, lines: tuple[Line, ...], at: int) -> bool:
    """Say whether the line at an index, with a telephone or an address in it, is a numbered finding or item."""
    text = source.fold(lines[at].span)
    if _NUMBERED.match(text):
        return True
    marker = read_marker(source, lines[at])
    label = _CONTACT_LINE.match(text) and not _SET_UP.match(text)
    if marker is None or marker.style is None or label or _INVITES.search(text):
        return False
    body = source.fold(marker.rest)
    first, stop, _ = body.partition("。")
    if stop and not re.search(_WAY, first) and not _CONTACT_TITLE.search(first):
        return True
    if marker.style.name not in _ARABIC or (marker.number or 0) < 2:
        return False
    above = ((line, read_marker(source, line)) for line in reversed(lines[:at]))
    before = next(((line, other) for line, other in above if other and other.style is marker.style), None)
    if before is None or before[1].number != (marker.number or 0) - 1:
        return False
    return ending_kind(source.fold(before[0].span)) is not Kind.CONTACT


def _notes_below(source: Source, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the last lines that are notes, where they stand below a date, a signature or an imprint."""
    for count, line in enumerate(reversed(lines)):
        text = source.fold(line.span)
        if not _NOTE.match(text):
            above = ending_kind(text)
            return lines[len(lines) - count :] if above in {Kind.DATE, Kind.SIGNATURE, Kind.NOTICE} else ()
    return ()
