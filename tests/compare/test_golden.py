"""Golden Markdown: the pages that set reports beside each other, of the invented portal, in tests/compare/golden/.

To accept a change after reading it in the diff: `python -m tests.compare.test_golden`.
"""

from __future__ import annotations

from pathlib import Path

from generator.build.convert import convert_compare
from generator.compare.compared import compared
from generator.edition.listed import listed
from generator.settings.project import Project as Sources
from generator.writers.facts.earlier import write_earlier
from tests.compare.portal import make, read

GOLDEN = Path(__file__).parent / "golden"


def written(folder: Path) -> dict[str, str]:
    """Return the pages by file name; `folder` is one to make the portal in."""
    project = make(folder)
    reports = read(project)
    lists = [listed(edition, slug) for slug, edition in reports.items()]
    files, _ = convert_compare(Sources(project.root), lists, lambda slug: compared(reports[slug]))
    pages = {path.name: str(text) for path, text in files.items()}
    later = {slug: edition for slug, edition in reports.items() if edition.series.before}
    return pages | {f"{slug}-earlier.md": write_earlier(edition, slug) for slug, edition in later.items()}


def test_markdown(tmp_path: Path) -> None:
    golden = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*")}
    found = written(tmp_path / "project")
    assert sorted(found) == sorted(golden)
    for file, text in found.items():
        assert text == golden[file], file


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*"):
        old.unlink()
    with TemporaryDirectory() as place:
        for name, text in written(Path(place) / "project").items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
