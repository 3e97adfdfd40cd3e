"""The security headers of every response: the content security policy, and limits on what pages may do."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from generator.hosting.pages import HostedPage
from generator.proof.pages.scripts import is_known

_STYLES_NAMED = 12
"""Maximum number of inline styles that the policy lists by hash; with more it allows any, as styles run no code."""

REVALIDATED = "no-cache"
"""Cache-Control for files that keep their address when they change: browsers cache them, but ask each time."""
KEPT = "public, max-age=31536000, immutable"
"""Cache-Control for files with a fingerprint in their name."""


@dataclass(frozen=True, slots=True)
class InlineCode:
    """The inline code of pages as hashes in the form of a policy: `'sha256-…'`."""

    scripts: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    """Hashes of style elements."""
    attributes: tuple[str, ...] = ()
    """Hashes of style attributes."""


def inline_of(pages: Iterable[HostedPage]) -> InlineCode:
    """Return the inline code of pages; only the theme's scripts count, so that no other script is allowed to run."""
    known = list(pages)
    return hashes_of(
        (script for page in known for script in page.scripts),
        (style for page in known for style in page.body_styles),
        (style for page in known for style in page.style_attributes),
    )


def hashes_of(scripts: Iterable[str], styles: Iterable[str], attributes: Iterable[str]) -> InlineCode:
    """Return the hashes of inline scripts that are the theme's, of style elements and of style attributes."""
    return InlineCode(_hashes(filter(is_known, scripts)), _hashes(styles), _hashes(attributes))


def all_inline(parts: Iterable[InlineCode]) -> InlineCode:
    """Return the inline code of all parts of a site together."""
    known = list(parts)
    return InlineCode(
        tuple(sorted({script for part in known for script in part.scripts})),
        tuple(sorted({style for part in known for style in part.elements})),
        tuple(sorted({style for part in known for style in part.attributes})),
    )


def security_headers(inline: InlineCode) -> dict[str, str]:
    """Return the security headers of every response by name; inline scripts are allowed only by their hashes."""
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
