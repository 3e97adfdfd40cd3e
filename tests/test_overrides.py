"""What a publisher puts into site_config/theme stands in for gongkai's own, and gongkai's own for Material's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import SMALL, Project, copy_project, mkdocs_build


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """Return a project of one report whose publisher has overridden a template's part, a style and the paper."""
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source("yunxi-2021", SMALL)
    theme = project.root / "site_config" / "theme"
    (theme / "partials").mkdir(parents=True)
    (theme / "partials" / "footer.html").write_text("<footer>云溪区政务公开办</footer>", encoding="utf-8")
    (theme / "assets" / "stylesheets").mkdir(parents=True)
    (theme / "assets" / "stylesheets" / "search.css").write_text(".own{color:red}", encoding="utf-8")
    return project


def test_overrides_of_the_publisher(site: Project) -> None:
    site.must("build")
    page = (site.site / "yunxi-2021" / "index.html").read_text(encoding="utf-8")
    assert "<footer>云溪区政务公开办</footer>" in page
    [style] = (site.site / "assets" / "stylesheets").glob("search.*.css")
    assert style.read_text(encoding="utf-8") == ".own{color:red}"
    # What is not overridden is ours: its name is no file of Material's.
    assert list((site.site / "assets" / "stylesheets").glob("text.*.css"))


def test_overrides_in_mkdocs_build_alone(site: Project) -> None:
    site.must("convert")
    mkdocs_build(site, site.site)
    assert "云溪区政务公开办" in (site.site / "yunxi-2021" / "index.html").read_text(encoding="utf-8")
    assert (site.site / "assets" / "stylesheets" / "search.css").read_text(encoding="utf-8") == ".own{color:red}"


def test_own_template_of_the_paper(site: Project) -> None:
    (site.root / "site_config" / "paper").mkdir(exist_ok=True)
    (site.root / "site_config" / "paper" / "report.typ").write_text("#let x = (", encoding="utf-8")
    done = site.run("build")
    assert done.returncode == 2
    assert "site_config/paper/report.typ" in done.stderr
    assert "Typst stopped" in done.stderr


def test_what_mkdocs_yml_says_stands(site: Project) -> None:
    config = site.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("theme:\n  name: material", "theme:\n  name: material\n  features: [navigation.tabs]")
    config.write_text(text + "extra_css: [own.css]\nmarkdown_extensions: [admonition, toc: {toc_depth: 2}]\n")
    (site.root / "docs_src" / "own.css").write_text(".own{}", encoding="utf-8")
    site.must("convert")
    loaded = mkdocs_build(site, site.site)
    assert loaded.theme["features"] == ["navigation.tabs"]
    assert loaded.theme["language"] == "zh"
    assert loaded.extra_css[-1] == "own.css"
    assert "admonition" in loaded.markdown_extensions
    assert loaded.mdx_configs["toc"] == {"permalink": False, "toc_depth": 2}
    page = (site.site / "yunxi-2021" / "index.html").read_text(encoding="utf-8")
    assert page.index("stylesheets/text.css") < page.index("own.css")
    assert 'data-md-component="search"' in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "site_name: a\nextra:\n  x: 1\n  x: 2\n",
            "mkdocs.yml:4: not valid YAML (`x` stands here and in line 3; keep one of them)",
        ),
        (
            "site_name: a\nplugins: [gongkai]\nsite_name: b\n",
            "mkdocs.yml:3: not valid YAML (`site_name` stands here and in line 1;",
        ),
        ("site_name: a\nextra: {x: 1, x: 2}\n", "mkdocs.yml:2: not valid YAML (`x` stands here and in line 2;"),
        ("site_name: 公开\n".encode("gb18030"), "save it as UTF-8 text."),
    ],
)
def test_a_mistake_in_mkdocs_yml_is_a_sentence(site: Project, text: str | bytes, told: str) -> None:
    (site.root / "mkdocs.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    done = site.run("build")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("name: material", "name: mkdocs", "mkdocs.yml: gongkai's pages need the theme `material`, not `mkdocs`"),
        ("- gongkai", "- search", "mkdocs.yml: gongkai's plugin is missing; put `- gongkai` under `plugins`."),
    ],
)
def test_a_site_without_what_gongkai_needs_is_told(site: Project, ours: str, theirs: str, told: str) -> None:
    config = site.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace(ours, theirs), encoding="utf-8")
    done = site.run("build")
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize("name", ["main.html", "partials/footer.html", "assets/stylesheets/text.css"])
def test_a_folder_in_the_place_of_a_file_of_the_theme_is_told(empty_project: Project, name: str) -> None:
    folder = empty_project.root / "site_config" / "theme" / name
    folder.mkdir(parents=True)
    empty_project.add_source("yunxi", SMALL)
    done = empty_project.run("build")
    assert done.returncode == 2
    assert f"{folder}: is a folder, and the theme has a file of this name" in done.stderr
    assert "Traceback" not in done.stderr
