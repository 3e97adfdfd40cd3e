"""What somebody who knows MkDocs writes into mkdocs.yml and docs_src is kept by `gongkai build`, the proof included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import SMALL, Project, copy_project, once
from tests.reading import parse

REPORT = f"{SMALL}2024年1月15日\n"
MKDOCS = """
site_dir: public
use_directory_urls: false
strange_key: 1
hooks: [hooks.py]
plugins:
  - gongkai
  - tags
markdown_extensions:
  - admonition
nav:
  - 首页: index.md
  - 说明:
      - 关于本站: about.md
      - guide/search.md
      - 云溪的通报: yunxi-2021/index.md
  - 标签: tags.md
  - 区政府: https://www.yunxi.example/
"""
PAGES = {
    "about.md": (
        "---\ntags: [办公]\n---\n# 关于本站\n\n"
        "!!! note\n    每月更新，见[检索](guide/search.md)和[通报](yunxi-2021/p1.md#f1)。\n"
    ),
    "guide/search.md": "# 怎样检索\n\n输入原文。\n",
    "guide/deeper/more.md": "# 更多\n\n再写一点。\n",
    "tags.md": "# 标签\n\n<!-- material/tags -->\n",
}


def _write(project: Project) -> None:
    for name, text in PAGES.items():
        path = project.root / "docs_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project.add_source("yunxi-2021", REPORT)
    project.add_source("yunxi-2023", REPORT.replace("2024", "2023"))


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    _write(project)
    config = project.root / "mkdocs.yml"
    given = config.read_text(encoding="utf-8").replace("plugins:\n  - gongkai\n", "")
    config.write_text(given + MKDOCS, encoding="utf-8")
    (project.root / "hooks.py").write_text(
        "def on_page_markdown(markdown, page, **_):\n"
        "    return markdown.replace('每月', '每季') if page.file.src_uri == 'about.md' else markdown\n",
        encoding="utf-8",
    )
    partials = project.root / "site_config" / "theme" / "partials"
    partials.mkdir(parents=True)
    for name in ("footer", "copyright", "header"):
        (partials / f"{name}.html").write_text(f"<p>own {name}</p>", encoding="utf-8")
    done = project.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "told.txt").write_text(done.stdout + done.stderr, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the project and what its build told."""
    return once(tmp_path_factory, "experienced", _build)


@pytest.fixture(scope="module")
def site(made: Path) -> Path:
    """The built site, where mkdocs.yml says."""
    return made / "project" / "public"


def listed(page: Path) -> list[tuple[str, str | None]]:
    """Return the entries of the list beside a page: words and address, no address for a title alone."""
    found = parse(page).xpath("(//nav[contains(@class, 'tree')])[1]//li/*[self::a or self::span]")
    return [("".join(node.itertext()).strip(), node.get("href")) for node in found]


def test_the_navigation_is_the_publishers(site: Path) -> None:
    assert listed(site / "about.html") == [
        ("首页", "index.html"),
        ("说明", None),
        ("关于本站", "about.html"),
        ("怎样检索", "guide/search.html"),
        ("云溪的通报", "yunxi-2021/index.html"),
        ("标签", "tags.html"),
        ("区政府", "https://www.yunxi.example/"),
        ("云溪区整改通报", "yunxi-2023/index.html"),
    ]
    own = listed(site / "yunxi-2021" / "p1.html")
    assert ("封面与目录", "index.html") in own
    assert not [words for words, _ in own if words in {"说明", "关于本站"}]


def test_pages_extension_tags_hook_and_overrides_are_there(site: Path) -> None:
    about = parse(site / "about.html")
    assert "每季更新" in "".join(about.xpath("//div[@class='admonition note']")[0].itertext())
    assert "关于本站" in "".join(parse(site / "tags.html").xpath("//article")[0].itertext())
    for page in ("about.html", "yunxi-2021/p1.html", "404.html"):
        told = (site / page).read_text(encoding="utf-8")
        assert "<p>own footer</p>" in told
        assert "<p>own header</p>" in told
    assert (site / "guide" / "deeper" / "more.html").is_file()


def test_every_reference_leads_to_a_file(site: Path) -> None:
    """Object storage has no index documents: a folder is no answer."""
    for page in site.rglob("*.html"):
        for address in parse(page).xpath("//@href | //@src"):
            if not address.startswith(("#", "http", "data:")):
                path, _, _ = str(address).partition("#")
                target = site / path.lstrip("/") if page.name == "404.html" else page.parent / path.partition("?")[0]
                assert target.is_file(), (page, address)


def test_an_unknown_key_is_told_each_time(made: Path) -> None:
    sentence = "mkdocs.yml: `strange_key` is not a setting; correct or remove it."
    told = (made / "told.txt").read_text(encoding="utf-8")
    assert sentence in told
    assert "guide/deeper/more.md" in told, "a page that the navigation leaves out"
    assert "check.md" not in told, "nobody has to list what gongkai writes"
    project = Project(made / "project")
    assert sentence in project.run("build").stderr
    assert "huadu" not in project.must("verify")


def test_pages_of_folders_are_in_the_navigation_by_themselves(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    _write(project)
    (project.root / "docs_src" / "tags.md").unlink()
    project.must("build")
    found = listed(project.site / "about" / "index.html")
    assert found[:2] == [("首页", ".."), ("关于本站", "./")]
    at = found.index(("Guide", None))
    assert found[at : at + 4] == [
        ("Guide", None),
        ("怎样检索", "../guide/search/"),
        ("Deeper", None),
        ("更多", "../guide/deeper/more/"),
    ]
    assert found[-2:] == [("云溪区整改通报", "../yunxi-2021/"), ("云溪区整改通报", "../yunxi-2023/")]


def test_an_address_with_signs_works(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source("yunxi-2021", REPORT)
    config = project.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', 'site_url: "https://x.example/a&b\'c/"'), encoding="utf-8")
    project.must("build")
    for page in project.site.rglob("*.html"):
        for address in parse(page).xpath("//script/@src | //link[@rel='stylesheet']/@href"):
            here = address.removeprefix("/a&b'c/")
            assert (project.site / here if here != address else page.parent / here).is_file(), (page, address)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site_url", "ftp://x.example/"),
        ("site_url", "https://x.example/a b/"),
        ("site_url", "https://x.example/?a"),
        ("site_url", "http://["),
        ("site_url", "x.example"),
        ("site_dir", "[a]"),
        ("docs_dir", "docs"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_named(empty_project: Project, key: str, value: str) -> None:
    empty_project.add_source("yunxi-2021", REPORT)
    config = empty_project.root / "mkdocs.yml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith(key)]
    config.write_text(
        "\n".join([*lines, f"{key}: {value}" if key == "site_dir" else f'{key}: "{value}"']), encoding="utf-8"
    )
    done = empty_project.run("build")
    assert done.returncode == 2
    assert f"mkdocs.yml: `{key}` is " in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_link_to_nothing_is_told_before_the_site_is_in_place(empty_project: Project) -> None:
    empty_project.add_source("yunxi-2021", REPORT)
    page = empty_project.root / "docs_src" / "about.md"
    page.write_text('# 关于\n\n<a href="../none/">没有</a>\n', encoding="utf-8")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert "about/index.html: the page leads to none/index.html, which the site does not have" in done.stderr
    assert not empty_project.site.exists()
