"""The form into which a reader pastes a quotation to check it; the theme's check.js gives the answer."""

from __future__ import annotations

FORM = (
    '<div class="checking" data-added markdown>',
    "贴入引文、段落或整篇文章，逐字核对它和本站通报的原文是不是一样。核对在读者自己的电脑或手机上进行，贴入的文字不会发送到任何地方。",
    (
        '<form class="check"><label for="check-text">要核对的文字</label>'
        '<textarea id="check-text" name="text" rows="5" autocomplete="off" spellcheck="false"></textarea>'
        '<button type="submit" class="md-button md-button--primary">核对</button></form>'
    ),
    "<noscript><p>这个浏览器没有运行本站的脚本，不能核对；可以打开“全文（一页）”，用浏览器自带的查找。</p></noscript>",
    '<div class="check__result" role="status"></div>',
    (
        "引号里的文字逐字核对；没有引号的文字，核对与通报相同的 12 个字以上的部分。"
        "全角和半角、空格和换行、繁体和简体，以及搜索时视为相同的写法，在这里也视为相同。\n{: .check__note }"
    ),
    "</div>",
)
"""The Markdown blocks: introduction, form, place for the answer, note."""
