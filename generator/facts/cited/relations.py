"""Decides what a report says was done with a document that it cites: made, revised, followed, or nothing.

Some patterns are searched in the clause before a citation, others in the text after it, all in half-width forms.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.facts.fact import Act

_VERB = re.compile(
    "(?P<revised>修订|重修|增补|修改|修编|修正|完善|健全|更新|优化|补充)"
    "|(?P<made>制定|制订|出台|印发|编印|汇编|(?<![^,。;、])新增|编纂|编发|(?<!机构)编制|编写|制作|刊印|翻印|编发|印制|拟定|拟订|草拟|起草|下发|制发|印制|定制|签发|发布|颁布|公布|建立|形成|(?:审议|研究|讨论|表决|原则)[并后]?(?:原则)?通过|通过了(?=$)|(?<=[会大议])通过(?=$)|审定|新建|原则同意)"
    "|(?P<passed>转发|批转|转印)"
    "|(?P<followed>参照|参考|借鉴|(?:推进|推动|深入|全面|认真|扎实|组织|抓好|贯彻)实施|按照|遵照|依照|比照|根据|依据|落实|执行|学习|领学|带学|导学|研学|学深|深学|细悟|领悟|研读|领会|践行|恪守|严守|运用|用好|吃透|贯彻|对照|对标|衔接|推行|符合|遵守|遵循|严格|宣传(?![部委员科处栏干片])|宣讲|宣贯"
    "|传达|讲解|解读|结合|适用|(?<!力)[按依](?=$)|依托(?=$)|(?:围绕|紧扣)(?=$))"
)
_REVISED = frozenset({"修订", "修改", "修编", "修正", "更新", "重修", "增补"})
"""Verbs that mean a revision even beside other verbs: 修订印发, 修订完善, 制定修订."""
_JOINED = re.compile(r"[和、并及或与了]{0,2}")
"""Matches between verbs that belong together: 修订并印发."""
_OF = re.compile(r"(?:并|且)?(?:施行|实施|执行|试行)?后?的")
"""Matches after a verb that only describes the document: 国务院印发的《条例》."""
_NEW = re.compile(r"(?:新|最新|重新|后)$")
_RULE = re.compile(r"(?:的)?(?:有关|相关)?(?:规定|要求|精神)")
_BY = re.compile(r"按照|遵照|依照|根据|依据|落实|贯彻|执行")
"""Matches before, and the first behind a document that others issued: 按照省厅联合印发《办法》规定."""
_OWN = re.compile(r"我[省市县区州旗局镇乡街校院部厅委][^,。;]{0,6}$|已经?$")
"""Matches before a verb that describes a document which the publisher made: 我市已出台的《意见》明确了…."""
_NOT = re.compile(
    r"未(?!来)|不$|停止执行|没有|没(?!收)|不(?:按|依|严格|遵守|遵照|执行|落实|学习|认真|及时|符合|重视|对照)|违反|违背|缺乏|无视|忽视"
)
"""Matches words that deny the verb after them."""
_DEALT_WITH = re.compile(
    r"^[^,。;]{0,8}?(?:对于?|凡是?|针对)[^,。;]{1,24}的(?:单位|人员|干部|企业|行为|问题|个人|商户)?"
)
"""Matches whom or what a deed is for; a denial inside this does not count: 对违规的按照《办法》处理."""
_NOT_YET = re.compile(
    r"正在|正(?=[起修制编草拟])|(?<!草)拟(?![定订])|将(?!$)|准备|计划|着手|抓紧|尽快|加快|即将|适时|有待|等待|下一步|需要|应当|要求|建议|(?:督促|责成)(?![^,。;]*了$)|"
    r"启动|开展|推进|另行|(?:报请|报送|呈报|呈请|上报)(?!并|[^,。;]{0,12}(?:通过|印发了|出台了|批准了))|争取|力争|酝酿|谋划|提请|推动(?=(?:[市省县区]人大(?:常委会)?|有关部门|相关部门)?(?:研究|尽快)?(?:修订|修改|修编|修正|制定|制订|起草)(?!了))"
)
"""Matches words before a verb which say that the document is still to be made."""
_NEAR = 14
"""Maximum characters before a verb that are searched for such words and for denials."""

_REVISED_AFTER = re.compile(
    r"(?:进行|作|做|作出|完成|予以|加以|开展)?了?(?:全面|重新|系统|适时|及时|两次|多次|再次|一次)?的?[^,。;]{0,6}?"
    r"(?:修订|修改|修编|修正|更新|(?<!不)完善(?=了?$|[并后为成至到、和(]|工作))(?!意见|建议|方案|草案|稿)"
    r"|(?:进行|作|作出|予以|加以)了?[^,。;]{0,4}?调整"
    r"|(?:进行|作|作出|予以|加以)了?[^,。;]{0,4}?(?:细化|优化|调整|健全|补充)|(?:升级|更新)[为到至][^,。;]{0,12}|由[^,。;]{1,8}版[^,。;]{0,6}为[^,。;]{1,8}版"
    r"|(?:[中内里]的?|第[\d一二三四五六七八九十]{1,4}条)[^,。;]{1,16}?[由从][^,。;]{1,14}?(?:调整|变更|提高|降低|压缩|缩短|缩减|细化|改)[为成到至]"
    r"|由[^,。;\d]{0,4}(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s?[条项章款节][^,。;]{0,10}?(?:补充|增加|修改|扩充|完善|扩展|细化|精简|优化|压缩|精炼|缩减|合并|调整)[^,。;]{0,4}?[到至为成]"
)
_OF_THINGS = re.compile("[,)）][对将把就](?!其|该|此|上述|原有?|[^,。;]{0,10}(?:条款|内容|[条章]|部分|规定|制度))")
"""Matches after a citation a clause on what else is changed: 依托《办法》,对9名干部作出调整."""
_MADE_AFTER = re.compile(
    r"(?:[\d〇○零一二三四五六七八九]{4}年)?[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[日号])?起[^,。;]{0,10}?(?:推行|试行|执行|施行|实施)|^由[^,。;]{1,12}?(?:印发|出台|发布|颁布|公布)(?!的)"
    r"|(?:已|经|正式|于|自|业已|顺利|先后|通过)[^,。;]{0,18}?(?:审议通过|表决通过|讨论通过|审定通过|公布实施|公布施行|批准实施|批准执行|批准施行|核准|印发|出台|发布|颁布|实施|施行|编印|下发|公布|完成制定|制定完成)"
    r"(?!情况|过程)|(?:审议通过|印发|下发|出台|颁布|发布|公布)(?:并|后|实施|执行|施行|了|给?你们|至各|到各|各|$)|经(?![^,。;]{0,8}(?:报|呈|提请))[^,。;]{0,24}(?:同意|批准|审定|通过)$"
)
_FOLLOWED_AFTER = re.compile(
    r"[^,。;]{0,8}?(?:(?:得到|得以)[^,。;]{0,6}?(?:执行|落实|贯彻|遵守)|(?:执行|落实|贯彻)到位)"
    r"|(?:进行|开展|组织)了?[^,。;]{0,8}?(?:学习|研讨|传达|解读|宣讲|宣贯|培训)"
    r"|为(?:主要|重点)?(?:学习|培训)?内容(?:进行|开展|组织|举办|讲授|的)[^,。;]{0,10}?(?:培训|学习|宣讲|党课|辅导|宣传)"
    r"|(?:的)?(?:专题)?(?:学习|宣讲|宣贯|宣传|培训)(?![月周日])|(?:的)?(?:贯彻)?落实$|[^,。;]{0,8}?(?:落地(?:落实|见效|实施|生效|执行)|落实落地|落到实处|贯彻落实)|[^,。;]{0,2}?(?:作为|纳入|列入)[^,。;]{0,10}?(?:学习|普法|必学|必修|培训|教学|教育|讲坛|讲堂|课堂|党课|宣讲)"
)
_COLLECTS = re.compile(r"汇编了?$")
_OF_OTHERS = re.compile(r"等[^,。;]{0,16}(?:法律|法规|文件|资料|材料|政策|讲话|论述)")
"""Matches after a citation of documents of others that are collected: 汇编《准则》《条例》等党内法规."""
_DRAFTS = re.compile(r"(?:修编|修订|修改|完善|草拟|起草|拟[定订]|研究|形成|编制|制[定订]|编写)了?$")
"""Matches a verb that may lead only to a draft; it does if `_STILL` matches the next clause."""
_STILL = re.compile(
    r"[^,。;]{0,4}[,;](?:目前|现|现已|已)?(?:正|尚|拟|待|提交|报(?![告刊经])|预计|计划|力争|征求)[^,。;]{0,24}?(?:报批|审批|审议|审定|审查|审核|上报|征求|修改|论证|出台|印发|定稿|意见)(?!通过|并印发|后)"
    r"|[^,。;]{0,4}[,;](?:目前|现)?(?:已|正)?(?:基本)?(?:完成|形成)[^,。;]{0,6}(?:初稿|草案|讨论稿|意见稿|送审稿|报批稿)"
)
_PLANNED_AFTER = re.compile(
    "(?:列入|纳入)(?![^,。;]{0,10}(?:学习|普法))[^,。;]{0,10}(?:计划|规划|议程|日程)$|废止|停止执行|作废"
)
_NOT_AFTER = re.compile(
    r"每[年月季]|定期|正在|正(?=[修制起编])|另行|拟(?![定订])|将|计划|尚未|未|待|预计|准备|抓紧|没有|不|亟|急需|仍需|还需|有待|尽快"
)
_BADLY = re.compile(
    r"(?:的)?(?:规定|要求|精神|情况)?(?:执行|落实|贯彻|学习)?不(?:到位|严|力|够|彻底|及时|规范|深)|(?:流于形式|打折扣|走样)"
)
"""Matches after a citation of a document that is followed badly: 执行《招标投标法》不到位."""
_DRAFT = re.compile(r"(?:草案|草稿|初稿|讨论稿|意见稿|送审稿|报批稿|审议稿|修改稿|论证稿|评审稿)\)?$")
"""Matches the end of the title of a draft, which is no document yet."""
_DRAFT_BEHIND = re.compile(
    r"(?:的|\(|\((?:公开)?)?(?:公开)?(?:征求意见稿|意见稿|草案|草稿|初稿|讨论稿|送审稿|报批稿|审议稿|建议稿)\)?(?![^,。;]{0,20}(?:通过|印发|出台|发布|施行))"
)
"""Matches after a citation the word that makes it a draft: 制定《条例》草案, 形成《办法》(征求意见稿)."""
_ASKED = re.compile(
    r"(?:\([^()]{2,30}\))?[,;](?:(?:目前|现|正|已)+[^,。;]{0,12}?|(?:面向|向)社会[^,。;]{0,6}?)征求[^,。;]{0,6}意见(?![^。]{0,30}(?:印发|出台|发布|施行|实施|执行|通过))"
    r"|(?:\([^()]{2,30}\))?[,;]形成[^,。;]{0,40}(?:意见稿|草案|讨论稿|送审稿)(?![^。]{0,30}(?:印发|出台|发布|施行|实施|执行|通过))"
)
"""Matches after a citation a clause which shows that it is still a draft: 修订了《规定》，现向社会公开征求意见."""
_WAITS = re.compile(
    r"[^,。;]{0,20}[,;](?:目前)?(?:正|尚|还)?(?:需|等)?待[^,。;]{0,16}(?:通过|批准|批复|审定|审议|审批)"
)
"""Matches behind a document that is written and still waits: 已修订完毕,待常务会议通过."""
_COMPLETES = re.compile(r"(?<![未不])(?:完成|做好)了?$")
_PLAN = re.compile(r"(?:规划|方案|报告|纲要|计划)$")
_ENDS = re.compile(r"[,。;、]|$")
_WRITING = re.compile(r"的?(?:编制|编写|编纂|制定|制订|编印)(?:工作)?(?:[,。;]|$)")
"""Matches behind a document that is written: 完成《可行性研究报告》编制."""
_OF_ANOTHER = re.compile(
    r"[^,。;]{0,14}?(?:情况|工作)的?(?:专题|专项|自查|评估|调研|年度)?(?:报告|总结|汇报|通报|说明)"
    r"|(?:的)?(?:实施|配套|贯彻|落实|宣传|学习)(?:的)?(?:办法|细则|方案|措施|规定|制度|意见|政策|计划|工作方案|实施方案|实施细则)"
)
_NORM = re.compile(r"(?:法|办法|条例|规定|意见|决定|纲要|准则|规划)$")
"""Matches the title of a norm; with `_OF_ANOTHER` after it, another document is made: 制定《土地管理法》实施细则."""
_AMENDED = re.compile(r"的?(?:修改决定|修正案|修订版|修改案)(?!草案)")
"""Matches after a citation what revises the document: 通过《条例》修改决定."""
_WATCHED = re.compile(
    r"(?:(?<![针应面])对(?![照标接表])|(?<!成)就(?![业是近地]))[^,。;]{0,40}$"
    r"|(?:检查|督查|监督|督导|督促检查|调研|评估|通报|报告)(?![组室办员会])[^,。;]{0,20}$"
)
_WATCHING = re.compile(
    r"[^,。;]{0,16}?情况(?:进行|开展|实施|作|作出)?了?(?:[^,。;]{0,8}?(?:监督|检查|督查|督导|督察|审计|评估|调研|巡察|抽查|通报|报告)|的|$)"
)
"""With `_WATCHED`, matches around a document when it is only checked: 对各科室执行《办法》情况进行检查."""
_SINCE = re.compile(r"(?:施行|实施|生效|颁行)[^,。;]{0,4}?(?:以?后|以来|之际|以?前|期间|过程中|的第)")
"""Matches after a document that only tells a time: 《条例》施行后各地出台…."""
_ENCLOSED = re.compile(r"[^,。;]{0,36},现(?:将其|予以?|正式)?(?:印发|下发|颁布|公布|发布)")
"""Matches after a document that is issued with this text: 《办法》已经…研究同意，现印发给你们."""
_NOTICE = re.compile(
    r"(?:(?:催办|督办|交办|转办|派|整改通知)单|(?:告知|建议|通知|指令|提醒|提示|约谈|交办|督办|警示)(?:书|函))$"
)
_HANDS_OUT = re.compile(r"(?:下发|制发|发出|签发)了?$")
"""Matches before the title of a form (`_NOTICE`) that is handed out: 下发《催办单》."""
_ROUND = re.compile(r"(?:围绕|紧扣)$")
_WORK_ON = re.compile(r"[^,。;]{0,4}?(?:修订|修改|修编|制定|制订|起草|编制|立法|出台|提出|征求|意见)")
"""With `_ROUND`, matches around a document that work is about: 围绕《条例》修订开展调研."""
_DONE = re.compile(r"(?:已|均)+(?:经)?(?:全部|全面|如期|按期|顺利)?(?:编制|制定|编写|编纂)?完成(?:$|[,。;并])")
_WROTE = re.compile(r"(?:编制|编写|编纂|制定|制订)的$")
"""With `_DONE`, matches around a document that is made: 由县水务局编制的《规划》已完成."""
_IS_MADE = re.compile(
    r"是(?:在|按照?|根据|依据|结合)[^。;]{1,70}?(?:编印|编制|编写|编纂|制定|制订|汇编)(?:而成|形成)?的(?:$|[,。;])"
)
"""Matches behind a document the words that tell how it was made: 《手册》是按照《意见》要求编印的."""
_THEN = re.compile(r"(?:印发|出台|发布|颁布|公布|通过)(?:之|以)?后,?[^,。;]{0,8}?(?:要(?!求)|应(?!急)|须|将|再)")
"""Matches after a document of which only is told what must be done once it is issued: 《办法》印发后，要抓好落实."""
_BASIS = re.compile(r"为(?:主要|基本|重要|根本)?(?:依据|遵循|准绳|指引|指导|根据|标准|蓝本|准则|参照)")
_MEASURED = re.compile(r"(?:来)?(?:规范|衡量|约束|检验|指导|武装|校准)")
_OTHERS = re.compile(r"(?:国家|国务院|中央|全国|上级|省|部)[^,。;]{0,16}(?:印发|发布|出台|颁布|公布|下发|施行)了?$")
_LATER = re.compile(r"(?:之|以)?后|以来")
"""With `_OTHERS`, matches around another body's document that only tells a time: 国家发改委发布《目录》后."""
_COPIES = re.compile(r"\s*(?:\d+|[一二三四五六七八九十百]+)[余多]?[份张封件期]")
"""Matches after the title of a form (`_FORM`) the number of copies: 下发《整改通知书》26份."""
_ISSUES = re.compile(r"\s*\d+余?期")
"""Matches after the title of a serial the number of issues: 编发《廉政提醒》26期."""
_FORM = re.compile(r"(?:书|函|单|表|卡|令|通知|通报|简报|专报|快报)$")
_AFTER = 40
"""Maximum characters after a citation that are searched for what was done with it."""


