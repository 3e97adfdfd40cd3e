"""Web pages of invented sites, made around the lines of a report as content systems make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

NAVIGATION = "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zwgk'>政务公开</a></li></ul>"
FOOT = "<div class='footer'><p>主办：云溪县人民政府办公室</p><p>云ICP备00000009号</p></div>"


def _paragraphs(lines: Sequence[str], indent: str = "") -> str:
    return "\n".join(f"<p>{indent}{escape(line)}</p>" for line in lines)


def trs(lines: Sequence[str]) -> str:
    """Return a page whose text stands in paragraphs in a known container."""
    return f"<body>{NAVIGATION}<div class='TRS_Editor'>{_paragraphs(lines, '　　')}</div>{FOOT}</body>"


def breaks(lines: Sequence[str]) -> str:
    """Return a page whose lines are parted by <br> in a container without a name."""
    text = "<br/>\n&nbsp;&nbsp;".join(map(escape, lines))
    return f"<body>{NAVIGATION}<div><div><span>{text}</span></div></div>{FOOT}</body>"


def tables(lines: Sequence[str]) -> str:
    """Return a page laid out with tables, a paragraph a row."""
    rows = "".join(f"<TR><TD><FONT>{escape(line)}</FONT></TD></TR>" for line in lines)
    side = "<TD width=180><A href='a'>工作动态</A><BR><A href='b'>专题专栏</A></TD>"
    return f"<BODY><TABLE><TR>{side}<TD><TABLE width=90%>{rows}</TABLE></TD></TR></TABLE>{FOOT}</BODY>"


def divs(lines: Sequence[str]) -> str:
    """Return a page whose lines are elements of their own, each in spans as Word leaves them."""
    body = "".join(
        f"<div><span lang='EN-US'>{escape(line[:3])}</span><b>{escape(line[3:])}</b></div>" for line in lines
    )
    return f"<!doctype html><body>{NAVIGATION}<section id='zoom'>{body}</section>{FOOT}</body>"


def bare(lines: Sequence[str]) -> str:
    """Return a page of paragraphs and nothing else, none of them closed."""
    return "".join(f"<p>{escape(line)}\n" for line in lines)


TEMPLATES: dict[str, Callable[[Sequence[str]], str]] = {
    "trs": trs,
    "breaks": breaks,
    "tables": tables,
    "divs": divs,
    "bare": bare,
}
