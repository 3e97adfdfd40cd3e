"""Frames of clauses with every verb: how a deed is told of decides its status, whichever deed it is."""

from __future__ import annotations

import pytest

from generator.facts.status.stated import statements_in
from generator.facts.status.tally import summary
from generator.model.status import Status

PAIRS = """
拆除:违建围墙 退还:多收的费用 清退:超编人员 补缴:欠缴的税款 追缴:违规补贴 收回:闲置土地 搬迁:养殖场 腾退:超标办公用房
修复:破损路面 更换:老化管道 改造:老旧泵房 安装:防护栏 补办:用地手续 核销:呆账 注销:空壳公司 移交:涉案房产
关停:排污企业 盘活:闲置校舍
"""
DEEDS = dict(pair.split(":") for pair in PAIRS.split())
"""Verbs, each with what it is done to."""

MORE = """
新建:农贸市场 扩建:污水处理厂 铺设:供水管网 加固:病险水库 治理:黑臭水体 清理:河道垃圾 整治:沿街门面 疏浚:护城河
加装:电梯 硬化:通村道路 处置:僵尸企业 化解:信访积案 复垦:废弃矿山 重建:断桥 绿化:荒山 清算:下属企业 兑付:拖欠工程款
"""
WORKS = DEEDS | dict(pair.split(":") for pair in MORE.split())
"""These and more verbs."""