def tells_an_act(words: str) -> bool:
    """Say whether words contain a verb that may tell what was done with a document."""
    return bool(_VERB.search(words))


def act_of(before: str, after: str, title: str) -> Act | None:
    """Return what the words around a citation say was done with the document; None if they do not say.

    `before` is the clause up to the citation, `after` the text that follows it, `title` the words between its marks;
    all are in half-width forms.
    """
    if _is_form(before, after, title):
        return None
    if (before.endswith("以") and _BASIS.match(after)) or (before.endswith("用") and _MEASURED.match(after)):
        return "followed"
    if _LATER.match(after) and _OTHERS.search(before):
        return None
    act = _act(before, after)
    if act == "followed" or (act == "made" and _RULE.match(after) and _BY.search(before)):
        return None if _fails(before, after) else "followed"
    if act is None:
        written = _COMPLETES.search(before) and ((_PLAN.search(title) and _ENDS.match(after)) or _WRITING.match(after))
        finished = written or _IS_MADE.match(after) or (_WROTE.search(before) and _DONE.match(after))
        return "made" if finished or (_ENCLOSED.match(after) and not _VERB.search(before)) else act
    act = "revised" if _AMENDED.match(after) else act
    return None if _unfinished(title, after) or (_THEN.match(after) and not _VERB.search(before)) else act


