"""A report's address (slug): what it may be, and what is proposed in the place of one that can't be used."""

from __future__ import annotations

import re
import unicodedata

from generator.errors import UserError
from generator.wording import say

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 40
_TAKEN = re.compile(r"accessibility|assets|bodies|check|compare(?:-\d+)?|data|documents|feeds|rounds|search")
"""Addresses of the site's own."""
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no file or folder has on Windows."""
_CHINESE = re.compile("[\u3007\u3400-\u9fff\U00020000-\U000323af]+")
_OTHER = "-report"
"""The end of what is proposed in the place of an address that others have."""
_EXAMPLE = "huadu-2021"
_READ_SO = {
    "都": "du", "单县": "shanxian", "长治": "changzhi", "长丰": "changfeng", "洪洞": "hongtong", "浚县": "xunxian",
    "涡阳": "guoyang", "珲春": "hunchun", "繁峙": "fanshi", "什邡": "shifang", "筠连": "junlian",
}  # fmt: skip
"""Places whose names are read otherwise than their characters mostly are, as far as pypinyin does not know it."""
_PLACES = re.compile("|".join(_READ_SO))


class SlugError(UserError):
    """An address that can't be a report's, or is another's."""

    def __init__(self, message: str, slug: str, proposed: str) -> None:
        """Take what is wrong, the address, and the one that is proposed; empty if there is none."""
        super().__init__(message)
        self.slug = slug
        self.proposed = proposed


def is_slug(text: str) -> bool:
    """Say whether a text has the form of an address."""
    return bool(_SLUG.fullmatch(text))


def can_be_slug(text: str) -> bool:
    """Say whether a text can be a report's address."""
    return is_slug(text) and len(text) <= _LONGEST and not (_TAKEN.fullmatch(text) or _RESERVED.fullmatch(text))


def check_slug(slug: str) -> str:
    """Return the slug if it can be an address; raise SlugError if not."""
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
    """Return an address that is like a slug that can't be one; empty where nothing of it can be written so.

    Chinese is written in pinyin: 柳湾-2021 is liuwan-2021.
    """
    spelt = _CHINESE.sub(_in_pinyin, unicodedata.normalize("NFKC", slug))
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-")
    return f"{found}{_OTHER}" if _TAKEN.fullmatch(found) or _RESERVED.fullmatch(found) else found


def _in_pinyin(chinese: re.Match[str]) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - half a second, and only for who writes Chinese

    found, at = "", 0
    for place in _PLACES.finditer(chinese[0]):
        found += "".join(lazy_pinyin(chinese[0][at : place.start()], errors="ignore")) + _READ_SO[place[0]]
        at = place.end()
    return f"-{found}{''.join(lazy_pinyin(chinese[0][at:], errors='ignore'))}-"


def next_slug(slug: str, taken: set[str]) -> str:
    """Return an address like one that is another report's: the same with the first free number."""
    numbers = (f"-{number}" for number in range(2, len(taken) + 3))
    return next(found for end in numbers if (found := slug[: _LONGEST - len(end)].rstrip("-") + end) not in taken)
