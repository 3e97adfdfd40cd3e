"""Diagnostics as data: what was noticed in a report, where, and how severe it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from generator.model.particulars import particular
from generator.wording import say


class Severity(StrEnum):
    """How severe a message is; an error stops a build, unless the publisher lets it through."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


WORDING = {
    "gap": "the numbering jumps from {before} to {found}; expected {expected}. "
    "The text stands as it is; if the line is no heading, say so under `outline` in the report's yml.",
    "repeat": "the numbering has {found} again after {before}; expected {expected}. "
    "The text stands as it is; if the line is no heading, say so under `outline` in the report's yml.",
    "unsplit": "{found} stands here behind number {before}, without {expected}, so that these measures are not told "
    "apart; if a number is a slip, correct it.",
    "no-title": "no title was found; set `title` in the report's yml.",
    "replacement-character": "U+FFFD stands where a character was lost before the report was received.",
    "unpaired-mark": "{mark} has no {partner} in its paragraph; compare it with the document that was approved.",
    "total": "the parts {parts} add up to {sum}, but {total} is stated; one of the figures is wrong.",
    "total-rest": "the parts {parts} add up to {sum}, and {total} is stated; "
    "if the parts are all of it and each counts once, one of the figures is wrong.",
    "rest-share": "{parts} add up to {sum}, though they are said to be all of one whole; one of the figures is wrong.",
    "rate": "{part} of {total} is {expected}%, but {found}% is stated; one of the figures is wrong.",
    "unit-jump": "one of the two values in {found} is told in another unit; correct it.",
    "growth": "from {old} to {new} the change is {expected}, but {found} is stated; one of the figures is wrong.",
    "growth-rate": "a change by {by} to {new} is one of {expected}%, but {found}% is stated; "
    "one of the figures is wrong.",
    "wrong-way": "{found} tells of a change the other way than its two values; correct one of them.",
    "weekday": "{found} is a {expected}; correct one of them.",
    "two-amounts": "{found} stands here and {other} in line {line}, after the same words; "
    "if they tell of one thing, correct one of them.",
    "listed": "{found} is stated, but {listed} are listed; correct one of them.",
    "unequal-lists": "{found} are {values} values, but they are said to be of {listed} things; correct one of them.",
    "two-spellings": "{found} stands here and {other} in line {line}; if they name one thing, choose one spelling.",
    "restart": "the numbering begins again at {found}; is line {line} a heading? "
    "If so, say so under `outline` in the report's yml.",
    "restart-bare": "the numbering begins again at {found} without a heading above it; if a heading is missing, "
    "or two texts stand in one file, mend the source.",
    "squeezed": "{first} and {second} stand inside this paragraph, which holds most of the report; "
    "begin a line with each of them.",
    "row-missing": "{found} stands in the table and nowhere in the text, which tells the others; add what is missing.",
    "over-whole": "{found}% is stated as a share of a whole, which can't be over 100%; correct the figure.",
    "impossible-date": "there is no {found} in the calendar; correct the date.",
    "future-date": "{found} is told as past, but the report is of {published}; correct one of them.",
    "date-order": "{found} is out of order with the date before it; correct one of them.",
    "backward-period": "the period {found} ends before it starts; correct one of its dates.",
    "repeated-paragraph": "this paragraph is the same as line {first}, word for word; take one of them out.",
    "doubled": "{found} stands twice in a row; take one of them out.",
    "empty-heading": "nothing stands under this heading; add what is missing, "
    "or, if the line is no heading, say so under `outline` in the report's yml.",
    "cut-off": "the paragraph ends in “{found}”, within a sentence; add what is missing.",
    "bare-finding": "no item, no measure and no word of what was done stands under this finding, "
    "as under the others; add what is missing.",
    "identity-number": "a citizen's identity number stands here; take it out before publishing.",
    "bank-card": "what looks like the number of a bank card stands here; take it out before publishing.",
    "mobile-number": "a mobile number stands here, outside the contact paragraph; take it out before publishing.",
    "home-address": "what looks like somebody's home address, down to the room or house, stands here; leave that out.",
    "health": "an illness of somebody who is named stands here; leave it or the name out.",
    "invisible-character": "{count}× {found} in this line, which no reader sees; delete it.",
    "mixed-widths": "marks stand in both widths between Chinese characters ({counts}); choose one.",
    "drawn-by-style": "a browser draws “{text}” {side} the words here (in {count} places), by the page's style; "
    "that is no text of the page and is not read: write it into the text if it belongs to the report.",
    "moved-by-style": "a browser shows what stands here in another order than the file has it ({how}); it is read as "
    "it is written: put it in the order in which it is to be read.",
    "hidden-by-sheet": "a style sheet that the page has in a file of its own hides “{text}” here ({how}), or a rule "
    "with `:has()` may: nobody sees it in a browser, but it is published; delete it in the file if it is no text of "
    "the report, or set its line aside under `chrome` in the report's yml.",
    "not-read": "{what} stands here (in {count} places) that is no text and is not read: “{text}”; "
    "write it into the text if it belongs to the report.",
    "pictures-elsewhere": "{count} pictures, the first “{name}”, do not lie beside the file, or can't be taken along; "
    "save them beside it, and write into the text what only they say.",
    "hidden-text": "the file hides this line from whoever looks at it ({how}), so it is set aside; "
    "delete it in the file, or make it visible if it belongs to the report.",
    "web-hidden": "“{text}” is hidden in one of Word's views and shown in the others; it is published: "
    "take it out of the file if nobody is to read it.",
    "file-comment": "a comment of the file says “{text}” here; it is no text and is not read, but it stands in the "
    "file that is published: delete all comments in Word or WPS and add the file again.",
    "field-without-result": "the file has a field here that nobody has updated ({code}), so its words are missing; "
    "select all in Word, press F9, save the file and add it again.",
    "pdf-active": "the PDF holds {what}, and it is published as it is; "
    "print it to a new PDF and add that, so that nothing in it acts on a reader's machine.",
    "pdf-annotation": "page {page} of the PDF has {what}{said}, which is no text of the page and is not read; "
    "the PDF is published with it: take it out, or print it into the page.",
    "pdf-actual-text": "page {page} of the PDF gives “{text}” as the words of something that it draws otherwise "
    "(ActualText), and these are read; compare them with what is seen.",
    "pdf-watermark": "“{text}” is set aside as a watermark of the PDF: it is pale and lies below or above "
    "the text; if it is a heading, set it in dark type.",
    "hard-wrapped": "{count} lines, the first of them here, end within a sentence, as if the text had been broken to a "
    "width; join the lines of each paragraph, or give the file that it was taken from.",
    "lines-joined": "{count} lines, the first of them here, were broken to a width and are read with the next as one "
    "paragraph; if two of them belong apart, put a blank line between them.",
    "pdf-spaced-table": "the table of the PDF that begins here has no lines between its columns, so its cells are told "
    "by white space; compare them with what is seen, or give the Word file.",
    "radicals": "{count} characters of this paragraph are radicals in the file ({which}) and are read as characters; "
    "compare the paragraph with the document that was approved.",
    "attachment-missing": "“{name}” is named as an attachment, but no annex of that number or title stands below the "
    "report, and no such file came with it; add it, or give its address.",
    "one-page-of": "the page says that it is page {number} of {total}; save the other pages too and join their texts.",
    "several-articles": "the page holds {count} articles ({titles}); choose one with `article: 1` in the report's yml, "
    "or add the file again with --article.",
    "attachment-elsewhere": "the attachment “{name}” does not lie beside the page, or can't be taken along; "
    "save it beside the page, or give its address.",
    "placeholder": "“{found}” was left to be filled in; fill it in.",
}
"""The sentence of each message code; the only place where messages are worded."""

