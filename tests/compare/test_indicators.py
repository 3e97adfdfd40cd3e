"""Which figures are of the same: names and units brought together, and what is not to be compared."""

from __future__ import annotations

import pytest

from generator.compare.indicators import indicator


@pytest.mark.parametrize(
    ("subject", "unit", "name"),
    [
        ("公办学位", "个", "公办学位（个）"),
        ("全区公办学位共", "个", "公办学位（个）"),
        ("全市累计公办学位达", "个", "公办学位（个）"),
        ("“公办学位”", "个", "公办学位（个）"),
        ("党员干部", "名", "党员干部（人）"),
        ("党员干部", "人", "党员干部（人）"),
        ("党员干部", "人次", "党员干部（人次）"),
        ("违法案件", "宗", "违法案件（件）"),
        ("校舍面积", "㎡", "校舍面积（平方米）"),
        ("市民", "", "市民"),
        ("新增公办学位", "个", "新增公办学位（个）"),
        ("全市", "个", "全市（个）"),
        ("各类", "个", "各类（个）"),
    ],
)
def test_names(subject: str, unit: str, name: str) -> None:
    assert indicator(subject, unit, None) == name


def test_a_change_by_so_much_is_another_indicator() -> None:
    assert indicator("养护资金", "%", "up") == indicator("养护资金", "%", "down") == "养护资金增减（%）"
    assert indicator("养护资金增速", "%", "up") == "养护资金增减（%）"
    assert indicator("合格率", "%", "up_to") == indicator("合格率", "%", None) == "合格率（%）"


@pytest.mark.parametrize("subject", ["", "了", "投入", "A1", "人", "长" * 25])
def test_what_names_nothing_is_not_compared(subject: str) -> None:
    assert indicator(subject, "元", None) is None
