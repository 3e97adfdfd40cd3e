"""Marks shown in full width: only between Chinese, never in a number, nothing else ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.folding import fold, fold_marks, widen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一是,二是;三是:四是", "一是，二是；三是：四是"),
        ("镇(街)党委", "镇（街）党委"),
        ("(一)提高站位,增强自觉。", "（一）提高站位，增强自觉。"),
        ("共1,000户", "共1,000户"),
        ("比例为1:2,日期为10:30", "比例为1:2，日期为10:30"),
        ("下降4.9%、30.8%,50克以上", "下降4.9%、30.8%，50克以上"),
        ("电话020-36898776;邮政编码510800;电子邮箱:a@b.cn", "电话020-36898776；邮政编码510800；电子邮箱：a@b.cn"),
        ("GAMECO(三期)与LED(Mini)", "GAMECO（三期）与LED(Mini)"),
        ("see (a), b: c; 1,2", "see (a), b: c; 1,2"),
        ("特此公示!为什么?", "特此公示！为什么？"),
        ("“甲”,《乙》;丙(丁", "“甲”，《乙》；丙(丁"),
        ("见(第(3)条)规定", "见（第（3）条）规定"),
    ],
)
def test_shown_forms(text: str, shown: str) -> None:
    assert widen(text) == shown


@given(st.text(alphabet="一二,:;()!?，（）“”。、12 aB.%@\u3000"))
def test_nothing_but_marks_changes_and_no_offset_moves(text: str) -> None:
    shown = widen(text)
    assert len(shown) == len(text)
    assert fold_marks(shown) == fold_marks(text)
    assert all(a == b or (a in ",:;()!?" and fold(b) == a) for a, b in zip(text, shown, strict=True))