def _fails(before: str, after: str) -> bool:
    """Say whether a document is not really followed: it is followed badly, only checked, or the topic of some work."""
    watched = _WATCHED.search(before) and _WATCHING.match(after)
    return bool(_BADLY.match(after) or watched or (_ROUND.search(before) and _WORK_ON.match(after)))


def _is_form(before: str, after: str, title: str) -> bool:
    """Say whether a title is that of a form that is handed out, of a serial, or of documents that are collected."""
    handed_out = _NOTICE.search(title) and _HANDS_OUT.search(before)
    if _COLLECTS.search(before) and _OF_OTHERS.match(after):
        return True
    return bool((_FORM.search(title) and _COPIES.match(after)) or _ISSUES.match(after) or handed_out)


def _unfinished(title: str, after: str) -> bool:
    """Say whether what was made is only a draft, or another document about the cited one."""
    of_another = _NORM.search(title) and _OF_ANOTHER.match(after)
    waits = _ASKED.match(after) or _WAITS.match(after)
    return bool(_DRAFT.search(title) or _DRAFT_BEHIND.match(after) or waits or of_another)


def _act(before: str, after: str) -> Act | None:
    verbs = list(_VERB.finditer(before))
    while verbs:
        chain = _chain(verbs, before)
        act: Act | None = _told(chain)
        rest = before[chain[-1].end() :]
        ahead = before[max(0, chain[0].start() - _NEAR) : chain[0].start()]
        soon = before[max(0, chain[0].start() - _NEAR) : chain[0].end() + 1]  # with a 了 after the verb
        if _OF.match(rest):
            if chain[0].lastgroup == "followed" != chain[-1].lastgroup:
                return None if _NOT.search(ahead) else "followed"  # 依据修订后的《行政处罚法》: followed, not revised
            # 新修订的《条例》: revised; 国务院印发的《条例》: nothing; 按照新修订的《条例》: followed.
            own = act == "made" and _OWN.search(ahead) and not after.startswith(("规定", "明确", "要求"))
            if (_NEW.search(ahead) or rest.startswith("后") or own) and len(verbs) == len(chain):
                return act
            verbs = verbs[: -len(chain)]
            continue
        if (
            act is None
            or _NOT.search(_DEALT_WITH.sub("", before[: chain[0].start()])[-_NEAR:])
            or (act != "followed" and _NOT_YET.search(soon))
        ):
            return None
        if act != "followed" and _DRAFTS.search(before[: chain[-1].end()]) and _STILL.match(after):
            return None
        return act
    near, told = before[-_NEAR:], _told_after(after)
    return None if _NOT.search(near) or (told != "followed" and _NOT_YET.search(near)) else told


