"""An address that can't be used gets one proposed that can: on a terminal Enter takes it, elsewhere it is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.settings.slug import SlugError, check_slug, next_slug, proposed_slug
from tests.project import ROOT, Project
from tests.stopping import typed

REPORT = "云溪区整改通报\n一、总体情况\n（一）关于制度不全的问题\n1.针对台账不全的问题。已完成3份。\n"


@pytest.mark.parametrize(
    ("slug", "proposed"),
    [
        ("柳湾-2021", "liuwan-2021"),
        ("Liuwan_2021", "liuwan-2021"),
        ("柳湾2021年", "liuwan-2021-nian"),
        ("花都区", "huaduqu"),
        ("重庆市", "chongqingshi"),
        ("成都/都江堰", "chengdu-dujiangyan"),
        ("２０２１ 柳湾", "2021-liuwan"),
        ("Ünlü", "unlu"),
        ("con", "con-report"),
        ("Search", "search-report"),
        ("feeds", "feeds-report"),
        ("…", ""),
    ],
)
def test_what_is_proposed(slug: str, proposed: str) -> None:
    assert proposed_slug(slug) == proposed
    with pytest.raises(SlugError) as told:
        check_slug(slug)
    assert told.value.proposed == proposed
    assert (proposed or "like huadu-2021") in told.value.message


@given(st.text(max_size=60))
def test_what_is_proposed_can_be_used(slug: str) -> None:
    proposed = proposed_slug(slug)
    assert not proposed or check_slug(proposed) == proposed
    if proposed == slug != "":
        assert check_slug(slug) == slug
    else:
        with pytest.raises(SlugError) as told:
            check_slug(slug)
        assert told.value.proposed == proposed


@given(st.from_regex(r"[a-z0-9]{1,40}", fullmatch=True), st.integers(1, 12))
def test_the_next_one_is_free(slug: str, count: int) -> None:
    taken = {slug}
    for _ in range(count):
        found = next_slug(slug, taken)
        assert check_slug(found) not in taken
        taken.add(found)


def test_pypinyin_is_loaded_for_chinese_alone() -> None:
    program = (
        "import sys; from generator.settings.slug import proposed_slug as p; p('Liuwan_2021'); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert "generator.settings.slug" in loaded.stdout.split()
    assert "pypinyin" not in loaded.stdout.split()


def test_enter_takes_it(empty_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    folders = empty_project.root / "docs_src"
    code, said = typed(empty_project, tmp_path, "n\n", "add", file, "--slug", "柳湾-2021")
    assert (code, "Take liuwan-2021?" in said) == (1, True), said
    assert not (folders / "liuwan-2021").exists()
    code, said = typed(empty_project, tmp_path, "\n", "add", file, "--slug", "柳湾-2021")
    assert code == 0, said
    assert (folders / "liuwan-2021" / "source.txt").is_file()
    assert "gongkai publish liuwan-2021" in said
    code, said = typed(empty_project, tmp_path, "\n\n", "add", file, "--slug", "柳湾-2021")
    assert code == 0, said
    assert (folders / "liuwan-2021-2" / "source.txt").is_file()
    code, said = typed(empty_project, tmp_path, "\n", "rename", "liuwan-2021-2", "云溪_2023")
    assert code == 0, said
    assert (folders / "yunxi-2023" / "source.txt").is_file()


def test_elsewhere_it_is_named(empty_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    done = empty_project.run("add", file, "--slug", "柳湾-2021")
    assert done.returncode == 2
    assert "'柳湾-2021' can't be a report's address; liuwan-2021 can." in done.stderr
    empty_project.must("add", file, "--slug", "liuwan-2021")
    said = empty_project.run("add", file, "--slug", "liuwan-2021").stderr
    assert re.search("there is a report “liuwan-2021” already; choose another --slug, like liuwan-2021-2", said)
    done = empty_project.run("rename", "柳湾-2021", "yunxi-2021")
    assert done.returncode == 2
    assert "liuwan-2021 can." in done.stderr
