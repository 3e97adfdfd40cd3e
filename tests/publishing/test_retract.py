"""`gongkai retract` and `rename`: an address that was public always answers, and a text that must go is gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import Browser

from generator.files import checksum
from tests.project import Project, fingerprint
from tests.publishing.desk import LATER, NEAR, OTHER, edit, source, text_of, told, words_in, yml

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(project: Project) -> dict[object, object]:
    """Return the feed's ids, each with the entry's title."""
    root = etree.parse(project.site / "feed.xml").getroot()
    return {entry.findtext(f"{ATOM}id"): entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")}


def _feeds_with(project: Project, slug: str) -> list[Path]:
    """Return the feeds of bodies that tell of a report."""
    feeds = sorted((project.site / "feeds").glob("*.xml"))
    links = {feed: etree.parse(feed).getroot().xpath("//*[local-name()='entry']/*/@href") for feed in feeds}
    return [feed for feed in feeds if f"{slug}/" in links[feed]]  # type: ignore[operator]


def pieces(text: str, length: int = 12) -> set[str]:
    """Return every piece of a text, white space left out."""
    whole = "".join(text.split())
    return {whole[at : at + length] for at in range(len(whole) - length + 1)}


def _break_kept_versions(desk: Project, folder: Path) -> None:
    """Hold that the proof looks at what is kept of a report that was taken back, and at what else is in its folder."""
    site = Path(shutil.copytree(desk.site, folder / "broken"))
    version = site / NEAR / "versions" / "1" / "index.html"
    whole = version.read_text(encoding="utf-8")
    version.write_text(whole.replace("账目12笔", "账目13笔"), encoding="utf-8")
    desk.fails_proof(site, f"{NEAR}/versions/1/index.html: at source.txt:", "expected “2笔")
    version.write_text(whole, encoding="utf-8")
    source_of = version.with_name("source.txt")
    source_of.write_text(text_of(NEAR).replace("12笔", "13笔"), encoding="utf-8")
    desk.fails_proof(site, f"{NEAR}/versions/1/source.txt: the source is not the one that the cover names")
    source_of.write_text(text_of(NEAR), encoding="utf-8")
    (site / NEAR / "other.html").write_text(whole, encoding="utf-8")
    desk.fails_proof(site, f"{NEAR}/other.html: shows report text but is not in the reading order")


def test_the_address_says_what_stood_there_and_the_text_stays_as_a_version(desk: Project, tmp_path: Path) -> None:
    sum_ = checksum(source(desk, NEAR))
    ids = entries(desk)
    other = fingerprint(desk.site / OTHER)
    told(desk, "retract", NEAR)
    desk.must("retract", NEAR, "--reason", "数字有误", "--date", "2024-05-06")
    desk.must("build")
    page = (desk.site / NEAR / "index.html").read_text(encoding="utf-8")
    for words in ("2024年5月6日撤回", "数字有误", "中共云溪县委关于巡视整改进展情况的通报", sum_, "2021年11月3日"):
        assert words in page
    assert "账目12笔" in (desk.site / NEAR / "versions" / "1" / "index.html").read_text(encoding="utf-8")
    assert source(desk, NEAR).parent.joinpath("versions/1/source.txt").read_text("utf-8") == text_of(NEAR)
    assert "撤回" in (desk.site / NEAR / "p1f1" / "index.html").read_text(encoding="utf-8")
    assert entries(desk).keys() == ids.keys()
    assert any("已撤回" in str(title) for title in entries(desk).values())
    (feed,) = _feeds_with(desk, NEAR)
    assert len(list(etree.parse(feed).getroot().iter(f"{ATOM}entry"))) == 2, "the body's other report is in it as well"
    assert f"feeds/{feed.name}" in page
    for path in ("index.html", "search/search_index.json", "data/ledger.csv", "compare/index.html"):
        if (desk.site / path).is_file():
            assert "2021年账目" not in (desk.site / path).read_text(encoding="utf-8")
    assert not (desk.site / LATER / "earlier").exists()
    assert fingerprint(desk.site / OTHER) == other
    assert not (desk.root / "dist" / f"{NEAR}-offline.zip").exists()
    assert "version 1" in desk.must("verify")
    _break_kept_versions(desk, tmp_path)
    assert desk.run("convert", "--check").returncode == 0
    before = fingerprint(desk.root)
    desk.must("build")
    assert fingerprint(desk.root) == before
    assert "already" in told(desk, "retract", NEAR, "--reason", "再次")


def test_a_corrected_report_is_taken_back_without_its_comparison(desk: Project, tmp_path: Path) -> None:
    file = tmp_path / "corrected.txt"
    file.write_text(text_of(NEAR).replace("账目12笔", "账目13笔"), encoding="utf-8")
    desk.must("correct", NEAR, file, "--reason", "更正数字")
    desk.must("build")
    desk.must("retract", NEAR, "--reason", "数字有误")
    desk.must("build")
    page = (desk.site / NEAR / "versions" / "2" / "index.html").read_text(encoding="utf-8")
    assert "账目13笔" in page
    assert "更正</span>" in page
    assert "changes/" not in page
    desk.must("verify")


def test_of_a_text_that_may_not_stay_nothing_is_left(desk: Project) -> None:
    own = pieces(text_of(NEAR)) - pieces(text_of(LATER)) - pieces(text_of(OTHER))
    assert len(own) > 25
    before = words_in(desk.site)
    assert sum(piece in before for piece in own) > 25
    assert "2021年账目12笔" in words_in(desk.site / LATER)  # the report after it tells its problems
    desk.must("retract", NEAR, "--reason", "含有个人信息", "--remove-text", "--yes")
    desk.must("build")
    for folder in (desk.site, desk.root / "dist", desk.root / "docs_src", desk.root / "site_config"):
        after = words_in(folder)
        assert not [piece for piece in own if piece in after], folder
    page = (desk.site / NEAR / "index.html").read_text(encoding="utf-8")
    assert "含有个人信息" in page
    assert "校验码" in page
    assert [feed.name for feed in _feeds_with(desk, NEAR)] == [feed.name for feed in _feeds_with(desk, LATER)]
    assert not (desk.site / NEAR / "versions").exists()
    assert f"{NEAR}/" not in (desk.site / "index.html").read_text(encoding="utf-8"), "no list and no menu leads there"
    assert "撤回" in (desk.site / NEAR / "p1f1" / "index.html").read_text(encoding="utf-8")
    desk.must("verify")


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (("state: retracted", "state: retraced"), "`state` is wrong"),
        (("reason: 误发", "reason: [误发"), "not valid YAML"),
        (("reason: 误发", "reasons: 误发"), "reason"),
        (("retracted:", "#retracted:"), "yml"),
    ],
)
def test_a_slip_in_the_settings_of_what_was_taken_back_leaves_its_page(
    desk: Project, slip: tuple[str, str], says: str
) -> None:
    """They are all that is left of it: that nobody can read them must not take the page away."""
    desk.must("retract", NEAR, "--reason", "误发", "--remove-text", "--yes")
    desk.must("build")
    before = fingerprint(desk.site)
    settings = yml(desk, NEAR)
    whole = settings.read_text(encoding="utf-8")
    assert slip[0] in whole
    settings.write_text(whole.replace(*slip), encoding="utf-8")
    for command in (("build",), ("build", OTHER), ("convert",)):
        said = told(desk, *command)
        assert NEAR in said
        assert says in said
    assert NEAR in desk.run("status").stdout
    assert fingerprint(desk.site) == before
    desk.must("verify")


def test_what_the_site_has_of_a_report_without_source_and_readable_yml_stops_no_other(desk: Project) -> None:
    """Its pages stand: nothing is lost by building the others."""
    before = fingerprint(desk.site / NEAR)
    shutil.rmtree(source(desk, NEAR).parent)
    yml(desk, NEAR).write_text("state: [\n", encoding="utf-8")
    edit(desk, OTHER, "召开会议4次", "召开会议5次")
    desk.must("build", OTHER, "--accept-edit", OTHER)
    assert "召开会议5次" in (desk.site / OTHER / "full" / "index.html").read_text(encoding="utf-8")
    assert f"{NEAR}.yml" in told(desk, "build")
    assert fingerprint(desk.site / NEAR) == before


@pytest.mark.parametrize("name", [f"._{NEAR}", f"{NEAR} - 副本", f"_{NEAR}", "data", "a" * 41])
def test_a_yml_whose_name_is_no_address_stops_nothing(desk: Project, name: str) -> None:
    """No report ever had it: macOS leaves such a file on others' disks, people leave copies."""
    before = fingerprint(desk.site)
    (desk.root / "site_config" / "reports" / f"{name}.yml").write_bytes(b"\0\5\x16\7")
    desk.must("build")
    desk.must("convert", "--check")
    assert name not in desk.run("status").stdout
    assert fingerprint(desk.site) == before