def _chain(verbs: list[re.Match[str]], before: str) -> list[re.Match[str]]:
    """Return the last verb with those that are joined to it: 修订并印发."""
    first = len(verbs) - 1
    for one, other in reversed(list(pairwise(verbs))):
        if not _JOINED.fullmatch(before, one.end(), other.start()):
            break
        first -= 1
    return verbs[first:]


def _told(chain: list[re.Match[str]]) -> Act | None:
    acts = {verb.lastgroup for verb in chain}
    if "passed" in acts:  # 转发印发《通知》: another's document, handed on
        return "followed" if "followed" in acts else None
    if any(verb[0] in _REVISED for verb in chain):
        return "revised"
    return "made" if "made" in acts else "followed" if "followed" in acts else "revised"


def _told_after(after: str) -> Act | None:
    """Return the act that the rest of the clause after a citation states: 《办法》已印发, 对《细则》进行了修订."""
    clause = re.split(r"[,。;:《]", after.lstrip(",)）")[:_AFTER])[0]
    if _SINCE.match(clause):
        return None
    patterns: tuple[tuple[Act, re.Pattern[str]], ...] = (
        ("revised", _REVISED_AFTER),
        ("followed", _FOLLOWED_AFTER),
        ("made", _MADE_AFTER),
    )
    for act, pattern in patterns:
        found = pattern.match(clause) if act == "followed" else pattern.search(clause)
        if found and not (act == "revised" and _OF_THINGS.match(after)):
            planned = act != "followed" and _PLANNED_AFTER.search(clause)
            return None if planned or _NOT_AFTER.search(clause[: found.end()]) else act
    return None
