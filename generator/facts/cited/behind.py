"""What the words behind a citation say was done with the document: 《办法》已印发, 对《细则》进行了修订."""

from __future__ import annotations

import re

from generator.facts.fact import Act

_REVISED_AFTER = re.compile(
    r"(?:进行|作|做|作出|完成|予以|加以|开展)?了?(?:全面|重新|系统|适时|及时|两次|多次|再次|一次)?的?[^,。;]{0,6}?"
    r"(?:修订|修改|修编|修正|更新|(?<!不)完善(?=了?$|[并后为成至到、和(]|工作))(?!意见|建议|方案|草案|稿)"
    r"|(?:进行|作|作出|予以|加以)了?[^,。;]{0,4}?调整"
    r"|(?:进行|作|作出|予以|加以)了?[^,。;]{0,4}?(?:细化|优化|调整|健全|补充)|(?:升级|更新)[为到至][^,。;]{0,12}|由[^,。;]{1,8}版[^,。;]{0,6}为[^,。;]{1,8}版"
    r"|(?:[中内里]的?|第[\d一二三四五六七八九十]{1,4}条)[^,。;]{1,16}?[由从][^,。;]{1,14}?(?:调整|变更|提高|降低|压缩|缩短|缩减|细化|改)[为成到至]"
    r"|由[^,。;]{2,12}(?:调整|修改|优化|细化|改)为"
    r"|由[^,。;\d]{0,4}(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s?[条项章款节][^,。;]{0,10}?(?:补充|增加|修改|扩充|完善|扩展|细化|精简|优化|压缩|精炼|缩减|合并|调整)[^,。;]{0,4}?[到至为成]"
)
_OF_THINGS = re.compile("[,)）][对将把就](?!其|该|此|上述|原有?|[^,。;]{0,10}(?:条款|内容|[条章]|部分|规定|制度))")
"""Matches after a citation a clause on what else is changed: 依托《办法》,对9名干部作出调整."""
_MADE_AFTER = re.compile(
    r"(?:[\d〇○零一二三四五六七八九]{4}年)?[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[日号])?起[^,。;]{0,10}?(?:推行|试行|执行|施行|实施)|^(?:已|顺利|正式){0,2}获得?[^,。;后前]{0,8}?(?:批准|批复|批)$|^由[^,。;]{1,12}?(?:印发|出台|发布|颁布|公布)(?!的)"
    r"|(?:已|经|正式|于|自|业已|顺利|先后|通过)[^,。;]{0,18}?(?:审议通过|表决通过|讨论通过|审定通过|公布实施|公布施行|批准实施|批准执行|批准施行|核准|(?:编制|编纂|编写|制定)完成(?!初)|印发|出台|发布|颁布|实施|施行|编印|印制|行文|成文|发文|成册|下发|公布|完成制定|制定完成)"
    r"(?!情况|过程)|(?:审议通过|印发|下发|出台|颁布|发布|公布)(?:并|后|实施|执行|施行|了|给?你们|至各|到各|各|$)|经(?![^,。;]{0,8}(?:报|呈|提请))[^,。;]{0,24}(?:同意|批准|审定|通过)$|(?:已|顺利)通过[^,。;]{2,16}(?:审议|审定)$"
)
_FOLLOWED_AFTER = re.compile(
    r"(?:的)?(?:贯彻实施|宣传贯彻|(?:刚性|严格|有效|全面)(?:执行|落实|实施))|[^,。;]{0,8}?(?:(?:得到|得以)[^,。;]{0,6}?(?:执行|落实|贯彻|遵守)|(?:执行|落实|贯彻)到位)"
    r"|作为[^,。;]{0,14}(?:遵循|准则|依据|准绳|标准|指南|尺子)|(?:的)?(?:贯彻)?落实$|[^,。;]{0,8}?(?:落地(?:落实|见效|实施|生效|执行)|落实落地|落到实处|贯彻落实)"
)
_PLANNED_AFTER = re.compile(
    "(?:列入|纳入)(?![^,。;]{0,10}(?:学习|普法))[^,。;]{0,10}(?:计划|规划|议程|日程)$|废止|停止执行|作废"
)
_NOT_AFTER = re.compile(
    r"每[年月季]|定期|正在|正(?=[修制起编])|另行|拟(?![定订])|将|计划|尚未|未|待|预计|准备|抓紧|没有|不|亟|(?<![据际按新])需(?!求)|应(?=当|予|及时|适时|尽快|进一步|[修制完])|退回|有待|尽快"
)
_UNDONE = re.compile(
    r"(?:工作|任务|程序|事宜)?(?:尚|还|仍|暂)?(?:未|不|滞后|缓慢|没有?|正在|即将|将|拟|待|有待|需|(?:已经?|刚刚?|正式)?启动)"
)
"""Matches behind a deed in the name of a work that is not done: 《办法》修订工作尚未启动."""
_SINCE = re.compile(r"(?:施行|实施|生效|颁行)[^,。;]{0,4}?(?:以?后|以来|之际|以?前|期间|过程中|的第)")
"""Matches after a document that only tells a time: 《条例》施行后各地出台…."""
_BY_OTHERS = re.compile("由(?:省|国|中央|上级)[^,。;]{0,10}?(?:印发|出台|发布|颁布|公布|制定)")
"""Matches after a document that a higher body issued: 《办法》由省厅印发."""
_AFTER = 40
"""Maximum characters after a citation that are searched for what was done with it."""


def told_behind(after: str) -> Act | None:
    """Return the act that the rest of the clause after a citation states: 《办法》已印发, 对《细则》进行了修订."""
    clause = re.split(r"[,。;:《]", after.lstrip(",)）")[:_AFTER])[0]
    if _SINCE.match(clause) or _BY_OTHERS.match(clause):
        return None
    patterns: tuple[tuple[Act, re.Pattern[str]], ...] = (
        ("revised", _REVISED_AFTER),
        ("followed", _FOLLOWED_AFTER),
        ("made", _MADE_AFTER),
    )
    for act, pattern in patterns:
        found = pattern.match(clause) if act == "followed" else pattern.search(clause)
        if found and after.startswith(",") and after[1:][found.end() :].startswith("《"):
            return None  # 废止《甲办法》,印发《乙办法》: the words are about the next document
        if found and not (act == "revised" and _OF_THINGS.match(after)):
            planned = act != "followed" and _PLANNED_AFTER.search(clause)
            undone = act != "followed" and _UNDONE.match(clause, found.end())
            return None if planned or undone or _NOT_AFTER.search(clause[: found.end()]) else act
    return None
