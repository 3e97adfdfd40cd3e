"""The label of an item quotes the report, and may quote the very words that it has itself."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from generator.proof.pages.added import take_out_added


def faults(quotes: str) -> list[str]:
    told = '通报所述：<b class="status status--in_progress">推进中</b>；措施 2：已完成 1，未说明 1'
    label = f"<details class='stated' data-added><summary>{told}</summary>{quotes}</details>"
    tree = LexborHTMLParser(
        f"<article><div class='page page--finding'><p>开展培训，已完成。</p>{label}<p>下一步打算</p></div></article>"
    )
    article = tree.css_first("article")
    assert article is not None
    return list(take_out_added(article))


def test_a_quotation_may_be_a_word_of_the_label() -> None:
    assert faults("<q>已完成</q>") == []
    assert faults("<q>已完成</q><q>开展培训，已完成。</q>") == []


def test_a_quotation_that_the_report_does_not_say_is_told() -> None:
    assert len(faults("<q>已完成</q><q>召开会议。</q>")) == 1
    assert faults("<q>已完成</q>另外") != []
