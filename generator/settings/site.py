"""The settings of the whole site: site_config/site.yml."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, field_validator, model_validator
from pydantic.functional_validators import AfterValidator

from generator.settings.yml import read_yml
from generator.wording import say

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_PUBLIC_KEY = re.compile(r"ssh-ed25519 (AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43})( .*)?")
ID_CODE = re.compile(r"\d{10}|bm\d{8}", re.ASCII)
"""Matches a 网站标识码 (the identification code of a government site)."""
_ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证][0-9]{5,10}号(-[0-9]{1,4})?")
POLICE = re.compile(r"[\u4e00-\u9fff]公网安备([0-9]{14})号")
"""Matches a 公安联网备案号 (police registration number); group 1 is the code by which the public register finds it."""
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"(?=.*[0-9])[0-9+() 转,，、/-]{3,60}")


def _line(text: str) -> str:
    """Return a text with each run of white space as one blank; raise ValueError if it has control characters."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and not char.isspace() for char in text):
        raise ValueError(say("it holds a control character"))
    return " ".join(text.split())


def _listed(value: object) -> object:
    """Return a string of words with commas between them as a list, blank words left out; a list is taken as well."""
    words = re.split(r"[,，、;；]", value) if isinstance(value, str) else value
    return [word for word in words if str(word or "").strip()] if isinstance(words, list) else words


Line = Annotated[str, AfterValidator(_line)]
"""A setting of one line of text."""
Words = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
"""A setting of several words, written as a list or in one string with commas."""


class _Optional(BaseModel):
    """Settings of which any may be left empty."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        """Treat a key without a value as if it were not there."""
        if data is None:
            return {}
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if str(value or "").strip()}
        return data


class Organization(_Optional):
    """Who publishes the site."""

    name: Line | None = None
    type: Literal[
        "GovernmentOrganization",
        "PoliticalParty",
        "EducationalOrganization",
        "MedicalOrganization",
        "Corporation",
        "Organization",
    ] = "GovernmentOrganization"
    """Its type in schema.org."""


class OfficeContact(_Optional):
    """How the office behind the site is reached."""

    address: Line | None = None
    phone: Line | None = None
    email: Line | None = None

    @field_validator("phone")
    @classmethod
    def _is_phone(cls, value: str) -> str:
        if not _PHONE.fullmatch(value.replace("（", "(").replace("）", ")")):
            raise ValueError(say("write a telephone number, like 020-12345678"))
        return value

    @field_validator("email")
    @classmethod
    def _is_mail(cls, value: str) -> str:
        if not _MAIL.fullmatch(value):
            raise ValueError(say("write one e-mail address, like office@example.gov.cn"))
        return value


class SiteColumn(_Optional):
    """The column (栏目) that the reports stand in."""

    name: Line | None = None
    description: Line | None = None
    keywords: Words = ()
    type: Words = ()


class SiteSettings(_Optional):
    """All settings of the site; none is needed."""

    name: Line | None = None
    """The government site's official name."""
    domain: Line | None = None
    """Its domain, without https://."""
    id_code: Line | None = None
    """Its 网站标识码: ten digits, or bm and eight."""
    icp: Line | None = None
    """Its ICP备案号, with the province's character in front."""
    police: Line | None = None
    """Its 公安联网备案号, with the province's character in front."""
    find_errors: Line | None = None
    """The address at which readers report mistakes on a government site (网站找错), with https://."""
    contact: OfficeContact = OfficeContact()
    """Contact of the office that runs the site; readers' reports of errors in a paragraph go to its e-mail address."""
    accessibility: bool = False
    """Whether the site has the page 无障碍声明."""
    organization: Organization = Organization()
    column: SiteColumn = SiteColumn()
    author: Line | None = None
    """The author of every report whose own settings name none."""
    image: Line | None = None
    """An image for all pages: a path inside docs_src, or an address with https://."""
    public_key: Line | None = None
    """The public key for the signatures of `gongkai sign`: the line in the .pub file of an ssh-ed25519 key."""

    @field_validator("domain")
    @classmethod
    def _is_domain(cls, value: str) -> str:
        if not _DOMAIN.fullmatch(value.lower()):
            raise ValueError(say("write the domain alone, like www.example.gov.cn"))
        return value.lower()

    @field_validator("id_code")
    @classmethod
    def _is_id_code(cls, value: str) -> str:
        if not ID_CODE.fullmatch(value):
            raise ValueError(say("a 网站标识码 is ten digits, or bm and eight digits, in quotation marks"))
        return value

    @field_validator("icp")
    @classmethod
    def _is_icp(cls, value: str) -> str:
        found = "".join(value.split()).replace("icp", "ICP")
        if not _ICP.fullmatch(found):
            raise ValueError(say("write it as the register has it, like 粤ICP备12345678号-1"))
        return found

    @field_validator("police")
    @classmethod
    def _is_police(cls, value: str) -> str:
        found = "".join(value.split()).removesuffix("号") + "号"
        if not POLICE.fullmatch(found):
            raise ValueError(say("write it as the register has it, like 粤公网安备44010002000001号"))
        return found

    @field_validator("find_errors")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"]", value):
            raise ValueError(say("write an address with https://"))
        return value

    @field_validator("public_key")
    @classmethod
    def _is_key(cls, value: str) -> str:
        match = _PUBLIC_KEY.fullmatch(value)
        if match is None:
            raise ValueError(say("write the line of the file that ends with .pub, of a key of the kind ssh-ed25519"))
        return f"ssh-ed25519 {match[1]}"

    @field_validator("image")
    @classmethod
    def _is_image(cls, value: str) -> str:
        parts = urlsplit(value)
        local = not parts.scheme and not value.startswith("/") and ".." not in value.split("/")
        if not local and not (parts.scheme in {"http", "https"} and parts.netloc):
            raise ValueError(say("write a path inside docs_src, like images/seal.png, or an address with https://"))
        return value

    @model_validator(mode="after")
    def _can_be_reached(self) -> SiteSettings:
        if self.accessibility and not (self.contact.phone or self.contact.email):
            raise ValueError(say("`accessibility` needs somebody to turn to: fill in the phone or email of `contact`"))
        return self


def load_site_settings(path: Path) -> SiteSettings:
    """Read site.yml; the defaults if the file does not exist.

    Raises a UserError that names the file, the key and what is wrong with it.
    """
    return read_yml(path, SiteSettings)
