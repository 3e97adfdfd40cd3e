"""Where the addresses on a page lead, worked out quickly or by the library, and what is looked through for them."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.hosting import references
from generator.hosting.references import HOST, targets_of

NAMES = ["index.html", "a/index.html", "a/b/index.html", "a/p1.html", "甲/index.html", "a b/index.html", "a//b.html"]
PIECES = [
    *("..", ".", "", "a", "b.css", "p1#i2", "#x", "?q=1", "甲", "%2e%2e", ";x", "c:d", "mailto:x", " ", "http://site"),
    "~e",
]


def expected(name: str, top: str, address: str) -> frozenset[str]:
    """Work it out by the library alone."""
    try:
        parts = urlsplit(urljoin(HOST + name, address))
    except ValueError:
        return frozenset()
    found = parts._replace(query="", fragment="").geturl()
    path = unquote(found.removeprefix(top))
    whole = f"{path}index.html" if not path or path.endswith("/") else path
    return frozenset({whole} if found.startswith(top) and address and not address.startswith("#") else ())


@given(
    st.sampled_from(NAMES),
    st.sampled_from([HOST, f"{HOST}a/"]),
    st.lists(st.sampled_from(PIECES), max_size=6).map("/".join) | st.text("./a#?%é:;\n ", max_size=8),
)
@example("a/b/index.html", HOST, "../../../../c/")
@example("a/index.html", HOST, "../")
@example("index.html", HOST, "a/../b")
def test_they_lead_where_a_browser_goes(name: str, top: str, address: str) -> None:
    tree = LexborHTMLParser("<a>x</a>")
    link = tree.css_first("a")
    assert link is not None
    link.attrs["href"] = address
    assert targets_of(tree, name, top) == expected(name, top, address)


@pytest.mark.parametrize("address", ["../", "../a/", "a/b.css", "../../p1t2/#i3", "index.html"])
def test_plain_ones_take_no_library(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page around a thousand reports has thousands of them."""

    def never(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(references, "urljoin", never)
    found = targets_of(LexborHTMLParser(f'<a href="{address}">x</a>'), "x/never/asked/index.html", HOST)
    assert len(found) == 1
