"""Translation of the values of messages that are the program's words: how a line is hidden, what a file holds.

In the data these values are English whatever the language; they are translated when the sentence is shown.
"""

from __future__ import annotations

import re

from generator.wording import say

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def particular(words: str) -> str:
    """Translate a value (`hidden`, `of 0.5 pt`) into the publisher's language; return an unknown one unchanged."""
    number = _NUMBER.search(words)
    if number:
        n = number[0]
        return {
            "of # pt": say("of {n} pt", n=n),
            "of #% width": say("of {n}% width", n=n),
            "in a line # pt high": say("in a line {n} pt high", n=n),
            "in a row # pt high": say("in a row {n} pt high", n=n),
            "in a frame # pt high": say("in a frame {n} pt high", n=n),
            "# pt away from its line": say("{n} pt away from its line", n=n),
        }.get(_NUMBER.sub("#", words, count=1), words)
    return {
        "in invisible ink": say("in invisible ink"),
        "on a layer that is off": say("on a layer that is off"),
        "wholly transparent": say("wholly transparent"),
        "cut off": say("cut off"),
        "covered by a box": say("covered by a box"),
        "covered by a picture": say("covered by a picture"),
        "in closed details": say("in closed details"),
        "blurred": say("blurred"),
        "shown as dots": say("shown as dots"),
        "in a row that is hidden": say("in a row that is hidden"),
        "in a box that is hidden": say("in a box that is hidden"),
        "in a box without size": say("in a box without size"),
        "drawn on one place": say("drawn on one place"),
        "without a colour": say("without a colour"),
        "hidden": say("hidden"),
        "a closed dialog": say("a closed dialog"),
        "popover": say("popover"),
        "off the page": say("off the page"),
        "clipped away": say("clipped away"),
        "of no height": say("of no height"),
        "too small to read": say("too small to read"),
        "of the colour of its ground": say("of the colour of its ground"),
        "white": say("white"),
        "under the cell above, which is merged with its own": say("under the cell above, which is merged with its own"),
        "before": say("before"),
        "behind": say("behind"),
        "after": say("after"),
        "another file (altChunk)": say("another file (altChunk)"),
        "a subdocument": say("a subdocument"),
        "a SmartArt diagram": say("a SmartArt diagram"),
        "a chart": say("a chart"),
        "in a frame": say("in a frame"),
        "brought by a script": say("brought by a script"),
        "an action that starts a program": say("an action that starts a program"),
        "an action that sends a form": say("an action that sends a form"),
        "an action that takes in data": say("an action that takes in data"),
        "an embedded file": say("an embedded file"),
        "film or sound": say("film or sound"),
        "layers that are shown by rules, whose words are all read": say(
            "layers that are shown by rules, whose words are all read"
        ),
        "an XFA form": say("an XFA form"),
        "a note": say("a note"),
        "text put on the page": say("text put on the page"),
        "a highlight": say("a highlight"),
        "an underline": say("an underline"),
        "words struck out": say("words struck out"),
        "words for readers without scripts": say("words for readers without scripts"),
        "the definition of a link that is nowhere": say("the definition of a link that is nowhere"),
        "a comment": say("a comment"),
        "a drawing": say("a drawing"),
        "a frame": say("a frame"),
        "a template": say("a template"),
        "a gauge": say("a gauge"),
        "a stamp": say("a stamp"),
        "a form field": say("a form field"),
        "an attached file": say("an attached file"),
        "words marked to be blacked out": say("words marked to be blacked out"),
        "a box put on the page": say("a box put on the page"),
        "a watermark": say("a watermark"),
        "a drawing put on the page": say("a drawing put on the page"),
    }.get(words, words)
