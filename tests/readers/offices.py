"""One report as different offices would have typed, saved or printed it: bytes of a file for each way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from tests.readers.word import files, p, packed

Lines = Sequence[str]
Way = Callable[[Lines], bytes]
INDENT = "　　"
_MARK = re.compile(
    r"(?P<open>[（(])?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<close>[）)])?(?P<mark>[.．、])?(?=\D)"
)
_TOKEN = re.compile(r"[A-Za-z\d.,%@/:_+-]+|.")
_NO_START = frozenset("，。、；：！？）》”’」』】〕,.;:!?)%")


def broken(line: str, width: int, first: int = 0) -> list[str]:
    """Return a line broken to a width in halves of a Chinese character; a mark may hang out, a number stays whole."""
    pieces, piece, used = [], "", first
    for token in _TOKEN.findall(line):
        needed = sum(1 if character.isascii() else 2 for character in token)
        if piece and used + needed > width and token not in _NO_START:
            pieces.append(piece)
            piece, used = "", 0
        piece += token
        used += needed
    return [*pieces, piece]


def _paragraphs(lines: Lines, width: int, indent: str, between: str) -> str:
    title, *rest = lines
    first = len(indent) + indent.count("　")
    body = (indent + "\n".join(broken(line, width, first)) for line in rest)
    return between.join(["\n".join(broken(title, width)), *body]) + "\n"


def _paged(lines: Lines) -> str:
    """Return a text of pages, each with its number below."""
    rows = _paragraphs(lines, 60, INDENT, "\n").splitlines()
    pages = [rows[at : at + 12] for at in range(0, len(rows), 12)]
    return "\n".join("\n".join([*page, f"\n— {number} —\n"]) for number, page in enumerate(pages, 1))


def _numbered(form: Callable[[re.Match[str]], str]) -> Callable[[Lines], str]:
    """Return a text whose lines begin with the numbers that `form` makes of theirs."""

    def write(lines: Lines) -> str:
        return "\n".join(form(match) + line[match.end() :] if (match := _is_numbered(line)) else line for line in lines)

    return write


def _is_numbered(line: str) -> re.Match[str] | None:
    match = _MARK.match(line)
    return match if match and (match["mark"] or (match["open"] and match["close"])) else None


def _one_character(match: re.Match[str]) -> str:
    """Return ㈠ for （一）, ⑴ for (1) and ⒈ for 1."""
    han = "一二三四五六七八九十"
    if match["open"] and match["n"] in han:
        return chr(0x3220 + han.index(match["n"]))
    if match["n"].isdecimal() and (match["open"] or match["mark"] in ".．"):
        return chr((0x2473 if match["open"] else 0x2487) + int(match["n"]))
    return match[0]


def _wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isdigit() else one for one in text)


_HALF = str.maketrans("，：；（）！？％", ",:;()!?%")
TEXTS: dict[str, Callable[[Lines], str]] = {
    "indented": lambda lines: "\n".join(INDENT + line for line in lines),
    "indented by tabs": lambda lines: "\n".join("\t" + line for line in lines),
    "indented by no-break blanks": lambda lines: "\n".join("\xa0" * 4 + line for line in lines),
    "blank lines between": "\n\n".join,
    "Windows line ends": "\r\n".join,
    "half-width marks": lambda lines: "\n".join(lines).translate(_HALF),
    "full-width digits": lambda lines: _wide("\n".join(lines)),
    "numbers of one character": _numbered(_one_character),
    "a tab behind numbers": _numbered(lambda match: match[0] + "\t"),
    "an ideographic blank behind numbers": _numbered(lambda match: match[0] + "　"),
    "blanks inside brackets": _numbered(lambda match: re.sub(r"^([（(])(.*)([）)])", r"\1 \2 \3", match[0])),
    "broken, indented": lambda lines: _paragraphs(lines, 40, INDENT, "\n"),
    "broken, indented by blanks": lambda lines: _paragraphs(lines, 56, "    ", "\n"),
    "broken, blank lines between": lambda lines: _paragraphs(lines, 56, "", "\n\n"),
    "broken, in pages": _paged,
}
"""The ways to type a text."""


def _page(body: str, charset: str = "utf-8") -> str:
    return f"<!DOCTYPE html><html><head><meta charset={charset}><title>公开</title></head><body>{body}</body></html>"


def _lines(lines: Lines, form: str, between: str = "\n") -> str:
    return between.join(form.format(escape(line)) for line in lines)


_NAVIGATION = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/x>巡视整改</a> &gt; 正文</div>"
_SHARING = "<div>字号：【<a>大</a> <a>中</a> <a>小</a>】</div><div>分享到：<a>微信</a> <a>微博</a> <a>QQ空间</a></div>"
_FOOT = "<div><a>【打印本页】</a><a>【关闭窗口】</a></div><div>主办：某县人民政府办公室<br>ICP备10000000号</div>"


def _site(lines: Lines) -> str:
    title, *rest = lines
    text = _lines(rest, "　　{}", "<br>\r\n")
    return _page(f"{_NAVIGATION}<table><tr><td><b>{title}</b><tr><td>{_SHARING}<tr><td>{text}</table>{_FOOT}", "gbk")


def _spans(lines: Lines) -> str:
    pieces = ([line[at : at + 5] for at in range(0, len(line), 5)] for line in lines)
    look = "<span style='font-family:仿宋;font-size:16pt'><span lang=EN-US>{}</span></span>"
    return _page("".join(f"<p class=MsoNormal>{_lines(row, look, '')}<o:p></o:p></p>" for row in pieces))


PAGES: dict[str, Callable[[Lines], str]] = {
    "no-break blanks": lambda lines: _page(_lines(lines, "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>")),
    "em blanks": lambda lines: _page(_lines(lines, "<p>&emsp;&emsp;{}</p>")),
    "breaks": lambda lines: _page(_lines(lines, "&nbsp;&nbsp; {}", "<br>")),
    "double breaks": lambda lines: _page(_lines(lines, "　　{}", "<br><br>")),
    "spans": _spans,
    "source broken": lambda lines: _page(
        "".join(f"<p>\n{escape(chr(10).join(broken(line, 40)))}</p>" for line in lines)
    ),
    "broken by breaks": lambda lines: _page(
        escape(_paragraphs(lines, 56, INDENT, "\n")).replace("\n", "<br>\n").replace(INDENT, "&nbsp;" * 4)
    ),
    "broken, preformatted": lambda lines: _page(f"<pre>{escape(_paragraphs(lines, 56, INDENT, chr(10)))}</pre>"),
}
"""The ways to make a page."""


def _breaks(lines: Lines) -> str:
    """Return the content of a paragraph of several lines."""
    return "</w:t><w:br/><w:t>".join(map(escape, lines))


DOCUMENTS: dict[str, Callable[[Lines], str]] = {
    "plain": lambda lines: "".join(p(escape(line)) for line in lines),
    "indents typed": lambda lines: "".join(p(INDENT + escape(line)) for line in lines),
    "one paragraph": lambda lines: p(escape(lines[0])) + p(_breaks(lines[1:])),
    "blank paragraphs": lambda lines: "".join(p(escape(line)) + p("　") for line in lines),
    "one cell": lambda lines: f"<w:tbl><w:tr><w:tc>{''.join(p(escape(line)) for line in lines)}</w:tc></w:tr></w:tbl>",
    "broken paragraphs": lambda lines: "".join(p(_breaks(broken(line, 56))) for line in lines),
    "a paragraph a line": lambda lines: "".join(
        p(escape(row)) for row in _paragraphs(lines, 56, INDENT, "\n").splitlines()
    ),
}
"""The ways to write a Word file's body."""


def _in_utf8(write: Callable[[Lines], str]) -> Way:
    return lambda lines: write(lines).encode()


def _in_word(write: Callable[[Lines], str]) -> Way:
    return lambda lines: packed(files(write(lines)))


WAYS: dict[str, tuple[str, Way]] = {
    **{f"txt: {name}": (".txt", _in_utf8(write)) for name, write in TEXTS.items()},
    "txt: GB18030": (".txt", lambda lines: "\n".join(lines).encode("gb18030")),
    "txt: UTF-16": (".txt", lambda lines: "\n".join(lines).encode("utf-16")),
    **{f"html: {name}": (".html", _in_utf8(write)) for name, write in PAGES.items()},
    "html: site in GBK": (".html", lambda lines: _site(lines).encode("gbk")),
    **{f"docx: {name}": (".docx", _in_word(write)) for name, write in DOCUMENTS.items()},
}
"""All ways: the ending of the file, and what writes it."""
