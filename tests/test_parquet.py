"""Tables of all reports without and with `gongkai[parquet]`."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare.compared import Compared, Read
from generator.data.figures import FIGURES, Kept, write_all_figures, write_figures

_FIGURE = Compared("学位（个）", "=学位", "3个", 3.0, None, "个", "", "2021年", "新增3个。", "p1.md#i1")
_OTHER = Compared("水厂（座）", "水厂", "5座", 5.0, None, "座", "", "2022年", "建成5座。", "p2.md#i1")


@pytest.mark.parametrize("has", [True, False])
def test_csv_does_not_depend_on_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has: bool) -> None:
    monkeypatch.setattr("generator.data.parquet.find_spec", lambda name: name if has else None)
    write_figures(tmp_path / FIGURES, Read((_FIGURE, _OTHER)))
    assert list(Kept(tmp_path)) == [_FIGURE, _OTHER]
    assert Kept(tmp_path).indicators == ["学位（个）", "水厂（座）"]
    assert Kept(tmp_path).at([1]) == [_OTHER]
    write_all_figures(tmp_path, [("jia", tmp_path)], flat=False)
    head, first, second = (tmp_path / "figures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "report,address,indicator,subject,text,value,high,unit,change,period,sentence"
    assert first == "jia,jia/p1/#i1,学位（个）,'=学位,3个,3.0,,个,,2021年,新增3个。", "no cell is a formula"
    assert second == "jia,jia/p2/#i1,水厂（座）,水厂,5座,5.0,,座,,2022年,建成5座。"
    assert (tmp_path / "figures.parquet").exists() == has