DONE = """
{o}已{v} {o}已全部{v} {o}均已{v}到位 {o}已于6月{v}完毕 已将{o}{v} {o}已由乡镇{v} 街道办已依法{v}{o}
{o}问题，已组织人员{v} {o}问题，镇政府{v}了{o} {o}问题，对{o}予以{v} {o}问题，{o}{v}到位 目前{o}已完成{v}
完成了{o}的{v} {o}全部{v} 经多次协调，{o}成功{v} {o}{v}工作全部完成 {o}{v}完成 5月底前已{v}{o} 县局当天就将{o}{v}
按照要求对已查明的{o}全部{v} 管委会对已查明的{o}全部{v}
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
拒绝{v} 要求全部{v} 督促全部{v} 计划全部{v} 承诺全部{v} 如全部{v} 一旦{v}完毕 待{v}完成后 {v}完成前 为{v}到位创造条件
确保{v}到位 {v}不到位 {v}到位率70% {v}力度加大 加快{v}进度 已将{v}的要求书面告知当事人 协商决定先把{o}{v}掉
已督促业主{v}{o} 督促业主对{o}进行{v} {v}于5月启动，6月底前完成 应{v}{o}12处，已{v}10处 经督促，业主同意{v}{o}
要对已查明的{o}全部{v} 各镇应将已查明的{o}全部{v} 村民要求对已查明的{o}全部{v} 承诺对已查明的{o}全部{v}
计划对已查明的{o}全部{v} 明年对已查明的{o}全部{v} 至今未将已查明的{o}全部{v} 已{v}一半的{o} 已{v}三分之二{o}
拟{v}的{o}名单已公示 以已{v}{o}为名骗取补助 已拒绝{v} 已面临{v} 已呼吁{v} 已提高{v}效率 已规范{v}流程 已增派人员参与{v}
已加强{v}现场管理 已宣传{v}政策 已汇报{v}情况 已暂停{v} 已等待{v} 已鼓励{v} 已掌握{v}进度 已对{v}人员进行慰问
均面临{v} 全部参与{v} 均反对{v} 均具备{v}条件 已于6月决定{v} 已于6月公告{v} {o}已列入{v} {o}已限期{v}
{o}{v}期间 {o}{v}过程中 {o}{v}进展缓慢 {o}{v}后闲置 督查{o}{v}进展 {v}人员全部到岗 {o}如已{v} {o}已{v}与否
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

BEGUN = """
正在{v}{o} {o}正在{v} {o}正在{v}中 {o}{v}工作正在进行 目前正{v}{o} 正组织人员{v}{o} 正抓紧{v}{o} {o}已开始{v}
已开始{v}{o} {o}{v}工作已启动 {o}{v}已全面启动 {o}{v}工作已全面铺开 {o}已着手{v} 正对{o}进行{v} 正在协商{v}{o}
正在有序{v}{o} {o}正在陆续{v} {o}正在逐户{v} {o}{v}工程已开工建设 {o}{v}项目已于6月开工 {o}{v}工程正在施工
{o}{v}工程施工单位已进场 {o}{v}项目已完成招标 {o}{v}工程正在办理前期手续 {o}{v}项目目前进入招标阶段 {o}{v}工程有序推进
{o}{v}工作进展顺利 {o}{v}正按计划推进 {o}{v}工程已完成60% {o}已{v}60% 目前{o}{v}进度达70% {o}{v}任务完成过半
{o}已部分{v} {o}尚未{v}完毕 {o}尚未完成{v} 12处{o}已{v}8处，其余4处正在{v} 已{v}{o}8处，剩余4处正在{v}
12处{o}中8处已{v}，4处正在推进 8处{o}已{v}，4处尚未{v} 已{v}部分{o}，其余正在{v} 已{v}{o}8处，尚有4处未{v}
{o}仍有4处未{v} 剩余{o}正按程序{v} 已{v}8处{o}，剩余的将于年底前{v}
"""

PLANNED = """
将{v}{o} 我局将{v}{o} 将于年底前{v}{o} 将对{o}依法{v} 将组织{v}{o} {o}将逐步{v} 将继续{v}{o} 将结合旧城改造一并{v}{o}
将由镇政府负责{v}{o} 下一步，{v}{o} 下一步将{v}{o} 后续将{v}{o} 明年{v}{o} 近期安排{v}{o} 适时{v}{o} 我局会尽快{v}{o}
届时将{v}{o} 今年要{v}{o}12处 计划{v}{o} 计划于年底前{v}{o} 计划明年{v}{o} 打算{v}{o} 准备于明年{v}{o} 拟{v}{o}
拟于9月{v}{o} 拟投资300万元{v}{o} 力争年底前{v}{o} 力争早日{v}{o} 争取年内{v}{o} 确保年底前{v}{o} 预计年底前{v}{o}
预计三个月内{v} {o}预计年底{v}完成 {o}年底前{v}完毕 待资金到位后{v}{o} 待方案批复后，{v}{o} {o}待批准后{v}
{o}列入明年{v}计划 {o}{v}工程即将开工 {o}{v}项目拟于明年实施 2032年底前完成{o}{v} 2032年6月底前，完成{o}{v}
{o}纳入旧城改造一并{v} 集团表示，将{v}{o} 正在争取项目资金，待资金到位后{v}{o}
"""

NEARLY = """
{o}基本{v}完毕 {o}已基本{v}到位 {o}大部分已{v} 大部分{o}已{v} {o}{v}工作已基本完成 {o}{v}接近尾声 {o}{v}进入收尾阶段
除2处外，{o}均已{v} 基本完成{o}{v} {o}已{v}95%以上 仅剩1处{o}未{v}
"""

NOT_STATED = """
制定{o}{v}方案 已制定{o}{v}计划 {o}{v}方案已印发 拟{v}的{o}共12处 计划{v}的{o}共12处 梳理拟{v}{o}清单 梳理在建项目12个
检查时{o}正在{v} 对正在{v}的{o}加强监管 对拟{v}的{o}开展评估 对计划{v}的{o}逐一核实 针对{o}尚未{v}的问题
已启动{o}{v}问责机制 召开{o}{v}启动会 召开{o}{v}推进会 要求年底前{v}{o} 督促各镇加快{v}{o} 各镇要{v}{o}
应于年底前{v}{o} 明确{o}{v}时限 每年{v}{o} 定期{v}{o} 凡{o}一律{v} 发现{o}及时{v} 如{o}仍不{v}，将依法处罚
逾期不{v}的，将依法处理 {o}{v}率同比提高12个百分点 将{v}{o}作为重点任务 将{v}{o}纳入考核 将{o}{v}任务分解到科室
学习{o}{v}政策 {o}{v}项目总投资3亿元 {o}{v}工作推进不力 {o}{v}进展缓慢的问题 建议{v}{o} 请尽快{v}{o} 是否{v}{o}
"""

HABITS = """
巡查:河道 清理:河道垃圾 整治:占道经营 排查:安全隐患 走访:困难群众 宣传:惠民政策 化解:信访积案 追缴:拖欠租金 监测:水质
维护:路灯 管护:林木 培训:村干部 治理:黑臭水体 规范:经营秩序 检查:工地扬尘 督查:整改情况 打击:非法采砂 监管:危废企业
公开:财务收支 回访:受助群众
"""
HABITUAL = dict(pair.split(":") for pair in HABITS.split())
"""Verbs for what one does over and over, each with what it is done to."""

LASTING = """
长期坚持{v}{o} 常态化{v}{o} 已常态化{v}{o} 常态化开展{o}{v}工作 持续{v}{o} 持续开展{o}{v}工作 持续加大{o}{v}力度
对{o}持续{v} 常年{v}{o} {o}{v}工作长期坚持 {o}{v}常态化推进 {o}{v}工作持续开展 {o}{v}已成常态 {o}{v}工作从未间断
{o}{v}工作需长期坚持 坚持每月{v}{o} 始终坚持{v}{o} 不间断{v}{o} 长效推进{o}{v} 对{o}实行常态化{v} 多年来坚持{v}{o}
"""

NOT_LASTING = """
建立{o}常态化{v}机制 要求各镇持续{v}{o} 各镇要长期坚持{v}{o} 督促各村常态化{v}{o} 完善常态化{v}制度 发现{o}长期未{v}
{o}长期{v}不到位的问题
"""


def told(frame: str, verbs: dict[str, str], status: Status) -> list[str]:
    """Return the verbs with which a frame states a status."""
    texts = {verb: frame.format(v=verb, o=thing) for verb, thing in verbs.items()}
    return [verb for verb, text in texts.items() if summary(statements_in(text)) is status]


def framed(*frames: tuple[str, Status]) -> list[tuple[str, Status]]:
    """Return pairs of (frame, status) for lists of frames."""
    return [(frame, status) for listed, status in frames for frame in listed.split()]


@pytest.mark.parametrize("frame", DONE.split())
def test_what_is_done_is_completed_with_any_verb(frame: str) -> None:
    assert told(frame, DEEDS, Status.COMPLETED) == list(DEEDS)


@pytest.mark.parametrize("frame", NOT_DONE.split())
def test_what_is_not_done_is_completed_with_no_verb(frame: str) -> None:
    assert told(frame, DEEDS, Status.COMPLETED) == []


@pytest.mark.parametrize("frame", ENDED.split())
def test_what_has_ended_is_completed_with_any_verb(frame: str) -> None:
    assert told(frame, ENDS, Status.COMPLETED) == list(ENDS)


@pytest.mark.parametrize("frame", NOT_DONE.split())
def test_what_has_not_ended_is_completed_with_no_verb(frame: str) -> None:
    # 已同意销号 is said by those who decide on it.
    assert [verb for verb in told(frame, ENDS, Status.COMPLETED) if "同意" not in frame or verb != "销号"] == []


@pytest.mark.parametrize(
    ("frame", "status"),
    framed(
        (BEGUN, Status.IN_PROGRESS),
        (PLANNED, Status.PLANNED),
        (NEARLY, Status.MOSTLY_COMPLETED),
        (NOT_STATED, Status.NOT_STATED),
    ),
)
def test_a_frame_states_the_same_with_any_verb(frame: str, status: Status) -> None:
    assert told(frame, WORKS, status) == list(WORKS)


@pytest.mark.parametrize(("frame", "status"), framed((LASTING, Status.ONGOING), (NOT_LASTING, Status.NOT_STATED)))
def test_a_habit_is_told_the_same_with_any_verb(frame: str, status: Status) -> None:
    assert told(frame, HABITUAL, status) == list(HABITUAL)