def test_a_retraction_without_a_reason_leaves_the_page(desk: Project) -> None:
    desk.must("retract", NEAR, "--reason", "误发", "--remove-text", "--yes")
    desk.must("build")
    before = fingerprint(desk.site)
    yml(desk, NEAR).write_text("state: retracted\n", encoding="utf-8")
    for command in (("build",), ("build", OTHER), ("convert",)):
        assert f"{NEAR}.yml: it says `state: retracted` and not why" in told(desk, *command)
    assert fingerprint(desk.site) == before


def test_naming_it_is_enough_and_what_tells_of_it_follows(desk: Project) -> None:
    desk.must("retract", NEAR, "--reason", "含有个人信息", "--remove-text", "--yes")
    other = fingerprint(desk.site / NEAR)
    desk.must("build", OTHER)
    assert fingerprint(desk.site / NEAR) == other
    desk.must("build", NEAR)
    assert "2021年账目12笔" not in words_in(desk.site)


def test_a_folder_that_is_gone_can_be_taken_back(desk: Project) -> None:
    shutil.rmtree(source(desk, OTHER).parent)
    assert "nothing of its text is kept" in desk.must("retract", OTHER, "--reason", "误发")
    desk.must("build")
    assert "误发" in (desk.site / OTHER / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("retract", "qinghe", "--reason", "x"), "was never public"),
        (("retract", OTHER, "--reason", " "), "needs a reason"),
        (("retract", OTHER, "--reason", "x", "--date", "2999-01-01"), "in the future"),
        (("rename", OTHER, NEAR), "already"),
        (("rename", OTHER, "Lan_ze"), "can't be a report's address"),
        (("rename", OTHER, "yunxi"), "leads to"),
    ],
)
def test_what_is_refused_changes_nothing(desk: Project, arguments: tuple[str, ...], says: str) -> None:
    desk.add_source("qinghe", text_of(OTHER), "state: draft\n")
    yml(desk, NEAR).write_text(yml(desk, NEAR).read_text("utf-8") + "formerly: [yunxi]\n", "utf-8")
    before = fingerprint(desk.root)
    assert says in told(desk, *arguments)
    assert fingerprint(desk.root) == before


