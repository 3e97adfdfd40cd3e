"""Reading: encodings, white space, page chrome, titles, and what a page states."""

from __future__ import annotations

import codecs
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.model.source import ChromeKind, Source
from generator.readers import read_file
from generator.readers.text import source_of
from generator.settings.report import ReportSettings, load_report_settings

TEXT = "青石区委关于巡视整改进展情况的通报\n　　一、总体情况\n　　区委高度重视，逐条整改。\n"


def read(text: str) -> Source:
    return source_of(text, "source.txt", "utf-8", "", ReportSettings())


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_are_detected_and_stated(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    source = read_file(path)
    assert source.encoding == encoding
    assert source.text == TEXT


def test_an_encoding_set_by_the_publisher_is_used(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(TEXT.encode("big5", errors="ignore"))
    assert read_file(path, ReportSettings(encoding="big5")).encoding == "big5"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        ("第一行\n第二行".encode() + b"\xff\xfe\xff\xff" * 9, ":2:"),
        ("好的\n坏\x02的".encode(), ":2:2: the control character U+0002"),
        (("字" * 100_001).encode(), ":1: the line has 100,001 characters"),
        ("\u3000\u00a0\n".encode(), "empty"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_file(path)
    assert str(path) in caught.value.message
    assert says in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts(newline: str) -> None:
    source = read(newline.join(["甲", "", "\u3000\u3000乙\u00a0\t", "丙\u2028丁"]))
    assert [(line.number, source[line.span]) for line in source.lines] == [(1, "甲"), (3, "乙"), (4, "丙"), (4, "丁")]
    assert source.place(source.lines[1].span.start) == (3, 3)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("所在位置:首页 > 信息公开 > 正文", ChromeKind.BREADCRUMB),
        ("您现在的位置：网站首页 >> 通知公告", ChromeKind.BREADCRUMB),
        ("首页 » 政务公开", ChromeKind.BREADCRUMB),
        ("来源:某区纪委发布日期:2022-12-08", ChromeKind.BYLINE),
        ("2011年09月26来源：", ChromeKind.BYLINE),
        ("发布时间：2022-12-08 09:30 浏览次数：12", ChromeKind.BYLINE),
        ("【浏览字号 :大 中 小】", ChromeKind.TOOLBAR),
        ("打印 分享到： 微信 微博", ChromeKind.TOOLBAR),
        ("今天是2019年10月31日 星期四", ChromeKind.TOOLBAR),
        ("• 索 引 号：000014349/2018-00221", ChromeKind.METADATA),
        ("成文日期：2018年12月29日", ChromeKind.METADATA),
        ("• 来源：市审计局", ChromeKind.BYLINE),
        ("● 2031-11-04", ChromeKind.BYLINE),
        ("• 分享到", ChromeKind.TOOLBAR),
        ("•   【字体：", ChromeKind.TOOLBAR),
        ("举报", ChromeKind.TOOLBAR),
        ("----", ChromeKind.TOOLBAR),
        ("上一版 下一版", ChromeKind.TOOLBAR),
        ("• 信息索引号：113307/2031-46395", ChromeKind.METADATA),
        ("文件编号: 有效性: 有效", ChromeKind.METADATA),
        ("原创 云溪发布", ChromeKind.BYLINE),
        ("发表于湖南", ChromeKind.BYLINE),
        ("云溪政务网 发布日期 : 2031-12-30", ChromeKind.BYLINE),
        ("云溪日报 2031年11月16日 第02版：要闻", ChromeKind.BYLINE),
        ("信息索引号 014149827/2031-00125 生成日期 2031-12-09 公开日期 2031-12-09", ChromeKind.METADATA),
        ("文件编号  公开时限 长期公开 发布机构 云溪市财政局", ChromeKind.METADATA),
        # A label is one of a page's index in each form: with a colon, alone or before a tab, before the next one.
        ("公开事项名称：整改通报", ChromeKind.METADATA),
        ("组配分类\t通报", ChromeKind.METADATA),
        ("统一编号", ChromeKind.METADATA),
        ("信息名称 整改通报 文号 无", ChromeKind.METADATA),
    ],
)
def test_chrome_before_the_body(line: str, kind: ChromeKind) -> None:
    source = read(f"{line}\n{TEXT}")
    assert [(item.kind, source[item.line.span]) for item in source.chrome] == [(kind, line)]


@pytest.mark.parametrize(
    ("tail", "count"),
    [
        ("主办单位：某区纪委\n粤ICP备10233762号\n投稿邮箱", 3),
        ("主办单位：某区纪委\nweb@example.cn\n版权所有 翻印必究", 3),
        ("上一篇：某局的通报\n下一篇：没有了", 2),
        ("相关报道\n某局召开会议\n某镇召开会议\n主办单位：某区纪委", 4),
        ("（责任编辑：张三）", 1),
        ("青石区纪委\n2022.03.01\n打印 关闭", 1),
        ("网友评论\n发表\n相  关  推  荐\n换一换\n推荐阅读", 5),
        ("附件：整改台账", 0),
        ("联系电话：0123-4567890", 0),
        ("打印店的整改已经完成。", 0),
        ("主办单位的责任已经压实，整改已经完成。", 0),
    ],
)
def test_chrome_after_the_body(tail: str, count: int) -> None:
    source = read(f"{TEXT}青石区委\n2022年3月1日\n{tail}\n")
    assert len(source.chrome) == count


def test_what_looks_like_chrome_amid_the_body_is_text() -> None:
    source = read(f"{TEXT}来源：某局\n首页 > 某栏\n我们继续整改。\n")
    assert source.chrome == ()


_LONG = (
    "云溪市人民政府关于云溪市长安工业园区青石药业有限公司建设项目“12·19”塔吊吊物坠落事故"
    "责任追究和整改措施落实情况评估报告的批复"
)


@pytest.mark.parametrize(
    ("head", "title", "copies"),
    [
        ("青石区委关于巡视整改进展情况的通报", "青石区委关于巡视整改进展情况的通报", 0),
        ("中共青石区委\n关于巡视整改进展情况的通报", "中共青石区委关于巡视整改进展情况的通报", 0),
        ("中共云川市青石区委\n关于巡视整改\n进展情况的通报", "中共云川市青石区委关于巡视整改进展情况的通报", 0),
        ("甲局关于整改的通报\n来源：甲局\n甲局关于整改的通报", "甲局关于整改的通报", 1),
        ("甲局关于整改的通报\n来源：甲局\n甲局关于\n整改的通报", "甲局关于整改的通报", 1),
        ("政 府 工 作 报 告", "政府工作报告", 0),
        ("2031年11月22日在云溪市十七届人大常委会第十六次会议上\n市审计局局长　李某", None, 0),
        ("——20311223日在云溪市第十五届人民代表大会\n常务委员会第三十六次会议上", None, 0),
        ("云溪区政务公开第3期\n2031年在建工程安全检查整改情况的报告", "2031年在建工程安全检查整改情况的报告", 0),
        (_LONG, _LONG, 0),
        ("----\n关于2031年度审计查出问题整改情况的报告", "关于2031年度审计查出问题整改情况的报告", 0),
        ("20311230日公告)\n关于审计查出\n问题整改情况的报告", "关于审计查出问题整改情况的报告", 0),
        (
            "工作报告\n云溪区2031年法治建设情况报告\n来源：甲局\n云溪区2031年法治建设情况报告",
            "云溪区2031年法治建设情况报告",
            1,
        ),
        ("云溪区法治建设工作报告\n甲区执法情况报告\n来源：甲局\n甲区执法情况报告", "甲区执法情况报告", 1),
        ("2031年度预算执行审计查出问题整改情况一览表", "2031年度预算执行审计查出问题整改情况一览表", 0),
        (
            "在全区督察反馈问题整改推进会上的讲话\n（2031年3月15日）\n区委书记 陈某",
            "在全区督察反馈问题整改推进会上的讲话",
            0,
        ),
        ("青石区：刀刃向内抓整改", "青石区：刀刃向内抓整改", 0),
        ("各位代表：", None, 0),
        ("", None, 0),
    ],
)
def test_titles(head: str, title: str | None, copies: int) -> None:
    source = read(f"{head}\n一、总体情况\n区委高度重视，逐条整改。\n")
    assert source.metadata.title == title
    assert len([item for item in source.chrome if item.kind is ChromeKind.TITLE]) == copies


def test_what_the_page_and_the_text_state() -> None:
    source = read(
        "来源：青石廉政网 发布时间：2022-12-08 09:30:05\n中共青石区委关于巡察整改进展情况的通报\n"
        "根据统一部署，2022年3月1日至5月20日，市委第二巡察组对青石区开展了巡察。现予以公布。\n"
        "一、整改情况\n已逐条整改。\n中共云川市青石区委员会\n二〇二二年十二月六日\n附件：整改台账\n"
    )
    metadata = source.metadata
    assert metadata.source == "青石廉政网"
    assert metadata.published == datetime(2022, 12, 8, 9, 30, 5)  # noqa: DTZ001 - pages state no zone
    assert metadata.issuing_body == "中共云川市青石区委员会"
    assert metadata.signed == date(2022, 12, 6)
    assert metadata.inspector == "市委第二巡察组"
    assert metadata.inspected == "2022年3月1日至5月20日"
    assert metadata.attachments == ("整改台账",)


def test_the_values_of_a_page_s_list_stand_below_its_labels() -> None:
    source = read(
        "• 发布机构:\n云溪区文体局\n• 成文日期:\n2031-05-04\n• 公开方式:\n主动公开\n云溪区文体局关于整改的通报\n"
        "日期:2031-05-06 08:46 来源:区文体局 浏览量:\n一、整改情况\n已逐条整改。\n"
    )
    assert len(source.chrome) == 7
    assert source.metadata.published == datetime(2031, 5, 6, 8, 46)  # noqa: DTZ001 - pages state no zone
    assert source.metadata.source == "区文体局"


def test_several_groups_inspected_together() -> None:
    metadata = read(
        "云溪产业集团党委关于巡察整改情况的通报\n根据统一部署，2031年4月上旬至6月中旬，市委第一巡察组、第六巡察组分别对"
        "云溪产业投资发展集团有限公司（以下简称“产投集团”）、云溪商贸集团有限公司（以下简称“商贸集团”）开展了政治巡察。\n"
    ).metadata
    assert metadata.inspector == "市委第一巡察组、第六巡察组"


@pytest.mark.parametrize(
    ("head", "tail", "body"),
    [
        ("云溪市审计局2031年第3号审计结果公告", "", "云溪市审计局"),
        ("《关于巡视整改情况的通报》政策解读", "", None),
        ("关于整改情况的公告", "云溪经济开发区管委会\n2031.5.21\n", "云溪经济开发区管委会"),
        ("关于整改情况的公告", "中共云溪县纪委\n云溪县监委\n2031年5月21日\n", "中共云溪县纪委、云溪县监委"),
        ("关于整改情况的公告", "云溪县委巡察办\n2031年5月21日\n", "云溪县委巡察办"),
        ("关于整改情况的公告", "中共云溪市委\n云溪市人民政府\n2031年5月31日\n", "中共云溪市委、云溪市人民政府"),
        (
            "关于整改情况的公告",
            "中共云溪县委巡察工作\n领导小组办公室\n2031年5月21日\n",
            "中共云溪县委巡察工作领导小组办公室",
        ),
        ("云溪县委关于整改的公告", "（二）建设区心理健康中心\n云溪县委\n2031年5月21日\n", "云溪县委"),
    ],
)
def test_who_issued_a_report(head: str, tail: str, body: str | None) -> None:
    assert read(f"{head}\n一、整改情况\n已逐条整改，群众满意。\n{tail}").metadata.issuing_body == body


def test_what_is_not_stated_is_none() -> None:
    metadata = read("一、整改情况\n已逐条整改。\n").metadata
    assert metadata.title is None
    assert metadata.source is None
    assert metadata.published is None
    assert metadata.issuing_body is None
    assert metadata.signed is None


def test_a_value_that_stands_for_millions_is_told_in_few_words(tmp_path: Path) -> None:
    path = tmp_path / "report.yml"
    nested = "甲"
    for one in "abcdefg":
        nested = f"[&{one} {nested}{f', *{one}' * 9}]"
    path.write_text(f"title: {nested}\n", encoding="utf-8")
    with pytest.raises(UserError, match="`title` is wrong") as caught:
        load_report_settings(path)
    assert len(caught.value.message) < 2_000


@pytest.mark.parametrize(
    ("yml", "says"),
    [
        ("titel: 甲", "`titel` is not a setting"),
        ("published: soon", "`published"),
        ("punctuation: wide", "`punctuation` is wrong"),
        ("outline: [{line: 0, heading: item}]", "outline.0.line"),
        ("outline: [{line: 1, heading: chapter}]", "outline.0.heading"),
        ("formerly: [old-2021, ../../x]", "`formerly` is wrong ('../../x' was never a report's address)"),
        ("formerly: [404.html]", "`formerly` is wrong"),
        ("formerly: ['']", "`formerly` is wrong"),
        ("- a", "expected `key: value` lines"),
        ("a: [", ":1:"),
        ("title: !!python/object/apply:os.system ['true']", "not valid YAML"),
        (f"title: {'[' * 3_000}{']' * 3_000}", "report.yml:1:47: not valid YAML (over 40 values within one another)"),
        (f"title: {'{a: ' * 100_000}", "over 40 values within one another"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(300)), "over 40 values within one another"),
        (f"? a\n: {'- ' * 200_000}甲", "over 40 values within one another"),
        (f"title: {'[' * 20}甲{']' * 20}", "`title` is wrong"),
    ],
)
def test_a_wrong_setting_names_file_key_and_reason(tmp_path: Path, yml: str, says: str) -> None:
    path = tmp_path / "report.yml"
    path.write_text(yml, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_report_settings(path)
    assert str(path) in caught.value.message
    assert says in caught.value.message
    assert "\n" not in caught.value.message
