"""Facts: citations and contacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.facts.cited.documents import find_documents
from generator.facts.contacts import find_contacts
from generator.model.report import Report
from generator.outline import outline
from generator.readers import read_file
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.facts.score import FIRST_REPORT
from tests.facts.score_files import report_of

HERE = Path(__file__).parent


def cases(name: str) -> list[tuple[str, list[str]]]:
    """Return (text, expected facts) of a file of cases."""
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    split = [line.partition("=>") for line in lines]
    return [(text.strip(), [fact.strip() for fact in wanted.split(" ; ") if fact.strip()]) for text, _, wanted in split]


@pytest.mark.parametrize(("text", "wanted"), cases("documents.txt"))
def test_documents(text: str, wanted: list[str]) -> None:
    report = report_of(text)
    assert [f"{report.text(d.title)}|{d.act or ''}" for d in find_documents(report)] == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("contacts.txt"))
def test_contacts(text: str, wanted: list[str]) -> None:
    report = report_of(text, closing=True)
    assert [f"{c.kind}|{report.text(c.span)}" for c in find_contacts(report)] == wanted


CONTACTS = """甲乙区委关于整改情况的通报
现予公布（联系电话0571-86001231）。
一、整改情况
1.办好热线。公布电话0571-86001230。
二、联系方式
1.纪委：0571-86001232
地址：云溪县人民路1号，邮箱：a@b.example
三、其他
受理12345热线工单340件。
四、公示安排
1.公示期五天。
2.举报电话：0571-86001233
3.来信请寄：云溪县人民路2号县委巡察办
联系人：甲某；联系电话：0571-86001235。
云溪县水务局
五、反映问题渠道
值班室0571-86001234。
"""


def test_contacts_stand_before_the_first_heading_and_below_one_of_their_own() -> None:
    report = outline(read_text(CONTACTS.encode(), "source.txt", ReportSettings()), ReportSettings())
    assert [report.text(c.span) for c in find_contacts(report)] == [
        "0571-86001231",
        "0571-86001232",
        "云溪县人民路1号",
        "a@b.example",
        "0571-86001233",
        "云溪县人民路2号县委巡察办",
        "0571-86001235",
        "0571-86001234",
    ]
    assert not report.closing


@pytest.fixture(scope="module")
def report() -> Report:
    return outline(read_file(FIRST_REPORT))


def test_first_report_cites_33_times_32_documents(report: Report) -> None:
    documents = find_documents(report)
    assert len(documents) == 33
    assert len({report.text(document.title) for document in documents}) == 32


def test_nested_citation_is_part_of_the_outer_title(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text("现印发《关于实施《条例》的意见》和《办法》,另有《未完。\n", "utf-8")
    nested = outline(read_file(path))
    assert [nested.text(d.title) for d in find_documents(nested)] == ["关于实施《条例》的意见", "办法"]


def test_contacts_of_the_first_report(report: Report) -> None:
    assert [(str(c.kind), report.text(c.span)) for c in find_contacts(report)] == [
        ("telephone", "020-36898776"),
        ("address", "广州市花都区花城街迎宾大道89号"),
        ("postcode", "510800"),
        ("email", "jinbj@huadu.gov.cn"),
    ]
