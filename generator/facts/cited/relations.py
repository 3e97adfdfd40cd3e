"""Decides what a report says was done with a document that it cites: made, revised, followed, or nothing.

Some patterns are searched in the clause before a citation, others in the text after it, all in half-width forms.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.facts.cited.behind import told_behind
from generator.facts.cited.drafts import is_issued_then, is_unfinished, stays_draft, without_begun
from generator.facts.fact import Act

_VERB = re.compile(
    "(?P<revised>修订|重修|重订|增补|修改|修编|修正|完善|健全|更新|优化|补充|改版|扩充|细化(?=了?$)|调整(?:充实|优化)?了?(?=$))"
    "|(?P<made>制定|制订|出台|印发|编印|汇编|(?<![^,。;、])新增|编纂|编发|(?:(?<!机构)|(?<=[业方位测检]机构))编制|编写|制作|刊印|翻印|编发|印制|拟定|拟订|草拟|起草|下发|制发|印制|定制|签发|发布|颁布|公布|建立|形成|(?:审议|研究|讨论|表决|原则)[并后]?(?:原则)?通过|通过了(?=$)|(?<=[会大议])通过(?=$)|审定|新建|原则同意|推出|拿出|会签|联签|作出了?(?=$)|签署|订立|新订|设立|总纂|下达|(?:归并|整合|合并|汇总|归集|汇集|梳理)[为成])"
    "|(?P<passed>转发|批转|转印)"
    "|(?P<studied>学习|领学|带学|导学|研学|学深|深学|细悟|领悟|研读|领会|吃透|宣传(?![部委员科处栏干片])|宣讲|传达|讲解|解读)"
    "|(?P<followed>参照|参考|借鉴|(?:推进|推动|深入|全面|认真|扎实|组织|抓好|贯彻)实施|按照|遵照|依照|比照|根据|依据|落实|执行|履行|援引|援用|套用|对表|锚定|重申|遵从|奉行|凭(?=$)|践行|恪守|严守|运用|用好|贯彻|对照|对标|衔接|推行|符合|遵守|遵循|严格|宣贯"
    "|结合|适用|(?<!力)[按依](?:照)?(?:(?:双|各|三)方)?(?:所[签订])?(?=$)|依托(?=$)|(?:围绕|紧扣)(?=$))"
)
_REVISED = frozenset({"修订", "修改", "修编", "修正", "更新", "重修", "重订", "增补"})
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
    r"未(?!来)|不$|(?:停止|暂停|终止|中止|违规|擅自|私自|越权)$|没有|没(?!收)|不(?:按|依|严格|遵守|遵照|执行|落实|学习|认真|及时|符合|重视|对照)|违反|违背|缺乏|无视|忽视"
)
"""Matches words that deny the verb after them."""
_DEALT_WITH = re.compile(
    r"^[^,。;]{0,8}?(?:对于?|凡是?|针对)[^,。;]{1,24}的(?:单位|人员|干部|企业|行为|问题|个人|商户)?"
)
"""Matches whom or what a deed is for; a denial inside this does not count: 对违规的按照《办法》处理."""
_NOT_YET = re.compile(
    r"正在|正(?=[起修制编草拟]|会同|联合|组织|抓紧|着手|积极|加紧|研究|与|由|按)|(?<!草)拟(?![定订])|将(?!$)|准备|计划|着手|抓紧|尽快|加快|即将|适时|有待|等待|下一步|需要|应当|要求|建议|(?:督促|责成)(?![^,。;]*了$)|"
    r"启动|开展|推进|另行|(?:报请|报送|呈报|呈请|上报)(?!并|[^,。;]{0,12}(?:通过|印发了|出台了|批准了|(?:同意|批准|审定|审议)后))|争取|力争|希望|(?<![邀聘报提申])请(?=[贵你各有相市县区])|请问|是否|何时|能否|如[果需要]|若(?!干)|酝酿|谋划|提请|推动(?=(?:[市省县区]人大(?:常委会)?|有关部门|相关部门)?(?:研究|尽快)?(?:修订|修改|修编|修正|制定|制订|起草)(?!了))"
)
"""Matches words before a verb which say that the document is still to be made."""
_BY_THEN = re.compile(r"^(?!.*[已了]).*(?:[年月][底末中]|[月日旬]|季度|期)(?:之|以)?前(?!期|往)")
"""Matches the words up to a verb with a day by which it is to be done: 年底前印发《方案》."""
_NEAR = 14
"""Maximum characters before a verb that are searched for such words and for denials."""

_COLLECTS = re.compile(r"汇编了?$")
_OF_OTHERS = re.compile(r"等[^,。;]{0,16}(?:法律|法规|文件|资料|材料|政策|讲话|论述)")
"""Matches after a citation of documents of others that are collected: 汇编《准则》《条例》等党内法规."""
_BADLY = re.compile(
    r"(?:的)?(?:规定|要求|精神|情况)?(?:执行|落实|贯彻|学习)?不(?:到位|严|力|够|彻底|及时|规范|深)|(?:流于形式|打折扣|走样)|有(?:差距|偏差)|存在(?:差距|偏差|不足)"
)
"""Matches after a citation of a document that is followed badly: 执行《招标投标法》不到位."""
_COMPLETES = re.compile(r"(?<![未不])(?:完成|做好)了?$")
_PLAN = re.compile(r"(?:规划|方案|报告|纲要|计划)$")
_ENDS = re.compile(r"[,。;、]|$")
_WRITING = re.compile(r"的?(?:编制|编写|编纂|总纂|编修|制定|制订|编印)(?:出版|印刷|发行|工作)?(?:[,。;]|$)")
"""Matches behind a document that is written: 完成《可行性研究报告》编制."""
_DRAFTING = re.compile(r"的?(?:起草|草拟|拟[定订])(?:工作)?,")
"""Matches behind a document that is drafted; it is made only if it is issued then (`_ISSUED_THEN`)."""
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
_ENCLOSED = re.compile(r"[^,。;]{0,36},现(?:将其|予以?|正式)?(?:印发|下发|颁布|公布|发布)")
"""Matches after a document that is issued with this text: 《办法》已经…研究同意，现印发给你们."""
_NOTICE = re.compile(
    r"(?:(?:催办|督办|交办|转办|派|整改通知)单|(?:告知|建议|通知|指令|提醒|提示|约谈|交办|督办|警示|决定)(?:书|函)|(?:检查|询问|勘验|谈话)(?:记录|笔录))$"
)
_HANDS_OUT = re.compile(r"(?:下发|下达|制发|发出|签发)了?(?:\d{1,4}余?[份张封件])?$")
"""Matches before the title of a form (`_NOTICE`) that is handed out: 下发《催办单》."""
_ABOUT = re.compile("(?:针对|围绕|关于|对于)$")
"""Matches before a document that the next clause is about: 针对《建议》，市政府出台《计划》."""
_PROPOSED = re.compile(r"的(?:建议|提案|议案|请求|诉求)|(?:的|有关|相关)?(?:事宜|必要性|可行性)")
"""Matches behind a document of which somebody only wishes that it be made: 您提出的修订《统计法》的建议."""
_PLEDGE = re.compile(r"(?:承诺|责任|倡议|保证|协议|申请)书$|(?:协议|备忘录|合同|协定)$")
_SIGNS = re.compile(r"(?<!所)签(?:署|订|字)?了?$")
"""With `_PLEDGE`, matches around a form or an agreement that is signed: 签署《食品安全承诺书》."""
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
_BASIS = re.compile(
    r"为(?:主要|基本|重要|根本)?(?:依据|遵循|准绳|指引|指导|根据|标准|蓝本|准则|参照|基础|核心|主体|统领|引领|统揽|支撑|尺子|标尺|戒尺|镜子?|抓手)"
)
_MEASURED = re.compile(r"(?:来)?(?:规范|衡量|约束|检验|指导|武装|校准)")
_WE_FOLLOW = re.compile(
    r"(?:出台|印发|施行|实施|公布|颁布|发布|下发)(?:之|以)?后,?(?:(?!要(?!求)|应(?!急)|须|将|再)[^,。;]){0,10}(?:对照|落实|按照|贯彻|执行|遵照|组织学习)"
)
"""Matches behind a document what we did once others had issued it: 《措施》出台后，我局对照任务清单逐项兑现."""
_BY_IT = re.compile(
    r"(?:确定|明确|规定|部署|提出|列出)的(?!范围)[^。]{0,30}?(?:已|全部|均)[^,。]{0,8}(?:完成|落实|达标|达到)"
    r"|[^。]{0,30}[,。;](?:(?!要(?!求)|将|拟)[^,。;]){0,10}(?:按照?|依据?|根据|对照|遵照)(?:该|此|其)(?:方案|规划|办法|意见|制度|细则|条例|规定|标准|清单|规程|要求)"
)
"""Matches behind a document what was done by it: 《规划》确定的59项指标已完成56项, …，县政府按照该方案设立界标."""
_SAME_ISSUED = re.compile(
    r"[^,。;]{0,14}(?:同意|审定|批准|通过),(?:已?于|并于|随后|已)[^,。;]{0,10}(?:印发|出台|发布|公布|下发|施行)(?!前)|[^。]{0,12}[,。](?:该|此|本)(?:规划|方案|办法|意见|制度|细则|条例|规定|标准|清单|规程|计划)(?:已|业已)[^,。]{0,16}(?:印发|出台|发布|公布|施行|实施|通过|批准)"
)
"""Matches behind a document what became of it: …吸收进《规划》，该规划已由市政府批复实施."""
_NEWER = re.compile(r"(?:新|修订|最新|第[二三四]|升级)版的?$")
"""Matches before a document that is a new version of an older one: 新版《办法》于3月施行."""
_FOLLOWED_BY = re.compile(r"的?[^,。;、]{0,8}(?:措施|举措|意见|办法|方案|细则|清单|计划)")
"""Matches behind a document what is made to follow it: 制定贯彻《纲要》的具体措施."""
_OTHERS = re.compile(r"(?:国家|国务院|中央|全国|上级|省|部)[^,。;]{0,16}(?:印发|发布|出台|颁布|公布|下发|施行)了?$")
_STATE = re.compile(
    r"(?:国务院|中共中央|党中央|全国人大(?:常委会)?|国家[\u4e00-\u9fff]{0,4})[^,。;]{0,10}(?:印发|发布|出台|颁布|公布|下发|施行)了?$"
)
"""Matches before a document that the state has issued, which is not made by the publisher: 国务院5月公布《条例》."""
_LATER = re.compile(r"(?:之|以)?后|以来")
"""With `_OTHERS`, matches around another body's document that only tells a time: 国家发改委发布《目录》后."""
_COPIES = re.compile(r"\s*(?:\d+|[一二三四五六七八九十百]+)[余多]?[份张封件期]")
"""Matches after the title of a form (`_FORM`) the number of copies: 下发《整改通知书》26份."""
_ISSUES = re.compile(r"\s*\d+余?期")
"""Matches after the title of a serial the number of issues: 编发《廉政提醒》26期."""
_FORM = re.compile(r"(?:书|函|单|表|卡|令|通知|通报|简报|专报|快报)$")


