"""Frames of clauses with every verb: what tells that a figure has grown or fallen, and what tells neither."""

from __future__ import annotations

from datetime import date

import pytest

from generator.facts.figures.find import find_figures
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings

SETTINGS = ReportSettings(issued=date(2031, 11, 23))
UP = """
增长 增加 增多 上升 上涨 上调 上浮 提高 提升 攀升 回升 抬升 跃升 飙升 扩大 走高 调高 调增 加快 加大 净增 净增加 递增
激增 猛增 骤增 剧增 微增 略增 微涨 暴涨 大增
"""
DOWN = """
下降 减少 降低 减轻 回落 跌落 下滑 下跌 下调 下浮 缩短 缩减 缩小 缩水 压缩 压减 压降 精简 精减 削减 核减 裁减 收窄
收缩 放缓 走低 调低 调减 净减少 递减 砍掉 锐减 锐降 骤减 骤降 陡降 微降 略降 微跌 暴跌 大降
"""
BEFORE = """
每件平均成本同比{v}5% 每件平均成本比上年{v}了12.5% 每件平均成本较2030年{v}300元 每件平均成本同比大幅{v}近三成
每件平均成本{v}到900元 每件平均成本{v}了三分之一 每件平均成本进一步{v}5%
"""
"""A verb right before the first number."""
SECOND = """
每件平均成本1200元，同比{v}5% 每件平均成本由1200元{v}到900元 每件平均成本从去年的1200元{v}至今年的900元
每件平均成本由整改前的1200元{v}为现在的900元 群众满意率为95%，较整改前{v}了3个百分点
案件由132件{v}到74件
"""
"""A verb before the second number, of what is named before the first."""
ADDS = "增加 调增 净增加 上调 提高"
CUTS = "减少 削减 压减 压缩 压降 缩减 精简 精减 核减 裁减 缩短 降低 调减 下调 砍掉 净减少"
OBJECTS = """
{v}审批环节5个 已{v}了审批环节5个 全区累计{v}审批环节5个 局党组主动{v}审批环节5个 较上年{v}审批环节5个
大幅{v}审批环节5个 比去年同期{v}审批环节5个 使审批环节{v}5个
"""
"""A verb before what it changes."""
NEITHER = """
提拔晋升5人 购置直升机3架 新建提升泵站2座 改造升降机4台 安装减速带12处 购置压缩机3台 新增就业岗位300个 培育新增长点3个
工业增加值120亿元 缴纳增值税3亿元 扩建校舍3栋 水库扩容3座 道路加宽5条 落实降本增效措施3条 出台稳增长措施12条
旅客起降923架次 会议提到3个问题 巡查做到5天1次 从5个科室抽调到3个专班 由5人组成的3个小组 为提高效率，投入资金5万元
加大巡查频次，出动120人次 收入突破10亿元 首次超过3万人次 与上年持平，为3.5亿元 控制在3%以内 高于全市平均水平3个百分点
减免税费3亿元 每增加1人，补助300元 每降低1个百分点，奖励5万元 新升规企业12家 调整为一般户的8户 上升为国家标准的3项
推广到8个街道 每件平均成本由900元调整为900元 票价从5元到20元
"""
OF_UNITS = {
    "案件12起，死亡3人，同比减少2起、1人": "案件 死亡 案件- 死亡-",
    "火灾30起，死亡26人，同比减少5起4人": "火灾 死亡 火灾- 死亡-",
    "受理信访37件，涉及52人，同比减少8件": "信访 涉及 信访-",
    "接待群众320人次，办结诉求41件，同比增加60人次、5件": "群众 诉求 群众+ 诉求+",
    "一产、二产、三产占比分别比上年提高1个、2个和降低3个百分点": "一产+ 二产+ 三产占比-",
    "内设机构从原来的15个调整为9个": "内设机构 内设机构-",
    "专职网格员由210名优化调整到260名": "专职网格员 专职网格员+",
    "办公用房由人均28平方米核减为人均12平方米": "办公用房 办公用房-",
    "装机容量突破120万千瓦、是五年前的4.2倍": "装机容量 装机容量",
    "债务率从红色等级的312%降到橙色等级的198%": "债务率 债务率-",
    "服务窗口由23个整合精简到8个": "服务窗口 服务窗口-",
    "满意度由86.4分上升为93.1分，响应时间缩短到平均1.5小时": "满意度 满意度+ 响应时间-",
    "微信工作群由312个清理到97个": "微信工作群 微信工作群-",
    "低保标准由每人每月560元调整到620元": "低保标准 低保标准+",
    "查处驾驶人200人，占总数的比例由2%增至3%": "驾驶人 占总数的比例 占总数的比例+",
    "门诊量突破60万人次大关，较上年多接诊5万人次": "门诊量 门诊量+",
    "客流量、货运量较2030年春运分别下降31%和51%": "客流量- 货运量-",
    "事故44起，受伤51人，损失9万元，三项指标比去年同期分别下降10%、26%和13%": "事故 受伤 损失 事故- 受伤- 损失-",
    "药占比由改革前的四成压到28.3%": "药占比 药占比-",
    "服务半径由3公里缩至1公里": "服务半径 服务半径-",
    "比去年少召开会议12场，较去年多招录教师5名": "会议- 教师+",
    "平均通行时间比原来少20分钟": "平均通行时间-",
    "投诉量增幅达到了8.75%，用电量压减幅度高达5%": "投诉量增幅+ 用电量-",
    "市场客流反弹，比2030年增加了9万人次": "市场客流+",
    "第三产业下降0.6%，但降幅收窄了3个百分点": "第三产业- 第三产业-",
}
"""Sentences, each with the subject and the change (+, -) of its figures."""


