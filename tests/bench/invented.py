"""Invents reports of the first report's size: the same structure, other places, words and numbers."""

from __future__ import annotations

from random import Random

_HAN = "一二三四五六七八九十"
_PLACE = "岚澜栖望澄松霁溪岭沧泊汀枫槐桐竹荷芷若蘅云禾谷麓岳渡埠湾港洲浦津堰塘陂圩墟亭台阁楼桥关塞堡寨屯营坊巷里"
_TAIL = "区县市镇街村"
_FIELDS = [
    "营商环境",
    "村级工业园",
    "基层党建",
    "干部选任",
    "河涌治理",
    "生态环境",
    "垃圾分类",
    "学位建设",
    "养老服务",
    "医疗卫生",
    "招商引资",
    "国企改革",
    "工程招投标",
    "扶贫资金",
    "农村集体资产",
    "土地出让",
    "违法建设",
    "安全生产",
    "信访积案",
    "公务用车",
    "会议费用",
    "津贴补贴",
    "职称评审",
    "档案管理",
    "人才引进",
    "科研经费",
    "政府采购",
    "物业管理",
    "旧村改造",
    "水库移民",
    "道路养护",
    "消防设施",
    "食品安全",
    "文物保护",
    "公共文化",
    "体育场馆",
    "数据共享",
    "网络安全",
    "意识形态",
    "舆情处置",
]
_FAULTS = [
    "不够到位",
    "推进缓慢",
    "监管不力",
    "不够规范",
    "存在短板",
    "落实不严",
    "成效不够明显",
    "把关不严",
    "覆盖不全",
    "责任不清",
]
_BODIES = [
    "区委",
    "区政府",
    "区纪委监委",
    "区委组织部",
    "区财政局",
    "区住房城乡建设局",
    "区农业农村局",
    "区教育局",
    "区卫生健康局",
    "区国资局",
]
_ACTS = ["修订", "制定", "出台", "印发", "完善", "落实", "研究制定", "联合印发"]
_THINGS = ["实施方案", "管理办法", "工作指引", "考核细则", "责任清单", "操作规程", "三年行动计划", "专项整治方案"]
_DONE = [
    "已全部整改到位",
    "已完成整改",
    "基本完成",
    "正在有序推进",
    "持续开展监督检查",
    "计划于{y}年{m}月底前完成",
    "已办结",
    "取得阶段性成效",
]
_SENTENCES = (
    "{body}召开专题会议{n}次，研究{field}工作，逐项分析原因、明确责任单位和完成时限",
    "{act}《{place}{field}{thing}》，对{field}的职责分工、工作流程和监督问责作出规定",
    "组织开展{field}专项检查{n}次，发现问题{k}个，{done}",
    "对全{tail}{k}家单位的{field}情况开展拉网式排查，建立台账，销号管理，共涉及资金{money}万元，{done}",
    "{y}年1—{m}月，{place}{field}投入{money}亿元，同比增长{rate}%，完成年度任务的{share}%",
    "约谈{body}有关负责人{n}人次，给予党纪政务处分{n}人，通报典型案例{n}起",
    "选派{k}名干部到{place}驻点指导，帮助解决{field}方面的困难{n}项",
    "举办{field}培训班{n}期，培训业务骨干{k}人次，进一步提高依法履职的能力",
    "推动{place}{field}项目建设，总投资{money}亿元，目前{done}",
)


def invented_report(seed: int) -> str:
    """Return the text of a report: 3 parts, 4 themes, 15 findings, 37 items, some 80 measures, 13,000 characters."""
    return _Report(Random(seed)).text()  # noqa: S311 - random enough for words


class _Report:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = ["".join(random.sample(_PLACE, 2)) for _ in range(40)]
        self.year = random.randrange(2018, 2027)

    def text(self) -> str:
        pick = self.random
        home = self.names[0] + pick.choice(_TAIL[:3])
        lines = [
            f"中共{home}委关于巡视整改进展情况的通报",
            f"根据省委统一部署，{self.year}年3月至5月，省委第{_HAN[pick.randrange(10)]}巡视组对{home}进行了常规巡视。",
            "一、提高政治站位，切实履行整改主体责任",
            self.sentences(700),
            "二、坚持问题导向，逐项推进整改落实",
        ]
        item, finding = [3] * 7 + [2] * 8, 0
        for theme in range(4):
            lines.append(f"第{_HAN[theme]}方面问题，{self.problem()}")
            for _ in range(4 if theme < 3 else 3):
                lines.append(f"（{self.han(finding + 1)}）关于{self.problem()}问题")
                lines.extend(self.item(number + 1) for number in range(item[finding]))
                finding += 1
        lines += ["三、巩固整改成果，持续抓好后续工作", self.sentences(500)]
        lines.append(f"联系电话：0{pick.randrange(10, 99)}-{pick.randrange(10**7, 10**8)}。")
        lines += [f"中共{home}委员会", f"{self.year}年11月{pick.randrange(1, 29)}日"]
        return "\n".join(lines) + "\n"

    def item(self, number: int) -> str:
        runs = self.random.choice((2, 2, 2, 3))
        measures = "".join(f"{_HAN[at]}是{self.measure()}" for at in range(runs))
        return f"{number}.针对{self.problem()}问题。{measures}"

    def measure(self) -> str:
        return f"加强{self.random.choice(_FIELDS)}工作。{self.sentences(110)}"

    def sentences(self, length: int) -> str:
        found = ""
        while len(found) < length:
            found += self.sentence() + "。"
        return found

    def sentence(self) -> str:
        pick = self.random
        values = {
            "body": pick.choice(_BODIES),
            "field": pick.choice(_FIELDS),
            "act": pick.choice(_ACTS),
            "thing": pick.choice(_THINGS),
            "place": pick.choice(self.names) + pick.choice(_TAIL),
            "tail": pick.choice(_TAIL),
            "n": pick.randrange(2, 40),
            "k": pick.randrange(40, 3000),
            "money": f"{pick.uniform(1, 900):.2f}",
            "rate": f"{pick.uniform(1, 90):.1f}",
            "share": f"{pick.uniform(50, 99):.1f}",
            "y": self.year,
            "m": pick.randrange(2, 13),
        }
        values["done"] = pick.choice(_DONE).format(**values)
        return pick.choice(_SENTENCES).format(**values)

    def problem(self) -> str:
        pick = self.random
        return f"{pick.choice(self.names)}{pick.choice(_FIELDS)}{pick.choice(_FAULTS)}"

    def han(self, number: int) -> str:
        return _HAN[number - 1] if number <= 10 else f"十{_HAN[number - 11]}"
