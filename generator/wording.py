"""Translation of all that the program says to a publisher: messages, help and errors.

They are written in English in the code, as templates with names in braces, and are looked up in the package's gettext
catalogues (`terminal/locale`). The text of the site itself is not translated: it is Chinese whatever the language.
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
    """Translate a message into the publisher's language, and fill in the values that its braces name.

    `message` is the English wording. Callers write it as a literal, so that the catalogue can be extracted from the
    code. A message that the catalogue lacks stays English. Raises KeyError if a named value is missing.
    """
    return _translations(language()).gettext(message).format(**values)


def teach_click() -> None:
    """Let click find its own words, such as `Usage:`, in the same catalogues and the same language."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(_DOMAIN, _CATALOGUES)
    gettext.textdomain(_DOMAIN)


def language() -> str:
    """Return the publisher's language, `zh` or `en`: by GONGKAI_LANG if it begins so, else by the locale."""
    chosen = os.environ.get("GONGKAI_LANG", "").lower()[:2]
    if chosen in _LANGUAGES:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    # Windows sets none of these variables.
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


@cache
def _translations(chosen: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _CATALOGUES, [chosen], fallback=True)