def told(sentences: list[str]) -> list[list[tuple[str, str]]]:
    """Return (subject, change without how far) of the figures of each sentence."""
    lines = "\n".join(f"{sentence}。" for sentence in sentences)
    source = read_text(f"甲乙区委关于整改情况的通报\n一、情况\n{lines}\n".encode(), "frames", SETTINGS)
    report = outline(source, SETTINGS)
    found: dict[str, list[tuple[str, str]]] = {f"{sentence}。": [] for sentence in sentences}
    for figure in find_figures(report):
        change = (figure.change or "").removesuffix("_to")
        found[report.text(figure.sentence)].append((report.text(figure.subject), change))
    return list(found.values())


def odd(frame: str, verbs: list[str], wanted: list[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return what a frame tells with each verb with which that is not what is wanted."""
    found = told([frame.format(v=verb) for verb in verbs])
    return {verb: row for verb, row in zip(verbs, found, strict=True) if row != wanted}


@pytest.mark.parametrize(("words", "change"), [(UP, "up"), (DOWN, "down")], ids=["up", "down"])
def test_what_a_verb_before_a_number_tells_in_any_frame(words: str, change: str) -> None:
    verbs = words.split()
    for frame in BEFORE.split():
        assert odd(frame, verbs, [("每件平均成本", change)]) == {}
    for frame in SECOND.split():
        name = next(name for name in ("每件平均成本", "群众满意率", "案件") if frame.startswith(name))
        assert odd(frame, verbs, [(name, ""), (name, change)]) == {}
    assert odd("生产成本、接待时间同比分别{v}5%和6%", verbs, [("生产成本", change), ("接待时间", change)]) == {}
    assert odd("生产成本比上年{v}30元、5%", verbs, [("生产成本", change), ("生产成本", change)]) == {}


@pytest.mark.parametrize(("words", "change"), [(ADDS, "up"), (CUTS, "down")], ids=["up", "down"])
def test_what_a_verb_before_a_name_tells_of_it(words: str, change: str) -> None:
    for frame in OBJECTS.split():
        assert odd(frame, words.split(), [("审批环节", change)]) == {}


def test_what_is_no_change_is_told_as_none() -> None:
    found = dict(zip(NEITHER.split(), told(NEITHER.split()), strict=True))
    assert {text: row for text, row in found.items() if not row or any(change for _, change in row)} == {}


def test_what_changed_is_named_by_what_was_told_before() -> None:
    marks = {"": "", "up": "+", "down": "-"}
    for text, row in zip(OF_UNITS, told(list(OF_UNITS)), strict=True):
        assert " ".join(name + marks[change] for name, change in row) == OF_UNITS[text], text