def test_an_edited_text_is_not_kept_as_the_published_one(desk: Project) -> None:
    edit(desk, OTHER, "12笔", "13笔")
    assert "is not the one that was published" in told(desk, "retract", OTHER, "--reason", "误发")


def test_a_renamed_report_is_taken_back_under_the_id_that_it_had(desk: Project) -> None:
    ids = entries(desk)
    desk.must("rename", OTHER, "lanze-xian")
    desk.must("retract", "lanze-xian", "--reason", "误发")
    desk.must("build")
    assert entries(desk).keys() == ids.keys()
    assert any("已撤回" in str(title) for title in entries(desk).values())
    desk.must("verify")


def test_old_addresses_lead_to_the_new_ones(desk: Project, tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "更正稿.txt"
    file.write_text(text_of(OTHER).replace("12笔", "13笔"), encoding="utf-8")
    desk.must("correct", OTHER, file, "--reason", "笔数有误")
    ids = entries(desk)
    desk.must("rename", OTHER, "lanze-xian")
    assert not source(desk, OTHER).parent.exists()
    assert not yml(desk, OTHER).exists()
    desk.must("build")
    new, old = desk.site / "lanze-xian", desk.site / OTHER
    html = {path.relative_to(new).as_posix() for path in new.rglob("*.html")}
    assert {path.relative_to(old).as_posix() for path in old.rglob("*.html")} == {
        f"{OTHER}.html" if name == "lanze-xian.html" else name for name in html
    }
    assert "versions/1/index.html" in html
    page = (old / "p1f1" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="../../lanze-xian/p1f1/">' in page
    assert 'http-equiv="refresh" content="0; url=../../lanze-xian/p1f1/"' in page
    redirects = (desk.site / "_redirects").read_text(encoding="utf-8")
    assert f"/{OTHER}/* /lanze-xian/:splat 301" in redirects
    for ending in (".pdf", "-large.pdf", ".bib", ".ris"):
        assert f"/{OTHER}/{OTHER}{ending} /lanze-xian/lanze-xian{ending} 301" in redirects
    with ZipFile(desk.site / "offline.zip") as bundle:
        assert not [name for name in bundle.namelist() if name.startswith("_")], "they are for the web server"
    assert entries(desk).keys() == ids.keys()
    desk.must("verify")
    shown = browser.new_page()
    shown.goto(f"{old.as_uri()}/p1f1/index.html#i1")
    shown.wait_for_url("**/lanze-xian/p1f1/#i1")
    shown.close()
    desk.must("rename", "lanze-xian", OTHER)
    assert f"formerly: [{OTHER}, lanze-xian]" in yml(desk, OTHER).read_text(encoding="utf-8")
    desk.must("build")
    assert entries(desk).keys() == ids.keys(), "it is the same report, back at its first address"
    redirects = (desk.site / "_redirects").read_text(encoding="utf-8")
    assert f"/lanze-xian/* /{OTHER}/:splat 301" in redirects
    assert f"/{OTHER}/* " not in redirects
    assert "http-equiv" not in (desk.site / OTHER / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    desk.must("verify")
