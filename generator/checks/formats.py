"""Output formats of `gongkai check`: text for people, JSON for scripts, SARIF for code hosts and editors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

from generator import __version__
from generator.model.messages import SEVERITY, WORDING, Message, Severity, noticed
from generator.wording import say

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NAME = re.compile(r"\{(\w{1,20})\}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was checked."""

    slug: str
    path: PurePosixPath
    """Its source, relative to the project's folder."""
    messages: tuple[Message, ...]
    allowed: Mapping[str, str] = field(default_factory=dict)
    """The errors that its yml lets through: the publisher's reason by code."""

    def let_through(self, message: Message) -> str:
        """Return why a message is let through; empty if it is no error, or not let through."""
        return self.allowed.get(message.code, "") if message.severity is Severity.ERROR else ""


def as_text(checked: Sequence[Checked]) -> str:
    """Return a line for each message, `path:line:column: severity: sentence [code]`, and why it is let through."""
    return "\n".join(
        f"{noticed(str(report.path), message)} [{message.code}]{_because(report.let_through(message))}"
        for report in checked
        for message in report.messages
    )


def as_json(checked: Sequence[Checked]) -> str:
    """Return a JSON list with an object for each message; lines and columns count from 1."""
    rows = [
        {
            "report": report.slug,
            "path": str(report.path),
            "line": message.line,
            "column": message.column,
            "length": message.length,
            "severity": str(message.severity),
            "code": message.code,
            "text": message.text,
            **({"words": message.words} if message.words else {}),
            **({"allowed": because} if (because := report.let_through(message)) else {}),
        }
        for report in checked
        for message in report.messages
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_sarif(checked: Sequence[Checked]) -> str:
    """Return a SARIF 2.1.0 log of one run; columns count characters."""
    codes = list(WORDING)
    driver = {
        "name": "gongkai",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": say(WORDING[code], **dict.fromkeys(_NAME.findall(WORDING[code]), "…"))},
                "defaultConfiguration": {"level": str(SEVERITY[code])},
            }
            for code in codes
        ],
    }
    results = [
        {
            "ruleId": message.code,
            "ruleIndex": codes.index(message.code),
            "level": str(message.severity),
            "message": {"text": message.text},
            "locations": [{"physicalLocation": _location(report.path, message)}],
            **_suppressions(report.let_through(message)),
        }
        for report in checked
        for message in report.messages
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}
"""The function that writes each format, by the format's name."""


def _because(why: str) -> str:
    return " " + say("(allowed: {why})", why=why) if why else ""


def _suppressions(why: str) -> dict[str, object]:
    """Return the SARIF property `suppressions` of a result that is let through; empty if `why` is empty."""
    return {"suppressions": [{"kind": "external", "justification": why}]} if why else {}


def _location(path: PurePosixPath, message: Message) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": quote(str(path))},
        "region": {
            "startLine": message.line,
            "startColumn": message.column,
            "endLine": message.line,
            "endColumn": message.column + message.length,
        },
    }
