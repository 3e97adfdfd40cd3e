"""What a report should not tell of a person who is named: where he lives, down to the room, and what he is ill with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.checks.wording.surnames import SURNAMES
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_N = r"(?:[0-9A-Za-z]{1,5}|[一二三四五六七八九十]{1,3})"
_DWELLING = re.compile(
    rf"[\u4e00-\u9fff\d]{{2,16}}?{_N}(?:号院|弄|号)?{_N}?(?:号楼|栋|幢|座)-?(?:{_N}(?:单元|门|梯|-)-?)?(?:\d{{3,4}}|[一二三四五六七八九十]{{1,3}}楼?\d{{0,4}})(?:室|号|户|房)?"
    rf"|[\u4e00-\u9fff]{{2,16}}?(?:村|组|屯|庄|社)[\u4e00-\u9fff\d]{{0,8}}?\d{{1,4}}号(?![楼院线地文令])"
    r"|[\u4e00-\u9fff]{2,16}?(?:路|街|巷|弄|胡同|大道)\d{1,4}号(?![楼院线地文令])"
    r"|\d{1,4}-\d{1,2}-\d{3,4}(?:室|号)?(?!\d)"
)
"""Matches an address down to the room: 幸福小区3栋2单元501室; or to the house in a village: 和平村五组23号."""
_HOUSE = re.compile(r"[号弄栋幢座]|\d-\d{1,2}-\d")
"""Matches in a text that holds such an address."""
_HOME = re.compile(
    "住[址所]|家住|[居现租][住在](?!房)|其住|[人户某员生者女男族]住(?![建房院保户宅])|户籍|家庭(?:地址|住址)|(?:家|宅)[在为是位][于在]?|[\u4e00-\u9fff]家(?:[中里]|\\()|(?:^|[,。;:()])住(?![建房院保户])|家门口"
)
"""Matches before an address what says that somebody lives there."""
_NAME = rf"(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_HOME_BEHIND = re.compile(
    "[\u4e00-\u9fff]{0,4}的?(?:家[中里,。;]|住[所处宅](?![地楼]))|(?:居民|业主|住户|村民|户主|房主)" + _NAME
)
_ILL = re.compile(
    "(?:患有?|罹患|确诊(?:为|患有?)?|查出|诊断[为出]|得了|身染)[^,。;()的者]{0,12}?"
    "(?:癌|瘤|肝炎|肺炎|肾炎|梗[死塞]|瘫痪?|结核|艾滋病?|尿毒症?|抑郁症?|精神(?:分裂|障碍|病)|白血病|糖尿病|高血压|心脏病|癫痫|梅毒|淋病|自闭症|阿尔茨海默|帕金森|肝硬化|红斑狼疮|尘肺|矽肺|红斑狼疮|[\u4e00-\u9fff]{1,4}炎|[\u4e00-\u9fff]{2}症)"
    "|(?:肢体|智力|精神|视力|听力|言语|多重)(?:[一二三四1-4]级)?残疾|[一二三四1-4]级(?:肢体|智力|精神|视力|听力|言语|多重)?残疾|(?:癌症|肺癌|肝癌|胃癌|乳腺癌)(?:晚期|早期)"
    "|精神分裂症|抑郁症|乙型肝炎|艾滋病|尿毒症|白血病|[重中轻]度(?:抑郁|残疾|智力)|脑梗[死塞]?|脑出血|心肌梗[死塞]|恶性肿瘤"
)
"""Matches what somebody is ill with, or his disability."""
_DISEASES = "癌|肿瘤|肝炎|结核|艾滋病|尿毒症|抑郁症|精神分裂症|精神障碍|白血病|糖尿病|高血压|心脏病|癫痫|渐冻症"
_WHO = (
    "村民|居民|职工|贫困户|脱贫户|低保户|特困户|困难户|五保户|监测户|户主|学生|儿童|老人|患者|病人|同志|军人|党员|群众|残疾人|对象|人员|农民|社员|住户|业主|教师|工人|干部"
    "|[一二三四五六七八九十]组|村"
)
_SICK = re.compile(
    rf"(?:(?:{_WHO})(?P<a>{_NAME})|(?:^|[,。;:、对将为])(?P<b>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}))"
    r"(?:\((?P<inside>[^()]{0,30})\)|(?P<then>(?:,[男女](?:,[^,。;]{1,12}){0,2})?,?(?:(?:[^,。;()]{1,10},)?本人|因|系|曾|已|身|本人|长期|被|(?=[患确罹])|(?<=,))[^,。;()]{0,20}))"
)
"""Matches a person's name with what stands in brackets behind it, or tells of him."""
_SICK_BEFORE = re.compile(
    rf"(?:的|,)(?:(?:{_WHO}|[\u4e00-\u9fff]{{0,3}}[工员师民户生人者众童军])(?P<a>[{SURNAMES}][\u4e00-\u9fff]{{2}})|(?P<b>{_NAME})(?=[(,、被纳列给发享家一已]|$))"
)
"""Matches a person's name behind what is told of him: 患尿毒症|的村民刘建国."""
_PATIENT = re.compile(rf"(?:{_DISEASES})(?:患者|病人|患儿)(?P<a>[{SURNAMES}][\u4e00-\u9fff]{{2}})")
"""Matches a patient by name: 肺结核患者吴德海."""
_NO_NAME = re.compile(
    "[某×*XxX]|^(?:[高安成张]|何时|任何|于是|方面|黄色|金额|江[苏西]|白[天色]|高[发危于].?|马上.?|周[期边].?|黄疸.?|何[时种].?|[于方]..|安[全排].?|常[见用].?)$"
)
_FAR, _NEAR = 24, 16


def check_private(report: Report) -> Iterator[Message]:
    """Yield addresses of homes down to the room, and illnesses of persons who are named."""
    for line in report.source.text_lines:
        text, start = report.source.fold(line.span), line.span.start
        for match in _DWELLING.finditer(text) if _HOUSE.search(text) else ():
            before = re.split("[,。;]", text[max(0, match.start() - _FAR) : match.end()])[-1]
            if _HOME.search(before) or _HOME_BEHIND.match(text, match.end()):
                yield message_at(report, "home-address", Span(start + match.start(), start + match.end()))
        for begin, end in _sick(text):
            yield message_at(report, "health", Span(start + begin, start + end))


def _sick(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of illnesses that are told of somebody by name."""
    yield from (sick.span() for sick in _PATIENT.finditer(text) if _is_name(sick["a"]))
    for ill in _ILL.finditer(text):
        low = max(0, ill.start() - _FAR)
        before = any(
            _is_name(who["a"] or who["b"]) and who.end("a" if who["a"] else "b") <= ill.start() <= who.end() + 1
            for who in _SICK.finditer(text, low, ill.end() + _FAR)
        )
        behind = re.split("[。;]", text[ill.end() : ill.end() + _NEAR])[0]
        after = _SICK_BEFORE.search(behind)
        if before or (after and _is_name(after["a"] or after["b"])):
            yield ill.span()


def _is_name(name: str) -> bool:
    return not _NO_NAME.search(name)
