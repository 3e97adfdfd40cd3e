"""The results of a build shown to readers: downloads and proof on a report's pages, proof.json and SHA256SUMS.

MkDocs leaves an empty element on the pages that show results; it is filled here after the files are made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from generator.files import checksum, names_in, write_all
from generator.model.pages import FULL, NAMED, PROOF, page_file
from generator.progress import Proven, told_size
from generator.proof.files.manifest import MANIFEST, SIGNATURE, SUMS, sums_text
from generator.proof.files.signature import NAMESPACE, PRINCIPAL, SIGNERS
from generator.proof.files.whole import taken_along
from generator.proof.outputs import Output
from generator.proof.pdf import count_pages
from generator.proof.standard import Standard
from generator.proof.verify import SITE_BUNDLE, in_bundle, proven_row
from generator.writers.report.cover import DOWNLOADS
from generator.writers.report.evidence import RESULTS

_TOLD = (
    ("PDF", "公文版式，可打印、检索，供读屏软件朗读"),
    ("大字版 PDF", "20 磅以上"),
    ("单文件网页", "全文在一个文件里"),
    ("离线包", "解压后双击“打开.html”，不用网络，可以搜索"),
    ("BibTeX", "著录条目，供 LaTeX 和文献管理软件"),
    ("RIS", "著录条目，供 Zotero、EndNote、NoteExpress 等"),
)
"""Label and purpose of each download, in the order of `NAMED`."""
FILES = tuple((f"{{slug}}{ending}", *told) for ending, told in zip(NAMED, _TOLD, strict=True))
"""The downloads of a report: file name with a placeholder for the slug, label, purpose."""

_OUTPUTS = {
    "section pages": "分节网页",
    "full page": "全文网页",
    "single file": "单文件网页",
    "PDF": "PDF",
    "PDF, large print": "大字版 PDF",
}


_SIGNED = (
    f'<p>签名：清单由发布单位签名（<a href="{{up}}{SIGNATURE}" download>{SIGNATURE}</a>）。'
    f'把清单、签名和发布单位的公钥文件 <a href="{{up}}../{SIGNERS}" download>{SIGNERS}</a> 放在同一个文件夹，运行 '
    f"<code>ssh-keygen -Y verify -f {SIGNERS} -I {PRINCIPAL} -n {NAMESPACE} -s {SIGNATURE} &lt; {MANIFEST}</code>；"
    "公钥应当与发布单位另行公布的一致。</p>"
)
_UNSIGNED = "<p>签名：本站没有签名，校验码只能发现意外的损坏，不能发现有人连校验码一起改动。</p>"
"""What the proof page says of signatures. It follows the settings: the build ends before the site is signed."""


def claims(folder: Path, standard: Standard, pages: int) -> list[Proven]:
    """Return the results that the proof must have for a report's folder, the offline bundle left out.

    The pages show these results before the proof runs: it then reads the pages only once, in their final form.
    `standard` is the published text that outputs are compared with; `pages` is the number of cover and section pages.
    """
    slug = folder.name
    found: list[tuple[str, str, int, Standard]] = []
    versions = [(f"version {number}", 1, of) for number, of in enumerate(standard.versions, 1)]
    of_pages = [("section pages", pages, standard), ("full page", 1, standard), ("single file", 1, standard), *versions]
    found += [(name, f"{slug}.html" if name == "single file" else "", count, of) for name, count, of in of_pages]
    for name, file in (("PDF", f"{slug}.pdf"), ("PDF, large print", f"{slug}-large.pdf")):
        if (folder / file).is_file():
            found.append((name, file, count_pages((folder / file).read_bytes()), standard))
    return [proven_row(slug, Output(name, file, count, (), 0), of) for name, file, count, of in found]


def claims_of_bundle(rows: Iterable[Proven], bundle: str) -> list[Proven]:
    """Return the results that the proof must have for a report's offline bundle: those of `rows` without the PDFs."""
    return in_bundle((row for row in rows if not row.file.endswith(".pdf")), bundle, 0)


def write_evidence_files(
    folder: Path, rows: Iterable[Proven], source: str, blank: dict[Path, str], *, signed: bool
) -> dict[Path, str]:
    """Return the content of SHA256SUMS, proof.json and the `blank` pages filled with results, by path.

    `rows` are the proof's results (other reports' are ignored), `source` is the name of the source file, `blank` are
    the pages as MkDocs made them, `signed` says whether the settings name a signing key.
    """
    mine = [row for row in rows if row.report == folder.name]
    sums = {name: checksum(folder / name) for name in taken_along(folder.name, names_in(folder))}
    files = {
        folder / SUMS: sums_text(sums),
        folder / "proof.json": _json(folder, mine, source, sums),
    }
    for path, html in blank.items():
        if path == folder / "index.html":
            files[path] = put_in(html, DOWNLOADS, _downloads(folder, sums))
        elif path == page_file(folder, FULL):
            files[path] = put_in(html, DOWNLOADS, _on_paper(folder, sums))
        elif path == page_file(folder, PROOF):
            files[path] = put_in(html, RESULTS, _results(mine, sums, _up(folder), signed=signed))
    return files


