"""Telephone numbers, postal addresses, postcodes and e-mail addresses that a report gives as contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.facts.fact import Contact, ContactKind
from generator.facts.sentences import as_read
from generator.model.report import Kind, Report
from generator.text.span import Span

_DASH = r"\s?[-—–―]{1,2}\s?"
_TELEPHONE = re.compile(
    rf"(?<![\d.A-Za-z@])(?<!(?<!\d)(?<!\))/)(?:(?P<full>(?:\+86|86(?={_DASH}))(?:{_DASH}|\s)?(?:\(?0?\d{{2,3}}\)?(?:{_DASH}|\s)?\d{{7,8}}|1[3-9]\d{{9}})|(?:\(0\d{{2,3}}\)|0\d{{2,3}})(?:{_DASH}|\s)?(?:\d{{7,8}}|\d{{3,4}}(?:\s|{_DASH})\d{{4}}|{_DASH}(?:12[3-9]\d{{2}}|96\d{{3}})(?!\d))|\(0\d{{2,3}}\)\s?(?:12[3-9]\d{{2}}|96\d{{3,4}})(?!\d)|1[3-9]\d{{9}}|1[3-9]\d(?:\s|{_DASH})\d{{4}}(?:\s|{_DASH})\d{{4}}|[48]00(?:{_DASH}|\s)?\d{{3,4}}(?:{_DASH}|\s)?\d{{3,4}}|0(?:\s\d){{2,3}}\s?{_DASH}(?:\s\d){{7,8}})"
    rf"|(?P<short>1\d{{4}}|9[56]\d{{3,4}}|\d{{7,8}}|\d{{3,4}}(?:\s|{_DASH})\d{{4}}))(?:(?:{_DASH}|\s?转\s?)\d{{1,5}})?(?![\d.@A-Za-z*]|号(?!码)|[件条个起宗批项人户份元亩次]|张(?=[,。;]|$)|平方)"
)
_CALLED = re.compile(
    r"(?:电\s*话|[热专]\s*线|座\s*机|传\s*真|手\s*机|号\s*码|联系方式|联\s*系\s*人|拨打?|致电|来电|Tel|☎)"
    r"(?:\([^()]{1,24}\))?(?:[^\d,。;]{0,10}|\s?:[\u4e00-\u9fff\s]{2,24}\s|\s?:\s?[\u4e00-\u9fff]{2,4},\s?)$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*[、,;/或和及至]?\s*(?:(?![\u4e00-\u9fff]{0,2}(?:[编文单账帐案]号|日期|金额))[\u4e00-\u9fff]{2,4}[\s,:]\s?)?(?:\([^()\d]{1,12}\))?\s*[、,;/或和及]?\s*(?:\([^()\d]{1,12}\))?\s*"
)
"""Matches between the numbers of one list: 88880001、88880002, 88880001（办公室）、88880002；李某 88880003."""
_NEAR = 32
"""Maximum characters before a number that are searched for a word like 电话."""
_SERVICE = re.compile(r"1\d{4}$")
"""Matches the number of a public service: 12345."""
_HEADING = re.compile(
    r"联系(?:方式|我们|电话|人)|(?:反馈|监督|反映|举报|受理|投诉|公示)(?:问题|信访|意见|线索|举报){0,2}的?(?:渠道|方式|途径|电话|办法)|意见反馈$"
)
"""Matches headings of sections with contact data."""
_LABELLED = re.compile(
    r"(?:\(?\d{1,2}[.、)]\s?)?(?:[\u4e00-\u9fff]{0,6}?(?:电话|热线|传真|[信邮]箱|邮编|邮政编码|地址)\s?[:(]|(?:来[信函访]|信函)[^,。:]{0,4}:)"
)
"""Matches an item that is a line of a list of contacts: 3.举报电话:…."""
_LINE = re.compile(
    r"(?:联\s*系\s*(?:人|电\s*话|方\s*式|地\s*址)|(?:举报|监督|值班|投诉)电话|通[讯信]地址|邮政(?:编码|信箱)|电子邮[箱件])\s?:"
)
"""Matches a paragraph that is a line of contact data, wherever it stands."""
_POSTED = re.compile(r"(?:邮\s?编|邮政编码)\s?[:为]?\s?\d{6}(?!\d)")
"""Matches a postcode with its word, which no text has but an address to write to."""
_NEXT = r"地\s*址|电\s*话|邮\s*编|邮政编码|电子|(?<![号用\d])邮\s*箱|传\s*真|联\s*系|网\s*址|收件|收信|收\s*\)"
_NEXT += r"|(?<=\s)[\u4e00-\u9fff]{2,12}\s?:"  # 盐店街19号 办公时间:…
_IN_BRACKETS = (
    rf"\([\u4e00-\u9fff]{{3,16}}收\)|\((?!收|信封|来信|请|注明|并|\d{{6}}|\s*(?:{_NEXT}))[^()\n,。;:”]{{1,24}}\)"
)
_REST = rf"{_IN_BRACKETS}|“[^“”,。;:\n]{{1,12}}”|(?![\s(]*(?:{_NEXT})|收(?=[,。;()]|$)|/\d{{6}})[^,。;:”()\n]"
"""Matches a character of an address, or a bracket in it (县委大院内), up to the next piece of contact data."""
_BARE = re.compile(
    r"(?<=[:;(])\s?(?P<it>(?:(?![了的对将由被于在])[\u4e00-\u9fff]){2,20}?(?:[路街巷弄里]|大道|胡同|园区|大厦|[大公合政]楼|中心|大院|宾馆)"
    rf"(?:(?![了的对将由被于在])[\u4e00-\u9fff]){{0,6}}?\d{{1,5}}[号弄层楼室](?:{_REST}){{0,30}})"
)
"""Matches an address without the word 地址, after a mark: 受理中心:云溪市民生路8号, 来信(云溪市民生路8号,邮编…)."""
_VISITED = re.compile(
    r"(?:[可请][^,。;:()]{0,10}?|或者?)(?:到|至|前往)\s?(?P<it>(?![场期位达])(?:(?![了的对将由被于在到至])[\u4e00-\u9fff\dA-Z]){2,30}?"
    r"(?:\d[号楼室层栋房窗口]{1,3}|大厅|接待室))(?=当面|现场|领取|反映|查阅|咨询|办理|递交|提交|投诉|举报|查询|[,。;])"
)
"""Matches where one is to go, without the word 地址: 可到云溪县人民路1号县审计局308室当面反映."""
_REACHED = re.compile(r"电\s*话|邮\s*编|[邮信]箱|来信|来访|联系方式|举报|反映|拨打|致电|咨询|[Ee]-?mail")
"""Matches words of a paragraph in which an address may stand without the word 地址."""
_ADDRESS_BEHIND = re.compile(r"[(,;\s]{1,2}[\u4e00-\u9fff]{0,4}地\s*址\s?[:为]")
"""Matches behind the name of a body whose address follows: 邮寄至云溪县民政局（地址：云溪县民生路8号）."""
_CODE_BEHIND = re.compile(r"(?:[,;/(]|\s)\s?(\d{6})(?!\d)")
"""Matches a postcode without its word right behind an address: 邮寄：云溪县政务服务中心，528400."""
_PATTERNS = {
    ContactKind.ADDRESS: re.compile(
        r"(?:地\s*址(?:(?:及|和|/)邮\s*编)?|(?<!电子)信\s*箱|地\s*点(?:设在|位于)?|(?:来访|接待|接访|受理|信访)(?:窗口|场所)(?=:)|(?:来[信函访](?:举报|反映|投诉)?|信函)(?=:(?!邮?寄))|来[信函]\((?=[^()]{4,40}?[号路街楼室])|(?:请|邮|函)寄(?!地址|时|方式|的)[至到往]?"
        r"|来访请到|寄送?(?:信函?|信件|材料|书面意见)?[至到往]|来访接待(?=:[^,。;]{2,30}?[号路街楼室厅院])"
        r"|(?:专用|邮政|举报|投诉)[邮信]箱\((?=[\u4e00-\u9fff]{2,12}[A-Z]?\d))\s*(?:为|是)?\s*[:“ ]*\s*"
        rf"(?P<it>(?!设[在立置于]|[和及与或等]|[至到往]|位于|开通|接收|受理|发送|发[至到])[\u4e00-\u9fff](?:{_REST}){{4,40}})"
    ),
    ContactKind.POSTCODE: re.compile(
        r"(?:(?:邮\s*编|编\s*码)[: 为(]*"
        r"|(?<=[号楼室院箱层街路厦局委办处所科组部股中心])\("
        r"|(?<=[号楼室院层厦司局委办处科部组会])[,;/]\s{0,2})(\d(?: ?\d){5})(?!\d)"
    ),
    ContactKind.EMAIL: re.compile(
        r"[A-Za-z0-9][\w.+-]{0,63} ?@ ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII
    ),
}


def find_contacts(report: Report) -> tuple[Contact, ...]:
    """Return the contact data of a report in reading order."""
    read = as_read(report)
    found: list[Contact] = []
    for place in map(read.inside, dict.fromkeys(_told_in(report))):
        text = read.text[place.start : place.end]
        for kind, pattern in _PATTERNS.items():
            for start, end in (match.span(pattern.groups) for match in pattern.finditer(text)):
                if kind is not ContactKind.ADDRESS or not _ADDRESS_BEHIND.match(text, end):
                    found.append(Contact(kind, Span(place.start + start, place.start + end)))
        found = [*_with_bare_addresses(found, place, text)] if _REACHED.search(text) else found
        found.extend(_codes_behind(found, place, text))
        for start, end in _telephones(text):
            found.append(Contact(ContactKind.TELEPHONE, Span(place.start + start, place.start + end)))
    found = [replace(contact, span=read.outside(contact.span)) for contact in found] if read.left_out else found
    return tuple(sorted(found, key=lambda contact: contact.span.start))


def _with_bare_addresses(found: list[Contact], place: Span, text: str) -> Iterator[Contact]:
    """Yield what was found, and addresses that lack the word 地址.

    An address in a bracket right after a named one, as after the name of a body, is joined to it.
    """
    without = [*_BARE.finditer(text), *_VISITED.finditer(text)]
    bare = [Span(place.start + match.start("it"), place.start + match.end("it")) for match in without]
    for contact in found:
        if contact.kind is ContactKind.ADDRESS:
            behind = next((span.end for span in bare if span.start == contact.span.end + 1), contact.span.end)
            named = Span(contact.span.start, behind)
            bare = [span for span in bare if span.end <= named.start or named.end <= span.start]
            yield Contact(ContactKind.ADDRESS, named)
        else:
            yield contact
    yield from (Contact(ContactKind.ADDRESS, span) for span in bare)


def _codes_behind(found: list[Contact], place: Span, text: str) -> list[Contact]:
    """Return the postcodes that stand without their word right behind an address."""
    known = {contact.span.start for contact in found}
    ends = [contact.span.end - place.start for contact in found if contact.kind is ContactKind.ADDRESS]
    codes = [code.span(1) for end in ends if 0 <= end <= len(text) and (code := _CODE_BEHIND.match(text, end))]
    spans = [Span(place.start + start, place.start + end) for start, end in codes]
    return [Contact(ContactKind.POSTCODE, span) for span in spans if span.start not in known]


def _told_in(report: Report) -> Iterator[Span]:
    """Yield the places that may hold contact data.

    These are the paragraphs before the first heading, the text below a heading like 联系方式, items and paragraphs
    with such a label, and the contact at the report's end. A place may be yielded twice.
    """
    for node in report.front:
        if node.kind is Kind.PARAGRAPH:
            yield node.span
    for heading in report.sections:
        if heading.title and _HEADING.search(report.source.fold(heading.title)):
            yield from (piece for node in heading.walk() if node is not heading for piece in node.pieces)
    for item in report.of(Kind.ITEM):
        for line in (piece for node in (item, *item.children) for piece in node.pieces):
            text = report.source.fold(line)
            if _LABELLED.match(text) or _POSTED.search(text):
                yield line
    for node in report.of(Kind.PARAGRAPH):
        text = report.source.fold(node.span)
        if _LINE.match(text) or _POSTED.search(text):
            yield node.span
    yield from (node.span for node in report.of(Kind.CONTACT))


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of telephone numbers; one without area code must follow 电话 or another number."""
    last = -1
    for match in _TELEPHONE.finditer(text):
        listed = 0 <= last <= match.start() <= last + 2 * _NEAR and _LISTED.fullmatch(text, last, match.start())
        called = _CALLED.search(text, max(0, match.start() - _NEAR), match.start())
        if match["full"] or listed or called or _SERVICE.match(match["short"]):
            yield match.span()
            last = match.end()