SEVERITY: dict[str, Severity] = dict.fromkeys(WORDING, Severity.WARNING) | {
    "total-rest": Severity.NOTE,
    "mixed-widths": Severity.NOTE,
    "lines-joined": Severity.NOTE,
    "identity-number": Severity.ERROR,
    "bank-card": Severity.ERROR,
    "mobile-number": Severity.ERROR,
}
"""The severity of each message code; the only place where it is decided."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing noticed in a report."""

    code: str
    """Key of `WORDING`."""
    line: int
    """1-based line in the source."""
    column: int
    """1-based column in that line, in characters, leading white space included."""
    values: tuple[tuple[str, str], ...] = ()
    """The values for the braces of the wording, as (name, value) pairs."""
    length: int = 1
    """Number of characters from line and column on that the message is about."""
    words: str = field(default="", compare=False)
    """The words around the place, for a file (Word, PDF) in which a person can't count lines; else empty."""

    @property
    def severity(self) -> Severity:
        """The severity of the message's code."""
        return SEVERITY[self.code]

    @property
    def text(self) -> str:
        """The sentence in the publisher's language, with the values filled in."""
        return say(WORDING[self.code], **_told(self.values))

    def __str__(self) -> str:
        return f"{self.severity} {self.line}:{self.column} {self.code}"


def told(name: str, message: Message) -> str:
    """Return a message as a line for the user; `name` is the report or file that it is about."""
    return str(noticed(name, message))


@dataclass(frozen=True, slots=True)
class Notice:
    """A message kept untranslated until it is shown: the language may be another one by then."""

    text: str
    """The English template, as `say` takes it."""
    values: dict[str, str] = field(default_factory=dict)
    """The values for the braces of the template, by name."""
    where: str = ""
    """The place as it is shown, `huadu-2021:12:3`; empty if the notice has none."""
    severity: Severity | None = None
    words: str = ""
    """The words around the place, quoted after the sentence; empty to leave them out."""

    def __str__(self) -> str:
        sentence = say(self.text, **_told(self.values.items()))
        if self.words:
            sentence = say("{sentence} It stands at “{words}”.", sentence=sentence, words=self.words)
        return ": ".join(filter(None, (self.where, severity_told(self.severity), sentence)))


def noticed(name: str, message: Message) -> Notice:
    """Return a message as a notice; `name` is the report or file that it is about."""
    place = f"{name}:{message.line}:{message.column}"
    return Notice(WORDING[message.code], dict(message.values), place, message.severity, message.words)


_PARTICULARS = frozenset({"how", "what", "side"})
"""Names of values that are the program's own words, not the report's, and so are translated."""


def _told(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: particular(value) if name in _PARTICULARS else value for name, value in values}


def severity_told(severity: Severity | None) -> str:
    """Return a severity in the publisher's language; empty for None."""
    words = {Severity.NOTE: say("note"), Severity.WARNING: say("warning"), Severity.ERROR: say("error")}
    return words[severity] if severity else ""


def similar_code(code: str) -> str | None:
    """Return the existing message code most similar to a mistyped one; None if none is similar."""
    return next(iter(get_close_matches(code.lower(), WORDING, n=1)), None)
