"""Word files of merged cells, fields and hidden runs in any mixture: nothing lost, moved, doubled or shown."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.readers.fuzz import FUZZ
from tests.readers.word import p, read

SHOWN = {
    "plain": "",
    "struck": "<w:strike/>",
    "raised": '<w:vertAlign w:val="superscript"/>',
    "in Word's other view": "<w:webHidden/>",
    "coloured": '<w:color w:val="C00000"/>',
    "small": '<w:sz w:val="12"/>',
}
HIDDEN = {"white": '<w:color w:val="FFFFFF"/>', "tiny": '<w:sz w:val="2"/>'}
FIELDS = {
    "EQ \\f({0},{0})": "{0}/{0}",
    "MACROBUTTON AcceptAllChangesShown {0}": "{0}",
    "QUOTE": None,
}  # fmt: skip
"""Codes of fields with what Word draws; None for one with a result of its own."""


@dataclass(frozen=True)
class Run:
    """A run of a paragraph as XML, and what of it a reader sees and does not see."""

    xml: str
    shown: str = ""
    hidden: str = ""


def run(kind: str, word: str) -> Run:
    """Return a run or a field of some kind that says a word."""
    if kind in FIELDS:
        drawn = FIELDS[kind]
        result = "" if drawn else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{word}</w:t></w:r>'
        code = kind.format(word)
        return Run(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{result}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            shown=drawn.format(word) if drawn else word,
        )
    properties = {**SHOWN, **HIDDEN}[kind]
    xml = f"<w:r><w:rPr>{properties}</w:rPr><w:t>{word}</w:t></w:r>"
    return Run(xml, hidden=word) if kind in HIDDEN else Run(xml, shown=word)


KINDS = st.lists(st.sampled_from([*SHOWN, *HIDDEN, *FIELDS]), max_size=3)
ROWS = st.lists(
    st.tuples(
        st.lists(st.integers(1, 3), min_size=1, max_size=3), st.booleans(), st.lists(KINDS, min_size=3, max_size=3)
    ),
    min_size=1,
    max_size=4,
)
"""Of each row the widths of its cells, whether its first cell goes on with that above, and the cells' runs."""


def cells_of(rows: list[tuple[list[int], bool, list[list[str]]]]) -> list[list[tuple[int, str, list[str]]]]:
    """Return rows of equal width, each cell with its width, its merging, and the kinds of its runs."""
    found: list[list[tuple[int, str, list[str]]]] = []
    for widths, goes_on, kinds in rows:
        wide = [*widths[:-1], widths[-1] + 9 - sum(widths)]
        above = found[-1][0] if found else None
        merged = "<w:vMerge/>" if goes_on and above and above[0] == wide[0] else ""
        first = merged or '<w:vMerge w:val="restart"/>'
        found.append(
            [
                (width, first if at == 0 else "", [] if merged and at == 0 else kinds[at])
                for at, width in enumerate(wide)
            ]
        )
    return found


@FUZZ
@given(ROWS, KINDS)
def test_every_word_is_where_a_reader_sees_it_or_told_as_hidden(
    rows: list[tuple[list[int], bool, list[list[str]]]], below: list[str]
) -> None:
    words = (chr(0x4E10 + 3 * at) * 2 for at in range(1000))
    shown, hidden, table = "", "", ""
    for row in cells_of(rows):
        table += "<w:tr>"
        for width, merging, kinds in row:
            runs = [run(kind, next(words)) for kind in kinds]
            shown += "".join(each.shown for each in runs)
            hidden += "".join(each.hidden for each in runs)
            inside = "".join(each.xml for each in runs)
            table += f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merging}</w:tcPr><w:p>{inside}</w:p></w:tc>'
        table += "</w:tr>"
    runs = [run(kind, next(words)) for kind in below]
    source = read(
        p("通报") + f"<w:tbl>{table}</w:tbl><w:p>{''.join(each.xml for each in runs)}</w:p>" + p("特此通报。")
    )
    shown += "".join(each.shown for each in runs)
    hidden += "".join(each.hidden for each in runs)
    aside = {item.line for item in source.chrome}
    seen = "".join("".join(source[line.span].split()) for line in source.lines if line not in aside)
    unseen = "".join("".join(source[line.span].split()) for line in source.lines if line in aside)
    assert seen == f"通报{shown}特此通报。"
    assert sorted(unseen) == sorted(hidden)
    assert len([message for message in source.messages if message.code == "hidden-text"]) == len(aside)
