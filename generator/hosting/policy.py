"""What the site's pages may do in a browser, and what every answer of the web server says about it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from generator.hosting.pages import HostedPage
from generator.proof.pages.scripts import is_known

_STYLES_NAMED = 12
"""Inline styles that a policy names one by one; with more (of charts, say) any may stand: a style runs nothing."""

REVALIDATED = "no-cache"
"""For what keeps its address when it changes: kept, but asked about each time."""
KEPT = "public, max-age=31536000, immutable"
"""For what has a fingerprint in its name."""


@dataclass(frozen=True, slots=True)
class InlineCode:
    """What pages hold inline, as the hashes by which a policy names it."""

    scripts: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    """Style elements."""
    attributes: tuple[str, ...] = ()
    """Style attributes."""


def inline_of(pages: Iterable[HostedPage]) -> InlineCode:
    """Return what pages hold inline; of scripts only the theme's own, so that no other runs however it got there."""
    known = list(pages)
    return InlineCode(
        _hashes(script for page in known for script in page.scripts if is_known(script)),
        _hashes(style for page in known for style in page.body_styles),
        _hashes(style for page in known for style in page.style_attributes),
    )


def all_inline(parts: Iterable[InlineCode]) -> InlineCode:
    """Return what parts of a site hold inline, together."""
    known = list(parts)
    return InlineCode(
        tuple(sorted({script for part in known for script in part.scripts})),
        tuple(sorted({style for part in known for style in part.elements})),
        tuple(sorted({style for part in known for style in part.attributes})),
    )


def security_headers(inline: InlineCode) -> dict[str, str]:
    """Return the headers that every answer carries; the pages' inline scripts are allowed by their hashes alone."""
    return {
        "Content-Security-Policy": _content_security_policy(inline),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def _content_security_policy(inline: InlineCode) -> str:
    scripts, elements, attributes = inline.scripts, inline.elements, inline.attributes
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    if elements:
        few = len(elements) <= _STYLES_NAMED
        directives["style-src-elem"] = ["'self'", *(elements if few else ["'unsafe-inline'"])]
    if attributes:
        few = len(attributes) <= _STYLES_NAMED
        directives["style-src-attr"] = ["'unsafe-hashes'", *attributes] if few else ["'unsafe-inline'"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def _hashes(texts: Iterable[str]) -> tuple[str, ...]:
    digests = {sha256(text.encode("utf-8", "surrogateescape")).digest() for text in texts}
    return tuple(sorted(f"'sha256-{b64encode(digest).decode()}'" for digest in digests))
