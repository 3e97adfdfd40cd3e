"""Figures as the ledger, the page of figures and the table of data show them: with their direction and sign."""

from __future__ import annotations

from pathlib import Path

from generator.data.tables import as_csv, figures_table
from generator.edition.read import read_reports
from generator.settings.project import Project as Sources
from generator.writers.facts.figures import write_figures
from generator.writers.facts.ledger import write_ledger
from tests.project import copy_project

TEXT = """中共青禾县委关于巡视整改进展情况的通报

一、整改落实情况

1.针对“经济下行”问题。完成整改。信访量、投诉量同比下降4.9%、30.8%，空气质量排名升至全省第三，固定资产投资同比增长-3.2%。

中共青禾县委

2031年1月15日
"""


def test_direction_and_sign_are_shown(tmp_path: Path) -> None:
    project = copy_project(tmp_path, reports=False)
    project.add_source("qinghe", TEXT)
    edition = read_reports(Sources(project.root))["qinghe"]
    ledger = write_ledger(edition, "qinghe")
    assert "信访量 同比下降4.9%；投诉量 同比下降30.8%；空气质量 排名升至全省第三；固定资产投资 同比增长-3.2%" in ledger
    page = write_figures(edition, "qinghe")
    assert "| 固定资产投资 | -3.2% | -3.2 | % | 同比增长 |" in page
    assert "| 投诉量 | 30.8% | 30.8 | % | 同比下降 |" in page
    table = as_csv(figures_table(edition, "qinghe", "")).decode("utf-8-sig")
    assert ",-3.2%,-3.2,,%,,固定资产投资,up,同比," in table


def test_the_ledger_shows_what_a_value_has_become(tmp_path: Path) -> None:
    project = copy_project(tmp_path, reports=False)
    told = "合格率由91.2%提高到99.6%，漏损率从15%降至9%，供水38个村、供电38个村。"
    project.add_source("qinghe", TEXT.replace("信访量、投诉量同比下降4.9%、30.8%，空气质量排名升至全省第三，", told))
    edition = read_reports(Sources(project.root))["qinghe"]
    ledger = write_ledger(edition, "qinghe")
    assert "合格率 升至99.6%；漏损率 降至9%；村 38个；村 38个 |" in ledger
    assert "91.2%" not in ledger.replace(told, "")
    assert "| 合格率 | 91.2% |" in write_figures(edition, "qinghe")
