"""Kinds of names, and the words around them: places, bodies, firms, persons."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.checks.wording.surnames import SURNAMES

ENDS = re.compile(
    "有限责任公司|股份有限公司|有限公司|集团公司|合作社|事务所|幼儿园|实验学校|卫生院|医院|中学|小学|小区|水厂|大厦|集团|水库|大桥|公园|产业园|工业园|项目|工程(?!公司|有限|队|局|师|款|量)|街道|社区|公司|村(?![民级委组集干庄镇里务医支两社])"
)
"""Matches the ends of longer names: 有限公司, 水库."""
SHORT_ENDS = re.compile(
    "(?P<core>[\u4e00-\u9fff](?![各全该本我每某其所多几])[\u4e00-\u9fff])(?P<kind>水库|大桥|水厂|泵站|水闸|社区|街道|小学|中学|医院|公园|护理院|养老院|敬老院|福利院|药店|诊所|卫生室|卫生站|酒店|饭店|宾馆|山庄|花园|家园|农庄|农场|林场|牧场|煤矿|电站|车站|码头|隧道|景区|灌区|图书馆|文化馆|博物馆|体育馆|商场|市场|超市|门诊部|广场|产业园|(?<![乡城集])镇|乡(?![镇村土]))"
)
"""Matches places and bodies of two characters before their kind: 石门水库, 清河乡; not 是各镇."""
BODY = re.compile(
    "[\u4e00-\u9fff]{2,12}?(?=(?P<kind>局|委员会|办公室|中心|大队|支队|分局|管理所|管理站|设计院|研究院|研究所|工作室|工作站|服务站|实验室|林场|农场|协会|商会|支行|分公司)(?![长部面势限址]))"
)
"""Matches an office, of whose name the last characters before its kind are compared: 综合行政执法局."""
_TITLES_OF_PERSONS = "同志|书记|主任|经理|委员|主席|[局科股镇乡所站校院区县处部组队林河班园会社村馆厂台庭]长"
_COMPOUND = "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|东方|西门|南宫|司徒"
PERSON = re.compile(
    rf"(?:{_TITLES_OF_PERSONS})(?P<a>(?:{_COMPOUND}|[{SURNAMES}])[\u4e00-\u9fff]{{2}})(?![某等])|(?P<b>(?:{_COMPOUND}|[{SURNAMES}])[\u4e00-\u9fff]{{2}})(?=副?(?:{_TITLES_OF_PERSONS}))"
)
"""Matches a person's name of three characters beside an office: 局长李晓峰, 李晓峰同志."""
OFFICE = re.compile(
    r"(?P<a>[\u4e00-\u9fff](?![局委厅部办站所院行镇乡区县市会组司位])[\u4e00-\u9fff])(?P<and>[和与])(?P<b>[\u4e00-\u9fff]{2,6}?(?:局|委员会|厅))"
)
"""Matches an office whose name has 和 or 与 in it."""
EDGE = re.compile(
    r"给予|授予|目前|随后|此后|后续|经查|查明|发现|涉及|支持|帮助|推动|鼓励|安排|选定|选取|确定|位于|依托|退还|支付|拖欠|注销|吊销|处罚|拆除|关停|查处|解除|撤销|收回|追缴|督促|责成|责令|要求|委托|聘请|邀请|联合|会同|约谈|协调|组织|指导|授权|引进|起诉|配合|市(?![政场])|[与和及向由将对被给为在从按经把同至到了等的某该其各区县省镇乡村是、,。:;“”《》()\s\d]"
)
"""Matches words and marks that are no part of a name: the name begins after the last of them."""


@lru_cache(maxsize=1000)  # Two rules look for the bodies of the same lines.
def bodies(text: str) -> tuple[re.Match[str], ...]:
    """Return the matches of `BODY` in a text."""
    return tuple(BODY.finditer(text))
