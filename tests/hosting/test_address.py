"""The path of an address, and what stands behind it."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.address import split_address


@pytest.mark.parametrize(
    ("address", "path", "behind"),
    [
        ("../p1/?h=985#i1m1", "../p1/", "?h=985#i1m1"),
        ("p1.html#i1", "p1.html", "#i1"),
        ("a%20b.pdf", "a%20b.pdf", ""),
        ("https://a.example/b#c", "https://a.example/b#c", ""),
        ("#i1", "#i1", ""),
        ("p1?", "p1?", ""),
        ("a b#c", "a b#c", ""),
    ],
)
def test_a_plain_address_is_cut_behind_its_path(address: str, path: str, behind: str) -> None:
    assert split_address(address) == (path, behind)


@given(st.text(st.sampled_from("ab/.%20?#=&: \t\né;")))
def test_the_library_says_the_same(address: str) -> None:
    path, behind = split_address(address)
    assert path + behind == address
    if behind:
        parts = urlsplit(address)
        assert (parts.path, parts.scheme, parts.netloc) == (path, "", "")
        assert parts._replace(path="").geturl() == behind
