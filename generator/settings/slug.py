"""A report's slug, its short name in addresses: which are allowed, and what to propose instead of another."""

from __future__ import annotations

import re
import unicodedata

from generator.errors import UserError
from generator.wording import say

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 40
"""Maximum length of a slug in characters."""
_TAKEN = re.compile(r"accessibility|assets|bodies|check|compare(?:-\d+)?|data|documents|feeds|rounds|search")
"""Matches the addresses that the site uses for its own pages."""
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Matches the names that Windows does not allow for files and folders."""
_CHINESE = re.compile("[\u3007\u3400-\u9fff\U00020000-\U000323af]+")
_OTHER = "-report"
"""Appended to a slug that the site or Windows reserves, to propose one that is free."""
_EXAMPLE = "huadu-2021"
_READ_SO = {
    "都": "du", "单县": "shanxian", "长治": "changzhi", "长丰": "changfeng", "洪洞": "hongtong", "浚县": "xunxian",
    "涡阳": "guoyang", "珲春": "hunchun", "繁峙": "fanshi", "什邡": "shifang", "筠连": "junlian",
}  # fmt: skip
"""Pinyin of characters in place names whose unusual reading pypinyin does not know."""
_PLACES = re.compile("|".join(_READ_SO))


class SlugError(UserError):
    """A slug that is not allowed, or that another report has."""

    def __init__(self, message: str, slug: str, proposed: str) -> None:
        """Take the message, the refused slug and the one proposed instead; empty if there is no proposal."""
        super().__init__(message)
        self.slug = slug
        self.proposed = proposed


def is_slug(text: str) -> bool:
    """Say whether a text has the form of a slug: a–z, 0–9 and single hyphens between them."""
    return bool(_SLUG.fullmatch(text))


def can_be_slug(text: str) -> bool:
    """Say whether a text can be a report's slug: its form, its length, and no reserved name."""
    return is_slug(text) and len(text) <= _LONGEST and not (_TAKEN.fullmatch(text) or _RESERVED.fullmatch(text))


def check_slug(slug: str) -> str:
    """Return the slug if it is allowed; raise SlugError if not."""
    if can_be_slug(slug):
        return slug
    proposed = proposed_slug(slug)
    if not is_slug(slug) or len(slug) > _LONGEST:
        if proposed and not proposed.endswith(_OTHER):
            told = say("{slug!r} can't be a report's address; {proposed} can.", slug=slug, proposed=proposed)
        else:
            told = say(
                "{slug!r} can't be a report's address; use up to {longest_slug} of a–z, 0–9 and single hyphens, like "
                "{example}.",
                slug=slug,
                longest_slug=_LONGEST,
                example=proposed or _EXAMPLE,
            )
    elif _TAKEN.fullmatch(slug):
        told = say(
            "{slug!r} is an address of the site's own; choose another, like {example}.", slug=slug, example=proposed
        )
    else:
        told = say(
            "{slug}: Windows keeps this name to itself; choose another, like {example}.", slug=slug, example=proposed
        )
    raise SlugError(told, slug, proposed)


def proposed_slug(slug: str) -> str:
    """Return a slug similar to a text that can't be one; empty if nothing of the text can be used.

    Chinese characters become pinyin: 柳湾-2021 is liuwan-2021.
    """
    spelt = _CHINESE.sub(_in_pinyin, unicodedata.normalize("NFKC", slug))
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-")
    return f"{found}{_OTHER}" if _TAKEN.fullmatch(found) or _RESERVED.fullmatch(found) else found


def _in_pinyin(chinese: re.Match[str]) -> str:
    """Return the pinyin, without tones or blanks, of matched Chinese characters, between hyphens."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - takes half a second, and only Chinese names need it

    found, at = "", 0
    for place in _PLACES.finditer(chinese[0]):
        found += "".join(lazy_pinyin(chinese[0][at : place.start()], errors="ignore")) + _READ_SO[place[0]]
        at = place.end()
    return f"-{found}{''.join(lazy_pinyin(chinese[0][at:], errors='ignore'))}-"


def next_slug(slug: str, taken: set[str]) -> str:
    """Return a free slug for one that another report has: with the first number, from 2, that is not in `taken`."""
    numbers = (f"-{number}" for number in range(2, len(taken) + 3))
    return next(found for end in numbers if (found := slug[: _LONGEST - len(end)].rstrip("-") + end) not in taken)