def tells_an_act(words: str) -> bool:
    """Say whether words contain a verb that may tell what was done with a document."""
    return bool(_VERB.search(words))


def act_of(before: str, after: str, title: str) -> Act | None:
    """Return what the words around a citation say was done with the document; None if they do not say.

    `before` is the clause up to the citation, `after` the text that follows it, `title` the words between its marks;
    all are in half-width forms.
    """
    if _is_form(before, after, title) or (_LATER.match(after) and _OTHERS.search(before)) or _STATE.search(before):
        return None
    if _is_measure(before, after):
        return "followed"
    act = _act(before, after)
    if act == "followed" or (act == "made" and _RULE.match(after) and _BY.search(before)):
        return None if _fails(before, after) else "followed"
    if act is None:
        if _BY_IT.match(after) and not _denied(before):
            return "followed"
        made = _is_written(before, after, title) or (_ENCLOSED.match(after) and not _VERB.search(before))
        return "made" if made else None
    act = "revised" if _AMENDED.match(after) else act
    return (
        None
        if is_unfinished(title, after) or _PROPOSED.match(after) or (_THEN.match(after) and not _VERB.search(before))
        else act
    )


def _is_written(before: str, after: str, title: str) -> bool:
    """Say whether a document came about without a verb for it: 完成《规划》编制, 《手册》是按照《意见》编印的."""
    if _COMPLETES.search(before) and (
        (_PLAN.search(title) and _ENDS.match(after))
        or _WRITING.match(after)
        or (_DRAFTING.match(after) and is_issued_then(after))
    ):
        return True
    wrote = _WROTE.search(before) and _DONE.match(after)
    return bool(_SAME_ISSUED.match(after) or _IS_MADE.match(after) or wrote)


