"""What the preview adds to pages: a script that reloads changed pages, links to downloads, and the error page."""

from __future__ import annotations

from html import escape

from generator.build.evidence import FILES, put_in
from generator.wording import say
from generator.writers.report.cover import DOWNLOADS

CHANGED = "/.preview/changed"
"""The address at which a page asks whether it has changed."""

_SCRIPT = """<script>(function(){var at=%s;function ask(){fetch("%s?at="+encodeURIComponent(at)+"&path="+
encodeURIComponent(location.pathname)).then(function(answer){return answer.text()}).then(function(now){
if(now&&now!==at){location.reload()}else{setTimeout(ask,100)}}).catch(function(){setTimeout(ask,1000)})}
ask()})()</script>"""

_MISTAKE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>gongkai</title><style>body{{font:1.1rem/1.7 sans-serif;margin:12vh auto;max-width:44rem;padding:0 1.5rem}}
p:first-of-type{{border-left:.3rem solid #b3261e;padding-left:1rem;overflow-wrap:anywhere}}</style></head>
<body><p role="alert">{told}</p><p>{then}</p></body></html>
"""


def watching(html: str, stamp: str) -> str:
    """Return a page with a script that reloads it as soon as its stamp differs from `stamp`."""
    script = _SCRIPT % (f'"{stamp}"', CHANGED)
    head, end, rest = html.rpartition("</body>")
    return f"{head}{script}{end}{rest}" if end else html + script


def mistake(sentence: str, language: str) -> str:
    """Return the page that shows an error."""
    then = say("Correct it and save; this page shows the result by itself.")
    return _MISTAKE.format(language=language, told=escape(sentence), then=escape(then))


def with_downloads(html: str, slug: str) -> str:
    """Return a cover with links to the downloads that a build lists there, without sizes, which only a build knows."""
    items = "".join(f'<li><a href="{pattern.format(slug=slug)}">{label}</a></li>' for pattern, label, _ in FILES)
    filled = f'<div class="downloads" data-added><h3 id="downloads">下载</h3><ul>{items}</ul></div>'
    return put_in(html, DOWNLOADS, filled)
