"""The page footer that a Chinese government site must have, and the settings that its entries come from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.settings.site import POLICE, SiteSettings

STATEMENT = "accessibility"
"""The name of the page 无障碍声明."""
_ICP_REGISTER = "https://beian.miit.gov.cn/"
_POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="
_SITE = "site_config/site.yml"


@dataclass(frozen=True, slots=True)
class OfficeNeed:
    """An entry that the footer must have."""

    key: str
    """The name that marks the entry on a page: the `key` of an `OfficeLine`."""
    what: str
    """The standard's word for it."""
    put: str
    """What a publisher has to set for it, as an English phrase that messages translate."""


NEEDED = (
    OfficeNeed("organization", "主办单位", f"the office's full name as `organization.name` in {_SITE}"),
    OfficeNeed("contact", "联系方式", f"its telephone number or e-mail address as `contact` in {_SITE}"),
    OfficeNeed("id_code", "网站标识码", f"the site's ten-character code as `id_code` in {_SITE}"),
    OfficeNeed("icp", "ICP备案号", f"the number as `icp` in {_SITE}"),
    OfficeNeed("police", "公安网备号", f"the number as `police` in {_SITE}"),
    OfficeNeed("find_errors", "网站找错", f"the address that was given to your site as `find_errors` in {_SITE}"),
)
"""The entries that 国办发〔2017〕47号 and the two registers require in the footer of a government site."""


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An entry in the footer of a page."""

    key: str
    """The name that marks the entry on the page."""
    label: str
    """Label before the words; empty if the words need none."""
    words: str
    """The text that is shown."""
    link: str | None = None
    """Address of the words' link; only a click opens it, so nothing is loaded from another host."""


def office_of(settings: SiteSettings, *, flat: bool = False) -> tuple[OfficeLine, ...]:
    """Return the footer's entries for which there are settings, in order; `flat` as in `MkDocsSettings`."""
    contact = settings.contact
    number = POLICE.fullmatch(settings.police or "")
    found = (
        ("organization", "主办单位", settings.organization.name, None),
        ("contact", "地址", contact.address, None),
        ("contact", "电话", contact.phone, f"tel:{_dialled(contact.phone or '')}"),
        ("contact", "邮箱", contact.email, f"mailto:{contact.email}"),
        ("id_code", "网站标识码", settings.id_code, None),
        ("icp", "", settings.icp, _ICP_REGISTER),
        ("police", "", settings.police, f"{_POLICE_REGISTER}{number[1]}" if number else None),
        ("find_errors", "", "网站找错" if settings.find_errors else None, settings.find_errors),
        (STATEMENT, "", "无障碍声明" if settings.accessibility else None, f"{STATEMENT}{'.html' if flat else '/'}"),
    )
    return tuple(OfficeLine(key, label, words, link) for key, label, words, link in found if words)


def _dialled(phone: str) -> str:
    """Return the first telephone number in a text in the form for a `tel:` link; 转 becomes a comma, a pause."""
    first = re.split(r"[,，、/]", phone)[0].replace("转", ",")
    return re.sub(r"[^0-9+,]", "", first)