def _denied(before: str) -> bool:
    return bool(_NOT.search(before[-_NEAR:]))


def _is_measure(before: str, after: str) -> bool:
    """Say whether the words around a document make it what is acted by: 以《条例》为准绳, 《措施》出台后，我局对照…."""
    if before.endswith(("以", "、")) and _BASIS.match(after):
        return True
    if before.endswith("用") and _MEASURED.match(after):
        return True
    return bool(_WE_FOLLOW.match(after)) and not _VERB.search(before)


def _fails(before: str, after: str) -> bool:
    """Say whether a document is not really followed: it is followed badly, only checked, or the topic of some work."""
    watched = _WATCHED.search(before) and _WATCHING.match(after)
    return bool(_BADLY.match(after) or watched or (_ROUND.search(before) and _WORK_ON.match(after)))


def _is_form(before: str, after: str, title: str) -> bool:
    """Say whether a title is that of a form that is handed out, of a serial, or of documents that are collected."""
    handed_out = _NOTICE.search(title) and _HANDS_OUT.search(before)
    signed = _PLEDGE.search(title) and _SIGNS.search(before)
    if _COLLECTS.search(before) and _OF_OTHERS.match(after):
        return True
    return bool((_FORM.search(title) and _COPIES.match(after)) or _ISSUES.match(after) or handed_out or signed)


