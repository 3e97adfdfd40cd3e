"""Frames of clauses with every verb: a deed that is done is completed, one that is told of in another way is not."""

from __future__ import annotations

import pytest

from generator.facts.status.stated import statements_in
from generator.facts.status.tally import summary
from generator.model.status import Status

PAIRS = """
拆除:违建围墙 退还:多收的费用 清退:超编人员 补缴:欠缴的税款 追缴:违规补贴 收回:闲置土地 搬迁:养殖场
腾退:超标办公用房 修复:破损路面 更换:老化管道 改造:老旧泵房 安装:防护栏 补办:用地手续 核销:呆账 注销:空壳公司
移交:涉案房产 关停:排污企业 盘活:闲置校舍
"""
DEEDS = dict(pair.split(":") for pair in PAIRS.split())
"""Verbs, each with what it is done to."""

DONE = """
{o}已{v} {o}已全部{v} {o}均已{v}到位 {o}已于6月{v}完毕 已将{o}{v} {o}已由乡镇{v} 街道办已依法{v}{o}
{o}问题，已组织人员{v} {o}问题，镇政府{v}了{o} {o}问题，对{o}予以{v} {o}问题，{o}{v}到位 目前{o}已完成{v}
完成了{o}的{v} {o}全部{v} 经多次协调，{o}成功{v} {o}{v}工作全部完成 {o}{v}完成 5月底前已{v}{o} 县局当天就将{o}{v}
{o}得到{v} 涉及的12处{o}全部{v} 上述{o}均{v}完毕 {o}已{v}并通过验收 镇政府及时对{o}进行了{v} 经督促，业主{v}了{o}
已督促业主对{o}进行了{v} 经整改，完成{o}{v} 问题反馈后，镇里立即{v}了{o} {v}于5月启动，6月完成
"""

NOT_DONE = """
已签订{v}协议 均已制定{v}方案 已召开{v}工作会 已下发{v}通知书 已提出{v}申请 已开展{v}情况排查 各村均已落实{v}责任
全部纳入{v}计划 {v}工作已启动 {v}方案已通过 {v}手续正在办理 {v}资金已到位 {v}公告已发布 {v}协议均已签订
已就{v}事宜与业主沟通 已组织对{v}情况的检查 {v}率提高到80% 已对{v}工作进行部署 已明确{v}时限 已承诺{v} 已同意{v}
已动员其{v} 已责成其{v} 已开始{v} 已具备{v}条件 已进入{v}程序 已完成{v}前期准备 已编制{v}预算 已申报{v}项目
已争取{v}资金120万元 已建立{v}机制 已组建{v}专班 已将{v}列入重点工作 已对{v}对象逐户走访 已公示{v}名单
已安排{v}人员进场 已约定{v}期限 正在开展{v} 力争全部{v} 拟全部{v} 需全部{v} 未能全部{v} 尚未{v} 无法{v} 暂缓{v}
拒绝{v} 要求全部{v} 督促全部{v} 计划全部{v} 承诺全部{v} 如全部{v} 一旦{v}完毕 待{v}完成后 {v}完成前
为{v}到位创造条件 确保{v}到位 {v}不到位 {v}到位率70% {v}力度加大 加快{v}进度 已将{v}的要求书面告知当事人
协商决定先把{o}{v}掉 已督促业主{v}{o} 督促业主对{o}进行{v} {v}于5月启动，6月底前完成 应{v}{o}12处，已{v}10处
经督促，业主同意{v}{o}
"""

ENDING = """
办结:信访件 审结:涉企案件 结案:欠薪案 执结:涉村案件 销号:反馈问题 销案:积压线索 清零:欠薪案件 解决:停车难问题
化解:信访积案 消除:安全隐患 根治:黑臭水体 破解:入学难问题 解除:违规合同 销户:违规账户 铺设:管网 栽植:行道树
施划:停车位 硬化:村道
"""
ENDS = dict(pair.split(":") for pair in ENDING.split())
"""Verbs by which a matter ends, or something new is there, each with what."""

ENDED = """
{o}已{v} {o}已全部{v} {o}均已{v}到位 {o}已于6月{v}完毕 已将{o}{v} {o}已由乡镇{v} 街道办已依法{v}{o}
{o}问题，已组织人员{v} {o}问题，对{o}予以{v} {o}问题，{o}{v}到位 目前{o}已完成{v} {o}全部{v} {o}{v}工作全部完成
5月底前已{v}{o} {o}得到{v} 涉及的12处{o}全部{v} 上述{o}均{v}完毕 {o}已{v}并通过验收
"""
"""Frames that are said of these as well."""


def completed(frame: str, deeds: dict[str, str] = DEEDS) -> list[str]:
    """Return the verbs with which a frame says that something is done."""
    texts = {verb: frame.format(v=verb, o=thing) for verb, thing in deeds.items()}
    return [verb for verb, text in texts.items() if summary(statements_in(text)) is Status.COMPLETED]


@pytest.mark.parametrize("frame", DONE.split())
def test_what_is_done_is_completed_with_any_verb(frame: str) -> None:
    assert completed(frame) == list(DEEDS)


@pytest.mark.parametrize("frame", NOT_DONE.split())
def test_what_is_not_done_is_completed_with_no_verb(frame: str) -> None:
    assert completed(frame) == []


@pytest.mark.parametrize("frame", ENDED.split())
def test_what_has_ended_is_completed_with_any_verb(frame: str) -> None:
    assert completed(frame, ENDS) == list(ENDS)


@pytest.mark.parametrize("frame", NOT_DONE.split())
def test_what_has_not_ended_is_completed_with_no_verb(frame: str) -> None:
    # 已同意销号 is said by those who decide on it.
    assert [verb for verb in completed(frame, ENDS) if "同意" not in frame or verb != "销号"] == []
