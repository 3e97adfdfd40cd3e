"""Whatever a correction does: what is cited is found again, and no address ever means another text in silence."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.edition.align import SAME, likeness
from generator.edition.change import Fate
from generator.edition.history import History, Version, history_of
from generator.edition.read import with_versions
from generator.edition.units import Unit
from generator.model.report import Kind
from generator.settings.report import ReportSettings

REPORT = """中共云溪县委关于巡视整改进展情况的通报
根据统一部署，2023年3月至5月，省委巡视组对云溪县进行了巡视。
县委认真对待巡视反馈意见，现将整改进展情况予以公布。
一、整改落实情况
县委召开常委会会议专题研究整改工作。
（一）关于学习不够深入的问题
1.针对制度不全问题。一是修订完善学习制度3项。二是召开专题会议4次。
2.针对调研不够问题。组织干部下乡走访群众1200人次。
（二）关于监管不到位的问题
1.针对账目不清问题。一是清理往来账目12笔。二是收回欠款35万元。
整改措施：
由县财政局牵头逐笔核对，限期收回。
2.针对工程拖延问题。督促施工单位倒排工期。
整改措施：
由县住建局每周通报进度。
二、下一步工作打算
继续抓好后续整改，巩固整改成果。
加强对整改情况的监督检查。
联系电话：0750-1234567。
中共云溪县委员会
2023年11月3日
"""


def versions(*texts: str) -> History:
    """Return the history of a report with these sources, one correction after the other."""
    with TemporaryDirectory() as folder:
        sources = []
        for number, text in enumerate(texts):
            path = Path(folder) / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            corrections = [{"date": f"2024-01-{day + 1:02}", "reason": "改正"} for day in range(number)]
            sources.append((path, ReportSettings.model_validate({"corrections": corrections})))
        return history_of(with_versions(sources))


def by_text(history: History, number: int) -> dict[str, str]:
    """Return the ids of a version's paragraphs by their words."""
    return {unit.characters: unit.id for unit in history.versions[number - 1].units}


def test_a_paragraph_put_in_before_changes_no_address() -> None:
    new = (
        REPORT.replace("县委召开", "县委向全县干部通报了反馈意见。\n县委召开")
        .replace("（一）关于学习", "（一）关于作风不实的问题\n针对作风不实问题，开展专项整治。\n（二）关于学习")
        .replace("（二）关于监管", "（三）关于监管")
    )
    history = versions(REPORT, new)
    before, after = by_text(history, 1), by_text(history, 2)
    for words, identifier in before.items():
        assert (
            after.get(words.replace("（二）关于监管", "（三）关于监管").replace("（一）关于学习", "（二）关于学习"))
            == identifier
        )
    assert after["县委向全县干部通报了反馈意见。"] == "p1d1-v2"
    assert after["（一）关于作风不实的问题"] == "p1f1-v2"
    assert after["针对作风不实问题，开展专项整治。"] == "p1f1-v2d1"
    assert history.gone == ()
    assert set(history.corrected) == {"p1f1", "p1f2"}  # counted anew, and nothing else


def test_a_paragraph_taken_out_leaves_its_number_to_nobody() -> None:
    new = REPORT.replace("县委召开常委会会议专题研究整改工作。\n", "")
    newer = new.replace("（一）关于学习", "全县上下迅速行动，逐条认领问题。\n（一）关于学习")
    history = versions(REPORT, new, newer)
    assert [(gone.page, gone.anchor, gone.last.number, gone.now) for gone in history.gone] == [("p1", "d1", 1, None)]
    assert by_text(history, 3)["全县上下迅速行动，逐条认领问题。"] == "p1d1-v3"


def test_what_was_taken_out_and_is_back_has_its_id_again() -> None:
    new = REPORT.replace("县委召开常委会会议专题研究整改工作。\n", "")
    history = versions(REPORT, new, REPORT)
    assert by_text(history, 3) == by_text(history, 1)
    assert history.gone == ()


