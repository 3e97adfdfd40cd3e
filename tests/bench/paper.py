"""Compares ways to print a report: `python tests/bench/paper.py` prints one table and asserts nothing.

Typst from the model, Chromium and WeasyPrint (`pip install weasyprint`) from the same built page 全文, in one run; each
once, without the time to start the program or the browser.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.edition.read import read_report  # noqa: E402 - a script finds its project first
from generator.paper.document import PaperSize  # noqa: E402
from generator.paper.press import Press  # noqa: E402
from generator.settings.paper import load_paper_settings  # noqa: E402
from generator.settings.project import Project as Sources  # noqa: E402
from tests.conftest import FLAGS  # noqa: E402
from tests.project import FIRST, copy_project  # noqa: E402

LOOK_ALIKES = re.compile("[\u2e80-\u2fdf]")
"""Matches Kangxi radicals, which look like Chinese characters and are found by no search for these."""


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return the seconds that `work` takes, and its result; only the first run counts, since Typst caches."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def tell(name: str, seconds: float, data: bytes) -> None:
    """Print a row: seconds, bytes, pages, tags, standard, number of radicals."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(document[index].get_textpage().get_text_bounded() for index in range(len(document)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tagged = "yes" if "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.Marked) else "no"
        with pdf.open_metadata() as metadata:
            standard = "UA-1" if metadata.get("pdfuaid:part") == "1" else "none"
    lost = len(LOOK_ALIKES.findall(text))
    print(
        f"{name:12} {seconds:6.2f} s {len(data):9,} bytes {len(document):3} pages  tagged: {tagged:3} "
        f" PDF/UA: {standard:5} look-alikes: {lost:,} of {len(text):,}"
    )


def main() -> None:
    """Build the first report in a copy of the project, make its PDF in three ways, and print the table."""
    with TemporaryDirectory() as temporary:
        project = copy_project(Path(temporary) / "project")
        project.must("build")
        full = project.site / FIRST / "full" / "index.html"
        sources = Sources(project.root)
        edition = read_report(sources, FIRST)
        press = Press(project.root, load_paper_settings(sources.paper_settings))
        tell("Typst", *timed(lambda: press.print(edition, "", PaperSize.STANDARD)))
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
            page = browser.new_page()

            def by_chromium() -> bytes:
                page.goto(full.as_uri())
                return page.pdf(prefer_css_page_size=True, tagged=True)

            tell("Chromium", *timed(by_chromium))
            browser.close()
        import weasyprint  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

        tell("WeasyPrint", *timed(lambda: bytes(weasyprint.HTML(str(full)).write_pdf(pdf_tags=True))))


if __name__ == "__main__":
    main()
