"""涉及文件: the documents that a report cites in 《》, each with the places that cite it."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import by_column, filters
from generator.writers.markdown.links import link_to

ACTS = {"made": "制定", "revised": "修订", "followed": "依据或落实"}
"""The words for what the report says was done with a document, by `Document.act`."""
_HEAD = ("序号", "文件", "发文机关和文号", "通报所述", "出处")


def write_documents(edition: Edition, slug: str) -> str:
    """Return the Markdown of the list of documents, in the order in which the report first cites them."""
    cited: dict[str, list[str]] = {}
    described: dict[str, tuple[str, str]] = {}
    for document in edition.facts.documents:
        title = edition.words(document.span)
        cited.setdefault(title, []).append(link_to(edition, document.span))
        by, number = edition.words(document.issuer), edition.words(document.number)
        act = ACTS[document.act] if document.act else ""
        old = described.get(title, ("", ""))
        described[title] = (old[0] or " ".join(filter(None, (by, number))), old[1] or act)
    total = sum(map(len, cited.values()))
    rows = (
        (str(number), escape(title), *map(escape, described[title]), "；".join(links))
        for number, (title, links) in enumerate(cited.items(), 1)
    )
    acts = (act for _, act in described.values() if act)
    choices = (by_column("act", "通报所述", _HEAD.index("通报所述"), acts),)
    form = filters("筛选涉及文件", "份", choices, tuple(enumerate(_HEAD[:4])))
    told = (
        f"通报用书名号提到 {len(cited)} 份文件，共 {total} 处，按第一次出现的先后排列。"
        if cited
        else "通报没有用书名号提到文件。"
    )
    blocks = [told, *([form] if cited else []), *table(_HEAD, rows)]
    return added_page(edition, slug, Added("documents", "涉及文件", "通报提到的文件和出处。"), blocks)