def list_site_bundle(home: Path, bundle: Path) -> None:
    """Add a link to the bundle of all reports to the home page, if both exist."""
    if bundle.is_file() and home.is_file():
        item = (
            f'<div class="downloads" data-added><p><a href="{bundle.name}" download>全部通报的离线包</a> '
            f'<span class="downloads__what">{told_size(bundle.stat().st_size)} · 解压后双击“打开.html”</span>'
            f'<code class="downloads__sum"><abbr title="校验码">SHA-256</abbr> {checksum(bundle)}</code></p></div>'
        )
        html = home.read_text(encoding="utf-8")
        write_all({home: put_in(html, DOWNLOADS, item)})


def blank_pages(folder: Path) -> dict[Path, str]:
    """Return the HTML of a report's cover, full page and proof page before results are filled in, by path."""
    paths = (folder / "index.html", page_file(folder, FULL), page_file(folder, PROOF))
    return {path: path.read_text(encoding="utf-8") for path in paths if path.is_file()}


def put_in(html: str, element: str, filled: str) -> str:
    """Return a page with an empty `element` replaced by `filled`; the report's text, escaped, can't be mistaken for it.

    Python-Markdown prints attributes without a value in two ways: `data-x` as is, or `data-x="data-x"` if the element
    stands inside another element of ours.
    """
    for printed in (element, re.sub(r" (data-\w+)(?=[ >])", r' \1="\1"', element)):
        html = html.replace(printed, filled, 1)
    return html


def _downloads(folder: Path, sums: dict[str, str]) -> str:
    items = []
    for pattern, label, purpose in FILES:
        name = pattern.format(slug=folder.name)
        if name in sums:
            size = told_size((folder / name).stat().st_size)
            items.append(
                f'<li><a href="{name}" download>{label}</a> <span class="downloads__what">{size} · {purpose}</span>'
                f'<code class="downloads__sum"><abbr title="校验码">SHA-256</abbr> {sums[name]}</code></li>'
            )
    if not items:
        return DOWNLOADS
    return (
        '<div class="downloads" data-added><h3 id="downloads">下载</h3><ul>' + "".join(items) + "</ul>"
        f'<p><a href="{PROOF}{"/" if _up(folder) else ".html"}">完整性核验</a>：与原文逐字核对的结果。</p></div>'
    )


def _on_paper(folder: Path, sums: dict[str, str]) -> str:
    """Return links to the PDFs for the full page, which readers open to print."""
    links = [
        f'<a href="{_up(folder)}{name}" download>{label}</a>（{told_size((folder / name).stat().st_size)}）'
        for pattern, label, _ in FILES
        if (name := pattern.format(slug=folder.name)) in sums and name.endswith(".pdf")
    ]
    return f'<p class="downloads" data-added>打印或存档：{"，".join(links)}</p>' if links else DOWNLOADS


def _named(output: str) -> str:
    """Return the Chinese name of an output; `….zip: section pages` is 离线包中的分节网页."""
    bundle, _, inside = output.rpartition(": ")
    version = inside.removeprefix("version ")
    name = f"第{escape(version)}版（旧版本）" if version != inside else _OUTPUTS.get(inside, escape(inside))
    return f"{'全部通报的' if bundle == SITE_BUNDLE else ''}离线包中的{name}" if bundle else name


def _results(rows: list[Proven], sums: dict[str, str], up: str, *, signed: bool) -> str:
    body = "".join(
        f"<tr><th scope='row'>{_named(row.output)}</th><td>{row.pages}</td>"
        f"<td>{row.proven:,} / {row.total:,}</td><td>{'一致' if row.proven == row.total else '不一致'}</td></tr>"
        for row in rows
    )
    digests = "".join(
        f"<tr><th scope='row'><a href='{up}{name}'>{name}</a></th><td><code>{digest}</code></td></tr>"
        for name, digest in sums.items()
    )
    head = _head("形式", "页数", "核对字数 / 原文字数", "结果")
    sum_head = _head("文件", "SHA-256 校验码")
    return (
        '<div class="proof" data-added>'
        f"<table><caption>逐字核对</caption><thead>{head}</thead><tbody>{body}</tbody></table>"
        f'<table class="sums"><caption>校验码</caption><thead>{sum_head}</thead><tbody>{digests}</tbody></table>'
        f'<p>校验码文件：<a href="{up}{SUMS}" download>{SUMS}</a>；'
        f'全部文件的清单：<a href="{up}{MANIFEST}">{MANIFEST}</a>；'
        f'机器可读的核对结果：<a href="{up}proof.json">proof.json</a>。</p>'
        f"{_SIGNED.format(up=up) if signed else _UNSIGNED}</div>"
    )


def _up(folder: Path) -> str:
    """Return the relative path from the proof page to the report's folder: empty or `../`."""
    return "" if page_file(folder, PROOF).parent == folder else "../"


def _head(*names: str) -> str:
    cells = "".join(f"<th scope='col'>{name}</th>" for name in names)
    return f"<tr>{cells}</tr>"


def _json(folder: Path, rows: list[Proven], source: str, sums: dict[str, str]) -> str:
    outputs: list[dict[str, Any]] = [
        {
            "output": row.output,
            "file": row.file or None,
            "pages": row.pages,
            "characters_proven": row.proven,
            "characters_in_source": row.total,
            "compared": row.compared,
        }
        for row in rows
    ]
    record = {"report": folder.name, "source": source, "sha256": sums, "outputs": outputs}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
