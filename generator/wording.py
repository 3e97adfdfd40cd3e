"""What is said to a publisher, in a language that the publisher reads.

Messages, help and errors are written in English, as templates with names in braces, and are looked up in the package's
catalogues. What a site's reader sees is not said here: it is Chinese in every language.
"""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache
from pathlib import Path

_LANGUAGES = ("en", "zh")
_DOMAIN = "gongkai"
_CATALOGUES = Path(__file__).parent / "terminal" / "locale"


def say(message: str, /, **values: object) -> str:
    """Translate a message into the publisher's language, and put in what its braces name.

    `message` is the English wording, spelled out where it is said, so that it can be extracted. A message that the
    catalogue lacks is said in English. KeyError if it names what is not given.
    """
    return _translations(language()).gettext(message).format(**values)


def teach_click() -> None:
    """Let click find its own words, such as `Usage:`, in the same catalogues and the same language."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(_DOMAIN, _CATALOGUES)
    gettext.textdomain(_DOMAIN)


def language() -> str:
    """`zh` or `en`: GONGKAI_LANG if it is one of them, else Chinese where the locale is Chinese."""
    chosen = os.environ.get("GONGKAI_LANG", "").lower()[:2]
    if chosen in _LANGUAGES:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    # Windows has none of these.
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


@cache
def _translations(chosen: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _CATALOGUES, [chosen], fallback=True)
