"""The single file: the whole report as one HTML file that needs no other file, for zip viewers, e-mail and archives."""

from __future__ import annotations

from html import escape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.errors import UserError
from generator.model.pages import ARTICLE, FULL, page_file
from generator.wording import say

_OWN = Path(__file__).with_name("single.css")
"""The single file's own style sheet."""

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{styles}</style>
</head>
<body class="kind kind--full" data-md-color-scheme="default">
<main class="md-content">
{article}
</main>
</body>
</html>
"""


def write_single(site: Path, slug: str, styles: Path) -> str:
    """Return the HTML of the single file, made from a report's built full page and the style sheets in `styles`.

    Raises UserError if a style sheet is missing.
    """
    tree = LexborHTMLParser(page_file(site / slug, FULL).read_text(encoding="utf-8"))
    for node in tree.css("a.permalink, nav.where, script, p.attached"):
        node.decompose()
    for link in tree.css(f"{ARTICLE} a[href]"):
        if not (link.attributes["href"] or "").startswith("#"):
            link.unwrap()
    article, running = tree.css_first(ARTICLE), tree.css_first("head > style")
    title = tree.css_first("title")
    assert article is not None
    assert title is not None
    return _PAGE.format(
        title=escape(title.text().strip()),
        styles=_styles(styles) + (running.text() if running else ""),
        article=f'<div class="md-typeset">{article.html}</div>',
    )


def _styles(folder: Path) -> str:
    """Return the style sheets that an article needs: three of the site's, and the single file's own single.css.

    The last is always gongkai's, even if the site has a style sheet of this name.
    """
    found = []
    for path in (folder / "colours.css", _OWN, folder / "text.css", folder / "print.css"):
        try:
            found.append(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UserError(
                say("{path}: can't be read ({reason}); restore it.", path=path, reason=error.strerror)
            ) from None
    return "\n".join(found)
