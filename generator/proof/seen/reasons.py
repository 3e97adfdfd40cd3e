"""The reasons why a character is not seen, as layout.js and the reader of PDFs give them, in words for the user."""

from __future__ import annotations

from generator.wording import say


def told(why: str) -> str:
    """Return a reason as the end of a sentence whose subject is the text; `why` is its key in layout.js."""
    return {
        "not-laid-out": say("is not laid out"),
        "invisible": say("is invisible"),
        "small": say("is smaller than can be read"),
        "faint": say("hardly differs from what lies behind"),
        "struck": say("is struck out"),
        "not-struck": say("is not struck out, as it is in the source"),
        "raised": say("is raised or lowered"),
        "level": say("is not raised or lowered, as it is in the source"),
        "filtered": say("is drawn through a filter"),
        "cut": say("is cut by a path"),
        "masked": say("is masked"),
        "moved": say("is turned or moved"),
        "turned": say("is written in another direction"),
        "dots": say("is shown as dots"),
        "letters": say("is shown in other letters"),
        "blended": say("is blended with what lies behind"),
        "picture": say("stands on a picture"),
        "animated": say("is animated"),
        "redrawn": say("is drawn with a shadow or an edge of its own"),
        "crowded": say("is drawn into what stands beside it"),
        "font": say("is drawn in a font of the site's own, in which a letter can look like another"),
        "words": say("has words that a style adds"),
        "outside": say("stands outside the page"),
        "covered": say("is covered or cut off"),
        "order": say("stands above what comes before it"),
        "no-ink": say("is not drawn: where it stands there is no ink"),
        "noted": say("is covered by a note or a drawing put on the page"),
    }[why]


def hidden(how: str) -> str:
    """Return a reason given by the reader of PDFs (`Character.hidden`) as the end of such a sentence."""
    return {
        "in invisible ink": say("is drawn in invisible ink"),
        "on a layer that is off": say("stands on a layer that is off"),
        "wholly transparent": say("is wholly transparent"),
        "off the page": say("stands outside the page"),
        "cut off": say("is cut off"),
        "covered by a box": say("is covered by a box"),
        "covered by a picture": say("is covered by a picture"),
        "white": say("is white on white"),
        "of the colour of its ground": say("is of the colour of what lies behind"),
    }.get(how, say("is smaller than can be read"))
