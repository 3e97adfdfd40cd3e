"""The front-matter that every page of a report has."""

from __future__ import annotations

from generator.edition.edition import Edition


def common(edition: Edition, slug: str) -> dict[str, object]:
    """Return the front-matter that all pages of a report share."""
    metadata = edition.metadata
    published = metadata.published
    return {
        **({"state": "draft", "robots": "noindex"} if edition.settings.is_draft else {}),
        "slug": slug,
        "report": edition.title,
        "date": str(published) if published else None,
        "issuing_body": metadata.issuing_body,
    }