def test_a_corrected_paragraph_is_the_same_one() -> None:
    history = versions(REPORT, REPORT.replace("往来账目12笔", "往来账目13笔").replace("2023年11月3日", "2024年1月2日"))
    assert list(by_text(history, 1).values()) == list(by_text(history, 2).values())
    assert set(history.corrected) == {"p1f2i1m1", "date"}


def test_a_paragraph_that_was_moved_is_not_the_one_in_its_place() -> None:
    line = "由县住建局每周通报进度。\n"
    new = REPORT.replace(line, line.replace("每周", "每月")).replace("继续抓好", line + "继续抓好")
    assert by_text(versions(REPORT, new), 2)["由县住建局每周通报进度。"] == "p1f2i2d3"


def test_another_paragraph_in_its_place_is_another_one() -> None:
    history = versions(
        REPORT, REPORT.replace("组织干部下乡走访群众1200人次。", "开展专题培训，覆盖全县二十个乡镇的干部。")
    )
    assert by_text(history, 2)["开展专题培训，覆盖全县二十个乡镇的干部。"] == "p1f1i2d1-v2"
    assert [(gone.page, gone.anchor, gone.now) for gone in history.gone] == [("p1f1", "i2d1", None)]


def test_a_section_with_a_new_heading_is_the_same_one() -> None:
    history = versions(REPORT, REPORT.replace("关于监管不到位的问题", "财务和工程管理方面"))
    assert by_text(history, 2)["（二）财务和工程管理方面"] == "p1f2"
    assert list(history.corrected) == ["p1f2"]


def test_a_section_that_is_gone_and_what_it_held() -> None:
    start, rest = REPORT.split("（一）关于学习")
    history = versions(REPORT, start + "（一）" + rest.split("（二）")[1])
    assert list(history.gone_pages) == ["p1f1"]
    assert {gone.anchor for gone in history.gone if gone.page == "p1f1"} == {"p1f1", "i1", "i1m1", "i1m2", "i2", "i2d1"}
    assert by_text(history, 2)["（一）关于监管不到位的问题"] == "p1f2"


def test_a_paragraph_moved_to_another_page_is_told_where_it_was() -> None:
    line = "由县住建局每周通报进度。\n"
    history = versions(REPORT, REPORT.replace(line, "").replace("继续抓好", line + "继续抓好"))
    unit = next(unit for unit in history.current.units if unit.text == line.strip())
    assert (unit.id, unit.page, unit.anchor) == ("p1f2i2d3", "p2", "was-p1f2i2d3")
    gone = {(gone.page, gone.anchor): gone.now for gone in history.gone}
    assert gone == {("p1f2", "i2d3"): unit}
    assert [change.fate for change in history.steps[0][2] if change.id == unit.id] == [Fate.MOVED]


SINGLE = {Kind.TITLE, Kind.SIGNATURE, Kind.DATE, Kind.CONTACT, Kind.NOTICE}
WORDS = st.text("整改落实推进完善制度资金项目审计群众干部监督2023年，。（）", min_size=1, max_size=40)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("remove"), st.integers(1, 60)),
        st.tuples(st.just("insert"), st.integers(1, 60), WORDS),
        st.tuples(st.just("heading"), st.integers(1, 60), st.sampled_from(["一、", "（一）", "（三）", "2."]), WORDS),
        st.tuples(st.just("move"), st.integers(1, 60), st.integers(1, 60)),
        st.tuples(st.just("change"), st.integers(1, 60), st.integers(0, 40), WORDS),
    ),
    min_size=1,
    max_size=6,
)


