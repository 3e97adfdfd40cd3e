"""Words by which a date is one that is only meant: 计划于2023年12月完成, 2023年12月前."""

from __future__ import annotations

import re

_WILL = "预计|预期|(?<!已)将|力争|争取|确保|要求|承诺|规划|目标|定于|有效|到期|时限|期限|约定|原定|延[长期]|续[签约]"
PLAN = re.compile(f"{_WILL}|计划|(?<!已)拟|届|本应|合同期|[自前到至]")
"""Matches words before a date in its clause that make it one that is only meant, although 已 or 了 follows."""
MEANT = re.compile(
    rf"{_WILL}|预定|计划(?!生育)|拟|保证|定在|商定|协议|合同|签约|工期|建设期|租期|聘期|任期|限期|限[于在]"
    r"|安排|方案|时间表|路线图|节点|倒排|分[两二三四五六\d]{1,2}?[步期批年]|下一?步|下一?阶段|今后|接下来|后续|后期|[列载注写]明|届时|即将|有望|推迟|顺延"
    r"|截止|报名|申报|打算|准备|谋划|如[果若需遇]|(?:^|[,。;:])[如若]|凡"
)
"""Matches words of a sentence before a date that make what follows one that is meant, in any of its clauses."""
_TO_BE = re.compile(
    r"(?<!已)(?:督促|责令|责成|敦促)|通知|明确|决定|同意|申请|(?<![供反相效适响对呼])应(?![急对届聘邀用])|须|(?<![急刚所])需(?!求)|可(?=[于在望能实完建投达全])|(?<![等期接招对优善看款])待(?![遇业命])|等到?$|其余|列入|纳入|排入|为$|是$|有$|约在?$|至$|到$"
)
"""Matches words before a date in its own clause that make it one that is meant."""
_AHEAD = re.compile(
    r"^[为是系][^,。;]{0,14}(?:[月日年期节周]|时限|节点)$|(?<![虚模])拟|预计|力争|争取|确保|有望|到期|截止|届满|期满|为期|施行|生效|[才方]能|可(?=[于在望能实完建投达全])|须|必须|(?<![供反相效适响对呼])应(?![急对届聘邀用])|需(?!求)|打算|准备(?!金)"
    r"|前(?!期|[往来去述列任三端])|(?:内|后)$|^的(?![^,。;]{1,12}(?:会|议|检查|考核|测评|活动|督查|调研)(?:议)?(?:上|中|时|显示|发现|结果))"
    r"|(?:^|[局委院校镇府司村])计划(?!生育)"
)
"""Matches words of a date's clause behind it that make it one that is meant."""
_TO = re.compile(
    r"将(?![^,。;:]{1,24}(?:至|给|到(?!期)|入|为|出|回|予以|全部|全额|一并|统一|逐[一户项]|移交|交由|上[报缴]|报送|通报|推荐|移送|转[交办给]|完毕|调整|退还|拨付|发放|划转))"
)
"""Matches 将 of what will be done; not 将闲置设备调配至…, of what is done with a thing."""
_ASIDE = re.compile("\\((?:以上)?[均皆都]?[为系]?(?:计划|预计|暂定|拟定)")
"""Matches a remark in brackets that all this is only meant: (均为计划时间)."""
_NEXT = re.compile("下一?步|下一?阶段|今后(?!一段时间的)|接下来|(?:整改|工作)?(?:目标|时限|计划|打算|措施)(?:及时限)?:")
"""Matches words of a line after which all is still to be done, in whichever sentence."""
_HOUR = re.compile("(?:当[日天晚]|上午|中午|下午|晚上?|早上?|凌晨|清晨|起)?,?")
_MARK = re.compile("[,。;:(]")
_STOP = re.compile("[,。;:()]")
_ROOM, _BEHIND, _LINE = 40, 80, 400
"""Maximum characters searched for such words: before a date in its clause, in its sentence, in its line."""


def is_meant(text: str, start: int, stop: int) -> bool:
    """Say whether the words of a sentence make a date from `start` to `stop` one that is only meant."""
    sentence = text[max(0, start - _BEHIND) : start].rpartition("。")[2]
    if MEANT.search(sentence) or _NEXT.search(text, max(0, start - _LINE), start):
        return True
    if _TO_BE.search(_MARK.split(sentence[-_ROOM:])[-1]):
        return True
    ahead = clause_after(text, stop)
    if _ASIDE.search(text[stop : stop + _BEHIND].partition("。")[0]):
        return True
    return bool(_AHEAD.search(ahead) or _TO.search(ahead))


def clause_after(text: str, stop: int) -> str:
    """Return the words of the clause behind a date that ends at `stop`, the time of day left out."""
    hour = _HOUR.match(text, stop)
    begin = hour.end() if hour else stop
    return _STOP.split(text[begin : begin + _BEHIND])[0].rstrip()