def _act(before: str, after: str) -> Act | None:
    verbs = list(_VERB.finditer(before))
    while verbs:
        chain = _chain(verbs, before)
        act: Act | None = _told(chain)
        if chain[-1].lastgroup == "followed" and act == "made" and _FOLLOWED_BY.match(after):
            act = "followed"
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
            or (act != "followed" and _is_to_come(soon) and not _comes_about(soon, after))
        ):
            return None
        if act != "followed" and stays_draft(before[: chain[-1].end()], after):
            return None
        return act
    near = before[-_NEAR:]
    told = None if after.startswith(",") and _ABOUT.search(before) else told_behind(after)
    told = "revised" if told == "made" and _NEWER.search(near) else told
    return None if _NOT.search(near) or (told != "followed" and _is_to_come(near)) else told


def _is_to_come(words: str) -> bool:
    return bool(_NOT_YET.search(words) or _BY_THEN.match(words))


def _comes_about(before: str, after: str) -> bool:
    """Say whether a document whose making was only begun is issued in the words that follow."""
    begun = _NOT_YET.search(without_begun(before)) is None
    return begun and is_issued_then(after)


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
    if acts & {"passed", "studied"}:  # 转发印发《通知》: another's document, handed on; 学习贯彻《条例》
        return "followed" if "followed" in acts else None
    if any(verb[0] in _REVISED for verb in chain):
        return "revised"
    return "made" if "made" in acts else "followed" if "followed" in acts else "revised"