def edited(text: str, edits: list[tuple[str, int, *tuple[object, ...]]]) -> str:
    """Return a text with lines removed, put in, moved and changed; its title stays."""
    lines = text.splitlines()
    for kind, place, *rest in edits:
        at = min(place, len(lines) - 1) or 1
        if kind == "remove" and len(lines) > 3:
            del lines[at]
        elif kind in {"insert", "heading"}:
            lines.insert(at, "".join(map(str, rest)))
        elif kind == "move" and isinstance(rest[0], int):
            lines.insert(min(rest[0], len(lines) - 1), lines.pop(at))
        elif kind == "change" and isinstance(rest[0], int):
            cut = rest[0]
            lines[at] = lines[at][:cut] + str(rest[1]) + lines[at][cut:]
    return "\n".join(lines) + "\n"


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_any_corrections(rounds: list[list[tuple[str, int, *tuple[object, ...]]]]) -> None:
    texts = [REPORT]
    for edits in rounds:
        texts.append(edited(texts[-1], edits))
    all_is_well(versions(*texts))


def all_is_well(history: History) -> None:
    """Check all that holds for any versions."""
    used: dict[str, Unit] = {}
    for version in history.versions:
        ids = [node.id for node in version.edition.report.walk()]
        assert len(set(ids)) == len(ids), "an id stands twice"
        addresses = Counter((unit.page, unit.anchor) for unit in version.units)
        assert max(addresses.values()) == 1, "two paragraphs at one address"
    for before, after in pairwise(history.versions):
        used.update(before.by_id)
        nothing_lost(before, after)
        nothing_mistaken(before, after, used)
    every_address_answers(history)


SAME_LINES = st.lists(
    st.sampled_from(
        [
            "一、甲方面",
            "二、乙方面",
            "（一）关于学习的问题",
            "（二）关于账目的问题",
            "1.针对次数问题。一是开会3次。二是检查2次。",
            "2.针对台账问题。一是清理账目9笔。",
            "整改措施：",
            "持续推进整改。",
            "修订制度7项。",
        ]
    ),
    min_size=2,
    max_size=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(SAME_LINES, SAME_LINES, SAME_LINES)
def test_any_corrections_of_lines_that_stand_often(one: list[str], two: list[str], three: list[str]) -> None:
    head = "某县关于巡视整改的通报\n现予以公布。\n"
    all_is_well(versions(*(head + "\n".join(lines) for lines in (one, two, three))))


def nothing_lost(before: Version, after: Version) -> None:
    """Check that each text that stands once in both versions has one id in both."""
    olds, news = Counter(unit.key for unit in before.units), Counter(unit.key for unit in after.units)
    known = {(unit.key, unit.category): unit.id for unit in before.units if olds[unit.key] == 1}
    for unit in after.units:
        if news[unit.key] == 1 and len(unit.key) >= 6 and (unit.key, unit.category) in known:
            assert unit.id == known[unit.key, unit.category], f"{unit.text} lost its id"


def nothing_mistaken(before: Version, after: Version, used: dict[str, Unit]) -> None:
    """Check that an id that was ever given is given to nothing but the same paragraph, or a section that holds it."""
    holders = {above for unit in after.units for above in unit.above[:-1]}
    for unit in after.units:
        if unit.id in before.by_id:
            was = before.by_id[unit.id]
            alike = likeness(was.key, unit.key) >= SAME or unit.kind in SINGLE or unit.id in holders
            assert alike, f"{was.text} became {unit.text}"
        elif unit.id in used:
            assert used[unit.id].key == unit.key, f"{unit.id} was {used[unit.id].text}, is {unit.text}"


def every_address_answers(history: History) -> None:
    """Check that each address that ever was leads to the same paragraph, or to what became of it."""
    live = {(unit.page, unit.anchor): unit.id for unit in history.current.units}
    told = {(gone.page, gone.anchor) for gone in history.gone}
    for unit in (unit for version in history.earlier for unit in version.units if unit.kind is not Kind.TITLE):
        place = unit.page, unit.anchor
        assert live.get(place, unit.id) == unit.id, "an old address means another paragraph"
        assert (place in live) != (place in told)
